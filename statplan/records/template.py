"""The template of a record: what the plan and the ledger know of a meeting, and room to write."""

from collections.abc import Iterator, Mapping

from statplan.documents import markdown
from statplan.documents.blocks import Block, Document, Facts, Heading, Numbered, Table
from statplan.ledger import Standing
from statplan.plan import Plan
from statplan.plan.english import clock, long_day
from statplan.plan.publicity import OPEN
from statplan.records.guide import guide
from statplan.records.kinds import Kind

_ROOM = 3  # rows and points that are left to be filled


def make_template(
    plan: Plan, standing: Standing, kind: Kind, grounds: Mapping[str, str], id_: str
) -> bytes:
    """Write the template of a record of a meeting, in UTF-8.

    Args:
        plan: the plan.
        standing: the meeting as it stands; one that takes place.
        kind: what kind of record it is.
        grounds: what each code of a mark stands for.
        id_: 32 hexadecimal digits that nobody can guess.
    """
    title = f"{kind.heading}: {standing.meeting.name}"
    blocks = (Facts(tuple(_facts(plan, standing))), *_PARTS[kind](plan, standing))
    text = markdown.write(Document(title, "", "en-US", "", blocks)).decode()
    head = f"---\nstatplan: {kind}\nmeeting: {standing.key}\nid: {id_}\n---"
    return f"{head}\n\n{guide(grounds)}\n\n{text}".encode()


def _facts(plan: Plan, standing: Standing) -> Iterator[tuple[str, tuple[str, ...]]]:
    meeting, stand = standing.meeting, standing.course.stand or standing.course.primary
    yield "Meeting", (standing.key,)
    yield "Date", (f"{long_day(stand.day)}, {clock(stand.at)} to {clock(stand.end.time())}",)
    if stand.day != standing.course.planned.day:
        yield "Moved from", (long_day(standing.course.planned.day),)
    if meeting.room and plan.publicity.access in OPEN:
        yield "Place", (meeting.room,)
    if plan.program.purpose:
        yield "Purpose", (plan.program.purpose,)
    if meeting.subject:
        yield "Subject", (meeting.subject,)


def _notes(plan: Plan, standing: Standing) -> Iterator[Block]:
    yield Heading(2, "Attendance")
    yield _table(
        "Who came", ("Office", "Came"), tuple((each,) for each in _offices(plan, standing))
    )
    yield Heading(2, "Agenda")
    items = [each.item for each in plan.frequency.agenda or ()]
    if items:
        yield Numbered(tuple((each,) for each in items))
    yield Heading(2, "What was discussed")
    for each in items:
        yield Heading(3, each)
    yield Heading(2, "Decisions")
    yield from _actions(plan, standing)


def _actions(plan: Plan, standing: Standing) -> Iterator[Block]:
    del plan, standing
    yield Heading(2, "Actions")
    yield _table("Who does what by when", ("Action", "Owner", "Due", "Status"))


def _slides(plan: Plan, standing: Standing) -> Iterator[Block]:
    del standing
    for each in plan.frequency.agenda or ():
        yield Heading(2, each.item)
    if not plan.frequency.agenda:
        yield Heading(2, "What the slides say")


def _memo(plan: Plan, standing: Standing) -> Iterator[Block]:
    del plan, standing
    yield Heading(2, "Commitments made")
    yield Heading(2, "Requests")
    yield _table(
        "What is asked of the department", ("Number", "Action", "Owner", "Due", "Priority")
    )
    yield Heading(2, "Data needed for the next meeting")
    yield Heading(2, "Items closed, merged or on hold")


_PARTS = {Kind.NOTES: _notes, Kind.SLIDES: _slides, Kind.ACTIONS: _actions, Kind.MEMO: _memo}


def _table(
    caption: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...] = ((),) * _ROOM
) -> Table:
    """A table whose rows are filled with empty cells."""
    cells = tuple(tuple((each,) if each else () for each in row) for row in rows)
    wide = tuple((*row, *((),) * (len(header) - len(row))) for row in cells)
    return Table(caption, header, wide)


def _offices(plan: Plan, standing: Standing) -> Iterator[str]:
    """The offices of those who lead the meeting or must come, each once, without names."""
    offices = {each.id: each.office for each in plan.participants.people or ()}
    meeting = standing.meeting
    chair = (meeting.chair,) if meeting.chair else plan.leadership.principal or ()
    panel = plan.participants.panel or ()
    people = (*chair, *panel, *meeting.required, *meeting.optional)
    yield from dict.fromkeys(offices.get(each, each) for each in people)
