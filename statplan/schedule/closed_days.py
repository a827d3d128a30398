"""Closed days, and what a series does when its date is one: a policy for each kind."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from statplan.plan.holidays import ClosedDayPolicies, ClosedDayPolicy, ProgramClosedDays

if TYPE_CHECKING:
    from statplan.plan.frequency import Frequency
    from statplan.plan.series import Series

ClosedKind = Literal["holiday", "recess", "closure", "civic date"]


@dataclass(frozen=True, slots=True, order=True)
class ClosedDay:
    """A day that something closes: a holiday, a recess, a closure, or another body.

    `policy` is what the plan says of meetings on this day alone, empty where it says nothing;
    `offices_closed` tells whether it is no working day either.
    """

    day: date
    name: str
    kind: ClosedKind
    offices_closed: bool = False
    policy: ClosedDayPolicy | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class ClosedDayRules:
    """The policies of a series for closed days, in which every answer is filled in."""

    holiday: ClosedDayPolicy
    recess: ClosedDayPolicy
    closure: ClosedDayPolicy
    civic_date: ClosedDayPolicy
    leaves_period: bool
    avoid_near_holidays: bool

    @property
    def for_chosen_days(self) -> "ClosedDayRules":
        """The rules for a day that somebody chose, which may be next to a holiday."""
        return replace(self, avoid_near_holidays=False)

    def find_policy(self, closed_day: ClosedDay) -> ClosedDayPolicy:
        """Return what happens to a meeting on a closed day: the day's own policy goes first."""
        return closed_day.policy or self.get_policy(closed_day.kind)

    def get_policy(self, kind: ClosedKind) -> ClosedDayPolicy:
        """Return what happens to a meeting on a closed day of some kind."""
        match kind:
            case "holiday":
                return self.holiday
            case "recess":
                return self.recess
            case "closure":
                return self.closure
            case "civic date":
                return self.civic_date


def build_closed_day_rules(
    frequency: "Frequency", series: "Series | None" = None
) -> ClosedDayRules:
    """Return the closed-day rules of a series: its own answers, or else the program's.

    Without a series, they are the program's.
    """
    sections = [series.closed_day] if series else []
    own_choice = series.avoid_near_holidays if series else None
    avoids = frequency.avoid_near_holidays if own_choice is None else own_choice
    return _fill_in((frequency.closed_day, *sections), avoid_near_holidays=avoids)


def _fill_in(
    sections: tuple[ClosedDayPolicies, ...], *, avoid_near_holidays: bool
) -> ClosedDayRules:
    """Return the rules of some sections, of which the answers of later ones go first."""
    answers: dict[str, Any] = {}
    for section in sections:
        answers |= {name: answer for name, answer in section if answer is not None}
    return ClosedDayRules(**answers, avoid_near_holidays=avoid_near_holidays)


USUAL_RULES = _fill_in((ProgramClosedDays(),), avoid_near_holidays=False)
