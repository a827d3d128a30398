"""Meetings that have not taken place have no record yet: planned, bumped, cancelled, or moved."""

from datetime import date, timedelta

import pytest

from statplan.ledger import DecisionRequest
from statplan.ledger.year_state import YearState
from statplan.records import RedactionRules
from statplan.records.early_records import find_early_meetings
from tests.support.marked_notes import HEAD, copy_of, refusals
from tests.support.templates import plan_of, standing_of

KEY = "blight/2027-03"
PLANNED, BACKUP = date(2027, 3, 11), date(2027, 3, 12)
CANCEL, BUMP = DecisionRequest("cancel", "Storm"), DecisionRequest("bump", "Storm")


def say(today: date, *decisions: DecisionRequest) -> str:
    state = YearState((standing_of(plan_of(), *decisions),))
    return "".join(str(each.describe()) for each in find_early_meetings(state, today).values())


@pytest.mark.parametrize("days", [-40, -1])
def test_a_meeting_after_today_has_no_record_yet(days: int) -> None:
    assert say(PLANNED + timedelta(days)) == (
        f"{KEY} takes place on Thursday, March 11, 2027, which is after today. Redact its "
        "record once it has taken place. If it took place earlier: "
        f"`statplan move {KEY} --to DATE`."
    )


@pytest.mark.parametrize("days", [0, 1, 400])
def test_a_meeting_of_today_or_before_has_a_record(days: int) -> None:
    assert say(PLANNED + timedelta(days)) == ""


def test_a_bumped_meeting_has_no_record_before_its_backup_date() -> None:
    assert say(PLANNED, BUMP) == (
        f"{KEY} takes place on Friday, March 12, 2027, which is after today. Redact its "
        "record once it has taken place. If it took place on Thursday, March 11, 2027: "
        f"`statplan restore {KEY}`."
    )
    assert say(PLANNED - timedelta(1), BUMP).endswith("Redact its record once it has taken place.")
    assert say(BACKUP, BUMP) == ""


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_cancelled_meeting_has_no_record_at_all(days: int) -> None:
    assert say(PLANNED + timedelta(days), CANCEL) == (
        f"{KEY} is cancelled, so there is no record of it to publish. If it took place all the "
        f"same: `statplan restore {KEY}`."
    )


def test_notes_of_such_a_meeting_are_refused_beside_everything_else() -> None:
    early = find_early_meetings(YearState((standing_of(plan_of()),)), date(2027, 3, 1))
    found = refusals("We met.", "~~Jane~~", manner=RedactionRules(early_meetings=early))
    assert [fact.partition(" ")[0] for _, fact in found] == [KEY, "these"]
    other = HEAD.replace(KEY, "blight/2027-02") + "We met.\n"
    assert copy_of(other, RedactionRules(early_meetings=early)).body == "We met.\n"
