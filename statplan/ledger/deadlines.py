"""The deadlines of a meeting: when data, the memo, the follow-up, and the responses are due."""

from datetime import date, timedelta

from statplan.ledger.model import DeadlineKind
from statplan.plan.preparation import Preparation
from statplan.schedule.model import TimeSlot
from statplan.schedule.open_days import OpenDays

_DAY = timedelta(days=1)
_LONGEST = 200


def find_deadlines(
    preparation: Preparation, slot: TimeSlot, next_slot: TimeSlot | None, open_days: OpenDays
) -> dict[DeadlineKind, date]:
    """Return the deadlines of one meeting; only those that the plan states.

    What would fall on a closed day is due on the open day before it, except follow-up, which has
    nowhere to go but after the meeting.

    Args:
        preparation: the plan's answers.
        slot: where the meeting stands.
        next_slot: where the series' next meeting stands, before which answers are due.
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
        last = slot.day + timedelta(days=preparation.follow_up_days)
        open_day = _find_open_day(last, open_days)
        deadlines[DeadlineKind.FOLLOW_UP] = open_day if open_day > slot.day else max(last, slot.day)
    if preparation.responses_due is not None and next_slot is not None:
        deadlines[DeadlineKind.RESPONSE] = subtract_working_days(
            next_slot.day, preparation.responses_due, open_days
        )
    return deadlines


def subtract_working_days(day: date, count: int, open_days: OpenDays) -> date:
    """Return the open day that lies some open days before a day."""
    for _ in range(count):
        day = _find_open_day(day - _DAY, open_days)
    return day


def _find_open_day(day: date, open_days: OpenDays) -> date:
    """Return the day, or the last open day before it."""
    for back in range(_LONGEST):
        candidate = day - back * _DAY
        if open_days.closed_reason(candidate) is None:
            return candidate
    return day
