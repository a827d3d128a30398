"""Write an answer into the plan: the day and time of each series, and what else it takes.

What the plan then says is scheduled, and every meeting and back-up that does not come to stand
where the answer has it is written down as an exception, until all of them do.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from statplan.errors import StatplanError
from statplan.plan import Plan, reading
from statplan.plan.ranking import Answers
from statplan.schedule import Backup, Meeting, Schedule, make_schedule
from statplan.slots.answer import Answer, Obstacle, Placed
from statplan.slots.stating import Changes, Part, clock, keep_turns, parts, place

_BUSY = "Somebody who must be there is busy"
_NO_PLACE = "No date was free for all who must be there"
_ROW = ("day", "at", "backup", "backup_at", "without_backup", "called_off", "why")


@dataclass(frozen=True, slots=True)
class Applied:
    """New answers by their path, the plan that has them, and the year that it makes."""

    changes: Changes
    plan: Plan
    schedule: Schedule


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
    sought = tuple(parts(plan, answer))
    changes: Changes = {}
    for part in sought:
        keep_turns(part)
        changes |= place(plan, part)
        if part.series.exceptions:
            changes[f"{part.path}.exceptions"] = None
    placed = {str(each.key): each for line in answer.lines for each in line.meetings}
    exceptions: dict[str, Changes] = {}
    for _ in range(len(placed) + 1):
        made = _made(data, {**changes, **_exceptions(sought, exceptions)})
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


def _exceptions(sought: Sequence[Part], found: Mapping[str, Changes]) -> Changes:
    """The exceptions of each series, in the order of its meetings."""
    changes: Changes = {}
    for part in sought:
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
            found["at"] = clock(stand.at)
        found["why"] = _why(placed)
        return found
    if backup is None:
        return {"without_backup": "yes"}
    found["backup"] = str(backup.day)
    if backup.at != stand.at:
        found["backup_at"] = clock(backup.at)
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
