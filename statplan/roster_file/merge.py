"""A roster merged into the plan's people and departments, and what is wrong with its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from statplan.csv_reader import UnreadableSheetError
from statplan.errors import Problem
from statplan.plan import loader
from statplan.plan.english import format_list
from statplan.plan.lookup import PEOPLE_PATH
from statplan.plan.paths import get_answer
from statplan.plan.quotation import quote_answer
from statplan.roster_file.cells import normalize_case, suggest_division
from statplan.roster_file.people_index import PeopleIndex, RosterPerson
from statplan.roster_file.record_ids import RecordIds
from statplan.roster_file.row import (
    DEPARTMENTS_PATH,
    LIST_ROLE_NAMES,
    PANEL_PATH,
    ROLE_NAMES,
    ParsedRow,
    parse_row,
)
from statplan.roster_file.table import (
    RosterCell,
    RosterRow,
    RosterTable,
    read_table,
)
from statplan.spelling import suggest_words

_KEY_LABELS = {"division": "support division", "email": "e-mail"}
_MOST_ROWS_NAMED = 10  # rows that a note names


class RosterMerger:
    """People, departments and panel, to which rows are added.

    Attributes:
        repeated_rows: the numbers of rows about a person of an earlier row that gave no role.
        office_problems: what is wrong with rows of persons without an office.
    """

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.repeated_rows: list[int] = []
        self.office_problems: list[Problem] = []
        self._departments: list[Any] = [
            dict(record) if isinstance(record, Mapping) else record
            for record in _copy_list(answers, DEPARTMENTS_PATH)
        ]
        self._panel_before: list[Any] = _copy_list(answers, PANEL_PATH)
        self._added_panel: dict[str, None] = {}
        # What rows added to each department.
        self._added_departments: dict[int, dict[str, Any]] = {}
        self._problems: list[Problem] = []
        self._cell_of_path: dict[str, tuple[int, RosterCell]] = {}
        self._department_index: dict[str, int] = {}  # of departments, by name and by id
        department_ids: list[str] = []
        department_of_analyst: dict[str, str] = {}
        for index, record in enumerate(self._departments):
            if isinstance(record, dict) and isinstance(record.get("id"), str):
                department_ids.append(record["id"])
                department_of_analyst.setdefault(str(record.get("budget_analyst")), record["id"])
                for name in (normalize_case(record.get("name")), normalize_case(record["id"])):
                    self._department_index.setdefault(name, index)
        self._ids = RecordIds(department_ids)
        self._people_index = PeopleIndex(_copy_list(answers, PEOPLE_PATH), department_of_analyst)

    def add_row(self, row: RosterRow) -> None:
        """Add one row to the lists."""
        parsed_row, problems = parse_row(row)
        self._problems += problems
        index = self._find_or_add_department(parsed_row) if parsed_row.department else None
        if not parsed_row.is_about_person:
            return
        person = self._find_or_add_person(parsed_row, index)
        if person is None:
            return
        if parsed_row.panel:
            self._added_panel[person.record["id"]] = None
        if index is not None:
            self._assign_roles(parsed_row, index, person)
        elif parsed_row.roles and not parsed_row.has_refused_department:
            role, cell = next(iter(parsed_row.roles.items()))
            fact = f"the row says {ROLE_NAMES[role]}, but not of which department."
            self._add_problem(parsed_row, cell, DEPARTMENTS_PATH, fact, "Write the department.")

    def _find_or_add_department(self, parsed_row: ParsedRow) -> int | None:
        """Return the index of the department that a row names; a new name adds a department."""
        if parsed_row.department is None:
            return None
        name = parsed_row.department.text
        index = self._department_index.setdefault(normalize_case(name), len(self._departments))
        if index == len(self._departments):
            record = {"id": self._ids.create_id(name), "name": name}
            self._departments.append(record)
            self._added_departments[index] = dict(record)
            self._cell_of_path[f"{DEPARTMENTS_PATH}[{index}].name"] = (
                parsed_row.row_number,
                parsed_row.department,
            )
        return index

    def _find_or_add_person(self, parsed_row: ParsedRow, index: int | None) -> RosterPerson | None:
        """Return the person of a row, perhaps a new one; None where it is unclear who is meant."""
        department = None if index is None else self._departments[index]
        department_id = department["id"] if department else None
        facts = parsed_row.add_department_fact(department_id)
        person = self._people_index.find_by_email(facts)
        if person and _is_other_person(person, facts):
            holder = person.record.get("office") or person.record["id"]
            fact = (
                f"the e-mail {quote_answer(facts['email'].text)} is that of {holder} "
                f"({_describe_position(person)})."
            )
            remedy = "Give each an address, or leave one out."
            self._add_problem(
                parsed_row, facts["email"], _build_path(person, "email"), fact, remedy
            )
            return None
        person = person or self._people_index.find_by_office(
            facts, department_id, has_role=bool(parsed_row.roles)
        )
        if person is None:
            further = str(department.get("name", "")) if department else ""
            person = self._people_index.add_person(
                facts, further, department_id, parsed_row.row_number
            )
            self._require_office(parsed_row, person)
            for key, cell in facts.items():
                self._cell_of_path[_build_path(person, key)] = (parsed_row.row_number, cell)
        else:
            self._fill_person(parsed_row, person, facts)
        return person

    def _require_office(self, parsed_row: ParsedRow, person: RosterPerson) -> None:
        if "office" in parsed_row.facts or parsed_row.has_refused_office:
            return
        first = parsed_row.first_cell
        fact = f"the row has no office, only {quote_answer(first.text)}."
        remedy = "Write the office; the name may be left out."
        problem = Problem(
            parsed_row.row_number, first.column, _build_path(person, "office"), fact, remedy
        )
        self.office_problems.append(problem)

    def _fill_person(
        self, parsed_row: ParsedRow, person: RosterPerson, facts: Mapping[str, RosterCell]
    ) -> None:
        """Add to a person what a row says more, and report what it says otherwise."""
        if person.last_row and not parsed_row.roles:
            self.repeated_rows.append(parsed_row.row_number)
        where, before = _describe_position(person), set(person.record)
        for key in self._people_index.fill_person(person, facts, parsed_row.row_number):
            if key == "department" and parsed_row.roles:  # a role in a second department
                continue
            mine, theirs = facts[key].text, person.record[key]
            fact = (
                f"the {_KEY_LABELS.get(key, key)} is {quote_answer(mine)} here, and "
                f"{quote_answer(theirs)} {where}."
            )
            self._add_problem(
                parsed_row, facts[key], _build_path(person, key), fact, "Keep one of them."
            )
        for key in facts.keys() - before:
            self._cell_of_path[_build_path(person, key)] = (parsed_row.row_number, facts[key])

    def _assign_roles(self, parsed_row: ParsedRow, index: int, person: RosterPerson) -> None:
        record, person_id = self._departments[index], person.record["id"]
        for role, cell in parsed_row.roles.items():
            if role in LIST_ROLE_NAMES:
                self._add_to_role(index, role, person_id)
            elif record.get(role) is None:
                record[role] = person_id
                self._added_departments.setdefault(index, {"id": record["id"]})[role] = person_id
            elif record[role] != person_id:
                fact = f"the {ROLE_NAMES[role]} of {record.get('name')} is already {record[role]}."
                path = f"{DEPARTMENTS_PATH}[{index}].{role}"
                self._add_problem(parsed_row, cell, path, fact, "Keep one of them.")

    def _add_to_role(self, index: int, role: str, person_id: str) -> None:
        """Add a person to those who have a role in a department, such as its key staff."""
        record = self._departments[index]
        if person_id not in (record.get(role) or ()):
            record[role] = [*(record.get(role) or ()), person_id]
            added = self._added_departments.setdefault(index, {"id": record["id"]})
            added[role] = record[role]

    def _add_problem(
        self, parsed_row: ParsedRow, cell: RosterCell, path: str, fact: str, remedy: str
    ) -> None:
        self._problems.append(Problem(parsed_row.row_number, cell.column, path, fact, remedy))

    def list_problems(self) -> list[Problem]:
        """Return the problems in the rows, and those that the model finds, each with its row."""
        trial = {"people": self._people_index.records, "departments": self._departments}
        problems = loader.validate_answers({"statplan": 1, "participants": trial}).problems
        placed_problems = [
            self._add_position(problem)
            for problem in problems
            if problem.path in self._cell_of_path
        ]
        return sorted({*self._problems, *placed_problems})

    def _add_position(self, problem: Problem) -> Problem:
        """Return a problem of the model with its row; a wrong division names the likely one."""
        row_number, cell = self._cell_of_path[problem.path]
        near = suggest_division(cell.text) if problem.path.endswith(".division") else ""
        remedy = suggest_words(near) if near else problem.remedy
        return replace(problem, line=row_number, column=cell.column, remedy=remedy)

    @property
    def people(self) -> list[dict[str, Any]]:
        """The records that the rows add to people, by id, in the order of the rows."""
        changed = self._people_index.changed.values()
        return [{"id": person.record["id"], **person.added} for person in changed if person.added]

    @property
    def departments(self) -> list[dict[str, Any]]:
        """The records that the rows add to departments, by id, in the order of the rows."""
        return list(self._added_departments.values())

    @property
    def panel(self) -> list[str]:
        """The whole panel, if rows add to it: who was on it first."""
        added = [
            person_id for person_id in self._added_panel if person_id not in self._panel_before
        ]
        return [*self._panel_before, *added] if added else []


def _copy_list(answers: Mapping[str, Any], path: str) -> list[Any]:
    answer = get_answer(answers, path)
    return list(answer) if isinstance(answer, list | tuple) else []


def _build_path(person: RosterPerson, key: str) -> str:
    return f"{PEOPLE_PATH}[{person.index}].{key}"


def _describe_position(person: RosterPerson) -> str:
    return f"in row {person.last_row}" if person.last_row else "on the roster"


def _is_other_person(person: RosterPerson, facts: Mapping[str, RosterCell]) -> bool:
    """Return whether somebody with the e-mail of a row holds another office or has another name."""
    return any(
        key in facts
        and person.record.get(key) is not None
        and normalize_case(person.record[key]) != normalize_case(facts[key].text)
        for key in ("office", "name")
    )


@dataclass(frozen=True, slots=True)
class RosterAdditions:
    """The additions of a file to a plan. Where there are problems, it adds nothing.

    Attributes:
        people: records for `participants.people`, in the order of the rows; of somebody who is
            there already, the id and what was not known.
        departments: the same for `participants.departments`.
        panel: the whole of `participants.panel`, who was on it first; empty if nobody is added.
        notes: what was ignored, guessed or taken together, in sentences.
        problems: all that is wrong, each with its row and column.
    """

    people: list[dict[str, Any]] = field(default_factory=list)
    departments: list[dict[str, Any]] = field(default_factory=list)
    panel: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def answers(self) -> dict[str, Any]:
        """The same as answers of a plan, for `Answers.merge_answers`."""
        lists = {"people": self.people, "departments": self.departments, "panel": self.panel}
        stated = {key: entries for key, entries in lists.items() if entries}
        return {"participants": stated} if stated else {}


def read_roster(raw: bytes, answers: Mapping[str, Any]) -> RosterAdditions:
    """Read a roster that was exported from a spreadsheet.

    A row is somebody with an office, or a department alone. Whoever is on the roster already, by
    e-mail or by office and department, keeps the id and gets what was not known.

    Args:
        raw: the file's bytes: comma-, semicolon- or tab-separated values.
        answers: the answers so far.
    """
    try:
        table = read_table(raw)
    except UnreadableSheetError as error:
        return RosterAdditions(problems=(error.problem,))
    if not table.rows:
        fact, remedy = "no row below the headings says anything.", "Export the roster again."
        return RosterAdditions(
            notes=table.notes, problems=(Problem(table.header_row, 1, "", fact, remedy),)
        )
    merger = RosterMerger(answers)
    for row in table.rows:
        merger.add_row(row)
    problems = sorted(
        {*table.problems, *merger.list_problems(), *_list_office_problems(merger, table)}
    )
    notes = (*table.notes, *_describe_repeated(merger.repeated_rows))
    if problems:
        return RosterAdditions(notes=notes, problems=tuple(problems))
    return RosterAdditions(merger.people, merger.departments, merger.panel, notes)


def _list_office_problems(merger: RosterMerger, table: RosterTable) -> list[Problem]:
    """Return the rows without an office; one problem alone where the whole column is missing."""
    if "office" in table.known_columns or not merger.office_problems:
        return merger.office_problems
    fact = "no column tells the offices."
    remedy = "Add one with the heading Office; names may be left out."
    return [Problem(table.header_row, 1, PEOPLE_PATH, fact, remedy)]


def _describe_repeated(rows: list[int]) -> list[str]:
    if not rows:
        return []
    more = [f"{len(rows) - _MOST_ROWS_NAMED:,} more"] if len(rows) > _MOST_ROWS_NAMED else []
    listed = format_list([*map(str, rows[:_MOST_ROWS_NAMED]), *more])
    subject = f"Row {listed} is" if len(rows) == 1 else f"Rows {listed} are"
    return [f"{subject} about somebody of an earlier row and added nobody."]
