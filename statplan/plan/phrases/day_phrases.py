"""The grammar of days: what a phrase says, before it is known which day that is."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from statplan.plan.phrases.tokens import Cursor, iter_numbers
from statplan.plan.phrases.vocabulary import AN, AND, MONTH_WORDS, TO, WEEKDAY_WORDS
from statplan.plan.time_values import MONTHS

FIRST_YEAR, LAST_YEAR = 1990, 2100
_YEAR_DIGITS, _SHORT_YEAR_DIGITS, _MOST_DIGITS = 4, 2, 2
_DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day as it is written: a month, a day, the years that are meant, perhaps a weekday.

    A year of two digits is `short`, and `loose` where it may as well be another day: "Jan 5, 12".
    """

    month: int
    day: int
    years: tuple[int, ...] = ()
    weekday: int | None = None
    year_form: Literal["long", "short", "loose"] = "long"


@dataclass(frozen=True, slots=True)
class NumericDay:
    """A day as two numbers, of which either may be the month: 1/5, 1/5/27."""

    first: int
    second: int
    years: tuple[int, ...] = ()
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class DayOffset:
    """A day counted from today: "tomorrow", "in two weeks"."""

    days: int


@dataclass(frozen=True, slots=True)
class NamedWeekday:
    """A weekday near today: "Friday", "this Friday", "next Friday", "Friday next week"."""

    weekday: int
    which: str = ""


WrittenDay = CalendarDay | NumericDay
DayPhrase = WrittenDay | DayOffset | NamedWeekday


def iter_days(cursor: Cursor) -> Iterator[tuple[DayPhrase, Cursor]]:
    """Yield what a day may be read as."""
    start = cursor.skip("on")
    yield from _iter_offsets(start)
    yield from _iter_named_weekdays(start)
    yield from iter_written_days(start)


def _iter_bodies(cursor: Cursor, weekday: int | None) -> Iterator[tuple[WrittenDay, Cursor]]:
    yield from _iter_numeric_days(cursor, weekday)
    yield from _iter_year_first(cursor, weekday)
    for year, month_start in _iter_long_years(cursor):
        for month, day_start in _iter_months(month_start):
            for day, after in _iter_day_numbers(day_start):
                yield CalendarDay(month, day, (year,), weekday), after
    for month, after_month in _iter_months(cursor):
        dash = after_month.take("-")
        mark = "-" if dash else ""
        for day, after in _iter_day_numbers(dash or after_month.skip("the")):
            yield from _iter_with_year(CalendarDay(month, day, (), weekday), after, mark)
    for day, after_day in _iter_day_numbers(cursor.skip("the")):
        separator = after_day.token.text if after_day.take(("-", "/")) else ""
        for month, after in _iter_months(after_day.skip("of", "-", "/")):
            yield from _iter_with_year(CalendarDay(month, day, (), weekday), after, separator)


def _iter_with_year(
    written: CalendarDay, cursor: Cursor, separator: str
) -> Iterator[tuple[CalendarDay, Cursor]]:
    """Yield a day of a month without a year, and with the year behind it.

    Args:
        written: the day without a year.
        cursor: behind the month and the day.
        separator: what separates these: a mark, as in 10-Mar-2027, or nothing.
    """
    yield written, cursor
    year_start = cursor.take(separator) if separator else cursor.skip(",")
    if year_start is None:
        return
    for year, after in _iter_long_years(year_start):
        yield replace(written, years=(year,)), after
    is_sure = bool(separator) or year_start.token.text == "'"
    for years, after in _iter_short_years(year_start.skip("'")):
        form: Literal["short", "loose"] = "short" if is_sure else "loose"
        yield replace(written, years=years, year_form=form), after


def _iter_months(cursor: Cursor) -> Iterator[tuple[int, Cursor]]:
    month = MONTH_WORDS.get(cursor.token.text)
    if month:
        yield month, cursor.advance()


def _iter_day_numbers(cursor: Cursor) -> Iterator[tuple[int, Cursor]]:
    token = cursor.token
    digits = token.text[:-2] if token.kind == "numeral" else token.text
    if token.kind in {"number", "numeral"} and len(digits) <= _MOST_DIGITS:
        yield int(digits), cursor.advance()


def _iter_long_years(cursor: Cursor) -> Iterator[tuple[int, Cursor]]:
    if cursor.token.kind == "number" and len(cursor.token.text) == _YEAR_DIGITS:
        yield int(cursor.token.text), cursor.advance()


def _iter_short_years(cursor: Cursor) -> Iterator[tuple[tuple[int, ...], Cursor]]:
    """Yield the years that two digits may mean."""
    if cursor.token.kind == "number" and len(cursor.token.text) == _SHORT_YEAR_DIGITS:
        number = int(cursor.token.text)
        years = (1900 + number, 2000 + number, 2100 + number)
        yield tuple(year for year in years if FIRST_YEAR <= year <= LAST_YEAR), cursor.advance()


def _iter_numeric_days(cursor: Cursor, weekday: int | None) -> Iterator[tuple[NumericDay, Cursor]]:
    """Yield 1/5, 1/5/27, 1-5-2027, 1.5.2027: two numbers, of which either may be the month."""
    for first, second_start in _iter_day_numbers(cursor):
        separator = second_start.token
        if separator.text not in "/.-" or separator.is_spaced or second_start.is_at_end:
            continue
        for second, after in _iter_day_numbers(second_start.advance()):
            if separator.text == "/":
                yield NumericDay(first, second, (), weekday), after
            year_start = after.take(separator.text)
            if year_start and not year_start.token.is_spaced:
                for year, end in _iter_long_years(year_start):
                    yield NumericDay(first, second, (year,), weekday), end
                for years, end in _iter_short_years(year_start):
                    yield NumericDay(first, second, years, weekday), end


def _iter_year_first(cursor: Cursor, weekday: int | None) -> Iterator[tuple[CalendarDay, Cursor]]:
    """Yield 2027-01-31 and 2027/1/31."""
    for year, month_start in _iter_long_years(cursor):
        separator = month_start.token.text
        if separator not in "-/." or month_start.is_at_end:
            continue
        for month, day_start in _iter_day_numbers(month_start.advance()):
            after_separator = day_start.take(separator)
            if not after_separator or after_separator.token.is_spaced:
                continue
            for day, after in _iter_day_numbers(after_separator):
                if 1 <= month <= len(MONTHS):
                    yield CalendarDay(month, day, (year,), weekday), after


_TODAY = {"today": 0, "tomorrow": 1, "yesterday": -1}
_UNITS = {"day": 1, "days": 1, "week": _DAYS_IN_WEEK, "weeks": _DAYS_IN_WEEK}
_FROM_TODAY = (("from", "today"), ("from", "now"))


def _iter_offsets(cursor: Cursor) -> Iterator[tuple[DayOffset, Cursor]]:
    if cursor.token.text in _TODAY:
        yield DayOffset(_TODAY[cursor.token.text]), cursor.advance()
    after_tomorrow = cursor.skip("the").take("day", "after", "tomorrow")
    if after_tomorrow:
        yield DayOffset(2), after_tomorrow
    counted = cursor.skip("in")
    article = counted.take(AN)
    counts = [*iter_numbers(counted, most=99), *([(1, article)] if article else [])]
    for count, unit in counts:
        days = count * _UNITS.get(unit.token.text, 0)
        after = unit.advance()
        ends = [after.take(*words) for words in _FROM_TODAY]
        if days and counted is not cursor:
            yield DayOffset(days), after
        elif days:
            yield from ((DayOffset(days), end) for end in ends if end)
            ago = after.take("ago")
            if ago:
                yield DayOffset(-days), ago


def _iter_named_weekdays(cursor: Cursor) -> Iterator[tuple[NamedWeekday, Cursor]]:
    next_week = cursor.take("next", "week")
    if next_week and next_week.skip("on").token.text in WEEKDAY_WORDS:
        day_start = next_week.skip("on")
        yield NamedWeekday(WEEKDAY_WORDS[day_start.token.text], "next week"), day_start.advance()
    which = cursor.token.text if cursor.token.text in {"this", "next", "last"} else ""
    day_start = cursor.advance() if which else cursor
    day_start = day_start.skip("coming") if which in {"", "this"} else day_start
    if day_start.token.text not in WEEKDAY_WORDS:
        return
    weekday, after = WEEKDAY_WORDS[day_start.token.text], day_start.advance()
    yield NamedWeekday(weekday, which), after
    week_after = after.skip("of").take("next", "week")
    if week_after and not which:
        yield NamedWeekday(weekday, "next week"), week_after


def iter_ranges(cursor: Cursor) -> Iterator[tuple[tuple[WrittenDay, WrittenDay], Cursor]]:
    """Yield the first and the last day of a range; each may borrow what the other says."""
    start = cursor.skip("from", "between")
    to = AND if cursor.take("between") else TO  # "July 5 and 8" are two days
    for month, after in _iter_months(start):
        for year, end in _iter_long_years(after.skip(",")):  # July 2027
            if FIRST_YEAR <= year <= LAST_YEAR:
                last_number = monthrange(year, month)[1]
                first_day = CalendarDay(month, 1, (year,))
                yield (first_day, replace(first_day, day=last_number)), end
    for first, to_cursor in iter_written_days(start):
        last_start = to_cursor.take(to)
        if last_start:
            yield from _iter_range_ends(first, last_start.skip("the"))
    for day, to_cursor in _iter_day_numbers(start.skip("the")):  # 1 to 31 July 2027
        last_start = to_cursor.take(TO)
        for last, end in iter_written_days(last_start) if last_start else ():
            if isinstance(last, CalendarDay) and last_start and not _is_month(last_start):
                yield (replace(last, day=day, weekday=None), last), end


def _iter_range_ends(
    first: WrittenDay, cursor: Cursor
) -> Iterator[tuple[tuple[WrittenDay, WrittenDay], Cursor]]:
    for last, end in iter_written_days(cursor):
        if isinstance(first, CalendarDay) and isinstance(last, CalendarDay):
            yield (_borrow_year(first, last), last), end
        elif type(first) is type(last) and bool(first.years) == bool(last.years):
            yield (first, last), end
    if isinstance(first, CalendarDay):
        for day, end in _iter_day_numbers(cursor):  # July 1 to 31, July 1 to 31, 2027
            if day < first.day:
                continue
            last_day = replace(first, day=day, weekday=None)
            yield (first, last_day), end
            for year, year_end in _iter_long_years(end.skip(",")):
                if not first.years:
                    last_in_year = replace(last_day, years=(year,))
                    yield (_borrow_year(first, last_in_year), last_in_year), year_end


def _is_month(cursor: Cursor) -> bool:
    return cursor.token.text in MONTH_WORDS


def iter_written_days(cursor: Cursor) -> Iterator[tuple[WrittenDay, Cursor]]:
    """Yield a day of the calendar, without those that are near today."""
    yield from _iter_bodies(cursor, None)
    if cursor.token.text in WEEKDAY_WORDS:
        body = cursor.advance().skip(",").skip("the")
        yield from _iter_bodies(body, WEEKDAY_WORDS[cursor.token.text])


def _borrow_year(first: CalendarDay, last: CalendarDay) -> CalendarDay:
    """Return the first day of a range in the year of the last, or in the year before it."""
    if first.years or not last.years:
        return first
    is_before = (first.month, first.day) <= (last.month, last.day)
    years = last.years if is_before else tuple(year - 1 for year in last.years)
    return replace(first, years=years, year_form=last.year_form)


def iter_day_lists(cursor: Cursor) -> Iterator[tuple[tuple[WrittenDay, ...], Cursor]]:
    """Yield days in a row, with commas, semicolons, or "and" between them."""
    for day, after in iter_written_days(cursor):
        yield (day,), after
        rest = after.skip(",", ";").skip(*AND)
        if rest.position > after.position:
            for days, end in iter_day_lists(rest):
                yield (day, *days), end
