"""The reserve days that several series share: one for all, and the first to need it gets it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from statplan.plan.backups import RESERVE_SERIES
from statplan.plan.time_values import DayRule
from statplan.schedule.bookings import Bookings, build_reserve_booking, unite_needs
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import Backup, MeetingKey, NoBackup, ReserveDay, TimeSlot
from statplan.schedule.occurrence import Occurrence
from statplan.schedule.open_days import OpenDays
from statplan.schedule.recurrence import find_rule_day


def assign_reserve_days(
    occurrences: Iterable[Occurrence], date_rules: DateRules, bookings: Bookings
) -> tuple[dict[MeetingKey, Backup | NoBackup], tuple[ReserveDay, ...]]:
    """Give each meeting of the series that share a reserve day the next one, and book these days.

    A meeting has a reserve day where its own room and people are free, for as long as the longest
    meeting that shares it. Days that no meeting has are not kept.

    Args:
        occurrences: the meetings of these series, each with its slot.
        date_rules: the rules by which each date is judged.
        bookings: all meetings, and the backups that the plan states; the reserve days are added.

    Returns:
        The backup of each meeting, or why it has none; and the days, in order.
    """
    occurrences = list(occurrences)
    slots = _list_reserve_slots(occurrences, date_rules)
    backups: dict[MeetingKey, Backup | NoBackup] = {}
    sharers: dict[MeetingKey, list[Occurrence]] = {}
    for occurrence in occurrences:
        backup = _find_reserve_day(occurrence, slots, date_rules, bookings)
        backups[occurrence.key] = backup
        if isinstance(backup, Backup) and backup.reserve_key:
            sharers.setdefault(backup.reserve_key, []).append(occurrence)
    for key, sharing in sharers.items():
        booking = build_reserve_booking(key, (occurrence.rule.title for occurrence in sharing))
        needs = unite_needs(occurrence.needs for occurrence in sharing)
        bookings.add(slots[key], needs, booking)
    reserve_days = [
        ReserveDay(key, slots[key], tuple(occurrence.key for occurrence in sharing))
        for key, sharing in sharers.items()
    ]
    return backups, tuple(sorted(reserve_days, key=lambda reserve_day: reserve_day.slot))


def _list_reserve_slots(
    occurrences: list[Occurrence], date_rules: DateRules
) -> dict[MeetingKey, TimeSlot]:
    """List the reserve days by key, each as long as the longest meeting within whose window it is.

    A meeting that is longer than the others makes its own reserve days longer, and no others.
    """
    if not occurrences:
        return {}
    window = occurrences[0].rule.backup_window
    if window.reserve is None or window.start_time is None:
        return {}
    slots: dict[MeetingKey, TimeSlot] = {}
    for key, day in _iter_days(window.reserve, date_rules.open_days):
        lengths = [
            occurrence.minutes
            for occurrence in occurrences
            if _is_in_window(occurrence, day, date_rules.open_days)
        ]
        if lengths:
            slots[key] = TimeSlot(day, window.start_time, max(lengths))
    return slots


def _is_in_window(occurrence: Occurrence, day: date, open_days: OpenDays) -> bool:
    """Return whether a day is as many working days after a meeting as its backup may be."""
    window = occurrence.rule.backup_window
    if occurrence.slot is None:
        return False
    distance = open_days.count_working_days(occurrence.slot.day, day)
    return window.after <= distance <= window.within


def _iter_days(rule: DayRule, open_days: OpenDays) -> Iterator[tuple[MeetingKey, date]]:
    """Yield each reserve day that is planned for, with its key, month by month."""
    first, last = open_days.first, open_days.last
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = index // 12, index % 12 + 1
        for rule_day, code in zip(rule.days, rule.codes, strict=True):
            day = find_rule_day(year, month, rule_day, open_days.is_working_day)
            if day and first <= day <= last and open_days.is_working_day(day):
                suffix = f".{code}" if len(rule.days) > 1 else ""
                yield MeetingKey(RESERVE_SERIES, f"{year}-{month:02}{suffix}"), day


def _find_reserve_day(
    occurrence: Occurrence,
    slots: dict[MeetingKey, TimeSlot],
    date_rules: DateRules,
    bookings: Bookings,
) -> Backup | NoBackup:
    """Return the next reserve day that a meeting can use, or why it can use none."""
    rule, slot, following = occurrence.rule, occurrence.slot, occurrence.following
    window = rule.backup_window
    if slot is None:
        return NoBackup("the plan keeps no back-ups for this series")
    rejected_days: list[tuple[date, str]] = []
    for key, reserve_slot in sorted(slots.items(), key=lambda item: item[1]):
        if not _is_in_window(occurrence, reserve_slot.day, date_rules.open_days):
            continue
        rejection = date_rules.find_rejection(
            reserve_slot,
            occurrence.needs,
            bookings,
            closed_day_rules=rule.closed_day_rules,
            before=following.slot.day if following and following.slot else None,
            least_days_before=window.before_next,
        )
        if rejection is None:
            own_slot = replace(reserve_slot, minutes=occurrence.minutes)
            return Backup(own_slot, tuple(rejected_days), key)
        rejected_days.append((reserve_slot.day, rejection.describe_day()))
    reason = f"no reserve day within {window.within} working days can be used"
    return NoBackup(reason, tuple(rejected_days))
