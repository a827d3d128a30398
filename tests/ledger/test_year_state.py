"""The meeting that follows another is the next in time, whatever was moved."""

from datetime import UTC, date, datetime, time

import pytest

from statplan.ledger import Decision, Ledger
from statplan.ledger.year_state import YearState, build_year_state
from statplan.schedule import TimeSlot, make_schedule
from statplan.schedule.date_rules import build_date_rules
from statplan.schedule.model import Move
from tests.support.plans import LINEAGE, monthly, plan


@pytest.fixture
def state() -> YearState:
    """A year in which February's meeting was moved to March 18, after that of March 11."""
    made = plan(monthly(), monthly("other", on="first Monday"))
    schedule = make_schedule(made)
    slot = TimeSlot(date(2027, 3, 18), time(8), 90)
    decision = Decision("stat/2027-02", "move", datetime(2027, 1, 20, tzinfo=UTC), slot, "Storm")
    ledger = Ledger(LINEAGE, decisions=(decision,))
    return build_year_state(schedule, ledger, build_date_rules(made, schedule), date(2027, 1, 20))


EXPECTED = {
    "stat/2027-01": "2027-03-11",
    "stat/2027-03": "2027-03-18",
    "stat/2027-02": "2027-04-08",
    "stat/2027-04": "2027-05-13",
}


def test_each_meeting_is_followed_by_the_next_of_its_series_in_time(state: YearState) -> None:
    next_slots = state.find_next_slots()
    assert {key: str(next_slots[key].day) for key in EXPECTED} == EXPECTED
    assert "stat/2027-12" not in next_slots


@pytest.mark.parametrize(("key", "day"), EXPECTED.items())
def test_the_next_slot_of_one_meeting_is_the_same(state: YearState, key: str, day: str) -> None:
    (meeting,) = (each for each in state.meeting_states if each.key == key)
    slot = state.find_next_slot_of_series(meeting)
    assert slot
    assert str(slot.day) == day


def test_a_moved_meeting_is_on_its_new_date_and_says_why(state: YearState) -> None:
    (moved,) = (each for each in state.meeting_states if each.key == "stat/2027-02")
    assert str(moved.meeting.slot.day) == "2027-03-18"
    meeting = moved.effective_meeting()
    assert str(meeting.slot.day) == "2027-03-18"
    assert meeting.move == Move(date(2027, 2, 11), "Storm", is_decided=True)


def test_a_meeting_that_is_shorter_than_planned_is_not_moved() -> None:
    made = plan(monthly())
    schedule = make_schedule(made)
    slot = TimeSlot(date(2027, 2, 11), time(8), 60)  # planned at 8:00, for 90 minutes
    decision = Decision("stat/2027-02", "held", datetime(2027, 2, 11, tzinfo=UTC), slot)
    ledger = Ledger(LINEAGE, decisions=(decision,))
    rules = build_date_rules(made, schedule)
    states = build_year_state(schedule, ledger, rules, date(2027, 2, 12)).index_by_key()
    meeting = states["stat/2027-02"].effective_meeting()
    assert (meeting.slot, meeting.move) == (slot, None)


def test_a_meeting_that_starts_later_says_from_when_it_moved() -> None:
    made = plan(monthly())
    schedule = make_schedule(made)
    slot = TimeSlot(date(2027, 2, 11), time(10), 90)
    decision = Decision("stat/2027-02", "move", datetime(2027, 1, 20, tzinfo=UTC), slot)
    ledger = Ledger(LINEAGE, decisions=(decision,))
    rules = build_date_rules(made, schedule)
    states = build_year_state(schedule, ledger, rules, date(2027, 1, 20)).index_by_key()
    meeting = states["stat/2027-02"].effective_meeting()
    assert meeting.move == Move(date(2027, 2, 11), "rescheduled", time(8), is_decided=True)
