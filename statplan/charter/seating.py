"""The seating plan, drawn from the roster: who sits where around the table."""

from collections.abc import Iterator
from dataclasses import dataclass

from statplan.charter.english import capital, the
from statplan.charter.given import Given
from statplan.charter.people import BRINGS
from statplan.documents.blocks import Block, Figure, Note
from statplan.documents.drawing import ACCENT, PALE, QUIET, Drawing, Letters, Pen
from statplan.plan.english import listing
from statplan.plan.publicity import OPEN

_WIDTH = 470
_ROW = 35  # points of height for a row of the panel
_ROOM = 124  # points from the top of the table down
_ACROSS, _SEATS = 5, 10  # panel seats in a row, and in all


@dataclass(frozen=True, slots=True)
class Room:
    """Who sits where, by office; `head` says it in the words that stand on the seat."""

    head: str
    panel: tuple[str, ...]
    lead: str
    analysts: tuple[str, ...]
    brings: str
    watched: bool


def seating(given: Given) -> Iterator[Block]:
    """Draw the room, where meetings are held in one and the plan says who is on the panel."""
    if given.plan.frequency.place.mode != "remote" and given.plan.participants.panel:
        room = _room(given)
        yield Figure("Seating plan", _told(room), _drawn(room))
        yield Note(("Drawn from the roster; move the seats as the room asks.",))


def _room(given: Given) -> Room:
    leadership, taking_part = given.plan.leadership, given.plan.participants
    heads = _heads(given)
    lead = leadership.facilitator
    analysts = taking_part.analysts.people or ()
    seated = {*heads, *((lead,) if lead else ()), *analysts}
    brings = [BRINGS[each] for each in taking_part.department_brings or ()]
    return Room(
        head=_head(given, heads),
        panel=tuple(_office(given, each) for each in taking_part.panel or () if each not in seated),
        lead=_office(given, lead) if lead and lead not in heads else "",
        analysts=tuple(_office(given, each) for each in analysts if each not in (*heads, lead)),
        brings=listing(brings),
        watched=bool(taking_part.employees_may_watch)
        or given.plan.publicity.access in {"employees", *OPEN},
    )


def _heads(given: Given) -> tuple[str, ...]:
    """Who may be at the head of the table, of the people on the roster."""
    leadership = given.plan.leadership
    designee = leadership.designee if leadership.attends != "every" else None
    everybody = (*(leadership.principal or ()), leadership.chair, designee)
    return tuple(dict.fromkeys(each for each in everybody if each))


def _office(given: Given, who: str) -> str:
    return given.people[who].office if who in given.people else who


def _head(given: Given, heads: tuple[str, ...]) -> str:
    leadership = given.plan.leadership
    principals = leadership.principal or ()
    names = [_office(given, each) for each in principals] or list(map(capital, given.principals))
    others = [_office(given, each) for each in heads if each not in principals]
    if leadership.attends == "never":
        names = []
    return listing([*names, *others], "or" if others else "and")


def _told(room: Room) -> str:
    said = (
        [f"At the left end of the table, at its head, sits {the(room.head)}."] if room.head else []
    )
    if room.panel:
        offices = listing(map(the, room.panel))
        said.append(f"Along the far side sits the panel: {offices}.")
    said.append("Along the near side, by the screen, is the hot seat of whoever answers.")
    if room.brings:
        said.append(f"Beside it sits whom the department brings: {room.brings}.")
    if room.lead:
        said.append(f"The Stat lead, {the(room.lead)}, sits at the near side, next to the head.")
    said.append("The screen is at the right end.")
    if room.analysts:
        sit = "sits" if len(room.analysts) == 1 else "sit"
        said.append(f"By the screen {sit} those who analyze: {listing(map(the, room.analysts))}.")
    if room.watched:
        said.append("Those who watch sit behind the near side.")
    return " ".join(said)


def _drawn(room: Room) -> Drawing:
    rows = _rows(room.panel)
    top = 6 + _ROW * len(rows)  # of the table
    drawing = Drawing(_WIDTH, round(top + (_ROOM if room.watched else _ROOM - 24)))
    for number, row in enumerate(rows):
        _draw_row(drawing, row, 2 + number * _ROW)
    letters = Letters(7.5, anchor="middle")
    bold = Letters(7.5, bold=True, anchor="middle")
    seat, chief = Pen(stroke=ACCENT), Pen(stroke=ACCENT, thick=1.8)
    drawing.rect((92, top, 290, 54), Pen(fill=PALE, thick=1.2))
    drawing.text((237, top + 30), "Table", Letters(9, QUIET, anchor="middle"))
    drawing.box((2, top - 6, 84, 66), room.head or "Head of the table", chief, bold)
    if room.lead:
        drawing.box((92, top + 60, 88, 34), f"Stat lead: {room.lead}", seat, letters)
    beside = "With the hot seat" + (f": {room.brings}" if room.brings else "")
    drawing.box((186, top + 60, 102, 34), beside, Pen(stroke=ACCENT, dashed=True), letters)
    drawing.box((294, top + 60, 88, 34), "Hot seat: whoever answers", chief, bold)
    drawing.rect((390, top - 6, 8, 66), Pen(fill=ACCENT, stroke=ACCENT))
    drawing.text((403, top + 30), "Screen", Letters(9, bold=True))
    if room.analysts:
        words = f"Analysts: {', '.join(room.analysts)}"
        drawing.box((390, top + 64, 78, 44), words, seat, letters)
    if room.watched:
        drawing.box((92, top + 100, 290, 20), "Those who watch", Pen(dashed=True), letters)
    return drawing


def _rows(panel: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Up to two rows of seats along the far side; the alternative text names who is left out."""
    shown = panel if len(panel) <= _SEATS else (*panel[: _SEATS - 1], "and others")
    rows = [shown[at : at + _ACROSS] for at in range(0, len(shown), _ACROSS)]
    return rows[::-1]


def _draw_row(drawing: Drawing, row: tuple[str, ...], top: float) -> None:
    wide = (_WIDTH - 4) / _ACROSS
    left = (_WIDTH - wide * len(row)) / 2
    for place, office in enumerate(row):
        area = (left + place * wide + 1.5, top, wide - 3, _ROW - 3)
        drawing.box(area, office, Pen(stroke=ACCENT), Letters(7.5, anchor="middle"))
