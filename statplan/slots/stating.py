"""Write an answer into the plan: the day and time of each series, and what else it takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from statplan.errors import StatplanError
from statplan.plan import Plan
from statplan.plan.series import Series
from statplan.plan.times import WeekdayRule
from statplan.slots.answer import Pattern, SearchAnswer, SeriesAnswer

Changes = dict[str, Any]
_DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class PlanSeries:
    """A series of the plan with its path in it, and the parts of the answer that are its."""

    path: str
    series: Series
    series_answers: tuple[SeriesAnswer, ...]


def match_series(plan: Plan, answer: SearchAnswer) -> Iterator[PlanSeries]:
    """Match the series of a plan with the parts of an answer, in the plan's order."""
    answers_by_id = {
        series_answer.series_id: series_answer for series_answer in answer.series_answers
    }
    for index, series in enumerate(plan.frequency.series or ()):
        series_ids = [series.id]
        if series.for_each:
            series_ids = [
                series_id for series_id in answers_by_id if series_id.startswith(f"{series.id}-")
            ]
        own_answers = tuple(
            answers_by_id[series_id] for series_id in series_ids if series_id in answers_by_id
        )
        if own_answers:
            yield PlanSeries(f"frequency.series[{index}]", series, own_answers)


def check_turns(plan_series: PlanSeries) -> None:
    """Refuse to call a meeting off where those after it would move up in their turns."""
    unplaced_keys = [
        str(meeting.meeting_key)
        for series_answer in plan_series.series_answers
        for meeting in series_answer.meetings
        if meeting.slot is None
    ]
    if unplaced_keys and plan_series.series.rotate:
        fact = (
            f"{unplaced_keys[0]} has no place, and everybody after it would move up in the turns."
        )
        hint = "Give it a place first: more days or hours in frequency.slots, or fewer required."
        raise StatplanError(f"{fact} Nothing was changed.", hint=hint)


def build_pattern_fields(plan: Plan, plan_series: PlanSeries) -> Changes:
    """Build the day and time of a series, or of each department's."""
    series, path = plan_series.series, plan_series.path
    if not series.for_each:
        (series_answer,) = plan_series.series_answers
        return {
            f"{path}.{name}": answer
            for name, answer in _iter_pattern_fields(plan, series, series_answer.pattern)
        }
    fields: Changes = {}
    patterns = [series_answer.pattern for series_answer in plan_series.series_answers]
    if series.on is None:
        weekdays = tuple(sorted({pattern.on.weekdays[0] for pattern in patterns}))
        fields[f"{path}.on"] = str(WeekdayRule(weekdays))
    if series.at is None:
        fields[f"{path}.at"] = format_clock(min(pattern.start_time for pattern in patterns))
    fields[f"{path}.places"] = [
        {
            "of": series_answer.series_id.removeprefix(f"{series.id}-"),
            **_build_place_fields(series, series_answer.pattern),
        }
        for series_answer in plan_series.series_answers
    ]
    return fields


def format_clock(clock_time: time) -> str:
    """Format a time as the plan has it."""
    return f"{clock_time:%H:%M}"


def _iter_pattern_fields(plan: Plan, series: Series, pattern: Pattern) -> Iterator[tuple[str, Any]]:
    yield "on", str(pattern.on)
    yield "at", format_clock(pattern.start_time)
    every, anchor = series.every, series.starts or plan.frequency.first_day
    if every is None or anchor is None:
        return
    if every.unit == "quarter" and pattern.month != (series.in_month or 1):
        yield "in_month", pattern.month
    elif every.unit == "week" and every.count > 1:
        day_count = (
            pattern.on.weekdays[0] - anchor.weekday()
        ) % _DAYS_PER_WEEK + _DAYS_PER_WEEK * pattern.phase
        yield "starts", str(anchor + timedelta(days=day_count))
    elif every.unit == "month" and every.count > 1 and pattern.month > 1:
        year, month = divmod(anchor.year * 12 + anchor.month + pattern.month - 2, 12)
        yield "starts", str(date(year, month + 1, 1))


def _build_place_fields(series: Series, pattern: Pattern) -> Changes:
    fields: Changes = {"on": str(pattern.on), "at": format_clock(pattern.start_time)}
    every = series.every
    if every and every.unit == "week" and every.count > 1:
        fields["week"] = pattern.phase + 1
    elif every and every.unit != "week" and str(every) != "month":
        fields["in_month"] = pattern.month
    return fields
