"""The template of a record: what it knows of the meeting, and that it can be redacted as it is."""

from pathlib import Path

import pytest

from statplan.ledger import DecisionRequest
from statplan.records import GROUNDS, RecordKind, check_copies, make_template, read_cleared_records
from statplan.records.redact import RedactionRules
from tests.support.marked_notes import ID, copy_of
from tests.support.templates import plan_of, standing_of

EXPECTED = Path(__file__).parent / "expected"


@pytest.mark.parametrize("kind", RecordKind)
def test_each_template_is_as_it_was_read_and_kept(kind: RecordKind) -> None:
    plan = plan_of()
    standing = standing_of(plan, DecisionRequest("bump", "Storm"))
    made = make_template(plan, standing, kind, GROUNDS, ID)
    assert made == (EXPECTED / f"{kind}.md").read_bytes()


@pytest.mark.parametrize("kind", RecordKind)
def test_a_template_that_was_filled_can_be_redacted_and_read(kind: RecordKind) -> None:
    plan = plan_of()
    text = make_template(plan, standing_of(plan), kind, GROUNDS, ID).decode() + "\nIt is done.\n"
    copy = copy_of(text, RedactionRules())
    (record,) = read_cleared_records(
        check_copies({"a.md": text, "a.public.md": copy.render_file()})
    )
    assert record.title == f"{kind.heading}: TestStat: Blight"
    assert "REDACT" not in copy.render_file()
    assert record.meeting == "blight/2027-03"


def test_offices_stand_in_it_and_no_name() -> None:
    plan = plan_of()
    text = make_template(plan, standing_of(plan), RecordKind.NOTES, GROUNDS, ID).decode()
    assert "Mayor" in text
    assert "Jo Smith" not in text


@pytest.mark.parametrize(("without_panel", "is_listed"), [("no", True), ("yes", False)])
def test_the_panel_stands_in_it_where_it_comes(without_panel: str, is_listed: bool) -> None:
    plan = plan_of(without_panel=without_panel)
    text = make_template(plan, standing_of(plan), RecordKind.NOTES, GROUNDS, ID).decode()
    assert ("| Finance |" in text) is is_listed
    assert "| Mayor |" in text
    assert "| Works-Head |" in text


@pytest.mark.parametrize(
    ("access", "told"), [("open", True), ("closed", False), ("invitation", False)]
)
def test_the_room_stands_in_it_only_where_anybody_may_come(access: str, told: bool) -> None:
    plan = plan_of(access)
    text = make_template(plan, standing_of(plan), RecordKind.NOTES, GROUNDS, ID).decode()
    assert ("Room 8" in text) is told


@pytest.mark.parametrize(
    ("access", "own_access", "told"), [("closed", "open", True), ("open", "press", False)]
)
def test_the_recurring_meeting_has_the_last_word_on_its_room(
    access: str, own_access: str, told: bool
) -> None:
    plan = plan_of(access, own_access)
    text = make_template(plan, standing_of(plan), RecordKind.NOTES, GROUNDS, ID).decode()
    assert ("Room 8" in text) is told


def test_a_ground_of_the_plan_cannot_end_the_comment() -> None:
    plan = plan_of()
    text = make_template(plan, standing_of(plan), RecordKind.NOTES, {"x": "a --> b"}, ID).decode()
    assert copy_of(f"{text}\nIt is done.\n").body.startswith("# Notes")
