"""The repetition of an entry by a recurrence rule, within bounds, as dateutil works it out.

Where dateutil departs from RFC 5545, 3.3.10, it is given another rule, which it reads as the RFC
means the one that is written: `_restate_rule`, `_evaluate_rule`.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from math import prod

from dateutil.rrule import rrulestr

from statplan.busy.budget import Budget, BudgetSpentError
from statplan.busy.moment import Moment

_STEPS = {
    "SECONDLY": timedelta(seconds=1),
    "MINUTELY": timedelta(minutes=1),
    "HOURLY": timedelta(hours=1),
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(weeks=1),
}
_FREQUENCIES = frozenset({*_STEPS, "MONTHLY", "YEARLY"})
_STEPS_OF_ONE_TIME = 16  # that dateutil looks at while it works out one time
_ITEMS_OF_ONE_TIME = 100  # that it reads in a list in that time
_KNOWN = frozenset({
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYWEEKNO", "BYYEARDAY",
    "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS",
})  # fmt: skip
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CLOCK_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")
_FORMATS_BY_LENGTH = {8: "%Y%m%d", 15: "%Y%m%dT%H%M%S"}
_CYCLE_YEARS, _CYCLE = 400, timedelta(days=146_097)
_LAST_YEAR = 9_990


class TooOftenError(ValueError):
    """An error for a rule that is not followed to its end, since the budget of its file is spent.

    Its times from `reached` up to `last`, local to the zone of its start, are not known.
    """

    def __init__(self, reached: datetime, last: datetime) -> None:
        super().__init__()
        self.reached, self.last = reached, last


def expand_rule(
    rule: str, start: Moment, low: datetime, high: datetime, budget: Budget
) -> Iterator[datetime]:
    """Yield the local times, in the zone of `start`, to which a rule repeats an entry.

    The times before `low` may be left out, those after `high` always are, so that a rule without
    an end costs no more than its part of the year.

    Args:
        rule: the value of an RRULE (RFC 5545, 3.3.10).
        start: when the entry first stands.
        low: a local time before which nobody looks.
        high: a local time after which nobody looks.
        budget: what each time costs.

    Raises:
        TooOftenError: the budget is spent.
        ValueError: it is no rule.
    """
    parts = parse_rule(rule)
    count = int(parts.pop("COUNT", "0"))
    until = parts.pop("UNTIL", "")
    last = min(high, _parse_until(until, start)) if until else high
    _restate_rule(parts, start)
    begin = start.local if count > 0 else _shift_start(parts, start.local, low)
    if last < begin:
        return
    reached = max(begin, low)
    try:
        budget.spend(_estimate_work(parts, begin, last))
        for number, repetition in enumerate(_evaluate_rule(parts, begin, last), 1):
            if 0 < count < number:
                return
            budget.spend()
            if repetition >= low:
                reached = repetition
                yield repetition
    except BudgetSpentError:
        raise TooOftenError(reached, last) from None


def _estimate_work(parts: dict[str, str], begin: datetime, last: datetime) -> int:
    """Estimate what a rule costs that gives no time at all: its steps, and its times of a day."""
    step = _STEPS.get(parts["FREQ"], _STEPS["WEEKLY"]) * int(parts.get("INTERVAL", "1"))
    steps = int((last - begin) / step) // _STEPS_OF_ONE_TIME
    if _has_weeks(parts):  # dateutil reads the lists of its parts for each year
        steps *= 1 + sum(setting.count(",") for setting in parts.values()) // _ITEMS_OF_ONE_TIME
    return steps + prod(parts.get(name, "").count(",") + 1 for name in _CLOCK_PARTS)


def _restate_rule(parts: dict[str, str], start: Moment) -> None:
    """State a rule so that dateutil reads it as RFC 5545, 3.3.10, means it."""
    if start.is_whole_day:  # "MUST be ignored"
        for name in _CLOCK_PARTS:
            parts.pop(name, None)
    if "BYSECOND" in parts:  # a leap second, "equivalent to the second 59" (3.3.12)
        seconds = parts["BYSECOND"].split(",")
        parts["BYSECOND"] = ",".join("59" if second == "60" else second for second in seconds)
    has_weeks = _has_weeks(parts)
    if parts.keys().isdisjoint({"BYDAY", "BYMONTHDAY", "BYYEARDAY"}):
        if has_weeks or parts["FREQ"] == "WEEKLY":
            parts["BYDAY"] = _WEEKDAYS[start.local.weekday()]
    elif (
        parts["FREQ"] == "YEARLY"
        and "BYMONTHDAY" in parts
        and not (has_weeks or "BYYEARDAY" in parts)
    ):  # as Google's calendar writes what happens once a year
        parts.setdefault("BYMONTH", str(start.local.month))
    weekdays = dict.fromkeys(parts.get("BYDAY", "").split(","))
    if parts["FREQ"] in {"MONTHLY", "YEARLY"} and max(map(len, weekdays)) > len("MO"):
        # A plain weekday beside numbered ones is "all days of this type".
        highest = 53 if parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts else 5
        parts["BYDAY"] = ",".join(
            f"{number}{weekday}"
            for weekday in weekdays
            for number in (range(1, highest + 1) if weekday in _WEEKDAYS else ("",))
        )


def _has_weeks(parts: dict[str, str]) -> bool:
    """Return whether a rule numbers the weeks of a year, which no other frequency may."""
    return "BYWEEKNO" in parts and parts["FREQ"] == "YEARLY"


def _evaluate_rule(parts: dict[str, str], begin: datetime, last: datetime) -> Iterator[datetime]:
    """Return the times of a rule, from its beginning on."""
    if _has_weeks(parts):
        times = _evaluate_weeks(parts, begin, last)
    elif parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts:  # which counts in whole weeks
        days = timedelta(days=_count_days_of_week(parts, begin))
        times = _run_dateutil(parts, begin - days, last)
    else:
        return _run_dateutil(parts, begin, last)
    return (repetition for repetition in times if repetition >= begin)


def _evaluate_weeks(parts: dict[str, str], begin: datetime, last: datetime) -> Iterator[datetime]:
    """Yield the times of a rule with numbered weeks, year by year, by the days of these weeks.

    The last days of a year may be in the first week of the next one. That is week 1 to dateutil,
    but not week -52.
    """
    clock_times = zip(_CLOCK_PARTS, (begin.hour, begin.minute, begin.second), strict=True)
    year_parts = {name: str(own) for name, own in clock_times} | parts
    year_parts["INTERVAL"] = "9999"  # so that dateutil looks at one year
    weeks = {int(week) for week in year_parts.pop("BYWEEKNO").split(",")}
    year_days = {int(day) for day in parts.get("BYYEARDAY", "0").split(",")}
    for year in range(begin.year, last.year + 1, int(parts.get("INTERVAL", "1"))):
        days = _find_days_of_weeks(parts, weeks, year)
        if "BYYEARDAY" in parts:
            length = date(year, 12, 31).timetuple().tm_yday
            days &= {day if day > 0 else length + 1 + day for day in year_days}
        if days:
            year_parts["BYYEARDAY"] = ",".join(map(str, sorted(days)))
            year_end = datetime(year, 12, 31, 23, 59, 59)  # noqa: DTZ001 - local to its zone
            first = datetime(year, 1, 1)  # noqa: DTZ001
            yield from _run_dateutil(year_parts, first, min(last, year_end))


def _find_days_of_weeks(parts: dict[str, str], weeks: set[int], year: int) -> set[int]:
    """Return which days of a year are in one of some weeks, numbered in the year of the week."""
    days: set[date] = set()
    for week_year in (year - 1, year, year + 1):
        first, after = (_find_first_week(parts, of_year) for of_year in (week_year, week_year + 1))
        count = (after - first).days // 7
        numbers = {week - 1 if week > 0 else count + week for week in weeks}
        begins = (first + timedelta(weeks=number) for number in numbers if 0 <= number < count)
        days.update(begin + timedelta(days=place) for begin in begins for place in range(7))
    return {day.timetuple().tm_yday for day in days if day.year == year}


def _find_first_week(parts: dict[str, str], year: int) -> date:
    """Return the first day of the first week that has at least four days in a year."""
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=_count_days_of_week(parts, fourth))


def _count_days_of_week(parts: dict[str, str], day: date) -> int:
    """Return how many days of its week are before a day."""
    return (day.weekday() - _WEEKDAYS.index(parts.get("WKST", "MO"))) % 7


def _run_dateutil(parts: dict[str, str], begin: datetime, last: datetime) -> Iterator[datetime]:
    """Return the times that dateutil gives for a rule.

    They are worked out in the last years that there are: dateutil goes on to the year 9999 where a
    rule gives nothing, as one for 30 February, and the calendar repeats itself every 400 years.
    """
    cycle_shift = _CYCLE * ((_LAST_YEAR - last.year) // _CYCLE_YEARS)
    words = ";".join(f"{name}={setting}" for name, setting in parts.items())
    rule = rrulestr(
        f"{words};UNTIL={last + cycle_shift:%Y%m%dT%H%M%S}", dtstart=begin + cycle_shift
    )
    return (repetition - cycle_shift for repetition in rule)


def find_last_time(rule: str, start: Moment) -> datetime | None:
    """Return the local time up to which a rule repeats; None where it has no such bound.

    Raises:
        ValueError: the bound cannot be read.
    """
    until = parse_rule(rule).get("UNTIL")
    return _parse_until(until, start) if until else None


def parse_rule(rule: str) -> dict[str, str]:
    """Return the parts of a rule that dateutil can be trusted with, by their names.

    Raises:
        ValueError: it is no rule.
    """
    pairs = (part.partition("=") for part in rule.upper().replace(" ", "").split(";") if part)
    parts = {name: setting for name, _, setting in pairs if not name.startswith("X-")}
    if parts.get("FREQ") not in _FREQUENCIES or not _KNOWN.issuperset(parts):
        raise ValueError(rule)
    if int(parts.get("INTERVAL", "1")) < 1:  # dateutil would never come to an end
        raise ValueError(rule)
    return parts


def _parse_until(text: str, start: Moment) -> datetime:
    """Return the last time a rule may give, local to the start's zone.

    A day, and a local time where UTC is due, are against the RFC but are written: the day counts
    whole, the time in the zone of the start.
    """
    bare = text.removesuffix("Z")
    date_format = _FORMATS_BY_LENGTH.get(len(bare), "%Y%m%d")
    parsed = datetime.strptime(bare, date_format)  # noqa: DTZ007 - see above
    if parsed.year > _LAST_YEAR:  # some programs write a rule without an end like this
        return parsed
    if len(bare) == len("20270131") or start.is_whole_day:
        return datetime.combine(parsed.date(), datetime.max.time().replace(microsecond=0))
    if text != bare:
        return parsed.replace(tzinfo=UTC).astimezone(start.zone).replace(tzinfo=None)
    return parsed


def _shift_start(parts: dict[str, str], start: datetime, low: datetime) -> datetime:
    """Return a later start in the same step, so that years which nobody needs are not worked out.

    Whole steps keep the days and the weeks that count; two steps of distance keep BYSETPOS, which
    counts in whole weeks, from the partial week of a start.
    """
    interval = int(parts.get("INTERVAL", "1"))
    if _has_weeks(parts):
        years = max(0, low.year - 1 - start.year) // interval * interval
        return start.replace(year=start.year + years, month=1, day=1) if years else start
    step = _STEPS.get(parts["FREQ"])
    if step is None or low <= start:
        return start
    step *= interval
    return start + step * max(0, (low - start) // step - 2)
