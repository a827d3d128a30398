"""The year as it stands now: what was planned, with what was decided since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from statplan.errors import Problem
from statplan.holds import GONE, Hold, Role, State
from statplan.ledger.course import Course, follow
from statplan.ledger.records import Issued, Ledger
from statplan.schedule import Backup, Meeting, Moved, NoBackup, Schedule, Stand
from statplan.schedule.ground import Ground
from statplan.schedule.taken import Taken


@dataclass(frozen=True, slots=True)
class Standing:
    """A meeting where it stands now, its course, and the state of each of its holds.

    `meeting` is the plan's, with its dates as they are now. `new` is false for a meeting that was
    over before calendars were told of it, and of which they are not told any more.
    """

    meeting: Meeting
    course: Course
    states: dict[Role, State]
    new: bool = True

    @property
    def key(self) -> str:
        """The meeting's key."""
        return str(self.meeting.key)

    def holds(self) -> Iterator[Hold]:
        """The holds of the meeting, whatever their state."""
        dates = {Role.PRIMARY: self.course.primary, Role.BACKUP: self.course.backup}
        for role, state in self.states.items():
            stand = dates[role]
            if stand is not None:
                yield Hold(self.meeting, role, stand, state)

    def as_it_stands(self) -> Meeting:
        """The meeting on the date on which it takes place, with what moved it there."""
        course, last = self.course, self.course.last
        why = (last.reason or "as was decided") if last else "as calendars have it"
        if course.stands is Role.BACKUP and course.backup:
            moved = Moved(course.primary.day, why)
            none = NoBackup("it was bumped already")
            return replace(self.meeting, stand=course.backup, moved=moved, backup=none)
        moved_by = self.meeting.moved
        if moved_by and not moved_by.why:
            return replace(self.meeting, moved=Moved(moved_by.nominal, why))
        return self.meeting

    def label(self, role: Role) -> str:
        """How messages name one of its dates."""
        own = f"{self.meeting.title} ({self.key})"
        return f"the back-up of {own}" if role is Role.BACKUP and not self._confirmed else own

    @property
    def _confirmed(self) -> bool:
        return self.course.stands is Role.BACKUP


@dataclass(frozen=True, slots=True)
class Settled:
    """The year as it stands: every meeting of the plan, and what stands in another's way."""

    standings: tuple[Standing, ...]
    problems: tuple[Problem, ...] = ()

    def by_key(self) -> dict[str, Standing]:
        """The meetings by their keys."""
        return {each.key: each for each in self.standings}

    def taken(self, ground: Ground, without: str = "") -> Taken:
        """What is taken by all meetings and back-ups but those of one meeting."""
        taken = Taken()
        for each in self.standings:
            if each.key != without:
                for hold in each.holds():
                    if hold.state not in GONE:
                        needs = ground.needs(each.meeting)
                        taken.take(hold.stand, needs, each.label(hold.role))
        return taken

    def following(self) -> dict[str, Stand]:
        """Where the next meeting of the same series stands, for each meeting that takes place."""
        lines: dict[str, list[tuple[Stand, str]]] = {}
        for each in self.standings:
            if each.course.stand:
                line = lines.setdefault(each.meeting.key.series, [])
                line.append((each.course.stand, each.key))
        found: dict[str, Stand] = {}
        for line in lines.values():
            line.sort()
            found |= {key: then for (_, key), (then, _) in pairwise(line)}
        return found

    def after(self, standing: Standing) -> Stand | None:
        """Where the next meeting of a series stands, also after one that is called off."""
        here = standing.course.stand or standing.course.primary
        return min(
            (
                each.course.stand
                for each in self.standings
                if each.meeting.key.series == standing.meeting.key.series
                and each.key != standing.key
                and each.course.stand is not None
                and each.course.stand > here
            ),
            default=None,
        )


def settle(
    schedule: Schedule, ledger: Ledger, ground: Ground, today: date, *, confirmed: bool = False
) -> Settled:
    """Settle the year.

    What is over stays as calendars have it, whatever the plan says of it now; a back-up that finds
    its place taken by what was decided gives way; meetings that stand in each other's way, or on a
    day that was closed since, are problems.

    Args:
        schedule: the year as planned.
        ledger: what was decided, and what calendars were told.
        ground: the ground of the plan.
        today: the day it is in the plan's zone.
        confirmed: whether the plan calls its dates settled and no longer holds.
    """
    base = State.CONFIRMED if confirmed else State.TENTATIVE
    rows = ledger.rows()
    decided = {each.meeting for each in ledger.decisions}
    standings = [_standing(each, ledger, rows, today, base) for each in schedule.meetings]
    if ledger.published:
        standings = [
            replace(each, new=_is_new(each, rows, today, decided=each.key in decided))
            for each in standings
        ]
    return _without_clashes(standings, ground, today)


def _standing(
    meeting: Meeting,
    ledger: Ledger,
    rows: dict[tuple[str, str], Issued],
    today: date,
    base: State,
) -> Standing:
    key = str(meeting.key)
    planned = meeting.backup.stand if isinstance(meeting.backup, Backup) else None
    primary = _as_told(rows.get((key, Role.PRIMARY)), today) or meeting.stand
    backup = _as_told(rows.get((key, Role.BACKUP)), today) or planned
    course = follow(primary, backup, ledger.about(key))
    return _told(meeting, course, course.states(base))


def _as_told(row: Issued | None, today: date) -> Stand | None:
    """Where calendars have a hold that is over: nobody moves it any more."""
    over = row is not None and row.lives and row.start.date() < today
    return row.stand if row is not None and over else None


def _is_new(
    each: Standing, rows: dict[tuple[str, str], Issued], today: date, *, decided: bool
) -> bool:
    if decided or (each.key, Role.PRIMARY) in rows:
        return True
    return each.course.primary.day >= today


def _told(meeting: Meeting, course: Course, states: dict[Role, State]) -> Standing:
    """The meeting with its dates as they are now, and a reason where it has lost its back-up."""
    now = replace(meeting, stand=course.primary)
    if course.primary != meeting.stand:
        now = replace(now, moved=Moved(meeting.stand.day, ""))
    passed = meeting.backup.passed
    match states.get(Role.BACKUP):
        case None:
            pass
        case State.TENTATIVE | State.CONFIRMED if course.backup:
            now = replace(now, backup=Backup(course.backup, passed))
        case State.RELEASED if course.stands is Role.PRIMARY:
            now = replace(now, backup=NoBackup("it was released", passed))
        case _:
            now = replace(now, backup=NoBackup("the meeting was called off", passed))
    return Standing(now, course, states)


def _without_clashes(standings: list[Standing], ground: Ground, today: date) -> Settled:
    taken = Taken()
    problems: list[Problem] = []
    for each in _first_decided(standings):
        stand = each.course.stand
        if stand is None or not each.new:
            continue
        needs = ground.needs(each.meeting)
        why = ground.why_not(stand, needs, taken) if stand.day >= today else None
        inside = ground.opened.first <= stand.day <= ground.opened.last
        if why and inside:
            problems.append(_problem(each, stand, why))
        taken.take(stand, needs, each.label(each.course.stands or Role.PRIMARY))
    kept = [_giving_way(each, ground, taken, today) for each in standings]
    return Settled(tuple(kept), tuple(problems))


def _first_decided(standings: Iterable[Standing]) -> list[Standing]:
    """Those whose date the plan gives first: what was moved is named as what is in the way."""
    return sorted(standings, key=lambda each: (each.course.last is not None, each.key))


def _problem(each: Standing, stand: Stand, why: str) -> Problem:
    fact = (
        f"{each.meeting.title} ({each.key}) stands on {stand.day} at {stand.at:%H:%M}, and {why}."
    )
    remedy = f"Move it with `statplan move {each.key} --to DATE`, or change the plan."
    return Problem(0, 0, "", fact, remedy)


def _giving_way(each: Standing, ground: Ground, taken: Taken, today: date) -> Standing:
    """A back-up that is only kept in reserve is given up where its place is taken."""
    backup = each.course.backup
    reserve = each.states.get(Role.BACKUP) is State.TENTATIVE
    if backup is None or not reserve or backup.day < today:
        return each
    needs = ground.needs(each.meeting)
    early = each.course.primary >= backup
    why = "the meeting now comes after it" if early else ground.why_not(backup, needs, taken)
    if why is None:
        taken.take(backup, needs, each.label(Role.BACKUP))
        return each
    lost = replace(each.meeting, backup=NoBackup(f"on {backup.day}, {why}"))
    states = {**each.states, Role.BACKUP: State.RELEASED}
    return replace(each, meeting=lost, states=states, course=replace(each.course, released=True))


@dataclass(frozen=True, slots=True)
class Year:
    """All that decisions are judged by: the plan's year, its ground, and the day it is there."""

    schedule: Schedule
    ground: Ground
    day: date
    confirmed: bool = False

    def settled(self, ledger: Ledger) -> Settled:
        """The year as it stands with what a ledger knows."""
        return settle(self.schedule, ledger, self.ground, self.day, confirmed=self.confirmed)
