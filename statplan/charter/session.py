"""One meeting: how it is prepared, its agenda, its room."""

from collections.abc import Iterator

from statplan.charter.clock import clock_figure
from statplan.charter.english import capital, times
from statplan.charter.given import Given, label
from statplan.charter.layout import prose, terms
from statplan.charter.seating import seating
from statplan.documents.blocks import Block, Link, Numbered, Paragraph
from statplan.plan.english import listing
from statplan.plan.preparation import Preparation

_SHARED = {
    "not": "Departments do not see it beforehand.",
    "topics": "Departments see its topics beforehand.",
    "full": "Departments see all of it beforehand.",
}
_HELD = {"in person": "in person", "remote": "remotely", "both": "in person and remotely"}


def preparation(given: Given) -> Iterator[Block]:
    """Write the clock that runs before a meeting."""
    plan = given.plan
    clock = plan.frequency.preparation
    yield from prose([*_data(clock), *_briefing(given), *_memo(given)])
    yield from clock_figure(given)


def agenda(given: Given) -> Iterator[Block]:
    """Write the standard agenda."""
    items = given.plan.frequency.agenda or ()
    if items:
        yield Numbered(
            tuple(
                (f"{each.item} ({times(each.minutes, 'minute')})" if each.minutes else each.item,)
                for each in items
            )
        )


def room(given: Given) -> Iterator[Block]:
    """Write where a meeting is held, and how the room is laid out."""
    place = given.plan.frequency.place
    where = [part for part in (place.room, place.address) if part]
    held = [_HELD[place.mode]] if place.mode else []
    if where:
        held = [f"in {', '.join(where)}", *held]
    yield from prose([f"Meetings are held {', '.join(held)}."] if held else [])
    if place.link:
        yield Paragraph(("Those who take part remotely use ", Link(place.link, place.link), "."))
    yield from terms([(label("frequency.place.seating"), place.seating)])
    yield from seating(given)


def _data(clock: Preparation) -> Iterator[str]:
    if clock.data_due is not None:
        days = times(clock.data_due, "working day")
        yield f"Departments send their data {days} before the meeting."


def _briefing(given: Given) -> Iterator[str]:
    days = given.plan.leadership.prebrief_days
    if days is not None:
        before = times(days, "working day")
        is_briefed = given.verb("is briefed", "are briefed")
        yield f"{capital(given.principal)} {is_briefed} {before} before it."


def _memo(given: Given) -> Iterator[str]:
    clock = given.plan.frequency.preparation
    if clock.memo_hours:
        yield f"The memo goes out {times(clock.memo_hours, 'hour')} before the meeting."
    elif clock.memo_shared or clock.memo_to:
        yield "A memo goes out before the meeting."
    if clock.memo_to:
        yield f"It goes to {listing(given.offices(clock.memo_to))}."
    if clock.memo_shared:
        yield _SHARED[clock.memo_shared]
    if clock.presentations is not None:
        may = "may" if clock.presentations else "do not"
        yield f"Departments {may} present slides of their own."
