"""A row as it is understood: facts about somebody, a department, roles there, a panel seat."""

from collections.abc import Iterator
from dataclasses import dataclass

from statplan.cli.sheet import cells
from statplan.cli.sheet.table import Cell, Row
from statplan.errors import Problem
from statplan.plan.english import listing
from statplan.plan.words import shown

PEOPLE, DEPARTMENTS = "participants.people", "participants.departments"
PANEL = "participants.panel"
ROLES = {"head": "head", "contact": "data contact", "budget_analyst": "budget analyst"}

_FACTS = ("office", "title", "name", "email", "division")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says.

    Attributes:
        number: the row.
        facts: what it says of a person, by the answer's key.
        department: the name of a department.
        roles: the person's roles in the department, with the cell that says so.
        panel: the cell that says that the person sits on the panel.
        lost: the columns whose cell was refused.
    """

    number: int
    facts: dict[str, Cell]
    department: Cell | None
    roles: dict[str, Cell]
    panel: Cell | None
    lost: frozenset[str] = frozenset()

    @property
    def speaks_of_somebody(self) -> bool:
        """Whether it is about a person, and not about a department alone."""
        return bool(self.facts or self.roles or self.panel)

    @property
    def first_cell(self) -> Cell:
        """The first cell that speaks of a person."""
        others = [self.panel] if self.panel else []
        return next(iter([*self.facts.values(), *self.roles.values(), *others]))

    @property
    def lost_office(self) -> bool:
        """Whether there is an office, but one that was refused."""
        return "office" in self.lost

    @property
    def lost_department(self) -> bool:
        """Whether there is a department, but one that was refused."""
        return "department" in self.lost

    def facts_in(self, department: str | None) -> dict[str, Cell]:
        """The facts with the id of the person's department.

        A budget analyst follows a department and need not be of it.
        """
        if department is None or self.department is None or set(self.roles) == {"budget_analyst"}:
            return self.facts
        return self.facts | {"department": Cell(department, self.department.column)}


def understood(row: Row) -> tuple[Entry, list[Problem]]:
    """Read a row's cells; what cannot be read is a problem and left out."""
    formulas = {key: cell for key, cell in row.cells.items() if cells.is_formula(cell.text)}
    rest = {key: cell for key, cell in row.cells.items() if key not in formulas}
    problems = [_formula(row.number, key, cell) for key, cell in formulas.items()]
    roles, wrong = _roles(row.number, rest)
    panel = rest.get("panel")
    if panel:
        said = cells.yes_or_no(panel.text)
        wrong += [_no_flag(row.number, "panel", panel)] * (said is None)
        panel = panel if said else None
    department = rest.get("department")
    lost = frozenset(formulas)
    entry = Entry(row.number, dict(_facts(rest)), department, roles, panel, lost)
    return entry, problems + wrong


def _facts(found: dict[str, Cell]) -> Iterator[tuple[str, Cell]]:
    parts = [found[key] for key in ("first", "last") if key in found]
    if parts and "name" not in found:
        name = " ".join(each.text for each in parts)
        found = found | {"name": Cell(name, parts[0].column)}
    for key in _FACTS:
        if key in found:
            cell = found[key]
            text = cells.division(cell.text) if key == "division" else cell.text
            yield key, Cell(text, cell.column)


def _roles(number: int, found: dict[str, Cell]) -> tuple[dict[str, Cell], list[Problem]]:
    """The roles that a row gives, in columns of their own or in words, and what is no role."""
    roles: dict[str, Cell] = {}
    wrong: list[Problem] = []
    for key in ROLES:
        if key in found:
            said = cells.yes_or_no(found[key].text)
            roles |= {key: found[key]} if said else {}
            wrong += [_no_flag(number, key, found[key])] * (said is None)
    if "role" in found:
        cell = found["role"]
        words, strange = cells.roles(cell.text)
        roles = dict.fromkeys(words, cell) | roles
        if strange:
            fact = f"{shown(strange[0])} is no role in a department."
            remedy = f"Write {listing(ROLES.values(), 'or')}, or leave it empty."
            wrong.append(Problem(number, cell.column, DEPARTMENTS, fact, remedy))
    return roles, wrong


def _list_of(key: str) -> str:
    if key == "panel":
        return PANEL
    return DEPARTMENTS if key in {"department", "role", *ROLES} else PEOPLE


def _formula(number: int, key: str, cell: Cell) -> Problem:
    fact = f"{shown(cell.text)} could be a formula."
    remedy = "Write what it shows, not beginning with =, +, - or @."
    return Problem(number, cell.column, _list_of(key), fact, remedy)


def _no_flag(number: int, key: str, cell: Cell) -> Problem:
    fact = f"{shown(cell.text)} is neither yes nor no."
    remedy = "Write yes or x, or leave the cell empty."
    if key in ROLES:
        remedy += f" The {ROLES[key]} has a row of their own, with an office."
    return Problem(number, cell.column, _list_of(key), fact, remedy)
