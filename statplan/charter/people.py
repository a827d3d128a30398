"""Who takes part, in which role, and how departments are brought to the table."""

from collections.abc import Iterator

from statplan.charter.english import capital, times
from statplan.charter.given import Given, label
from statplan.charter.layout import points, prose, table, terms
from statplan.documents.blocks import Block, Numbered
from statplan.plan.english import listing
from statplan.plan.participants import Participants

BRINGS = {
    "head": "its head",
    "key staff": "its key staff",
    "data contact": "its data contact",
    "frontline staff": "frontline staff",
}


def participants(given: Given) -> Iterator[Block]:
    """Write who is in the room."""
    yield from table("Roles", ("Role", "Held by", "Stands in"), _roles(given))
    taking_part = given.plan.participants
    yield from prose(_panel(given))
    yield from prose([*_departments(taking_part), *_guests(given), *_analysts(taking_part)])


def buy_in(given: Given) -> Iterator[Block]:
    """Write what departments gain and how they are brought in."""
    wins = given.plan.participants.buy_in
    if wins.announced_by:
        yield from prose([f"{capital(given.office(wins.announced_by))} announces the meetings."])
    yield from points("By coming, departments gain:", wins.gains)
    if wins.steps:
        yield from prose(["Before the first meeting:"])
        yield Numbered(tuple((step,) for step in wins.steps))
    yield from terms([(label("participants.buy_in.replaces"), wins.replaces)])


def _roles(given: Given) -> Iterator[tuple[str, str, str]]:
    leadership, taking_part = given.plan.leadership, given.plan.participants
    stands_in = leadership.alternates
    designee = leadership.designee if leadership.attends != "every" else None
    analysts = listing(given.person(each) for each in taking_part.analysts.people or ())
    principals = listing(given.person(each) for each in leadership.principal or ())
    if leadership.form and not principals:
        principals = capital(leadership.form)
    rows = [
        ("Chief executive", principals, given.person(designee)),
        ("Chair", given.person(leadership.chair), given.person(stands_in.chair)),
        ("Stat lead", given.person(leadership.facilitator), given.person(stands_in.facilitator)),
        ("Analysts", analysts, given.person(stands_in.analyst)),
        ("Recorder", given.person(taking_part.analysts.recorder), ""),
        ("Scheduler", given.person(taking_part.scheduler), ""),
    ]
    yield from (row for row in rows if any(row[1:]))


def _panel(given: Given) -> Iterator[str]:
    panel = given.plan.participants.panel
    if panel:
        yield f"The panel, present at every meeting, is {listing(given.offices(panel))}."
    elif panel is not None:
        yield "No panel sits at every meeting."


def _departments(taking_part: Participants) -> Iterator[str]:
    if taking_part.departments is not None:
        count = len(taking_part.departments)
        listed = "; Annex B lists them" if count else ""
        come = "comes" if count == 1 else "come"
        yield f"{capital(times(count, 'department'))} {come} before the panel{listed}."
    if taking_part.department_brings:
        brought = listing(BRINGS[each] for each in taking_part.department_brings)
        yield f"A department brings {brought}."
    if taking_part.supervisor_attends is not None:
        attends = "attends" if taking_part.supervisor_attends else "does not attend"
        yield f"The department head's own supervisor {attends}."


def _guests(given: Given) -> Iterator[str]:
    taking_part = given.plan.participants
    if taking_part.counsel:
        own = taking_part.counsel == "the principal's"
        yield f"The lawyer who attends is {given.principal if own else 'the department'}'s."
    if taking_part.guests == "same every time":
        yield "The people in the room are the same every time."
    elif taking_part.guests:
        yield "The people in the room vary by subject."
    if taking_part.employees_may_watch is not None:
        yield f"Employees {'may' if taking_part.employees_may_watch else 'may not'} watch."


def _analysts(taking_part: Participants) -> Iterator[str]:
    if taking_part.analysts.full_time is not None:
        is_work = "is" if taking_part.analysts.full_time else "is not"
        yield f"For the analysts this {is_work} full-time work."
