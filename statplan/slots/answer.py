"""What a search finds: a pattern for each series, and every meeting of the year on it."""

from dataclasses import dataclass
from datetime import date, time

from statplan.plan.times import On
from statplan.schedule import MeetingKey, Stand
from statplan.schedule.taken import Resource


@dataclass(frozen=True, slots=True)
class Pattern:
    """A slot: the recurring place of a series.

    `on` is one weekday, with an ordinal where the series repeats by months; `month` is the month
    of the quarter or of several months, from 1; `phase` the week of several, from 0.
    """

    on: On
    at: time
    month: int = 1
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a meeting from a place: a closed day, somebody's busy time, another meeting.

    `need` is the person or room, None for a closed day; `what` is the name of the closed day or of
    the other meeting, empty for busy time, of which only the hours are known; `until` is None
    where the whole day is meant.
    """

    day: date
    need: Resource | None = None
    what: str = ""
    since: time | None = None
    until: time | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """One meeting: where its pattern puts it, where it stands, its back-up, and why.

    `stand` is None where no place was found; `obstacles` say what keeps it from its nominal place,
    or, where it stands there, from having a back-up.
    """

    key: MeetingKey
    nominal: Stand
    stand: Stand | None
    backup: Stand | None = None
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def is_exception(self) -> bool:
        """Whether it does not stand where its pattern puts it."""
        return self.stand != self.nominal


@dataclass(frozen=True, slots=True)
class Line:
    """A series on its pattern; `series` is the id of a rule (`statestat-dph` for a department)."""

    series: str
    pattern: Pattern
    meetings: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole year that was found; `cost` by `Weights`, and `bound` what no answer can be below."""

    lines: tuple[Line, ...]
    cost: int
    bound: float
    parts: tuple[tuple[str, int], ...] = ()  # what each weight contributes to the cost
