"""An edit of the plan with its reason, and what only a person can decide."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlanEdit:
    """One answer of the plan that becomes another, with the reason.

    `path` is where the answer is; a series is named by its id. `answer` is the new answer as plain
    data, or `REMOVED`.
    """

    path: str
    answer: object
    reason: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something that the next year needs and that only a person can say."""

    path: str
    words: str


@dataclass(frozen=True, slots=True)
class YearTurn:
    """The turn from one year of meetings to the next.

    `first` and `last` bound the old year, `next_first` and `next_last` the next one. `earliest` is
    the first day of the old year of which the plan keeps closures and days of other bodies.
    """

    first: date
    last: date
    next_first: date
    next_last: date
    earliest: date


OVER = "It is over before the next year begins."
