"""Who and what is taken when: rooms and people, day by day, in minutes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from statplan.schedule.meeting import Stand

Resource = tuple[str, str]


def resources(room: str | None, people: Iterable[str]) -> tuple[Resource, ...]:
    """What a meeting needs for itself: its room and the people who must be there."""
    rooms = (("room", room.casefold()),) if room else ()
    return (*rooms, *(("person", person) for person in people))


def _span(stand: Stand) -> tuple[int, int]:
    start = stand.at.hour * 60 + stand.at.minute
    return start, start + stand.minutes


@dataclass(slots=True)
class Taken:
    """The hours already given away, with what they were given to."""

    _by_day: dict[tuple[Resource, date], list[tuple[int, int, str]]] = field(default_factory=dict)

    def clear(self) -> None:
        """Give everything back."""
        self._by_day.clear()

    def take(self, stand: Stand, needs: tuple[Resource, ...], label: str) -> None:
        """Give a stand away to what the label names."""
        start, end = _span(stand)
        for need in needs:
            self._by_day.setdefault((need, stand.day), []).append((start, end, label))

    def clash(self, stand: Stand, needs: tuple[Resource, ...]) -> tuple[str, Resource] | None:
        """What stands in the way, and the room or person that both need; None where it is free."""
        start, end = _span(stand)
        for need in needs:
            for other_start, other_end, label in self._by_day.get((need, stand.day), ()):
                if start < other_end and other_start < end:
                    return label, need
        return None
