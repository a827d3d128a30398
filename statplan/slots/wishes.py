"""What a place for a series should be like, and how much each wish weighs."""

from dataclasses import dataclass, fields
from datetime import time

from statplan.plan import Plan
from statplan.plan.slots import SlotWishes
from statplan.plan.times import WEEKDAYS

_WORKING = (0, 1, 2, 3, 4)
_USUAL = SlotWishes()  # what the plan has where it states nothing


@dataclass(frozen=True, slots=True)
class Weights:
    """What each shortcoming costs [ours]; the order of magnitude is the order.

    Counted once for each meeting, `exception` also for one that a closed day leaves out. `farther`
    and `backup_farther` are for each working day; `disturbed`, `weekday` and `hour` count for the
    back-up of a meeting too.
    """

    unplaced: int = _USUAL.weights.unplaced
    no_backup: int = _USUAL.weights.no_backup
    exception: int = _USUAL.weights.exception
    disturbed: int = _USUAL.weights.disturbed  # an optional person, or time better not taken
    farther: int = _USUAL.weights.farther  # a working day from a moved meeting to its nominal day
    other_time: int = _USUAL.weights.other_time
    backup_farther: int = _USUAL.weights.backup_farther  # a working day beyond the first allowed
    weekday: int = _USUAL.weights.weekday
    hour: int = _USUAL.weights.hour
    bunched: int = _USUAL.weights.bunched  # two series in one week of the month, where unwished
    apart: int = _USUAL.weights.apart  # a series on another weekday than most, where unwished


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which places are allowed, and which are liked.

    `days` and `shunned` count from 0 for Monday; `first` and `last` bound a meeting's start and
    end; `step` is in minutes.
    """

    days: tuple[int, ...] = _WORKING
    first: time = _USUAL.first
    last: time = _USUAL.last
    step: int = _USUAL.step
    shunned: tuple[int, ...] = ()
    liked_from: time | None = None
    liked_until: time | None = None
    spread: bool = _USUAL.spread
    same_day: bool = _USUAL.same_day
    weights: Weights = Weights()


def wishes_of(plan: Plan) -> Wishes:
    """The wishes that a plan states under `frequency.slots`; else on its working days."""
    said = plan.frequency.slots
    weights = {each.name: getattr(said.weights, each.name) for each in fields(Weights)}
    return Wishes(
        days=_numbers(said.days or plan.frequency.working_days),
        first=said.first,
        last=said.last,
        step=said.step,
        shunned=_numbers(said.shunned or ()),
        liked_from=said.liked_from,
        liked_until=said.liked_until,
        spread=said.spread,
        same_day=said.same_day,
        weights=Weights(**weights),
    )


def _numbers(days: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(sorted({WEEKDAYS.index(day) for day in days}))
