"""The back-up for each meeting: the first day that fits, and why the days before it did not."""

from datetime import date, timedelta

from statplan.plan import zone
from statplan.schedule.cadence import nth_weekday
from statplan.schedule.closed import OpenDays
from statplan.schedule.meeting import Backup, NoBackup, Stand
from statplan.schedule.placing import Spot
from statplan.schedule.rules import BackupWindow
from statplan.schedule.taken import Taken

_WEEK = timedelta(days=7)


def find_backup(spot: Spot, opened: OpenDays, taken: Taken, zone_key: str) -> Backup | NoBackup:
    """Find the back-up of a meeting that has its stand, and take its place.

    Args:
        spot: the meeting; its back-up must precede the series' next.
        opened: the days on which one may meet.
        taken: all primaries, and the back-ups given out so far; the one found is added.
        zone_key: the zone, for times that a clock change skips or repeats.
    """
    window, stand = spot.rule.backup, spot.stand
    if stand is None or not window.keep:
        return NoBackup("the plan keeps no back-ups for this series")
    following = spot.after.stand.day if spot.after and spot.after.stand else None
    passed: list[tuple[date, str]] = []
    for day in backup_days(stand.day, window, opened):
        tried = _why_not_day(spot, day, following, opened) or _try(spot, day, taken, zone_key)
        if isinstance(tried, Stand):
            taken.take(tried, spot.needs, f"the back-up of {spot.label}")
            return Backup(tried, tuple(passed))
        passed.append((day, tried))
    return NoBackup(_summary(window, passed), tuple(passed))


def _summary(window: BackupWindow, passed: list[tuple[date, str]]) -> str:
    if not passed:
        return f"no day within {window.within} working days fits the rule '{window.rule}'"
    count = len(passed)
    days = "the one day" if count == 1 else f"none of the {count} days"
    return f"{days} within {window.within} working days {'does not fit' if count == 1 else 'fits'}"


def backup_days(day: date, window: BackupWindow, opened: OpenDays) -> list[date]:
    """The days of the window in the order in which they are tried; weekends are not mentioned."""
    found = opened.following(day, window.after, window.within)
    match window.rule:
        case "soonest":
            return found
        case "same week":
            return [each for each in found if each.isocalendar()[:2] == day.isocalendar()[:2]]
        case "week later":
            wanted = day + _WEEK
            return sorted(found, key=lambda each: (abs((each - wanted).days), each))
        case "reserve day":
            return [each for each in found if _is_reserve(each, window)]


def _is_reserve(day: date, window: BackupWindow) -> bool:
    reserve = window.reserve
    if reserve is None:
        return False
    return day == nth_weekday(day.year, day.month, reserve.weekdays[0], reserve.ordinal or 1)


def _why_not_day(spot: Spot, day: date, following: date | None, opened: OpenDays) -> str | None:
    closed = opened.why_not(day, avoid_beside=spot.rule.avoid_beside)
    if closed:
        return closed
    if following and opened.between(day, following) < spot.rule.backup.before_next:
        return f"not early enough before the next meeting on {following}"
    return None


def _try(spot: Spot, day: date, taken: Taken, zone_key: str) -> Stand | str:
    """A stand that day at the meeting's own time or another allowed one, or what is in the way."""
    why = ""
    for at in (spot.at, *spot.rule.backup.times):
        stand = Stand(day, at, spot.rule.minutes)
        if zone.unclear(stand.start, zone_key) or zone.unclear(stand.end, zone_key):
            why = why or f"{at:%H:%M} is skipped or repeated when the clocks change"
            continue
        clash = taken.clash(stand, spot.needs)
        if clash is None:
            return stand
        label, (kind, name) = clash
        why = why or f"taken by {label}, which needs the same {kind} ({name})"
    return why
