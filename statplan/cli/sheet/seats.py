"""The people of a roster while rows are entered: who is meant by a row, and what it adds."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from statplan.cli.ids import Ids
from statplan.cli.sheet.cells import folded
from statplan.cli.sheet.table import Cell

Facts = Mapping[str, Cell]


@dataclass(slots=True)
class Seat:
    """One person of the roster.

    Attributes:
        index: the place in the list.
        record: all that is known.
        row: the row that spoke of this person last; 0 for who stood on the roster before.
        department: the id of the department that the row named, also where it is only followed.
        given: what rows added, by key.
    """

    index: int
    record: dict[str, Any]
    row: int
    department: str | None
    given: dict[str, Any]


class Seats:
    """The people, found by their e-mail or their office."""

    def __init__(self, people: list[Any], follows: Mapping[str, str]) -> None:
        """Begin with who is there; `follows` has the department of each budget analyst."""
        self.records: list[Any] = deepcopy(people)
        self.made: dict[int, Seat] = {}
        self._by_email: dict[str, Seat] = {}
        self._by_office: dict[str, list[Seat]] = {}
        whole = [
            (index, each)
            for index, each in enumerate(self.records)
            if isinstance(each, dict) and isinstance(each.get("id"), str)
        ]
        self._ids = Ids(each["id"] for _, each in whole)
        for index, each in whole:
            department = each.get("department") or follows.get(each["id"])
            self._list(Seat(index, each, 0, department, {}))

    def _list(self, seat: Seat) -> None:
        self._by_office.setdefault(folded(seat.record.get("office")), []).append(seat)
        self._know_email(seat)

    def _know_email(self, seat: Seat) -> None:
        email = folded(seat.record.get("email"))
        if email:
            self._by_email.setdefault(email, seat)

    def by_email(self, facts: Facts) -> Seat | None:
        """Who has the e-mail of a row."""
        return self._by_email.get(_word(facts, "email"))

    def by_office(self, facts: Facts, department: str | None, *, role: bool) -> Seat | None:
        """Who holds the office of a row, in the department, under the same name or none.

        Args:
            facts: what the row says of the person.
            department: the id of the department that it names.
            role: whether it gives a role there; then the same name is enough, as somebody may have
                a role in several departments.
        """
        loose: list[Seat] = []
        mine, email = _word(facts, "name"), _word(facts, "email")
        for seat in self._by_office.get(_word(facts, "office"), ()) if "office" in facts else ():
            theirs = folded(seat.record.get("name"))
            if mine and theirs and mine != theirs:
                continue
            if seat.row and email and folded(seat.record.get("email")) not in {"", email}:
                continue
            if seat.department == department or (role and mine and theirs):
                return seat
            if not seat.row and None in (seat.department, department):
                loose.append(seat)
        return loose[0] if len(loose) == 1 else None

    def add(self, facts: Facts, further: str, department: str | None, row: int) -> Seat:
        """Put somebody new on the roster."""
        named = next((facts[key].text for key in ("office", "name", "email") if key in facts), "")
        record: dict[str, Any] = {"id": self._ids.new(named, further)}
        record |= {key: cell.text for key, cell in facts.items()}
        seat = Seat(len(self.records), record, row, department, dict(record))
        self.records.append(record)
        self.made[seat.index] = seat
        self._list(seat)
        return seat

    def fill(self, seat: Seat, facts: Facts, row: int) -> list[str]:
        """Add what is not known yet; return the keys under which something else is known."""
        gaps = {key: cell.text for key, cell in facts.items() if seat.record.get(key) is None}
        seat.record |= gaps
        seat.given |= gaps
        self.made.setdefault(seat.index, seat)
        self._know_email(seat)
        seat.row = row
        return [key for key in facts if folded(seat.record[key]) != _word(facts, key)]


def _word(facts: Facts, key: str) -> str:
    return folded(facts[key].text) if key in facts else ""
