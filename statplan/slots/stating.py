"""How the plan states the pattern of a series: weekday, time, and what else it takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from statplan.errors import StatplanError
from statplan.plan import Plan
from statplan.plan.series import Series
from statplan.plan.times import On
from statplan.slots.answer import Answer, Line, Pattern

Changes = dict[str, Any]
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Part:
    """A series of the plan with its place in it, and the lines of the answer that are its."""

    path: str
    series: Series
    lines: tuple[Line, ...]


def parts(plan: Plan, answer: Answer) -> Iterator[Part]:
    """The series of a plan for which an answer has lines, in the plan's order."""
    lines = {each.series: each for each in answer.lines}
    for index, series in enumerate(plan.frequency.series or ()):
        ids = [series.id]
        if series.for_each:
            ids = [each for each in lines if each.startswith(f"{series.id}-")]
        own = tuple(lines[each] for each in ids if each in lines)
        if own:
            yield Part(f"frequency.series[{index}]", series, own)


def keep_turns(part: Part) -> None:
    """Refuse to call a meeting off where those after it would move up in their turns."""
    lost = [str(each.key) for line in part.lines for each in line.meetings if each.stand is None]
    if lost and part.series.rotate:
        fact = f"{lost[0]} has no place, and everybody after it would move up in the turns."
        hint = "Give it a place first: more days or hours in frequency.slots, or fewer required."
        raise StatplanError(f"{fact} Nothing was changed.", hint=hint)


def place(plan: Plan, part: Part) -> Changes:
    """Day and time of a series, or of each department's."""
    series, path = part.series, part.path
    if not series.for_each:
        (line,) = part.lines
        return {f"{path}.{key}": each for key, each in _alone(plan, series, line.pattern)}
    found: Changes = {}
    patterns = [each.pattern for each in part.lines]
    if series.on is None:
        weekdays = tuple(sorted({each.on.weekdays[0] for each in patterns}))
        found[f"{path}.on"] = str(On(weekdays))
    if series.at is None:
        found[f"{path}.at"] = clock(min(each.at for each in patterns))
    found[f"{path}.places"] = [
        {"of": line.series.removeprefix(f"{series.id}-"), **_own(series, line.pattern)}
        for line in part.lines
    ]
    return found


def clock(at: time) -> str:
    """A time as the plan has it."""
    return f"{at:%H:%M}"


def _alone(plan: Plan, series: Series, pattern: Pattern) -> Iterator[tuple[str, Any]]:
    yield "on", str(pattern.on)
    yield "at", clock(pattern.at)
    every, anchor = series.every, series.starts or plan.frequency.first_day
    if every is None or anchor is None:
        return
    if every.unit == "quarter" and pattern.month != (series.in_month or 1):
        yield "in_month", pattern.month
    elif every.unit == "week" and every.count > 1:
        days = (pattern.on.weekdays[0] - anchor.weekday()) % _WEEK + _WEEK * pattern.phase
        yield "starts", str(anchor + timedelta(days=days))
    elif every.unit == "month" and every.count > 1 and pattern.month > 1:
        year, month = divmod(anchor.year * 12 + anchor.month + pattern.month - 2, 12)
        yield "starts", str(date(year, month + 1, 1))


def _own(series: Series, pattern: Pattern) -> Changes:
    found: Changes = {"on": str(pattern.on), "at": clock(pattern.at)}
    every = series.every
    if every and every.unit == "week" and every.count > 1:
        found["week"] = pattern.phase + 1
    elif every and every.unit != "week" and str(every) != "month":
        found["in_month"] = pattern.month
    return found
