"""Lookups in the plan's lists: names of topics and departments, job titles of people."""

from collections.abc import Iterable, Sequence

from statplan.plan.english import format_list
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.plan.text_types import Turn
from statplan.plan.unlisted_people import (
    format_unlisted_title,
    is_unlisted,
    list_unlisted_principals,
)

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
    """Return the job title of a person, with the name where there is one.

    Somebody on no roster has a title too, as in "Head of Fire". An id that is nobody's any longer,
    as of a person who has left the roster, is returned as it is.
    """
    for person in plan.participants.people or ():
        if person.id == person_id:
            return f"{person.office} ({person.name})" if person.name else person.office
    return format_unlisted_title(plan, person_id) if is_unlisted(person_id) else person_id


def format_office(plan: Plan, person_id: str) -> str:
    """Return the job title of a person without a name."""
    for person in plan.participants.people or ():
        if person.id == person_id:
            return person.office
    return format_job_title(plan, person_id)


def format_unlisted_people(plan: Plan, person_ids: Iterable[str]) -> str:
    """Return the job titles of those who are on no roster; empty where all of them are."""
    titles = dict.fromkeys(
        format_unlisted_title(plan, person_id) for person_id in person_ids if is_unlisted(person_id)
    )
    return format_list(titles)


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
    leader_ids = find_leaders(plan, chair_id, is_attended=is_attended)
    if attends and plan.leadership.form and not (chair_id or plan.leadership.principal):
        leader_ids = list_unlisted_principals(plan)
    titles = [format_job_title(plan, person_id) for person_id in leader_ids]
    return format_list(titles) if titles else None
