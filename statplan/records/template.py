"""The template of a record: what the plan and the ledger know of a meeting, and room to write."""

from collections.abc import Iterator, Mapping
from textwrap import fill

from statplan.documents import markdown
from statplan.documents.blocks import Block, Document, Facts, Heading, NumberedList, Table
from statplan.ledger.meeting_state import MeetingState
from statplan.plan.english import format_list, format_long_date, format_time
from statplan.plan.model import Plan
from statplan.plan.public_access import is_open_to_public
from statplan.records.model import RecordKind

# The statuses of an action in the order of its life (G-MEAS).
ACTION_STATUSES = (
    "not yet due",
    "overdue",
    "done on time",
    "done late",
    "under review",
    "overtaken by events",
    "merged",
    "on hold",
)
AGENDA = "Agenda"
ATTENDANCE_HEADER = ("Office", "Came")
FACT_TERMS = ("Meeting", "Date", "Moved from", "Place", "Purpose", "Subject")
_WIDTH = 80
_EMPTY_ROWS = 3  # rows that are left to be filled


def make_template(
    plan: Plan,
    meeting_state: MeetingState,
    kind: RecordKind,
    grounds: Mapping[str, str],
    record_id: str,
) -> bytes:
    """Make the template of a record of a meeting, in UTF-8.

    Args:
        plan: the plan.
        meeting_state: the meeting with its decisions; it takes place.
        kind: what kind of record it is.
        grounds: what each code of a mark stands for.
        record_id: 32 hexadecimal digits that nobody can guess.
    """
    title = f"{kind.heading}: {meeting_state.meeting.name}"
    blocks = (
        Facts(tuple(_iter_facts(plan, meeting_state))),
        *_BLOCK_BUILDERS[kind](plan, meeting_state),
    )
    text = markdown.write(Document(title, "", "en-US", "", blocks)).decode()
    head = f"---\nstatplan: {kind}\nmeeting: {meeting_state.key}\nid: {record_id}\n---"
    return f"{head}\n\n{_render_guide(grounds)}\n\n{text}".encode()


def _iter_facts(plan: Plan, meeting_state: MeetingState) -> Iterator[tuple[str, tuple[str, ...]]]:
    meeting = meeting_state.meeting
    slot = meeting_state.history.slot or meeting_state.history.primary
    yield "Meeting", (meeting_state.key,)
    times = f"{format_time(slot.start_time)} to {format_time(slot.end.time())}"
    yield "Date", (f"{format_long_date(slot.day)}, {times}",)
    if slot.day != meeting_state.history.planned_slot.day:
        yield "Moved from", (format_long_date(meeting_state.history.planned_slot.day),)
    if meeting.room and is_open_to_public(plan, meeting.key.series):
        yield "Place", (meeting.room,)
    if plan.program.purpose:
        yield "Purpose", (plan.program.purpose,)
    if meeting.subject:
        yield "Subject", (meeting.subject,)


def _build_notes(plan: Plan, meeting_state: MeetingState) -> Iterator[Block]:
    yield Heading(2, "Attendance")
    yield _build_table(
        "Who came",
        ATTENDANCE_HEADER,
        tuple((office,) for office in _iter_offices(plan, meeting_state)),
    )
    yield Heading(2, AGENDA)
    agenda_items = [agenda_item.item for agenda_item in plan.frequency.agenda or ()]
    if agenda_items:
        yield NumberedList(tuple((agenda_item,) for agenda_item in agenda_items))
    yield Heading(2, "What was discussed")
    for agenda_item in agenda_items:
        yield Heading(3, agenda_item)
    yield Heading(2, "Decisions")
    yield from _build_actions(plan, meeting_state)


def _build_actions(plan: Plan, meeting_state: MeetingState) -> Iterator[Block]:
    del plan, meeting_state
    yield Heading(2, "Actions")
    yield _build_table("Who does what by when", ("Action", "Owner", "Due", "Status"))


def _build_memo(plan: Plan, meeting_state: MeetingState) -> Iterator[Block]:
    del plan, meeting_state
    yield Heading(2, "Commitments made")
    yield Heading(2, "Requests")
    yield _build_table(
        "What is asked of the department", ("Number", "Action", "Owner", "Due", "Priority")
    )
    yield Heading(2, "Data needed for the next meeting")
    yield Heading(2, "Items closed, merged or on hold")


_BLOCK_BUILDERS = {
    RecordKind.NOTES: _build_notes,
    RecordKind.ACTIONS: _build_actions,
    RecordKind.MEMO: _build_memo,
}


def _build_table(
    caption: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...] = ((),) * _EMPTY_ROWS
) -> Table:
    """Return a table whose rows are filled with empty cells."""
    cells = tuple(tuple((cell,) if cell else () for cell in row) for row in rows)
    padded_rows = tuple((*row, *((),) * (len(header) - len(row))) for row in cells)
    return Table(caption, header, padded_rows)


def _iter_offices(plan: Plan, meeting_state: MeetingState) -> Iterator[str]:
    """Yield the offices of those who lead the meeting or must come, each once, without names."""
    offices = {person.id: person.office for person in plan.participants.people or ()}
    meeting = meeting_state.meeting
    chair = (meeting.chair,) if meeting.chair else plan.leadership.principal or ()
    person_ids = (*chair, *meeting.required, *meeting.optional)
    yield from dict.fromkeys(offices.get(person_id, person_id) for person_id in person_ids)


def _render_guide(grounds: Mapping[str, str]) -> str:
    """Return the comment that explains marks; it is never part of the public copy."""
    example = "[[REDACT:personnel|these words]]"
    lines = (
        "This file stays inside. `statplan redact` makes the public copy of it, without this",
        "comment and without what is marked.",
        "",
        f"Withhold words of a line:  {example}",
        "Withhold whole lines:      :::redact personnel",
        "                           these lines, a list, a table",
        "                           :::",
        "",
        "The public copy shows the ground in their place. Grounds:",
        *(f"  {code:14} {_replace_dashes(ground)}" for code, ground in grounds.items()),
        "",
        fill(f"Status of an action: {format_list(ACTION_STATUSES, 'or')}.", _WIDTH),
        "Leave the lines between --- as they are, and tell the id to nobody.",
    )
    return "\n".join(("<!--", *lines, "-->"))


def _replace_dashes(text: str) -> str:
    return text.replace("--", "\u2013")
