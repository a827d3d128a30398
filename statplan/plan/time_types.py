"""Types for the times in an answer: days, clock times, intervals, the days of a rule, gaps.

Each is read by `plan.phrases` without a context: a plan file means one thing everywhere.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from statplan.errors import AnswerError
from statplan.plan.phrases.clocks import read_clock
from statplan.plan.phrases.day_rules import read_day_rule
from statplan.plan.phrases.days import read_day
from statplan.plan.phrases.gaps import read_gap
from statplan.plan.phrases.minimums import read_minimum
from statplan.plan.phrases.repeats import read_interval
from statplan.plan.quotation import quote_answer
from statplan.plan.time_values import DayRule, Gap, MeetingMinimum, RepeatInterval

_MOST_KEPT = 4096  # phrases that are read once only
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def _make_validator(
    read: Callable[[str], object], parsed_type: type, example: str
) -> BeforeValidator:
    """Return a validator that reads a text, and takes a value of the type as it is."""
    read_once = lru_cache(maxsize=_MOST_KEPT)(read)

    def parse_answer(answer: object) -> object:
        if isinstance(answer, parsed_type):
            return answer
        if not isinstance(answer, str):
            fact = f"{quote_answer(answer)} is not understood."
            raise AnswerError(fact, f"Write it as in {example}.")
        return read_once(answer)

    return BeforeValidator(parse_answer)


def is_past_midnight(start_time: time, minutes: int) -> bool:
    """Return whether a meeting that starts at a time of day ends after midnight."""
    start = datetime.combine(date(2000, 1, 1), start_time)
    return start + timedelta(minutes=minutes) > datetime(2000, 1, 2)  # noqa: DTZ001 - a local time


def format_clock(time_of_day: time) -> str:
    """Format a time as a plan has it: 08:00."""
    return time_of_day.strftime("%H:%M")


def _make_schema(description: str, *examples: str) -> WithJsonSchema:
    """Return the schema of a text: no pattern has all the phrases that mean one thing."""
    schema = {"type": "string", "description": description, "examples": list(examples)}
    return WithJsonSchema(schema)


def _read_day_key(text: str) -> date:
    """Read a day that is a key, and so has one form: two keys never mean one day.

    Raises:
        AnswerError: it has another form, or is no day.
    """
    day = read_day(text)
    if str(day) != text:
        fact = f"{quote_answer(text)} is not written as a key of the list."
        raise AnswerError(fact, f"Write {day}.")
    return day


_AS_TEXT = PlainSerializer(str)

Day = Annotated[
    date,
    _make_validator(read_day, date, "2027-01-31"),
    _AS_TEXT,
    _make_schema("A date with its year.", "2027-01-31", "January 31, 2027"),
]
DayKey = Annotated[
    date,
    _make_validator(_read_day_key, date, "2027-01-31"),
    _AS_TEXT,
    WithJsonSchema({"type": "string", "pattern": _DAY, "examples": ["2027-01-31"]}),
]
Clock = Annotated[
    time,
    _make_validator(read_clock, time, "08:00"),
    PlainSerializer(format_clock),
    _make_schema("A time of day: 24 hours, or with a.m. or p.m.", "08:00", "14:30", "2:30 p.m."),
]
RepeatIntervalText = Annotated[
    RepeatInterval,
    _make_validator(read_interval, RepeatInterval, "2 weeks"),
    _AS_TEXT,
    _make_schema("How often: weeks, months, or a quarter.", "month", "2 weeks", "quarter"),
]
MeetingMinimumText = Annotated[
    MeetingMinimum,
    _make_validator(read_minimum, MeetingMinimum, "once a month"),
    _AS_TEXT,
    _make_schema(
        "The fewest meetings in a period.",
        "once a month",
        "twice a month",
        "4 times a year",
        "every 6 weeks",
    ),
]
DayRuleText = Annotated[
    DayRule,
    _make_validator(read_day_rule, DayRule, "second Thursday"),
    _AS_TEXT,
    _make_schema(
        "The days of a week or a month.",
        "second Thursday",
        "last Friday",
        "Wednesday",
        "first and third Tuesday",
    ),
]
GapText = Annotated[
    Gap,
    _make_validator(read_gap, Gap, "July"),
    _AS_TEXT,
    _make_schema("A month, or a day of a month.", "July", "first Monday in July"),
]
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def limit_integer(minimum: int, maximum: int) -> Any:  # noqa: ANN401 - field metadata
    """Limit a whole number to a range; a text of digits is not a number."""
    return Field(strict=True, ge=minimum, le=maximum)
