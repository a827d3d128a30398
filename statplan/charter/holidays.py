"""The days on which nobody meets, and what happens to a meeting on one of them."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext, group_series_by_policy
from statplan.charter.frequency import format_recurrence
from statplan.charter.grammar import spell_count
from statplan.charter.layout import build_list, build_paragraph
from statplan.documents.blocks import Block
from statplan.plan.english import format_list, format_long_date
from statplan.plan.frequency import Frequency
from statplan.plan.holidays import CivicDate, Closure
from statplan.plan.time_phrases import WEEKDAYS

_POLICIES = {
    "next working day": "moves to the next working day that is free",
    "previous working day": "moves to the working day before that is free",
    "same week": "moves to another day of the same week",
    "use back-up": "moves to a day on which its back-up could stand",
    "skip": "is left out",
}


def write_closed_days(context: CharterContext) -> Iterator[Block]:
    """Write which days are closed and what happens to a meeting that falls on one."""
    frequency = context.plan.frequency
    yield from build_paragraph([*_describe_holidays(context), *_describe_policies(context)])
    yield from build_list(
        "Nobody meets on these days either:", map(_format_closure, frequency.closures or ())
    )
    civic_dates = map(_format_civic_date, frequency.civic_dates or ())
    yield from build_list("These days belong to others, and nobody meets on them:", civic_dates)


def _describe_holidays(context: CharterContext) -> Iterator[str]:
    frequency = context.plan.frequency
    if frequency.series or context.is_answered("frequency.working_days"):
        yield f"Working days are {_format_working_days(frequency)}."
    holidays = frequency.holidays
    if holidays.country:
        subdivision = f"-{holidays.subdivision}" if holidays.subdivision else ""
        region = f"{holidays.country}{subdivision}"
        yield f"Nobody meets on the public holidays that the plan lists ({region})."


def _format_working_days(frequency: Frequency) -> str:
    days = [day for day in WEEKDAYS if day in frequency.working_days]
    start = WEEKDAYS.index(days[0]) if days else 0
    in_a_row = len(days) > 2 and list(WEEKDAYS[start : start + len(days)]) == days  # noqa: PLR2004 - two days are no row
    return f"{days[0]} to {days[-1]}" if in_a_row else format_list(days)


def _describe_policies(context: CharterContext) -> Iterator[str]:
    frequency = context.plan.frequency
    for qualify, policy in group_series_by_policy(
        context, lambda rule: rule.closed_day_policy, frequency.closed_day
    ):
        yield f"{qualify('A meeting')} whose day is closed {_POLICIES[policy]}."
    for qualify, avoids in group_series_by_policy(context, lambda rule: rule.avoid_near_holidays):
        if avoids:
            yield f"{qualify('No meeting')} is placed on a working day next to a holiday."


def _format_closure(closure: Closure) -> str:
    until = f" to {format_long_date(closure.until)}" if closure.until else ""
    return f"{format_long_date(closure.day)}{until} ({closure.why})"


def _format_civic_date(civic_date: CivicDate) -> str:
    if civic_date.every and civic_date.on:
        return f"{civic_date.name}, {format_recurrence(civic_date.every, civic_date.on, None)}"
    if civic_date.dates:
        return f"{civic_date.name}, {spell_count(len(civic_date.dates), 'day')} in all"
    return civic_date.name
