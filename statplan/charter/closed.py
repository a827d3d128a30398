"""The days on which nobody meets, and where a meeting goes whose day is one of them."""

from collections.abc import Iterator

from statplan.charter.cadence import rhythm
from statplan.charter.english import times
from statplan.charter.given import Given
from statplan.charter.layout import points, prose
from statplan.charter.policies import by_series
from statplan.documents.blocks import Block
from statplan.plan.closed import CivicDate, Closure
from statplan.plan.english import listing, long_day
from statplan.plan.frequency import Frequency
from statplan.plan.times import WEEKDAYS

_MOVES = {
    "next working day": "moves to the next working day that is free",
    "previous working day": "moves to the working day before that is free",
    "same week": "moves to another day of the same week",
    "use back-up": "moves to a day on which its back-up could stand",
    "skip": "is left out",
}


def closed_days(given: Given) -> Iterator[Block]:
    """Write which days are closed and what happens to a meeting that falls on one."""
    frequency = given.plan.frequency
    yield from prose([*_holidays(given), *_policies(given)])
    yield from points("Nobody meets on these days either:", map(_closure, frequency.closures or ()))
    civic = map(_civic, frequency.civic_dates or ())
    yield from points("These days belong to others, and nobody meets on them:", civic)


def _holidays(given: Given) -> Iterator[str]:
    frequency = given.plan.frequency
    if frequency.series or given.is_said("frequency.working_days"):
        yield f"Working days are {_working(frequency)}."
    holidays = frequency.holidays
    if holidays.country:
        where = f"{holidays.country}-{holidays.subdivision}" if holidays.subdivision else ""
        country = where or holidays.country
        yield f"Nobody meets on the public holidays that the plan lists ({country})."


def _working(frequency: Frequency) -> str:
    days = [day for day in WEEKDAYS if day in frequency.working_days]
    start = WEEKDAYS.index(days[0]) if days else 0
    in_a_row = len(days) > 2 and list(WEEKDAYS[start : start + len(days)]) == days  # noqa: PLR2004 - two days are no row
    return f"{days[0]} to {days[-1]}" if in_a_row else listing(days)


def _policies(given: Given) -> Iterator[str]:
    frequency = given.plan.frequency
    for whose, policy in by_series(given, lambda rule: rule.policy, frequency.closed_day):
        yield f"{whose('A meeting')} whose day is closed {_MOVES[policy]}."
    for whose, avoids in by_series(given, lambda rule: rule.avoid_beside):
        if avoids:
            yield f"{whose('No meeting')} is placed on a working day next to a holiday."


def _closure(closure: Closure) -> str:
    until = f" to {long_day(closure.until)}" if closure.until else ""
    return f"{long_day(closure.day)}{until} ({closure.why})"


def _civic(civic: CivicDate) -> str:
    if civic.every and civic.on:
        return f"{civic.name}, {rhythm(civic.every, civic.on, None)}"
    if civic.dates:
        return f"{civic.name}, {times(len(civic.dates), 'day')} in all"
    return civic.name
