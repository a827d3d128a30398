"""The values of a rhythm: intervals, the days of a rule, and the months and days it leaves out.

`str` of each is its canonical form, as a plan file has it; `plan.phrases` reads that and others.
"""

from dataclasses import dataclass
from typing import Literal

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
SUNDAY_COUNTRIES = frozenset({"CA", "US"})  # where a week begins on Sunday
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_NEGATIVE_ORDINALS = {-1: "last", -2: "second to last", -3: "third to last"}
_CODES = {-1: "last", -2: "last2", -3: "last3"}
Unit = Literal["week", "month", "quarter"]
PeriodUnit = Literal["week", "month", "quarter", "year"]
RuleDayKind = Literal["weekday", "working day", "day"]


def format_ordinal(number: int) -> str:
    """Return an ordinal in words: `second`, `last`, `second to last`; in figures from `6th` on."""
    if number < 0:
        return _NEGATIVE_ORDINALS[number]
    word = next((word for word, ordinal in ORDINALS.items() if ordinal == number), None)
    return word or format_numeral(number)


def format_numeral(number: int) -> str:
    """Return an ordinal in figures: `1st`, `2nd`, `15th`."""
    if 11 <= number % 100 <= 13:  # noqa: PLR2004 - eleventh to thirteenth
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


@dataclass(frozen=True, slots=True)
class RepeatInterval:
    """The interval at which a series repeats: `count` weeks, months or quarters."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return self.unit if self.count == 1 else f"{self.count} {self.unit}s"


@dataclass(frozen=True, slots=True)
class MeetingMinimum:
    """The fewest meetings: `times` in each period of `count` weeks or months, a quarter, or a year.

    `str` says it as a person would: `once a month`, `twice a month`, `every 6 weeks`.
    """

    times: int
    count: int
    unit: PeriodUnit

    def __str__(self) -> str:
        if self.count > 1:
            return f"every {self.count} {self.unit}s"
        times = {1: "once", 2: "twice"}.get(self.times, f"{self.times} times")
        return f"{times} a {self.unit}"


@dataclass(frozen=True, slots=True)
class RuleDay:
    """One day of a rule: `Tuesday`, `second Tuesday`, `last working day`, `15th`, `last day`.

    `ordinal` counts from 1 within the month, or from its end, -1 being the last; None for a weekday
    of every week. `weekday` counts from 0 for Monday; None for a working day or a day of the month.
    """

    ordinal: int | None = None
    weekday: int | None = None
    kind: RuleDayKind = "weekday"

    @property
    def noun(self) -> str:
        """What its ordinal counts: `Tuesday`, `working day`, `day`."""
        return self.kind if self.weekday is None else WEEKDAYS[self.weekday]

    @property
    def code(self) -> str:
        """How a meeting's key has it, after the month: `1`, `last`, `w1`, `d15`."""
        prefix = {"weekday": "", "working day": "w", "day": "d"}[self.kind]
        ordinal = self.ordinal or 0
        return prefix + _CODES.get(ordinal, str(ordinal))

    def __str__(self) -> str:
        if self.ordinal is None:
            return self.noun
        if self.kind == "day" and self.ordinal > 0:
            return format_numeral(self.ordinal)
        return f"{format_ordinal(self.ordinal)} {self.noun}"


@dataclass(frozen=True, slots=True)
class DayShift:
    """The way from one day to another: `Monday before`, `third Tuesday after`, `day after`.

    `count` is positive after and negative before; `weekday` is None where days are counted.
    """

    count: int
    weekday: int | None = None

    def __str__(self) -> str:
        direction = "after" if self.count > 0 else "before"
        number = abs(self.count)
        if self.weekday is None:
            return f"day {direction}" if number == 1 else f"{number} days {direction}"
        ordinal = "" if number == 1 else f"{format_ordinal(number)} "
        return f"{ordinal}{WEEKDAYS[self.weekday]} {direction}"


@dataclass(frozen=True, slots=True)
class DayRule:
    """The days of a week or a month on which a series meets.

    With a `shift`, the meeting is that far from each of the `days`, or from each meeting of another
    series, whose id is `series`; `days` is empty then.
    """

    days: tuple[RuleDay, ...] = ()
    shift: DayShift | None = None
    series: str | None = None

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The weekdays of its days, in order, from 0 for Monday."""
        weekdays = (day.weekday for day in self.days if day.weekday is not None)
        return tuple(dict.fromkeys(weekdays))

    @property
    def ordinal(self) -> int | None:
        """The ordinal of its first day; None for weekdays of every week."""
        return self.days[0].ordinal if self.days else None

    @property
    def codes(self) -> tuple[str, ...]:
        """How keys of meetings have its days; with the weekday where two share an ordinal."""
        codes = [day.code for day in self.days]
        return tuple(
            code + day.noun[:3].lower() if codes.count(code) > 1 else code
            for code, day in zip(codes, self.days, strict=True)
        )

    @property
    def is_one_weekday(self) -> bool:
        """True for one weekday: `Tuesday`, `second Tuesday`, with no other day to count from."""
        return self.shift is None and len(self.days) == 1 and self.days[0].kind == "weekday"

    def __str__(self) -> str:
        if self.series:
            return f"{self.shift} {self.series}"
        days = join_words(_group_days(self.days))
        return f"{self.shift} the {days}" if self.shift else days


@dataclass(frozen=True, slots=True)
class Gap:
    """A month in which a series never meets, or one day of it: `July`, `first Monday in July`."""

    month: int
    day: RuleDay | None = None

    def __str__(self) -> str:
        month = MONTHS[self.month - 1]
        return f"{self.day} in {month}" if self.day else month


def make_weekday_rule(weekdays: tuple[int, ...], ordinal: int | None = None) -> DayRule:
    """Return the rule of some weekdays of every week, or of the nth ones of a month."""
    return DayRule(tuple(RuleDay(ordinal, weekday) for weekday in weekdays))


def join_words(words: list[str]) -> str:
    """Join words as a plan has them: `Tuesday, Wednesday and Thursday`."""
    return " and ".join([*([", ".join(words[:-1])] if words[1:] else []), *words[-1:]])


def _group_days(days: tuple[RuleDay, ...]) -> list[str]:
    """Return the words of days: `first`, `third Tuesday` where they share what they count."""
    is_shared = len({day.noun for day in days}) == 1 and all(
        day.ordinal is not None and not (day.kind == "day" and day.ordinal > 0) for day in days
    )
    if not is_shared:
        # "1st and third Thursday" would be two Thursdays.
        is_mixed = any(day.kind != "day" or (day.ordinal or 0) < 0 for day in days)
        return [_format_month_day(day) if is_mixed else str(day) for day in days]
    return [*(format_ordinal(day.ordinal or 1) for day in days[:-1]), str(days[-1])]


def _format_month_day(day: RuleDay) -> str:
    is_numeral = day.kind == "day" and (day.ordinal or 0) > 0
    return f"{day} of the month" if is_numeral else str(day)
