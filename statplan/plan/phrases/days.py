"""The reader of days: `2027-01-31`, "Wed Mar 10, 2027", and with a context "next Friday".

Libraries that read dates guess where a phrase may mean two days, so none of them is used: what may
be two days is refused with both. "Next Friday" is the coming one to some people, and that of the
next week to others; it is read on the days on which both are the same.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from statplan.errors import AnswerError
from statplan.plan.english import format_long_date, format_month_day, format_weekday
from statplan.plan.phrases.context import PhraseContext, list_date_orders
from statplan.plan.phrases.day_phrases import (
    FIRST_YEAR,
    LAST_YEAR,
    CalendarDay,
    DayOffset,
    DayPhrase,
    NamedWeekday,
    NumericDay,
    WrittenDay,
    iter_day_lists,
    iter_days,
    iter_ranges,
    iter_written_days,
)
from statplan.plan.phrases.tokens import list_whole, split_phrase
from statplan.plan.phrases.unread import build_ambiguity_error
from statplan.plan.quotation import quote_answer
from statplan.plan.time_values import MONTHS, WEEKDAYS

_REMEDY = "Write a date with its year, as in January 31, 2027 or 2027-01-31."
_DAYS_IN_WEEK = 7
_LEAP_YEARS_APART = 8
_EXAMPLE_YEAR = 2027


def read_day(text: str, context: PhraseContext | None = None) -> date:
    """Read a day.

    Args:
        text: the phrase.
        context: when and where it is said; None reads only what means one day everywhere.

    Raises:
        AnswerError: no day, more than one, or one outside the years 1990 to 2100.
    """
    return _choose_day(text, list_whole(iter_days(split_phrase(text))), context)


def is_day_phrase(text: str) -> bool:
    """Return whether a text has the form of a day, also of one that may be two, or that is none."""
    return bool(list_whole(iter_days(split_phrase(text))))


def read_days(text: str, context: PhraseContext | None = None) -> tuple[date, date]:
    """Read a range of days, as its first and last day: "July 1 to 31, 2027", "July 2027".

    One day is a range of itself.

    Raises:
        AnswerError: as in `read_day`; or the last day comes before the first.
    """
    start = split_phrase(text)
    single_days = list_whole(iter_days(start))
    if single_days:
        day = _choose_day(text, single_days, context)
        return day, day
    ranges = list_whole(iter_ranges(start))
    if len(ranges) != 1:
        raise AnswerError(f"{quote_answer(text)} is not a date or a range of dates.", _RANGE_REMEDY)
    first_phrase, last_phrase = ranges[0]
    first = _choose_day(text, [first_phrase], context)
    # A last day without a year is the next such day from the first on.
    country = context.country if context else ""
    later = PhraseContext(first, country) if context or first_phrase.years else None
    last = _choose_day(text, [last_phrase], later)
    if last < first:
        fact = f"{quote_answer(text)} ends on {last}, before it starts on {first}."
        raise AnswerError(fact, _RANGE_REMEDY)
    return first, last


_RANGE_REMEDY = "Write the first and the last day, as in July 1, 2027 to July 31, 2027."


def read_day_list(text: str, context: PhraseContext | None = None) -> tuple[date, ...]:
    """Read days in a row, with commas or "and" between them.

    Raises:
        AnswerError: as in `read_day`, of any of them.
    """
    lists: set[tuple[date, ...]] = set()
    faults: list[AnswerError] = []
    for phrases in list_whole(iter_day_lists(split_phrase(text))):
        for dated_phrases in _share_years(phrases):
            try:
                lists.add(tuple(_choose_day(text, [phrase], context) for phrase in dated_phrases))
            except AnswerError as error:
                faults.append(error)
    if faults:
        raise faults[0]
    if len(lists) == 1:
        return lists.pop()
    if lists:
        example = format_long_date(min(map(max, lists)))
        fact = f"{quote_answer(text)} does not say the year of each date."
        raise AnswerError(fact, f"Add the year to each date, as in {example}.")
    raise AnswerError(f"{quote_answer(text)} is not a list of dates.", _REMEDY)


def _share_years(phrases: tuple[WrittenDay, ...]) -> Iterator[tuple[WrittenDay, ...]]:
    """Yield days in a row as they are, and with each year that is said for all without one."""
    yield phrases
    for year_phrase in phrases:
        if year_phrase.years and not all(phrase.years for phrase in phrases):
            yield tuple(
                phrase if phrase.years else replace(phrase, years=year_phrase.years)
                for phrase in phrases
            )


def split_leading_day(text: str, context: PhraseContext | None = None) -> tuple[date, str]:
    """Read the day that a text begins with, and return it with the rest: "Dec 24 Christmas Eve".

    Raises:
        AnswerError: as in `read_day`; it begins with no written day.
    """
    words = text.split()
    for count in range(len(words), 0, -1):
        lead = " ".join(words[:count]).rstrip(":,;")
        written_days = list_whole(iter_written_days(split_phrase(lead)))
        if written_days:
            return _choose_day(lead, written_days, context), " ".join(words[count:])
    raise AnswerError(f"{quote_answer(text)} does not begin with a date.", _REMEDY)


def _choose_day(text: str, phrases: Iterable[DayPhrase], context: PhraseContext | None) -> date:
    """Return the one day that all readings of a phrase mean.

    Raises:
        AnswerError: there is none, or there are several.
    """
    faults: list[AnswerError] = []
    days: dict[date, None] = {}
    for phrase in phrases:
        try:
            days |= dict.fromkeys(_list_days(text, phrase, context))
        except AnswerError as error:
            faults.append(error)
    if len(days) > 1:
        raise _build_choice(text, days)
    if days:
        return next(iter(days))
    raise faults[0] if faults else AnswerError(f"{quote_answer(text)} is not a date.", _REMEDY)


def _build_choice(text: str, days: Iterable[date]) -> AnswerError:
    ordered = sorted(days)
    return build_ambiguity_error(
        text, [format_long_date(day) for day in ordered], [str(day) for day in ordered]
    )


def _list_days(text: str, phrase: DayPhrase, context: PhraseContext | None) -> list[date]:
    """Return the days that one reading of a phrase may mean.

    Raises:
        AnswerError: it means no day, or needs a context.
    """
    if isinstance(phrase, NumericDay):
        return _list_numeric_days(text, phrase, context)
    if isinstance(phrase, CalendarDay):
        return _list_calendar_days(text, phrase, context)
    if context is None:
        fact = f"{quote_answer(text)} depends on the day on which it is read."
        raise AnswerError(fact, _REMEDY)
    if isinstance(phrase, DayOffset):
        days = [context.today + timedelta(days=phrase.days)]
    else:
        days = _list_named_weekdays(phrase, context.today)
    return [_check_year(text, day) for day in days]


def _list_numeric_days(text: str, phrase: NumericDay, context: PhraseContext | None) -> list[date]:
    """Return the days of two numbers, in the order of a country.

    Raises:
        AnswerError: the order is not known, or no month has such a number.
    """
    by_order = {
        "month first": (phrase.first, phrase.second),
        "day first": (phrase.second, phrase.first),
    }
    days: list[date] = []
    faults: list[AnswerError] = []
    for order in list_date_orders(context.country) if context else ():
        month, day = by_order[order]
        if 1 <= month <= len(MONTHS):
            try:
                written = CalendarDay(month, day, phrase.years, phrase.weekday)
                days += _list_calendar_days(text, written, context)
            except AnswerError as error:
                faults.append(error)
    if days:
        return days
    if faults:
        raise faults[0]
    possible = {
        calendar_day
        for month, day in by_order.values()
        for year in phrase.years
        if (calendar_day := _make_day(year, month, day))
    }
    for day_of_order in possible:
        _check_year(text, day_of_order)
    if possible:
        raise _build_choice(text, possible)
    fact = f"{quote_answer(text)} does not say which number is the month."
    raise AnswerError(fact, _REMEDY)


def _list_calendar_days(
    text: str, phrase: CalendarDay, context: PhraseContext | None
) -> list[date]:
    """Return the days of a month and a day.

    Raises:
        AnswerError: the year is missing or short where nobody can be asked, the calendar has no
            such day, or it is another weekday.
    """
    is_whole = bool(phrase.years) and phrase.year_form == "long"
    if phrase.year_form == "loose" or not (context or is_whole):
        examples = (*phrase.years[-1:], _EXAMPLE_YEAR, _EXAMPLE_YEAR + 1)
        possible = (_make_day(year, phrase.month, phrase.day) for year in examples)
        example = next((day for day in possible if day), None)
        if example is None:
            raise _build_calendar_error(text)
        fact = f"{quote_answer(text)} does not say the whole year."
        remedy = f"Add the year, as in {format_month_day(example)}, {example.year}."
        raise AnswerError(fact, remedy)
    days = [day for year in phrase.years if (day := _make_day(year, phrase.month, phrase.day))]
    if context and not phrase.years:
        first = max(context.today, context.first_day or context.today)
        years = range(first.year, first.year + _LEAP_YEARS_APART + 1)
        coming = (_make_day(year, phrase.month, phrase.day) for year in years)
        days = [day for day in coming if day and day >= first][:1]
    if not days:
        raise _build_calendar_error(text)
    fitting = [day for day in days if phrase.weekday in {None, day.weekday()}]
    if not fitting:
        weekday = WEEKDAYS[phrase.weekday or 0]
        fact = (
            f"{quote_answer(text)} is not right: {format_month_day(days[0])}, {days[0].year} is a "
            f"{format_weekday(days[0])}, not a {weekday}."
        )
        raise AnswerError(fact, _REMEDY)
    return [_check_year(text, day) for day in fitting]


def _build_calendar_error(text: str) -> AnswerError:
    return AnswerError(f"{quote_answer(text)} is no day of the calendar.", _REMEDY)


def _make_day(year: int, month: int, day: int) -> date | None:
    is_month = year > 0 and 1 <= month <= len(MONTHS)
    is_day = is_month and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if is_day else None


def _check_year(text: str, day: date) -> date:
    """Return a day of the years that a plan may have.

    Raises:
        AnswerError: it is outside of them.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        fact = f"{quote_answer(text)} lies outside the years {FIRST_YEAR} to {LAST_YEAR}."
        raise AnswerError(fact, _REMEDY)
    return day


def _list_named_weekdays(phrase: NamedWeekday, today: date) -> list[date]:
    """Return the days that a weekday near today may be."""
    ahead = (phrase.weekday - today.weekday()) % _DAYS_IN_WEEK
    coming = today + timedelta(days=ahead)
    week = timedelta(days=_DAYS_IN_WEEK)
    match phrase.which:
        case "next":
            return [coming if ahead else coming + week, *_list_in_weeks(phrase.weekday, today, 1)]
        case "next week":
            return _list_in_weeks(phrase.weekday, today, 1)
        case "last":
            return [coming - week, *_list_in_weeks(phrase.weekday, today, -1)]
        case _:
            return [coming] if ahead else [today, today + week]


def _list_in_weeks(weekday: int, today: date, weeks: int) -> list[date]:
    """Return a weekday some weeks from now, where weeks start on Monday and on Sunday."""
    from_monday = today - timedelta(days=today.weekday()) + timedelta(days=weekday)
    from_sunday = (
        today
        - timedelta(days=(today.weekday() + 1) % _DAYS_IN_WEEK)
        + timedelta(days=(weekday + 1) % _DAYS_IN_WEEK)
    )
    return [day + timedelta(days=_DAYS_IN_WEEK * weeks) for day in (from_monday, from_sunday)]
