"""Recurrence rules by the text of RFC 5545, 3.3.10, day by day and clock time by clock time.

It shares no code with the product or its library, and is slow: it looks at each day of a rule's
years. Where a part expands a period (the table of 3.3.10, notes 1 and 2), the days are those of the
period that the part names, and where it limits, those that are left. Both are the same days: a day
counts where each part of the rule allows it. Parts that are missing come from DTSTART.

Only valid rules are understood, and DTSTART must be one of the times of the rule: 3.8.5.3 leaves
undefined what others mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import groupby, islice, product

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
DAY = timedelta(days=1)


@dataclass
class Rule:
    """The parts of a rule, with what DTSTART adds to them."""

    parts: dict[str, str]
    start: datetime

    def __post_init__(self) -> None:
        self.frequency = self.parts["FREQ"]
        self.interval = int(self.parts.get("INTERVAL", "1"))
        self.week_start = WEEKDAYS.index(self.parts.get("WKST", "MO"))
        self.numbers = {
            name: {int(word) for word in words.split(",")}
            for name, words in self.parts.items()
            if name.startswith("BY") and name != "BYDAY"
        }
        self.weekdays = [(word[:-2], word[-2:]) for word in self.parts.get("BYDAY", "").split(",")]

    def is_at_most(self, frequency: str) -> bool:
        """Return whether the periods of the rule are as short as those of a frequency."""
        return FREQUENCIES.index(self.frequency) <= FREQUENCIES.index(frequency)


def find_times(text: str, start: datetime, end: datetime, limit: int) -> list[datetime]:
    """Return the first times of a rule up to an end."""
    rule = Rule(_complete(dict(part.split("=") for part in text.split(";")), start), start)
    if "UNTIL" in rule.parts:
        end = min(end, datetime.fromisoformat(rule.parts["UNTIL"].removesuffix("Z")))
    limit = min(limit, int(rule.parts.get("COUNT", limit)))
    return list(islice(_iter_times(rule, end), limit))


def _complete(parts: dict[str, str], start: datetime) -> dict[str, str]:
    """Add the month and the day that are "missing" and so "retrieved from the DTSTART property"."""
    added = {}
    days = parts.keys() & {"BYYEARDAY", "BYMONTHDAY", "BYDAY"}
    if not days:
        if parts["FREQ"] == "WEEKLY" or "BYWEEKNO" in parts:
            added["BYDAY"] = WEEKDAYS[start.weekday()]
        elif parts["FREQ"] in {"MONTHLY", "YEARLY"}:
            added["BYMONTHDAY"] = str(start.day)
    needs_month = parts["FREQ"] == "YEARLY" and (not days or "BYMONTHDAY" in days)
    if needs_month and parts.keys().isdisjoint({"BYWEEKNO", "BYYEARDAY"}):
        added["BYMONTH"] = str(start.month)
    return added | parts


def _iter_times(rule: Rule, end: datetime) -> Iterator[datetime]:
    """Yield the times that each period is left with, from DTSTART on."""
    for _, group in groupby(_iter_all(rule, end), key=lambda moment: _number(rule, moment)):
        times = list(group)
        if "BYSETPOS" in rule.parts:  # "the nth occurrence within the set"
            last = len(times)
            places = {
                place - 1 if place > 0 else last + place for place in rule.numbers["BYSETPOS"]
            }
            times = [times[place] for place in sorted(places) if 0 <= place < last]
        yield from (moment for moment in times if rule.start <= moment <= end)


def _iter_all(rule: Rule, end: datetime) -> Iterator[datetime]:
    """Yield the times of whole periods, the one of DTSTART first, before BYSETPOS.

    A set "starts at the beginning of the interval", not at DTSTART.
    """
    first, last = _number(rule, rule.start), _number(rule, end)
    clock_times = list(_iter_clock_times(rule))
    is_clock = rule.is_at_most("HOURLY")
    day = _find_first_day(rule)
    while (number := _number(rule, datetime.combine(day, time()))) <= last:
        if (is_clock or not (number - first) % rule.interval) and _allows_day(rule, day):
            moments = (datetime.combine(day, clock_time) for clock_time in clock_times)
            for moment in moments:
                number = _number(rule, moment) if is_clock else number
                if first <= number <= last and not (number - first) % rule.interval:
                    yield moment
        day += DAY


def _find_first_day(rule: Rule) -> date:
    """Return the day on which the period of DTSTART begins."""
    day = rule.start.date()
    return {
        "YEARLY": day.replace(month=1, day=1),
        "MONTHLY": day.replace(day=1),
        "WEEKLY": day - (day.weekday() - rule.week_start) % 7 * DAY,
    }.get(rule.frequency, day)


def _number(rule: Rule, moment: datetime) -> int:
    """Return the number of the period of a time, by its frequency."""
    match rule.frequency:
        case "YEARLY":
            return moment.year
        case "MONTHLY":
            return moment.year * 12 + moment.month
        case "WEEKLY":
            return (moment.toordinal() - 1 - rule.week_start) // 7  # 1 January 1 is a Monday
        case "DAILY":
            return moment.toordinal()
    seconds = moment.toordinal() * 86_400 + moment.hour * 3600 + moment.minute * 60 + moment.second
    return seconds // {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}[rule.frequency]


def _iter_clock_times(rule: Rule) -> Iterator[time]:
    """Yield the times of a day, in order."""
    start, allowed = rule.start, []
    for name, frequency, count, own in (
        ("BYHOUR", "HOURLY", 24, start.hour),
        ("BYMINUTE", "MINUTELY", 60, start.minute),
        ("BYSECOND", "SECONDLY", 60, start.second),
    ):
        every = range(count) if rule.is_at_most(frequency) else [own]
        allowed.append(sorted(rule.numbers.get(name, every)))
    return (time(hour, minute, second) for hour, minute, second in product(*allowed))


def _allows_day(rule: Rule, day: date) -> bool:
    """Return whether each part of a rule allows a day."""
    return (
        ("BYMONTH" not in rule.parts or day.month in rule.numbers["BYMONTH"])
        and ("BYDAY" not in rule.parts or _is_weekday(rule, day))
        and ("BYMONTHDAY" not in rule.parts or _is_named(rule, "BYMONTHDAY", *_find_month(day)))
        and ("BYYEARDAY" not in rule.parts or _is_named(rule, "BYYEARDAY", *_find_year(day)))
        and ("BYWEEKNO" not in rule.parts or _is_named(rule, "BYWEEKNO", *_find_week(rule, day)))
    )


def _is_named(rule: Rule, name: str, place: int, count: int) -> bool:
    """Return whether a part names a place, counted from the first or back from the last."""
    return place in rule.numbers[name] or place - count - 1 in rule.numbers[name]


def _find_month(day: date) -> tuple[int, int]:
    """Return the place of a day in its month, and how many days the month has."""
    return day.day, ((day.replace(day=28) + 4 * DAY).replace(day=1) - DAY).day


def _find_year(day: date) -> tuple[int, int]:
    """Return the place of a day in its year, and how many days the year has."""
    place = (day - date(day.year, 1, 1)).days + 1
    return place, (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days


def _find_week(rule: Rule, day: date) -> tuple[int, int]:
    """Return the place of a day's week in the year of that week, and how many weeks that has."""
    begin = day - (day.weekday() - rule.week_start) % 7 * DAY
    year = (begin + 3 * DAY).year  # four days of the week or more are in it
    first, after = (_find_week_one(each, rule.week_start) for each in (year, year + 1))
    return (begin - first).days // 7 + 1, (after - first).days // 7


@cache
def _find_week_one(year: int, week_start: int) -> date:
    """Return the first day of the first week that has at least four days in a year."""
    fourth = date(year, 1, 4)
    return fourth - (fourth.weekday() - week_start) % 7 * DAY


def _is_weekday(rule: Rule, day: date) -> bool:
    """Return whether one of the weekdays, plain or numbered, is a day's."""
    own = WEEKDAYS[day.weekday()]
    numbers = [number for number, weekday in rule.weekdays if weekday == own]
    if not any(numbers):
        return bool(numbers)
    in_month = rule.frequency == "MONTHLY" or "BYMONTH" in rule.parts
    place, count = _find_month(day) if in_month else _find_year(day)
    named = {(place - 1) // 7 + 1, -((count - place) // 7) - 1}
    return "" in numbers or not named.isdisjoint(map(int, numbers))
