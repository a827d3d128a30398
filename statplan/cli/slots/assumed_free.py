"""People and rooms whose calendars are not known, and those of them to assume free."""

from collections.abc import Sequence
from pathlib import Path

from statplan.busy.owners import NOBODY, Owner, Owners
from statplan.busy.reader import BusyReading
from statplan.busy.unknown_calendars import UnknownCalendar
from statplan.errors import Command, Problem, Remedy, StatplanError
from statplan.plan.english import format_list, format_short_list
from statplan.plan.model import Plan
from statplan.slots.model import SlotProblem
from statplan.spelling import suggest_similar_word

FLAG = "--take-as-free"
_NAMED = 6


def find_assumed_free(
    plan: Plan, reading: BusyReading, names: Sequence[str]
) -> tuple[UnknownCalendar, ...]:
    """Return the unknown calendars whose owners somebody says to take as free.

    Args:
        plan: says who there is.
        reading: what was read.
        names: their ids, job titles, or rooms. Whoever has no calendar is taken to be free anyway.

    Raises:
        StatplanError: a name is nobody's, or of somebody whose calendar is known (exit code 2).
    """
    owners, known_owners = Owners(plan), set(reading.list_known_owners())
    free: list[UnknownCalendar] = []
    for name in names:
        owner = owners.find_owner((name,))
        if owner is None:
            raise _build_name_error(name, f"{NOBODY}.", owners, reading)
        if owner.resource in known_owners:
            fact = f"the calendar of {owner.label} is known."
            raise _build_name_error(name, fact, owners, reading)
        unknown = reading.find_unknown(owner.resource)
        free += [unknown] if unknown else []
    return tuple(dict.fromkeys(free))


def _build_name_error(name: str, fact: str, owners: Owners, reading: BusyReading) -> StatplanError:
    """Build the refusal of a name, which asks whether a similar one was meant."""
    unknown = [owner for owner in owners.list_owners() if reading.find_unknown(owner.resource)]
    words = [word for owner in unknown for word in (get_name(owner), owner.label)]
    names = format_short_list(map(get_name, unknown), _NAMED)
    otherwise = (
        f"Not known: {names}." if unknown else "Leave the flag out: every calendar is known."
    )
    remedy = suggest_similar_word(name, words, otherwise)
    return StatplanError(f"{FLAG} {name[:40]}: {fact}", remedy=remedy, exit_code=2)


def get_name(owner: Owner) -> str:
    """Return the name by which a person types an owner: an id, or a room."""
    kind, name = owner.resource
    return name if kind == "person" else owner.label


def refuse_unknown(
    plan: Plan,
    problem: SlotProblem,
    reading: BusyReading,
    free: Sequence[UnknownCalendar],
    busy_folder: Path,
    flags: Sequence[object],
) -> None:
    """Refuse to look for slots where somebody who is needed is neither known nor taken as free.

    Args:
        plan: says who there is.
        problem: says who is needed.
        reading: what was read.
        free: those whom somebody takes as free.
        busy_folder: where the calendars are.
        flags: the other flags of the command, to type it again.

    Raises:
        StatplanError: there is such a person or room (exit code 2); each file is named.
    """
    unknown = [calendar for calendar in reading.unknown if calendar.owner in problem.resources]
    refused = [calendar for calendar in unknown if calendar not in free]
    if not refused:
        return
    problems = tuple(
        Problem(
            calendar.line,
            0,
            calendar.label,
            calendar.fact,
            calendar.remedy,
            f"{busy_folder.name or busy_folder}/{calendar.file}",
        )
        for calendar in refused
    )
    is_one = len(refused) == 1
    labels = format_list(calendar.label for calendar in refused)
    whose = "whose calendar is not known" if is_one else "whose calendars are not known"
    raise StatplanError(
        f"the meetings need {labels}, {whose}.",
        remedy=Remedy(
            "Save the calendar again. " if is_one else "Save the calendars again. ",
            "Or count them as free: ",
            Command("slots", *flags, *list_flags(plan, (*free, *refused))),
        ),
        exit_code=2,
        problems=problems,
    )


def list_flags(plan: Plan, free: Sequence[UnknownCalendar]) -> list[str]:
    """List the flags that take people and rooms as free."""
    resources = {calendar.owner for calendar in free}
    owners = [owner for owner in Owners(plan).list_owners() if owner.resource in resources]
    return [word for owner in owners for word in (FLAG, get_name(owner))]
