"""The feeds tell what the page tells, in the forms that programs read."""

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from ical.calendar_stream import IcsCalendarStream
from jsonschema import Draft202012Validator

from statplan.site import open_data
from tests.support.ics_lint import lint
from tests.support.page_reader import linked
from tests.support.popolo import POPOLO
from tests.support.sample_site import (
    LIFE,
    city,
    files_of,
    make_decision,
    publish_again,
    tell,
    tell_years,
)

DAY = "2027-03-21"
ATOM = "{http://www.w3.org/2005/Atom}"
OURS = Draft202012Validator(json.loads(open_data.load_schema()))
FORMATS = Draft202012Validator.FORMAT_CHECKER


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return files_of(tell(city(), LIFE).site(DAY))


@pytest.fixture(scope="module")
def schedule(files: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["schedule.json"])
    return found


@pytest.mark.slow
def test_the_data_keep_to_their_schema(schedule: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(json.loads(open_data.load_schema()))
    assert [*OURS.iter_errors(schedule)] == []
    bare = tell(city(address=None, access=None)).site(DAY, published=False)
    assert [*OURS.iter_errors(json.loads(files_of(bare)["schedule.json"]))] == []


def test_the_schema_holds_what_is_written_to_account(schedule: dict[str, Any]) -> None:
    damages: list[dict[str, Any]] = [
        {"version": 2}, {"access": "anybody"}, {"more": 1}, {"updated_at": "yesterday"},
        {"events": [{}]}, {"changes": [{"what": "moved"}]}, {"new_schedules": [{}]},
    ]  # fmt: skip
    for damage in damages:
        assert [*OURS.iter_errors(schedule | damage)], damage
    broken = deepcopy(schedule)
    broken["events"][0]["start_date"] = "2027-01-05T15:00:00"
    assert [*OURS.iter_errors(broken)]


def test_the_events_are_popolos(schedule: dict[str, Any]) -> None:
    popolo = Draft202012Validator(POPOLO, format_checker=FORMATS)
    assert all(popolo.is_valid(each) for each in schedule["events"])
    damages: list[dict[str, Any]] = [
        {"start_date": "Jan 5"}, {"location": {}}, {"sources": {}}, {"name": 1},
    ]  # fmt: skip
    for damage in damages:
        assert not popolo.is_valid(schedule["events"][0] | damage)


def test_data_page_and_search_engines_are_told_the_same(
    files: dict[str, str], schedule: dict[str, Any]
) -> None:
    events = {each["id"]: each for each in schedule["events"]}
    found = {each["@id"]: each for each in linked(files["index.html"])}
    assert found.keys() == events.keys()
    for key, each in found.items():
        assert each["startDate"][:16] == events[key]["start_date"][:16]
        assert each["endDate"][-6:] == events[key]["end_date"][-6:]
        was = events[key]["moved_from"]
        assert each.get("previousStartDate", "")[:16] == (was or "")[:16]
        off, moved = events[key]["status"] == "cancelled", was is not None
        expected = "Cancelled" if off else "Rescheduled" if moved else "Scheduled"
        assert each["eventStatus"] == f"https://schema.org/Event{expected}"
        assert each["url"] == f"https://www.example.gov/riverstat/#m-{key.rpartition(':')[2]}"


def test_winter_and_summer_have_their_offsets(schedule: dict[str, Any]) -> None:
    offsets = {each["start_date"][5:7]: each["start_date"][-6:] for each in schedule["events"]}
    assert (offsets["01"], offsets["07"]) == ("-06:00", "-05:00")


@pytest.mark.parametrize(
    ("name", "tag", "first"),
    [
        ("changes.atom", "en-US", "On again: BlightStat: Vacant buildings, Thu Apr 8, 2027, 8:00"),
        (
            "changes.es.atom",
            "es-US",
            "Se celebra de nuevo: BlightStat: Vacant buildings, jue. 8 de abril de 2027, 8:00",
        ),
    ],
)
def test_the_changes_are_a_feed(
    files: dict[str, str], schedule: dict[str, Any], name: str, tag: str, first: str
) -> None:
    feed = ET.fromstring(files[name].encode())  # noqa: S314 - our own
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == tag
    entries = feed.findall(f"{ATOM}entry")
    ids = [each.findtext(f"{ATOM}id") for each in entries]
    assert ids == [each["id"] for each in reversed(schedule["changes"])]
    assert len(set(ids)) == len(ids) == 5
    assert (entries[0].findtext(f"{ATOM}title") or "").startswith(first)
    for each in (feed, *entries):
        assert (each.findtext(f"{ATOM}updated") or "").endswith("Z")
        assert each.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
    links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"https://www.example.gov/riverstat/{name}"
    assert (links["alternate"] or "").startswith("https://www.example.gov/riverstat/")


@pytest.mark.slow
def test_an_entry_of_the_feed_never_changes_its_id(schedule: dict[str, Any]) -> None:
    earlier = json.loads(files_of(tell(city(), LIFE[:4]).site("2027-03-05"))["schedule.json"])
    assert [each["id"] for each in earlier["changes"]] == [
        each["id"] for each in schedule["changes"][: len(earlier["changes"])]
    ]


@pytest.mark.slow
def test_a_meeting_has_a_calendar_file_with_both_of_its_entries(
    files: dict[str, str], schedule: dict[str, Any]
) -> None:
    for event in schedule["events"]:
        text = files[event["calendar"]]
        assert lint(text.encode()) == []
        events = IcsCalendarStream.calendar_from_ics(text).events
        starts = {str(each.dtstart)[:16].replace(" ", "T") for each in events}
        assert event["start_date"][:16] in starts
        uids = {each.uid for each in events}
        assert f"{event['id'].rpartition(':')[2]}@statplan" in uids
        whole = IcsCalendarStream.calendar_from_ics(files["calendar.ics"]).events
        if event["start_date"] > DAY:
            assert uids <= {each.uid for each in whole}
    assert len(schedule["events"]) == 38


def test_each_line_of_civic_data_is_an_event_with_its_source(
    files: dict[str, str], schedule: dict[str, Any]
) -> None:
    lines = [json.loads(each) for each in files["schedule.ocd.jsonl"].splitlines()]
    assert [each["start_time"] for each in lines] == [
        each["start_date"] for each in schedule["events"]
    ]
    statuses = {each["status"] for each in lines}
    assert statuses == {"tentative", "cancelled", "passed"}
    assert all(each["sources"][0]["url"].startswith("https://") for each in lines)
    moved = [each for each in lines if each["extras"]["cityscrapers/time_notes"]]
    assert {each["start_time"][:10] for each in moved} == {"2027-02-12", "2027-03-10"}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("https://x.gov/stat", "https://x.gov/stat/"),
        ("https://x.gov/stat/", "https://x.gov/stat/"),
        ("https://x.gov", "https://x.gov/"),
        ("https://x.gov/stat/index.html", "https://x.gov/stat/"),
        ("https://x.gov/stat/calendar.ics?a=1#b", "https://x.gov/stat/"),
    ],
)
def test_the_address_is_that_of_the_folder(said: str, meant: str) -> None:
    assert tell(city(address=said)).site(DAY).address == meant


@pytest.mark.slow
@pytest.mark.parametrize(("organization", "named"), [("City of Riverton", True), (None, False)])
def test_search_engines_are_told_who_organizes_where_that_is_stated(
    organization: str | None, named: bool
) -> None:
    data = city()
    data["program"]["organization"] = organization
    page = files_of(tell(data).site("2027-01-02"))["index.html"]
    assert ('"organizer":{"@type":' in page) is named


@pytest.mark.slow
def test_a_new_year_is_one_entry_among_the_changes_in_order_of_time() -> None:
    years = [("2027-01-01", "2026-12-10"), ("2028-01-01", "2027-12-01")]
    told = tell_years(city(), years)
    bumped = replace(
        told.ledger,
        decisions=(make_decision("2027-12-05", "bump", "blight/2027-12"),),
    )
    after = publish_again(told.plan, bumped, "2027-12-05")
    files = files_of(replace(told, ledger=after).site("2027-12-06"))
    feed = ET.fromstring(files["changes.atom"].encode())  # noqa: S314 - our own
    titles = [each.findtext(f"{ATOM}title") or "" for each in feed.findall(f"{ATOM}entry")]
    assert titles[0].startswith("Moved: BlightStat: Vacant buildings")
    assert titles[1:] == ["The 2028 schedule was published"]
    data = json.loads(files["schedule.json"])
    assert [*OURS.iter_errors(data)] == []
    assert [each["what"] for each in data["changes"]] == ["moved"]
    (schedule,) = data["new_schedules"]
    expected = sum(each["start_date"].startswith("2028") for each in data["events"])
    assert schedule["meeting_count"] == expected == 38
    assert (schedule["first_day"], schedule["last_day"]) == ("2028-01-01", "2028-12-31")
    earlier = json.loads(files_of(told.site("2027-12-02"))["schedule.json"])
    assert earlier["new_schedules"] == data["new_schedules"]


def test_a_year_that_is_not_public_is_no_news() -> None:
    years = [("2027-01-01", "2026-12-10"), ("2028-01-01", "2027-12-01")]
    told = tell_years(city(publishes=["slides"]), years)
    site = replace(told, plan=tell(city()).plan).site("2027-12-02")
    assert site.new_schedules == ()
