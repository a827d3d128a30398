"""The rotation of topics and departments, in order, over the meetings that take place."""

from collections.abc import Sequence

from statplan.plan.model import Plan


def list_turns(rotation_order: Sequence[str], count: int) -> list[tuple[str, ...]]:
    """Return the topics or departments of each of `count` meetings, one at a time and in order.

    Meetings that are left out are not counted, so that nobody loses a turn.
    """
    if not rotation_order:
        return [()] * count
    return [(rotation_order[index % len(rotation_order)],) for index in range(count)]


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
