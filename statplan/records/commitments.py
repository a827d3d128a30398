"""The records that are due after meetings, by when, and which of them are not public."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

from statplan.ledger.year_state import YearState
from statplan.plan.model import Plan
from statplan.records.model import RecordKind, list_promised_kinds
from statplan.schedule.deadlines import find_deadlines
from statplan.schedule.model import Schedule


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
        schedule: its year, which knows the working days.
        year_state: the year with its decisions.
        published_records: the records that were published, by meeting and kind.
    """
    owed = _iter_owed_records(plan, schedule, year_state)
    return tuple(
        sorted(record for record in owed if (record.meeting, record.kind) not in published_records)
    )


def _iter_owed_records(
    plan: Plan, schedule: Schedule, year_state: YearState
) -> Iterator[RecordCommitment]:
    for meeting_state in year_state.meeting_states:
        history = meeting_state.history
        slot = history.slot or history.primary
        due = find_deadlines(plan, slot, None, schedule.open_days).publication
        if history.is_held and due:
            for kind in list_promised_kinds(plan):
                yield RecordCommitment(due, meeting_state.key, kind)
