"""One recurring meeting is open and another is closed: what residents are told of which."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from statplan.errors import StatplanError
from statplan.plan import loader
from statplan.site import open_data
from tests.support.page_reader import linked, section
from tests.support.sample_site import LIFE, Data, Told, city, files_of, publish_again, tell

DAY = "2027-03-21"
EXPECTED = Path(__file__).parent / "expected"
ROOM, LINK = "Backroom 7", "https://meet.example.gov/rota"
OWN_WORDS: dict[str, Any] = {
    "publishes": ["schedule", "memo", "recording", "other: photographs of the lots"],
    "questions": ["cards", "e-mail", "other: by letter"],
    "broadcast": [{"by": "other: Screen in the lobby"}],
    "unreached_questions": "The department answers by mail within 10 days.",
}
SCHEMA = Draft202012Validator(json.loads(open_data.load_schema()))


def mixed(access: str = "open with questions", *own_access: str | None, **publicity: Any) -> Data:
    """The city, with who may attend each of its two recurring meetings."""
    data = city(access=access, **publicity)
    for series, answer in zip(data["frequency"]["series"], own_access, strict=False):
        series.update({"access": answer} if answer else {})
    data["frequency"]["series"][1].update({"room": ROOM, "link": LINK})
    return data


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return files_of(tell(mixed("open with questions", None, "closed", **OWN_WORDS), LIFE).site(DAY))


@pytest.mark.parametrize("name", ["index.html", "index.es.html"])
def test_the_page_is_as_it_was_read_and_kept(files: dict[str, str], name: str) -> None:
    made = "\n\n".join(section(files[name], part) for part in ("next", "attend", "withheld"))
    assert f"{made}\n" == (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")


def test_nothing_of_the_closed_meeting_but_its_schedule_is_public(files: dict[str, str]) -> None:
    assert not [name for name, text in files.items() if ROOM in text or LINK in text]
    events = json.loads(files["schedule.json"])["events"]
    closed = [event for event in events if event["name"].startswith("Department review")]
    assert len(closed) > 20
    assert {event["location"] for event in closed} == {None}
    assert {event["access"] for event in closed} == {"closed"}
    assert not any("How to join" in event["description"] for event in closed)
    assert "Department review" in section(files["index.html"], "all")
    places = [event for event in linked(files["index.html"]) if "location" in event]
    assert places
    assert all(event["name"].startswith("BlightStat") for event in places)


def test_the_open_meeting_has_its_room_beside_it(files: dict[str, str]) -> None:
    """No place is named for all, or residents would take it for that of the closed ones too."""
    assert "Place, unless another is named" not in files["index.html"]
    rows = files["index.html"].split("<tr")
    named = [row for row in rows if "Conference Room 3" in row]
    assert named
    assert all("BlightStat" in row for row in named)


@pytest.mark.parametrize("name", ["index.html", "index.es.html"])
def test_no_answer_is_shown_as_the_file_has_it(files: dict[str, str], name: str) -> None:
    assert not [name for name, text in files.items() if "other:" in text]
    for words in ("photographs of the lots", "by letter", "Screen in the lobby", "10 days"):
        assert words in section(files[name], "attend")


def test_a_program_that_is_closed_tells_how_to_join_what_is_open() -> None:
    data = mixed("closed", None, "open with reservation", questions=["e-mail"])
    assert not loader.validate_answers(data).problems
    files = files_of(tell(data, LIFE).site(DAY))
    attend = section(files["index.html"], "attend")
    assert "Write two days ahead" in attend
    assert "by e-mail" in attend
    assert "Reserve a place before you come." in attend
    assert "Conference Room 3" not in "".join(files.values())
    events = json.loads(files["schedule.json"])["events"]
    assert {event["location"] for event in events if event.get("access")} == {
        None, f"{ROOM}, 100 Main Street"
    }  # fmt: skip


@pytest.mark.parametrize(
    "access", ["press", "open with reservation", "other: residents of the district"]
)
def test_data_say_who_may_attend(access: str) -> None:
    data = mixed(access, None, "closed", join=None, questions=None)
    schedule = json.loads(files_of(tell(data).site(DAY))["schedule.json"])
    assert [*SCHEMA.iter_errors(schedule)] == []
    is_other = access.startswith("other")
    assert schedule["access"] == ("other" if is_other else access)
    assert schedule.get("access_words") == ("residents of the district" if is_other else None)
    own = mixed("closed", access, None, join=None, questions=None)
    events = json.loads(files_of(tell(own).site(DAY))["schedule.json"])["events"]
    assert {(event.get("access"), event.get("access_words")) for event in events} == {
        (None, None), (schedule["access"], schedule.get("access_words")),
    }  # fmt: skip
    assert SCHEMA.is_valid(schedule | {"events": events})


def test_every_meeting_has_an_answer_of_its_own_and_they_agree() -> None:
    same = mixed("closed", "open", "open", join=None, questions=None)
    attend = section(files_of(tell(same).site(DAY))["index.html"], "attend")
    assert "The meetings are open to the public." in attend
    assert "Department review" not in attend


@pytest.mark.parametrize("own_access", [(), ("closed", None), ("press", "closed")])
def test_a_room_that_was_open_stays_public_when_later_meetings_are_closed(
    own_access: tuple[str | None, ...],
) -> None:
    """What was published of past meetings stays, and a publish is not refused for it."""
    told = tell(mixed("open"), LIFE)
    changed = mixed("open" if own_access else "closed", *own_access, join=None, questions=None)
    plan = loader.validate_answers(changed).plan
    assert plan
    site = Told(plan, publish_again(plan, told.ledger, DAY)).site(DAY)
    schedule = json.loads(files_of(site)["schedule.json"])
    assert [*SCHEMA.iter_errors(schedule)] == []
    for event in schedule["events"]:
        if not event["name"].startswith("BlightStat") or event["status"] == "cancelled":
            continue
        is_past = event["start_date"] < DAY
        assert (event["location"] is not None) is is_past, event
        access = event.get("access", schedule["access"])
        assert (access == "open") is is_past, event


def test_a_room_that_only_a_later_meeting_would_name_is_refused() -> None:
    """A closed meeting whose room was never public does not become so by the past of others."""
    told = tell(mixed("open", None, "closed"), LIFE)
    data = deepcopy(mixed("open", "closed", "closed", join=None, questions=None))
    data["publicity"]["about"] = f"Come to {ROOM}."
    plan = loader.validate_answers(data).plan
    assert plan
    site = Told(plan, publish_again(plan, told.ledger, DAY)).site(DAY)
    with pytest.raises(StatplanError, match="would make public what is withheld"):
        files_of(site)


@pytest.mark.parametrize("access", ["closed", "employees", "invitation", "press", "other: staff"])
def test_the_topic_of_a_meeting_that_is_not_open_stays_inside(access: str) -> None:
    data = mixed("open", None, access, back_ups=True, scorecard=True)
    del data["frequency"]["series"][1]["name"]
    made = tell(data, LIFE)
    names = {
        event["name"] for event in json.loads(files_of(made.site(DAY))["schedule.json"])["events"]
    }
    topics = {one["name"] for one in data["participants"]["departments"]}
    assert any(name.startswith("BlightStat") for name in names)
    assert data["program"]["name"] in names
    assert not [name for name in names for topic in topics if topic in name]
    pages = {
        name: text for name, text in files_of(made.site(DAY)).items() if name.endswith(".html")
    }
    assert any(name.startswith("scorecard") for name in pages)
    assert not [(name, topic) for name, page in pages.items() for topic in topics if topic in page]


def test_the_topics_of_a_closed_program_are_in_the_schedule_that_it_publishes() -> None:
    files = files_of(tell(mixed("closed", None, "closed", join=None, questions=None)).site(DAY))
    names = {event["name"] for event in json.loads(files["schedule.json"])["events"]}
    assert any(name.startswith("Department review: ") for name in names)


def test_a_meeting_that_is_closed_later_loses_its_topic_with_the_next_publish() -> None:
    made = tell(mixed("open", None, None, join=None, questions=None))
    plan = loader.validate_answers(mixed("open", None, "closed", join=None, questions=None)).plan
    assert plan
    again = Told(plan, publish_again(plan, made.ledger, "2026-12-20"))
    schedule = json.loads(files_of(again.site("2026-12-20"))["schedule.json"])
    names = {event["name"] for event in schedule["events"]}
    assert "Department review" in names
    assert not [name for name in names if name.startswith("Department review: ")]
