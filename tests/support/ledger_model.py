"""A model of what a ledger should say: it shares no code with what it is compared with.

It knows the schedule, what was decided since, and the rows that were told before; from these it
says in which state, and when, each hold has to be told next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from statplan.ledger import Decision, IssuedEntry, Ledger
from statplan.schedule import Backup, Meeting, Schedule

GONE = ("cancelled", "released")
Key = tuple[str, str]
Told = tuple[str, datetime]


@dataclass
class Course:
    """Where a meeting is: on its primary, on its back-up, or nowhere."""

    primary: datetime
    backup: datetime | None
    on: str = "primary"
    called_off: bool = False
    freed: bool = False

    def take(self, decision: Decision, planned: "Course") -> "Course":
        """The course after a decision."""
        to = decision.slot.start if decision.slot else None
        if decision.kind == "restore":
            return Course(planned.primary, planned.backup)
        if decision.kind == "cancel":
            return Course(self.primary, self.backup, self.on, True, self.freed)
        if decision.kind == "release":
            return Course(self.primary, self.backup, self.on, self.called_off, True)
        if decision.kind == "bump":
            return Course(self.primary, to, "backup", False, False)
        if self.on == "backup":
            return Course(self.primary, to, "backup", False, self.freed)
        return Course(to or self.primary, self.backup, "primary", False, self.freed)

    def states(self, base: str) -> dict[str, Told]:
        """What each of its holds is told to be."""
        found = {"primary": (base, self.primary)}
        if self.called_off or self.on == "backup":
            found["primary"] = ("cancelled", self.primary)
        if self.backup:
            state = "tentative"
            if self.on == "backup":
                state = "cancelled" if self.called_off else "confirmed"
            elif self.called_off or self.freed:
                state = "released"
            found["backup"] = (state, self.backup)
        return found


@dataclass
class Model:
    """The year as it should be told on a day."""

    schedule: Schedule
    ledger: Ledger
    today: date
    base: str
    wanted: dict[Key, Told] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.ledger.index_rows()
        for meeting in self.schedule.meetings:
            key = str(meeting.key)
            planned = Course(
                self._pinned(rows.get((key, "primary"))) or meeting.slot.start,
                self._pinned(rows.get((key, "backup"))) or _backup(meeting),
            )
            decisions = [each for each in self.ledger.decisions if each.meeting == key]
            course = planned
            for each in decisions:
                course = course.take(each, planned)
            unknown = (key, "primary") not in rows and not decisions
            if self.ledger.published and unknown and course.primary.date() < self.today:
                continue
            states = course.states(self.base)
            if self._is_missed(key, course.primary) and states["primary"][0] == self.base:
                states.pop("backup", None)
            for role, told in states.items():
                self.wanted[key, role] = told

    def _is_missed(self, meeting: str, primary: datetime) -> bool:
        """Whether a meeting that left the plan came back to it after its day."""
        row = self.ledger.index_rows().get((meeting, "primary"))
        gone = row is not None and row.state in GONE and meeting not in self._fresh()
        return gone and primary.date() < self.today

    def _fresh(self) -> set[str]:
        known = self.ledger.published.decision_count if self.ledger.published else 0
        return {each.meeting for each in self.ledger.decisions[known:]}

    def _pinned(self, row: IssuedEntry | None) -> datetime | None:
        past = row is not None and row.state not in GONE and row.start.date() < self.today
        return row.start if row is not None and past else None

    def told(self) -> dict[Key, Told | None]:
        """What each hold has to be after a publish; None for one that is never issued."""
        fresh = self._fresh()
        rows = {key: row for key, row in self.ledger.index_rows().items() if not row.is_all_day}
        return {
            key: self._told(rows.get(key), self.wanted.get(key), decided=key[0] in fresh)
            for key in rows.keys() | self.wanted.keys()
        }

    def _told(self, row: IssuedEntry | None, want: Told | None, *, decided: bool) -> Told | None:
        if row is None:
            return None if want is None or want[0] in GONE else want
        as_it_was = (row.state.value, row.start)
        lives = row.state not in GONE
        returns = want is not None and not lives and want[1].date() >= self.today
        over = row.start.date() < self.today and not returns
        if over and not (decided and want):
            return as_it_was
        if want is None:
            reserve = row.role == "backup" and row.state == "tentative"
            gone = "released" if reserve else "cancelled"
            return (gone, row.start) if lives else as_it_was
        if not lives and want[0] in GONE:
            return as_it_was
        return as_it_was if want[0] == "released" and over else want


def _backup(meeting: Meeting) -> datetime | None:
    return meeting.backup.slot.start if isinstance(meeting.backup, Backup) else None


def needs(meeting: Meeting) -> set[tuple[str, str]]:
    """The room and the people that a meeting needs for itself."""
    room = {("room", meeting.room.casefold())} if meeting.room else set()
    return room | {("person", each) for each in meeting.required}


def clashes(
    rows: Iterable[IssuedEntry], meetings: dict[str, Meeting]
) -> Iterator[tuple[IssuedEntry, IssuedEntry]]:
    """Pairs of living holds that need the same room or person at the same time."""
    living = sorted(
        (row for row in rows if row.is_live and not row.is_all_day), key=lambda row: row.start
    )
    for index, row in enumerate(living):
        for other in living[index + 1 :]:
            if other.start >= row.end:
                break
            if needs(meetings[row.meeting]) & needs(meetings[other.meeting]):
                yield row, other
