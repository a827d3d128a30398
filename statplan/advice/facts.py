"""What rules look at: the plan, its answers, its schedule, and what several rules need of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from statplan.advice.clock import Clock
from statplan.advice.days import Days
from statplan.plan import Plan, fields, roster
from statplan.plan.advice import Limits
from statplan.plan.focus import Subject
from statplan.plan.participants import Department, Person
from statplan.plan.series import Series
from statplan.schedule.meeting import Backup, Meeting, MeetingKey, Moved, Schedule


@dataclass(frozen=True)
class Facts(Days):
    """A plan without problems.

    `data` are the answers as they were given (plain data, no defaults), `plan` the model with the
    tool's defaults, `schedule` the year. `index` in a path is the record's place in its list.
    """

    plan: Plan
    data: dict[str, Any]
    schedule: Schedule

    @property
    def limits(self) -> Limits:
        """The thresholds that are ours."""
        return self.plan.advice.limits

    def stated(self, path: str) -> bool:
        """Whether somebody answered the question at a path; an empty list is no answer."""
        found: Any = self.data
        if "[" in path:
            found = fields.at(found, path)
        else:
            for step in path.split("."):
                found = found.get(step) if isinstance(found, dict) else None
        return found is not None and found != []

    def office(self, person: str) -> str:
        """The office of somebody on the roster, with the name where it is given."""
        return roster.office(self.plan, person)

    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody on the roster, by id."""
        return {each.id: each for each in self.plan.participants.people or ()}

    @cached_property
    def departments(self) -> dict[str, Department]:
        """The departments that come before the panel, by id."""
        return {each.id: each for each in self.plan.participants.departments or ()}

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """The subjects that meetings examine, by id."""
        return {each.id: each for each in self.plan.focus.subjects or ()}

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of subjects and departments, by id."""
        return roster.names(self.plan)

    @property
    def series(self) -> tuple[Series, ...]:
        """The series of the plan, in its order."""
        return self.plan.frequency.series or ()

    @cached_property
    def each_series(self) -> tuple[tuple[str, Series], ...]:
        """Every series with its path, `frequency.series[0]`."""
        return tuple((f"frequency.series[{index}]", each) for index, each in enumerate(self.series))

    def title(self, series: Series) -> str:
        """What a series is called in a sentence."""
        return series.name or self.names.get(series.subject or "", series.id)

    @staticmethod
    def day_path(path: str, series: Series) -> str:
        """Where the days of a series are said."""
        return f"{path}.{'dates' if series.dates is not None else 'on'}"

    @staticmethod
    def rhythm_path(path: str, series: Series) -> str:
        """Where it is said how often a series meets."""
        return f"{path}.{'dates' if series.dates is not None else 'every'}"

    def minutes(self, series: Series) -> int:
        """How long the meetings of a series last."""
        return series.minutes or self.plan.frequency.minutes

    @property
    def meetings_of(self) -> dict[str, tuple[Meeting, ...]]:
        """The meetings of each series of the plan, by its id, in order.

        A series that is held once for each department or subject has them all here.
        """
        return self._walk.of_series

    @cached_property
    def _walk(self) -> "_Walk":
        """One walk over all meetings, which sorts them in every way that rules need."""
        of_series: list[list[Meeting]] = [[] for _ in self.series]
        streams: dict[str, list[Meeting]] = {}
        days: dict[date, list[Meeting]] = {}
        for meeting in self.schedule.meetings:
            key, day = meeting.key.series, meeting.stand.day
            if key not in streams:
                streams[key] = []
            streams[key].append(meeting)
            of_series[self._origin[key]].append(meeting)
            days.setdefault(day, []).append(meeting)
        return _Walk(
            {each.id: tuple(found) for each, found in zip(self.series, of_series, strict=True)},
            {key: tuple(found) for key, found in streams.items()},
            days,
        )

    @cached_property
    def _origin(self) -> dict[str, int]:
        """Which series of the plan each series of the schedule is made from."""
        own = {each.id: index for index, each in enumerate(self.series)}
        for index, series in enumerate(self.series):
            if series.for_each:
                own |= {f"{series.id}-{each}": index for each in self.names}
        return own

    @property
    def streams(self) -> dict[str, tuple[Meeting, ...]]:
        """The meetings of each series of the schedule: one stream for each department of one."""
        return self._walk.streams

    def path_of(self, meeting: Meeting) -> str:
        """The path of the series that a meeting belongs to."""
        return f"frequency.series[{self._origin[meeting.key.series]}]"

    def series_of(self, meeting: Meeting) -> Series:
        """The series of the plan that a meeting belongs to."""
        return self.series[self._origin[meeting.key.series]]

    @cached_property
    def turns(self) -> dict[str, tuple[Meeting, ...]]:
        """For each subject and department, by id, the meetings that examine it, in order."""
        found = {each: self.streams[key] for key, each in self._alone}
        return found if self._each_alone else self.schedule.turns()

    @cached_property
    def _alone(self) -> list[tuple[str, str]]:
        """The series of the schedule that examine somebody, each with one of whom it examines."""
        return [
            (key, each)
            for key, meetings in self.streams.items()
            if not self.series_of(meetings[0]).rotate
            for each in meetings[0].about
        ]

    @cached_property
    def _each_alone(self) -> bool:
        """Whether nobody takes turns and nobody has two series."""
        taking_turns = any(each.rotate for each in self.series)
        return not taking_turns and len({each for _, each in self._alone}) == len(self._alone)

    @property
    def on_day(self) -> dict[date, list[Meeting]]:
        """The meetings of each day that has any, in order."""
        return self._walk.days

    @cached_property
    def full_days(self) -> dict[date, list[Meeting]]:
        """The meetings of each day that has more than one."""
        return {day: meetings for day, meetings in self.on_day.items() if len(meetings) > 1}

    @cached_property
    def moved(self) -> dict[str, list[tuple[Meeting, Moved]]]:
        """The meetings of each series that do not stand on their own day, by its id."""
        found: dict[str, list[tuple[Meeting, Moved]]] = {}
        for each in self.schedule.meetings:
            if each.moved:
                found.setdefault(self.series_of(each).id, []).append((each, each.moved))
        return found

    @cached_property
    def dropped(self) -> dict[str, list[tuple[date, str]]]:
        """The dates of each series on which nothing is held, each with the reason, by its id."""
        found: dict[str, list[tuple[date, str]]] = {}
        for each in self.schedule.omitted:
            if each.nominal:
                found.setdefault(self.series[self._origin[each.key.series]].id, []).append(
                    (each.nominal, each.why)
                )
        return found

    @cached_property
    def turn_gaps(self) -> dict[str, list[int]]:
        """The days between two turns of each subject and department, by id."""
        if self._each_alone:
            return {each: self.stream_gaps[key] for key, each in self._alone}
        return {each: gaps(meetings) for each, meetings in self.turns.items()}

    @cached_property
    def usual_gaps(self) -> dict[str, int]:
        """The usual days between two turns of each subject and department with two or more."""
        return {each: sorted(days)[len(days) // 2] for each, days in self.turn_gaps.items() if days}

    @cached_property
    def examined(self) -> frozenset[str]:
        """The subjects and departments that have a turn, and the departments of such subjects."""
        shared = (self.subjects[each] for each in self.turns if each in self.subjects)
        owners = (
            owner
            for subject in shared
            for owner in (subject.owner, *(subject.departments or ()))
            if owner
        )
        return frozenset((*self.turns, *owners))

    @cached_property
    def stream_gaps(self) -> dict[str, list[int]]:
        """The days between two meetings of each series of the schedule, by its id."""
        return {each: gaps(meetings) for each, meetings in self.streams.items()}

    @cached_property
    def clock(self) -> Clock:
        """When data, memos, answers and notes are due around each meeting."""
        return Clock(self.plan, self.schedule)

    @property
    def backed(self) -> Iterator[tuple[Meeting, Backup]]:
        """Every meeting that has a back-up, with it."""
        for meeting in self.schedule.meetings:
            if isinstance(meeting.backup, Backup):
                yield meeting, meeting.backup

    @cached_property
    def keeps_backups(self) -> bool | None:
        """Whether the program keeps back-ups; None where nobody said so."""
        keep = self.plan.frequency.backup.keep
        return keep if self.stated("frequency.backup.keep") else None

    @cached_property
    def keeping(self) -> tuple[tuple[str, Series], ...]:
        """The series with their paths of which somebody said that they keep back-ups."""
        return tuple(
            (path, series)
            for path, series in self.each_series
            if (self.keeps_backups if series.backup.keep is None else series.backup.keep)
        )

    @cached_property
    def standing_by(self) -> tuple[tuple[str, Series, tuple[tuple[Meeting, Backup], ...]], ...]:
        """The series that keep back-ups, with their paths and each meeting that has one."""
        return tuple(
            (
                path,
                series,
                tuple(
                    (each, each.backup)
                    for each in self.meetings_of[series.id]
                    if isinstance(each.backup, Backup)
                ),
            )
            for path, series in self.keeping
        )

    @cached_property
    def following(self) -> dict[MeetingKey, Meeting]:
        """The next meeting of the same series of the schedule, by the key of the one before."""
        return {
            sooner.key: later
            for meetings in self.streams.values()
            for sooner, later in pairwise(meetings)
        }

    @property
    def is_always_led_by_principal(self) -> bool:
        """Whether the principal attends every meeting."""
        return self.plan.leadership.attends == "every"


@dataclass(frozen=True, slots=True)
class _Walk:
    """The meetings by their series in the plan, by their series in the schedule, and by day."""

    of_series: dict[str, tuple[Meeting, ...]]
    streams: dict[str, tuple[Meeting, ...]]
    days: dict[date, list[Meeting]]


def gaps(meetings: tuple[Meeting, ...]) -> list[int]:
    """The days between each meeting and the next."""
    days = [each.stand.day.toordinal() for each in meetings]
    return [later - sooner for sooner, later in pairwise(days)]
