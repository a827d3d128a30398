"""Types for the times in an answer: days, clock times, intervals, recurring weekdays."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from statplan.errors import AnswerError
from statplan.plan.quotation import quote_answer

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
class RepeatInterval:
    """The interval at which a series repeats: `count` weeks, months or quarters."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return self.unit if self.count == 1 else f"{self.count} {self.unit}s"


@dataclass(frozen=True, slots=True)
class WeekdayRule:
    """The weekday, or the nth (-1: last) weekday, on which a series meets.

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


def _make_validator(
    pattern: str, fact: str, remedy: str, convert: Callable[[str], object], parsed_type: type
) -> BeforeValidator:
    def parse_answer(answer: object) -> object:
        if isinstance(answer, parsed_type):
            return answer
        if not isinstance(answer, str) or not re.fullmatch(pattern, answer):
            raise AnswerError(f"{quote_answer(answer)} {fact}.", remedy)
        try:
            return convert(answer)
        except ValueError as error:
            raise AnswerError(f"{quote_answer(answer)} {error}.", remedy) from error

    return BeforeValidator(parse_answer)


def parse_day(text: str) -> date:
    """Parse `2027-01-31`.

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


def parse_interval(text: str) -> RepeatInterval:
    """Parse `week`, `2 weeks`, `month`, `3 months`, `quarter`."""
    count, _, unit = text.rpartition(" ")
    name: Any = unit.removesuffix("s") if count else unit
    return RepeatInterval(int(count or 1), name)


def parse_weekday_rule(text: str) -> WeekdayRule:
    """Parse `second Thursday`, `last Friday`, `Wednesday`, `Tuesday, Wednesday and Thursday`."""
    ordinal: int | None = None
    first, _, rest = text.partition(" ")
    if first in ORDINALS:
        ordinal, text = ORDINALS[first], rest
    names = re.split(r", | and ", text)
    days = tuple(WEEKDAYS.index(name.capitalize()) for name in names)
    if len(set(days)) != len(days):
        raise ValueError("names a weekday twice")
    return WeekdayRule(days, ordinal)


def is_past_midnight(start_time: time, minutes: int) -> bool:
    """Return whether a meeting that starts at a time of day ends after midnight."""
    start = datetime.combine(date(2000, 1, 1), start_time)
    return start + timedelta(minutes=minutes) > datetime(2000, 1, 2)  # noqa: DTZ001 - a local time


def parse_clock(text: str) -> time:
    """Parse `08:00`."""
    return time.fromisoformat(text)


def _make_schema(pattern: str, *examples: str, **keywords: str) -> WithJsonSchema:
    return WithJsonSchema(
        {"type": "string", "pattern": pattern, **keywords, "examples": list(examples)}
    )


def format_clock(time_of_day: time) -> str:
    """Format a time as a plan has it: 08:00."""
    return time_of_day.strftime("%H:%M")


_AS_TEXT = PlainSerializer(str)

Day = Annotated[
    date,
    _make_validator(
        _DAY, "is no day", "Write year, month and day, as in 2027-01-31.", parse_day, date
    ),
    _AS_TEXT,
    _make_schema(_DAY, "2027-01-31", format="date"),
]
Clock = Annotated[
    time,
    _make_validator(
        _CLOCK,
        "is not a time",
        "Write hours and minutes with two digits each, as in 08:00 or 14:30.",
        parse_clock,
        time,
    ),
    PlainSerializer(format_clock),
    _make_schema(_CLOCK, "08:00", "14:30"),
]
RepeatIntervalText = Annotated[
    RepeatInterval,
    _make_validator(
        _EVERY,
        "is no interval",
        "Write week, month or quarter, or 2 to 52 weeks or months, as in 2 weeks.",
        parse_interval,
        RepeatInterval,
    ),
    _AS_TEXT,
    _make_schema(_EVERY, "month", "2 weeks", "quarter"),
]
WeekdayRuleText = Annotated[
    WeekdayRule,
    _make_validator(
        _ON,
        "is not understood",
        "Write it as in second Thursday, last Friday or Wednesday.",
        parse_weekday_rule,
        WeekdayRule,
    ),
    _AS_TEXT,
    _make_schema(_ON, "second Thursday", "last Friday", "Wednesday"),
]
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def limit_integer(minimum: int, maximum: int) -> Any:  # noqa: ANN401 - field metadata
    """Limit a whole number to a range; a text of digits is not a number."""
    return Field(strict=True, ge=minimum, le=maximum)
