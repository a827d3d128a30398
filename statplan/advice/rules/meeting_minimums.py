"""The rule about the fewest meetings that a law or an order asks for, period by period."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, rule
from statplan.plan import lookup
from statplan.plan.english import format_count, format_month, format_month_day
from statplan.plan.series import Series
from statplan.plan.time_values import MeetingMinimum, PeriodUnit

_MONTHS: dict[PeriodUnit, int] = {"month": 1, "quarter": 3, "year": 12}
_WEEK = timedelta(days=7)
Period = tuple[date, date]  # its first day, and the first day after it


@rule("SP508", "error", "BALT-61", "USC-1121", "ours")
def fewer_meetings_than_required(context: RuleContext) -> Iterator[Remark]:
    """A series meets less often than it must.

    What it checks: for each series with `at_least`, the meetings in each whole week, month, or
    quarter of the plan's year, and in each twelve months from its first day. For "every 6 weeks" it
    checks the days from one meeting to the next. Where there is a series for each department or
    topic, each of them has to meet as often. Meetings that the plan calls off do not count, nor do
    periods that begin before the year does or end after it.
    Why it matters: a minimum that a law sets is not met by a schedule that misses one month.
    What to do: shorten the interval, add a meeting, or let closed days move a meeting instead of
    skipping it.
    Example: Baltimore's code asks for at least one session a month with each agency.
    """
    waiting_ids = {undecided.series for undecided in context.schedule.undecided}
    for path, series in context.series_with_paths:
        if series.at_least is None or series.id in waiting_ids:
            continue
        shortfalls = [
            (name, shortfall)
            for name, days in _list_members(context, series)
            if (shortfall := _find_shortfall(context, series, series.at_least, days))
        ]
        if shortfalls:
            name, shortfall = shortfalls[0]
            others = format_count(len(shortfalls) - 1, "other")
            misses = "misses" if len(shortfalls) == 2 else "miss"  # noqa: PLR2004 - one other
            more = f", and {others} {misses} a period too" if shortfalls[1:] else ""
            fact = f"{name} must meet at least {series.at_least}. It {shortfall}{more}."
            yield Finding(f"{path}.at_least", fact)


def _list_members(context: RuleContext, series: Series) -> Iterator[tuple[str, list[date]]]:
    """Yield who has to meet so often, with the days on which they meet: a series, or its members.

    A series without any meeting is the matter of another rule.
    """
    if not context.meetings_by_series[series.id]:
        return
    name = context.name_series(series)
    stream_names = {series.id: name}
    if series.for_each:
        stream_names = {
            f"{series.id}-{member_id}": f"{name} with {context.names[member_id]}"
            for member_id in lookup.list_ids(context.plan, series.for_each)
        }
    for stream_id, stream_name in stream_names.items():
        yield stream_name, [meeting.slot.day for meeting in context.streams.get(stream_id, ())]


def _find_shortfall(
    context: RuleContext, series: Series, minimum: MeetingMinimum, days: Sequence[date]
) -> str:
    """Return what falls short of a minimum in the first period that does; empty where none does."""
    first = max(context.schedule.first, series.starts or context.schedule.first)
    last = min(context.schedule.last, series.until or context.schedule.last)
    if minimum.unit == "week" and minimum.count > 1:
        return _find_long_gap(minimum, days, first, last)
    if minimum.unit == "week":
        periods: Iterable[Period] = _iter_weeks(first, last, context.first_weekday)
    else:
        periods = _iter_months(first, last, minimum)
    for start, end in periods:
        count = sum(start <= day < end for day in days)
        if count < minimum.times:
            has = f"has only {format_count(count, 'meeting')}" if count else "has no meeting"
            return f"{has} {_describe_period(minimum, start, end)}"
    return ""


def _find_long_gap(minimum: MeetingMinimum, days: Sequence[date], first: date, last: date) -> str:
    """Return the first time without a meeting that is longer than some weeks; else nothing."""
    edges = [first - timedelta(days=1), *sorted(days), last + timedelta(days=1)]
    for sooner, later in pairwise(edges):
        if later - sooner > minimum.count * _WEEK:
            span = f"{_format_day(max(sooner, first))} and {_format_day(min(later, last))}"
            return f"has no meeting between {span}"
    return ""


def _iter_weeks(first: date, last: date, first_weekday: int) -> Iterator[Period]:
    """Yield the weeks that are wholly between two days."""
    start = first + timedelta(days=(first_weekday - first.weekday()) % 7)
    while start + _WEEK <= last + timedelta(days=1):
        yield start, start + _WEEK
        start += _WEEK


def _iter_months(first: date, last: date, minimum: MeetingMinimum) -> Iterator[Period]:
    """Yield the months, quarters, years, or stretches of months that are wholly between two days.

    Years count from the first day; of several months, a stretch begins with each month.
    """
    months = _MONTHS[minimum.unit] * minimum.count
    start, step = first, months
    if minimum.unit != "year":
        start = first if first.day == 1 else _add_months(first.replace(day=1), 1)
    if minimum.unit == "month":
        step = 1
    while minimum.unit == "quarter" and start.month % months != 1:
        start = _add_months(start, 1)
    while (end := _add_months(start, months)) <= last + timedelta(days=1):
        yield start, end
        start = _add_months(start, step)


def _add_months(day: date, months: int) -> date:
    """Return the day some months later; the 29th to the 31st may become the 1st after them."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:  # a day that the month lacks
        return _add_months(date(year, month + 1, 1), 1)


def _describe_period(minimum: MeetingMinimum, start: date, end: date) -> str:
    """Return a period in words: "in March 2027", "in the week of January 3, 2027"."""
    if minimum.unit == "week":
        return f"in the week of {_format_day(start)}"
    month = f"{format_month(start.month)} {start.year}"
    if minimum.unit == "month" and minimum.count == 1:
        return f"in {month}"
    latest = end - timedelta(days=1)
    if minimum.unit == "year" and start.day > 1:
        return f"from {_format_day(start)} to {_format_day(latest)}"
    return f"from {month} to {format_month(latest.month)} {latest.year}"


def _format_day(day: date) -> str:
    return f"{format_month_day(day)}, {day.year}"
