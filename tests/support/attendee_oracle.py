"""Who is at a meeting, written once more from what the questions say, and from nothing else.

It shares no code with `statplan.schedule.attendees`, so that the two can be compared. People on the
roster are ids; all others are the titles that a reader sees.
"""

from collections.abc import Iterable, Iterator

from statplan.plan.model import Plan
from statplan.plan.participants import Department
from statplan.plan.series import Series

BROUGHT = {
    "head": ("head", "Head of {}"),
    "key staff": ("key_staff", "Key staff of {}"),
    "data contact": ("contact", "Data contact of {}"),
    "frontline staff": (None, "Frontline staff of {}"),
}


def expect_required(
    plan: Plan, series: Series, topics: Iterable[str], *, attended: bool, chair: str | None = None
) -> set[str]:
    """Everybody whom a meeting needs: ids of the roster, and titles of all others."""
    leadership, participants = plan.leadership, plan.participants
    everybody: set[str] = set()
    if attended or leadership.attends == "every":
        everybody |= set(leadership.principal or _principal_titles(plan))
    usual = series.chair or leadership.chair
    if not usual and leadership.attends != "every":
        usual = leadership.designee
    everybody |= {one for one in (chair or usual, leadership.facilitator) if one}
    everybody |= set() if series.without_panel else set(participants.panel or ())
    everybody |= {*(series.required or ()), *(series.presenters or ())}
    everybody |= set(participants.analysts.people or ())
    everybody |= {one for one in (participants.analysts.recorder,) if one}
    if participants.counsel == "the principal's":
        everybody |= {_counsel(plan)}
    topics = tuple(topics)
    for subject in plan.focus.subjects or ():
        if subject.leader and subject.id in topics:
            everybody.add(subject.leader)
    for department in _departments(plan, topics):
        everybody |= set(_companions(plan, department))
    return everybody


def expect_optional(plan: Plan, series: Series) -> set[str]:
    """Everybody who may come to a meeting and need not; some of them may be needed all the same."""
    return {*(series.optional or ()), *(plan.participants.partners or ())}


def _principal_titles(plan: Plan) -> list[str]:
    form = plan.leadership.form or "chief executive"
    is_one = form.startswith("other: ") and len(plan.leadership.principal or ()) < 2
    offices = [form.removeprefix("other: ")] if is_one else form.split(" and ")
    small = {"and", "of", "the", "for"}
    return [
        " ".join(word if word in small else word[0].upper() + word[1:] for word in office.split())
        for office in offices
    ]


def _counsel(plan: Plan) -> str:
    roster = {person.id: person for person in plan.participants.people or ()}
    for person in roster.values():
        if person.id in (plan.participants.panel or ()) and "legal" in person.divisions:
            return person.id
    offices = [roster[one].office for one in plan.leadership.principal or ()]
    return f"Counsel to the {' and '.join(offices or _principal_titles(plan))}"


def _departments(plan: Plan, topics: tuple[str, ...]) -> Iterator[Department]:
    concerned = set(topics)
    for subject in plan.focus.subjects or ():
        if subject.id in topics:
            concerned |= {one for one in (subject.owner, *(subject.departments or ())) if one}
    yield from (one for one in plan.participants.departments or () if one.id in concerned)


def _companions(plan: Plan, department: Department) -> Iterator[str]:
    participants = plan.participants
    brings = participants.department_brings
    for companion in ("head",) if brings is None else brings:
        if companion.startswith("other: "):
            words = companion[7:]
            yield f"{words[0].upper()}{words[1:]} of {department.name}"
            continue
        field, title = BROUGHT[companion]
        named = getattr(department, field) if field else None
        people = (named,) if isinstance(named, str) else named
        yield from people or (title.format(department.name),)
    if department.budget_analyst:
        yield department.budget_analyst
    if participants.supervisor_attends:
        yield f"Supervisor of the Head of {department.name}"
    if participants.counsel == "the department's":
        yield f"Counsel to {department.name}"
