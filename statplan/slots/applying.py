"""Write an answer into the plan: the day and time of each series, and what else it takes.

What the plan then says is scheduled, and every meeting and back-up that does not come to stand
where the answer has it is written down as an exception, until all of them do.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from statplan.errors import StatplanError
from statplan.plan import Plan, reading
from statplan.plan.ranking import Answers
from statplan.plan.series import Series
from statplan.plan.times import On
from statplan.schedule import Backup, Meeting, Schedule, make_schedule
from statplan.slots.answer import Answer, Line, Obstacle, Pattern, Placed

Changes = dict[str, Any]
_BUSY = "Somebody who must be there is busy"
_NO_PLACE = "No date was free for all who must be there"
_ROW = ("day", "at", "backup", "backup_at", "without_backup", "called_off", "why")
_WEEK = 7
_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Applied:
    """New answers by their path, the plan that has them, and the year that it makes."""

    changes: Changes
    plan: Plan
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class _Part:
    """A series of the plan with its place in it, and the lines of the answer that are its."""

    path: str
    series: Series
    lines: tuple[Line, ...]


def apply(plan: Plan, data: Mapping[str, Any], answer: Answer) -> Applied:
    """Find what must be written into a plan for its year to be the answer's.

    A meeting for which there is no place is called off, with that as the reason. Exceptions that
    the plan had for these series are replaced.

    Args:
        plan: the plan for which the answer was found.
        data: its answers as plain data.
        answer: what was found.

    Raises:
        StatplanError: the plan cannot say it; nothing is changed.
    """
    parts = tuple(_parts(plan, answer))
    changes: Changes = {}
    for part in parts:
        _keeps_turns(part)
        changes |= _place(plan, part)
        if part.series.exceptions:
            changes[f"{part.path}.exceptions"] = None
    placed = {str(each.key): each for line in answer.lines for each in line.meetings}
    exceptions: dict[str, Changes] = {}
    for _ in range(len(placed) + 1):
        made = _made(data, {**changes, **_exceptions(parts, exceptions)})
        wrong = dict(_differing(made.schedule, placed))
        if not wrong:
            return _proved(made)
        found = {
            key: exceptions.get(key, {}) | _elsewhere(placed[key], how)
            for key, how in wrong.items()
        }
        if all(exceptions.get(key) == each for key, each in found.items()):
            break
        exceptions |= found
    raise _refused(made, sorted(wrong))


def _parts(plan: Plan, answer: Answer) -> Iterator[_Part]:
    lines = {each.series: each for each in answer.lines}
    for index, series in enumerate(plan.frequency.series or ()):
        ids = [series.id]
        if series.for_each:
            ids = [each for each in lines if each.startswith(f"{series.id}-")]
        own = tuple(lines[each] for each in ids if each in lines)
        if own:
            yield _Part(f"frequency.series[{index}]", series, own)


def _keeps_turns(part: _Part) -> None:
    """Refuse to call a meeting off where those after it would move up in their turns."""
    lost = [str(each.key) for line in part.lines for each in line.meetings if each.stand is None]
    if lost and part.series.rotate:
        fact = f"{lost[0]} has no place, and everybody after it would move up in the turns."
        hint = "Give it a place first: more days or hours in frequency.slots, or fewer required."
        raise StatplanError(f"{fact} Nothing was changed.", hint=hint)


def _place(plan: Plan, part: _Part) -> Changes:
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
        found[f"{path}.at"] = _clock(min(each.at for each in patterns))
    found[f"{path}.places"] = [
        {"of": line.series.removeprefix(f"{series.id}-"), **_own(series, line.pattern)}
        for line in part.lines
    ]
    return found


def _clock(at: Any) -> str:  # noqa: ANN401
    return f"{at:%H:%M}"


def _alone(plan: Plan, series: Series, pattern: Pattern) -> Iterator[tuple[str, Any]]:
    yield "on", str(pattern.on)
    yield "at", _clock(pattern.at)
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
    found: Changes = {"on": str(pattern.on), "at": _clock(pattern.at)}
    every = series.every
    if every and every.unit == "week" and every.count > 1:
        found["week"] = pattern.phase + 1
    elif every and every.unit != "week" and str(every) != "month":
        found["in_month"] = pattern.month
    return found


def _exceptions(parts: Sequence[_Part], found: Mapping[str, Changes]) -> Changes:
    """The exceptions of each series, in the order of its meetings."""
    changes: Changes = {}
    for part in parts:
        keys = [str(each.key) for line in part.lines for each in line.meetings]
        rows = [
            {"meeting": key, **{each: found[key][each] for each in _ROW if each in found[key]}}
            for key in keys
            if key in found
        ]
        if rows:
            changes[f"{part.path}.exceptions"] = rows
    return changes


def _made(data: Mapping[str, Any], changes: Changes) -> Applied:
    answers = Answers(deepcopy(dict(data)))
    for path, value in changes.items():
        answers.put(path, value, "")
    found = reading.check(answers.data)
    if found.plan is None:
        fact = "the answer cannot be written into the plan. Nothing was changed."
        raise StatplanError(fact, problems=tuple(found.problems))
    return Applied(changes, found.plan, make_schedule(found.plan))


def _differing(
    schedule: Schedule, placed: Mapping[str, Placed]
) -> Iterator[tuple[str, Meeting | None]]:
    """The meetings that the schedule puts elsewhere, or whose back-up it does."""
    there = {str(each.key): each for each in schedule.meetings}
    for key, wanted in placed.items():
        meeting = there.get(key)
        if wanted.stand is None:
            if meeting:
                yield key, meeting
            continue
        backup = meeting.backup.stand if meeting and isinstance(meeting.backup, Backup) else None
        if meeting is None or (meeting.stand, backup) != (wanted.stand, wanted.backup):
            yield key, meeting


def _elsewhere(placed: Placed, meeting: Meeting | None) -> Changes:
    """The exception that puts a meeting where it is wanted."""
    found: Changes = {}
    stand, backup = placed.stand, placed.backup
    if stand is None:
        return {"called_off": "yes", "why": _NO_PLACE}
    if meeting is None or meeting.stand != stand:
        if meeting is None or meeting.stand.day != stand.day:
            found["day"] = str(stand.day)
        if placed.nominal.at != stand.at or (meeting and meeting.stand.at != stand.at):
            found["at"] = _clock(stand.at)
        found["why"] = _why(placed)
        return found
    if backup is None:
        return {"without_backup": "yes"}
    found["backup"] = str(backup.day)
    if backup.at != stand.at:
        found["backup_at"] = _clock(backup.at)
    return found


def _why(placed: Placed) -> str:
    """Why a meeting stands elsewhere, without a word on who is busy: the plan has many readers."""
    named = [each for each in placed.obstacles if each.what]
    if not named:
        return _BUSY
    return _named(named[0])


def _named(obstacle: Obstacle) -> str:
    return f"Taken by {obstacle.what}" if obstacle.need else obstacle.what


def _proved(made: Applied) -> Applied:
    if made.schedule.problems:
        raise _refused(made, [])
    return made


def _refused(made: Applied, keys: Sequence[str]) -> StatplanError:
    facts = [str(each) for each in made.schedule.problems[:3]] or [
        f"{', '.join(keys[:3])} cannot be put where they should stand."
    ]
    hint = f"{' '.join(facts)} Nothing was changed."
    return StatplanError("the plan cannot say this answer.", hint=hint)
