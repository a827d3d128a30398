"""The facts about a plan that rules read: its answers, its schedule, and shared lookups."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from statplan.advice.due_dates import DayContext
from statplan.plan import lookup
from statplan.plan.advice_settings import Limits
from statplan.plan.english import format_list
from statplan.plan.focus import Subject
from statplan.plan.model import Plan
from statplan.plan.participants import Department, Person
from statplan.plan.paths import get_answer
from statplan.plan.program import LEGAL_BASES
from statplan.plan.public_access import has_open_meeting
from statplan.plan.series import Series
from statplan.plan.time_values import SUNDAY_COUNTRIES, WEEKDAYS
from statplan.schedule.model import Backup, Meeting, Move, OmittedMeeting, Schedule
from statplan.schedule.public_holidays import PublicHoliday


@dataclass(frozen=True)
class RuleContext(DayContext):
    """A plan without problems, and what rules look up in it.

    `answers` are the answers as they were given (plain data, no defaults), `plan` the model with
    the tool's defaults, `schedule` the year of meetings. `known_holidays` are what the library has
    for the years of which the plan lists holidays: rules look up nothing outside.
    """

    plan: Plan
    answers: dict[str, Any]
    schedule: Schedule
    known_holidays: tuple[PublicHoliday, ...] = ()

    @property
    def limits(self) -> Limits:
        """The thresholds of the advice, as the plan sets them."""
        return self.plan.advice.limits

    def is_answered(self, path: str) -> bool:
        """Return whether somebody answered the question at a path; an empty list is no answer."""
        answer: Any = self.answers
        if "[" in path:
            answer = get_answer(answer, path)
        else:
            for step in path.split("."):
                answer = answer.get(step) if isinstance(answer, dict) else None
        return answer is not None and answer != []

    def name_person(self, person_id: str) -> str:
        """Return the job title of somebody on the roster, with the name where it is known."""
        return lookup.format_job_title(self.plan, person_id)

    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody on the roster, by id."""
        return {person.id: person for person in self.plan.participants.people or ()}

    @cached_property
    def departments(self) -> dict[str, Department]:
        """The departments that come before the panel, by id."""
        return {
            department.id: department for department in self.plan.participants.departments or ()
        }

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """The subjects that meetings examine, by id."""
        return {subject.id: subject for subject in self.plan.focus.subjects or ()}

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of subjects and departments, by id."""
        return lookup.index_names(self.plan)

    @property
    def series(self) -> tuple[Series, ...]:
        """The series of the plan, in its order."""
        return self.plan.frequency.series or ()

    @cached_property
    def series_with_paths(self) -> tuple[tuple[str, Series], ...]:
        """Every series with its path, `frequency.series[0]`."""
        return tuple(
            (f"frequency.series[{index}]", series) for index, series in enumerate(self.series)
        )

    def name_series(self, series: Series) -> str:
        """Return the name of a series for use in a sentence."""
        topics = format_list(self.names.get(topic_id, topic_id) for topic_id in series.examined_ids)
        return series.name or topics or series.id

    @staticmethod
    def find_day_path(path: str, series: Series) -> str:
        """Return the path of the answer that gives the days of a series."""
        return f"{path}.{'dates' if series.dates is not None else 'on'}"

    @staticmethod
    def find_rhythm_path(path: str, series: Series) -> str:
        """Return the path of the answer on how often a series meets."""
        return f"{path}.{'dates' if series.dates is not None else 'every'}"

    def count_minutes(self, series: Series) -> int:
        """Return the length of a series' meetings in minutes."""
        return series.minutes or self.plan.frequency.minutes

    @property
    def meetings_by_series(self) -> dict[str, tuple[Meeting, ...]]:
        """The meetings of each series of the plan, by its id, in order.

        A series that is held once for each department or subject has them all here.
        """
        return self._meeting_index.by_series

    @cached_property
    def _meeting_index(self) -> "_MeetingIndex":
        """The meetings sorted in every way that rules need, from one pass over all of them."""
        series_meetings: list[list[Meeting]] = [[] for _ in self.series]
        streams: dict[str, list[Meeting]] = {}
        days: dict[date, list[Meeting]] = {}
        for meeting in self.schedule.meetings:
            stream_id, day = meeting.key.series, meeting.slot.day
            if stream_id not in streams:
                streams[stream_id] = []
            streams[stream_id].append(meeting)
            series_meetings[self._series_positions[stream_id]].append(meeting)
            days.setdefault(day, []).append(meeting)
        return _MeetingIndex(
            {
                series.id: tuple(meetings)
                for series, meetings in zip(self.series, series_meetings, strict=True)
            },
            {stream_id: tuple(meetings) for stream_id, meetings in streams.items()},
            days,
        )

    @cached_property
    def _series_positions(self) -> dict[str, int]:
        """The position in the plan of the series that each series of the schedule comes from."""
        positions = {planned_series.id: index for index, planned_series in enumerate(self.series)}
        for index, series in enumerate(self.series):
            if series.for_each:
                positions |= {f"{series.id}-{examined_id}": index for examined_id in self.names}
        return positions

    @property
    def streams(self) -> dict[str, tuple[Meeting, ...]]:
        """The meetings of each series of the schedule, by its id.

        A series that is held once for each department or subject has one stream for each.
        """
        return self._meeting_index.by_stream

    def find_series_path(self, meeting: Meeting) -> str:
        """Return the path of the series that a meeting belongs to."""
        return f"frequency.series[{self._series_positions[meeting.key.series]}]"

    def find_series(self, meeting: Meeting) -> Series:
        """Return the series of the plan that a meeting belongs to."""
        return self.series[self._series_positions[meeting.key.series]]

    @cached_property
    def turns(self) -> dict[str, tuple[Meeting, ...]]:
        """For each subject and department, by id, the meetings that examine it, in order."""
        meetings_by_examined = {
            examined_id: self.streams[stream_id]
            for stream_id, examined_id in self._streams_without_turns
        }
        return (
            meetings_by_examined if self._is_one_stream_each else self.schedule.group_by_subject()
        )

    @cached_property
    def _streams_without_turns(self) -> list[tuple[str, str]]:
        """Each series of the schedule that does not rotate, with each id that it examines."""
        return [
            (stream_id, examined_id)
            for stream_id, meetings in self.streams.items()
            if not self.find_series(meetings[0]).rotate
            for examined_id in meetings[0].subject_ids
        ]

    @cached_property
    def _is_one_stream_each(self) -> bool:
        """True if no series rotates and no subject or department has two series."""
        taking_turns = any(series.rotate for series in self.series)
        return not taking_turns and len(
            {examined_id for _, examined_id in self._streams_without_turns}
        ) == len(self._streams_without_turns)

    @property
    def meetings_by_day(self) -> dict[date, list[Meeting]]:
        """The meetings of each day that has any, in order."""
        return self._meeting_index.by_day

    @cached_property
    def full_days(self) -> dict[date, list[Meeting]]:
        """The meetings of each day that has more than one."""
        return {
            day: meetings for day, meetings in self.meetings_by_day.items() if len(meetings) > 1
        }

    @cached_property
    def moved_meetings(self) -> dict[str, list[tuple[Meeting, Move]]]:
        """The moved meetings of each series, each with its move, by the id of the series."""
        moves_by_series: dict[str, list[tuple[Meeting, Move]]] = {}
        for meeting in self.schedule.meetings:
            if meeting.move:
                moves_by_series.setdefault(self.find_series(meeting).id, []).append(
                    (meeting, meeting.move)
                )
        return moves_by_series

    @cached_property
    def dropped_dates(self) -> dict[str, list[tuple[date, OmittedMeeting]]]:
        """The dates of each series that are called off or closed, with their meetings, by id."""
        dates_by_series: dict[str, list[tuple[date, OmittedMeeting]]] = {}
        for omission in self.schedule.omitted:
            if omission.nominal_day and not omission.is_in_gap:
                dates_by_series.setdefault(
                    self.series[self._series_positions[omission.key.series]].id, []
                ).append((omission.nominal_day, omission))
        return dates_by_series

    @cached_property
    def turn_gaps(self) -> dict[str, list[int]]:
        """The days between two turns of each subject and department, by id."""
        if self._is_one_stream_each:
            return {
                examined_id: self.stream_gaps[stream_id]
                for stream_id, examined_id in self._streams_without_turns
            }
        return {
            examined_id: count_days_between(meetings)
            for examined_id, meetings in self.turns.items()
        }

    @cached_property
    def usual_gaps(self) -> dict[str, int]:
        """The median days between two turns of each subject and department with two or more."""
        return {
            examined_id: sorted(gaps)[len(gaps) // 2]
            for examined_id, gaps in self.turn_gaps.items()
            if gaps
        }

    @cached_property
    def examined_ids(self) -> frozenset[str]:
        """The subjects and departments that have a turn, and the departments of such subjects."""
        subjects = (
            self.subjects[examined_id] for examined_id in self.turns if examined_id in self.subjects
        )
        department_ids = (
            department_id
            for subject in subjects
            for department_id in (subject.owner, *(subject.departments or ()))
            if department_id
        )
        return frozenset((*self.turns, *department_ids))

    @cached_property
    def stream_gaps(self) -> dict[str, list[int]]:
        """The days between two meetings of each series of the schedule, by its id."""
        return {
            stream_id: count_days_between(meetings) for stream_id, meetings in self.streams.items()
        }

    @property
    def backed_meetings(self) -> Iterator[tuple[Meeting, Backup]]:
        """Every meeting that has a backup, with it."""
        for meeting in self.schedule.meetings:
            if isinstance(meeting.backup, Backup):
                yield meeting, meeting.backup

    @cached_property
    def has_backups(self) -> bool | None:
        """True if the program keeps backups; None where nobody answered."""
        keep = self.plan.frequency.backup.keep
        return keep if self.is_answered("frequency.backup.keep") else None

    @cached_property
    def series_with_backups(self) -> tuple[tuple[str, Series], ...]:
        """The series that keep backups by an answer of the plan, with their paths."""
        return tuple(
            (path, series)
            for path, series in self.series_with_paths
            if (self.has_backups if series.backup.keep is None else series.backup.keep)
        )

    @cached_property
    def backups_by_series(
        self,
    ) -> tuple[tuple[str, Series, tuple[tuple[Meeting, Backup], ...]], ...]:
        """The series that keep backups, with their paths and each meeting that has one."""
        return tuple(
            (
                path,
                series,
                tuple(
                    (meeting, meeting.backup)
                    for meeting in self.meetings_by_series[series.id]
                    if isinstance(meeting.backup, Backup)
                ),
            )
            for path, series in self.series_with_backups
        )

    @property
    def first_weekday(self) -> int:
        """The weekday on which weeks begin in the program's country, from 0 for Monday."""
        is_sunday = self.plan.frequency.holidays.country in SUNDAY_COUNTRIES
        return WEEKDAYS.index("Sunday") if is_sunday else 0

    @property
    def legal_basis(self) -> str:
        """The law or order that establishes the program; empty where it rests on none."""
        basis = self.plan.program.authority.basis or ""
        return basis if basis in LEGAL_BASES else ""

    @property
    def is_principal_always_present(self) -> bool:
        """True if the principal attends every meeting."""
        return self.plan.leadership.attends == "every"

    @property
    def is_open_to_public(self) -> bool:
        """True if the public may come to some meeting."""
        return has_open_meeting(self.plan)


@dataclass(frozen=True, slots=True)
class _MeetingIndex:
    """The meetings by their series in the plan, by their series in the schedule, and by day."""

    by_series: dict[str, tuple[Meeting, ...]]
    by_stream: dict[str, tuple[Meeting, ...]]
    by_day: dict[date, list[Meeting]]


def count_days_between(meetings: tuple[Meeting, ...]) -> list[int]:
    """Return the number of days between each meeting and the next."""
    days = [meeting.slot.day.toordinal() for meeting in meetings]
    return [later - sooner for sooner, later in pairwise(days)]
