"""The exceptions of a series for single meetings: in their date, or in how they are held."""

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from statplan.schedule.model import MeetingPlace

if TYPE_CHECKING:
    from statplan.plan.series import Series
    from statplan.plan.text_types import MeetingMode


@dataclass(frozen=True, slots=True)
class MeetingOverride:
    """An exception of the plan for one meeting or its backup; None where the rule applies.

    `path` is its place in the plan; `meeting_key` the key by which it names the meeting.
    """

    path: str
    meeting_key: str
    day: date | None
    start_time: time | None
    backup_day: date | None
    backup_time: time | None
    has_no_backup: bool
    is_cancelled: bool
    reason: str
    minutes: int | None = None
    room: str | None = None
    link: str | None = None
    mode: "MeetingMode | None" = None
    chair: str | None = None
    subject_id: str | None = None
    department_id: str | None = None

    @property
    def topic_ids(self) -> tuple[str, ...]:
        """The topic or department that the meeting takes up; empty where it has its turn."""
        return tuple(filter(None, (self.subject_id, self.department_id)))

    @property
    def own_fields(self) -> dict[str, object]:
        """What the exception says of its meeting, by the field of the plan."""
        return {
            "day": self.day,
            "at": self.start_time,
            "backup": self.backup_day,
            "without_backup": self.has_no_backup,
            "minutes": self.minutes,
            "room": self.room,
            "link": self.link,
            "mode": self.mode,
            "chair": self.chair,
            "subject": self.subject_id,
            "department": self.department_id,
        }

    def change_place(self, place: MeetingPlace) -> MeetingPlace:
        """Return where the meeting is held, of a series that is held at a place."""
        return place.with_changes(self.room, self.link, self.mode)


def collect_overrides(series: "Series", path: str, rule_id: str) -> dict[str, MeetingOverride]:
    """Return the exceptions of one rule of a series by the meeting's period."""
    overrides: dict[str, MeetingOverride] = {}
    for index, exception in enumerate(series.exceptions or ()):
        exception_rule_id, _, period = exception.meeting.partition("/")
        if exception_rule_id == rule_id:
            overrides[period] = MeetingOverride(
                path=f"{path}.exceptions[{index}]",
                meeting_key=exception.meeting,
                day=exception.day,
                start_time=exception.at,
                backup_day=exception.backup,
                backup_time=exception.backup_at,
                has_no_backup=exception.without_backup,
                is_cancelled=exception.called_off,
                reason=exception.why or "",
                minutes=exception.minutes,
                room=exception.room,
                link=exception.link,
                mode=exception.mode,
                chair=exception.chair,
                subject_id=exception.subject,
                department_id=exception.department,
            )
    return overrides
