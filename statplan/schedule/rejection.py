"""The reason why a date does not fit a meeting, as a value, and the words for it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from statplan.schedule.bookings import Clash
from statplan.schedule.model import TimeSlot

RejectionKind = Literal[
    "outside", "closed", "not after", "not before", "too close", "midnight", "clock change", "clash"
]

_SENTENCES: dict[RejectionKind, str] = {
    "outside": "it lies outside {0.planned_span[0]} to {0.planned_span[1]}, which is planned",
    "closed": "it is closed ({0.closed_reason})",
    "not after": "the meeting itself is on {0.other_day}",
    "not before": "the next meeting is on {0.other_day}",
    "too close": "it is not early enough before the next meeting on {0.other_day}",
    "midnight": "the meeting would end after midnight",
    "clock change": "the clocks change at that hour",
    "clash": "it is {0.clash}",
}
_DAY_NOTES: dict[RejectionKind, str] = {
    "closed": "{0.closed_reason}",
    "too close": "not early enough before the next meeting on {0.other_day}",
    "clock change": "{0.slot.start_time:%H:%M} is skipped or repeated when the clocks change",
    "clash": "{0.clash}",
}


@dataclass(frozen=True, slots=True)
class Rejection:
    """The reason why a time slot does not fit a meeting.

    `closed_reason` says what closes the day. `other_day` is the meeting's own date that a backup
    must follow ("not after"), or the series' next date, which it must precede ("not before") by
    some working days ("too close"). `planned_span` is what the plan covers.
    """

    kind: RejectionKind
    slot: TimeSlot
    closed_reason: str = ""
    other_day: date | None = None
    planned_span: tuple[date, date] | None = None
    clash: Clash | None = None

    def __str__(self) -> str:
        return _SENTENCES[self.kind].format(self)

    def describe_day(self) -> str:
        """Return the words for a day that was tried, in a list of such days."""
        return _DAY_NOTES.get(self.kind, _SENTENCES[self.kind]).format(self)
