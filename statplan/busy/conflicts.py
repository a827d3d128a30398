"""Where a year of meetings, back-ups included, meets the busy time of those who are needed."""

from collections.abc import Iterator
from dataclasses import dataclass

from statplan.holds import Role
from statplan.plan import Plan
from statplan.schedule import Backup, Meeting, Schedule, Stand
from statplan.schedule.rules import unlisted
from statplan.schedule.taken import Resource, resources
from statplan.slots import Busy, Span


@dataclass(frozen=True, slots=True)
class Conflict:
    """One person or room that is busy at the time of one meeting, or of its back-up.

    `is_needed` tells that the meeting cannot do without; `spans` are the stretches, never empty.
    """

    meeting: Meeting
    role: Role
    stand: Stand
    need: Resource
    is_needed: bool
    spans: tuple[Span, ...]

    @property
    def is_firm(self) -> bool:
        """Whether any of the time cannot be taken."""
        return any(each.firm for each in self.spans)


def conflicts(plan: Plan, schedule: Schedule, busy: Busy) -> tuple[Conflict, ...]:
    """Every conflict of a year, in order of the meetings; a primary comes before its back-up."""
    times = {each.owner: busy.of(each.owner) for each in busy.calendars}
    return tuple(_conflicts(schedule, unlisted(plan), times))


def _conflicts(
    schedule: Schedule, always: tuple[str, ...], times: dict[Resource, tuple[Span, ...]]
) -> Iterator[Conflict]:
    for meeting in schedule.meetings:
        needed = resources(meeting.room, (*meeting.required, *always))
        wanted = resources(None, (each for each in meeting.optional))
        stands = [(Role.PRIMARY, meeting.stand)]
        if isinstance(meeting.backup, Backup):
            stands.append((Role.BACKUP, meeting.backup.stand))
        for role, stand in stands:
            for need in dict.fromkeys((*needed, *wanted)):
                spans = tuple(_meeting(stand, times.get(need, ())))
                if spans:
                    yield Conflict(meeting, role, stand, need, need in needed, spans)


def _meeting(stand: Stand, spans: tuple[Span, ...]) -> Iterator[Span]:
    return (each for each in spans if each.start < stand.end and stand.start < each.end)
