"""The problem and the answer of a search: series to place, what limits them, their slots."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from statplan.busy.intervals import BusyTimes
from statplan.plan.time_values import DayRule, RepeatInterval
from statplan.schedule.bookings import Booking, Resource
from statplan.schedule.closed_days import ClosedDayRules
from statplan.schedule.model import MeetingKey, TimeSlot
from statplan.schedule.open_days import OpenDays
from statplan.schedule.series_rules import BackupWindow
from statplan.slots.candidate_days import CandidateDays
from statplan.slots.grid import Grid
from statplan.slots.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Pattern:
    """A slot: the recurring day and time of a series.

    `on` is one weekday, with an ordinal where the series repeats by months; `month` is the month
    of the quarter or of several months, from 1; `phase` the week of several, from 0.
    """

    on: DayRule
    start_time: time
    month: int = 1
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that keeps a meeting from a slot: a closed day, busy time, or another meeting.

    `need` is the person or room, None for a closed day; `name` is the name of the closed day or of
    the other meeting, empty for busy time, of which only the hours are known; `since` and
    `until` are None where the whole day is meant.
    """

    day: date
    need: Resource | None = None
    name: str = ""
    since: time | None = None
    until: time | None = None


@dataclass(frozen=True, slots=True)
class PlacedMeeting:
    """One meeting: where its pattern puts it, where the answer puts it, its back-up, and why.

    `slot` is None where no place was found; `obstacles` say what keeps it from its nominal slot,
    or, where it has that, from having a back-up.
    """

    meeting_key: MeetingKey
    nominal: TimeSlot
    slot: TimeSlot | None
    backup: TimeSlot | None = None
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def is_exception(self) -> bool:
        """True where its slot is not the one of its pattern."""
        return self.slot != self.nominal


@dataclass(frozen=True, slots=True)
class SeriesAnswer:
    """A series on its pattern; `series_id` is that of a rule (`statestat-dph` for a department)."""

    series_id: str
    pattern: Pattern
    meetings: tuple[PlacedMeeting, ...]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """An answer for a whole year; `cost` by `Weights`, and `bound` what no answer can be below."""

    series_answers: tuple[SeriesAnswer, ...]
    cost: int
    bound: float
    parts: tuple[tuple[str, int], ...] = ()  # what each weight contributes to the cost


Cell = int
CellCost = tuple[Cell, int]  # the cell in which a meeting begins, and what it costs to stand there


@dataclass(frozen=True, slots=True)
class AttendeeGroup:
    """The people and rooms that a meeting needs for itself: indices into `SlotProblem.resources`.

    `firm_cells` are the cells of which somebody's time cannot be taken, a fixed meeting's included;
    `soft_masks` are one mask for each person with cells that had better not be taken, the optional
    people included.
    """

    needs: tuple[int, ...]
    firm_cells: int
    soft_masks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeriesToPlace:
    """A series for which a place is sought: one pattern is one of `candidates` at one of `starts`.

    Times are cells of the day: `starts` of a pattern, `other_starts` of a meeting off its pattern,
    `backup_starts` of a back-up that is not at the pattern's time; with `has_backup_time`, none is
    there unless that is one of them. `backup_days` gives for each day of the grid the days on which
    the back-up of a meeting on that day may stand, with their rank from 0; it is empty where the
    plan keeps no back-ups. `latest_backups` gives for each day the last on which a back-up may
    stand before a meeting on that day. A meeting may move by `shift` working days. `groups` take
    turns.
    """

    id: str
    title: str
    plan_path: str
    every: RepeatInterval
    minutes: int
    span: int
    candidates: tuple[CandidateDays, ...]
    starts: tuple[int, ...]
    other_starts: tuple[int, ...]
    backup_starts: tuple[int, ...]
    has_backup_time: bool
    backup_days: tuple[tuple[tuple[int, int], ...], ...]
    latest_backups: tuple[int, ...]
    shift: int
    backup: BackupWindow
    closed_day_rules: ClosedDayRules
    groups: tuple[int, ...]

    def get_group(self, turn: int) -> int:
        """Return the index into `SlotProblem.groups` of those whom a meeting needs."""
        return self.groups[turn % len(self.groups)]

    def find_latest_backup(self, next_day: int) -> int:
        """Return the last day on which a back-up may stand before a meeting on a day."""
        return self.latest_backups[next_day] if next_day < len(self.latest_backups) else next_day

    def may_back_up_at(self, start: int) -> bool:
        """Return whether a back-up may be at the time of a pattern that starts in a cell."""
        return not self.has_backup_time or start in self.backup_starts

    @property
    def keeps_backups(self) -> bool:
        """True where the plan keeps back-ups for it."""
        return bool(self.backup_days)


@dataclass(frozen=True, slots=True)
class FixedMeeting:
    """A meeting or a back-up whose slot is settled: it blocks those who are needed."""

    slot: TimeSlot
    booking: Booking
    needs: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class SlotProblem:
    """The series to be placed, and the year in which they are.

    `left_out` are series that are not sought, each with the reason; `anew` are those whose place
    is sought although the plan states one. `optional_people` are those who may come to what is
    sought.
    """

    grid: Grid
    first: date
    last: date
    series: tuple[SeriesToPlace, ...]
    resources: tuple[Resource, ...]
    groups: tuple[AttendeeGroup, ...]
    fixed_meetings: tuple[FixedMeeting, ...]
    busy: BusyTimes
    preferences: Preferences
    opened: OpenDays
    left_out: tuple[tuple[str, str], ...] = ()
    anew: frozenset[str] = frozenset()
    optional_people: tuple[Resource, ...] = ()

    def iter_patterns(self, series_index: int) -> Iterator[tuple[int, int]]:
        """Iterate over the patterns of a series: the index of candidate days, the start cell."""
        series = self.series[series_index]
        for candidate in range(len(series.candidates)):
            for start in series.starts:
                yield candidate, start

    def build_pattern(self, series_index: int, candidate: int, start: int) -> Pattern:
        """Build a pattern in the plan's words."""
        candidate_days = self.series[series_index].candidates[candidate]
        return Pattern(
            candidate_days.on, self.grid.to_time(start), candidate_days.month, candidate_days.phase
        )

    def build_meeting_key(self, series_index: int, candidate: int, turn: int) -> MeetingKey:
        """Build the identity of a meeting on a candidate's days."""
        series = self.series[series_index]
        return MeetingKey(series.id, series.candidates[candidate].meetings[turn].period)

    def build_slot(self, series_index: int, cell: int) -> TimeSlot:
        """Build the slot of a meeting of a series that begins in a cell."""
        return TimeSlot(
            self.grid.to_day(cell), self.grid.to_time(cell), self.series[series_index].minutes
        )

    def calculate_preference_costs(self, series_index: int, cell: int) -> tuple[int, int]:
        """Calculate the costs of the weekday and of the hour of a slot."""
        preferences, cell_minutes = self.preferences, self.grid.cell_minutes
        begins = self.grid.since + cell % self.grid.cells_per_day * cell_minutes
        ends = begins + self.series[series_index].span * cell_minutes
        since, until = preferences.liked_from, preferences.liked_until
        is_early = since is not None and begins < since.hour * 60 + since.minute
        is_late = until is not None and ends > until.hour * 60 + until.minute
        is_shunned = self.grid.to_day(cell).weekday() in preferences.shunned
        weights = preferences.weights
        return weights.weekday * is_shunned, weights.hour * (is_early or is_late)
