"""Lookups in the plan's lists: names of topics and departments, job titles of people."""

from collections.abc import Sequence

from statplan.plan.choices import format_choice, is_other
from statplan.plan.english import format_list
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.plan.text_types import Turn

PEOPLE_PATH = "participants.people"
ROSTER_PATHS = {"subjects": "focus.subjects", "departments": "participants.departments"}


def list_ids(plan: Plan, list_name: str) -> tuple[str, ...]:
    """Return the ids of all `departments`, or of all `subjects`, in their order."""
    if list_name == "departments":
        return tuple(department.id for department in plan.participants.departments or ())
    return tuple(subject.id for subject in plan.focus.subjects or ())


def split_turn(turn: str | Sequence[str]) -> tuple[str, ...]:
    """Return the ids of a turn: one, or several that share a meeting."""
    return (turn,) if isinstance(turn, str) else tuple(turn)


def list_turns(plan: Plan, rotate: str | Sequence[Turn]) -> tuple[tuple[str, ...], ...]:
    """Return the ids of each turn of a rotation: of a whole list of the plan, or as stated."""
    return tuple(map(split_turn, list_ids(plan, rotate) if isinstance(rotate, str) else rotate))


def find_series(plan: Plan, series_id: str) -> Series | None:
    """Return the recurring meeting of an id, or that which has one for each department or topic."""
    for series in plan.frequency.series or ():
        members = list_ids(plan, series.for_each) if series.for_each else ()
        if series_id in {series.id, *(f"{series.id}-{member_id}" for member_id in members)}:
            return series
    return None


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
    """Return the offices of the chief executive: one, or two who lead together.

    In the reader's own words, "director of parks and recreation" is one office, unless the plan
    names several principals.
    """
    leadership = plan.leadership
    title = format_choice(leadership.form or "chief executive")
    is_one_office = is_other(leadership.form) and len(leadership.principal or ()) < 2  # noqa: PLR2004 - a pair
    return [title] if is_one_office else title.split(" and ")


def find_leaders(
    plan: Plan, chair_id: str | None = None, *, is_attended: bool = False
) -> tuple[str, ...]:
    """Return the ids of those who lead a meeting; empty where the plan names nobody.

    That is its chair, else the principals where they attend it, else the designee.

    Args:
        plan: the plan.
        chair_id: who chairs the meeting, if somebody does.
        is_attended: whether the principal attends it, though not every meeting.
    """
    leadership = plan.leadership
    if chair_id:
        return (chair_id,)
    if leadership.attends == "every" or (is_attended and leadership.principal):
        return leadership.principal or ()
    return (leadership.designee,) if leadership.designee else ()


def format_leaders(
    plan: Plan, chair_id: str | None = None, *, is_attended: bool = False
) -> str | None:
    """Return the job titles of those who lead a meeting, or None where the plan does not say.

    A chief executive who attends the meeting and is not on the roster leads by title alone.
    """
    attends = is_attended or plan.leadership.attends == "every"
    is_led_by_title = attends and not (chair_id or plan.leadership.principal)
    title = format_choice(plan.leadership.form or "") if is_led_by_title else None
    leader_ids = find_leaders(plan, chair_id, is_attended=is_attended)
    if leader_ids and not title:
        return format_list(format_job_title(plan, person_id) for person_id in leader_ids)
    return title[0].upper() + title[1:] if title else None
