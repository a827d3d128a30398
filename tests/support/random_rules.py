"""Random rules that RFC 5545, 3.3.10, allows, each with a DTSTART that is its first time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import NamedTuple

from tests.support.rrule_oracle import FREQUENCIES, WEEKDAYS, find_times

LIMIT = 25  # times of a rule that are looked at
_DAYS_BY_FREQUENCY = {
    "SECONDLY": 20, "MINUTELY": 60, "HOURLY": 200, "DAILY": 900, "WEEKLY": 900, "MONTHLY": 2_000,
    "YEARLY": 4_500,
}  # fmt: skip
_DAY_PARTS = {
    "YEARLY": ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY"),
    "MONTHLY": ("BYMONTH", "BYMONTHDAY", "BYDAY"),
    "WEEKLY": ("BYMONTH", "BYDAY"),
    "DAILY": ("BYMONTH", "BYMONTHDAY", "BYDAY"),
}
_DAY_PARTS_OF_CLOCK = ("BYMONTH", "BYYEARDAY", "BYMONTHDAY", "BYDAY")
_CLOCK_PARTS = {"BYHOUR": 24, "BYMINUTE": 60, "BYSECOND": 60}
_HIGHEST = {"BYWEEKNO": 53, "BYYEARDAY": 366, "BYMONTHDAY": 31}


class Case(NamedTuple):
    """A rule, its DTSTART, how far to look, and the first of its times by the RFC."""

    rule: str
    start: datetime
    end: datetime
    times: list[datetime]


def draw_cases(seed: str, count: int) -> list[Case]:
    """Draw some rules that come at least once."""
    return list(islice(_iter_cases(Random(seed)), count))  # noqa: S311 - nothing secret


def _iter_cases(random: Random) -> Iterator[Case]:
    while True:
        parts = _draw_parts(random)
        base = datetime.fromisoformat("2024-01-01") + timedelta(
            days=random.randrange(1_500),
            hours=random.choice((0, 8, 9, 13, 23)),
            minutes=random.choice((0, 15, 30)),
            seconds=random.choice((0, 0, 0, 40)),
        )
        span = timedelta(days=_DAYS_BY_FREQUENCY[parts["FREQ"]])
        rule = ";".join(f"{name}={setting}" for name, setting in parts.items())
        start = next(iter(find_times(rule, base, base + span, 1)), None)
        if start:
            rule += _draw_end(random, start, span)
            yield Case(rule, start, start + span, find_times(rule, start, start + span, LIMIT))


def _draw_parts(random: Random) -> dict[str, str]:
    frequency = random.choice((*FREQUENCIES, "MONTHLY", "YEARLY", "YEARLY", "MONTHLY", "WEEKLY"))
    parts = {"FREQ": frequency}
    if random.random() < 0.4:
        parts["INTERVAL"] = str(random.choice((2, 2, 3, 5, 7, 11)))
    if random.random() < 0.3:
        parts["WKST"] = random.choice(WEEKDAYS)
    day_parts = _DAY_PARTS.get(frequency, _DAY_PARTS_OF_CLOCK)
    names = random.sample(day_parts, min(len(day_parts), random.choice((0, 1, 1, 1, 2, 2, 3))))
    for name in names:
        parts[name] = _draw_days(random, name, {*names, frequency})
    for name, count in _CLOCK_PARTS.items():
        if random.random() < 0.15:
            numbers = random.sample(range(count), random.choice((1, 1, 2, 3)))
            parts[name] = ",".join(map(str, sorted(numbers)))
    if random.random() < 0.3 and any(name.startswith("BY") for name in parts):
        places = (1, 2, 3, 4, 5, 10, -1, -2, -3)
        parts["BYSETPOS"] = ",".join(map(str, random.sample(places, random.choice((1, 1, 2, 3)))))
    return parts


def _draw_days(random: Random, name: str, context: set[str]) -> str:
    """Draw the setting of a part, in a rule of some parts and a frequency."""
    few = random.choice((1, 2, 3, 4))
    if name == "BYMONTH":
        return ",".join(map(str, random.sample(range(1, 13), few)))
    if name != "BYDAY":
        last = _HIGHEST[name]
        count = random.choice((few, 2 * few, 6 * few))
        numbers = random.sample([*range(-last, 0), *range(1, last + 1)], count)
        return ",".join(map(str, sorted(numbers) if random.random() < 0.5 else numbers))
    share = random.choice((0, 0, 0.5, 1)) if _may_number_weekdays(context) else 0
    last = 53 if "YEARLY" in context and "BYMONTH" not in context else 5
    words = []
    for weekday in random.choices(WEEKDAYS, k=few):
        number = ""
        if random.random() < share:
            number = random.choice(("", "+", "-")) + str(random.randint(1, last))
        words.append(number + weekday)
    return ",".join(dict.fromkeys(words))


def _may_number_weekdays(context: set[str]) -> bool:
    """Return whether a number beside a weekday is allowed, and clearly of the month or the year.

    The month that a yearly rule with BYMONTHDAY takes from DTSTART is not "present".
    """
    if "YEARLY" in context:
        return "BYWEEKNO" not in context and ("BYMONTHDAY" not in context or "BYMONTH" in context)
    return "MONTHLY" in context


def _draw_end(random: Random, start: datetime, span: timedelta) -> str:
    kind = random.choice(("", "COUNT", "UNTIL"))
    if kind == "COUNT":
        return f";COUNT={random.randint(1, LIMIT + 5)}"
    if kind == "UNTIL":
        until = start + timedelta(days=int(span.days * random.random()))
        return f";UNTIL={until:%Y%m%dT%H%M%S}"
    return ""
