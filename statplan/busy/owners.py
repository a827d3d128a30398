"""Owners of calendars: the people of the roster and the rooms of the plan, by their names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statplan.plan import lookup
from statplan.plan.model import Plan
from statplan.plan.participants import Person
from statplan.plan.unlisted_people import is_unlisted
from statplan.schedule.attendees import list_companions, list_counsel, list_principals
from statplan.schedule.bookings import Resource, list_resources

NOBODY = "no person or room of the plan is called like this"
_WORDS_AROUND = re.compile(r"^calendar-(?:of-)?|-(?:s-)?(?:calendar|kalender|free-?busy)$")


@dataclass(frozen=True, slots=True)
class Owner:
    """A person or a room; `addresses` are in small letters."""

    resource: Resource
    label: str
    addresses: tuple[str, ...] = ()


class Owners:
    """Everybody whose calendar can be used, by id, office, name, address and room."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._by_resource: dict[Resource, Owner] = {}
        self._by_id: dict[str, Owner] = {}
        self._by_name: dict[str, dict[Resource, Owner]] = {}
        for person in plan.participants.people or ():
            owner = _create_owner(plan, person)
            self._by_id[make_slug(person.id)] = owner
            self._add_owner(owner, _iter_person_names(person))
        for person_id in _list_unlisted_people(plan):
            title = lookup.format_job_title(plan, person_id)
            self._add_owner(Owner(("person", person_id), title), (title,))
        for room in dict.fromkeys(_iter_rooms(plan)):
            whole, *parts = list_resources(room, ())
            self._add_owner(Owner(whole, room), (room, f"room {room}"))
            for part in parts:
                self._add_owner(Owner(part, part[1].title()), (part[1],))

    def _add_owner(self, owner: Owner, names: Iterable[str | None]) -> None:
        self._by_resource.setdefault(owner.resource, owner)
        for name in names:
            if name and make_slug(name):
                self._by_name.setdefault(make_slug(name), {}).setdefault(owner.resource, owner)

    def list_owners(self) -> tuple[Owner, ...]:
        """List everybody, in the order of the plan."""
        return tuple(self._by_resource.values())

    def get_label(self, resource: Resource) -> str:
        """Return the name of a person or a room in words."""
        if resource in self._by_resource:
            return self._by_resource[resource].label
        kind, name = resource
        return lookup.format_job_title(self._plan, name) if kind == "person" else name

    def find_owner(self, words: Iterable[str]) -> Owner | None:
        """Return the owner meant by the first word that names one, unless two share the name."""
        for word in words:
            for slug in _iter_slugs(word):
                if slug in self._by_id:
                    return self._by_id[slug]
                candidates = self._by_name.get(slug, {})
                if len(candidates) == 1:
                    return next(iter(candidates.values()))
        return None


def make_slug(name: str) -> str:
    """Return a name as file names have it: lower-case letters and digits, with hyphens between."""
    normalized = unicodedata.normalize("NFKC", name).casefold()
    return "-".join(re.findall(r"\w+", normalized.replace("_", " ")))


def _iter_slugs(word: str) -> Iterator[str]:
    """Yield the slugs that a word can mean: without `mailto:`, then also without "calendar"."""
    bare = word.strip().casefold().removeprefix("mailto:")
    yield make_slug(bare)
    yield _WORDS_AROUND.sub("", make_slug(bare))


def _create_owner(plan: Plan, person: Person) -> Owner:
    addresses = (person.email.casefold(),) if person.email else ()
    return Owner(("person", person.id), lookup.format_job_title(plan, person.id), addresses)


def _iter_person_names(person: Person) -> Iterator[str | None]:
    yield from (person.office, person.name, person.title, person.email)
    if person.email:
        yield person.email.partition("@")[0]


def _list_unlisted_people(plan: Plan) -> tuple[str, ...]:
    """Return the ids of the people on no roster whom some meeting of the plan may need."""
    attends = plan.leadership.attends not in {None, "some", "never"}
    everybody = (
        *(list_principals(plan) if attends else ()),
        *(
            person_id
            for department in plan.participants.departments or ()
            for person_id in list_companions(plan, department)
        ),
        *list_counsel(plan),
    )
    return tuple(person_id for person_id in dict.fromkeys(everybody) if is_unlisted(person_id))


def _iter_rooms(plan: Plan) -> Iterator[str]:
    """Yield the rooms that the plan names."""
    all_series = plan.frequency.series or ()
    exceptions = (exception for series in all_series for exception in series.exceptions or ())
    rooms = (
        plan.frequency.place.room,
        *(series.room for series in all_series),
        *(exception.room for exception in exceptions),
    )
    yield from (room for room in rooms if room)
