"""The words of an entry: where a meeting is held, how, and who leads it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from statplan.calendars.build_calendar import desired_entries
from statplan.ledger import (
    DecisionContext,
    DesiredEntry,
    Ledger,
    compare_entries,
    record_publish,
)
from statplan.plan import Plan
from statplan.schedule import make_schedule
from statplan.schedule.date_rules import build_date_rules
from tests.support.plans import LINEAGE, answers, monthly

NOW = datetime(2026, 12, 10, 12, tzinfo=UTC)
KEY = ("stat/2027-03", "primary")
PLACE = {"room": "Hall", "address": "1 Main Street", "mode": "both",
         "link": "https://meet.example.gov/stat"}  # fmt: skip
OTHER_LINK = "https://meet.example.gov/other"


def list_entries(access: str = "closed", /, **series: Any) -> list[DesiredEntry]:
    made = answers(monthly(**series), place=PLACE)
    made["publicity"] = {"access": access, "publishes": ["schedule"]}
    plan = Plan.model_validate(made)
    schedule = make_schedule(plan)
    assert not schedule.problems
    year = DecisionContext(schedule, build_date_rules(plan, schedule), date(2026, 12, 10))
    return list(desired_entries(plan, year.build_state(Ledger(LINEAGE)), year.date_rules))


def find_entry(exception: dict[str, Any], access: str = "closed") -> DesiredEntry:
    entries = list_entries(access, exceptions=[{"meeting": KEY[0], **exception}])
    return next(entry for entry in entries if entry.key == KEY)


@pytest.mark.parametrize(
    ("exception", "place", "line"),
    [
        ({"room": "Annex"}, "Annex, 1 Main Street, https://meet.example.gov/stat", ""),
        ({"mode": "remote", "link": OTHER_LINK}, OTHER_LINK, "This meeting is remote."),
        ({"mode": "in person"}, "Hall, 1 Main Street", "This meeting is in person."),
        ({"chair": "finance"}, ", ".join((PLACE["room"], PLACE["address"], PLACE["link"])),
         "Led by: Finance"),
    ],
)  # fmt: skip
def test_an_entry_says_how_its_meeting_is_held(
    exception: dict[str, Any], place: str, line: str
) -> None:
    entry = find_entry(exception)
    assert entry.text.place == place
    assert not line or line in entry.text.description.splitlines()


def test_residents_read_the_room_of_their_meeting_and_no_link() -> None:
    assert find_entry({"room": "Annex"}, "open").text.public_place == "Annex, 1 Main Street"
    remote = find_entry({"mode": "remote", "link": OTHER_LINK}, "open")
    assert remote.text.public_place == ""
    assert OTHER_LINK not in remote.text.public


@pytest.mark.parametrize(
    ("access", "sentence", "is_open"),
    [
        ("closed", "Not open to the public; its schedule is.", False),
        ("employees", "Not open to the public; its schedule is.", False),
        ("invitation", "Not open to the public; its schedule is.", False),
        ("press", "Open to the press, not to the public; its schedule is public.", False),
        ("open", "Open to the public.", True),
        ("open with questions", "Open to the public.", True),
        ("open with reservation", "Open to the public; reserve a place before you come.", True),
        ("other: Residents of the district", "Who may attend: Residents of the district.", False),
    ],
)
@pytest.mark.parametrize("is_own", [False, True])
def test_residents_read_who_may_attend_the_meeting(
    access: str, sentence: str, is_open: bool, is_own: bool
) -> None:
    """The recurring meeting has the last word; where it says nothing, the program has it."""
    opposite = "closed" if is_open else "open"
    entries = list_entries(opposite, access=access) if is_own else list_entries(access)
    text = next(entry.text for entry in entries if entry.key == KEY)
    assert text.public.splitlines()[0] == sentence
    assert text.public_place == ("Hall, 1 Main Street" if is_open else "")


def test_other_words_for_who_may_attend_are_another_fact() -> None:
    facts = [
        next(entry.text.facts for entry in list_entries(access) if entry.key == KEY)
        for access in ("other: Reporters", "other: Residents", "press", "open", "closed")
    ]
    assert len({*facts}) == len(facts)


@pytest.mark.parametrize(
    ("exception", "kind"),
    [
        ({"room": "Annex"}, "text"),
        ({"link": OTHER_LINK}, "text"),
        ({"mode": "remote"}, "text"),
        ({"chair": "finance"}, "text"),
        ({"subject": "blight"}, "text"),
        ({"minutes": 30}, "dated"),
    ],
)
def test_who_has_an_entry_gets_an_update_of_what_differs(
    exception: dict[str, Any], kind: str
) -> None:
    ledger = Ledger(LINEAGE)
    published = record_publish(ledger, compare_entries(ledger, list_entries(), NOW.date()), NOW)
    entries = list_entries(exceptions=[{"meeting": KEY[0], **exception}])
    changes = compare_entries(published, entries, NOW.date()).differences
    assert {change.new.meeting for change in changes} == {KEY[0]}
    assert ("text" in {change.kind for change in changes}) == (kind == "text")


def test_the_entries_of_a_series_have_its_own_link_and_mode() -> None:
    entries = list_entries(mode="remote", link=OTHER_LINK)
    assert {entry.text.place for entry in entries if not entry.is_all_day} == {OTHER_LINK}
