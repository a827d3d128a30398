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
from statplan.slots.answer import Obstacle, PlacedMeeting, SearchAnswer
from statplan.slots.stating import (
    Changes,
    PlanSeries,
    build_pattern_fields,
    check_turns,
    format_clock,
    match_series,
)

_BUSY = "Somebody who must be there is busy"
_NO_PLACE = "No date was free for all who must be there"
_ROW = ("day", "at", "backup", "backup_at", "without_backup", "called_off", "why")


@dataclass(frozen=True, slots=True)
class AppliedAnswer:
    """New answers by their path, the plan that has them, and the year that it makes."""

    changes: Changes
    plan: Plan
    schedule: Schedule


def apply_answer(plan: Plan, plan_data: Mapping[str, Any], answer: SearchAnswer) -> AppliedAnswer:
    """Find what must be written into a plan for its year to be the answer's.

    A meeting for which there is no place is called off, with that as the reason. Exceptions that
    the plan had for these series are replaced.

    Args:
        plan: the plan for which the answer was found.
        plan_data: its answers as plain data.
        answer: what was found.

    Raises:
        StatplanError: the plan cannot say it; nothing is changed.
    """
    plan_series_list = tuple(match_series(plan, answer))
    changes: Changes = {}
    for plan_series in plan_series_list:
        check_turns(plan_series)
        changes |= build_pattern_fields(plan, plan_series)
        if plan_series.series.exceptions:
            changes[f"{plan_series.path}.exceptions"] = None
    placed_meetings = {
        str(meeting.meeting_key): meeting
        for series_answer in answer.series_answers
        for meeting in series_answer.meetings
    }
    exceptions: dict[str, Changes] = {}
    for _ in range(len(placed_meetings) + 1):
        applied = _apply_changes(
            plan_data, {**changes, **_list_exceptions(plan_series_list, exceptions)}
        )
        misplaced = dict(_find_misplaced(applied.schedule, placed_meetings))
        if not misplaced:
            return _require_no_problems(applied)
        corrections = {
            meeting_key: exceptions.get(meeting_key, {})
            | _build_exception(placed_meetings[meeting_key], scheduled)
            for meeting_key, scheduled in misplaced.items()
        }
        if all(
            exceptions.get(meeting_key) == correction
            for meeting_key, correction in corrections.items()
        ):
            break
        exceptions |= corrections
    raise _make_refusal(applied, sorted(misplaced))


def _list_exceptions(
    plan_series_list: Sequence[PlanSeries], exceptions: Mapping[str, Changes]
) -> Changes:
    """List the exceptions of each series, in the order of its meetings."""
    changes: Changes = {}
    for plan_series in plan_series_list:
        meeting_keys = [
            str(meeting.meeting_key)
            for series_answer in plan_series.series_answers
            for meeting in series_answer.meetings
        ]
        rows = [
            {
                "meeting": meeting_key,
                **{
                    name: exceptions[meeting_key][name]
                    for name in _ROW
                    if name in exceptions[meeting_key]
                },
            }
            for meeting_key in meeting_keys
            if meeting_key in exceptions
        ]
        if rows:
            changes[f"{plan_series.path}.exceptions"] = rows
    return changes


def _apply_changes(plan_data: Mapping[str, Any], changes: Changes) -> AppliedAnswer:
    answers = Answers(deepcopy(dict(plan_data)))
    for path, answer in changes.items():
        answers.set_answer(path, answer, "")
    checked = reading.validate_answers(answers.tree)
    if checked.plan is None:
        fact = "the answer cannot be written into the plan. Nothing was changed."
        raise StatplanError(fact, problems=tuple(checked.problems))
    return AppliedAnswer(changes, checked.plan, make_schedule(checked.plan))


def _find_misplaced(
    schedule: Schedule, placed_meetings: Mapping[str, PlacedMeeting]
) -> Iterator[tuple[str, Meeting | None]]:
    """Find the meetings that the schedule puts elsewhere, or whose back-up it does."""
    scheduled = {
        str(scheduled_meeting.key): scheduled_meeting for scheduled_meeting in schedule.meetings
    }
    for meeting_key, wanted_meeting in placed_meetings.items():
        meeting = scheduled.get(meeting_key)
        if wanted_meeting.slot is None:
            if meeting:
                yield meeting_key, meeting
            continue
        backup_slot = (
            meeting.backup.slot if meeting and isinstance(meeting.backup, Backup) else None
        )
        if meeting is None or (meeting.slot, backup_slot) != (
            wanted_meeting.slot,
            wanted_meeting.backup,
        ):
            yield meeting_key, meeting


def _build_exception(placed_meeting: PlacedMeeting, meeting: Meeting | None) -> Changes:
    """Build the exception that puts a meeting where it is wanted."""
    exception: Changes = {}
    slot, backup = placed_meeting.slot, placed_meeting.backup
    if slot is None:
        return {"called_off": "yes", "why": _NO_PLACE}
    if meeting is None or meeting.slot != slot:
        if meeting is None or meeting.slot.day != slot.day:
            exception["day"] = str(slot.day)
        if placed_meeting.nominal.start_time != slot.start_time or (
            meeting and meeting.slot.start_time != slot.start_time
        ):
            exception["at"] = format_clock(slot.start_time)
        exception["why"] = _explain_move(placed_meeting)
        return exception
    if backup is None:
        return {"without_backup": "yes"}
    exception["backup"] = str(backup.day)
    if backup.start_time != slot.start_time:
        exception["backup_at"] = format_clock(backup.start_time)
    return exception


def _explain_move(placed_meeting: PlacedMeeting) -> str:
    """Say why a meeting moves, without a word on who is busy: the plan has many readers."""
    named_obstacles = [obstacle for obstacle in placed_meeting.obstacles if obstacle.name]
    if not named_obstacles:
        return _BUSY
    return _describe_obstacle(named_obstacles[0])


def _describe_obstacle(obstacle: Obstacle) -> str:
    return f"Taken by {obstacle.name}" if obstacle.need else obstacle.name


def _require_no_problems(applied: AppliedAnswer) -> AppliedAnswer:
    if applied.schedule.problems:
        raise _make_refusal(applied, [])
    return applied


def _make_refusal(applied: AppliedAnswer, meeting_keys: Sequence[str]) -> StatplanError:
    facts = [str(problem) for problem in applied.schedule.problems[:3]] or [
        f"{', '.join(meeting_keys[:3])} cannot be put where they should stand."
    ]
    hint = f"{' '.join(facts)} Nothing was changed."
    return StatplanError("the plan cannot say this answer.", hint=hint)
