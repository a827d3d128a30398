"""What calendars were told, beside what they should be told now: every difference, one by one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from statplan.holds import GONE, Role, State
from statplan.ledger.records import Issued, Ledger, Wanted

What = Literal[
    "add", "restore", "move", "confirm", "text", "people", "again", "cancel", "release"
]  # fmt: skip
Key = tuple[str, str]
SIGNS: dict[What, str] = {
    "add": "+", "restore": "+", "move": "~", "confirm": "~", "text": "~", "people": "~",
    "again": "~",
    "cancel": "-", "release": "=",
}  # fmt: skip
RESCHEDULED = frozenset({"restore", "move", "confirm", "cancel", "release"})
DATED = RESCHEDULED | {"add"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `old` is what calendars have (None for an addition), `new` what they get.

    `other` is the other hold of its meeting, where the meeting goes from one date to the other: as
    it is now, or where the meeting comes back from it, as calendars have it.
    """

    what: What
    old: Issued | None
    new: Wanted
    other: Wanted | None = None

    @property
    def all_day(self) -> bool:
        """Whether it is about a day on which something is due, and no meeting."""
        return self.new.role not in set(Role)

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of those whom it touches: who had to be there, and who has to be there now."""
        before = self.old.people if self.old else ()
        return tuple(dict.fromkeys((*before, *self.new.people)))


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences in order of key, and the rows in which there is none.

    `reworded` counts those of the rows that would read otherwise today, without days on which
    something is due: they take the new wording with their next change.
    """

    found: tuple[Change, ...]
    same: tuple[Issued, ...]
    reworded: int = 0

    def __bool__(self) -> bool:
        return bool(self.found)


def compare(
    ledger: Ledger, wanted: Iterable[Wanted], today: date, *, reword: bool = False
) -> Changes:
    """Compare what was issued with what is wanted now.

    Words change only where the facts change that they state, so that no new program name and no
    new version of the tool sends everybody an update; a change of any kind brings today's words.

    A hold that is over changes only by what was decided about its meeting since the last publish:
    nobody is sent a new date, or new words, for last month. A hold that is gone stays as it is
    until it is wanted again on a day to come; what left the plan is cancelled, and its back-up
    released. A back-up never comes back without its meeting.

    Args:
        ledger: what was issued.
        wanted: every hold of the year as it stands, whatever its state.
        today: the day it is in the plan's zone.
        reword: whether new words are a change even where they state the same facts.
    """
    rows, pending, unsent = ledger.rows(), ledger.pending(), ledger.unsent()
    now = _without_lone_backups({each.key: each for each in wanted}, rows, pending, today)
    found: list[Change] = []
    same: list[Issued] = []
    reworded = 0
    for key in sorted(rows.keys() | now.keys()):
        row, new = rows.get(key), now.get(key)
        if row is None:
            if new and _is_added(new, ledger, today):
                found.append(Change("add", None, new))
            continue
        over = _is_over(row, new, today)
        change = _change(row, new, over=over, decided=key[0] in pending, reword=reword)
        change = _send_again(change, row) if key in unsent else change
        if change:
            found.append(replace(change, other=find_other(change, now, rows)))
            continue
        current = _take_facts(row, new if row.lives and not over else None)
        reworded += current is None and not row.all_day
        same.append(current or row)
    return Changes(tuple(found), tuple(same), reworded)


def _is_over(row: Issued, new: Wanted | None, today: date) -> bool:
    """Tell whether the date of a hold has passed, unless it is gone and returns later."""
    returns = new is not None and not row.lives and new.start.date() >= today
    return row.start.date() < today and not returns


def _without_lone_backups(
    now: dict[Key, Wanted], rows: dict[Key, Issued], pending: frozenset[str], today: date
) -> dict[Key, Wanted]:
    """Leave out each back-up date whose meeting is gone, and too late to return."""
    gone = {
        row.meeting
        for key, row in rows.items()
        if row.role == Role.PRIMARY and not row.lives and row.meeting not in pending
        if key in now and now[key].start.date() < today
    }
    kept = Role.BACKUP, State.TENTATIVE
    return {
        key: new
        for key, new in now.items()
        if new.meeting not in gone or (new.role, new.state) != kept
    }


def _take_facts(row: Issued, new: Wanted | None) -> Issued | None:
    """Return an unchanged row with the facts of today's words; None where the words are others."""
    if new is None:
        return row
    return replace(row, text=new.text) if new.text.words == row.text.words else None


def _is_added(new: Wanted, ledger: Ledger, today: date) -> bool:
    if new.state in GONE:
        return False
    return ledger.published is None or new.start.date() >= today or new.role in set(Role)


def _send_again(change: Change | None, row: Issued) -> Change:
    """Return the change of a hold of which calendars have two versions: no message is left out."""
    if change is None or change.what == "people":
        return Change("again", row, change.new if change else row)
    return change


def _change(
    row: Issued, new: Wanted | None, *, over: bool, decided: bool, reword: bool
) -> Change | None:
    if over and not (decided and new):
        return None
    if new is None:
        return Change(*_left(row)) if row.lives else None
    if not row.lives:
        return None if new.state in GONE else Change("restore", row, new)
    if new.state is State.RELEASED:
        return None if over else Change("release", row, new)
    differences: Iterator[What] = _differences(row, new, over=over, reword=reword)
    what = next(differences, None)
    return Change(what, row, new) if what else None


def find_other(
    change: Change, now: Mapping[Key, Wanted], rows: Mapping[Key, Issued]
) -> Wanted | None:
    """Return where a bumped meeting goes, and for its back-up date where it comes from.

    A meeting that is restored comes back from its back-up date.

    Args:
        change: the change of one entry.
        now: what every entry becomes, by key.
        rows: what every entry was, by key; empty where nobody knows it any more.
    """
    meeting, role = change.new.key
    if change.what == "restore":
        there = rows.get((meeting, Role.BACKUP)) if role == Role.PRIMARY else None
        return there if there and there.state is State.CONFIRMED else None
    primary, backup = now.get((meeting, Role.PRIMARY)), now.get((meeting, Role.BACKUP))
    if primary is None or backup is None or backup.state is not State.CONFIRMED:
        return None
    if role == Role.PRIMARY:
        return backup if change.what == "cancel" else None
    arrived = change.old is None or change.old.state is not State.CONFIRMED
    return primary if arrived else None


def _left(row: Issued) -> tuple[What, Issued, Wanted]:
    """The change by which a hold leaves that the plan no longer has."""
    reserve = row.role == Role.BACKUP and row.state is State.TENTATIVE
    state = State.RELEASED if reserve else State.CANCELLED
    said = "This date is free again." if reserve else "No longer on the schedule."
    gone = Wanted(
        row.meeting, row.role, state, row.zone, row.start, row.end,
        replace(
            row.text, description=said, place="", public=said if row.text.public else "",
            public_place="", paired=False, facts=(),
        ),
        row.people, row.about,
    )  # fmt: skip
    return "release" if reserve else "cancel", row, gone


def _differences(row: Issued, new: Wanted, *, over: bool, reword: bool) -> Iterator[What]:
    """What differs between two that live, or one that is cancelled, the weightiest first."""
    if new.state is State.CANCELLED:
        yield "cancel"
    if (row.zone, row.start, row.end) != (new.zone, new.start, new.end):
        yield "move"
    if row.state != new.state:
        yield "confirm"
    if not over:
        if row.text.words != new.text.words and (reword or not row.text.states_same(new.text)):
            yield "text"
        if (row.people, row.about) != (new.people, new.about):
            yield "people"
