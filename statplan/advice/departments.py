"""Rules about the departments that come before the panel, and the people they have there."""

from collections.abc import Iterator

from statplan.advice.facts import Facts
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import listing
from statplan.plan.series import Series


@rule("SP401", "warning", "G-HOST", "BALT-61")
def department_never_up(facts: Facts) -> Iterator[Remark]:
    """A department is on the list, and no meeting of the year examines it.

    What it checks: every department for a turn of its own, or a part in a subject that has one,
    once some of them have a turn and every series has its dates.
    Why it matters: a department that is never asked learns that it need not answer.
    What to do: put it into a series or a rotation, or take it off the list.
    Example: Baltimore's code asks for a session with each principal agency every month.
    """
    if not facts.departments:
        yield Unstated("participants.departments")
    if not facts.turns or facts.schedule.undecided:
        return
    for index, each in enumerate(facts.departments.values()):
        if each.id not in facts.examined:
            path = f"participants.departments[{index}].name"
            yield Finding(path, f"No meeting of this calendar examines {each.name}.")


@rule("SP409", "warning", "G-HOST")
def budget_analyst_not_invited(facts: Facts) -> Iterator[Remark]:
    """A department comes up, and its budget analyst is not invited.

    What it checks: for every department with a budget analyst, whether the series that examine it
    have them as required or optional.
    Why it matters: what is agreed without a look at the budget is taken back by the budget.
    What to do: add the budget analyst to `required` of the series, or to the panel.
    Example: GovEx's guide wants the department's budget analyst at its session each time.
    """
    known = any(each.budget_analyst for each in facts.departments.values())
    for path, series in facts.each_series if known else ():
        missing: dict[str, list[str]] = {}
        for name, person in _budget(facts, series):
            missing.setdefault(person, []).append(name)
        for person, names in missing.items():
            fact = f"{facts.office(person)} is not invited when {listing(names)} comes up."
            yield Finding(f"{path}.required", fact)
    lacking = (
        index
        for index, each in enumerate(facts.departments.values())
        if each.budget_analyst is None and each.id in facts.turns
    )
    for index in list(lacking)[:1]:
        yield Unstated(f"participants.departments[{index}].budget_analyst")


def _budget(facts: Facts, series: Series) -> Iterator[tuple[str, str]]:
    """The departments that a series examines without their budget analyst, with that person."""
    seen: set[str] = set()
    for meeting in facts.meetings_of[series.id]:
        for each in meeting.about:
            department = facts.departments.get(each)
            if department is None or department.budget_analyst is None or each in seen:
                continue
            seen.add(each)
            if department.budget_analyst not in (*meeting.required, *meeting.optional):
                yield department.name, department.budget_analyst


@rule("SP414", "note", "G-TEAM", "G-PREP", "BALT-61")
def head_is_the_data_contact(facts: Facts) -> Iterator[Remark]:
    """A department head is the contact for data too.

    What it checks: for every department, whether `contact` and `head` are one person.
    Why it matters: requests for figures wait on the desk of the busiest person.
    What to do: name somebody who works with the figures.
    Example: Baltimore's code gives each agency an officer for data-driven work.
    """
    for index, each in enumerate(facts.departments.values()):
        if each.contact is not None and each.contact == each.head:
            fact = f"{facts.office(each.contact)} heads {each.name} and answers for its data."
            yield Finding(f"participants.departments[{index}].contact", fact)
    for key in ("head", "contact"):
        lacking = (
            index
            for index, each in enumerate(facts.departments.values())
            if getattr(each, key) is None
        )
        for index in list(lacking)[:1]:
            yield Unstated(f"participants.departments[{index}].{key}")


@rule("SP415", "error", "ours")
def person_of_another_department(facts: Facts) -> Iterator[Remark]:
    """A department's head or contact is on the roster for another department.

    What it checks: for every department, the `department` of its head and of its contact.
    Why it matters: the plan says two things, and a request goes to the wrong place.
    What to do: change the one that is wrong.
    Example: a contact who has moved to another department since the roster was made.
    """
    for index, each in enumerate(facts.departments.values()):
        for key, person in (("head", each.head), ("contact", each.contact)):
            own = facts.people[person].department if person else None
            if person and own and own != each.id:
                office = facts.office(person)
                fact = f"{office} is the {key} of {each.name}, and of {facts.names[own]}."
                yield Finding(f"participants.departments[{index}].{key}", fact)
