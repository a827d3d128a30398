"""The bookings of rooms and people, day by day, in minutes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from statplan.plan.english import format_list
from statplan.schedule.model import MeetingKey, TimeSlot
from statplan.schedule.rooms import list_room_names

Resource = tuple[str, str]
UnlistedTitles = Callable[[str], str]


def list_resources(room: str | None, people: Iterable[str]) -> tuple[Resource, ...]:
    """Return what a meeting needs for itself: its rooms and the people who must be there.

    Of a text that names several rooms, each room is needed: "Room 1 and Room 2" collides with both.
    """
    room_names = list_room_names(room) if room else ()
    rooms = (("room", room_name) for room_name in room_names)
    return (*rooms, *(("person", person) for person in people))


@dataclass(frozen=True, slots=True)
class Booking:
    """The primary or backup date of a meeting, as what a time slot is booked for.

    A reserve day that several meetings share has their titles, and a key of its own.
    """

    meeting_key: MeetingKey
    title: str
    is_backup: bool = False
    is_reserve_day: bool = False

    def __str__(self) -> str:
        if self.is_reserve_day:
            return f"the reserve day of {self.title}"
        meeting = f"{self.title} ({self.meeting_key})"
        return f"the back-up of {meeting}" if self.is_backup else meeting


def build_reserve_booking(key: MeetingKey, titles: Iterable[str]) -> Booking:
    """Return what a reserve day is booked for, from the titles of the meetings that share it."""
    return Booking(key, format_list(dict.fromkeys(titles)), is_reserve_day=True)


def unite_needs(all_needs: Iterable[tuple[Resource, ...]]) -> tuple[Resource, ...]:
    """Return the rooms and people that any of several meetings needs."""
    return tuple(dict.fromkeys(need for needs in all_needs for need in needs))


@dataclass(frozen=True, slots=True)
class Clash:
    """A booking at the same hours, and the room or person that both need.

    `title` is the job title of somebody on no roster; empty for all others.
    """

    booking: Booking
    resource: Resource
    title: str = ""

    def __str__(self) -> str:
        kind, name = self.resource
        if kind == "reserve day":
            return f"taken by {self.booking}"
        return f"taken by {self.booking}, which needs the same {kind} ({self.title or name})"


def _name_nobody(person_id: str) -> str:
    del person_id
    return ""


def _to_minute_range(slot: TimeSlot) -> tuple[int, int]:
    start = slot.start_time.hour * 60 + slot.start_time.minute
    return start, start + slot.minutes


@dataclass(slots=True)
class Bookings:
    """The hours that are booked already, each with what it is booked for.

    `unlisted_titles` has the job titles of people on no roster.
    """

    unlisted_titles: UnlistedTitles = _name_nobody
    _by_day: dict[tuple[Resource, date], list[tuple[int, int, Booking]]] = field(
        default_factory=dict
    )

    def clear(self) -> None:
        """Remove all bookings."""
        self._by_day.clear()

    def add(self, slot: TimeSlot, needs: tuple[Resource, ...], booking: Booking) -> None:
        """Book the rooms and people that a meeting needs at its hours."""
        start, end = _to_minute_range(slot)
        for need in needs:
            self._by_day.setdefault((need, slot.day), []).append((start, end, booking))

    def find_clash(self, slot: TimeSlot, needs: tuple[Resource, ...]) -> Clash | None:
        """Return what is booked then, with the room or person that both need; None if free."""
        start, end = _to_minute_range(slot)
        for need in needs:
            for other_start, other_end, booking in self._by_day.get((need, slot.day), ()):
                if start < other_end and other_start < end:
                    kind, name = need
                    title = self.unlisted_titles(name) if kind == "person" else ""
                    return Clash(booking, need, title)
        return None
