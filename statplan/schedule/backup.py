"""The backup date of each meeting: the first day that fits, and why earlier days did not fit."""

from datetime import date, timedelta

from statplan.plan import timezones
from statplan.schedule.bookings import Bookings
from statplan.schedule.model import Backup, NoBackup, TimeSlot
from statplan.schedule.open_days import OpenDays
from statplan.schedule.placement import Occurrence
from statplan.schedule.recurrence import find_nth_weekday
from statplan.schedule.series_rules import BackupWindow

_WEEK = timedelta(days=7)


def find_backup(
    occurrence: Occurrence, open_days: OpenDays, bookings: Bookings, timezone: str
) -> Backup | NoBackup:
    """Find the backup date of a meeting that has its slot, and book it.

    Args:
        occurrence: the meeting; its backup must precede the series' next.
        open_days: the days on which one may meet.
        bookings: all meetings, and the backups booked so far; the one that fits is added.
        timezone: its IANA key, for times that a clock change skips or repeats.
    """
    window, slot = occurrence.rule.backup_window, occurrence.slot
    if slot is None or not window.keep:
        return NoBackup("the plan keeps no back-ups for this series")
    following = occurrence.following
    next_day = following.slot.day if following and following.slot else None
    rejected_days: list[tuple[date, str]] = []
    for day in list_backup_days(slot.day, window, open_days):
        slot_or_reason = _find_day_rejection(occurrence, day, next_day, open_days) or _try_day(
            occurrence, day, bookings, timezone
        )
        if isinstance(slot_or_reason, TimeSlot):
            bookings.add(slot_or_reason, occurrence.needs, occurrence.backup_booking)
            return Backup(slot_or_reason, tuple(rejected_days))
        rejected_days.append((day, slot_or_reason))
    return NoBackup(_describe_search(window, rejected_days), tuple(rejected_days))


def _describe_search(window: BackupWindow, rejected_days: list[tuple[date, str]]) -> str:
    if not rejected_days:
        return f"no day within {window.within} working days fits the rule '{window.rule}'"
    count = len(rejected_days)
    days = "the one day" if count == 1 else f"none of the {count} days"
    return f"{days} within {window.within} working days {'does not fit' if count == 1 else 'fits'}"


def list_backup_days(day: date, window: BackupWindow, open_days: OpenDays) -> list[date]:
    """Return the working days of the window, holidays too, in the order in which they are tried."""
    days = open_days.list_working_days(day, window.after, window.within)
    match window.rule:
        case "soonest":
            return days
        case "same week":
            week = day.isocalendar()[:2]
            return [candidate for candidate in days if candidate.isocalendar()[:2] == week]
        case "week later":
            week_later = day + _WEEK
            return sorted(
                days, key=lambda candidate: (abs((candidate - week_later).days), candidate)
            )
        case "reserve day":
            return [candidate for candidate in days if _is_reserve(candidate, window)]


def _is_reserve(day: date, window: BackupWindow) -> bool:
    reserve = window.reserve
    if reserve is None:
        return False
    return day == find_nth_weekday(day.year, day.month, reserve.weekdays[0], reserve.ordinal or 1)


def _find_day_rejection(
    occurrence: Occurrence, day: date, next_day: date | None, open_days: OpenDays
) -> str | None:
    closed_reason = open_days.find_closed_reason(
        day, avoid_near_holidays=occurrence.rule.avoid_near_holidays
    )
    if closed_reason:
        return closed_reason
    if (
        next_day
        and open_days.count_working_days(day, next_day) < occurrence.rule.backup_window.before_next
    ):
        return f"not early enough before the next meeting on {next_day}"
    return None


def _try_day(
    occurrence: Occurrence, day: date, bookings: Bookings, timezone: str
) -> TimeSlot | str:
    """Return a slot that day, at the series' time or another allowed one, or the reason against."""
    reason = ""
    for start_time in (occurrence.start_time, *occurrence.rule.backup_window.times):
        slot = TimeSlot(day, start_time, occurrence.rule.minutes)
        if timezones.detect_clock_change(slot.start, timezone) or timezones.detect_clock_change(
            slot.end, timezone
        ):
            reason = reason or f"{start_time:%H:%M} is skipped or repeated when the clocks change"
            continue
        clash = bookings.find_clash(slot, occurrence.needs)
        if clash is None:
            return slot
        reason = reason or str(clash)
    return reason
