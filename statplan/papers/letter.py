"""The letter to the head of one department: why, its dates, what to send, what it will be asked."""

from collections.abc import Iterator
from datetime import date

from statplan.charter.annexes import name_meeting
from statplan.charter.context import CharterContext, find_question
from statplan.charter.grammar import add_article, capitalize_first, format_time_range
from statplan.charter.layout import (
    build_facts,
    build_list,
    build_paragraph,
    build_paragraphs,
    build_table,
)
from statplan.charter.meeting_format import MODE_PHRASES
from statplan.charter.title_block import OPEN_QUESTIONS, name_program
from statplan.documents.blocks import (
    Block,
    Document,
    Heading,
    Link,
    NumberedList,
    Paragraph,
    Signatures,
)
from statplan.papers.letter_sentences import (
    describe_attendance,
    describe_companions,
    describe_data,
    describe_memo,
    describe_tone,
)
from statplan.plan.english import format_list, format_long_date, format_short_date
from statplan.plan.model import Plan
from statplan.plan.participants import Department
from statplan.plan.paths import get_answer
from statplan.schedule.attendees import find_examined_departments, list_principals
from statplan.schedule.deadlines import find_deadlines
from statplan.schedule.model import Backup, Meeting, MeetingPlace, Schedule

# What a letter says beyond its dates; without an answer it is decided before the letter goes out.
_NEEDED_PATHS = (
    "program.purpose",
    "participants.buy_in.gains",
    "participants.buy_in.results",
    "participants.department_brings",
    "frequency.preparation.data_due",
    "focus.questions",
    "leadership.facilitator",
)
_SENDER_PATH = "participants.buy_in.announced_by"


def make_letter(plan: Plan, schedule: Schedule, department_id: str, day: date) -> Document:
    """Write the letter that tells one department's head about the meetings.

    Args:
        plan: the plan.
        schedule: its year.
        department_id: the department, by its id on the list of departments.
        day: the day on which it is written.

    Raises:
        ValueError: there is no such department.
    """
    departments = plan.participants.departments or ()
    department = next((one for one in departments if one.id == department_id), None)
    if department is None:
        raise ValueError(f"'{department_id}' is not a department of the plan.")
    context = CharterContext(plan, schedule)
    blocks: list[Block] = [
        *_write_open_questions(context),
        *_write_opening(context, department, day),
    ]
    for heading, section in (
        ("What your department gains", _write_gains(context)),
        ("What other cities report", build_list("", plan.participants.buy_in.results)),
        ("When your department is up", _write_dates(context, department_id)),
        ("What to prepare", _write_preparation(context)),
        ("What you will be asked", build_list("", plan.focus.questions)),
        ("Whom to ask", _write_contact(context)),
    ):
        section_blocks = tuple(section)
        if section_blocks:
            blocks += [Heading(2, heading), *section_blocks]
    blocks += _write_closing(context)
    organization = plan.program.organization or ""
    title = f"{name_program(plan)}: letter to {department.name}"
    return Document(title, organization, "en-US", organization, tuple(blocks), plan.created)


def _list_sender_ids(plan: Plan) -> tuple[str, ...]:
    """List the ids of those who send the letter: who tells departments, else the principals."""
    announcer, leadership = plan.participants.buy_in.announced_by, plan.leadership
    if announcer:
        return (announcer,)
    return list_principals(plan) if leadership.form or leadership.principal else ()


def _write_open_questions(context: CharterContext) -> Iterator[Block]:
    """Write what to decide before the letter goes out; a letter that is ready has none of it."""
    paths = [path for path in _NEEDED_PATHS if get_answer(context.answers, path) in (None, [])]
    if not _list_sender_ids(context.plan):
        paths.insert(0, _SENDER_PATH)
    open_questions = [find_question(path).format_question(context.answers) for path in paths]
    if open_questions:
        yield Heading(2, OPEN_QUESTIONS)
        yield from build_list("Decide this before the letter goes out:", open_questions)
        yield Heading(2, "The letter")


def _write_opening(context: CharterContext, department: Department, day: date) -> Iterator[Block]:
    plan = context.plan
    head = context.people.get(department.head or "")
    office = head.office if head else f"Head of {department.name}"
    recipient = (head.name if head else None) or office
    yield Paragraph((format_long_date(day),))
    address = dict.fromkeys((recipient, office, department.name, plan.program.organization or ""))
    yield Paragraph(("\n".join(filter(None, address)),))
    yield Paragraph((f"Dear {recipient}:",))
    sender_ids = _list_sender_ids(plan)
    pronoun = "We are" if sender_ids[1:] else "I am"
    yield Paragraph((f"{pronoun} writing to you about {name_program(plan, with_article=True)}.",))
    yield from build_paragraphs(plan.program.purpose)
    yield from build_paragraph([*describe_attendance(context, sender_ids)])
    yield from build_paragraph([*describe_tone(plan.leadership)])
    yield from build_list("These ground rules hold in the room:", plan.leadership.ground_rules)


def _write_gains(context: CharterContext) -> Iterator[Block]:
    buy_in = context.plan.participants.buy_in
    yield from build_list("", buy_in.gains)
    yield from build_facts([("This replaces", buy_in.replaces)])
    if buy_in.steps:
        yield Paragraph(("Before the first meeting:",))
        yield NumberedList(tuple((step,) for step in buy_in.steps))


def _list_own_topics(plan: Plan, department_id: str, meeting: Meeting) -> list[str]:
    """List what a meeting examines of a department: the department itself, or topics of its own."""
    return [
        examined_id
        for examined_id in meeting.subject_ids
        if any(one.id == department_id for one in find_examined_departments(plan, (examined_id,)))
    ]


def _write_dates(context: CharterContext, department_id: str) -> Iterator[Block]:
    plan = context.plan
    meetings = [
        meeting
        for meeting in context.schedule.meetings
        if _list_own_topics(plan, department_id, meeting)
    ]
    if not meetings:
        if context.schedule.meetings:
            yield Paragraph(("The schedule does not name your department for a meeting yet.",))
        return
    has_one_place = len({meeting.place for meeting in meetings}) == 1
    if has_one_place:
        yield from _write_place(meetings[0].place)
    rows = [
        (
            format_short_date(meeting.slot.day),
            format_time_range(meeting.slot),
            name_meeting(context, meeting, format_list(context.name_topics(meeting.subject_ids))),
            _name_own_topics(context, department_id, meeting),
            "" if has_one_place else meeting.place.location,
            _format_data_day(context, meeting),
            format_short_date(meeting.backup.slot.day)
            if isinstance(meeting.backup, Backup)
            else "",
        )
        for meeting in meetings
    ]
    if len({row[2] for row in rows}) == 1:
        rows = [(*row[:2], "", *row[3:]) for row in rows]
    header = ("Date", "Time", "Meeting", "Asked about", "Place", "Send data by", "Backup date")
    yield from build_table("Your dates", header, rows)


def _write_place(place: MeetingPlace) -> Iterator[Block]:
    """Write where all of the department's meetings are, and how one joins from elsewhere."""
    rooms = ", ".join(filter(None, (place.room, place.address)))
    phrases = [f"in {rooms}"] if rooms else []
    phrases += [MODE_PHRASES[place.mode]] if place.mode else []
    yield from build_paragraph([f"We meet {', '.join(phrases)}."] if phrases else [])
    if place.link:
        yield Paragraph(("To take part remotely, use ", Link(place.link, place.link), "."))


def _name_own_topics(context: CharterContext, department_id: str, meeting: Meeting) -> str:
    topics = [
        "your operations" if topic_id == department_id else context.subjects[topic_id]
        for topic_id in _list_own_topics(context.plan, department_id, meeting)
    ]
    return capitalize_first(format_list(topics))


def _format_data_day(context: CharterContext, meeting: Meeting) -> str:
    due = find_deadlines(context.plan, meeting.slot, None, context.schedule.open_days).data
    return format_short_date(due) if due else ""


def _write_preparation(context: CharterContext) -> Iterator[Block]:
    preparation = context.plan.frequency.preparation
    brings = context.plan.participants.department_brings
    yield from build_paragraph([*describe_companions(brings or ())])
    yield from build_paragraph([*describe_data(preparation)])
    yield from build_list("The data include:", preparation.data_contents)
    yield from build_paragraph([*describe_memo(preparation)])


def _write_contact(context: CharterContext) -> Iterator[Block]:
    lead = context.plan.leadership.facilitator
    if lead is None:
        return
    sentence = f"Please ask {add_article(context.name_person(lead))}"
    address = context.people[lead].email if lead in context.people else None
    if address:
        yield Paragraph((f"{sentence}, ", Link(address, f"mailto:{address}"), "."))
    else:
        yield Paragraph((f"{sentence}.",))


def _write_closing(context: CharterContext) -> Iterator[Block]:
    senders = [context.name_person(sender_id) for sender_id in _list_sender_ids(context.plan)]
    if senders:
        yield Paragraph(("Sincerely,",))
        yield Signatures(tuple(map(capitalize_first, senders)))
