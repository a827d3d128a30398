"""The bookings of rooms and people, day by day, in minutes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from statplan.schedule.model import TimeSlot

Resource = tuple[str, str]


def list_resources(room: str | None, people: Iterable[str]) -> tuple[Resource, ...]:
    """Return what a meeting needs for itself: its room and the people who must be there."""
    rooms = (("room", room.casefold()),) if room else ()
    return (*rooms, *(("person", person) for person in people))


def _to_minute_range(slot: TimeSlot) -> tuple[int, int]:
    start = slot.start_time.hour * 60 + slot.start_time.minute
    return start, start + slot.minutes


@dataclass(slots=True)
class Bookings:
    """The hours that are booked already, each with a label of what they are booked for."""

    _by_day: dict[tuple[Resource, date], list[tuple[int, int, str]]] = field(default_factory=dict)

    def clear(self) -> None:
        """Remove all bookings."""
        self._by_day.clear()

    def add(self, slot: TimeSlot, needs: tuple[Resource, ...], label: str) -> None:
        """Book a slot for what the label names."""
        start, end = _to_minute_range(slot)
        for need in needs:
            self._by_day.setdefault((need, slot.day), []).append((start, end, label))

    def find_clash(
        self, slot: TimeSlot, needs: tuple[Resource, ...]
    ) -> tuple[str, Resource] | None:
        """Return what is booked then, with the room or person that both need; None if free."""
        start, end = _to_minute_range(slot)
        for need in needs:
            for other_start, other_end, label in self._by_day.get((need, slot.day), ()):
                if start < other_end and other_start < end:
                    return label, need
        return None
