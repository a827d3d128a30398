"""The records of a schedule: meetings with their keys, their backup dates, and their reasons."""

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
class TimeSlot:
    """A day, a local start time and a length in minutes."""

    day: date
    start_time: time
    minutes: int

    @property
    def start(self) -> datetime:
        """The start in local time, without a zone."""
        return datetime.combine(self.day, self.start_time)

    @property
    def end(self) -> datetime:
        """The end in local time, without a zone."""
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Move:
    """The day on which a meeting would usually take place, and the reason why it does not.

    `nominal_time` is its usual start time where it starts at another; `is_exception` tells an
    exception that the plan states from a move off a closed day. `cause` is the reason as data: the
    plan's own words where it has any, else a fixed word of the tool.
    """

    nominal_day: date
    reason: str
    nominal_time: time | None = None
    is_exception: bool = False
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Backup:
    """The backup date of a meeting; `rejected_days` has the earlier days that do not fit."""

    slot: TimeSlot
    rejected_days: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NoBackup:
    """The reason why a meeting has no backup date, and one for each day that was tried."""

    reason: str
    rejected_days: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One occurrence of a series.

    `subject_ids` holds the ids of the subjects or departments that it examines, `subject` their
    names; `required` and `optional` the ids of people; `room` is None where nobody said which.
    """

    key: MeetingKey
    title: str
    slot: TimeSlot
    subject_ids: tuple[str, ...] = ()
    subject: str = ""
    number: int | None = None
    move: Move | None = None
    backup: Backup | NoBackup = NoBackup("the plan keeps no back-ups for this series")
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    room: str | None = None
    chair: str | None = None

    @property
    def name(self) -> str:
        """The name that people use: title, number, and subject unless the title contains it."""
        number = f" #{self.number}" if self.number else ""
        is_in_title = not self.subject or self.subject.casefold() in self.title.casefold()
        return f"{self.title}{number}" + ("" if is_in_title else f": {self.subject}")


@dataclass(frozen=True, slots=True)
class OmittedMeeting:
    """A period in which a series does not meet, and why."""

    key: MeetingKey
    title: str
    nominal_day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class UndecidedSeries:
    """A series that cannot be scheduled yet, and the paths of the answers that are missing."""

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
    """The meetings of a year in order of their start, and the periods without a meeting.

    `first` and `last` are the first and the last day of the year of meetings; `zone` is an IANA
    key; `problems` are what makes the plan impossible: collisions, times that a clock change skips.
    """

    first: date
    last: date
    zone: str
    meetings: tuple[Meeting, ...] = ()
    omitted: tuple[OmittedMeeting, ...] = ()
    undecided: tuple[UndecidedSeries, ...] = ()
    closed_days: tuple[ClosedDay, ...] = ()
    problems: tuple[Problem, ...] = ()

    def group_by_subject(self) -> dict[str, tuple[Meeting, ...]]:
        """Return the meetings of each topic and department, in order."""
        meetings_by_subject: dict[str, list[Meeting]] = {}
        for meeting in self.meetings:
            for subject_id in meeting.subject_ids:
                meetings_by_subject.setdefault(subject_id, []).append(meeting)
        return {subject_id: tuple(meetings) for subject_id, meetings in meetings_by_subject.items()}
