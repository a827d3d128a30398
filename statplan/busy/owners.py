"""Whose calendar it is: the people of the roster and the rooms of the plan, by their names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statplan.plan import Plan, roster
from statplan.plan.participants import Person
from statplan.schedule.rules import unlisted
from statplan.schedule.taken import Resource, resources

_COPY = re.compile(r"\s*\(\d+\)$")  # "name (2)", as a browser saves a second download
_WORDS_AROUND = re.compile(r"^calendar-(?:of-)?|-(?:s-)?(?:calendar|kalender|free-?busy)$")


@dataclass(frozen=True, slots=True)
class Owner:
    """A person or a room; `addresses` are in small letters."""

    need: Resource
    label: str
    addresses: tuple[str, ...] = ()


class Owners:
    """Everybody whose calendar can be used, by id, office, name, address and room."""

    def __init__(self, plan: Plan) -> None:
        self._all: dict[Resource, Owner] = {}
        self._ids: dict[str, Owner] = {}
        self._names: dict[str, dict[Resource, Owner]] = {}
        for person in plan.participants.people or ():
            owner = _person(plan, person)
            self._ids[slug(person.id)] = owner
            self._add(owner, _called(person))
        for form in unlisted(plan):
            self._add(Owner(("person", form), form[0].upper() + form[1:]), (form,))
        for room in dict.fromkeys(_rooms(plan)):
            self._add(Owner(resources(room, ())[0], room), (room, f"room {room}"))

    def _add(self, owner: Owner, names: Iterable[str | None]) -> None:
        self._all.setdefault(owner.need, owner)
        for name in names:
            if name and slug(name):
                self._names.setdefault(slug(name), {}).setdefault(owner.need, owner)

    def called(self, need: Resource) -> str:
        """What a person or a room is called in words."""
        return self._all[need].label if need in self._all else need[1]

    def find(self, words: Iterable[str]) -> Owner | None:
        """Who is meant by the first word that means anybody; a name that two share means none."""
        for word in words:
            for name in _readings(word):
                if name in self._ids:
                    return self._ids[name]
                found = self._names.get(name, {})
                if len(found) == 1:
                    return next(iter(found.values()))
        return None


def slug(name: str) -> str:
    """A name as file names have it: small letters and digits, with hyphens between."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "-".join(re.findall(r"\w+", plain.replace("_", " ")))


def _readings(word: str) -> Iterator[str]:
    """The names that a word can be: as it is, without `mailto:`, without "calendar"."""
    bare = _COPY.sub("", word.strip().casefold()).removeprefix("mailto:")
    yield slug(bare)
    yield _WORDS_AROUND.sub("", slug(bare))


def _person(plan: Plan, person: Person) -> Owner:
    addresses = (person.email.casefold(),) if person.email else ()
    return Owner(("person", person.id), roster.office(plan, person.id), addresses)


def _called(person: Person) -> Iterator[str | None]:
    yield from (person.office, person.name, person.title, person.email)
    if person.email:
        yield person.email.partition("@")[0]


def _rooms(plan: Plan) -> Iterator[str]:
    """The rooms that the plan names."""
    named = (plan.frequency.place.room, *(each.room for each in plan.frequency.series or ()))
    yield from (room for room in named if room)
