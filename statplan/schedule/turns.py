"""The turns of a series: the topics or departments of each meeting."""

from collections.abc import Sequence


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
