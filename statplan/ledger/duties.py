"""The clock around a meeting: when data are due, the memo goes out, follow-up and answers are."""

from datetime import date, timedelta

from statplan.ledger.records import Duty
from statplan.plan.preparation import Preparation
from statplan.schedule import Stand
from statplan.schedule.closed import OpenDays

_DAY = timedelta(days=1)
_LONGEST = 200


def duties(
    said: Preparation, stand: Stand, following: Stand | None, opened: OpenDays
) -> dict[Duty, date]:
    """The days on which something is due for one meeting; only what the plan states.

    What would fall on a closed day is due on the open day before it, except follow-up, which has
    nowhere to go but after the meeting.

    Args:
        said: the plan's answers.
        stand: where the meeting stands.
        following: where the series' next meeting stands, before which answers are due.
        opened: the open days.
    """
    found: dict[Duty, date] = {}
    if said.data_due is not None:
        found[Duty.DATA] = working_days_before(stand.day, said.data_due, opened)
    if said.memo_hours is not None:
        out = (stand.start - timedelta(hours=said.memo_hours)).date()
        found[Duty.MEMO] = _open_before(out, opened)
    if said.follow_up_days is not None:
        last = stand.day + timedelta(days=said.follow_up_days)
        before = _open_before(last, opened)
        found[Duty.FOLLOW_UP] = before if before > stand.day else max(last, stand.day)
    if said.responses_due is not None and following is not None:
        found[Duty.RESPONSE] = working_days_before(following.day, said.responses_due, opened)
    return found


def working_days_before(day: date, count: int, opened: OpenDays) -> date:
    """The open day that lies some open days before a day."""
    for _ in range(count):
        day = _open_before(day - _DAY, opened)
    return day


def _open_before(day: date, opened: OpenDays) -> date:
    """The day, or the last open one before it."""
    for back in range(_LONGEST):
        tried = day - back * _DAY
        if opened.why_not(tried) is None:
            return tried
    return day
