"""The annexes: the year of meetings, the roster, and the advice that is not followed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from statplan.charter.context import CharterContext
from statplan.charter.grammar import (
    capitalize_first,
    expand_iso_dates,
    format_time_range,
    spell_count,
    spell_number,
)
from statplan.charter.layout import build_list, build_paragraph, build_table
from statplan.charter.meeting_format import MODE_PHRASES
from statplan.documents.blocks import Block
from statplan.plan.choices import format_choice
from statplan.plan.english import format_list, format_short_date, format_short_day, format_time
from statplan.plan.series_dates import MeetingException
from statplan.schedule.model import Backup, Meeting, Move
from statplan.schedule.series_rules import index_titles


def write_year(context: CharterContext) -> Iterator[Block]:
    """Write the meetings of the year, and what is moved, left out, or not settled yet."""
    schedule = context.schedule
    yield from build_paragraph(_summarize_year(context))
    header = ("Meeting", "Date", "Time", _choose_topic_header(context), "Back-up")
    yield from build_table(
        "Meetings", header, (_build_meeting_row(context, meeting) for meeting in schedule.meetings)
    )
    moved = [
        (_format_title(meeting), *_format_move(meeting.move, meeting), meeting.move.reason)
        for meeting in schedule.meetings
        if meeting.move
    ]
    yield from build_table("Moved meetings", ("Meeting", "Moved from", "To", "Reason"), moved)
    yield from build_table(
        "Meetings that differ",
        ("Meeting", "Date", "What is different"),
        _iter_arrangement_rows(context),
    )
    omitted = [
        (
            omission.title,
            format_short_date(omission.nominal_day)
            if omission.nominal_day
            else omission.key.calendar_period,
            expand_iso_dates(omission.reason),
        )
        for omission in schedule.omitted
    ]
    yield from build_table("Periods without a meeting", ("Meeting", "Period", "Reason"), omitted)
    waiting = [series.title for series in schedule.undecided]
    yield from build_list("Not on the calendar yet:", waiting if schedule.meetings else ())
    yield from build_list(
        "To be settled before the dates go out:",
        [
            capitalize_first(f"{expand_iso_dates(problem.fact)} {problem.remedy}".strip())
            for problem in schedule.problems
        ],
    )


def _summarize_year(context: CharterContext) -> Iterator[str]:
    meetings = context.schedule.meetings
    if not meetings:
        return
    backup_count = sum(isinstance(meeting.backup, Backup) for meeting in meetings)
    move_count = sum(meeting.move is not None for meeting in meetings)
    count = capitalize_first(spell_count(len(meetings), "meeting"))
    of_them = "each" if backup_count == len(meetings) else f"{spell_number(backup_count)} of them"
    yield f"{count}, {of_them} with a back-up date."
    if context.schedule.reserve_days:
        yield "Several meetings share a reserve day; the first meeting to need it gets it."
    if move_count:
        are = "is" if move_count == 1 else "are"
        yield (
            f"{capitalize_first(spell_number(move_count))} {are} moved from the day that the "
            "rule gives."
        )
    yield f"All times are local, in the time zone {context.schedule.zone.replace('_', ' ')}."


def _choose_topic_header(context: CharterContext) -> str:
    topic_ids = {
        topic_id for meeting in context.schedule.meetings for topic_id in meeting.subject_ids
    }
    has_departments = bool(topic_ids & context.departments.keys())
    has_subjects = bool(topic_ids - context.departments.keys())
    headers = {(True, True): "Subject or department", (True, False): "Department"}
    return headers.get((has_departments, has_subjects), "Subject")


def _build_meeting_row(context: CharterContext, meeting: Meeting) -> tuple[str, ...]:
    topics = format_list(context.name_topics(meeting.subject_ids))
    mark = " (moved)" if meeting.move else ""
    day = f"{format_short_date(meeting.slot.day)}{mark}"
    return (
        name_meeting(context, meeting, topics),
        day,
        format_time_range(meeting.slot),
        topics,
        _format_backup(meeting),
    )


def _format_title(meeting: Meeting) -> str:
    return f"{meeting.title} No. {meeting.number}" if meeting.number else meeting.title


def name_meeting(context: CharterContext, meeting: Meeting, topics: str) -> str:
    """Name a meeting in a table beside its topics: with its number, or without the topics.

    Args:
        context: the plan and its year.
        meeting: the meeting.
        topics: the names of what it examines, as a list in a sentence.
    """
    if meeting.number:
        return _format_title(meeting)
    titles = (context.plan.program.name or "Stat", *index_titles(context.plan).values())
    bare_titles = (title for title in titles if meeting.title == f"{title}: {topics}")
    return next(bare_titles, meeting.title)


def _format_move(move: Move, meeting: Meeting) -> tuple[str, str]:
    """Return the day that the rule gives and the actual day, with the times where they differ."""
    days = format_short_date(move.nominal_day), format_short_date(meeting.slot.day)
    if move.nominal_time is None:
        return days
    return (
        f"{days[0]}, {format_time(move.nominal_time)}",
        f"{days[1]}, {format_time(meeting.slot.start_time)}",
    )


def _iter_arrangement_rows(context: CharterContext) -> Iterator[tuple[str, ...]]:
    """Yield the meetings that are held otherwise than their series, in order of their dates."""
    exceptions = {
        exception.meeting: exception
        for series in context.plan.frequency.series or ()
        for exception in series.exceptions or ()
        if exception.own_answers
    }
    for meeting in context.schedule.meetings:
        exception = exceptions.get(meeting.exception_key or "")
        if exception:
            differences = "; ".join(_list_differences(context, exception))
            day = format_short_date(meeting.slot.day)
            yield _format_title(meeting), day, capitalize_first(differences)


def _list_differences(context: CharterContext, exception: MeetingException) -> Iterator[str]:
    if exception.mode or exception.room:
        where = [f"in {exception.room}"] if exception.room else []
        where += [MODE_PHRASES[exception.mode]] if exception.mode else []
        yield f"held {' '.join(where)}"
    if exception.link:
        yield f"remote participants use {exception.link}"
    if exception.chair:
        yield f"{context.name_office(exception.chair)} chairs"
    if exception.minutes:
        yield spell_count(exception.minutes, "minute")
    topic_id = exception.subject or exception.department
    if topic_id:
        yield f"takes up {context.name_topics((topic_id,))[0]}"
    if exception.why:
        yield f"reason: {exception.why}"


def _format_backup(meeting: Meeting) -> str:
    match meeting.backup:
        case Backup(slot, reserve_key=reserve_key):
            shared = " (shared)" if reserve_key else ""
            day = format_short_date(slot.day)
            if slot.start_time == meeting.slot.start_time:
                return f"{day}{shared}"
            if slot.day.year == meeting.slot.day.year:
                day = format_short_day(slot.day)
            return f"{day}, {format_time(slot.start_time)}{shared}"
        case no_backup:
            return f"None: {expand_iso_dates(no_backup.reason)}"


def write_roster(context: CharterContext) -> Iterator[Block]:
    """Write people and departments by office, without addresses: charters get published."""
    participants = context.plan.participants
    people = [
        (
            person.office,
            person.name or "",
            person.title or "",
            format_list(map(format_choice, person.divisions)),
            context.departments.get(person.department or "", ""),
        )
        for person in participants.people or ()
    ]
    yield from build_table(
        "People", ("Office", "Name", "Title", "Speaks for", "Department"), people
    )
    departments = [
        (
            department.name,
            context.name_person(department.head),
            context.name_person(department.contact),
            format_list(map(context.name_person, department.key_staff or ())),
            context.name_person(department.budget_analyst),
        )
        for department in participants.departments or ()
    ]
    header = ("Department", "Head", "Data contact", "Key staff", "Budget analyst")
    yield from build_table("Departments", header, departments)


@dataclass(frozen=True, slots=True)
class SilencedAdvice:
    """A rule whose advice the plan does not follow: its code, its title, and the reason."""

    code: str
    title: str
    reason: str


def write_silenced_advice(advice: Sequence[SilencedAdvice]) -> Iterator[Block]:
    """Write each rule whose advice is not followed, once, with the reason."""
    if advice:
        yield from build_paragraph(
            ["The review of this plan advises otherwise; this was decided knowingly."]
        )
    rows = [(rule.code, rule.title, rule.reason) for rule in dict.fromkeys(advice)]
    yield from build_table("Advice not followed", ("Rule", "Advice", "Reason"), rows)
