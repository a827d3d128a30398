"""The records of a schedule: meetings with their keys, their backup dates, and their reasons."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from statplan.errors import Problem
from statplan.plan.text_types import MeetingMode
from statplan.schedule.holiday_lists import HolidaySource
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts

if TYPE_CHECKING:
    from statplan.schedule.closed_days import ClosedDay
    from statplan.schedule.open_days import OpenDays


@dataclass(frozen=True, slots=True, order=True)
class MeetingKey:
    """The identity of a meeting, from its nominal period and never from its date.

    `period` is `2027-03` for months, `2027-Q1` for quarters, `2027-W15` for ISO weeks and the day
    itself where a plan lists its dates, has an RRULE, or has several days in a week. Of several
    days in a month or a quarter it adds the one that the rule means: `2027-03.1`, `2027-03.last`.
    """

    series: str
    period: str

    @property
    def calendar_period(self) -> str:
        """The month, quarter, or week of its period, without which of several days it is."""
        return self.period.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.series}/{self.period}"


def parse_meeting_key(text: str) -> MeetingKey:
    """Return the key of a meeting or a reserve day from its text: "board/2027-03"."""
    series, _, period = text.partition("/")
    return MeetingKey(series, period)


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
    plan's own words where it has any, else a fixed word of the tool. `is_decided` tells that the
    plan has the usual day, and that a decision or a published calendar has the other.
    """

    nominal_day: date
    reason: str
    nominal_time: time | None = None
    is_exception: bool = False
    cause: str = ""
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Backup:
    """The backup date of a meeting; `rejected_days` has the earlier days that do not fit.

    `reserve_key` is the key of the reserve day that it is, where several meetings share that.
    """

    slot: TimeSlot
    rejected_days: tuple[tuple[date, str], ...] = ()
    reserve_key: MeetingKey | None = None


@dataclass(frozen=True, slots=True)
class NoBackup:
    """The reason why a meeting has no backup date, and one for each day that was tried."""

    reason: str
    rejected_days: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """Where a meeting is held, and how one takes part; each is None where nobody said."""

    room: str | None = None
    address: str | None = None
    link: str | None = None
    mode: MeetingMode | None = None

    @property
    def location(self) -> str:
        """The location of a calendar entry: room, address and link."""
        return ", ".join(part for part in (self.room, self.address, self.link) if part)

    def with_changes(
        self, room: str | None, link: str | None, mode: MeetingMode | None
    ) -> "MeetingPlace":
        """Return the place of what is held elsewhere or otherwise; None leaves an answer as it is.

        What becomes remote has no room, and what becomes a meeting in person has no link, but for
        those that are stated with it.
        """
        is_elsewhere = mode == "remote" and room is None
        return MeetingPlace(
            None if is_elsewhere else room or self.room,
            None if is_elsewhere else self.address,
            link or (None if mode == "in person" else self.link),
            mode or self.mode,
        )


@dataclass(frozen=True, slots=True)
class Meeting:
    """One occurrence of a series.

    `subject_ids` holds the ids of the subjects or departments that it examines, `subject` their
    names; `required` and `optional` the ids of people; `is_attended` tells whether the principal
    attends it, and is false where the plan leaves that open. `exception_key` is the key by which an
    exception of the plan names it, which may be the plan's where calendars have another.
    `counted_day` is the day that decides to which year it belongs, whatever its date: its usual
    day, or an earlier one of the meeting that it follows.
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
    place: MeetingPlace = MeetingPlace()
    chair: str | None = None
    is_attended: bool = False
    exception_key: str | None = None
    counted_day: date | None = None

    @property
    def usual_day(self) -> date:
        """The day that the rule of its series gives it, whatever its date."""
        return self.move.nominal_day if self.move else self.slot.day

    @property
    def room(self) -> str | None:
        """The room, None where nobody said which."""
        return self.place.room

    @property
    def name(self) -> str:
        """The name that people use: title, number, and subject unless the title contains it."""
        number = f" #{self.number}" if self.number else ""
        is_in_title = not self.subject or self.subject.casefold() in self.title.casefold()
        return f"{self.title}{number}" + ("" if is_in_title else f": {self.subject}")


@dataclass(frozen=True, slots=True)
class ReserveDay:
    """A day that several meetings share as their backup date: the first to need it gets it.

    `key` is its identity: `reserve/2027-03`. `slot` is as long as the longest meeting that may use
    it; `meeting_keys` are the meetings whose backup date it is.
    """

    key: MeetingKey
    slot: TimeSlot
    meeting_keys: tuple[MeetingKey, ...]


@dataclass(frozen=True, slots=True)
class OmittedMeeting:
    """A period in which a series does not meet, and why.

    `open_days` are the days near it that would do, where closed days alone left no day for it;
    `is_called_off` tells whether the plan itself calls it off; `period_first` is the first day of
    its period; `is_in_gap` tells whether the series never meets then; `plan_key` is the key that
    the plan gives it, where calendars have it under another.
    """

    key: MeetingKey
    title: str
    nominal_day: date | None
    reason: str
    open_days: tuple[date, ...] = ()
    is_called_off: bool = False
    plan_key: MeetingKey | None = None
    period_first: date | None = None
    is_in_gap: bool = False


@dataclass(frozen=True, slots=True)
class UndecidedSeries:
    """A series that cannot be scheduled yet, and the paths of the answers that are missing."""

    series: str
    title: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The meetings of a year in order of their start, and the periods without a meeting.

    `first` and `last` are the first and the last day of the year of meetings; `zone` is an IANA
    key; `open_days` tells on which days one meets, and on which the offices work; `reserve_days`
    are those that several series share; `problems` are what makes the plan impossible: collisions,
    times that a clock change skips; `holiday_source` has the lists of holidays by which it was
    made, `published_meetings` the meetings of a published year whose keys and numbers it keeps.
    """

    first: date
    last: date
    zone: str
    open_days: "OpenDays" = field(compare=False, repr=False)
    meetings: tuple[Meeting, ...] = ()
    omitted: tuple[OmittedMeeting, ...] = ()
    undecided: tuple[UndecidedSeries, ...] = ()
    reserve_days: tuple[ReserveDay, ...] = ()
    problems: tuple[Problem, ...] = ()
    holiday_source: HolidaySource = field(default_factory=HolidaySource, compare=False, repr=False)
    published_facts: PublishedFacts = field(default=NOTHING_PUBLISHED, compare=False, repr=False)

    @property
    def published(self) -> PublishedFacts:
        """The facts of published years by which the same schedule can be made again."""
        return replace(self.published_facts, holiday_lists=self.holiday_source.list_used())

    @property
    def last_used(self) -> date:
        """The last day of the year of meetings, or a later one that a meeting or a backup takes."""
        slots = [meeting.slot for meeting in self.meetings]
        slots += [
            meeting.backup.slot for meeting in self.meetings if isinstance(meeting.backup, Backup)
        ]
        return max([self.last, *(slot.day for slot in slots)])

    def describe_late_meetings(self, format_day: Callable[[date], str]) -> str:
        """Return what is added to a count of the year's meetings, if closed days put any after it.

        That is empty where none is, else as in ", the last of them on 2028-01-05".
        """
        late_days = [meeting.slot.day for meeting in self.meetings if meeting.slot.day > self.last]
        if not late_days:
            return ""
        if len(late_days) == 1:
            return f", the last of them on {format_day(late_days[0])}"
        return f", the last {len(late_days)} of them from {format_day(late_days[0])} on"

    @property
    def closed_days(self) -> "tuple[ClosedDay, ...]":
        """What closes each day from the first to the last that is used, in order."""
        return self.open_days.list_closed_days(self.first, self.last_used)

    def group_by_subject(self) -> dict[str, tuple[Meeting, ...]]:
        """Return the meetings of each topic and department, in order."""
        meetings_by_subject: dict[str, list[Meeting]] = {}
        for meeting in self.meetings:
            for subject_id in meeting.subject_ids:
                meetings_by_subject.setdefault(subject_id, []).append(meeting)
        return {subject_id: tuple(meetings) for subject_id, meetings in meetings_by_subject.items()}
