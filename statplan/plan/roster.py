"""Look things up in the plan's lists: names of subjects and departments, offices of people."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from statplan.plan import Plan, fields
from statplan.plan.english import listing

_GO_THROUGH = ("frequency.series[].rotate", "frequency.series[].for_each")


def ids(plan: Plan, name: str) -> tuple[str, ...]:
    """The ids of all `departments`, or of all `subjects`, in their order."""
    if name == "departments":
        return tuple(each.id for each in plan.participants.departments or ())
    return tuple(each.id for each in plan.focus.subjects or ())


def names(plan: Plan) -> dict[str, str]:
    """The names of departments and subjects by id."""
    found = {each.id: each.name for each in plan.participants.departments or ()}
    return found | {each.id: each.name for each in plan.focus.subjects or ()}


def is_used(data: Mapping[str, Any], roster: str) -> bool:
    """Tell whether another answer takes somebody, or everybody, from a list of the answers."""
    if roster not in _rosters():
        return False
    ids = {answer for _, answer in fields.places(data, f"{roster}[].id") if isinstance(answer, str)}
    everybody = roster.rpartition(".")[2]
    if any(word == everybody for key in _GO_THROUGH for _, word in fields.places(data, key)):
        return bool(ids)
    return any(
        word in ids
        for question in fields.questions()
        if roster in question.rosters
        for _, answer in fields.places(data, question.path)
        for word in (answer if isinstance(answer, list) else [answer])
        if isinstance(word, str)
    )


@cache
def _rosters() -> frozenset[str]:
    return frozenset(roster for each in fields.questions() for roster in each.rosters)


def office(plan: Plan, person: str) -> str:
    """The office of a person on the roster, with the name where it is given."""
    for each in plan.participants.people or ():
        if each.id == person:
            return f"{each.office} ({each.name})" if each.name else each.office
    return person


def find_leaders(plan: Plan, chair: str | None = None) -> tuple[str, ...]:
    """Return the ids of those who lead a meeting; empty where the plan names nobody.

    That is its chair, else the principals where they attend every meeting, else the designee.
    """
    leadership = plan.leadership
    if chair:
        return (chair,)
    if leadership.attends == "every":
        return leadership.principal or ()
    return (leadership.designee,) if leadership.designee else ()


def led_by(plan: Plan, chair: str | None = None) -> str | None:
    """Who leads a meeting: its chair, else a principal who attends, else the designee.

    None where the plan does not say.
    """
    leaders = find_leaders(plan, chair)
    if leaders:
        return listing(office(plan, each) for each in leaders)
    form = plan.leadership.form if plan.leadership.attends == "every" else None
    return form[0].upper() + form[1:] if form else None
