"""The briefing for the principal, one page: hours, duties, dates, and the seating plan."""

from collections.abc import Iterator, Sequence

from statplan.charter.context import CharterContext
from statplan.charter.grammar import add_article, capitalize_first, spell_count, spell_number
from statplan.charter.layout import build_facts, build_paragraph, build_table
from statplan.charter.leadership import describe_other_chairs
from statplan.charter.meeting_format import MEMO_ON_CLOSED_DAY
from statplan.charter.seating_plan import write_seating_plan
from statplan.charter.title_block import name_program
from statplan.documents.blocks import Block, Document, Heading
from statplan.plan.english import format_long_date, format_month, format_weekday
from statplan.plan.model import Plan
from statplan.schedule.attendance import list_attended_meetings
from statplan.schedule.model import Meeting, Schedule

_HOUR = 60  # minutes


def make_briefing(plan: Plan, schedule: Schedule) -> Document:
    """Write the page that the chief executive reads before agreeing to the year.

    Args:
        plan: the plan.
        schedule: its year.
    """
    context = CharterContext(plan, schedule)
    blocks: list[Block] = [*_write_hours_asked(context)]
    for heading, section in (
        ("What is asked", _write_duties(context)),
        ("The dates", _write_dates(context)),
        ("Who sits where", write_seating_plan(context)),
    ):
        section_blocks = tuple(section)
        if section_blocks:
            blocks += [Heading(2, heading), *section_blocks]
    organization = plan.program.organization or ""
    title = f"{name_program(plan)}: briefing for {context.principal}"
    return Document(title, organization, "en-US", organization, tuple(blocks), plan.created)


def _write_hours_asked(context: CharterContext) -> Iterator[Block]:
    leadership, meetings = context.plan.leadership, context.schedule.meetings
    agreed = days = ""
    if leadership.hours_per_year:
        agreed = f"Up to {spell_count(leadership.hours_per_year, 'hour')} a year"
    if meetings:
        days = (
            f"{format_long_date(meetings[0].slot.day)} to {format_long_date(meetings[-1].slot.day)}"
        )
    yield from build_facts(
        [
            ("Hours asked", _describe_hours_asked(context)),
            ("Hours agreed", agreed),
            ("First and last meeting", days),
        ]
    )


def _describe_hours_asked(context: CharterContext) -> str:
    """Say how many hours the meetings take of the principal; empty while none has a date."""
    leadership, meetings = context.plan.leadership, context.schedule.meetings
    attended = list_attended_meetings(context.plan, meetings)
    if not context.is_scheduled:
        return ""
    if attended is not None:
        return f"{_format_hours(attended)} in the year, for {spell_count(len(attended), 'meeting')}"
    if leadership.attends == "some":
        at_most = f"at most {_format_hours(meetings)}, which is every one of"
        return f"Some of the meetings; {at_most} {spell_number(len(meetings))} meetings"
    all_meetings = spell_count(len(meetings), "meeting")
    return f"{_format_hours(meetings)}, if you attend all of the {all_meetings}"


def _format_hours(meetings: Sequence[Meeting]) -> str:
    return spell_count(round(sum(meeting.slot.minutes for meeting in meetings) / _HOUR), "hour")


def _write_duties(context: CharterContext) -> Iterator[Block]:
    leadership, preparation = context.plan.leadership, context.plan.frequency.preparation
    sentences = []
    if leadership.prebrief_days is not None:
        sentences.append(
            f"A briefing stands {spell_count(leadership.prebrief_days, 'working day')} before each."
        )
    if preparation.memo_hours:
        hours = spell_count(preparation.memo_hours, "hour")
        sentences += [f"The memo goes out {hours} before.", MEMO_ON_CLOSED_DAY]
    if context.is_chaired_by_another:
        chair = capitalize_first(add_article(context.name_person(leadership.chair)))
        sentences.append(
            f"{chair} chairs every meeting{describe_other_chairs(context)}, also when you attend."
        )
    elif leadership.attends not in {"every", None} and leadership.designee:
        designee = capitalize_first(add_article(context.name_person(leadership.designee)))
        sentences.append(f"{designee} leads in your absence.")
    if leadership.reserved_seat and leadership.attends != "every":
        even_then = "even when you are away" if context.is_chaired_by_another else "even then"
        sentences.append(f"Your seat is kept {even_then}.")
    if (
        leadership.escalation.to in (leadership.principal or ())
        and leadership.escalation.after_days
    ):
        days = spell_count(leadership.escalation.after_days, "day")
        sentences.append(f"An action that is {days} overdue comes to you.")
    yield from build_paragraph(sentences)


def _write_dates(context: CharterContext) -> Iterator[Block]:
    """Write the meetings that the principal attends by month; all, where that is not known."""
    meetings = context.schedule.meetings
    attended = list_attended_meetings(context.plan, meetings) or meetings
    months: dict[tuple[int, int], list[Meeting]] = {}
    for meeting in attended:
        months.setdefault((meeting.slot.day.year, meeting.slot.day.month), []).append(meeting)
    rows = [
        (
            f"{format_month(month)} {year}",
            _format_days(month_meetings),
            str(len(month_meetings)),
            f"{sum(meeting.slot.minutes for meeting in month_meetings) / _HOUR:g}",
        )
        for (year, month), month_meetings in months.items()
    ]
    is_part = len(attended) < len(meetings)
    caption = "Meetings that you attend, by month" if is_part else "Meetings by month"
    yield from build_table(caption, ("Month", "Days", "Meetings", "Hours"), rows)


def _format_days(meetings: list[Meeting]) -> str:
    """Format the days of a month: "Thu 7, Thu 14 (2)" where two meetings share one."""
    counts: dict[str, int] = {}
    for meeting in meetings:
        day = f"{format_weekday(meeting.slot.day)[:3]}\u00a0{meeting.slot.day.day}"
        counts[day] = counts.get(day, 0) + 1
    return ", ".join(f"{day}\u00a0({count})" if count > 1 else day for day, count in counts.items())
