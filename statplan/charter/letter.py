"""The letter to departments: what it is, what they gain, when they are up, what to prepare."""

from collections.abc import Iterator

from statplan.charter.english import capital, the, times
from statplan.charter.front import named
from statplan.charter.given import Given
from statplan.charter.layout import passage, prose, table
from statplan.charter.leading import tone
from statplan.charter.people import BRINGS, buy_in
from statplan.charter.session import preparation
from statplan.documents.blocks import Block, Document, Facts, Heading, Link, Paragraph, Undecided
from statplan.plan import Plan
from statplan.plan.english import clock, listing, long_day, month_name
from statplan.schedule.meeting import Meeting, Schedule

_MOST = 12  # dates of a department that are named


def make_letter(plan: Plan, schedule: Schedule) -> Document:
    """Write the letter that brings departments to the table, two pages at most as a rule.

    Args:
        plan: the plan.
        schedule: its year.
    """
    given = Given(plan, schedule)
    blocks: list[Block] = [*_addressed(given)]
    for heading, path, section in (
        ("What it is", "program.purpose", _what(given)),
        ("What your department gains", "participants.buy_in.gains", buy_in(given)),
        ("When you are up", "frequency.series", _when(given)),
        ("What to prepare", "frequency.preparation.data_due", _prepare(given)),
        ("Whom to ask", "leadership.facilitator", _whom(given)),
    ):
        said = tuple(section) or (Paragraph((Undecided(path), ".")),)
        blocks += [Heading(2, heading), *said]
    organization = plan.program.organization or ""
    title = f"{named(given)}: a letter to departments"
    return Document(title, organization, "en-US", organization, tuple(blocks), plan.created)


def _addressed(given: Given) -> Iterator[Block]:
    plan = given.plan
    principals = plan.leadership.principal or ()
    sender = plan.participants.buy_in.announced_by
    who = listing(given.person(each) for each in ((sender,) if sender else principals))
    if not who and plan.leadership.form:
        who = listing(map(capital, given.principals))
    said = (who,) if who else (Undecided("leadership.form"),)
    yield Facts((("To", ("The heads of departments",)), ("From", said)))


def _what(given: Given) -> Iterator[Block]:
    leadership, meetings = given.plan.leadership, given.schedule.meetings
    yield from passage(given.plan.program.purpose)
    said = []
    if meetings:
        minutes = listing((str(each) for each in sorted({m.stand.minutes for m in meetings})), "or")
        first, last = long_day(meetings[0].stand.day), long_day(meetings[-1].stand.day)
        count = capital(times(len(meetings), "meeting"))
        said.append(f"{count} of {minutes} minutes stand on the calendar, from {first} to {last}.")
    if leadership.attends == "every":
        said.append(f"{capital(given.principal)} {given.verb('attends', 'attend')} each one.")
    if leadership.chair:
        said.append(f"{capital(the(given.person(leadership.chair)))} chairs them.")
    yield from prose(said)
    yield from tone(given)


def _when(given: Given) -> Iterator[Block]:
    rows = [
        (name, _dates(meetings), listing(_subjects(given, department, meetings)))
        for department, name in given.departments.items()
        if (meetings := _turns(given, department))
    ]
    yield from table("Dates by department", ("Department", "Dates", "Asked about"), rows)
    if rows:
        starts = {each.stand.at for each in given.schedule.meetings}
        at = f"Meetings begin at {listing(map(clock, sorted(starts)), 'or')}."
        backed = "The calendar that you receive has every date, with its time and its back-up."
        yield from prose([at, backed] if len(starts) <= 3 else [backed])  # noqa: PLR2004 - a few


def _turns(given: Given, department: str) -> tuple[Meeting, ...]:
    """The meetings that examine a department, or a subject that it owns or shares."""
    concerned = {
        each.id
        for each in given.plan.focus.subjects or ()
        if department == each.owner or department in (each.departments or ())
    }
    return tuple(
        each for each in given.schedule.meetings if {department, *concerned} & set(each.about)
    )


def _dates(meetings: tuple[Meeting, ...]) -> str:
    days = dict.fromkeys(_day(each) for each in meetings)
    named_days, left = list(days)[:_MOST], len(days) - _MOST
    return ", ".join(named_days) + (f", and {left} more" if left > 0 else "")


def _day(meeting: Meeting) -> str:
    """A day without its year, on one line: "Jan 14"."""
    day = meeting.stand.day
    return f"{month_name(day.month)[:3]}\u00a0{day.day}"


def _subjects(given: Given, department: str, meetings: tuple[Meeting, ...]) -> list[str]:
    about = dict.fromkeys(each for meeting in meetings for each in meeting.about)
    return given.turns(each for each in about if each != department and each in given.subjects)


def _prepare(given: Given) -> Iterator[Block]:
    brings = given.plan.participants.department_brings
    if brings:
        yield from prose([f"Your department brings {listing(BRINGS[each] for each in brings)}."])
    yield from preparation(given)


def _whom(given: Given) -> Iterator[Block]:
    lead = given.plan.leadership.facilitator
    if lead is None:
        return
    said = f"{capital(the(given.person(lead)))} runs the process as Stat lead"
    address = given.people[lead].email if lead in given.people else None
    if address:
        yield Paragraph((f"{said}: ", Link(address, f"mailto:{address}"), "."))
    else:
        yield from prose([f"{said}."])
