"""Lookups in the plan's lists: names of topics and departments, job titles of people."""

from statplan.plan.english import format_list
from statplan.plan.model import Plan

PEOPLE_PATH = "participants.people"
ROSTER_PATHS = {"subjects": "focus.subjects", "departments": "participants.departments"}


def list_ids(plan: Plan, list_name: str) -> tuple[str, ...]:
    """Return the ids of all `departments`, or of all `subjects`, in their order."""
    if list_name == "departments":
        return tuple(department.id for department in plan.participants.departments or ())
    return tuple(subject.id for subject in plan.focus.subjects or ())


def index_names(plan: Plan) -> dict[str, str]:
    """Return the names of departments and topics by id."""
    names_by_id = {
        department.id: department.name for department in plan.participants.departments or ()
    }
    return names_by_id | {subject.id: subject.name for subject in plan.focus.subjects or ()}


def format_job_title(plan: Plan, person_id: str) -> str:
    """Return the job title of a person, with the name where there is one; else the id."""
    for person in plan.participants.people or ():
        if person.id == person_id:
            return f"{person.office} ({person.name})" if person.name else person.office
    return person_id


def list_principal_offices(plan: Plan) -> list[str]:
    """Return the offices of the chief executive: one, or two who lead together."""
    return (plan.leadership.form or "chief executive").split(" and ")


def find_leaders(plan: Plan, chair_id: str | None = None) -> tuple[str, ...]:
    """Return the ids of those who lead a meeting; empty where the plan names nobody.

    That is its chair, else the principals where they attend every meeting, else the designee.
    """
    leadership = plan.leadership
    if chair_id:
        return (chair_id,)
    if leadership.attends == "every":
        return leadership.principal or ()
    return (leadership.designee,) if leadership.designee else ()


def format_leaders(plan: Plan, chair_id: str | None = None) -> str | None:
    """Return the job titles of those who lead a meeting, or None where the plan does not say.

    A chief executive who attends every meeting and is not on the roster leads by title alone.
    """
    leader_ids = find_leaders(plan, chair_id)
    if leader_ids:
        return format_list(format_job_title(plan, person_id) for person_id in leader_ids)
    title = plan.leadership.form if plan.leadership.attends == "every" else None
    return title[0].upper() + title[1:] if title else None


def format_location(plan: Plan, room: str | None) -> str:
    """Return where a meeting is, as the location of a calendar entry: room, address and link."""
    place = plan.frequency.place
    return ", ".join(part for part in (room, place.address, place.link) if part)
