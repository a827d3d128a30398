"""Audiences: the readers of a calendar, and the entries of the year that concern them."""

from dataclasses import dataclass, replace

from statplan.errors import StatplanError
from statplan.holds import State
from statplan.ledger.diff import Change
from statplan.ledger.model import DesiredEntry, IssuedEntry
from statplan.plan.model import Plan
from statplan.plan.timezones import is_same_zone
from statplan.schedule.attendees import list_principals

NAMED_AUDIENCES = ("all", "public", "leadership", "analyst")


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody who reads a calendar; `people` is None where nothing is left out."""

    name: str
    people: frozenset[str] | None = None
    topics: frozenset[str] = frozenset()

    @property
    def is_public(self) -> bool:
        """True where only what the plan publishes may be shown."""
        return self.name == "public"

    @property
    def has_deadlines(self) -> bool:
        """True where the calendar has the days on which something is due."""
        return self.name == "analyst"

    def has_entry(self, entry: DesiredEntry | IssuedEntry) -> bool:
        """Return whether an entry is in the calendar, whatever its state."""
        if self.is_public:
            return bool(entry.text.public)
        if entry.is_all_day and not self.has_deadlines:
            return False
        if self.people is None:
            return True
        return bool(self.people & set(entry.people) or self.topics & set(entry.subject_ids))

    def filter_change(self, change: Change) -> Change | None:
        """Return a change as the audience sees it, or None where it sees none of it.

        For the public it is the difference between what was shown and what will be, without people.
        """
        old = change.old if change.old and self.has_entry(change.old) else None
        new = change.new if self.has_entry(change.new) else None
        if not old and not new:
            return None
        return _to_public_change(change, old, new) if self.is_public else change


def _to_public_change(
    change: Change, old: IssuedEntry | None, new: DesiredEntry | None
) -> Change | None:
    """Return a change as residents see it; a date that is no longer shown is released."""
    if old and new and _shows_same(old, new):
        return None
    public_old = replace(old, people=(), subject_ids=()) if old else None
    if new:
        other = change.other_entry
        public_other = other if other and other.text.public else None
        kind = "text" if change.kind == "people" else change.kind  # the words that came with it
        public_kind = kind if public_old or new.state is State.CANCELLED else "add"
        public_new = replace(new, people=(), subject_ids=())
        return Change(public_kind, public_old, public_new, public_other)
    if public_old is None:
        return None
    removed_text = replace(
        public_old.text, description="", place="", public="", public_place="", paired=False
    )
    released_entry = DesiredEntry(
        public_old.meeting, public_old.role, State.RELEASED, public_old.zone, public_old.start,
        public_old.end, removed_text
    )  # fmt: skip
    return Change("release", public_old, released_entry)


def _shows_same(old: IssuedEntry, new: DesiredEntry) -> bool:
    """Return whether the public calendar shows nothing new of an entry."""
    same_fields = _list_public_fields(old) == _list_public_fields(new)
    return same_fields and is_same_zone(old.zone, new.zone)


def _list_public_fields(entry: DesiredEntry | IssuedEntry) -> tuple[object, ...]:
    """Return all that the public calendar shows of an entry, but for its zone."""
    date_fields = (entry.state, entry.start, entry.end, entry.find_instants())
    return (*date_fields, entry.text.public_text)


def find_audience(plan: Plan, name: str) -> Audience:
    """Return the audience of a name in `NAMED_AUDIENCES`, or of a person or department by id.

    Raises:
        StatplanError: exit code 2, nobody has that name; 4, the plan publishes no schedule.
    """
    if name == "public" and "schedule" not in (plan.publicity.publishes or ()):
        raise StatplanError(
            "the plan does not publish the schedule, so there is no public calendar.",
            remedy="Once that is decided, add schedule to publicity.publishes.",
            exit_code=4,
        )
    if name == "leadership":
        return Audience(name, _collect_leaders(plan))
    if name in NAMED_AUDIENCES:
        return Audience(name)
    person_ids = {person.id for person in plan.participants.people or ()}
    departments = {department.id: department for department in plan.participants.departments or ()}
    if name in departments:
        return Audience(name, _collect_department_people(plan, name), _collect_topics(plan, name))
    if name in person_ids:
        return Audience(name, frozenset({name}))
    known_names = ", ".join([*NAMED_AUDIENCES, *sorted(person_ids | departments.keys())])
    fact = f"there is no audience '{name}'."
    raise StatplanError(fact, remedy=f"Write one of: {known_names}.", exit_code=2)


def _collect_leaders(plan: Plan) -> frozenset[str]:
    leadership = plan.leadership
    return frozenset(
        person_id
        for person_id in (
            *list_principals(plan),
            leadership.designee,
            leadership.chair,
            leadership.facilitator,
        )
        if person_id
    )


def _collect_department_people(plan: Plan, department_id: str) -> frozenset[str]:
    person_ids = {
        member.id for member in plan.participants.people or () if member.department == department_id
    }
    for department in plan.participants.departments or ():
        if department.id == department_id:
            person_ids |= {person for person in (department.head, department.contact) if person}
            person_ids |= set(department.key_staff or ())
    return frozenset(person_ids)


def _collect_topics(plan: Plan, department_id: str) -> frozenset[str]:
    shared_topics = (
        topic.id
        for topic in plan.focus.subjects or ()
        if department_id == topic.owner or department_id in (topic.departments or ())
    )
    return frozenset((department_id, *shared_topics))
