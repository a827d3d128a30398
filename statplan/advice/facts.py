"""What rules look at: the plan, its answers, its schedule, and what several rules need of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from statplan.plan import Plan, fields, roster
from statplan.plan.advice import Limits
from statplan.plan.focus import Subject
from statplan.plan.participants import Department, Person
from statplan.plan.series import Series
from statplan.schedule.meeting import Backup, Meeting, Schedule


@dataclass(frozen=True)
class Facts:
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
        return fields.at(self.data, path) not in (None, [])

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

    @property
    def each_series(self) -> Iterator[tuple[str, Series]]:
        """Every series with its path, `frequency.series[0]`."""
        for index, series in enumerate(self.series):
            yield f"frequency.series[{index}]", series

    def title(self, series: Series) -> str:
        """What a series is called in a sentence."""
        return series.name or self.names.get(series.subject or "", series.id)

    def minutes(self, series: Series) -> int:
        """How long the meetings of a series last."""
        return series.minutes or self.plan.frequency.minutes

    @cached_property
    def meetings_of(self) -> dict[str, tuple[Meeting, ...]]:
        """The meetings of each series of the plan, by its id, in order.

        A series that is held once for each department or subject has them all here.
        """
        found: list[list[Meeting]] = [[] for _ in self.series]
        for meeting in self.schedule.meetings:
            found[self._origin[meeting.key.series]].append(meeting)
        pairs = zip(self.series, found, strict=True)
        return {series.id: tuple(meetings) for series, meetings in pairs}

    @cached_property
    def _origin(self) -> dict[str, int]:
        """Which series of the plan each series of the schedule is made from."""
        own = {each.id: index for index, each in enumerate(self.series)}
        for index, series in enumerate(self.series):
            if series.for_each:
                own |= {f"{series.id}-{each}": index for each in self.names}
        return own

    @cached_property
    def streams(self) -> dict[str, tuple[Meeting, ...]]:
        """The meetings of each series of the schedule: one stream for each department of one."""
        found: dict[str, list[Meeting]] = {}
        for meeting in self.schedule.meetings:
            found.setdefault(meeting.key.series, []).append(meeting)
        return {key: tuple(meetings) for key, meetings in found.items()}

    def path_of(self, meeting: Meeting) -> str:
        """The path of the series that a meeting belongs to."""
        return f"frequency.series[{self._origin[meeting.key.series]}]"

    @cached_property
    def turns(self) -> dict[str, tuple[Meeting, ...]]:
        """For each subject and department, by id, the meetings that examine it, in order."""
        return self.schedule.turns()

    @cached_property
    def turn_gaps(self) -> dict[str, list[int]]:
        """The days between two turns of each subject and department, by id."""
        return {each: gaps(meetings) for each, meetings in self.turns.items()}

    @cached_property
    def stream_gaps(self) -> dict[str, list[int]]:
        """The days between two meetings of each series of the schedule, by its id."""
        return {each: gaps(meetings) for each, meetings in self.streams.items()}

    @property
    def backed(self) -> Iterator[tuple[Meeting, Backup]]:
        """Every meeting that has a back-up, with it."""
        for meeting in self.schedule.meetings:
            if isinstance(meeting.backup, Backup):
                yield meeting, meeting.backup

    @property
    def is_always_led_by_principal(self) -> bool:
        """Whether the principal attends every meeting."""
        return self.plan.leadership.attends == "every"


def gaps(meetings: tuple[Meeting, ...]) -> list[int]:
    """The days between each meeting and the next."""
    days = [each.stand.day.toordinal() for each in meetings]
    return [later - sooner for sooner, later in pairwise(days)]
