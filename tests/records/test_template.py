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


def test_a_meeting_has_the_agenda_of_its_own_series() -> None:
    plan = plan_of(agenda=[{"item": "Tour"}, {"item": "Questions"}])
    text = make_template(plan, standing_of(plan), RecordKind.NOTES, GROUNDS, ID).decode()
    assert "## Agenda\n\n1. Tour\n2. Questions\n" in text
    assert "### Questions" in text
    assert "Opening" not in text


@pytest.mark.parametrize(
    ("agenda", "items"),
    [
        (["Tour"], "1. Follow-up from the last meeting\n2. Tour\n"),
        (["Opening", "Follow-up from last time"], "1. Opening\n2. Follow-up from last time\n"),
    ],
)
def test_follow_up_comes_first_where_meetings_begin_with_it(agenda: list[str], items: str) -> None:
    plan = plan_of(agenda=[{"item": item} for item in agenda])
    preparation = plan.frequency.preparation.model_copy(update={"follow_up_first": True})
    frequency = plan.frequency.model_copy(update={"preparation": preparation})
    plan = plan.model_copy(update={"frequency": frequency})
    text = make_template(plan, standing_of(plan), RecordKind.NOTES, GROUNDS, ID).decode()
    assert f"## Agenda\n\n{items}" in text


def test_actions_and_memo_have_what_the_follow_up_memo_must_list() -> None:
    plan = plan_of()
    contents = ("owner", "deliverable", "other: photographs of the site")
    preparation = plan.frequency.preparation.model_copy(update={"follow_up_contents": contents})
    frequency = plan.frequency.model_copy(update={"preparation": preparation})
    plan = plan.model_copy(update={"frequency": frequency})
    standing = standing_of(plan)
    memo = make_template(plan, standing, RecordKind.MEMO, GROUNDS, ID).decode()
    assert "| Number | Action | Deliverable | Owner | Due | Priority |" in memo
    assert "## Photographs of the site" in memo
    actions = make_template(plan, standing, RecordKind.ACTIONS, GROUNDS, ID).decode()
    assert "| Action | Deliverable | Owner | Due | Status |" in actions
