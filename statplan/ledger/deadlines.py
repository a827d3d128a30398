"""The deadlines of a meeting: when data, the memo, the follow-up, and the responses are due."""

from datetime import date, timedelta

from statplan.ledger.model import DeadlineKind
from statplan.plan.preparation import Preparation
from statplan.schedule.model import TimeSlot
from statplan.schedule.open_days import OpenDays

_DAY = timedelta(days=1)
_SEARCHED_DAYS = 200


def find_deadlines(
    preparation: Preparation, slot: TimeSlot, next_slot: TimeSlot | None, open_days: OpenDays
) -> dict[DeadlineKind, date]:
    """Return the deadlines of one meeting; only those that the plan states.

    A deadline on a closed day moves to the open day before it. Follow-up keeps its day if no open
    day lies between the meeting and that day.

    Args:
        preparation: the plan's answers.
        slot: the slot of the meeting.
        next_slot: the slot of the series' next meeting, before which responses are due.
        open_days: the open days.
    """
    deadlines: dict[DeadlineKind, date] = {}
    if preparation.data_due is not None:
        deadlines[DeadlineKind.DATA] = subtract_working_days(
            slot.day, preparation.data_due, open_days
        )
    if preparation.memo_hours is not None:
        memo_day = (slot.start - timedelta(hours=preparation.memo_hours)).date()
        deadlines[DeadlineKind.MEMO] = _find_open_day(memo_day, open_days)
    if preparation.follow_up_days is not None:
        last_day = slot.day + timedelta(days=preparation.follow_up_days)
        open_day = _find_open_day(last_day, open_days)
        deadlines[DeadlineKind.FOLLOW_UP] = (
            open_day if open_day > slot.day else max(last_day, slot.day)
        )
    if preparation.responses_due is not None and next_slot is not None:
        deadlines[DeadlineKind.RESPONSE] = subtract_working_days(
            next_slot.day, preparation.responses_due, open_days
        )
    return deadlines


def subtract_working_days(day: date, count: int, open_days: OpenDays) -> date:
    """Return the day that is a number of open days before another."""
    for _ in range(count):
        day = _find_open_day(day - _DAY, open_days)
    return day


def _find_open_day(day: date, open_days: OpenDays) -> date:
    """Return the day itself if it is open, or else the last open day before it."""
    for back in range(_SEARCHED_DAYS):
        candidate = day - back * _DAY
        if open_days.find_closed_reason(candidate) is None:
            return candidate
    return day
