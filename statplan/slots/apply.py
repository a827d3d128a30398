"""An answer written into the plan: the day and time of each series, and its exceptions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from statplan.errors import StatplanError
from statplan.plan import loader, lookup
from statplan.plan.answers import Answers
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.plan.time_types import format_clock
from statplan.plan.time_values import make_weekday_rule
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.model import Backup, Meeting, Schedule
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts
from statplan.slots.model import Obstacle, Pattern, PlacedMeeting, SearchAnswer, SeriesAnswer

Changes = dict[str, Any]
_DAYS_PER_WEEK = 7
_BUSY = "Somebody who must be there is busy"
_NO_PLACE = "No date was free for all who must be there"
_EXCEPTION_KEYS = (
    *("day", "at", "backup", "backup_at", "without_backup", "called_off", "minutes", "room"),
    *("mode", "link", "chair", "subject", "department", "why"),
)


@dataclass(frozen=True, slots=True)
class AppliedAnswer:
    """New answers by their path, the plan that has them, and the year that it makes."""

    changes: Changes
    plan: Plan
    schedule: Schedule


def apply_answer(
    plan: Plan,
    plan_data: Mapping[str, Any],
    answer: SearchAnswer,
    published: PublishedFacts = NOTHING_PUBLISHED,
) -> AppliedAnswer:
    """Find what must be written into a plan for its year to be the answer's.

    A meeting for which there is no place is called off, with that as the reason. Exceptions that
    the plan had for these series are replaced.

    Args:
        plan: the plan for which the answer was found.
        plan_data: its answers as plain data.
        answer: what was found.
        published: what the ledger of a published year has of it.

    Raises:
        StatplanError: the plan cannot say it; nothing is changed.
    """
    plan_series_list = tuple(_match_series(plan, answer))
    changes: Changes = {}
    for plan_series in plan_series_list:
        _check_turns(plan_series)
        changes |= _build_pattern_fields(plan, plan_series)
        if plan_series.series.exceptions:
            changes[f"{plan_series.path}.exceptions"] = None
    placed_meetings = _index_placed_meetings(answer)
    fixed_time_keys = _list_fixed_time_keys(plan, plan_series_list)
    exceptions = dict(_iter_kept_exceptions(plan_series_list))
    for _ in range(len(placed_meetings) + 1):
        all_changes = {**changes, **_list_exceptions(plan_series_list, exceptions)}
        applied = _apply_changes(plan_data, all_changes, published)
        misplaced = dict(_find_misplaced(applied.schedule, placed_meetings))
        if not misplaced:
            return _require_no_problems(applied)
        corrections = {
            key: exceptions.get(key, {})
            | _build_exception(
                placed_meetings[key], scheduled, has_fixed_time=key in fixed_time_keys
            )
            for key, scheduled in misplaced.items()
        }
        if all(exceptions.get(key) == correction for key, correction in corrections.items()):
            break
        exceptions |= corrections
    raise _make_refusal(applied, sorted(misplaced))


@dataclass(frozen=True, slots=True)
class _PlanSeries:
    """A series of the plan, its path there, and its answers: one, or one for each department."""

    path: str
    series: Series
    series_answers: tuple[SeriesAnswer, ...]


def _match_series(plan: Plan, answer: SearchAnswer) -> Iterator[_PlanSeries]:
    """Yield each series of a plan that an answer has, with its answers, in the plan's order."""
    answers_by_id = {own_answer.series_id: own_answer for own_answer in answer.series_answers}
    for index, series in enumerate(plan.frequency.series or ()):
        series_ids = [series.id]
        if series.for_each:
            own_ids = {f"{series.id}-{id_}" for id_ in lookup.list_ids(plan, series.for_each)}
            series_ids = [series_id for series_id in answers_by_id if series_id in own_ids]
        own_answers = tuple(
            answers_by_id[series_id] for series_id in series_ids if series_id in answers_by_id
        )
        if own_answers:
            yield _PlanSeries(f"frequency.series[{index}]", series, own_answers)


def _check_turns(plan_series: _PlanSeries) -> None:
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
        remedy = "Give it a place first: more days or hours in frequency.slots, or fewer required."
        raise StatplanError(f"{fact} Nothing was changed.", remedy=remedy)


def _build_pattern_fields(plan: Plan, plan_series: _PlanSeries) -> Changes:
    """Build the day and time of a series, or of each department's."""
    series, path = plan_series.series, plan_series.path
    if not series.for_each:
        (series_answer,) = plan_series.series_answers
        pattern_fields = _iter_pattern_fields(plan, series, series_answer.pattern)
        return {f"{path}.{name}": setting for name, setting in pattern_fields}
    fields: Changes = {}
    patterns = [series_answer.pattern for series_answer in plan_series.series_answers]
    if series.on is None:
        weekdays = tuple(sorted({pattern.on.weekdays[0] for pattern in patterns}))
        fields[f"{path}.on"] = str(make_weekday_rule(weekdays))
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


def _iter_pattern_fields(plan: Plan, series: Series, pattern: Pattern) -> Iterator[tuple[str, Any]]:
    yield "on", str(pattern.on)
    yield "at", format_clock(pattern.start_time)
    every, anchor = series.every, series.starts or plan.frequency.first_day
    if every is None or anchor is None:
        return
    if every.unit == "quarter" and pattern.month != (series.in_month or 1):
        yield "in_month", pattern.month
    elif every.unit == "week" and every.count > 1:
        day_count = (pattern.on.weekdays[0] - anchor.weekday()) % _DAYS_PER_WEEK
        yield "starts", str(anchor + timedelta(days=day_count, weeks=pattern.phase))
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


def _iter_kept_exceptions(
    plan_series_list: Iterable[_PlanSeries],
) -> Iterator[tuple[str, Changes]]:
    """Yield how single meetings are held, besides when: the answer says nothing of that."""
    for plan_series in plan_series_list:
        for exception in plan_series.series.exceptions or ():
            if exception.own_answers:
                why = {"why": exception.why} if exception.why else {}
                yield exception.meeting, {**exception.own_answers, **why}


def _list_exceptions(
    plan_series_list: Sequence[_PlanSeries], exceptions: Mapping[str, Changes]
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
                    for name in _EXCEPTION_KEYS
                    if name in exceptions[meeting_key]
                },
            }
            for meeting_key in meeting_keys
            if meeting_key in exceptions
        ]
        if rows:
            changes[f"{plan_series.path}.exceptions"] = rows
    return changes


def _index_placed_meetings(answer: SearchAnswer) -> dict[str, PlacedMeeting]:
    return {
        str(meeting.meeting_key): meeting
        for series_answer in answer.series_answers
        for meeting in series_answer.meetings
    }


def _apply_changes(
    plan_data: Mapping[str, Any], changes: Changes, published: PublishedFacts
) -> AppliedAnswer:
    answers = Answers(deepcopy(dict(plan_data)))
    for path, answer in changes.items():
        answers.set_answer(path, answer, "")
    checked = loader.validate_answers(answers.tree)
    if checked.plan is None:
        fact = "the answer cannot be written into the plan. Nothing was changed."
        raise StatplanError(fact, problems=tuple(checked.problems))
    return AppliedAnswer(changes, checked.plan, make_schedule(checked.plan, published))


def _find_misplaced(
    schedule: Schedule, placed_meetings: Mapping[str, PlacedMeeting]
) -> Iterator[tuple[str, Meeting | None]]:
    """Find the meetings whose slot or back-up is not the wanted one in the schedule.

    Back-ups after the year are left to the schedule, which knows the next year's meetings.
    """
    scheduled = {str(meeting.key): meeting for meeting in schedule.meetings}
    for meeting_key, wanted_meeting in placed_meetings.items():
        meeting = scheduled.get(meeting_key)
        if wanted_meeting.slot is None:
            if meeting:
                yield meeting_key, meeting
            continue
        backup = meeting.backup if meeting else None
        backup_slot = backup.slot if isinstance(backup, Backup) else None
        wanted_backup = wanted_meeting.backup
        is_shared = isinstance(backup, Backup) and backup.reserve_key
        if is_shared or (wanted_backup and wanted_backup.day > schedule.last):
            wanted_backup = backup_slot
        wanted_slots = (wanted_meeting.slot, wanted_backup)
        if meeting is None or (meeting.slot, backup_slot) != wanted_slots:
            yield meeting_key, meeting


def _list_fixed_time_keys(plan: Plan, plan_series_list: Sequence[_PlanSeries]) -> frozenset[str]:
    """List the meetings whose back-ups start at a time of their own, whatever the meetings' is."""
    return frozenset(
        str(meeting.meeting_key)
        for plan_series in plan_series_list
        if plan_series.series.backup.at or plan.frequency.backup.at
        for series_answer in plan_series.series_answers
        for meeting in series_answer.meetings
    )


def _build_exception(
    placed_meeting: PlacedMeeting, meeting: Meeting | None, *, has_fixed_time: bool
) -> Changes:
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
    if has_fixed_time or backup.start_time != slot.start_time:
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
    remedy = f"{' '.join(facts)} Nothing was changed."
    return StatplanError("the plan cannot say this answer.", remedy=remedy)
