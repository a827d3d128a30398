"""A model of what a ledger should say: it shares no code with what it is compared with.

It knows the schedule, what was decided since, the rows that were told before, and the meetings of
earlier schedules as they were published; from these it says in which state, and when, each hold has
to be told next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from statplan.ledger import Decision, IssuedEntry, Ledger
from statplan.schedule import Backup, Meeting, Schedule
from tests.support.schedule_plans import list_needs

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
        primary, freed = to or self.primary, self.freed
        if decision.kind == "move" and self.backup:
            freed = freed or primary.date() >= self.backup.date()
        return Course(primary, self.backup, "primary", False, freed)

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
    sharing: frozenset[str] = frozenset()  # the series that share the reserve days
    known: dict[str, Meeting] = field(default_factory=dict)  # as they were last published
    wanted: dict[Key, Told] = field(default_factory=dict)
    waiting: dict[str, list[str]] = field(default_factory=dict)  # meetings by reserve day
    takers: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[Key, IssuedEntry] = field(init=False)  # what calendars have

    def __post_init__(self) -> None:
        self.rows = self.ledger.index_rows()
        reserve_starts = self._list_reserve_starts()
        for meeting in self.schedule.meetings:
            self._add_planned(meeting, reserve_starts)
        for meeting in self.remembered.values():
            self._add_remembered(meeting, reserve_starts)
        self._add_reserve_days(reserve_starts)

    @property
    def remembered(self) -> dict[str, Meeting]:
        """The meetings that the schedule has not: of an earlier year, or over."""
        planned = {str(each.key) for each in self.schedule.meetings}
        return {
            key: meeting
            for key, meeting in self.known.items()
            if key not in planned
            if counted_day(meeting) < self.schedule.first or self.is_over(key)
        }

    def is_over(self, key: str) -> bool:
        """Whether the last day is past on which calendars have a meeting."""
        rows = self.rows
        holds = [rows[key, role] for role in ("primary", "backup") if (key, role) in rows]
        kept_free = [each for each in holds if (each.role, each.state) == ("backup", "tentative")]
        takes_place = [each for each in holds if each.state not in GONE and each not in kept_free]
        return max(each.start.date() for each in takes_place or holds) < self.today

    def _course(self, meeting: Meeting, reserve_starts: dict[str, datetime]) -> Course:
        """Where the decisions about a meeting have put it."""
        key, rows = str(meeting.key), self.rows
        planned = Course(
            self._pinned(rows.get((key, "primary"))) or meeting.slot.start,
            self._pinned(rows.get((key, "backup")))
            or reserve_starts.get(_reserve_key(meeting))
            or _backup(meeting),
        )
        course = planned
        for each in self.ledger.decisions:
            course = course.take(each, planned) if each.meeting == key else course
        return course

    def _add_planned(self, meeting: Meeting, reserve_starts: dict[str, datetime]) -> None:
        key, rows = str(meeting.key), self.rows
        course = self._course(meeting, reserve_starts)
        unknown = (key, "primary") not in rows and not self._is_decided(key)
        if self.ledger.published and unknown and course.primary.date() < self.today:
            return
        states = course.states(self.base)
        if self._is_missed(key, course.primary) and states["primary"][0] == self.base:
            states.pop("backup", None)
        self._add_states(meeting, course, states, reserve_starts)

    def _add_remembered(self, meeting: Meeting, reserve_starts: dict[str, datetime]) -> None:
        """Add what an earlier year has: as calendars have it, until somebody decides about it."""
        key, rows = str(meeting.key), self.rows
        course = self._course(meeting, reserve_starts)
        row = rows.get((key, "primary"))
        is_fresh = key in self._fresh()
        if row and row.state in GONE and course.on == "primary" and not is_fresh:
            course.called_off = True  # perhaps by the plan, which dropped it
        states = course.states(row.state.value if row and row.state not in GONE else self.base)
        self._add_states(meeting, course, states, reserve_starts)
        if is_fresh:
            return
        for role in ("primary", "backup"):
            told = rows.get((key, role))
            if told:
                self.wanted[key, role] = (told.state.value, told.start)
            elif self.wanted.get((key, role), ("released",))[0] not in GONE:
                self.wanted[key, role] = ("released", self.wanted[key, role][1])

    def _add_states(
        self,
        meeting: Meeting,
        course: Course,
        states: dict[str, Told],
        reserve_starts: dict[str, datetime],
    ) -> None:
        key, reserve_key = str(meeting.key), _reserve_key(meeting)
        if meeting.key.series in self.sharing and course.on == "backup":
            self._add_taker(key, course, reserve_starts)
        if reserve_key and states.get("backup", ("",))[0] == "tentative":
            self._add_waiting(key, course, reserve_key)
            states["backup"] = ("released", states["backup"][1])
        for role, told in states.items():
            self.wanted[key, role] = told

    def _is_decided(self, key: str) -> bool:
        return any(each.meeting == key for each in self.ledger.decisions)

    def _add_taker(self, key: str, course: Course, reserve_starts: dict[str, datetime]) -> None:
        for reserve, start in reserve_starts.items():
            if start == course.backup and not course.called_off:
                self.takers.setdefault(reserve, []).append(key)

    def _add_waiting(self, key: str, course: Course, reserve: str) -> None:
        if course.backup and course.primary < course.backup:
            self.waiting.setdefault(reserve, []).append(key)

    def _add_reserve_days(self, reserve_starts: dict[str, datetime]) -> None:
        """A reserve day is kept while a meeting waits for it, and none has taken it."""
        rows = self.rows
        for reserve, start in reserve_starts.items():
            kept = reserve in self.waiting and reserve not in self.takers
            known = self.ledger.published is None or (reserve, "reserve") in rows
            if known or start.date() >= self.today:
                self.wanted[reserve, "reserve"] = ("tentative" if kept else "released", start)

    def _list_reserve_starts(self) -> dict[str, datetime]:
        """When each reserve day starts: as calendars have it, once it is over or of an old year."""
        rows = self.rows
        of_old_years = {
            reserve: rows[reserve, "reserve"].start
            for meeting in self.remembered.values()
            for reserve in [_reserve_key(meeting)]
            if (reserve, "reserve") in rows
        }
        return of_old_years | {
            str(each.key): self._pinned(rows.get((str(each.key), "reserve"))) or each.slot.start
            for each in self.schedule.reserve_days
        }

    def _is_missed(self, meeting: str, primary: datetime) -> bool:
        """Whether a meeting that left the plan came back to it after its day."""
        row = self.rows.get((meeting, "primary"))
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
        rows = {key: row for key, row in self.rows.items() if not row.is_all_day}
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
            reserve = row.role in {"backup", "reserve"} and row.state == "tentative"
            gone = "released" if reserve else "cancelled"
            return (gone, row.start) if lives else as_it_was
        if not lives and want[0] in GONE:
            return as_it_was
        return as_it_was if want[0] == "released" and over else want


def counted_day(meeting: Meeting) -> date:
    """The day that decides to which year a meeting belongs."""
    usual_day = meeting.move.nominal_day if meeting.move else meeting.slot.day
    return meeting.counted_day or usual_day


def _backup(meeting: Meeting) -> datetime | None:
    return meeting.backup.slot.start if isinstance(meeting.backup, Backup) else None


def _reserve_key(meeting: Meeting) -> str:
    """The reserve day that a meeting shares with others, or nothing."""
    key = meeting.backup.reserve_key if isinstance(meeting.backup, Backup) else None
    return str(key) if key else ""


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
            if list_needs(meetings[row.meeting]) & list_needs(meetings[other.meeting]):
                yield row, other
