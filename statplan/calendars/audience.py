"""Whom a calendar is for, and what of the year concerns them."""

from dataclasses import dataclass, replace

from statplan.errors import StatplanError
from statplan.holds import State
from statplan.ledger import Change, Issued, Wanted
from statplan.plan import Plan

NAMED = ("all", "public", "leadership", "analyst")


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody who reads a calendar; `people` and `about` are None where nothing is left out."""

    name: str
    people: frozenset[str] | None = None
    about: frozenset[str] = frozenset()

    @property
    def public(self) -> bool:
        """Whether only what the plan publishes may be shown."""
        return self.name == "public"

    def concerns(self, row: Wanted | Issued) -> bool:
        """Whether a hold is in the calendar, whatever its state."""
        if self.public:
            return bool(row.text.public)
        if row.role not in {"primary", "backup"} and self.name != "analyst":
            return False
        if self.people is None:
            return True
        return bool(self.people & set(row.people) or self.about & set(row.about))

    def seen(self, change: Change) -> Change | None:
        """What a change is to the audience: the change itself, or None where it sees none of it.

        In public it is the difference between what was shown and what will be, and names nobody.
        """
        old = change.old if change.old and self.concerns(change.old) else None
        new = change.new if self.concerns(change.new) else None
        if not old and not new:
            return None
        return _in_public(change, old, new) if self.public else change


def _in_public(change: Change, old: Issued | None, new: Wanted | None) -> Change | None:
    """A change as residents see it; a date that is shown no more is free again."""
    if old and new and _face(old) == _face(new):
        return None
    was = replace(old, people=(), about=()) if old else None
    if new:
        other = change.other if change.other and change.other.text.public else None
        shown = "text" if change.what == "people" else change.what  # the words that came with it
        what = shown if was or new.state is State.CANCELLED else "add"
        return Change(what, was, replace(new, people=(), about=()), other)
    if was is None:
        return None
    gone = replace(was.text, description="", place="", public="", public_place="", paired=False)
    told = Wanted(
        was.meeting, was.role, State.RELEASED, was.zone, was.start, was.end, gone
    )  # fmt: skip
    return Change("release", was, told)


def _face(row: Wanted | Issued) -> tuple[object, ...]:
    """All that the public calendar shows of an entry."""
    text = row.text
    when = (row.state, row.zone, row.start, row.end)
    return (*when, text.name, text.category, text.public, text.public_place)


def audience(plan: Plan, name: str) -> Audience:
    """The audience of a name: one of `NAMED`, or the id of a person or a department.

    Raises:
        StatplanError: exit code 2, nobody has that name; 4, the plan publishes no schedule.
    """
    if name == "public" and "schedule" not in (plan.publicity.publishes or ()):
        raise StatplanError(
            "the plan does not publish the schedule, so there is no public calendar.",
            hint="Once that is decided, add schedule to publicity.publishes.",
            exit_code=4,
        )
    if name == "leadership":
        return Audience(name, _leaders(plan))
    if name in NAMED:
        return Audience(name)
    people = {each.id for each in plan.participants.people or ()}
    departments = {each.id: each for each in plan.participants.departments or ()}
    if name in departments:
        return Audience(name, _of_department(plan, name), _subjects(plan, name))
    if name in people:
        return Audience(name, frozenset({name}))
    known = ", ".join([*NAMED, *sorted(people | departments.keys())])
    fact = f"there is no audience '{name}'."
    raise StatplanError(fact, hint=f"Write one of: {known}.", exit_code=2)


def _leaders(plan: Plan) -> frozenset[str]:
    said = plan.leadership
    return frozenset(
        each
        for each in (*(said.principal or ()), said.designee, said.chair, said.facilitator)
        if each
    )


def _of_department(plan: Plan, name: str) -> frozenset[str]:
    found = {each.id for each in plan.participants.people or () if each.department == name}
    for each in plan.participants.departments or ():
        if each.id == name:
            found |= {person for person in (each.head, each.contact) if person}
    return frozenset(found)


def _subjects(plan: Plan, name: str) -> frozenset[str]:
    shared = (
        each.id
        for each in plan.focus.subjects or ()
        if name == each.owner or name in (each.departments or ())
    )
    return frozenset((name, *shared))
