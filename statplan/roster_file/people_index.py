"""The people of a roster while rows are added: who is meant by a row, and what it adds."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from statplan.roster_file.cells import normalize_case
from statplan.roster_file.record_ids import RecordIds
from statplan.roster_file.table import RosterCell

PersonFacts = Mapping[str, RosterCell]


@dataclass(slots=True)
class RosterPerson:
    """One person of the roster.

    Attributes:
        index: the place in the list.
        record: all that is known.
        last_row: the row that spoke of this person last; 0 for who stood on the roster before.
        department_id: the id of the department that the row named, also where it is only followed.
        added: what rows added, by key.
    """

    index: int
    record: dict[str, Any]
    last_row: int
    department_id: str | None
    added: dict[str, Any]


class PeopleIndex:
    """The people, found by their e-mail or their office."""

    def __init__(self, people: list[Any], department_of_analyst: Mapping[str, str]) -> None:
        """Begin with the people there are; `department_of_analyst` maps each budget analyst."""
        self.records: list[Any] = deepcopy(people)
        self.changed: dict[int, RosterPerson] = {}
        self._person_by_email: dict[str, RosterPerson] = {}
        self._people_by_office: dict[str, list[RosterPerson]] = {}
        identified = [
            (index, record)
            for index, record in enumerate(self.records)
            if isinstance(record, dict) and isinstance(record.get("id"), str)
        ]
        self._ids = RecordIds(record["id"] for _, record in identified)
        for index, record in identified:
            department_id = record.get("department") or department_of_analyst.get(record["id"])
            self._index_person(RosterPerson(index, record, 0, department_id, {}))

    def _index_person(self, person: RosterPerson) -> None:
        self._people_by_office.setdefault(normalize_case(person.record.get("office")), []).append(
            person
        )
        self._index_email(person)

    def _index_email(self, person: RosterPerson) -> None:
        email = normalize_case(person.record.get("email"))
        if email:
            self._person_by_email.setdefault(email, person)

    def find_by_email(self, facts: PersonFacts) -> RosterPerson | None:
        """Return the person who has the e-mail of a row."""
        return self._person_by_email.get(_normalize_fact(facts, "email"))

    def find_by_office(
        self, facts: PersonFacts, department_id: str | None, *, has_role: bool
    ) -> RosterPerson | None:
        """Return the person who has a row's office in its department, under the same name or none.

        Args:
            facts: what the row says of the person.
            department_id: the id of the department that it names.
            has_role: whether it gives a role there; then the same name is enough, as somebody may
                have a role in several departments.
        """
        candidates: list[RosterPerson] = []
        name, email = _normalize_fact(facts, "name"), _normalize_fact(facts, "email")
        office = _normalize_fact(facts, "office")
        for person in self._people_by_office.get(office, ()) if "office" in facts else ():
            known_name = normalize_case(person.record.get("name"))
            known_email = normalize_case(person.record.get("email"))
            if name and known_name and name != known_name:
                continue
            if person.last_row and email and known_email not in {"", email}:
                continue
            if person.department_id == department_id or (has_role and name and known_name):
                return person
            if not person.last_row and None in (person.department_id, department_id):
                candidates.append(person)
        return candidates[0] if len(candidates) == 1 else None

    def add_person(
        self, facts: PersonFacts, further_words: str, department_id: str | None, row_number: int
    ) -> RosterPerson:
        """Put somebody new on the roster."""
        title = next((facts[key].text for key in ("office", "name", "email") if key in facts), "")
        record: dict[str, Any] = {"id": self._ids.create_id(title, further_words)}
        record |= {key: cell.answer for key, cell in facts.items()}
        person = RosterPerson(len(self.records), record, row_number, department_id, dict(record))
        self.records.append(record)
        self.changed[person.index] = person
        self._index_person(person)
        return person

    def fill_person(self, person: RosterPerson, facts: PersonFacts, row_number: int) -> list[str]:
        """Add what is not known yet; return the keys under which something else is known."""
        new_facts = {
            key: cell.answer for key, cell in facts.items() if person.record.get(key) is None
        }
        person.record |= new_facts
        person.added |= new_facts
        self.changed.setdefault(person.index, person)
        self._index_email(person)
        person.last_row = row_number
        return [
            key
            for key in facts
            if _normalize_answer(person.record[key]) != _normalize_answer(facts[key].answer)
        ]


def _normalize_answer(answer: object) -> list[str]:
    """Return an answer, or each of a list, as it is compared."""
    return sorted(map(normalize_case, answer if isinstance(answer, list) else [answer]))


def _normalize_fact(facts: PersonFacts, key: str) -> str:
    return normalize_case(facts[key].text) if key in facts else ""
