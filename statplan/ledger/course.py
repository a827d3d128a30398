"""The course of one meeting: from what was planned, through what was decided, to where it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from statplan.holds import Role, State
from statplan.ledger.records import Decision
from statplan.schedule import Stand


@dataclass(frozen=True, slots=True)
class Course:
    """Where a meeting is.

    `stands` says on which of its two dates it takes place, None where it is called off; `stood` on
    which it stood last. `planned` is the primary as the plan has it.
    """

    planned: Stand
    primary: Stand
    backup: Stand | None
    stands: Role | None = Role.PRIMARY
    stood: Role = Role.PRIMARY
    released: bool = False
    held: bool = False
    last: Decision | None = None

    @property
    def stand(self) -> Stand | None:
        """The date on which it takes place, None where it is called off."""
        if self.stands is None:
            return None
        return self.backup if self.stands is Role.BACKUP else self.primary

    @property
    def moved(self) -> bool:
        """Whether somebody moved its primary away from where the plan has it."""
        return self.primary != self.planned

    def states(self, base: State) -> dict[Role, State]:
        """The state of each hold that there is; `base` is that of a primary nothing befell."""
        found = {Role.PRIMARY: base if self.stands is Role.PRIMARY else State.CANCELLED}
        if self.backup is None:
            return found
        if self.stands is Role.BACKUP:
            found[Role.BACKUP] = State.CONFIRMED
        elif self.stands is None and self.stood is Role.BACKUP:
            found[Role.BACKUP] = State.CANCELLED
        elif self.stands is None or self.released:
            found[Role.BACKUP] = State.RELEASED
        else:
            found[Role.BACKUP] = State.TENTATIVE
        return found


def follow(primary: Stand, backup: Stand | None, decisions: Iterable[Decision]) -> Course:
    """Follow what was decided about a meeting, beginning with the dates of the plan."""
    planned = Course(primary, primary, backup)
    course = planned
    for each in decisions:
        course = replace(_after(course, planned, each), last=each)
    return course


def _after(course: Course, planned: Course, decision: Decision) -> Course:
    to = decision.to
    match decision.kind:
        case "restore":
            return planned
        case "cancel":
            return replace(course, stands=None)
        case "release":
            return replace(course, released=True)
        case "bump":
            backup = to or course.backup
            role = Role.BACKUP
            return replace(course, backup=backup, stands=role, stood=role, released=False)
        case "held":
            pinned = _at(course, to or course.stand)
            return replace(pinned, held=True)
        case "move":
            return _at(course, to)


def _at(course: Course, to: Stand | None) -> Course:
    """The course with the date on which the meeting takes place set; a primary where it has none.

    A meeting that was called off and comes back on another day comes back as what it was.
    """
    role = course.stands or course.stood
    if to is None:
        return course
    there = replace(course, stands=role, stood=role)
    return replace(there, backup=to) if role is Role.BACKUP else replace(there, primary=to)
