"""The participants: who takes part, in which role, and how departments are brought in."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext
from statplan.charter.grammar import capitalize_first, spell_count
from statplan.charter.layout import build_paragraph, build_table
from statplan.documents.blocks import Block
from statplan.plan.english import format_list
from statplan.plan.participants import Participants

DEPARTMENT_STAFF = {
    "head": "its head",
    "key staff": "its key staff",
    "data contact": "its data contact",
    "frontline staff": "frontline staff",
}


def write_participants(context: CharterContext) -> Iterator[Block]:
    """Write who takes part, and in which role."""
    yield from build_table("Roles", ("Role", "Held by", "Stands in"), _list_roles(context))
    participants = context.plan.participants
    yield from build_paragraph(_describe_panel(context))
    yield from build_paragraph(
        [
            *_describe_departments(participants),
            *_describe_guests(context),
            *_describe_analysts(participants),
        ]
    )


def _list_roles(context: CharterContext) -> Iterator[tuple[str, str, str]]:
    leadership, participants = context.plan.leadership, context.plan.participants
    stands_in = leadership.alternates
    designee = leadership.designee if leadership.attends != "every" else None
    analysts = format_list(
        context.name_person(person_id) for person_id in participants.analysts.people or ()
    )
    principals = format_list(
        context.name_person(person_id) for person_id in leadership.principal or ()
    )
    if leadership.form and not principals:
        principals = format_list(map(capitalize_first, context.principals))
    rows = [
        ("Chief executive", principals, context.name_person(designee)),
        ("Chair", context.name_person(leadership.chair), context.name_person(stands_in.chair)),
        (
            "Stat lead",
            context.name_person(leadership.facilitator),
            context.name_person(stands_in.facilitator),
        ),
        ("Analysts", analysts, context.name_person(stands_in.analyst)),
        ("Recorder", context.name_person(participants.analysts.recorder), ""),
        ("Scheduler", context.name_person(participants.scheduler), ""),
    ]
    yield from (row for row in rows if any(row[1:]))


def _describe_panel(context: CharterContext) -> Iterator[str]:
    panel = context.plan.participants.panel
    if panel:
        yield f"The panel, present at every meeting, is {format_list(context.name_offices(panel))}."
    elif panel is not None:
        yield "No panel sits at every meeting."


def _describe_departments(participants: Participants) -> Iterator[str]:
    if participants.departments is not None:
        count = len(participants.departments)
        listed = "; Annex B lists them" if count else ""
        come = "comes" if count == 1 else "come"
        yield (
            f"{capitalize_first(spell_count(count, 'department'))} {come} before the panel{listed}."
        )
    if participants.department_brings:
        brought = format_list(
            DEPARTMENT_STAFF[attendee] for attendee in participants.department_brings
        )
        yield f"A department brings {brought}."
    if participants.supervisor_attends is not None:
        attends = "attends" if participants.supervisor_attends else "does not attend"
        yield f"The department head's own supervisor {attends}."


def _describe_guests(context: CharterContext) -> Iterator[str]:
    participants = context.plan.participants
    if participants.counsel:
        own = participants.counsel == "the principal's"
        yield f"The lawyer who attends is {context.principal if own else 'the department'}'s."
    if participants.employees_may_watch is not None:
        yield f"Employees {'may' if participants.employees_may_watch else 'may not'} watch."


def _describe_analysts(participants: Participants) -> Iterator[str]:
    if participants.analysts.full_time is not None:
        is_work = "is" if participants.analysts.full_time else "is not"
        yield f"For the analysts this {is_work} full-time work."
