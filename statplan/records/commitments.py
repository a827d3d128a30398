"""The records that are due after meetings, by when, and which of them are not public."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.year_state import YearState
from statplan.plan.model import Plan
from statplan.plan.time_phrases import WEEKDAYS
from statplan.records.model import RecordKind, list_promised_kinds
from statplan.schedule.model import Schedule

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class RecordCommitment:
    """A record that the plan promises of a meeting that took place, and its last day."""

    due: date
    meeting: str
    kind: RecordKind


def list_missing_records(
    plan: Plan,
    schedule: Schedule,
    year_state: YearState,
    published_records: Container[tuple[str, RecordKind]],
) -> tuple[RecordCommitment, ...]:
    """Return every promised record of a meeting that took place that was not published.

    Nothing is owed where the plan states no time (`publicity.redaction.within_days`).

    Args:
        plan: the plan.
        schedule: its year, which knows the holidays.
        year_state: the year with its decisions.
        published_records: the records that were published, by meeting and kind.
    """
    within_days = plan.publicity.redaction.within_days
    if within_days is None:
        return ()
    working_days = _WorkingDays(plan, schedule)
    commitments = (
        RecordCommitment(
            working_days.find_day_after(meeting_state, within_days), meeting_state.key, kind
        )
        for meeting_state in year_state.meeting_states
        for kind in list_promised_kinds(plan)
        if meeting_state.history.is_held and (meeting_state.key, kind) not in published_records
    )
    return tuple(sorted(commitments))


class _WorkingDays:
    """The plan's working days except holidays: on closures nobody meets, but the offices work."""

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        self._weekdays = {WEEKDAYS.index(day) for day in plan.frequency.working_days}
        self._holidays = {
            closed_day.day for closed_day in schedule.closed_days if closed_day.kind == "holiday"
        }

    def find_day_after(self, meeting_state: MeetingState, count: int) -> date:
        """Return the working day that is so many after a meeting; the meeting's day for none."""
        slot = meeting_state.history.slot or meeting_state.history.primary
        following_days = self._iter_following(slot.day) if self._weekdays else iter(())
        due_day = slot.day
        for _ in range(count):
            due_day = next(following_days, due_day)
        return due_day

    def _iter_following(self, day: date) -> Iterator[date]:
        while True:
            day += _DAY
            if day.weekday() in self._weekdays and day not in self._holidays:
                yield day
