"""The letter to departments: the program, what they gain, their dates, what to prepare."""

from collections.abc import Iterator

from statplan.charter.buy_in import write_buy_in
from statplan.charter.context import CharterContext
from statplan.charter.grammar import add_article, capitalize_first, spell_count
from statplan.charter.layout import build_facts, build_paragraph, build_paragraphs, build_table
from statplan.charter.leadership import write_tone
from statplan.charter.meeting_format import write_preparation
from statplan.charter.participants import describe_companion
from statplan.charter.title_block import name_program
from statplan.documents.blocks import Block, Document, Heading, Link, Paragraph
from statplan.plan.english import format_list, format_long_date, format_month, format_time
from statplan.plan.model import Plan
from statplan.schedule.model import Meeting, Schedule

_MOST_DATES = 12  # dates of a department that are named


def make_letter(plan: Plan, schedule: Schedule) -> Document:
    """Write the letter that tells departments about the meetings, as a rule on two pages at most.

    Args:
        plan: the plan.
        schedule: its year.
    """
    context = CharterContext(plan, schedule)
    blocks: list[Block] = [*_write_address(context)]
    for heading, section in (
        ("What it is", _write_introduction(context)),
        ("What your department gains", write_buy_in(context)),
        ("When you are up", _write_dates(context)),
        ("What to prepare", _write_preparation_section(context)),
        ("Whom to ask", _write_contact(context)),
    ):
        section_blocks = tuple(section)
        if section_blocks:
            blocks += [Heading(2, heading), *section_blocks]
    organization = plan.program.organization or ""
    title = f"{name_program(plan)}: a letter to departments"
    return Document(title, organization, "en-US", organization, tuple(blocks), plan.created)


def _write_address(context: CharterContext) -> Iterator[Block]:
    plan = context.plan
    principals = plan.leadership.principal or ()
    sender = plan.participants.buy_in.announced_by
    sender_name = format_list(
        context.name_person(person_id) for person_id in ((sender,) if sender else principals)
    )
    if not sender_name and plan.leadership.form:
        sender_name = format_list(map(capitalize_first, context.principals))
    yield from build_facts([("To", "The heads of departments"), ("From", sender_name)])


def _write_introduction(context: CharterContext) -> Iterator[Block]:
    leadership, meetings = context.plan.leadership, context.schedule.meetings
    yield from build_paragraphs(context.plan.program.purpose)
    sentences = []
    if meetings:
        minutes = format_list(
            (str(length) for length in sorted({meeting.slot.minutes for meeting in meetings})), "or"
        )
        first, last = (format_long_date(meetings[index].slot.day) for index in (0, -1))
        count = capitalize_first(spell_count(len(meetings), "meeting"))
        sentences.append(
            f"{count} of {minutes} minutes stand on the calendar, from {first} to {last}."
        )
    if leadership.attends == "every":
        sentences.append(
            f"{capitalize_first(context.principal)} {context.choose_verb('attends', 'attend')} "
            "every meeting."
        )
    if leadership.attends == "first of each month":
        sentences.append(
            f"{capitalize_first(context.principal)} {context.choose_verb('attends', 'attend')} "
            "the first meeting of each month."
        )
    if leadership.chair:
        chair = capitalize_first(add_article(context.name_person(leadership.chair)))
        sentences.append(f"{chair} chairs the meetings.")
    yield from build_paragraph(sentences)
    yield from write_tone(context)


def _write_dates(context: CharterContext) -> Iterator[Block]:
    rows = [
        (
            name,
            _format_dates(meetings),
            format_list(_name_subjects(context, department_id, meetings)),
        )
        for department_id, name in context.departments.items()
        if (meetings := _find_department_meetings(context, department_id))
    ]
    yield from build_table("Dates by department", ("Department", "Dates", "Asked about"), rows)
    if rows:
        start_times = {meeting.slot.start_time for meeting in context.schedule.meetings}
        times_sentence = (
            f"Meetings begin at {format_list(map(format_time, sorted(start_times)), 'or')}."
        )
        backup_sentence = (
            "The calendar that you receive has every date, with its time and its back-up."
        )
        is_short = len(start_times) <= 3  # noqa: PLR2004 - a few
        yield from build_paragraph(
            [times_sentence, backup_sentence] if is_short else [backup_sentence]
        )


def _find_department_meetings(context: CharterContext, department_id: str) -> tuple[Meeting, ...]:
    """Return the meetings that examine a department, or a subject that it owns or shares."""
    subject_ids = {
        subject.id
        for subject in context.plan.focus.subjects or ()
        if department_id == subject.owner or department_id in (subject.departments or ())
    }
    return tuple(
        meeting
        for meeting in context.schedule.meetings
        if {department_id, *subject_ids} & set(meeting.subject_ids)
    )


def _format_dates(meetings: tuple[Meeting, ...]) -> str:
    days = dict.fromkeys(_format_day(meeting) for meeting in meetings)
    named_days, more_days = list(days)[:_MOST_DATES], len(days) - _MOST_DATES
    return ", ".join(named_days) + (f", and {more_days} more" if more_days > 0 else "")


def _format_day(meeting: Meeting) -> str:
    """Format a day without its year, on one line: "Jan 14"."""
    day = meeting.slot.day
    return f"{format_month(day.month)[:3]}\u00a0{day.day}"


def _name_subjects(
    context: CharterContext, department_id: str, meetings: tuple[Meeting, ...]
) -> list[str]:
    topic_ids = dict.fromkeys(topic_id for meeting in meetings for topic_id in meeting.subject_ids)
    return context.name_topics(
        topic_id
        for topic_id in topic_ids
        if topic_id != department_id and topic_id in context.subjects
    )


def _write_preparation_section(context: CharterContext) -> Iterator[Block]:
    brings = context.plan.participants.department_brings
    if brings:
        staff = format_list(map(describe_companion, brings))
        yield from build_paragraph([f"Your department brings {staff}."])
    yield from write_preparation(context)


def _write_contact(context: CharterContext) -> Iterator[Block]:
    lead = context.plan.leadership.facilitator
    if lead is None:
        return
    introduction = (
        f"{capitalize_first(add_article(context.name_person(lead)))} runs the process as Stat lead"
    )
    address = context.people[lead].email if lead in context.people else None
    if address:
        yield Paragraph((f"{introduction}: ", Link(address, f"mailto:{address}"), "."))
    else:
        yield from build_paragraph([f"{introduction}."])
