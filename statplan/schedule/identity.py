"""The keys of meetings: those of the plan, or those by which calendars have the same meetings.

The key of a meeting depends on how many days its series has in a period: a series on the first
Tuesday has `board/2027-03`, one on the first and third has `board/2027-03.1` and
`board/2027-03.3`. A series that gains or loses a day keeps the keys that were published, so that
calendars keep their entries.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from itertools import count

from statplan.schedule.published_facts import PublishedMeeting
from statplan.schedule.recurrence import NominalDay

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPAN = re.compile(r"[0-9]{4}-(?:Q[1-4]|W[0-9]{2}|[0-9]{2})")  # a quarter, a week, or a month
_DAYS_OF_WEEK = 7


def choose_periods(
    nominal_days: Sequence[NominalDay],
    plan_periods: Sequence[str],
    published: Iterable[PublishedMeeting],
    first: date = date.min,
) -> list[str]:
    """Return the period in the key of each meeting of a series.

    That is the plan's own, unless calendars have meetings of the same period under keys that the
    plan does not give, or the plan gives more. Each meeting of such a period then takes the key of
    the published meeting whose usual day is nearest. A meeting that was called off, or left the
    plan, gives its key only to the meeting that has the same key or the same usual day. A meeting
    of an earlier year keeps its key for itself.

    Args:
        nominal_days: the usual days of the series, in order.
        plan_periods: the period that the plan's own key of each has.
        published: the meetings of the series that calendars have.
        first: the first day of the year.
    """
    known = {meeting.period: meeting for meeting in published}
    if not known:
        return list(plan_periods)
    taken = {period for period, meeting in known.items() if meeting.is_before(first)}
    known = {period: meeting for period, meeting in known.items() if period not in taken}
    periods: dict[int, str] = {}
    for _, _, index, period in sorted(_iter_pairs(nominal_days, plan_periods, known)):
        if index not in periods and period not in taken:
            periods[index] = period
            taken.add(period)
    for index, (nominal, plan_period) in enumerate(zip(nominal_days, plan_periods, strict=True)):
        if index not in periods:
            used = taken | known.keys() if nominal.day else taken
            periods[index] = _find_unused_period(plan_period, used)
            taken.add(periods[index])
    return [periods[index] for index in range(len(plan_periods))]


def _find_unused_period(plan_period: str, used: AbstractSet[str]) -> str:
    """Return a period for a new meeting; `-2` behind it where a meeting of another day has it."""
    if plan_period not in used:
        return plan_period
    names = (f"{plan_period}-{number}" for number in count(2))
    return next(name for name in names if name not in used)


def _iter_pairs(
    nominal_days: Sequence[NominalDay],
    plan_periods: Sequence[str],
    known: Mapping[str, PublishedMeeting],
) -> Iterator[tuple[int, bool, int, str]]:
    """Yield each meeting's index with a key that it may take; the best pairs have the least rank.

    The rank is the distance of the two days, and whether the key is another than the plan's own.
    Where the plan and calendars have the same keys in a period, each meeting has its own.
    """
    known_by_span = _group_by_span((period, _list_spans(period)) for period in known)
    plan_by_span = _group_by_span(
        (period, _list_own_spans(nominal))
        for nominal, period in zip(nominal_days, plan_periods, strict=True)
    )
    for index, (nominal, plan_period) in enumerate(zip(nominal_days, plan_periods, strict=True)):
        if nominal.day is None:
            continue
        spans = _list_own_spans(nominal)
        if all(known_by_span.get(span) == plan_by_span[span] for span in spans):
            yield 0, False, index, plan_period
            continue
        if plan_period in known:
            yield _measure_distance(nominal.day, known[plan_period]), False, index, plan_period
        is_listed = nominal.first == nominal.last  # two days that a plan lists are two meetings
        for period in sorted({one for span in spans for one in known_by_span.get(span, ())}):
            distance = _measure_distance(nominal.day, known[period])
            is_other_day = is_listed and _DATE.match(period)
            if period == plan_period or is_other_day:
                continue
            if known[period].takes_place or distance == 0:
                yield distance, True, index, period


def _group_by_span(spans_of_periods: Iterable[tuple[str, list[str]]]) -> dict[str, set[str]]:
    """Return the periods of keys by the month, quarter, or week that they belong to."""
    periods_by_span: dict[str, set[str]] = {}
    for period, spans in spans_of_periods:
        for span in spans:
            periods_by_span.setdefault(span, set()).add(period)
    return periods_by_span


def _measure_distance(day: date, published: PublishedMeeting) -> int:
    return abs((day - published.usual_day).days) if published.usual_day else 0


def _list_own_spans(nominal: NominalDay) -> list[str]:
    """Return the names of the period of a nominal day: of its month, quarter, or week.

    A day that a plan lists by itself belongs to all three.
    """
    day = nominal.first if nominal.day is None else nominal.day
    month, quarter, week = _name_spans(day)
    if not _DATE.match(nominal.period):
        span = _SPAN.match(nominal.period)
        return [span[0]] if span else []
    if nominal.first == nominal.last:
        return [month, quarter, week]
    is_weekly = (nominal.last - nominal.first).days % _DAYS_OF_WEEK == _DAYS_OF_WEEK - 1
    names = [week] if is_weekly and nominal.first.weekday() == 0 else []
    if nominal.first.day == 1 and (nominal.last + timedelta(days=1)).day == 1:
        names.append(month if nominal.first.month == nominal.last.month else quarter)
    return names


def _list_spans(period: str) -> list[str]:
    """Return the names of the month, quarter, or week that the period of a key belongs to."""
    if day := _DATE.match(period):
        return list(_name_spans(date.fromisoformat(day[0])))
    span = _SPAN.match(period)
    return [span[0]] if span else []


def _name_spans(day: date) -> tuple[str, str, str]:
    year, week, _ = day.isocalendar()
    return f"{day:%Y-%m}", f"{day.year}-Q{(day.month - 1) // 3 + 1}", f"{year}-W{week:02}"
