"""The days on which nobody meets, and what happens to a meeting on one of them."""

from collections.abc import Iterator
from functools import partial

from statplan.charter.context import CharterContext, group_series_by_policy
from statplan.charter.frequency import format_recurrence
from statplan.charter.grammar import spell_count
from statplan.charter.layout import build_list, build_paragraph
from statplan.documents.blocks import Block
from statplan.plan.english import format_list, format_long_date
from statplan.plan.frequency import Frequency
from statplan.plan.holidays import CivicDate, ClosedDayPolicy, Closure
from statplan.plan.time_values import WEEKDAYS
from statplan.schedule.closed_days import ClosedKind, build_closed_day_rules
from statplan.schedule.series_rules import SeriesRule

_POLICIES: dict[str, str] = {
    "next working day": "moves to the next working day that is free",
    "previous working day": "moves to the working day before that is free",
    "a week later": "moves to the same weekday a week later",
    "same week": "moves to another day of the same week",
    "use backup": "moves to a day on which its back-up could stand",
    "skip": "is left out",
    "meets anyway": "takes place all the same",
}
_CLOSED_DAYS: dict[ClosedKind, str] = {
    "holiday": "whose date is a holiday",
    "recess": "whose date lies in a closure of several days",
    "closure": "whose date is a closure of one day",
    "civic date": "whose date belongs to another body",
}


def write_closed_days(context: CharterContext) -> Iterator[Block]:
    """Write which days are closed and what happens to a meeting that falls on one."""
    frequency = context.plan.frequency
    yield from build_paragraph([*_describe_holidays(context), *_describe_policies(context)])
    meets = _meets_anyway(context, "recess") or _meets_anyway(context, "closure")
    heading = "These days are closures:" if meets else "Nobody meets on these days either:"
    yield from build_list(heading, map(_format_closure, frequency.closures or ()))
    nobody = "" if _meets_anyway(context, "civic date") else ", and nobody meets on them"
    civic_dates = map(_format_civic_date, frequency.civic_dates or ())
    yield from build_list(f"These days belong to others{nobody}:", civic_dates)


def _meets_anyway(context: CharterContext, kind: ClosedKind) -> bool:
    """Return whether a series may meet on a closed day of some kind that the plan has."""
    frequency = context.plan.frequency
    if kind not in _list_kinds(frequency):
        return False
    policies = [
        policy
        for _, policy in group_series_by_policy(
            context,
            partial(_get_policy, kind),
            build_closed_day_rules(frequency).get_policy(kind),
        )
    ]
    if kind == "holiday":
        policies += [answer.policy for answer in frequency.holidays.meetings or ()]
    return "meets anyway" in policies


def _describe_holidays(context: CharterContext) -> Iterator[str]:
    frequency = context.plan.frequency
    if context.is_scheduled or context.is_answered("frequency.working_days"):
        yield (
            f"Working days are {_format_working_days(frequency)}, "
            "except holidays and other days on which the offices are closed."
        )
    holidays = frequency.holidays
    if holidays.country:
        subdivision = f"-{holidays.subdivision}" if holidays.subdivision else ""
        region = f"{holidays.country}{subdivision}"
        nobody = "The offices are closed" if _meets_anyway(context, "holiday") else "Nobody meets"
        known = f"that the plan lists ({region})" if holidays.listed else f"of {region}"
        yield f"{nobody} on the public holidays {known}."


def _format_working_days(frequency: Frequency) -> str:
    days = [day for day in WEEKDAYS if day in frequency.working_days]
    start = WEEKDAYS.index(days[0]) if days else 0
    in_a_row = len(days) > 2 and list(WEEKDAYS[start : start + len(days)]) == days  # noqa: PLR2004 - two days are no row
    return f"{days[0]} to {days[-1]}" if in_a_row else format_list(days)


def _describe_policies(context: CharterContext) -> Iterator[str]:
    frequency = context.plan.frequency
    for kind in _list_kinds(frequency):
        path = f"frequency.closed_day.{kind.replace(' ', '_')}"
        if not context.is_scheduled and not context.is_answered(path):
            continue  # a default that has nothing to move yet
        for qualify, policy in group_series_by_policy(
            context,
            partial(_get_policy, kind),
            build_closed_day_rules(frequency).get_policy(kind),
        ):
            yield f"{qualify('A meeting')} {_CLOSED_DAYS[kind]} {_POLICIES[policy]}."
    for answer in frequency.holidays.meetings or ():
        yield f"On {answer.holiday}, a meeting {_POLICIES[answer.policy]}."
    for qualify, leaves in group_series_by_policy(
        context, lambda rule: rule.closed_day_rules.leaves_period
    ):
        if leaves:
            yield f"{qualify('A meeting')} that moves may leave its own month, quarter, or week."
    for qualify, avoids in group_series_by_policy(
        context, lambda rule: rule.closed_day_rules.avoid_near_holidays
    ):
        if avoids:
            yield f"{qualify('No meeting')} is placed on a working day next to a holiday."


def _get_policy(kind: ClosedKind, rule: SeriesRule) -> ClosedDayPolicy:
    return rule.closed_day_rules.get_policy(kind)


def _list_kinds(frequency: Frequency) -> Iterator[ClosedKind]:
    """Yield the kinds of closed days that the plan has; holidays where it has no others."""
    closures = frequency.closures or ()
    if (
        frequency.holidays.country
        or frequency.holidays.listed
        or not (closures or frequency.civic_dates)
    ):
        yield "holiday"
    if any(closure.is_recess for closure in closures):
        yield "recess"
    if not all(closure.is_recess for closure in closures):
        yield "closure"
    if frequency.civic_dates:
        yield "civic date"


def _format_closure(closure: Closure) -> str:
    until = f" to {format_long_date(closure.until)}" if closure.until else ""
    offices = "; the offices are closed, too" if closure.offices_closed else ""
    return f"{format_long_date(closure.day)}{until} ({closure.why}{offices})"


def _format_civic_date(civic_date: CivicDate) -> str:
    if civic_date.every and civic_date.on:
        return f"{civic_date.name}, {format_recurrence(civic_date.every, civic_date.on, None)}"
    if civic_date.dates:
        return f"{civic_date.name}, {spell_count(len(civic_date.dates), 'day')} in all"
    return civic_date.name
