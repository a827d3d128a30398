"""Conflicts of a year's meetings and backups with the busy time of those who are needed."""

from collections.abc import Iterator
from dataclasses import dataclass

from statplan.busy.intervals import BusyInterval, BusyTimes
from statplan.holds import Role
from statplan.schedule.bookings import Resource, list_resources
from statplan.schedule.model import Backup, Meeting, Schedule, TimeSlot


@dataclass(frozen=True, slots=True)
class Conflict:
    """One person or room that is busy at the time of one meeting, or of its backup.

    `is_required` tells that the meeting cannot do without; `intervals` are the stretches, never
    empty.
    """

    meeting: Meeting
    role: Role
    slot: TimeSlot
    resource: Resource
    is_required: bool
    intervals: tuple[BusyInterval, ...]

    @property
    def is_firm(self) -> bool:
        """True where some of the time cannot be taken."""
        return any(interval.is_firm for interval in self.intervals)


def find_conflicts(schedule: Schedule, busy: BusyTimes) -> tuple[Conflict, ...]:
    """Return every conflict of a year by meeting; the meeting comes before its backup."""
    intervals_by_owner = {
        calendar.owner: busy.list_intervals(calendar.owner) for calendar in busy.calendars
    }
    return tuple(_iter_conflicts(schedule, intervals_by_owner))


def _iter_conflicts(
    schedule: Schedule,
    intervals_by_owner: dict[Resource, tuple[BusyInterval, ...]],
) -> Iterator[Conflict]:
    for meeting in schedule.meetings:
        required_resources = list_resources(meeting.room, meeting.required)
        optional_resources = list_resources(None, meeting.optional)
        slots = [(Role.PRIMARY, meeting.slot)]
        if isinstance(meeting.backup, Backup):
            slots.append((Role.BACKUP, meeting.backup.slot))
        for role, slot in slots:
            for resource in dict.fromkeys((*required_resources, *optional_resources)):
                overlaps = tuple(_select_overlapping(slot, intervals_by_owner.get(resource, ())))
                if overlaps:
                    yield Conflict(
                        meeting, role, slot, resource, resource in required_resources, overlaps
                    )


def _select_overlapping(
    slot: TimeSlot, intervals: tuple[BusyInterval, ...]
) -> Iterator[BusyInterval]:
    return (
        interval
        for interval in intervals
        if interval.start < slot.end and slot.start < interval.end
    )
