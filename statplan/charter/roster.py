"""Annex B: the people on the roster, and the departments."""

from collections.abc import Iterator

from statplan.charter.given import CharterContext
from statplan.charter.layout import build_table
from statplan.documents.blocks import Block


def write_roster(context: CharterContext) -> Iterator[Block]:
    """Write everybody by office, without addresses, since charters get published."""
    participants = context.plan.participants
    people = [
        (
            person.office,
            person.name or "",
            person.title or "",
            person.division or "",
            context.departments.get(person.department or "", ""),
        )
        for person in participants.people or ()
    ]
    yield from build_table(
        "People", ("Office", "Name", "Title", "Speaks for", "Department"), people
    )
    departments = [
        (
            department.name,
            context.name_person(department.head),
            context.name_person(department.contact),
            context.name_person(department.budget_analyst),
        )
        for department in participants.departments or ()
    ]
    header = ("Department", "Head", "Data contact", "Budget analyst")
    yield from build_table("Departments", header, departments)
