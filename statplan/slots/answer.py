"""The problem and the answer of a search: series to place, what limits them, their slots."""

from dataclasses import dataclass
from datetime import date, time

from statplan.plan.times import WeekdayRule
from statplan.schedule import MeetingKey, TimeSlot
from statplan.schedule.taken import Resource


@dataclass(frozen=True, slots=True)
class Pattern:
    """A slot: the recurring place of a series.

    `on` is one weekday, with an ordinal where the series repeats by months; `month` is the month
    of the quarter or of several months, from 1; `phase` the week of several, from 0.
    """

    on: WeekdayRule
    start_time: time
    month: int = 1
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that keeps a meeting from a slot: a closed day, busy time, or another meeting.

    `need` is the person or room, None for a closed day; `name` is the name of the closed day or of
    the other meeting, empty for busy time, of which only the hours are known; `until` is None
    where the whole day is meant.
    """

    day: date
    need: Resource | None = None
    name: str = ""
    since: time | None = None
    until: time | None = None


@dataclass(frozen=True, slots=True)
class PlacedMeeting:
    """One meeting: where its pattern puts it, where it stands, its back-up, and why.

    `slot` is None where no place was found; `obstacles` say what keeps it from its nominal place,
    or, where it stands there, from having a back-up.
    """

    meeting_key: MeetingKey
    nominal: TimeSlot
    slot: TimeSlot | None
    backup: TimeSlot | None = None
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def is_exception(self) -> bool:
        """True where it does not stand where its pattern puts it."""
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
