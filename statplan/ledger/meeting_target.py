"""The time that a person names for a meeting: a day, a weekday, a week, a month, or the next."""

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time, timedelta

from statplan.errors import AnswerError
from statplan.plan.english import format_long_date, format_month, format_month_day, format_weekday
from statplan.plan.phrases import PhraseContext, read_clock, read_day, read_day_rule, read_gap
from statplan.plan.time_values import SUNDAY_COUNTRIES
from statplan.schedule.model import MeetingKey, TimeSlot

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_SUNDAY = 6
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
_ISO_WEEK = re.compile(r"(?:(\d{4})[- ]?)?(?:w|week )(\d{1,2})")
_QUARTER = re.compile(r"(?:(\d{4})[- ]?)?q([1-4])")
_WEEK_OF = re.compile(r"(?:the )?week (?:of|from|beginning|starting) (?:the )?(.+)")
_DAY_AND_CLOCK = re.compile(r"(.+?),? (?:at )?(noon|\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\.?)?)")
_MONTH = re.compile(r"(?P<month>[a-z]+)\.?(?:,? (?P<year>\d{4}))?")

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class MeetingTarget:
    """The time that a person names for a meeting.

    Attributes:
        words: the time in a sentence: "on Thursday, March 11, 2027", "in March 2027".
        spans: the first and the last day of each period that may be meant.
        period_ending: how the periods of the keys end that it names, as in `w20` or `2027-q1`;
            empty where it names none.
        is_next: whether the next meeting is meant, whatever its date.
        start_time: the time of day at which it starts, where one is named.
    """

    words: str
    spans: tuple[Span, ...] = ()
    period_ending: str = ""
    is_next: bool = False
    start_time: time | None = None

    @property
    def has_days_alone(self) -> bool:
        """True where it names days, and no week or month."""
        return all(first == last for first, last in self.spans)

    def has_slot(self, slot: TimeSlot) -> bool:
        """Return whether a slot is within what is named."""
        is_on_day = any(first <= slot.day <= last for first, last in self.spans)
        return is_on_day and self.start_time in {None, slot.start_time}

    def has_period(self, key: MeetingKey) -> bool:
        """Return whether it names the period of a meeting's key."""
        period = key.period.casefold()
        is_named = period == self.period_ending or period.endswith(f"-{self.period_ending}")
        return bool(self.period_ending) and is_named


def read_meeting_target(text: str, context: PhraseContext, covered: Span) -> MeetingTarget | None:
    """Read the time that a person names for a meeting; None where the text names none.

    Args:
        text: what was typed.
        context: the day on which it is typed, and the country of the program.
        covered: the first and the last day of the schedule, among whose weeks and months a week or
            a month without a year is looked for.
    """
    text = text.casefold()
    if text in {"next", "next one"}:
        return MeetingTarget("from today on", is_next=True)
    return (
        _read_numbered_period(text, covered)
        or _read_week(text, context, covered)
        or _read_month(text, covered)
        or _read_weekday(text, context)
        or _read_one_day(text, context, covered)
    )


def _read_numbered_period(text: str, covered: Span) -> MeetingTarget | None:
    """Read `2027-03`, `2027-W20`, `W20`, `week 20`, `2027-Q1`, `Q1`."""
    if match := _ISO_MONTH.fullmatch(text):
        month = int(match[2])
        spans = _list_months(month, [int(match[1])]) if 1 <= month <= 12 else ()  # noqa: PLR2004
        return MeetingTarget(f"in {text}", spans, text) if spans else None
    if match := _ISO_WEEK.fullmatch(text):
        week = int(match[2])
        spans = tuple(_iter_iso_weeks(week, _list_years(match[1], covered)))
        ending = f"{match[1]}-w{week:02}" if match[1] else f"w{week:02}"
        return MeetingTarget(f"in {ending.upper()}", spans, ending) if spans else None
    if match := _QUARTER.fullmatch(text):
        ending = f"{match[1]}-q{match[2]}" if match[1] else f"q{match[2]}"
        first_month = 3 * int(match[2]) - 2
        months = range(first_month, first_month + 3)
        years = _list_years(match[1], covered)
        spans = tuple(span for month in months for span in _list_months(month, years))
        return MeetingTarget(f"in {ending.upper()}", tuple(sorted(spans)), ending)
    return None


def _list_years(year_text: str | None, covered: Span) -> list[int]:
    first, last = covered
    return [int(year_text)] if year_text else list(range(first.year, last.year + 1))


def _iter_iso_weeks(week: int, years: list[int]) -> Iterator[Span]:
    for year in years:
        try:
            first = date.fromisocalendar(year, week, 1)
        except ValueError:
            continue
        yield first, first + _WEEK - _DAY


def _list_months(month: int, years: list[int]) -> tuple[Span, ...]:
    return tuple(
        (date(year, month, 1), date(year, month, monthrange(year, month)[1])) for year in years
    )


def _read_week(text: str, context: PhraseContext, covered: Span) -> MeetingTarget | None:
    """Read `this week`, `next week`, `week of July 7`."""
    if text in {"this week", "next week", "last week"}:
        day = context.today + {"this": 0 * _WEEK, "next": _WEEK, "last": -_WEEK}[text[:4]]
    elif match := _WEEK_OF.fullmatch(text):
        days = list(_iter_days(match[1], context, covered))
        if len(days) != 1:
            return None
        (day,) = days
    else:
        return None
    first = day - _count_days_into_week(day, context) * _DAY
    words = f"in the week of {format_month_day(day)}, {day.year}"
    return MeetingTarget(words, ((first, first + _WEEK - _DAY),))


def _count_days_into_week(day: date, context: PhraseContext) -> int:
    first_weekday = _SUNDAY if context.country in SUNDAY_COUNTRIES else 0
    return (day.weekday() - first_weekday) % 7


def _read_month(text: str, covered: Span) -> MeetingTarget | None:
    """Read `March` or `March 2027`."""
    match = _MONTH.fullmatch(text)
    if not match:
        return None
    try:
        month = read_gap(match["month"]).month
    except AnswerError:
        return None
    spans = [
        (first, last)
        for first, last in _list_months(month, _list_years(match["year"], covered))
        if match["year"] or (last >= covered[0] and first <= covered[1])
    ]
    words = f"in {format_month(month)}{' ' + match['year'] if match['year'] else ''}"
    return MeetingTarget(words, tuple(spans))


def _read_weekday(text: str, context: PhraseContext) -> MeetingTarget | None:
    """Read `Thursday`: that of the next 7 days; on a Thursday, today or in a week."""
    try:
        rule = read_day_rule(text)
    except AnswerError:
        return None
    if len(rule.days) != 1 or rule.shift or rule.days[0].ordinal is not None:
        return None
    weekday = rule.days[0].weekday
    days = [context.today + count * _DAY for count in range(8)]
    spans = tuple((day, day) for day in days if day.weekday() == weekday)
    if not spans:
        return None
    words = f"on {format_weekday(spans[0][0])} within the next 7 days"
    return MeetingTarget(words, spans)


def _read_one_day(text: str, context: PhraseContext, covered: Span) -> MeetingTarget | None:
    """Read `March 11, 2027`, also with a time as it is printed: `Thu Mar 11, 2027, 8:00 a.m.`."""
    match = _DAY_AND_CLOCK.fullmatch(text)
    for day_text, clock_text in ((text, ""), match.groups() if match else ("", "")):
        days = list(_iter_days(day_text, context, covered))
        try:
            start_time = read_clock(clock_text, context) if clock_text else None
        except AnswerError:
            continue
        if days:
            spans = tuple((day, day) for day in days)
            return MeetingTarget(f"on {format_long_date(days[0])}", spans, start_time=start_time)
    return None


def _iter_days(text: str, context: PhraseContext, covered: Span) -> Iterator[date]:
    """Yield the days that a text may mean; one without a year is looked for in each year covered.

    A day that is over is meant too: it is by its date that a meeting is recorded as held.
    """
    first, last = covered
    separator = "/" if re.fullmatch(r"\d+/\d+", text) else " "
    dated_texts = (f"{text}{separator}{year}" for year in range(first.year, last.year + 1))
    days: dict[date, None] = {}
    for dated_text in (*dated_texts, text):
        with suppress(AnswerError):
            days[read_day(dated_text, context)] = None
    return iter([day for day in days if first <= day <= last] or days)
