"""The turns of a series: the topic or department of each meeting, and the people that it needs."""

from collections.abc import Sequence

from statplan.plan.model import Plan


def list_turns(rotation_order: Sequence[tuple[str, ...]], count: int) -> list[tuple[str, ...]]:
    """Return the topics or departments of each of `count` meetings, one turn at a time in order.

    Meetings that are left out are not counted, so that nobody loses a turn.
    """
    if not rotation_order:
        return [()] * count
    return [rotation_order[index % len(rotation_order)] for index in range(count)]


def begin_with_turn(
    rotation_order: Sequence[tuple[str, ...]], first_id: str | None
) -> tuple[tuple[str, ...], ...]:
    """Return the same turns in the same order, beginning with that of a topic or department.

    Args:
        rotation_order: the turns.
        first_id: whose turn is first; None, or one that has no turn, leaves them as they are.
    """
    numbers = (index for index, turn in enumerate(rotation_order) if first_id in turn)
    start = next(numbers, 0)
    return (*rotation_order[start:], *rotation_order[:start])


def find_heads(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return the head of each department and topic, or the heads of all that share a topic."""
    heads_by_department = {
        department.id: (department.head,) if department.head else ()
        for department in plan.participants.departments or ()
    }
    heads_by_subject = {
        subject.id: tuple(
            head
            for department_id in (subject.owner, *(subject.departments or ()))
            for head in heads_by_department.get(department_id or "", ())
        )
        for subject in plan.focus.subjects or ()
    }
    return heads_by_subject | heads_by_department
