"""One year on the command line: what was once said in two ways, in every output."""

import csv
import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.command_folders import apply_commands
from tests.support.commands import run
from tests.support.year import Clock, clock, edit, plan, published

__all__ = ["clock", "plan", "published"]  # fixtures

STAMP = "%Y%m%dT%H%M%S"
MARCH_20 = "2027-03-20T12:00"
DATES = ("2027-01-14", "2027-01-19", "2027-02-11", "2027-03-12", "2027-03-16", "2027-04-08",
         "2027-04-20")  # fmt: skip
LONG = tuple(f"{datetime.fromisoformat(day):%a %b} {int(day[-2:])}" for day in DATES)


@pytest.fixture
def lived(published: Path, clock: Clock) -> Path:
    """A published year with a bump, a cancellation, a release, and a meeting that was held."""
    clock(MARCH_20)
    apply_commands(
        published,
        "bump blight/2027-03 --reason Secret --yes",
        "cancel works/2027-02 --reason Secret",
        "release blight/2027-04",
        "held blight/2027-02",
    )
    return published


def read_events(text: str) -> dict[str, dict[str, str]]:
    """The lines of each event of a calendar by UID: their names, without parameters, and values."""
    events: dict[str, dict[str, str]] = {}
    for part in text.replace("\r\n", "\n").replace("\n ", "").split("BEGIN:VEVENT\n")[1:]:
        lines = [line.partition(":") for line in part.partition("END:VEVENT")[0].splitlines()]
        event = {name.partition(";")[0]: value for name, _, value in lines}
        events[event["UID"]] = event
    return events


def list_days(text: str) -> set[str]:
    """The days of the meetings of a calendar that take place."""
    live = [
        event
        for event in read_events(text).values()
        if event["STATUS"] != "CANCELLED" and not event["SUMMARY"].startswith("BACK-UP")
    ]
    return {str(datetime.strptime(event["DTSTART"], STAMP).date()) for event in live}  # noqa: DTZ007


def read_built(folder: Path, name: str) -> str:
    return (folder / "build" / name).read_text(encoding="utf-8-sig")


@pytest.mark.slow
def test_every_file_of_a_build_has_the_meetings_of_now(lived: Path) -> None:
    apply_commands(lived, "publish", "build")
    assert list_days(read_built(lived, "calendar.ics")) == set(DATES)
    rows = list(csv.DictReader(read_built(lived, "calendar.csv").splitlines()))
    meetings = [
        row["date"]
        for row in rows
        if (row["role"], row["state"]) in {("primary", "tentative"), ("backup", "confirmed")}
    ]
    assert sorted(meetings) == sorted(DATES)
    told = json.loads(read_built(lived, "calendar.json"))["meetings"]
    holds = [hold for each in told for hold in (each["primary"], each["backup"]) if hold]
    events = read_events(read_built(lived, "calendar.ics"))
    for hold in holds:
        if hold["state"] != "cancelled":
            event = events[hold["uid"]]
            assert event["STATUS"] == hold["state"].upper()
            assert event["DTSTART"] == f"{datetime.fromisoformat(hold['start']):{STAMP}}"
    charter = read_built(lived, "charter.md")
    annex = charter.partition("Annex A")[2]
    assert all(f"| {day}, 2027" in annex for day in LONG)
    assert annex.count(" a.m. |") + annex.count(" p.m. |") == len(DATES)
    assert "Seven meetings, five of them with a back-up date." in annex
    assert "Secret" not in charter.replace("Secret Room 7", "").replace('"Secret" Smith', "")


@pytest.mark.slow
def test_before_a_publish_a_build_has_no_calendar_that_lacks_the_decisions(lived: Path) -> None:
    code, _, err = run("build")
    assert code == 0
    assert "left out  build/calendar.ics: 5 changes wait to be published" in err
    assert "with 4 recorded decisions" in err
    assert not (lived / "build" / "calendar.ics").exists()
    assert "| Fri Mar 12, 2027 (moved) |" in read_built(lived, "charter.md")
    assert "blight/2027-03,backup,confirmed,2027-03-12" in read_built(lived, "calendar.csv")


@pytest.mark.slow
@pytest.mark.usefixtures("lived")
def test_a_draft_never_has_a_number_that_a_publish_gives_to_something_else() -> None:
    before = read_events(run("calendar")[1])
    run("move", "blight/2027-04", "--to", "2027-04-13")
    assert read_events(run("calendar")[1]) == before
    run("publish")
    after = read_events(run("calendar")[1])
    changed = [uid for uid in before.keys() & after.keys() if before[uid] != after[uid]]
    assert changed
    assert all(
        int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"])
        for uid in changed
        if before[uid]["DTSTART"] != after[uid]["DTSTART"]
        or before[uid]["STATUS"] != after[uid]["STATUS"]
    )
    assert all(after[uid]["DTSTAMP"] > before[uid]["DTSTAMP"] for uid in changed)


@pytest.mark.slow
@pytest.mark.parametrize("is_published", [False, True])
def test_letter_briefing_and_show_have_the_meetings_of_now(
    lived: Path, *, is_published: bool
) -> None:
    if is_published:
        run("publish")
    letter = run("charter", "--for", "works")[1]
    rows = re.findall(r"^\| ([A-Z][a-z]{2} [A-Z][a-z]{2} \d+), 2027 \|", letter, re.MULTILINE)
    assert rows == ["Tue Jan 19", "Tue Mar 16", "Tue Apr 20"]
    briefing = run("charter", "--for", "principal")[1]
    assert "10 hours in the year, for seven meetings" in briefing
    assert "| March 2027 | Fri\u00a012, Tue\u00a016 | 2 | 3 |" in briefing
    assert "7 meetings, 5 with a back-up date" in run("show", "--plain")[1]
    del lived


def test_no_held_rate_is_stated_of_what_nobody_recorded(published: Path, clock: Clock) -> None:
    clock(MARCH_20)
    assert re.findall(r"^  (\S+) .*  (\S.*)$", run("status")[1].split("\n\n")[0], re.MULTILINE)[
        1:
    ] == [("blight", "not recorded"), ("works", "not recorded"), ("all", "not recorded")]
    run("held", "blight/2027-02")
    assert "at least 33%" in run("status")[1]
    del published


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entries", "word", "status"),
    [("holds", "tentative", "TENTATIVE"), ("confirmed", "confirmed", "CONFIRMED")],
)
def test_a_meeting_has_one_state_in_public(
    plan: Path, entries: str, word: str, status: str
) -> None:
    edit(plan, "  months: 4", f"  months: 4\n  entries: {entries}")
    edit(plan, "  access: closed", "  access: closed\n  address: https://example.gov/stat/")
    run("publish")
    public = plan / "calendars" / "public"
    events = json.loads((public / "schedule.json").read_text(encoding="utf-8"))["events"]
    assert {event["status"] for event in events} == {word}
    lines = (public / "schedule.ocd.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["status"] for line in lines} == {word}
    page = (public / "index.html").read_text(encoding="utf-8")
    assert f" {word.title()}<" in page
    assert "Scheduled<" not in page
    for path in (public / "calendar.ics", plan / "calendars" / "calendar.ics"):
        feed = read_events(path.read_text(encoding="utf-8"))
        found = {event["STATUS"] for event in feed.values() if "BACK-UP" not in event["SUMMARY"]}
        assert found == {status}


@pytest.mark.slow
def test_what_was_restored_is_not_shown_as_held(lived: Path) -> None:
    run("publish")
    page = lived / "calendars" / "public" / "schedule.json"

    def read_status() -> str:
        events = json.loads(page.read_text(encoding="utf-8"))["events"]
        (status,) = (each["status"] for each in events if "2027-02-11" in each["start_date"])
        return str(status)

    assert read_status() == "held"
    run("restore", "blight/2027-02")
    run("site")
    assert read_status() == "past"
    blight = run("status")[1].splitlines()[2].split(maxsplit=6)
    assert blight == ["blight", "4", "4", "0", "1", "0", "not recorded"]


def test_the_analysts_deadlines_are_the_same_in_a_draft_and_when_published(plan: Path) -> None:
    def list_due() -> dict[str, str]:
        feed = read_events(run("calendar", "--for", "analyst")[1])
        return {uid: event["DTSTART"] for uid, event in feed.items() if "T" not in event["DTSTART"]}

    draft = list_due()
    assert len(draft) > 10
    run("publish", "--for", "analyst")
    assert list_due() == draft
    del plan


def test_the_page_and_the_notes_of_a_publish_have_its_dates(lived: Path) -> None:
    run("publish")
    events = json.loads(
        (lived / "calendars" / "public" / "schedule.json").read_text(encoding="utf-8")
    )["events"]
    shown = {each["start_date"][:10] for each in events if each["status"] != "cancelled"}
    assert shown == set(DATES)
    note = (lived / "calendars" / "CHANGES.md").read_text(encoding="utf-8")
    assert "Fri Mar 12, 2027" in note
    assert "Tue Feb 16, 2027" in note
