"""The changes of the public schedule since it was first published, from the ledger's history."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Literal

from statplan.holds import GONE, Role, State
from statplan.ledger.model import Ledger, PublishedChange
from statplan.ledger.new_year import NewYear, list_new_years

ChangeKind = Literal["added", "moved", "cancelled", "restored"]


@dataclass(frozen=True, slots=True)
class DateChange:
    """One change of a meeting's date, as it was published.

    `meeting` is its key, and `published_at` is UTC. `old_start` and `new_start` are local to the
    meeting: None where it did not take place before, or does not since.
    """

    meeting: str
    published_at: datetime
    kind: ChangeKind
    old_start: datetime | None
    new_start: datetime | None


@dataclass(frozen=True, slots=True)
class NewSchedule:
    """The first publish of a further year, and how many public meetings it had then.

    `published_at` is UTC.
    """

    first: date
    last: date
    published_at: datetime
    meeting_count: int


def list_public_changes(ledger: Ledger) -> tuple[DateChange, ...]:
    """Return every change of a meeting's date that was published, the latest last.

    The meetings with which a further year was first published are no changes (`NewSchedule`).
    """
    years_by_key = _index_new_years(ledger)
    changes = _list_all_changes(ledger)
    return tuple(
        change for change in changes if change.kind != "added" or change.meeting not in years_by_key
    )


def list_new_schedules(ledger: Ledger) -> tuple[NewSchedule, ...]:
    """Return each year that was published after the first one, if it is public, in order."""
    years_by_key = _index_new_years(ledger)
    counts = Counter(
        years_by_key[change.meeting].first
        for change in _list_all_changes(ledger)
        if change.kind == "added" and change.meeting in years_by_key
    )
    return tuple(
        NewSchedule(year.first, year.last, year.published_at, counts[year.first])
        for year in list_new_years(ledger)
        if counts[year.first]
    )


def _index_new_years(ledger: Ledger) -> dict[str, NewYear]:
    """Return the further year that promised each meeting, by the key of the meeting."""
    return {key: year for year in list_new_years(ledger) for key in year.meeting_keys}


def _list_all_changes(ledger: Ledger) -> list[DateChange]:
    changes: list[DateChange] = []
    entry_changes = sorted(ledger.published_changes, key=attrgetter("meeting", "published_at"))
    for meeting, entries in groupby(entry_changes, key=attrgetter("meeting")):
        changes += _list_meeting_changes(ledger, meeting, [*entries])
    return sorted(
        changes,
        key=lambda change: (
            change.published_at,
            change.new_start or change.old_start or change.published_at.min,
        ),
    )


@dataclass(slots=True)
class _MeetingDates:
    """The dates of both entries of a meeting, at some moment."""

    entries: dict[str, tuple[State, datetime]] = field(default_factory=dict)

    def find_date(self) -> datetime | None:
        """Return the date on which the meeting takes place."""
        backup = self.entries.get(Role.BACKUP.value)
        if backup and backup[0] is State.CONFIRMED:
            return backup[1]
        primary = self.entries.get(Role.PRIMARY.value)
        return primary[1] if primary and primary[0] not in GONE else None


def _list_meeting_changes(
    ledger: Ledger, meeting: str, entry_changes: list[PublishedChange]
) -> Iterator[DateChange]:
    dates = _find_original_dates(ledger, meeting, entry_changes)
    for published_at, group in groupby(entry_changes, key=attrgetter("published_at")):
        entries = [*group]
        old_start, existed = dates.find_date(), bool(dates.entries)
        for entry_change in entries:
            dates.entries[entry_change.role] = (entry_change.state, entry_change.new_start)
        new_start = dates.find_date()
        kind = _identify_change(old_start, new_start, existed=existed)
        if kind and any(entry_change.is_public for entry_change in entries):
            yield DateChange(meeting, published_at, kind, old_start, new_start)


def _identify_change(
    old_start: datetime | None, new_start: datetime | None, *, existed: bool
) -> ChangeKind | None:
    if old_start == new_start:
        return None
    if new_start is None:
        return "cancelled"
    if old_start is None:
        return "restored" if existed else "added"
    return "moved"


def _find_original_dates(
    ledger: Ledger, meeting: str, entry_changes: Iterable[PublishedChange]
) -> _MeetingDates:
    """Return the dates before any change: the old ones of the first change, or the present ones."""
    dates = _MeetingDates()
    first_changes: dict[str, PublishedChange] = {}
    for entry_change in entry_changes:
        first_changes.setdefault(entry_change.role, entry_change)
    rows = ledger.index_rows()
    for role in Role:
        row, change = rows.get((meeting, role.value)), first_changes.get(role.value)
        if change and change.old_start:
            # A backup date that was published without its primary date was that of the meeting.
            is_alone = role is Role.BACKUP and Role.PRIMARY.value not in dates.entries
            state = State.CONFIRMED if is_alone else State.TENTATIVE
            dates.entries[role.value] = (state, change.old_start)
        elif row and not change:
            dates.entries[role.value] = (row.state, row.start)
    return dates
