"""The briefing for the principal: the hours asked, the dates, who sits where; one page."""

from collections.abc import Iterator

from statplan.charter.english import capital, number, the, times
from statplan.charter.front import named
from statplan.charter.given import Given
from statplan.charter.layout import prose, table
from statplan.charter.seating import seating
from statplan.documents.blocks import Block, Document, Facts, Heading, Spans, Undecided
from statplan.plan import Plan
from statplan.plan.english import long_day, month_name, weekday_name
from statplan.schedule.meeting import Meeting, Schedule

_HOUR = 60  # minutes


def make_briefing(plan: Plan, schedule: Schedule) -> Document:
    """Write the page that the chief executive reads before agreeing to the year.

    Args:
        plan: the plan.
        schedule: its year.
    """
    given = Given(plan, schedule)
    blocks: list[Block] = [*_asked(given)]
    for heading, section in (
        ("What is asked", _duties(given)),
        ("The dates", _dates(given)),
        ("Who sits where", seating(given)),
    ):
        said = tuple(section)
        if said:
            blocks += [Heading(2, heading), *said]
    organization = plan.program.organization or ""
    title = f"{named(given)}: briefing for {given.principal}"
    return Document(title, organization, "en-US", organization, tuple(blocks), plan.created)


def _attended(given: Given) -> tuple[Meeting, ...] | None:
    """The meetings that the principal is asked to attend; None where nobody said which."""
    meetings = given.schedule.meetings
    match given.plan.leadership.attends:
        case "every":
            return meetings
        case "first":
            return meetings[:1]
        case "never":
            return ()
        case _:
            return None


def _hours(meetings: tuple[Meeting, ...]) -> str:
    return times(round(sum(each.stand.minutes for each in meetings) / _HOUR), "hour")


def _asked(given: Given) -> Iterator[Block]:
    leadership, meetings = given.plan.leadership, given.schedule.meetings
    attended = _attended(given)
    if attended is not None:
        asked: Spans = (f"{_hours(attended)} in the year, for {times(len(attended), 'meeting')}",)
    elif leadership.attends == "some":
        whole = (
            f"at most {_hours(meetings)}, which is every one of {number(len(meetings))} meetings"
        )
        asked = (f"Some of the meetings; {whole}",)
    else:
        asked = (Undecided("leadership.attends"),)
    rows: list[tuple[str, Spans]] = [("Hours asked", asked)]
    if leadership.hours_per_year:
        rows.append(("Hours agreed", (f"Up to {times(leadership.hours_per_year, 'hour')} a year",)))
    if meetings:
        days = f"{long_day(meetings[0].stand.day)} to {long_day(meetings[-1].stand.day)}"
        rows.append(("First and last meeting", (days,)))
    yield Facts(tuple(rows))


def _duties(given: Given) -> Iterator[Block]:
    leadership, clock = given.plan.leadership, given.plan.frequency.preparation
    said = []
    if leadership.prebrief_days is not None:
        said.append(
            f"A briefing stands {times(leadership.prebrief_days, 'working day')} before each."
        )
    if clock.memo_hours:
        said.append(f"The memo arrives {times(clock.memo_hours, 'hour')} before.")
    if leadership.attends not in {"every", None} and leadership.designee:
        designee = capital(the(given.person(leadership.designee)))
        said.append(f"{designee} leads in your absence.")
    if leadership.reserved_seat and leadership.attends != "every":
        said.append("Your seat is kept even then.")
    if (
        leadership.escalation.to in (leadership.principal or ())
        and leadership.escalation.after_days
    ):
        days = times(leadership.escalation.after_days, "day")
        said.append(f"An action that is {days} overdue comes to you.")
    yield from prose(said)


def _dates(given: Given) -> Iterator[Block]:
    months: dict[tuple[int, int], list[Meeting]] = {}
    for each in given.schedule.meetings:
        months.setdefault((each.stand.day.year, each.stand.day.month), []).append(each)
    rows = [
        (
            f"{month_name(month)} {year}",
            _days(meetings),
            str(len(meetings)),
            f"{sum(each.stand.minutes for each in meetings) / _HOUR:g}",
        )
        for (year, month), meetings in months.items()
    ]
    yield from table("Meetings by month", ("Month", "Days", "Meetings", "Hours"), rows)


def _days(meetings: list[Meeting]) -> str:
    """The days of a month: "Thu 7, Thu 14 (2)" where two meetings share one."""
    counted: dict[str, int] = {}
    for each in meetings:
        day = f"{weekday_name(each.stand.day)[:3]}\u00a0{each.stand.day.day}"
        counted[day] = counted.get(day, 0) + 1
    return ", ".join(f"{day}\u00a0({many})" if many > 1 else day for day, many in counted.items())
