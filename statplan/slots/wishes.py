"""What a place for a series should be like, and how much each wish weighs."""

from dataclasses import dataclass
from datetime import time

_WORKING = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each shortcoming costs [ours, `performance.md` 4]; the order of magnitude is the order.

    Counted once for each meeting, except `farther`, which is for each working day, and `weekday`
    and `hour`, which are for each meeting of a series on a day or hour that is not preferred.
    """

    unplaced: int = 1000
    no_backup: int = 300
    exception: int = 100
    disturbed: int = 8  # an optional person, or time that had better not be taken
    farther: int = 4  # a working day between a moved meeting and its nominal day
    other_time: int = 2
    backup_farther: int = 2  # a working day beyond the first allowed
    weekday: int = 3
    hour: int = 3
    bunched: int = 3  # two series in one week of the month, where they are to be spread
    apart: int = 3  # a series on another weekday than most, where one day for all is wished


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which places are allowed, and which are liked.

    `days` and `shunned` count from 0 for Monday; `first` and `last` bound a meeting's start and
    end; `step` is in minutes.
    """

    days: tuple[int, ...] = _WORKING
    first: time = time(8)
    last: time = time(17)
    step: int = 30
    shunned: tuple[int, ...] = ()
    liked_from: time | None = None
    liked_until: time | None = None
    spread: bool = False
    same_day: bool = False
    weights: Weights = Weights()
