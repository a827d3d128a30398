"""The seating plan, drawn from the roster: who sits where around the table."""

from collections.abc import Iterator
from dataclasses import dataclass

from statplan.charter.context import CharterContext
from statplan.charter.grammar import add_article, capitalize_first
from statplan.charter.participants import describe_companion
from statplan.documents.blocks import Block, Figure, Note
from statplan.documents.svg import ACCENT, PALE, QUIET, Drawing, Pen, TextStyle
from statplan.plan import lookup
from statplan.plan.english import format_list
from statplan.plan.public_access import list_access_answers
from statplan.plan.publicity import OPEN_ACCESS
from statplan.schedule.attendees import list_counsel, list_stat_team

_WIDTH = 470
_ROW = 35  # points of height for a row of the panel
_OTHERS = 34  # points of height for those without a seat of their own
_ROOM = 124  # points from the top of the table down
_ACROSS, _SEATS = 5, 10  # panel seats in a row, and in all


@dataclass(frozen=True, slots=True)
class SeatingPlan:
    """The seats around the table, by office; `head` is the text on the seat at its head.

    `others` are at the table as well, and have no seat of their own in the drawing.
    """

    head: str
    panel: tuple[str, ...]
    stat_lead: str
    analysts: tuple[str, ...]
    department_staff: str
    others: tuple[str, ...]
    has_observers: bool


def write_seating_plan(context: CharterContext) -> Iterator[Block]:
    """Draw the room, where meetings are held in one and the plan says who is on the panel."""
    if context.plan.frequency.place.mode != "remote" and context.plan.participants.panel:
        seating = _build_seating_plan(context)
        yield Figure("Seating plan", _describe_seats(seating), _draw_seats(seating))
        yield Note(("Drawn from the roster; move the seats as the room asks.",))


def _build_seating_plan(context: CharterContext) -> SeatingPlan:
    leadership, participants = context.plan.leadership, context.plan.participants
    heads = _list_heads(context)
    lead = leadership.facilitator
    analysts = list_stat_team(context.plan)
    seated = {*heads, *((lead,) if lead else ()), *analysts}
    brings = participants.department_brings
    if brings is None and participants.departments:
        brings = ("head",)
    return SeatingPlan(
        head=_name_head(context, heads),
        panel=tuple(
            _get_office(context, person_id)
            for person_id in participants.panel or ()
            if person_id not in seated
        ),
        stat_lead=_get_office(context, lead) if lead and lead not in heads else "",
        analysts=tuple(
            _get_office(context, person_id)
            for person_id in analysts
            if person_id not in (*heads, lead)
        ),
        department_staff=format_list(map(describe_companion, brings or ())),
        others=tuple(_list_others(context, {*seated, *(participants.panel or ())})),
        has_observers=bool(participants.employees_may_watch)
        or not list_access_answers(context.plan).isdisjoint({"employees", *OPEN_ACCESS}),
    )


def _list_heads(context: CharterContext) -> tuple[str, ...]:
    """Return the ids of the people who may sit at the head of the table."""
    leadership = context.plan.leadership
    designee = leadership.designee if leadership.attends != "every" else None
    everybody = (*(leadership.principal or ()), leadership.chair, designee)
    return tuple(dict.fromkeys(person_id for person_id in everybody if person_id))


def _get_office(context: CharterContext, person_id: str) -> str:
    return lookup.format_office(context.plan, person_id)


def _list_others(context: CharterContext, seated: set[str]) -> Iterator[str]:
    """List who else is at the table of some meeting or of all, within a sentence."""
    plan, participants = context.plan, context.plan.participants
    if any(department.budget_analyst for department in participants.departments or ()):
        yield "the department's budget analyst"
    if participants.supervisor_attends:
        yield "the supervisor of the department's head"
    if participants.counsel == "the department's":
        yield "the department's counsel"
    if any(subject.leader for subject in plan.focus.subjects or ()):
        yield "whoever leads the work on the topic"
    if any(series.presenters for series in plan.frequency.series or ()):
        yield "those who present"
    people = (*list_counsel(plan), *(participants.partners or ()))
    yield from (
        add_article(_get_office(context, person_id))
        for person_id in dict.fromkeys(people)
        if person_id not in seated
    )


def _name_head(context: CharterContext, heads: tuple[str, ...]) -> str:
    leadership = context.plan.leadership
    principals = leadership.principal or ()
    names = [_get_office(context, person_id) for person_id in principals] or list(
        map(capitalize_first, context.principals)
    )
    others = [_get_office(context, person_id) for person_id in heads if person_id not in principals]
    if leadership.attends == "never":
        names = []
    return format_list([*names, *others], "or" if others else "and")


def _describe_seats(seating: SeatingPlan) -> str:
    sentences = (
        [f"At the left end of the table, at its head, sits {add_article(seating.head)}."]
        if seating.head
        else []
    )
    if seating.panel:
        offices = format_list(map(add_article, seating.panel))
        sentences.append(f"Along the far side sits the panel: {offices}.")
    sentences.append("Along the near side, by the screen, is the hot seat of whoever answers.")
    if seating.department_staff:
        sentences.append(f"Beside it sits whom the department brings: {seating.department_staff}.")
    if seating.stat_lead:
        sentences.append(
            f"The Stat lead, {add_article(seating.stat_lead)}, sits at the near side, next to "
            "the head."
        )
    sentences.append("The screen is at the right end.")
    if seating.analysts:
        sit = "sits" if len(seating.analysts) == 1 else "sit"
        sentences.append(
            f"By the screen {sit} those who analyze: "
            f"{format_list(map(add_article, seating.analysts))}."
        )
    if seating.others:
        come = "comes" if len(seating.others) == 1 else "come"
        others = capitalize_first(format_list(seating.others))
        sentences.append(f"{others} also {come} to the table.")
    if seating.has_observers:
        sentences.append("Those who watch sit behind the near side.")
    return " ".join(sentences)


def _draw_seats(seating: SeatingPlan) -> Drawing:
    rows = _split_rows(seating.panel)
    top = 6 + _ROW * len(rows)  # of the table
    height = top + (_ROOM if seating.has_observers else _ROOM - 24)
    drawing = Drawing(_WIDTH, round(height + (_OTHERS if seating.others else 0)))
    for number, row in enumerate(rows):
        _draw_row(drawing, row, 2 + number * _ROW)
    plain_style = TextStyle(7.5, anchor="middle")
    bold_style = TextStyle(7.5, bold=True, anchor="middle")
    seat_pen, head_pen = Pen(stroke=ACCENT), Pen(stroke=ACCENT, thick=1.8)
    drawing.draw_rectangle((92, top, 290, 54), Pen(fill=PALE, thick=1.2))
    drawing.draw_text((237, top + 30), "Table", TextStyle(9, QUIET, anchor="middle"))
    drawing.draw_box(
        (2, top - 6, 84, 66), seating.head or "Head of the table", head_pen, bold_style
    )
    if seating.stat_lead:
        drawing.draw_box(
            (92, top + 60, 88, 34), f"Stat lead: {seating.stat_lead}", seat_pen, plain_style
        )
    beside = "With the hot seat" + (
        f": {seating.department_staff}" if seating.department_staff else ""
    )
    drawing.draw_box((186, top + 60, 102, 34), beside, Pen(stroke=ACCENT, dashed=True), plain_style)
    drawing.draw_box((294, top + 60, 88, 34), "Hot seat: whoever answers", head_pen, bold_style)
    drawing.draw_rectangle((390, top - 6, 8, 66), Pen(fill=ACCENT, stroke=ACCENT))
    drawing.draw_text((403, top + 30), "Screen", TextStyle(9, bold=True))
    if seating.analysts:
        words = f"Analysts: {', '.join(seating.analysts)}"
        drawing.draw_box((390, top + 64, 78, 44), words, seat_pen, plain_style)
    if seating.has_observers:
        drawing.draw_box((92, top + 100, 290, 20), "Those who watch", Pen(dashed=True), plain_style)
    if seating.others:
        words = f"Also at the table: {format_list(seating.others)}"
        drawing.draw_box((2, height, 466, _OTHERS - 2), words, seat_pen, plain_style)
    return drawing


def _split_rows(panel: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Split the panel into at most two rows of seats; the alternative text names everybody."""
    seats = panel if len(panel) <= _SEATS else (*panel[: _SEATS - 1], "and others")
    rows = [seats[start : start + _ACROSS] for start in range(0, len(seats), _ACROSS)]
    return rows[::-1]


def _draw_row(drawing: Drawing, row: tuple[str, ...], top: float) -> None:
    seat_width = (_WIDTH - 4) / _ACROSS
    left = (_WIDTH - seat_width * len(row)) / 2
    for index, office in enumerate(row):
        area = (left + index * seat_width + 1.5, top, seat_width - 3, _ROW - 3)
        drawing.draw_box(area, office, Pen(stroke=ACCENT), TextStyle(7.5, anchor="middle"))
