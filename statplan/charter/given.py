"""What a charter is written from: the plan, its schedule, and names for the ids in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from statplan.charter.english import the
from statplan.plan import Plan, fields
from statplan.plan.focus import Priority, Subject
from statplan.plan.participants import Department, Person
from statplan.plan.series import Series
from statplan.schedule.meeting import Schedule


def label(path: str) -> str:
    """Tell an answer's short name; `frequency.series[1].at` is asked as of any series."""
    return fields.by_path()[re.sub(r"\[[0-9]+\]", "[]", path)].ask.label


def _names(records: Iterable[Subject | Priority | Department] | None) -> dict[str, str]:
    return {each.id: each.name for each in records or ()}


@dataclass(frozen=True)
class Given:
    """The plan and its schedule, with what is looked up in them."""

    plan: Plan
    schedule: Schedule

    @cached_property
    def answers(self) -> dict[str, Any]:
        """The answers as plain data, defaults among them."""
        return self.plan.model_dump(mode="json", by_alias=True, exclude_none=True)

    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody on the roster."""
        return {each.id: each for each in self.plan.participants.people or ()}

    @cached_property
    def subjects(self) -> dict[str, str]:
        """The subjects' names."""
        return _names(self.plan.focus.subjects)

    @cached_property
    def priorities(self) -> dict[str, str]:
        """The priorities' names."""
        return _names(self.plan.focus.priorities)

    @cached_property
    def departments(self) -> dict[str, str]:
        """The departments' names."""
        return _names(self.plan.participants.departments)

    @cached_property
    def _said(self) -> dict[str, Any]:
        return self.plan.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def office(self, who: str) -> str:
        """Name somebody by office alone, within a sentence: "the Budget Director"."""
        return the(self.people[who].office if who in self.people else who)

    def offices(self, ids: Iterable[str]) -> list[str]:
        """Name several people by office alone, within a sentence."""
        return [self.office(each) for each in ids]

    def person(self, who: str | None) -> str:
        """Name somebody by office, and by name where it is given: "Budget Director (name)"."""
        if who not in self.people:
            return who or ""
        person = self.people[who]
        return f"{person.office} ({person.name})" if person.name else person.office

    def turns(self, ids: Iterable[str]) -> list[str]:
        """Name the subjects or departments that take turns."""
        names = self.subjects | self.departments
        return [names.get(each, each) for each in ids]

    def series(self, series: Series) -> str:
        """Name a series: by its name, or by the program's and its subject's."""
        program = self.plan.program.name
        if series.name:
            return series.name
        if program and not series.subject and len(self.plan.frequency.series or ()) == 1:
            return program
        what = self.subjects.get(series.subject or "", series.id)
        return f"{program}: {what}" if program else what

    @property
    def principals(self) -> list[str]:
        """The offices of the chief executive: one, or two who lead together."""
        form = self.plan.leadership.form or "chief executive"
        return form.split(" and ")

    @property
    def principal(self) -> str:
        """The chief executive within a sentence: "the mayor and the city manager"."""
        return " and ".join(map(the, self.principals))

    def verb(self, one: str, two: str) -> str:
        """Choose the verb's form for the chief executive: attends, attend."""
        return one if len(self.principals) == 1 else two

    def is_said(self, path: str) -> bool:
        """Tell whether somebody gave an answer."""
        return fields.at(self._said, path) is not None

    def is_default(self, path: str) -> bool:
        """Tell whether the tool acts on an answer of its own for at least one series."""
        series = fields.at(self._said, "frequency.series") or []
        own = path.removeprefix("frequency.")
        by_each = bool(series) and all(fields.at(each, own) is not None for each in series)
        return not self.is_said(path) and not by_each
