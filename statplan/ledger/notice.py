"""The notice that calendars gave of changes: how many working days ahead each was published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from statplan.holds import Role, State
from statplan.ledger.model import Ledger, MeetingRecord, PublishedChange
from statplan.plan.timezones import load_timezone
from statplan.schedule.open_days import OpenDays


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    """The notice of the changes of some meetings: the least for each of them, in working days.

    A meeting counts where a publish moved it to another day, cancelled it, or brought it back.
    `asked` is the notice that the plan asks for, None where it asks for none.
    """

    days: tuple[int, ...] = ()
    asked: int | None = None

    @property
    def meeting_count(self) -> int:
        """How many meetings were changed after they were promised."""
        return len(self.days)

    @property
    def least(self) -> int | None:
        """The least notice of all; None where nothing was changed."""
        return min(self.days, default=None)

    @property
    def short(self) -> int | None:
        """How many meetings were changed with less notice than asked; None if none is asked."""
        return None if self.asked is None else sum(days < self.asked for days in self.days)


NO_CHANGES = NoticeGiven()


@dataclass(slots=True)
class _SentDates:
    """The dates of a meeting as calendars have them, from one publish to the next."""

    primary: date | None
    bumped: date | None = None

    @property
    def day(self) -> date | None:
        """The day on which it takes place; None where it is off."""
        return self.primary or self.bumped

    def apply_change(self, change: PublishedChange) -> None:
        """Take in a change of one of its dates."""
        day = change.new_start.date()
        if change.role == Role.PRIMARY:
            self.primary = None if change.state is State.CANCELLED else day
        elif change.role == Role.BACKUP:
            self.bumped = day if change.state is State.CONFIRMED else None


def measure_notice(
    ledger: Ledger,
    records: Iterable[MeetingRecord],
    open_days: OpenDays,
    zone: str,
    asked: int | None,
) -> NoticeGiven:
    """Return the notice that calendars gave of changes of promised meetings.

    Notice runs from the publish to the earlier of the two days, the old one and the new one. A
    change that was published on that day or later had none.

    Args:
        ledger: the ledger, with what was published.
        records: the meetings; those that were not promised are left out.
        open_days: the open days of the plan, which tell the working days.
        zone: the plan's zone, in which the day of a publish is counted.
        asked: the notice that the plan asks for, in working days.
    """
    changes_by_key: dict[str, list[PublishedChange]] = {}
    for change in ledger.published_changes:
        changes_by_key.setdefault(change.meeting, []).append(change)
    timezone = load_timezone(zone)
    least_days = []
    for record in records:
        notices = [
            max(0, open_days.count_notice_days(published_at.astimezone(timezone).date(), day))
            for published_at, day in _list_day_changes(record, changes_by_key.get(record.key, ()))
        ]
        if notices:
            least_days.append(min(notices))
    return NoticeGiven(tuple(least_days), asked)


def _list_day_changes(
    record: MeetingRecord, changes: Iterable[PublishedChange]
) -> Iterator[tuple[datetime, date]]:
    """Yield each publish that changed the day of a meeting, with the earlier of the two days."""
    if record.promise is None:
        return
    dates = _SentDates(record.promise.slot.day)
    for published_at, publish_changes in groupby(changes, key=lambda change: change.published_at):
        old_day = dates.day
        for change in publish_changes:
            dates.apply_change(change)
        if dates.day != old_day:
            yield published_at, min(day for day in (old_day, dates.day) if day)
