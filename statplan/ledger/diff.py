"""The differences between the entries last sent to calendars and those they should have."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from statplan.holds import (
    GONE,
    KEPT_FREE,
    RELEASE_TITLE,
    RESERVE_RELEASE_TITLE,
    RESERVE_UNNEEDED,
    Role,
    State,
)
from statplan.ledger.model import DesiredEntry, EntryKey, Facts, IssuedEntry, Ledger
from statplan.plan.english import format_short_date
from statplan.plan.timezones import find_zone_release, is_same_zone

EntryChangeKind = Literal[
    "add", "restore", "move", "confirm", "shift", "text", "people", "again", "cancel", "release"
]  # fmt: skip
SIGNS: dict[EntryChangeKind, str] = {
    "add": "+", "restore": "+", "move": "~", "confirm": "~", "shift": "~", "text": "~",
    "people": "~", "again": "~",
    "cancel": "-", "release": "=",
}  # fmt: skip
RESCHEDULED = frozenset({"restore", "move", "confirm", "shift", "cancel", "release"})
_LASTING_FACTS = frozenset({"number", "moved_from", "bumped_from"})
DATED = (RESCHEDULED | {"add"}) - {"shift"}  # a shift leaves the local date and time


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `old` is what calendars have (None for an addition), `new` what they get.

    `other_entry` is the other hold of its meeting, where the meeting goes from one date to the
    other: as it is now, or where the meeting comes back from it, as calendars have it.
    """

    kind: EntryChangeKind
    old: IssuedEntry | None
    new: DesiredEntry
    other_entry: DesiredEntry | None = None

    @property
    def is_all_day(self) -> bool:
        """True if it is about a deadline and not about a meeting."""
        return self.new.is_all_day

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the people whom it affects: those of the old entry and of the new one."""
        before = self.old.people if self.old else ()
        return tuple(dict.fromkeys((*before, *self.new.people)))


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences in order of key, and the rows without one.

    `reworded_count` is how many of these rows, deadlines aside, would read differently today; they
    take the new wording with their next change. `zone_releases` are the releases of the time zone
    data of the last publish and of today.
    """

    differences: tuple[Change, ...]
    unchanged: tuple[IssuedEntry, ...]
    reworded_count: int = 0
    zone_releases: tuple[str, str] = ("", "")

    def __bool__(self) -> bool:
        return bool(self.differences)


def compare_entries(
    ledger: Ledger, desired_entries: Iterable[DesiredEntry], today: date, *, reword: bool = False
) -> Changes:
    """Compare the issued entries with those that calendars should have now.

    Words change only where the facts change that they state, so that no new program name and no
    new version of the tool sends everybody an update. A change of any kind brings today's words.
    Newer time zone data shifts an entry whose local time is another moment by it.

    A hold that is over changes only by a decision about its meeting since the last publish: nobody
    is sent a new date, or new words, for last month. A hold that is gone stays as it is until the
    meeting has it again on a later day. An entry that left the plan is cancelled, and its backup
    date is released. A backup date never returns without its meeting.

    Args:
        ledger: the ledger, with the issued entries.
        desired_entries: every entry that calendars should have, whatever its state.
        today: today's date in the plan's zone.
        reword: whether new words are a change even where they state the same facts.
    """
    rows = ledger.index_rows()
    pending, unsent = ledger.list_pending_meetings(), ledger.list_unsent_keys()
    desired = {entry.key: entry for entry in desired_entries}
    desired = _omit_lone_backups(desired, rows, pending, today)
    differences: list[Change] = []
    unchanged: list[IssuedEntry] = []
    reworded_count = 0
    for entry_key in sorted({*rows, *desired}):
        row, new = rows.get(entry_key), desired.get(entry_key)
        if row is None:
            if new and _is_added(new, ledger, today):
                differences.append(Change("add", None, new))
            continue
        is_over = _is_over(row, new, today)
        change = _find_change(
            row,
            new,
            desired.get((row.meeting, Role.PRIMARY)),
            is_over=is_over,
            is_decided=row.meeting in pending,
            reword=reword,
        )
        change = _force_change(change, row) if entry_key in unsent else change
        if change:
            differences.append(replace(change, other_entry=find_other_entry(change, desired, rows)))
            continue
        current = _take_facts(row, new if row.is_live and not is_over else None)
        reworded_count += current is None and not row.is_all_day
        unchanged.append(current or row)
    return Changes(tuple(differences), tuple(unchanged), reworded_count, _list_releases(ledger))


def _list_releases(ledger: Ledger) -> tuple[str, str]:
    return ledger.published.zone_release if ledger.published else "", find_zone_release()


def _is_over(row: IssuedEntry, new: DesiredEntry | None, today: date) -> bool:
    """Return whether the date of a hold has passed, unless it is gone and returns later."""
    returns = new is not None and not row.is_live and new.start.date() >= today
    return row.start.date() < today and not returns


def _omit_lone_backups(
    desired: dict[EntryKey, DesiredEntry],
    rows: dict[EntryKey, IssuedEntry],
    pending: frozenset[str],
    today: date,
) -> dict[EntryKey, DesiredEntry]:
    """Leave out each backup date whose meeting is gone and can no longer return."""
    gone = {
        row.meeting
        for entry_key, row in rows.items()
        if row.role == Role.PRIMARY and not row.is_live and row.meeting not in pending
        if entry_key in desired and desired[entry_key].start.date() < today
    }
    lone_backup = Role.BACKUP, State.TENTATIVE
    return {
        entry_key: new
        for entry_key, new in desired.items()
        if new.meeting not in gone or (new.role, new.state) != lone_backup
    }


def _take_facts(row: IssuedEntry, new: DesiredEntry | None) -> IssuedEntry | None:
    """Return an unchanged row with today's facts; None where today's words differ."""
    if new is None:
        return row
    return replace(row, text=new.text) if new.text.words == row.text.words else None


def _is_added(new: DesiredEntry, ledger: Ledger, today: date) -> bool:
    if new.state in GONE:
        return False
    return ledger.published is None or new.start.date() >= today or new.role in set(Role)


def _force_change(change: Change | None, row: IssuedEntry) -> Change:
    """Return a change that sends an entry, of which calendars have two versions, in any case."""
    if change is None or change.kind == "people":
        return Change("again", row, change.new if change else row)
    return change


def _find_change(
    row: IssuedEntry,
    new: DesiredEntry | None,
    primary: DesiredEntry | None,
    *,
    is_over: bool,
    is_decided: bool,
    reword: bool,
) -> Change | None:
    if is_over and not (is_decided and new):
        return None
    if new is None:
        return _build_removal(row, primary) if row.is_live else None
    if not row.is_live:
        return None if new.state in GONE else Change("restore", row, new)
    if new.state is State.RELEASED:
        return None if is_over else Change("release", row, new)
    kind = next(_iter_change_kinds(row, new, is_over=is_over, reword=reword), None)
    return Change(kind, row, new) if kind else None


def find_other_entry(
    change: Change, desired: Mapping[EntryKey, DesiredEntry], rows: Mapping[EntryKey, IssuedEntry]
) -> DesiredEntry | None:
    """Return the entry that a meeting goes to or comes from, if a change is part of a bump.

    A bumped meeting goes from its primary to its backup date, and a restored one comes back.

    Args:
        change: the change of one entry.
        desired: what every entry becomes, by key.
        rows: what every entry was, by key; empty where that is not known any more.
    """
    meeting, role = change.new.key
    if change.kind == "restore":
        former_backup = rows.get((meeting, Role.BACKUP)) if role == Role.PRIMARY else None
        return former_backup if former_backup and former_backup.state is State.CONFIRMED else None
    primary, backup = desired.get((meeting, Role.PRIMARY)), desired.get((meeting, Role.BACKUP))
    if primary is None or backup is None or backup.state is not State.CONFIRMED:
        return None
    if role == Role.PRIMARY:
        return backup if change.kind == "cancel" else None
    is_arrival = change.old is None or change.old.state is not State.CONFIRMED
    return primary if is_arrival else None


def _build_removal(row: IssuedEntry, primary: DesiredEntry | None) -> Change:
    """Build the change that removes an entry that the plan no longer has.

    Args:
        row: the entry.
        primary: the primary date of its meeting, None where the plan no longer has that either.
    """
    is_kept_free = row.role in KEPT_FREE and row.state is State.TENTATIVE
    state = State.RELEASED if is_kept_free else State.CANCELLED
    notice = "This date is free again." if is_kept_free else "No longer on the schedule."
    text = replace(
        row.text, description=notice, place="", public=notice if row.text.public else "",
        public_place="", paired=False, facts=_list_lasting_facts(row),
    )  # fmt: skip
    if is_kept_free:
        day = primary.start.date() if primary and primary.state not in GONE else None
        outcome = f"takes place on {format_short_date(day)}" if day else "is not on the schedule"
        title = RELEASE_TITLE.format(outcome=outcome)
        if row.role == Role.RESERVE:
            title = RESERVE_RELEASE_TITLE.format(outcome=RESERVE_UNNEEDED)
        text = replace(text, name=title, public_name=None, description=f"{row.text.name}. {notice}")
    removed = DesiredEntry(
        row.meeting, row.role, state, row.zone, row.start, row.end,
        text, row.people, row.subject_ids,
    )  # fmt: skip
    return Change("release" if is_kept_free else "cancel", row, removed)


def _list_lasting_facts(row: IssuedEntry) -> Facts:
    """Return the facts by which the meeting of a removed entry is known if it comes back."""
    return tuple(fact for fact in row.text.facts or () if fact[0] in _LASTING_FACTS)


def _iter_change_kinds(
    row: IssuedEntry, new: DesiredEntry, *, is_over: bool, reword: bool
) -> Iterator[EntryChangeKind]:
    """Yield the kinds of change from an entry to another, the most important first."""
    if new.state is State.CANCELLED:
        yield "cancel"
    is_same_time = (row.start, row.end) == (new.start, new.end) and is_same_zone(row.zone, new.zone)
    if not is_same_time:
        yield "move"
    if row.state != new.state:
        yield "confirm"
    if not is_over:
        if is_same_time and row.instants != new.find_instants():
            yield "shift"
        if row.text.words != new.text.words and (reword or not row.text.has_same_facts(new.text)):
            yield "text"
        if (row.people, row.subject_ids) != (new.people, new.subject_ids):
            yield "people"
