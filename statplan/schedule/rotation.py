"""Whose turn it is: subjects and departments in order, over the meetings that stand."""

from collections.abc import Sequence

from statplan.plan import Plan


def turns(order: Sequence[str], count: int) -> list[tuple[str, ...]]:
    """Who is up at each of `count` meetings: one at a time, round and round.

    Meetings that are left out are not counted, so that nobody loses a turn.
    """
    if not order:
        return [()] * count
    return [(order[index % len(order)],) for index in range(count)]


def heads(plan: Plan, about: Sequence[str]) -> tuple[str, ...]:
    """The heads of the departments that a meeting examines, or that share its subject."""
    departments = {each.id: each for each in plan.participants.departments or ()}
    subjects = {each.id: each for each in plan.focus.subjects or ()}
    concerned: list[str] = []
    for each in about:
        if each in departments:
            concerned.append(each)
        elif each in subjects:
            owner = subjects[each].owner
            concerned += [*([owner] if owner else []), *(subjects[each].departments or ())]
    found = (departments[each].head for each in concerned if each in departments)
    return tuple(dict.fromkeys(head for head in found if head))
