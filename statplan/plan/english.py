"""Days, times and lists in English words, whatever the machine's locale."""

from collections.abc import Iterable
from datetime import date, time

from statplan.plan.time_values import WEEKDAYS

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_NOON = 12
_LEAST_DAYS_OF_YEAR = 330  # some years are planned from a later day on


def format_weekday(day: date) -> str:
    """Return the weekday of a day: "Thursday"."""
    return WEEKDAYS[day.weekday()]


def format_month(month: int) -> str:
    """Return the name of a month by its number: "January"."""
    return _MONTHS[month - 1]


def format_month_day(day: date) -> str:
    """Return a day within its year: "January 14"."""
    return f"{_MONTHS[day.month - 1]} {day.day}"


def format_long_date(day: date) -> str:
    """Return a day as prose has it: "Thursday, January 14, 2027"."""
    return f"{WEEKDAYS[day.weekday()]}, {format_month_day(day)}, {day.year}"


def format_short_day(day: date) -> str:
    """Return a day within its year, as a table has it: "Thu Jan 14"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {_MONTHS[day.month - 1][:3]} {day.day}"


def format_short_date(day: date) -> str:
    """Return a day as a table has it: "Thu Jan 14, 2027"."""
    return f"{format_short_day(day)}, {day.year}"


def format_day_span(first: date, last: date) -> str:
    """Return two days in prose: "from January 13 to December 14, 2028", or "on January 13, 2028".

    Both have their year where they are of two years.
    """
    last_day = f"{format_month_day(last)}, {last.year}"
    if first == last:
        return f"on {last_day}"
    first_day = format_month_day(first)
    if first.year != last.year:
        first_day = f"{first_day}, {first.year},"
    return f"from {first_day} to {last_day}"


def format_year_number(first: date, last: date) -> str:
    """Return the number of a year of meetings: "2028", or both years of a fiscal year.

    It is empty where the days are fewer than a year.
    """
    if (last - first).days < _LEAST_DAYS_OF_YEAR:
        return ""
    if first.year == last.year:
        return str(first.year)
    is_same_century = first.year // 100 == last.year // 100
    last_number = f"{last.year % 100:02}" if is_same_century else str(last.year)
    return f"{first.year}\N{EN DASH}{last_number}"


def format_year_name(first: date, last: date) -> str:
    """Return the name of a year of meetings: its number, or "May 2027 to August 2027"."""
    months = (f"{_MONTHS[day.month - 1]} {day.year}" for day in (first, last))
    return format_year_number(first, last) or " to ".join(dict.fromkeys(months))


def format_time(time_of_day: time) -> str:
    """Return a time of day in words: "8:00 a.m."."""
    return f"{format_bare_time(time_of_day)} {'a.m.' if time_of_day.hour < _NOON else 'p.m.'}"


def format_bare_time(time_of_day: time) -> str:
    """Return a time of day as a clock shows it: "8:00"."""
    return f"{time_of_day.hour % _NOON or _NOON}:{time_of_day.minute:02d}"


def is_same_half(first: time, second: time) -> bool:
    """Return whether two times of day are both before noon, or both not."""
    return (first.hour < _NOON) == (second.hour < _NOON)


def end_sentence(text: str) -> str:
    """Add a period to a sentence, unless it ends in one, as "8:00 a.m." does."""
    return text if text.endswith(".") else f"{text}."


def format_count(count: int, noun: str) -> str:
    """Format how many there are of a thing: "1 file", "3 files", "2 entries"."""
    if count == 1:
        return f"1 {noun}"
    is_y_plural = noun.endswith("y") and noun[-2:-1] not in "aeiou"
    return f"{count} {noun[:-1]}ies" if is_y_plural else f"{count} {noun}s"


def format_list(phrases: Iterable[str], conjunction: str = "and") -> str:
    """Return a list in words; semicolons separate phrases that contain commas."""
    all_phrases = list(phrases)
    separator = "; " if any(", " in phrase for phrase in all_phrases) else ", "
    match all_phrases:
        case []:
            return ""
        case [first]:
            return first
        case [first, second]:
            return f"{first} {conjunction} {second}"
        case [*most, last]:
            return f"{separator.join(most)}{separator}{conjunction} {last}"
    raise AssertionError


def format_short_list(phrases: Iterable[str], limit: int = 3) -> str:
    """Return a list in words that names only the first few: "A, B, C, and 4 more"."""
    all_phrases = list(phrases)
    omitted_count = len(all_phrases) - limit
    return format_list(
        [*all_phrases[:limit], f"{omitted_count} more"] if omitted_count > 0 else all_phrases
    )
