"""The plan's people and departments while rows are entered, and what is wrong with the rows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from statplan.cli.ids import Ids
from statplan.cli.sheet.cells import folded, near_division
from statplan.cli.sheet.entry import DEPARTMENTS, PANEL, PEOPLE, ROLES, Entry, understood
from statplan.cli.sheet.seats import Seat, Seats
from statplan.cli.sheet.table import Cell, Row
from statplan.errors import Problem
from statplan.plan import fields, reading
from statplan.plan.words import shown

_WORDS = {"division": "support division", "email": "e-mail"}


class Book:
    """People, departments and panel, to which rows are added.

    Attributes:
        repeated: the numbers of rows that spoke of a person of an earlier row and gave no role.
        officeless: what is wrong with rows of persons without an office.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.repeated: list[int] = []
        self.officeless: list[Problem] = []
        self._departments: list[Any] = [
            dict(each) if isinstance(each, Mapping) else each
            for each in _list_at(data, DEPARTMENTS)
        ]
        self._stood: list[Any] = _list_at(data, PANEL)
        self._panel: dict[str, None] = {}
        self._given: dict[int, dict[str, Any]] = {}  # what rows added to each department
        self._problems: list[Problem] = []
        self._places: dict[str, tuple[int, Cell]] = {}
        self._index_of: dict[str, int] = {}  # of departments, by name and by id
        known: list[str] = []
        follows: dict[str, str] = {}
        for index, each in enumerate(self._departments):
            if isinstance(each, dict) and isinstance(each.get("id"), str):
                known.append(each["id"])
                follows.setdefault(str(each.get("budget_analyst")), each["id"])
                for name in (folded(each.get("name")), folded(each["id"])):
                    self._index_of.setdefault(name, index)
        self._ids = Ids(known)
        self._seats = Seats(_list_at(data, PEOPLE), follows)

    def enter(self, row: Row) -> None:
        """Take one row over into the lists."""
        entry, problems = understood(row)
        self._problems += problems
        index = self._department(entry) if entry.department else None
        if not entry.speaks_of_somebody:
            return
        seat = self._seat(entry, index)
        if seat is None:
            return
        if entry.panel:
            self._panel[seat.record["id"]] = None
        if index is not None:
            self._give_roles(entry, index, seat)
        elif entry.roles and not entry.lost_department:
            role, cell = next(iter(entry.roles.items()))
            fact = f"the row says {ROLES[role]}, but not of which department."
            self._wrong(entry, cell, DEPARTMENTS, fact, "Write the department.")

    def _department(self, entry: Entry) -> int | None:
        """The index of the department that a row names; a new name makes a new department."""
        if entry.department is None:
            return None
        name = entry.department.text
        index = self._index_of.setdefault(folded(name), len(self._departments))
        if index == len(self._departments):
            record = {"id": self._ids.new(name), "name": name}
            self._departments.append(record)
            self._given[index] = dict(record)
            self._places[f"{DEPARTMENTS}[{index}].name"] = (entry.number, entry.department)
        return index

    def _seat(self, entry: Entry, index: int | None) -> Seat | None:
        """The person of a row, found or made; None where it is not clear who is meant."""
        department = None if index is None else self._departments[index]
        facts = entry.facts_in(department["id"] if department else None)
        seat = self._seats.by_email(facts)
        if seat and _is_other(seat, facts):
            who = seat.record.get("office") or seat.record["id"]
            fact = f"the e-mail {shown(facts['email'].text)} is that of {who} ({_where(seat)})."
            remedy = "Give each an address, or leave one out."
            self._wrong(entry, facts["email"], _path(seat, "email"), fact, remedy)
            return None
        place = department["id"] if department else None
        seat = seat or self._seats.by_office(facts, place, role=bool(entry.roles))
        if seat is None:
            further = str(department.get("name", "")) if department else ""
            seat = self._seats.add(facts, further, place, entry.number)
            self._ask_for_office(entry, seat)
            for key, cell in facts.items():
                self._places[_path(seat, key)] = (entry.number, cell)
        else:
            self._fill(entry, seat, facts)
        return seat

    def _ask_for_office(self, entry: Entry, seat: Seat) -> None:
        if "office" in entry.facts or entry.lost_office:
            return
        first = entry.first_cell
        fact = f"the row has no office, only {shown(first.text)}."
        remedy = "Write the office; the name may be left out."
        problem = Problem(entry.number, first.column, _path(seat, "office"), fact, remedy)
        self.officeless.append(problem)

    def _fill(self, entry: Entry, seat: Seat, facts: Mapping[str, Cell]) -> None:
        """Add to a person what a row says more, and name what it says otherwise."""
        if seat.row and not entry.roles:
            self.repeated.append(entry.number)
        where, before = _where(seat), set(seat.record)
        for key in self._seats.fill(seat, facts, entry.number):
            if key == "department" and entry.roles:  # a role in a second department
                continue
            mine, theirs = facts[key].text, seat.record[key]
            fact = f"the {_WORDS.get(key, key)} is {shown(mine)} here, and {shown(theirs)} {where}."
            self._wrong(entry, facts[key], _path(seat, key), fact, "Keep one of them.")
        for key in facts.keys() - before:
            self._places[_path(seat, key)] = (entry.number, facts[key])

    def _give_roles(self, entry: Entry, index: int, seat: Seat) -> None:
        record, person = self._departments[index], seat.record["id"]
        for role, cell in entry.roles.items():
            if record.get(role) is None:
                record[role] = person
                self._given.setdefault(index, {"id": record["id"]})[role] = person
            elif record[role] != person:
                fact = f"the {ROLES[role]} of {record.get('name')} is already {record[role]}."
                path = f"{DEPARTMENTS}[{index}].{role}"
                self._wrong(entry, cell, path, fact, "Keep one of them.")

    def _wrong(self, entry: Entry, cell: Cell, path: str, fact: str, remedy: str) -> None:
        self._problems.append(Problem(entry.number, cell.column, path, fact, remedy))

    def check(self) -> list[Problem]:
        """What the rows say wrong, and what the model finds wrong with it, each with its row."""
        trial = {"people": self._seats.records, "departments": self._departments}
        found = reading.check({"statplan": 1, "participants": trial}).problems
        placed = [self._placed(each) for each in found if each.path in self._places]
        return sorted({*self._problems, *placed})

    def _placed(self, problem: Problem) -> Problem:
        """A problem of the model with its row; a wrong division with the one that was meant."""
        row, cell = self._places[problem.path]
        near = near_division(cell.text) if problem.path.endswith(".division") else ""
        remedy = f"Did you mean {near}?" if near else problem.remedy
        return replace(problem, line=row, column=cell.column, remedy=remedy)

    @property
    def people(self) -> list[dict[str, Any]]:
        """What the rows add to people, by id, in the order of the rows."""
        made = self._seats.made.values()
        return [{"id": each.record["id"], **each.given} for each in made if each.given]

    @property
    def departments(self) -> list[dict[str, Any]]:
        """What the rows add to departments, by id, in the order of the rows."""
        return list(self._given.values())

    @property
    def panel(self) -> list[str]:
        """The whole panel, if rows add to it: who was on it first."""
        new = [each for each in self._panel if each not in self._stood]
        return [*self._stood, *new] if new else []


def _list_at(data: Mapping[str, Any], path: str) -> list[Any]:
    found = fields.at(data, path)
    return list(found) if isinstance(found, list | tuple) else []


def _path(seat: Seat, key: str) -> str:
    return f"{PEOPLE}[{seat.index}].{key}"


def _where(seat: Seat) -> str:
    return f"in row {seat.row}" if seat.row else "on the roster"


def _is_other(seat: Seat, facts: Mapping[str, Cell]) -> bool:
    """Whether somebody with the e-mail of a row holds another office or has another name."""
    return any(
        key in facts
        and seat.record.get(key) is not None
        and folded(seat.record[key]) != folded(facts[key].text)
        for key in ("office", "name")
    )
