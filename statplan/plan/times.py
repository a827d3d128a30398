"""The times an answer may be made of: days, clock times, intervals, recurring weekdays."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from statplan.plan.words import shown

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
Unit = Literal["week", "month", "quarter"]
FIRST_YEAR, LAST_YEAR = 1990, 2100

_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
_EVERY = r"^(week|month|quarter|([2-9]|[1-4][0-9]|5[0-2]) (weeks|months))$"
_WEEKDAY = "(" + "|".join(f"[{name[0]}{name[0].lower()}]{name[1:]}" for name in WEEKDAYS) + ")"
_WEEKDAYS = rf"{_WEEKDAY}((, {_WEEKDAY})* and {_WEEKDAY})?"
_ON = rf"^((first|second|third|fourth|fifth|last) {_WEEKDAY}|{_WEEKDAYS})$"


@dataclass(frozen=True, slots=True)
class Every:
    """The interval a series repeats by: `count` weeks, months or quarters."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return self.unit if self.count == 1 else f"{self.count} {self.unit}s"


@dataclass(frozen=True, slots=True)
class On:
    """The weekday, or the nth (-1: last) weekday, on which a series stands.

    `weekdays` counts from 0 for Monday; several are allowed where one series is made for each
    department and so may stand on different days.
    """

    weekdays: tuple[int, ...]
    ordinal: int | None = None

    def __str__(self) -> str:
        names = [WEEKDAYS[day] for day in self.weekdays]
        days = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        word = next((word for word, number in ORDINALS.items() if number == self.ordinal), "")
        return f"{word} {days}".strip()


def _parser(
    pattern: str, fact: str, remedy: str, make: Callable[[str], object], kind: type
) -> BeforeValidator:
    def parse(value: object) -> object:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ValueError(f"{shown(value)} {fact}. {remedy}")
        try:
            return make(value)
        except ValueError as error:
            raise ValueError(f"{shown(value)} {error}. {remedy}") from error

    return BeforeValidator(parse)


def parse_day(text: str) -> date:
    """Read `2027-01-31`.

    Raises:
        ValueError: no such day, or a year outside 1990 to 2100.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError("is no day of the calendar") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def parse_every(text: str) -> Every:
    """Read `week`, `2 weeks`, `month`, `3 months`, `quarter`."""
    count, _, unit = text.rpartition(" ")
    name: Any = unit.removesuffix("s") if count else unit
    return Every(int(count or 1), name)


def parse_on(text: str) -> On:
    """Read `second Thursday`, `last Friday`, `Wednesday`, `Tuesday, Wednesday and Thursday`."""
    ordinal: int | None = None
    first, _, rest = text.partition(" ")
    if first in ORDINALS:
        ordinal, text = ORDINALS[first], rest
    names = re.split(r", | and ", text)
    days = tuple(WEEKDAYS.index(name.capitalize()) for name in names)
    if len(set(days)) != len(days):
        raise ValueError("names a weekday twice")
    return On(days, ordinal)


def past_midnight(at: time, minutes: int) -> bool:
    """Whether a meeting from a time of day on ends on the next day."""
    start = datetime.combine(date(2000, 1, 1), at)
    return start + timedelta(minutes=minutes) > datetime(2000, 1, 2)  # noqa: DTZ001 - a local time


def clock(text: str) -> time:
    """Read `08:00`."""
    return time.fromisoformat(text)


def _schema(pattern: str, *examples: str, **more: str) -> WithJsonSchema:
    return WithJsonSchema(
        {"type": "string", "pattern": pattern, **more, "examples": list(examples)}
    )


def _clock(value: time) -> str:
    return value.strftime("%H:%M")


_AS_TEXT = PlainSerializer(str, return_type=str)

Day = Annotated[
    date,
    _parser(_DAY, "is no day", "Write year, month and day, as in 2027-01-31.", parse_day, date),
    _AS_TEXT,
    _schema(_DAY, "2027-01-31", format="date"),
]
Clock = Annotated[
    time,
    _parser(
        _CLOCK,
        "is no time",
        "Write hours and minutes with two digits each, as in 08:00 or 14:30.",
        clock,
        time,
    ),
    PlainSerializer(_clock, return_type=str),
    _schema(_CLOCK, "08:00", "14:30"),
]
EveryText = Annotated[
    Every,
    _parser(
        _EVERY,
        "is no interval",
        "Write week, month or quarter, or 2 to 52 weeks or months, as in 2 weeks.",
        parse_every,
        Every,
    ),
    _AS_TEXT,
    _schema(_EVERY, "month", "2 weeks", "quarter"),
]
OnText = Annotated[
    On,
    _parser(
        _ON,
        "is not understood",
        "Write it as in second Thursday, last Friday or Wednesday.",
        parse_on,
        On,
    ),
    _AS_TEXT,
    _schema(_ON, "second Thursday", "last Friday", "Wednesday"),
]
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def whole(least: int, most: int) -> Any:  # noqa: ANN401 - field metadata
    """Bounds of a whole number; a text of digits is not one."""
    return Field(strict=True, ge=least, le=most)
