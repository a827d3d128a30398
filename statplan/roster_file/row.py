"""A parsed row: facts about somebody, a department, roles there, a panel seat."""

from collections.abc import Iterator
from dataclasses import dataclass

from statplan.errors import Problem
from statplan.plan.english import format_list
from statplan.plan.lookup import PEOPLE_PATH, ROSTER_PATHS
from statplan.plan.quotation import quote_answer
from statplan.roster_file import cells
from statplan.roster_file.table import RosterCell, RosterRow

DEPARTMENTS_PATH = ROSTER_PATHS["departments"]
PANEL_PATH = "participants.panel"
ROLE_NAMES = {"head": "head", "contact": "data contact", "budget_analyst": "budget analyst"}
LIST_ROLE_NAMES = {"key_staff": "key staff"}  # roles that several people of a department have

_FACT_KEYS = ("office", "title", "name", "email", "division", "organization")


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """A row's content.

    Attributes:
        row_number: the row.
        facts: what it says of a person, by the answer's key.
        department: the name of a department.
        roles: the person's roles in the department, with the cell that says so.
        panel: the cell that says that the person sits on the panel.
        refused_columns: the columns whose cell was refused.
    """

    row_number: int
    facts: dict[str, RosterCell]
    department: RosterCell | None
    roles: dict[str, RosterCell]
    panel: RosterCell | None
    refused_columns: frozenset[str] = frozenset()

    @property
    def is_about_person(self) -> bool:
        """True if it is about a person, and not about a department alone."""
        return bool(self.facts or self.roles or self.panel)

    @property
    def first_cell(self) -> RosterCell:
        """The first cell that speaks of a person."""
        others = [self.panel] if self.panel else []
        return next(iter([*self.facts.values(), *self.roles.values(), *others]))

    @property
    def has_refused_office(self) -> bool:
        """True if there is an office, but one that was refused."""
        return "office" in self.refused_columns

    @property
    def has_refused_department(self) -> bool:
        """True if there is a department, but one that was refused."""
        return "department" in self.refused_columns

    def add_department_fact(self, department_id: str | None) -> dict[str, RosterCell]:
        """Return the facts with the id of the person's department.

        A budget analyst follows a department and need not be of it.
        """
        if (
            department_id is None
            or self.department is None
            or set(self.roles) == {"budget_analyst"}
        ):
            return self.facts
        return self.facts | {"department": RosterCell(department_id, self.department.column)}


def parse_row(row: RosterRow) -> tuple[ParsedRow, list[Problem]]:
    """Read a row's cells; what cannot be read is a problem and left out."""
    formulas = {key: cell for key, cell in row.cells.items() if cells.is_formula(cell.text)}
    readable = {key: cell for key, cell in row.cells.items() if key not in formulas}
    problems = [_build_formula_problem(row.row_number, key, cell) for key, cell in formulas.items()]
    roles, role_problems = _parse_roles(row.row_number, readable)
    panel = readable.get("panel")
    if panel:
        is_on_panel = cells.parse_yes_no(panel.text)
        if is_on_panel is None:
            role_problems.append(_build_flag_problem(row.row_number, "panel", panel))
        panel = panel if is_on_panel else None
    department = readable.get("department")
    refused_columns = frozenset(formulas)
    parsed_row = ParsedRow(
        row.row_number, dict(_iter_facts(readable)), department, roles, panel, refused_columns
    )
    return parsed_row, problems + role_problems


def _iter_facts(row_cells: dict[str, RosterCell]) -> Iterator[tuple[str, RosterCell]]:
    parts = [row_cells[key] for key in ("first", "last") if key in row_cells]
    if parts and "name" not in row_cells:
        name = " ".join(part.text for part in parts)
        row_cells = row_cells | {"name": RosterCell(name, parts[0].column)}
    for key in _FACT_KEYS:
        if key in row_cells:
            cell = row_cells[key]
            divisions = cells.parse_divisions(cell.text) if key == "division" else (cell.text,)
            several = divisions if divisions[1:] else ()
            yield key, RosterCell("; ".join(divisions), cell.column, several)


def _parse_roles(
    row_number: int, row_cells: dict[str, RosterCell]
) -> tuple[dict[str, RosterCell], list[Problem]]:
    """Return the roles that a row gives, in columns or in words, and the words that are none."""
    roles: dict[str, RosterCell] = {}
    problems: list[Problem] = []
    for key in (*ROLE_NAMES, *LIST_ROLE_NAMES):
        if key in row_cells:
            is_yes = cells.parse_yes_no(row_cells[key].text)
            roles |= {key: row_cells[key]} if is_yes else {}
            problems += [_build_flag_problem(row_number, key, row_cells[key])] * (is_yes is None)
    if "role" in row_cells:
        cell = row_cells["role"]
        role_words, unknown_words = cells.parse_roles(cell.text)
        roles = dict.fromkeys(role_words, cell) | roles
        if unknown_words:
            fact = f"{quote_answer(unknown_words[0])} is no role in a department."
            role_names = (*ROLE_NAMES.values(), *LIST_ROLE_NAMES.values())
            remedy = f"Write {format_list(role_names, 'or')}, or leave it empty."
            problems.append(Problem(row_number, cell.column, DEPARTMENTS_PATH, fact, remedy))
    return roles, problems


def _find_list_path(key: str) -> str:
    if key == "panel":
        return PANEL_PATH
    return (
        DEPARTMENTS_PATH
        if key in {"department", "role", *ROLE_NAMES, *LIST_ROLE_NAMES}
        else PEOPLE_PATH
    )


def _build_formula_problem(row_number: int, key: str, cell: RosterCell) -> Problem:
    fact = f"{quote_answer(cell.text)} could be a formula."
    remedy = "Write what it shows, not beginning with =, +, - or @."
    return Problem(row_number, cell.column, _find_list_path(key), fact, remedy)


def _build_flag_problem(row_number: int, key: str, cell: RosterCell) -> Problem:
    fact = f"{quote_answer(cell.text)} is neither yes nor no."
    remedy = "Write yes or x, or leave the cell empty."
    if key in ROLE_NAMES:
        remedy += f" The {ROLE_NAMES[key]} has a row of their own, with an office."
    return Problem(row_number, cell.column, _find_list_path(key), fact, remedy)
