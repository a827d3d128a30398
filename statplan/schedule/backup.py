"""The backup date of each meeting: the first day that fits, and why earlier days did not fit."""

from datetime import date, timedelta

from statplan.schedule.bookings import Bookings
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import Backup, NoBackup, TimeSlot
from statplan.schedule.occurrence import Occurrence
from statplan.schedule.open_days import OpenDays
from statplan.schedule.recurrence import find_rule_day
from statplan.schedule.rejection import Rejection
from statplan.schedule.series_rules import BackupWindow

_WEEK = timedelta(days=7)


def find_backup(
    occurrence: Occurrence, date_rules: DateRules, bookings: Bookings
) -> Backup | NoBackup:
    """Find the backup date of a meeting that has its slot, and book it.

    Args:
        occurrence: the meeting; its backup must precede the series' next.
        date_rules: the rules by which each date is judged.
        bookings: all meetings, and the backups booked so far; the one that fits is added.
    """
    window, slot = occurrence.rule.backup_window, occurrence.slot
    if slot is None or not window.keep:
        return NoBackup("the plan keeps no back-ups for this series")
    next_day = occurrence.next_day
    rejected_days: list[tuple[date, str]] = []
    for day in list_backup_days(slot.day, window, date_rules.open_days):
        slot_or_rejection = _try_day(occurrence, day, next_day, date_rules, bookings)
        if isinstance(slot_or_rejection, TimeSlot):
            bookings.add(slot_or_rejection, occurrence.needs, occurrence.backup_booking)
            return Backup(slot_or_rejection, tuple(rejected_days))
        rejected_days.append((day, slot_or_rejection.describe_day()))
    return NoBackup(_describe_search(window, rejected_days), tuple(rejected_days))


def _describe_search(window: BackupWindow, rejected_days: list[tuple[date, str]]) -> str:
    if not rejected_days:
        return f"no day within {window.within} working days fits the rule '{window.rule}'"
    count = len(rejected_days)
    days = "the one day" if count == 1 else f"none of the {count} days"
    return f"{days} within {window.within} working days {'does not fit' if count == 1 else 'fits'}"


def list_backup_days(day: date, window: BackupWindow, open_days: OpenDays) -> list[date]:
    """Return the working days of the window in the order in which they are tried."""
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
            return [candidate for candidate in days if _is_reserve(candidate, window, open_days)]


def _is_reserve(day: date, window: BackupWindow, open_days: OpenDays) -> bool:
    return any(
        day == find_rule_day(day.year, day.month, rule_day, open_days.is_working_day)
        for rule_day in (window.reserve.days if window.reserve else ())
    )


def _try_day(
    occurrence: Occurrence,
    day: date,
    next_day: date | None,
    date_rules: DateRules,
    bookings: Bookings,
) -> TimeSlot | Rejection:
    """Return a slot that day, at the usual time or another one, or why the first does not fit."""
    rule = occurrence.rule
    rejections: list[Rejection] = []
    usual_time = rule.backup_window.start_time or occurrence.start_time
    for start_time in (usual_time, *rule.backup_window.times):
        slot = TimeSlot(day, start_time, occurrence.minutes)
        rejection = date_rules.find_rejection(
            slot,
            occurrence.needs,
            bookings,
            closed_day_rules=rule.closed_day_rules,
            before=next_day,
            least_days_before=rule.backup_window.before_next,
        )
        if rejection is None:
            return slot
        rejections.append(rejection)
    return rejections[0]
