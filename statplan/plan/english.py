"""How days, times and lists are said in English, whatever the machine's locale."""

from collections.abc import Iterable
from datetime import date, time

from statplan.plan.times import WEEKDAYS

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_NOON = 12


def weekday_name(day: date) -> str:
    """Name the weekday of a day: "Thursday"."""
    return WEEKDAYS[day.weekday()]


def month_name(month: int) -> str:
    """Name a month by its number: "January"."""
    return _MONTHS[month - 1]


def long_day(day: date) -> str:
    """Say a day in prose: "Thursday, January 14, 2027"."""
    return f"{WEEKDAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}, {day.year}"


def short_day(day: date) -> str:
    """Say a day in a table: "Thu Jan 14, 2027"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {_MONTHS[day.month - 1][:3]} {day.day}, {day.year}"


def clock(at: time) -> str:
    """Say a time of day: "8:00 a.m."."""
    hour = at.hour % _NOON or _NOON
    return f"{hour}:{at.minute:02d} {'a.m.' if at.hour < _NOON else 'p.m.'}"


def sentence(text: str) -> str:
    """A sentence with its full stop, which "8:00 a.m." has already."""
    return text if text.endswith(".") else f"{text}."


def listing(items: Iterable[str], word: str = "and") -> str:
    """Say a list as a sentence does; semicolons part items that hold commas themselves."""
    all_items = list(items)
    comma = "; " if any(", " in item for item in all_items) else ", "
    match all_items:
        case []:
            return ""
        case [one]:
            return one
        case [one, other]:
            return f"{one} {word} {other}"
        case [*most, last]:
            return f"{comma.join(most)}{comma}{word} {last}"
    raise AssertionError


def some(items: Iterable[str], most: int = 3) -> str:
    """Say a list of which only the first few are named: "A, B, C, and 4 more"."""
    all_items = list(items)
    left_out = len(all_items) - most
    return listing([*all_items[:most], f"{left_out} more"] if left_out > 0 else all_items)
