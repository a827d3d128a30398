"""The preparation clock as a line: what is due before and after a meeting, and who owes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from statplan.charter.english import format_count
from statplan.charter.given import CharterContext
from statplan.documents.blocks import Block, Figure
from statplan.documents.drawing import ACCENT, QUIET, Drawing, Pen, TextStyle

_WIDTH, _HEIGHT, _LINE = 470, 96, 40
_FEWEST = 2  # the meeting and one more are no line
_WEEK, _WORKING = 7, 5  # days
_HOURS = 24


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something due a number of days after a meeting; a negative number means before it."""

    days_after: float
    timing: str
    event: str


def list_milestones(context: CharterContext) -> tuple[Milestone, ...]:
    """Return what the plan says is due around a meeting, in order, with the meeting among it."""
    preparation, plan = context.plan.frequency.preparation, context.plan
    before = [
        _build_working_day_milestone(
            preparation.responses_due, "answers to the last follow-up arrive"
        ),
        _build_working_day_milestone(preparation.data_due, "departments send their data"),
        _build_working_day_milestone(
            plan.leadership.prebrief_days,
            f"{context.principal} {context.choose_verb('is briefed', 'are briefed')}",
        ),
        _build_hours_milestone(plan.publicity.elected_body.notice_hours, "public notice is given"),
        _build_hours_milestone(preparation.memo_hours, "the memo goes out"),
    ]
    after = []
    if preparation.follow_up_days is not None:
        within = format_count(preparation.follow_up_days, "day")
        after.append(
            Milestone(preparation.follow_up_days, f"within {within}", "the follow-up memo goes out")
        )
    within_days = plan.publicity.redaction.within_days
    if within_days is not None and plan.publicity.publishes:
        timing = f"within {format_count(within_days, 'working day')}"
        after.append(
            Milestone(
                _convert_to_calendar_days(within_days), timing, "what may be public is published"
            )
        )
    stated_before = [milestone for milestone in before if milestone is not None]
    meeting = Milestone(0, "the day", "the meeting")
    return (
        *sorted(stated_before, key=lambda milestone: milestone.days_after),
        meeting,
        *sorted(after, key=lambda milestone: milestone.days_after),
    )


def draw_timeline(context: CharterContext) -> Iterator[Block]:
    """Draw the preparation timeline, where the plan states at least two of its times."""
    milestones = list_milestones(context)
    if len(milestones) > _FEWEST:
        yield Figure(
            "The preparation clock", _describe_timeline(milestones), _draw_milestones(milestones)
        )


def _build_working_day_milestone(days: int | None, event: str) -> Milestone | None:
    if days is None:
        return None
    timing = f"{format_count(days, 'working day')} before" if days else "the same day"
    return Milestone(-_convert_to_calendar_days(days), timing, event)


def _build_hours_milestone(hours: int | None, event: str) -> Milestone | None:
    if hours is None:
        return None
    return Milestone(-hours / _HOURS, f"{format_count(hours, 'hour')} before", event)


def _convert_to_calendar_days(days: int) -> float:
    return days * _WEEK / _WORKING


def _describe_timeline(milestones: tuple[Milestone, ...]) -> str:
    events = "; ".join(
        milestone.event
        if milestone.event == "the meeting"
        else f"{milestone.timing}, {milestone.event}"
        for milestone in milestones
    )
    return f"A line of time from left to right: {events}."


def _draw_milestones(milestones: tuple[Milestone, ...]) -> Drawing:
    drawing = Drawing(_WIDTH, _HEIGHT)
    step_width = _WIDTH / len(milestones)
    drawing.draw_line(
        (step_width / 2, _LINE), (_WIDTH - step_width / 2, _LINE), Pen(stroke=ACCENT, thick=1.4)
    )
    for number, milestone in enumerate(milestones):
        x = (number + 0.5) * step_width
        is_meeting = milestone.event == "the meeting"
        if is_meeting:
            area = (x - 7, _LINE - 7, 14, 14)
            drawing.draw_rectangle(area, Pen(fill=ACCENT, stroke=ACCENT))
        else:
            drawing.draw_circle((x, _LINE), 4.5, Pen(stroke=ACCENT, thick=1.4))
        timing_style = TextStyle(7.5, QUIET, anchor="middle")
        drawing.draw_wrapped_text(
            (x, 14), step_width - 8, milestone.timing, timing_style, max_lines=2
        )
        event_style = TextStyle(8, bold=is_meeting, anchor="middle")
        drawing.draw_wrapped_text(
            (x, _LINE + 20), step_width - 8, milestone.event, event_style, max_lines=4
        )
    return drawing
