"""The format of a meeting: its preparation, with a timeline, its agenda, and its room."""

from collections.abc import Iterator
from dataclasses import dataclass

from statplan.charter.context import CharterContext, find_label
from statplan.charter.grammar import capitalize_first, format_interval, spell_count
from statplan.charter.layout import build_facts, build_list, build_paragraph
from statplan.charter.seating_plan import write_seating_plan
from statplan.documents.blocks import Block, Figure, Link, NumberedList, Paragraph
from statplan.documents.svg import ACCENT, QUIET, Drawing, Pen, TextStyle
from statplan.plan.english import format_list
from statplan.plan.preparation import AgendaItem, Preparation

_WIDTH, _HEIGHT, _LINE = 470, 96, 40
_FEWEST = 2  # the meeting and one more milestone make no timeline
_WEEK, _WORKING = 7, 5  # days
_HOURS = 24
MEMO_ON_CLOSED_DAY = "If the offices are closed then, it goes out on the working day before."
_SHARED = {
    "not": "Departments do not see it beforehand.",
    "topics": "Departments see its topics beforehand.",
    "full": "Departments see all of it beforehand.",
}
MODE_PHRASES = {"in person": "in person", "remote": "remotely", "both": "in person and remotely"}


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something due a number of days after a meeting; a negative number means before it."""

    days_after: float
    timing: str
    event: str


def write_preparation(context: CharterContext) -> Iterator[Block]:
    """Write what is due before a meeting, and draw it as a timeline."""
    preparation = context.plan.frequency.preparation
    due = [*_describe_data(preparation)]
    memo = [*_describe_briefing(context), *_describe_memo(context)]
    if preparation.data_contents:
        yield from build_paragraph(due)
        yield from build_list("The data include:", preparation.data_contents)
        due = []
    yield from build_paragraph([*due, *memo])
    yield from build_list("The memo contains:", preparation.memo_contents)
    yield from draw_timeline(context)


def write_agenda(context: CharterContext) -> Iterator[Block]:
    """Write the standard agenda, and that of each recurring meeting that has its own."""
    yield from build_paragraph(_describe_first_item(context.plan.frequency.preparation))
    yield from _build_agenda(context.plan.frequency.agenda)
    for series in context.plan.frequency.series or ():
        if series.agenda:
            yield Paragraph((f"{context.name_series(series)} has this agenda:",))
            yield from _build_agenda(series.agenda)


def _describe_first_item(preparation: Preparation) -> Iterator[str]:
    if preparation.follow_up_first is not None:
        begins = "Each meeting begins" if preparation.follow_up_first else "Meetings need not begin"
        yield f"{begins} with what was promised last time."


def _build_agenda(agenda_items: tuple[AgendaItem, ...] | None) -> Iterator[Block]:
    if agenda_items:
        yield NumberedList(
            tuple(
                (
                    f"{agenda_item.item} ({spell_count(agenda_item.minutes, 'minute')})"
                    if agenda_item.minutes
                    else agenda_item.item,
                )
                for agenda_item in agenda_items
            )
        )


def write_room(context: CharterContext) -> Iterator[Block]:
    """Write where meetings are held, and how the room is laid out."""
    place = context.plan.frequency.place
    location = [part for part in (place.room, place.address) if part]
    phrases = [MODE_PHRASES[place.mode]] if place.mode else []
    if location:
        phrases = [f"in {', '.join(location)}", *phrases]
    yield from build_paragraph([f"Meetings are held {', '.join(phrases)}."] if phrases else [])
    if place.link:
        yield Paragraph(("Those who take part remotely use ", Link(place.link, place.link), "."))
    yield from build_facts([(find_label("frequency.place.seating"), place.seating)])
    yield from write_seating_plan(context)


def list_milestones(context: CharterContext) -> tuple[Milestone, ...]:
    """Return what is due before and after a meeting, in order, with the meeting itself."""
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
        within = spell_count(preparation.follow_up_days, "day")
        after.append(
            Milestone(preparation.follow_up_days, f"within {within}", "the follow-up memo goes out")
        )
    within_days = plan.publicity.redaction.within_days
    if within_days is not None and plan.publicity.publishes:
        timing = f"within {spell_count(within_days, 'working day')}"
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
    """Draw the preparation timeline, where the plan states at least two milestones."""
    milestones = list_milestones(context)
    if len(milestones) > _FEWEST:
        yield Figure(
            "The preparation clock", _describe_timeline(milestones), _draw_milestones(milestones)
        )


def _describe_data(preparation: Preparation) -> Iterator[str]:
    if preparation.data_every is not None:
        yield f"Departments send their data {format_interval(preparation.data_every)}."
    if preparation.data_due is not None:
        days = spell_count(preparation.data_due, "working day")
        is_also_regular = preparation.data_every is not None
        yield (
            f"They send the data for a meeting {days} before it."
            if is_also_regular
            else f"Departments send their data {days} before the meeting."
        )


def _describe_briefing(context: CharterContext) -> Iterator[str]:
    days = context.plan.leadership.prebrief_days
    if days is not None:
        before = spell_count(days, "working day")
        is_briefed = context.choose_verb("is briefed", "are briefed")
        yield f"{capitalize_first(context.principal)} {is_briefed} {before} before the meeting."


def _describe_memo(context: CharterContext) -> Iterator[str]:
    preparation = context.plan.frequency.preparation
    if preparation.memo_hours:
        hours = spell_count(preparation.memo_hours, "hour")
        yield f"The memo goes out {hours} before the meeting. {MEMO_ON_CLOSED_DAY}"
    elif preparation.memo_shared or preparation.memo_to:
        yield "A memo goes out before the meeting."
    if preparation.memo_to:
        yield f"It goes to {format_list(context.name_offices(preparation.memo_to))}."
    if preparation.memo_shared:
        yield _SHARED[preparation.memo_shared]
    if preparation.presentations is not None:
        may = "may" if preparation.presentations else "do not"
        yield f"Departments {may} present slides of their own."


def _build_working_day_milestone(days: int | None, event: str) -> Milestone | None:
    if days is None:
        return None
    timing = f"{spell_count(days, 'working day')} before" if days else "the same day"
    return Milestone(-_convert_to_calendar_days(days), timing, event)


def _build_hours_milestone(hours: int | None, event: str) -> Milestone | None:
    if hours is None:
        return None
    return Milestone(-hours / _HOURS, f"{spell_count(hours, 'hour')} before", event)


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
