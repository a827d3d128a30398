"""Annex B: the people on the roster, and the departments."""

from collections.abc import Iterator

from statplan.charter.given import Given
from statplan.charter.layout import table
from statplan.documents.blocks import Block


def roster(given: Given) -> Iterator[Block]:
    """Write everybody by office, without addresses, since charters get published."""
    taking_part = given.plan.participants
    people = [
        (
            each.office,
            each.name or "",
            each.title or "",
            each.division or "",
            given.departments.get(each.department or "", ""),
        )
        for each in taking_part.people or ()
    ]
    yield from table("People", ("Office", "Name", "Title", "Speaks for", "Department"), people)
    departments = [
        (
            each.name,
            given.person(each.head),
            given.person(each.contact),
            given.person(each.budget_analyst),
        )
        for each in taking_part.departments or ()
    ]
    header = ("Department", "Head", "Data contact", "Budget analyst")
    yield from table("Departments", header, departments)
