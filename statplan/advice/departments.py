"""Rules about the departments that come before the panel, and the people they have there."""

from collections.abc import Iterator

from statplan.advice.facts import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_list
from statplan.plan.series import Series


@rule("SP401", "warning", "G-HOST", "BALT-61")
def department_never_up(context: RuleContext) -> Iterator[Remark]:
    """A department is on the list, and no meeting of the year examines it.

    What it checks: every department for a turn of its own, or a part in a subject that has one,
    once some of them have a turn and every series has its dates.
    Why it matters: a department that is never asked learns that it need not answer.
    What to do: put it into a series or a rotation, or take it off the list.
    Example: Baltimore's code asks for a session with each principal agency every month.
    """
    if not context.departments:
        yield Unstated("participants.departments")
    if not context.turns or context.schedule.undecided:
        return
    for index, department in enumerate(context.departments.values()):
        if department.id not in context.examined_ids:
            path = f"participants.departments[{index}].name"
            yield Finding(path, f"No meeting of this calendar examines {department.name}.")


@rule("SP409", "warning", "G-HOST")
def budget_analyst_not_invited(context: RuleContext) -> Iterator[Remark]:
    """A department comes up, and its budget analyst is not invited.

    What it checks: for every department with a budget analyst, whether the series that examine it
    have them as required or optional.
    Why it matters: what is agreed without a look at the budget is taken back by the budget.
    What to do: add the budget analyst to `required` of the series, or to the panel.
    Example: GovEx's guide wants the department's budget analyst at its session each time.
    """
    has_budget_analysts = any(
        department.budget_analyst for department in context.departments.values()
    )
    for path, series in context.series_with_paths if has_budget_analysts else ():
        missing: dict[str, list[str]] = {}
        for name, person in _find_uninvited_analysts(context, series):
            missing.setdefault(person, []).append(name)
        for person, names in missing.items():
            fact = (
                f"{context.name_person(person)} is not invited when {format_list(names)} comes up."
            )
            yield Finding(f"{path}.required", fact)
    lacking = (
        index
        for index, department in enumerate(context.departments.values())
        if department.budget_analyst is None and department.id in context.turns
    )
    for index in list(lacking)[:1]:
        yield Unstated(f"participants.departments[{index}].budget_analyst")


def _find_uninvited_analysts(context: RuleContext, series: Series) -> Iterator[tuple[str, str]]:
    """Yield the departments that a series examines without their budget analyst, and that one."""
    seen: set[str] = set()
    for meeting in context.meetings_by_series[series.id]:
        for examined_id in meeting.subject_ids:
            department = context.departments.get(examined_id)
            if department is None or department.budget_analyst is None or examined_id in seen:
                continue
            seen.add(examined_id)
            if department.budget_analyst not in (*meeting.required, *meeting.optional):
                yield department.name, department.budget_analyst


@rule("SP414", "note", "G-TEAM", "G-PREP", "BALT-61")
def head_is_the_data_contact(context: RuleContext) -> Iterator[Remark]:
    """A department head is the contact for data too.

    What it checks: for every department, whether `contact` and `head` are one person.
    Why it matters: requests for figures wait on the desk of the busiest person.
    What to do: name somebody who works with the figures.
    Example: Baltimore's code gives each agency an officer for data-driven work.
    """
    for index, department in enumerate(context.departments.values()):
        if department.contact is not None and department.contact == department.head:
            fact = (
                f"{context.name_person(department.contact)} heads {department.name} and "
                "answers for its data."
            )
            yield Finding(f"participants.departments[{index}].contact", fact)
    for role in ("head", "contact"):
        lacking = (
            index
            for index, department in enumerate(context.departments.values())
            if getattr(department, role) is None
        )
        for index in list(lacking)[:1]:
            yield Unstated(f"participants.departments[{index}].{role}")


@rule("SP415", "error", "ours")
def person_of_another_department(context: RuleContext) -> Iterator[Remark]:
    """A department's head or contact is on the roster for another department.

    What it checks: for every department, the `department` of its head and of its contact.
    Why it matters: the plan says two things, and a request goes to the wrong place.
    What to do: change the one that is wrong.
    Example: a contact who has moved to another department since the roster was made.
    """
    for index, department in enumerate(context.departments.values()):
        for role, person in (("head", department.head), ("contact", department.contact)):
            own = context.people[person].department if person else None
            if person and own and own != department.id:
                office = context.name_person(person)
                fact = f"{office} is the {role} of {department.name}, and of {context.names[own]}."
                yield Finding(f"participants.departments[{index}].{role}", fact)
