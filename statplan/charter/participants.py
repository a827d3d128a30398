"""The participants: who takes part, in which role, and how departments are brought in."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext
from statplan.charter.grammar import capitalize_first, spell_count
from statplan.charter.layout import build_paragraph, build_table
from statplan.documents.blocks import Block
from statplan.plan.choices import format_choice
from statplan.plan.english import format_list
from statplan.plan.participants import Participants
from statplan.plan.unlisted_people import is_unlisted
from statplan.schedule.attendees import list_counsel

_COMPANIONS = {
    "head": "its head",
    "key staff": "its key staff",
    "data contact": "its data contact",
    "frontline staff": "frontline staff",
}


def describe_companion(companion: str) -> str:
    """Describe who comes for a department: "its head", or the plan's own words."""
    return _COMPANIONS.get(companion) or format_choice(companion)


def write_participants(context: CharterContext) -> Iterator[Block]:
    """Write who takes part, and in which role."""
    yield from build_table("Roles", ("Role", "Held by", "Stands in"), _list_roles(context))
    participants = context.plan.participants
    yield from build_paragraph(_describe_panel(context))
    yield from build_paragraph(
        [
            *_describe_departments(participants),
            *_describe_department_advisers(participants),
            *_describe_topic_leaders(context),
            *_describe_presenters(context),
            *_describe_counsel(context),
        ]
    )
    yield from build_paragraph(
        [
            *_describe_stat_team(context),
            *_describe_partners(context),
            *_describe_watchers(participants),
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
        principals = capitalize_first(format_choice(leadership.form))
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
    all_series = context.plan.frequency.series or ()
    absent = [context.name_series(series) for series in all_series if series.without_panel]
    if panel:
        present = "present at every meeting"
        if absent:
            present += f" except those of {format_list(absent)}"
        yield f"The panel, {present}, is {format_list(context.name_offices(panel))}."
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
        brought = format_list(map(describe_companion, participants.department_brings))
        yield f"A department brings {brought}."
    elif participants.department_brings is None and participants.departments:
        yield "The head of a department attends when the department is examined."


def _describe_department_advisers(participants: Participants) -> Iterator[str]:
    """Say who is there with a department that is examined, besides those whom it brings."""
    if any(department.budget_analyst for department in participants.departments or ()):
        yield "The budget analyst who follows a department attends when it is examined."
    if participants.supervisor_attends is not None:
        attends = "attends" if participants.supervisor_attends else "does not attend"
        yield f"The department head's own supervisor {attends}."


def _describe_topic_leaders(context: CharterContext) -> Iterator[str]:
    for subject in context.plan.focus.subjects or ():
        if subject.leader:
            leader = capitalize_first(context.name_office(subject.leader))
            yield f"{leader} leads the work on {subject.name} and attends when it is examined."


def _describe_presenters(context: CharterContext) -> Iterator[str]:
    for series in context.plan.frequency.series or ():
        if series.presenters:
            names = capitalize_first(format_list(context.name_offices(series.presenters)))
            verb = "presents" if len(series.presenters) == 1 else "present"
            yield f"{names} {verb} at each meeting of {context.name_series(series)}."


def _describe_counsel(context: CharterContext) -> Iterator[str]:
    match context.plan.participants.counsel:
        case "the department's":
            yield "A lawyer of the department attends when the department is examined."
        case "the principal's":
            (counsel_id,) = list_counsel(context.plan)
            if is_unlisted(counsel_id):
                yield f"{context.name_person(counsel_id)} attends every meeting."
            else:
                counsel = context.name_office(counsel_id)
                yield f"{capitalize_first(counsel)} attends every meeting as counsel."


def _describe_stat_team(context: CharterContext) -> Iterator[str]:
    analysts = context.plan.participants.analysts
    if analysts.people:
        names = capitalize_first(format_list(context.name_offices(analysts.people)))
        verb = "attends" if len(analysts.people) == 1 else "attend"
        yield f"{names} {verb} every meeting for the analysis."
    if analysts.recorder:
        recorder = capitalize_first(context.name_office(analysts.recorder))
        yield f"{recorder} attends every meeting to keep the record."
    if analysts.full_time is not None:
        is_work = "is" if analysts.full_time else "is not"
        yield f"For the analysts this {is_work} full-time work."


def _describe_partners(context: CharterContext) -> Iterator[str]:
    """Name the partners, with the organization of those whose job title does not have it."""
    names = []
    for person_id in context.plan.participants.partners or ():
        person = context.people.get(person_id)
        organization = person.organization if person and person.organization else ""
        is_in_title = person and organization.casefold() in person.office.casefold()
        suffix = f" ({organization})" if organization and not is_in_title else ""
        names.append(f"{context.name_office(person_id)}{suffix}")
    if names:
        are = "is" if len(names) == 1 else "are"
        partners = capitalize_first(format_list(names))
        body = "agency" if context.plan.program.government == "agency" else "government"
        yield f"{partners} {are} invited to every meeting from outside the {body}."


def _describe_watchers(participants: Participants) -> Iterator[str]:
    if participants.employees_may_watch is not None:
        yield f"Employees {'may' if participants.employees_may_watch else 'may not'} watch."
