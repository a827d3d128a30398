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


def heads(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Who answers for each department and subject: its head, or the heads of all that share it."""
    own = {
        each.id: (each.head,) if each.head else () for each in plan.participants.departments or ()
    }
    shared = {
        each.id: tuple(
            head
            for department in (each.owner, *(each.departments or ()))
            for head in own.get(department or "", ())
        )
        for each in plan.focus.subjects or ()
    }
    return shared | own
