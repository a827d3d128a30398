"""The meetings that a ledger has and the plan's year has not: of earlier years, or over.

The plan's first day may move on, and a meeting that is over may leave the plan: neither calls a
meeting off. It takes place as calendars have it, and then it is history. What is ahead in the year
of the plan, and left it, is no such meeting: calendars cancel it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from statplan.holds import GONE, Role, State
from statplan.ledger.meeting_state import DecisionHistory, MeetingState, apply_decisions
from statplan.ledger.model import (
    Decision,
    DesiredEntry,
    EntryKey,
    IssuedEntry,
    Ledger,
    MeetingRecord,
)
from statplan.ledger.reserve_state import ReserveState
from statplan.ledger.year_records import find_last_day, index_records
from statplan.schedule.model import Backup, Meeting, MeetingKey, NoBackup, TimeSlot

KeptEntries = Mapping[str, tuple[DesiredEntry, ...]]


@dataclass(frozen=True, slots=True)
class LedgerIndex:
    """What a ledger has of each meeting: its entries, its decisions, and whether any is pending.

    `rows` has the entries by meeting and role; `pending` the meetings with a decision since the
    last publish.
    """

    rows: Mapping[EntryKey, IssuedEntry]
    decisions: Mapping[str, Sequence[Decision]]
    pending: frozenset[str]


def index_ledger(ledger: Ledger) -> LedgerIndex:
    """Return what a ledger has of each meeting."""
    return LedgerIndex(
        ledger.index_rows(), ledger.index_decisions(), ledger.list_pending_meetings()
    )


def list_recorded_meetings(
    ledger: Ledger, planned_keys: Collection[str], first: date, today: date
) -> list[MeetingRecord]:
    """Return the records of meetings that the year has not, and that calendars keep.

    Args:
        ledger: the ledger.
        planned_keys: the keys of the meetings of the year.
        first: the first day of the year.
        today: today's date in the plan's zone.
    """
    rows = ledger.index_rows()
    return [
        record
        for key, record in index_records(ledger).items()
        if key not in planned_keys
        and (record.counted_day < first or find_last_day(key, rows) < today)
    ]


def build_recorded_history(
    record: MeetingRecord, ledger_index: LedgerIndex, today: date = date.min
) -> DecisionHistory:
    """Return the dates of a meeting as recorded, with every decision about it applied.

    A date that is over stays as calendars have it. Where nobody decided anything since the last
    publish, so do all others: what calendars have cancelled or released is off.

    Args:
        record: the record of the meeting.
        ledger_index: what the ledger has of each meeting.
        today: today's date in the plan's zone; without it, no date is over.
    """
    planned, key, rows = record.planned, record.key, ledger_index.rows
    primary_row, backup_row = (rows.get((key, role)) for role in (Role.PRIMARY, Role.BACKUP))
    planned_backup = planned.backup if isinstance(planned.backup, Backup) else None
    backup_slot = planned_backup.slot if planned_backup else None
    history = apply_decisions(
        find_past_slot(primary_row, today) or planned.slot,
        find_past_slot(backup_row, today) or backup_slot,
        ledger_index.decisions.get(key, ()),
    )
    if key in ledger_index.pending:
        return history
    active_row = backup_row if history.active_role is Role.BACKUP else primary_row
    if active_row and not active_row.is_live:
        history = replace(history, active_role=None)
    if primary_row and primary_row.is_live:
        history = replace(history, primary=primary_row.slot)
    if backup_row and backup_row.is_live:
        return replace(history, backup=backup_row.slot)
    is_shared = planned_backup is not None and planned_backup.reserve_key is not None
    if history.active_role is Role.PRIMARY and not is_shared:
        history = replace(history, is_released=True)
    return history


def find_past_slot(row: IssuedEntry | None, today: date) -> TimeSlot | None:
    """Return the slot that calendars have for a hold that is over, which stays as it is."""
    is_past = row is not None and row.is_live and row.start.date() < today
    return row.slot if row is not None and is_past else None


def find_base_state(key: str, rows: Mapping[EntryKey, IssuedEntry], base: State) -> State:
    """Return the state of a meeting's date as calendars have it; `base` where it is gone."""
    row = rows.get((key, Role.PRIMARY))
    return row.state if row and row.is_live else base


def find_zone(key: str, rows: Mapping[EntryKey, IssuedEntry]) -> str | None:
    """Return the time zone in which calendars have a meeting; None where they have none."""
    found = (rows.get((key, role)) for role in (Role.PRIMARY, Role.BACKUP))
    return next((row.zone for row in found if row), None)


def list_reserve_slots(
    records: Iterable[MeetingRecord], rows: Mapping[EntryKey, IssuedEntry]
) -> dict[MeetingKey, TimeSlot]:
    """Return the reserve days that recorded meetings share, each with its slot."""
    reserve_slots: dict[MeetingKey, TimeSlot] = {}
    for record in records:
        backup = record.planned.backup
        reserve_key = backup.reserve_key if isinstance(backup, Backup) else None
        row = rows.get((str(reserve_key), Role.RESERVE)) if reserve_key else None
        if reserve_key and row:
            reserve_slots[reserve_key] = row.slot
    return reserve_slots


def find_recorded_reserve_key(record: MeetingRecord, history: DecisionHistory) -> MeetingKey | None:
    """Return the reserve day that the backup date of a recorded meeting is, or None."""
    backup = record.planned.backup
    if not isinstance(backup, Backup) or history.backup is None:
        return None
    return backup.reserve_key if backup.slot.start == history.backup.start else None


def collect_kept_entries(
    meeting_states: Iterable[MeetingState],
    reserve_states: Iterable[ReserveState],
    ledger: Ledger,
) -> KeptEntries:
    """Return the entries that stay as calendars have them, by the key of their meeting.

    These are the entries of every recorded meeting about which nothing has changed, whatever the
    plan would say of them now, and of every reserve day that only such meetings share. A meeting
    that only loses its backup date keeps its deadlines.
    """
    rows_by_key: dict[str, list[IssuedEntry]] = {}
    for row in ledger.issued:
        rows_by_key.setdefault(row.meeting, []).append(row)
    pending = ledger.list_pending_meetings()
    kept_entries: dict[str, tuple[DesiredEntry, ...]] = {}
    for state in meeting_states:
        rows = rows_by_key.get(state.key, [])
        if state.is_in_plan:
            continue
        if _has_same_holds(state, rows):
            kept_entries[state.key] = tuple(map(_to_desired, rows))
        elif state.key not in pending:
            kept_entries[state.key] = tuple(_to_desired(row) for row in rows if row.is_all_day)
    for reserve_state in reserve_states:
        key = str(reserve_state.key)
        rows = rows_by_key.get(key, [])
        is_recorded = all(
            not state.is_in_plan and state.key not in pending for state in reserve_state.sharing
        )
        if rows and is_recorded and rows[0].state is reserve_state.state:
            kept_entries[key] = tuple(map(_to_desired, rows))
    return kept_entries


def _has_same_holds(state: MeetingState, rows: Iterable[IssuedEntry]) -> bool:
    rows_by_role = {row.role: row for row in rows}
    return all(
        _is_same(rows_by_role.get(hold.role.value), hold.slot, hold.state)
        for hold in state.iter_holds()
    )


def _is_same(row: IssuedEntry | None, slot: TimeSlot, state: State) -> bool:
    if row is None or not row.is_live:
        return state in GONE
    return row.slot == slot and row.state is state


def _to_desired(row: IssuedEntry) -> DesiredEntry:
    return DesiredEntry(
        row.meeting, row.role, row.state, row.zone, row.start, row.end,
        row.text, row.people, row.subject_ids,
    )  # fmt: skip


def iter_current_meetings(ledger: Ledger) -> Iterator[Meeting]:
    """Yield every meeting of a ledger that takes place, on the date on which it does."""
    ledger_index = index_ledger(ledger)
    for record in index_records(ledger).values():
        history = build_recorded_history(record, ledger_index)
        slot = history.slot
        if slot is None:
            continue
        is_kept = history.active_role is Role.PRIMARY and not history.is_released
        backup = record.planned.backup if is_kept else NoBackup("it is not kept")
        yield replace(record.planned, slot=slot, backup=backup)
