"""Preferences for the slot of a series, and how much each of them weighs."""

from dataclasses import dataclass, fields
from datetime import time

from statplan.plan.model import Plan
from statplan.plan.slot_preferences import SlotWishes
from statplan.plan.time_values import WEEKDAYS

_WEEKDAYS = (0, 1, 2, 3, 4)
_DEFAULTS = SlotWishes()  # what the plan has where it states nothing


@dataclass(frozen=True, slots=True)
class Weights:
    """The cost of each shortcoming [ours]; the order of magnitude is the order.

    Counted once for each meeting, `exception` also for one that a closed day leaves out. `farther`
    and `backup_farther` are for each working day; `disturbed`, `weekday` and `hour` count for the
    back-up of a meeting too.
    """

    unplaced: int = _DEFAULTS.weights.unplaced
    no_backup: int = _DEFAULTS.weights.no_backup
    exception: int = _DEFAULTS.weights.exception
    disturbed: int = _DEFAULTS.weights.disturbed  # an optional person, or time better not taken
    farther: int = _DEFAULTS.weights.farther  # a working day from the nominal day
    other_time: int = _DEFAULTS.weights.other_time
    backup_farther: int = _DEFAULTS.weights.backup_farther  # a working day beyond the first allowed
    weekday: int = _DEFAULTS.weights.weekday
    hour: int = _DEFAULTS.weights.hour
    bunched: int = _DEFAULTS.weights.bunched  # two series in one week of the month, if `spread`
    apart: int = _DEFAULTS.weights.apart  # a series on another weekday than most, if `same_day`


@dataclass(frozen=True, slots=True)
class Preferences:
    """The slots that are allowed, and those that are liked.

    `days` and `shunned` count from 0 for Monday; `first` and `last` bound a meeting's start and
    end; `step` is in minutes.
    """

    days: tuple[int, ...] = _WEEKDAYS
    first: time = _DEFAULTS.first
    last: time = _DEFAULTS.last
    step: int = _DEFAULTS.step
    shunned: tuple[int, ...] = ()
    liked_from: time | None = None
    liked_until: time | None = None
    spread: bool = _DEFAULTS.spread
    same_day: bool = _DEFAULTS.same_day
    weights: Weights = Weights()


def read_preferences(plan: Plan) -> Preferences:
    """Read the preferences that a plan states under `frequency.slots`; else its working days."""
    slot_settings = plan.frequency.slots
    weights = {
        weight.name: getattr(slot_settings.weights, weight.name) for weight in fields(Weights)
    }
    return Preferences(
        days=_index_weekdays(slot_settings.days or plan.frequency.working_days),
        first=slot_settings.first,
        last=slot_settings.last,
        step=slot_settings.step,
        shunned=_index_weekdays(slot_settings.shunned or ()),
        liked_from=slot_settings.liked_from,
        liked_until=slot_settings.liked_until,
        spread=slot_settings.spread,
        same_day=slot_settings.same_day,
        weights=Weights(**weights),
    )


def _index_weekdays(days: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(sorted({WEEKDAYS.index(day) for day in days}))
