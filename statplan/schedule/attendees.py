"""Who is at a meeting: the one place from which holds, papers, and the charter take it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statplan.plan.model import Plan
from statplan.plan.participants import Department
from statplan.plan.series import Series
from statplan.plan.unlisted_people import (
    list_unlisted_principals,
    make_companion_id,
    make_counsel_id,
)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who is at a meeting.

    `id` is that of a person on the roster, or of somebody on no roster (`unlisted_people`):
    `lookup.format_job_title` has the title of both. `is_required` tells whether the meeting needs
    them.
    """

    id: str
    is_required: bool = True


def list_attendees(
    plan: Plan,
    series: Series,
    topic_ids: Iterable[str],
    *,
    is_attended: bool,
    chair_id: str | None = None,
) -> tuple[Attendee, ...]:
    """Return who is at a meeting, each once: those whom it needs, then those who may come.

    Args:
        plan: the plan.
        series: its recurring meeting.
        topic_ids: the topics and departments that it examines.
        is_attended: whether the principal attends it; one who attends all meetings always does.
        chair_id: the chair of this one meeting, in the place of the usual one.
    """
    topics = tuple(topic_ids)
    required = dict.fromkeys(
        (
            *(list_principals(plan) if is_attended or plan.leadership.attends == "every" else ()),
            *_list_leaders(plan, series, chair_id),
            *((plan.participants.panel or ()) if not series.without_panel else ()),
            *(series.required or ()),
            *(series.presenters or ()),
            *list_stat_team(plan),
            *list_counsel(plan),
            *_list_topic_leaders(plan, topics),
            *(
                person_id
                for department in find_examined_departments(plan, topics)
                for person_id in list_companions(plan, department)
            ),
        )
    )
    optional = dict.fromkeys((*(series.optional or ()), *(plan.participants.partners or ())))
    return (
        *map(Attendee, required),
        *(Attendee(one, is_required=False) for one in optional if one not in required),
    )


def list_principals(plan: Plan) -> tuple[str, ...]:
    """Return the ids of the chief executive: of the roster, else by office alone."""
    return plan.leadership.principal or list_unlisted_principals(plan)


def list_stat_team(plan: Plan) -> tuple[str, ...]:
    """Return the ids of the analysts and of whoever keeps the record."""
    analysts = plan.participants.analysts
    recorder = (analysts.recorder,) if analysts.recorder else ()
    return tuple(dict.fromkeys((*(analysts.people or ()), *recorder)))


def find_examined_departments(plan: Plan, topic_ids: Iterable[str]) -> tuple[Department, ...]:
    """Return the departments that answer in a meeting, each once.

    Of a topic those are its owner and the departments that share it.
    """
    departments = {one.id: one for one in plan.participants.departments or ()}
    subjects = {subject.id: subject for subject in plan.focus.subjects or ()}
    examined: dict[str, Department] = {}
    for topic_id in topic_ids:
        subject = subjects.get(topic_id)
        department_ids = (subject.owner, *(subject.departments or ())) if subject else (topic_id,)
        for department_id in filter(None, department_ids):
            if department_id in departments:
                examined[department_id] = departments[department_id]
    return tuple(examined.values())


def list_companions(plan: Plan, department: Department) -> tuple[str, ...]:
    """Return who comes for a department that is examined, and who follows or supervises it.

    Its head comes, unless the plan states who does and the head is not among them. Whoever is not
    named is there by title alone.
    """
    participants = plan.participants
    return tuple(
        dict.fromkeys(
            (
                *_iter_department_staff(plan, department),
                *((department.budget_analyst,) if department.budget_analyst else ()),
                *(
                    (make_companion_id(department.id, "supervisor"),)
                    if participants.supervisor_attends
                    else ()
                ),
                *(
                    (make_companion_id(department.id, "counsel"),)
                    if participants.counsel == "the department's"
                    else ()
                ),
            )
        )
    )


def _iter_department_staff(plan: Plan, department: Department) -> Iterator[str]:
    """Yield who comes from a department itself."""
    brought = plan.participants.department_brings
    named_staff = {
        "head": (department.head,) if department.head else (),
        "key staff": department.key_staff or (),
        "data contact": (department.contact,) if department.contact else (),
    }
    for companion in ("head",) if brought is None else brought:
        yield from named_staff.get(companion) or (make_companion_id(department.id, companion),)


def _list_leaders(plan: Plan, series: Series, chair_id: str | None) -> tuple[str, ...]:
    """Return who chairs, or leads where nobody is named as the chair; and the Stat lead."""
    leadership = plan.leadership
    designee = leadership.designee if leadership.attends != "every" else None
    chair = chair_id or series.chair or leadership.chair or designee
    return tuple(filter(None, (chair, leadership.facilitator)))


def list_counsel(plan: Plan) -> tuple[str, ...]:
    """Return the id of the principal's lawyer, where that is the one who attends.

    That is whoever on the panel represents the legal division, else the office alone.
    """
    if plan.participants.counsel != "the principal's":
        return ()
    panel = plan.participants.panel or ()
    lawyers = [
        person.id
        for person in plan.participants.people or ()
        if person.id in panel and "legal" in person.divisions
    ]
    return tuple(lawyers[:1]) or (make_counsel_id(plan),)


def _list_topic_leaders(plan: Plan, topic_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the people who lead the work on the topics that a meeting examines."""
    subjects = {subject.id: subject for subject in plan.focus.subjects or ()}
    leaders = (subjects[one].leader for one in topic_ids if one in subjects)
    return tuple(filter(None, leaders))
