"""One meeting: how it is prepared, its agenda, its room."""

from collections.abc import Iterator

from statplan.charter.clock import draw_timeline
from statplan.charter.english import capitalize_first, format_count
from statplan.charter.given import CharterContext, find_label
from statplan.charter.layout import build_facts, build_paragraph
from statplan.charter.seating import write_seating_plan
from statplan.documents.blocks import Block, Link, NumberedList, Paragraph
from statplan.plan.english import format_list
from statplan.plan.preparation import Preparation

_SHARED = {
    "not": "Departments do not see it beforehand.",
    "topics": "Departments see its topics beforehand.",
    "full": "Departments see all of it beforehand.",
}
_MODES = {"in person": "in person", "remote": "remotely", "both": "in person and remotely"}


def write_preparation(context: CharterContext) -> Iterator[Block]:
    """Write what is due before a meeting, and draw it as a timeline."""
    plan = context.plan
    preparation = plan.frequency.preparation
    yield from build_paragraph(
        [*_describe_data(preparation), *_describe_briefing(context), *_describe_memo(context)]
    )
    yield from draw_timeline(context)


def write_agenda(context: CharterContext) -> Iterator[Block]:
    """Write the standard agenda."""
    agenda_items = context.plan.frequency.agenda or ()
    if agenda_items:
        yield NumberedList(
            tuple(
                (
                    f"{agenda_item.item} ({format_count(agenda_item.minutes, 'minute')})"
                    if agenda_item.minutes
                    else agenda_item.item,
                )
                for agenda_item in agenda_items
            )
        )


def write_room(context: CharterContext) -> Iterator[Block]:
    """Write where a meeting is held, and how the room is laid out."""
    place = context.plan.frequency.place
    location = [part for part in (place.room, place.address) if part]
    manner = [_MODES[place.mode]] if place.mode else []
    if location:
        manner = [f"in {', '.join(location)}", *manner]
    yield from build_paragraph([f"Meetings are held {', '.join(manner)}."] if manner else [])
    if place.link:
        yield Paragraph(("Those who take part remotely use ", Link(place.link, place.link), "."))
    yield from build_facts([(find_label("frequency.place.seating"), place.seating)])
    yield from write_seating_plan(context)


def _describe_data(preparation: Preparation) -> Iterator[str]:
    if preparation.data_due is not None:
        days = format_count(preparation.data_due, "working day")
        yield f"Departments send their data {days} before the meeting."


def _describe_briefing(context: CharterContext) -> Iterator[str]:
    days = context.plan.leadership.prebrief_days
    if days is not None:
        before = format_count(days, "working day")
        is_briefed = context.choose_verb("is briefed", "are briefed")
        yield f"{capitalize_first(context.principal)} {is_briefed} {before} before it."


def _describe_memo(context: CharterContext) -> Iterator[str]:
    preparation = context.plan.frequency.preparation
    if preparation.memo_hours:
        yield (
            f"The memo goes out {format_count(preparation.memo_hours, 'hour')} before the meeting."
        )
    elif preparation.memo_shared or preparation.memo_to:
        yield "A memo goes out before the meeting."
    if preparation.memo_to:
        yield f"It goes to {format_list(context.name_offices(preparation.memo_to))}."
    if preparation.memo_shared:
        yield _SHARED[preparation.memo_shared]
    if preparation.presentations is not None:
        may = "may" if preparation.presentations else "do not"
        yield f"Departments {may} present slides of their own."
