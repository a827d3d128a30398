"""The deadlines of a meeting: when its data, memo, follow-up, responses, and papers are due.

All that states or judges a deadline reads it here: calendars, advice, status, and records. Working
days are those of the offices (`OpenDays.is_working_day`). The charter says the same in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from statplan.plan.model import Plan
from statplan.schedule.model import Meeting, MeetingKey, TimeSlot
from statplan.schedule.open_days import OpenDays


class DeadlineKind(StrEnum):
    """A kind of deadline that calendars show, in the preparation or the follow-up of a meeting."""

    DATA = "data-due"
    MEMO = "memo-out"
    FOLLOW_UP = "follow-up-due"
    RESPONSE = "response-due"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The deadlines of one meeting; None for those that the plan does not state.

    `memo` is in local time. `responses` are the answers to the meeting's own follow-up memo, due
    before the next meeting; `publication` is the last day for publishing its papers.
    """

    data: date | None = None
    memo: datetime | None = None
    follow_up: date | None = None
    responses: date | None = None
    publication: date | None = None

    @property
    def memo_day(self) -> date | None:
        """The day on which the memo goes out."""
        return self.memo.date() if self.memo else None

    def index_by_kind(self) -> dict[DeadlineKind, date]:
        """Return the days of the deadlines that calendars show, by kind."""
        days = {
            DeadlineKind.DATA: self.data,
            DeadlineKind.MEMO: self.memo_day,
            DeadlineKind.FOLLOW_UP: self.follow_up,
            DeadlineKind.RESPONSE: self.responses,
        }
        return {kind: day for kind, day in days.items() if day is not None}


def find_deadlines(
    plan: Plan, slot: TimeSlot, next_slot: TimeSlot | None, open_days: OpenDays
) -> Deadlines:
    """Return the deadlines of one meeting, of which none is on a day off, with two exceptions.

    No working days before or after the meeting is the day of the meeting, whatever day it is. The
    follow-up memo keeps a last day that is off if no working day is left after the meeting.

    Args:
        plan: the plan.
        slot: the slot of the meeting.
        next_slot: the slot of the next meeting (`find_next_meetings`), before which responses are
            due; None where there is none.
        open_days: the open days of the plan.
    """
    preparation, within_days = plan.frequency.preparation, plan.publicity.redaction.within_days
    data_days, response_days = preparation.data_due, preparation.responses_due
    return Deadlines(
        data=None if data_days is None else open_days.shift_working_days(slot.day, -data_days),
        memo=_find_memo_time(preparation.memo_hours, slot, open_days),
        follow_up=_find_follow_up_day(preparation.follow_up_days, slot, open_days),
        responses=(
            None
            if response_days is None or next_slot is None
            else open_days.shift_working_days(next_slot.day, -response_days)
        ),
        publication=(
            None if within_days is None else open_days.shift_working_days(slot.day, within_days)
        ),
    )


def _find_memo_time(hours: int | None, slot: TimeSlot, open_days: OpenDays) -> datetime | None:
    """Return the time so many hours before a meeting, on the working day before if that is off."""
    if hours is None:
        return None
    latest = slot.start - timedelta(hours=hours)
    return datetime.combine(open_days.find_working_day(latest.date()), latest.time())


def _find_follow_up_day(days: int | None, slot: TimeSlot, open_days: OpenDays) -> date | None:
    if days is None:
        return None
    last_day = slot.day + timedelta(days=days)
    working_day = open_days.find_working_day(last_day)
    return working_day if working_day > slot.day else last_day


def find_next_meetings(meetings: Iterable[Meeting]) -> dict[MeetingKey, Meeting]:
    """Return the next meeting after each meeting that has one: who is asked again, and when.

    That is the next of its series about a topic or department of the same meeting: where
    departments take turns, a department answers before its own next turn. For a meeting about none
    it is the next of its series about none.
    """
    next_meetings: dict[MeetingKey, Meeting] = {}
    later_meetings: dict[tuple[str, str], Meeting] = {}
    for meeting in sorted(meetings, key=_get_order, reverse=True):
        turns = [(meeting.key.series, examined_id) for examined_id in meeting.subject_ids or ("",)]
        following = [later_meetings[turn] for turn in turns if turn in later_meetings]
        if following:
            next_meetings[meeting.key] = min(following, key=_get_order)
        later_meetings |= dict.fromkeys(turns, meeting)
    return next_meetings


def _get_order(meeting: Meeting) -> tuple[TimeSlot, MeetingKey]:
    return meeting.slot, meeting.key
