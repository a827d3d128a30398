"""Sentences on how well a pattern suits a series, which meetings move, and why."""

from collections.abc import Iterable

from statplan.plan import lookup
from statplan.plan.english import format_count, format_list, format_month_day
from statplan.plan.model import Plan
from statplan.plan.time_values import ORDINALS
from statplan.slots.grid import Grid
from statplan.slots.model import Obstacle, Pattern, PlacedMeeting, SeriesAnswer, SlotProblem

_MOST_NAMED = 3  # exceptions that a sentence names
_ORDINAL = {number: word for word, number in ORDINALS.items()}


def format_pattern(pattern: Pattern, every: str = "") -> str:
    """Format a pattern as people say it: `Second Thursday 08:00`, `Tuesday 09:00, from week 2`."""
    words = f"{pattern.on} {pattern.start_time:%H:%M}"
    if every == "quarter" or (every.endswith("months") and pattern.month > 1):
        words += f", {_ORDINAL[pattern.month]} month" if pattern.month in _ORDINAL else ""
    if pattern.phase:
        words += f", from week {pattern.phase + 1}"
    return words[0].upper() + words[1:]


def describe_series(plan: Plan, problem: SlotProblem, series_answer: SeriesAnswer) -> str:
    """Describe a series: its meetings at the usual time, those that move and why, and back-ups.

    Args:
        plan: names the people.
        problem: knows the series and the working days.
        series_answer: the series on its pattern.
    """
    usual_count = sum(not meeting.is_exception for meeting in series_answer.meetings)
    clauses = [f"{usual_count} of {len(series_answer.meetings)} at the usual time"]
    exceptions = [meeting for meeting in series_answer.meetings if meeting.is_exception]
    clauses += [_describe_exception(plan, meeting) for meeting in exceptions[:_MOST_NAMED]]
    if len(exceptions) > _MOST_NAMED:
        count = len(exceptions) - _MOST_NAMED
        verbs = "moves or has" if count == 1 else "move or have"
        clauses.append(f"{count} more {verbs} no place")
    clauses.append(_describe_backups(series_answer.meetings, problem.grid))
    every = next(
        str(series.every) for series in problem.series if series.id == series_answer.series_id
    )
    return (
        f"{format_pattern(series_answer.pattern, every)}: "
        f"{'; '.join(clause for clause in clauses if clause)}"
    )


def _describe_exception(plan: Plan, meeting: PlacedMeeting) -> str:
    nominal, slot = meeting.nominal, meeting.slot
    if slot is None:
        change = f"{format_month_day(nominal.day)} has no place"
    elif slot.day == nominal.day:
        change = f"{format_month_day(nominal.day)} starts at {slot.start_time:%H:%M}"
    else:
        time_words = "" if slot.start_time == nominal.start_time else f" at {slot.start_time:%H:%M}"
        change = (
            f"{format_month_day(nominal.day)} moves to {format_month_day(slot.day)}{time_words}"
        )
    reason = describe_obstacles(plan, meeting.obstacles)
    return f"{change} ({reason})" if reason else change


def describe_obstacles(plan: Plan, obstacles: Iterable[Obstacle]) -> str:
    """Describe what keeps a meeting from its slot: who is busy, what is closed, what meets then."""
    busy_owners: list[str] = []
    clauses: list[str] = []
    for obstacle in obstacles:
        if obstacle.need is None:
            clauses.append(f"closed: {obstacle.name}")
        elif obstacle.name:
            clauses.append(f"{obstacle.name} needs {describe_owner(plan, obstacle)}")
        else:
            busy_owners.append(describe_owner(plan, obstacle))
    reasons = list(dict.fromkeys(clauses))
    if busy_owners:
        names = format_list(dict.fromkeys(busy_owners))
        reasons.insert(0, f"{names} {'is' if len(set(busy_owners)) == 1 else 'are'} busy")
    return "; ".join(reasons)


def describe_owner(plan: Plan, obstacle: Obstacle) -> str:
    """Describe the person or room of an obstacle: `the Budget Director`, `the room 'a'`."""
    if obstacle.need is None:
        return ""
    kind, name = obstacle.need
    return (
        f"the {lookup.format_job_title(plan, name)}" if kind == "person" else f"the room '{name}'"
    )


def _describe_backups(meetings: Iterable[PlacedMeeting], grid: Grid) -> str:
    """Describe how far the back-ups are, and how many are missing."""
    placed_meetings = [meeting for meeting in meetings if meeting.slot]
    pairs = [
        (meeting.slot, meeting.backup)
        for meeting in placed_meetings
        if meeting.slot and meeting.backup
    ]
    missing = len(placed_meetings) - len(pairs)
    if not pairs:
        return "no back-ups" if placed_meetings else ""
    farthest = max(
        grid.day_indices[backup.day] - grid.day_indices[slot.day] for slot, backup in pairs
    )
    distance = f"within {format_count(farthest, 'working day')}"
    return (
        f"{format_count(len(pairs), 'back-up')} {distance}, {missing} without"
        if missing
        else f"all back-ups {distance}"
    )
