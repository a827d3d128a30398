"""What a schedule is made of: meetings with their keys, their back-ups and their reasons."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from statplan.errors import Problem

ClosedKind = Literal["holiday", "closure", "civic date"]


@dataclass(frozen=True, slots=True, order=True)
class MeetingKey:
    """The identity of a meeting, from its nominal period and never from its date.

    `period` is `2027-03` for months, `2027-Q1` for quarters, `2027-W15` for ISO weeks and the day
    itself where a plan lists its dates.
    """

    series: str
    period: str

    def __str__(self) -> str:
        return f"{self.series}/{self.period}"


@dataclass(frozen=True, slots=True, order=True)
class Stand:
    """A day, a local start time and a length in minutes."""

    day: date
    at: time
    minutes: int

    @property
    def start(self) -> datetime:
        """The start in local time, without a zone."""
        return datetime.combine(self.day, self.at)

    @property
    def end(self) -> datetime:
        """The end in local time, without a zone."""
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a meeting should have stood, and why it does not.

    `at` is the time at which it should have, where it stands at another; `chosen` tells an
    exception that the plan states from a move off a closed day. `cause` is the reason as data:
    the plan's own words where it has any, and no phrase of the tool.
    """

    nominal: date
    why: str
    at: time | None = None
    chosen: bool = False
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Backup:
    """The back-up of a meeting; `passed` says which earlier days were no good, and why."""

    stand: Stand
    passed: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NoBackup:
    """Why a meeting has no back-up: one reason, and one for each day that was looked at."""

    why: str
    passed: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One occurrence of a series.

    `about` holds the ids of the subjects or departments that it examines, `subject` their names;
    `required` and `optional` the ids of people; `room` is None where nobody said which.
    """

    key: MeetingKey
    title: str
    stand: Stand
    about: tuple[str, ...] = ()
    subject: str = ""
    number: int | None = None
    moved: Moved | None = None
    backup: Backup | NoBackup = NoBackup("the plan keeps no back-ups for this series")
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    room: str | None = None
    chair: str | None = None

    @property
    def name(self) -> str:
        """What people call it: title, number, and subject unless the title says it already."""
        number = f" #{self.number}" if self.number else ""
        told = not self.subject or self.subject.casefold() in self.title.casefold()
        return f"{self.title}{number}" + ("" if told else f": {self.subject}")


@dataclass(frozen=True, slots=True)
class Omitted:
    """A period in which a series does not meet, and why."""

    key: MeetingKey
    title: str
    nominal: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """A series that cannot be scheduled yet, and the answers that it waits for."""

    series: str
    title: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class ClosedDay:
    """A day on which nobody meets."""

    day: date
    name: str
    kind: ClosedKind


@dataclass(frozen=True, slots=True)
class Schedule:
    """The year: meetings in order of their start, and everything that did not become one.

    `first` and `last` are the first and the last day of the year of meetings; `zone` is an IANA
    key; `problems` are what makes the plan impossible: collisions, times that a clock change skips.
    """

    first: date
    last: date
    zone: str
    meetings: tuple[Meeting, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    closed: tuple[ClosedDay, ...] = ()
    problems: tuple[Problem, ...] = ()

    def turns(self) -> dict[str, tuple[Meeting, ...]]:
        """Tell for each subject and department which meetings examine it, in order."""
        found: dict[str, list[Meeting]] = {}
        for meeting in self.meetings:
            for each in meeting.about:
                found.setdefault(each, []).append(meeting)
        return {each: tuple(meetings) for each, meetings in found.items()}
