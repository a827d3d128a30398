"""The template of a record: what the plan and the ledger know of a meeting, and room to write."""

from collections.abc import Iterator, Mapping
from textwrap import fill

from statplan.documents import markdown
from statplan.documents.blocks import Block, Document, Facts, Heading, NumberedList, Table
from statplan.ledger.meeting_state import MeetingState
from statplan.plan import lookup
from statplan.plan.choices import format_choice, is_other
from statplan.plan.english import format_list, format_long_date, format_time
from statplan.plan.model import Plan
from statplan.plan.preparation import FOLLOW_UP_WORDS
from statplan.plan.public_access import is_open_to_public
from statplan.plan.series import Series
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
_FOLLOW_UP_ITEM = "Follow-up from the last meeting"
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
    agenda_items = _list_agenda_items(plan, meeting_state)
    if agenda_items:
        yield NumberedList(tuple((agenda_item,) for agenda_item in agenda_items))
    yield Heading(2, "What was discussed")
    for agenda_item in agenda_items:
        yield Heading(3, agenda_item)
    yield Heading(2, "Decisions")
    yield from _build_actions(plan, meeting_state)


def _find_series(plan: Plan, meeting_state: MeetingState) -> Series | None:
    return lookup.find_series(plan, meeting_state.meeting.key.series)


def _list_agenda_items(plan: Plan, meeting_state: MeetingState) -> list[str]:
    """Return the agenda of the meeting: that of its own series, or the standard one.

    Where meetings begin with follow-up and no item names it, it is put first.
    """
    series = _find_series(plan, meeting_state)
    agenda = (series and series.agenda) or plan.frequency.agenda or ()
    agenda_items = [agenda_item.item for agenda_item in agenda]
    begins_with_follow_up = plan.frequency.preparation.follow_up_first
    if begins_with_follow_up and not any(map(FOLLOW_UP_WORDS.search, agenda_items)):
        return [_FOLLOW_UP_ITEM, *agenda_items]
    return agenda_items


def _build_actions(plan: Plan, meeting_state: MeetingState) -> Iterator[Block]:
    del meeting_state
    header = ("Action", *_list_deliverable_column(plan), "Owner", "Due", "Status")
    yield Heading(2, "Actions")
    yield _build_table("Who does what by when", header)


def _build_memo(plan: Plan, meeting_state: MeetingState) -> Iterator[Block]:
    del meeting_state
    header = ("Number", "Action", *_list_deliverable_column(plan), "Owner", "Due", "Priority")
    yield Heading(2, "Commitments made")
    yield Heading(2, "Requests")
    yield _build_table("What is asked of the department", header)
    yield Heading(2, "Data needed for the next meeting")
    for content in filter(is_other, plan.frequency.preparation.follow_up_contents or ()):
        words = format_choice(content)
        yield Heading(2, f"{words[:1].upper()}{words[1:]}")
    yield Heading(2, "Items closed, merged or on hold")


def _list_deliverable_column(plan: Plan) -> tuple[str, ...]:
    """Return the column for what an action must produce, if the follow-up memo has to list it."""
    contents = plan.frequency.preparation.follow_up_contents or ()
    return ("Deliverable",) if "deliverable" in contents else ()


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
    meeting = meeting_state.meeting
    chair = (meeting.chair,) if meeting.chair else plan.leadership.principal or ()
    person_ids = (*chair, *meeting.required, *meeting.optional)
    yield from dict.fromkeys(lookup.format_office(plan, person_id) for person_id in person_ids)


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
