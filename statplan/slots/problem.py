"""What is asked of the search: the series to be placed, and everything that bounds their places."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from statplan.plan.times import Every
from statplan.schedule import MeetingKey, Stand
from statplan.schedule.closed import OpenDays
from statplan.schedule.rules import BackupWindow
from statplan.schedule.taken import Resource
from statplan.slots.answer import Pattern
from statplan.slots.busy import Busy
from statplan.slots.grid import Grid
from statplan.slots.lines import YearLine
from statplan.slots.wishes import Wishes

Cell = int
Option = tuple[Cell, int]  # the cell in which a meeting begins, and what it costs to stand there


@dataclass(frozen=True, slots=True)
class Group:
    """Those that a meeting needs for itself: indices into `Problem.resources`.

    `firm` are the cells of which somebody's time cannot be taken, a fixed meeting's included;
    `soft` one mask for each person of whom some had better not be, the optional ones included.
    """

    needs: tuple[int, ...]
    firm: int
    soft: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A series for which a place is sought: one pattern is one of `lines` at one of `starts`.

    Times are cells of the day: `starts` of a pattern, `others` of a meeting off its pattern,
    `backup_starts` of a back-up that is not at the pattern's time. `backup_days` gives for each
    day of the grid the days on which the back-up of a meeting on that day may stand, with their
    rank from 0; it is empty where the plan keeps no back-ups. A meeting may move by `shift`
    working days. `groups` take turns.
    """

    id: str
    title: str
    path: str
    every: Every
    minutes: int
    span: int
    lines: tuple[YearLine, ...]
    starts: tuple[int, ...]
    others: tuple[int, ...]
    backup_starts: tuple[int, ...]
    backup_days: tuple[tuple[tuple[int, int], ...], ...]
    shift: int
    backup: BackupWindow
    avoid_beside: bool
    groups: tuple[int, ...]

    def group(self, turn: int) -> int:
        """The index into `Problem.groups` of those whom the meeting of that number needs."""
        return self.groups[turn % len(self.groups)]

    @property
    def before_next(self) -> int:
        """How many working days before the next meeting a back-up stands at least."""
        return self.backup.before_next

    @property
    def keeps_backups(self) -> bool:
        """Whether the plan keeps back-ups for it."""
        return bool(self.backup_days)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A meeting or a back-up of a series whose place is stated: it stands and blocks."""

    stand: Stand
    label: str
    needs: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """The series to be placed, and the year in which they are.

    `left_out` are series that are not sought, each with the reason; `anew` are those whose place
    is sought although the plan states one.
    """

    grid: Grid
    first: date
    last: date
    wanted: tuple[Wanted, ...]
    resources: tuple[Resource, ...]
    groups: tuple[Group, ...]
    fixed: tuple[Fixed, ...]
    busy: Busy
    wishes: Wishes
    opened: OpenDays
    left_out: tuple[tuple[str, str], ...] = ()
    anew: frozenset[str] = frozenset()

    def patterns(self, series: int) -> Iterator[tuple[int, int]]:
        """Every pattern of a series: the index of its line, and the cell at which it starts."""
        each = self.wanted[series]
        for line in range(len(each.lines)):
            for start in each.starts:
                yield line, start

    def pattern(self, series: int, line: int, start: int) -> Pattern:
        """A pattern in the plan's words."""
        found = self.wanted[series].lines[line]
        return Pattern(found.on, self.grid.at(start), found.month, found.phase)

    def key(self, series: int, line: int, turn: int) -> MeetingKey:
        """The identity of a meeting on a line."""
        each = self.wanted[series]
        return MeetingKey(each.id, each.lines[line].turns[turn].period)

    def stand(self, series: int, cell: int) -> Stand:
        """Where a meeting of a series stands that begins in a cell."""
        return Stand(self.grid.day(cell), self.grid.at(cell), self.wanted[series].minutes)

    def liked(self, series: int, cell: int) -> tuple[int, int]:
        """What the weekday and what the hour of a place cost."""
        wishes, width = self.wishes, self.grid.width
        begins = self.grid.since + cell % self.grid.cells * width
        ends = begins + self.wanted[series].span * width
        since, until = wishes.liked_from, wishes.liked_until
        early = since is not None and begins < since.hour * 60 + since.minute
        late = until is not None and ends > until.hour * 60 + until.minute
        shunned = self.grid.day(cell).weekday() in wishes.shunned
        return wishes.weights.weekday * shunned, wishes.weights.hour * (early or late)
