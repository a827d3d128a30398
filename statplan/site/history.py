"""What changed on the public schedule since it was first published, from the ledger's history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Literal

from statplan.holds import GONE, Role, State
from statplan.ledger import Ledger, Told

What = Literal["added", "moved", "cancelled", "restored"]


@dataclass(frozen=True, slots=True)
class News:
    """One change of a meeting, as the public was told of it.

    `at` is UTC; `was` and `to` are starts, local to the meeting: None where it stood, or stands,
    nowhere.
    """

    meeting: str
    at: datetime
    what: What
    was: datetime | None
    to: datetime | None


def public_news(ledger: Ledger) -> tuple[News, ...]:
    """Every change of a meeting's date that was published, the latest last."""
    found: list[News] = []
    told = sorted(ledger.told, key=lambda each: (each.meeting, each.at))
    for meeting, entries in groupby(told, key=lambda each: each.meeting):
        found += _of_meeting(ledger, meeting, [*entries])
    return tuple(sorted(found, key=lambda each: (each.at, each.to or each.was or each.at.min)))


@dataclass(slots=True)
class _Course:
    """Where both entries of a meeting are, at some moment."""

    entries: dict[str, tuple[State, datetime]] = field(default_factory=dict)

    def date(self) -> datetime | None:
        """The date on which the meeting takes place."""
        backup = self.entries.get(Role.BACKUP.value)
        if backup and backup[0] is State.CONFIRMED:
            return backup[1]
        primary = self.entries.get(Role.PRIMARY.value)
        return primary[1] if primary and primary[0] not in GONE else None


def _of_meeting(ledger: Ledger, meeting: str, told: list[Told]) -> Iterator[News]:
    course = _begin(ledger, meeting, told)
    for at, group in groupby(told, key=lambda each: each.at):
        entries = [*group]
        was, there = course.date(), bool(course.entries)
        for each in entries:
            course.entries[each.role] = (each.state, each.to)
        to = course.date()
        what = _what(was, to, there=there)
        if what and any(each.public for each in entries):
            yield News(meeting, at, what, was, to)


def _what(was: datetime | None, to: datetime | None, *, there: bool) -> What | None:
    if was == to:
        return None
    if to is None:
        return "cancelled"
    if was is None:
        return "restored" if there else "added"
    return "moved"


def _begin(ledger: Ledger, meeting: str, told: Iterable[Told]) -> _Course:
    """Where a meeting was before anything changed: as its first change found it, or as it is."""
    course = _Course()
    first: dict[str, Told] = {}
    for each in told:
        first.setdefault(each.role, each)
    rows = ledger.rows()
    for role in Role:
        row, change = rows.get((meeting, role.value)), first.get(role.value)
        if change and change.was:
            # A back-up that was told of without its meeting's own date had taken its place.
            alone = role is Role.BACKUP and Role.PRIMARY.value not in course.entries
            state = State.CONFIRMED if alone else State.TENTATIVE
            course.entries[role.value] = (state, change.was)
        elif row and not change:
            course.entries[role.value] = (row.state, row.start)
    return course
