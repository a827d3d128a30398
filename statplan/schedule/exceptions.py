"""The days that a plan chooses for single meetings and their backups, checked against the year."""

from collections.abc import Iterable, Iterator

from statplan.errors import Problem
from statplan.schedule.bookings import Bookings
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import Backup, MeetingKey, NoBackup, TimeSlot
from statplan.schedule.occurrence import Occurrence

ChosenBackups = dict[MeetingKey, Backup | NoBackup]
_ELSEWHERE = "Choose another day, or take it out."


def reserve_chosen_backups(
    occurrences: Iterable[Occurrence], date_rules: DateRules, bookings: Bookings
) -> tuple[ChosenBackups, list[Problem]]:
    """Book the backup dates that the plan states, before any others are searched.

    Args:
        occurrences: the meetings, each with its slot.
        date_rules: the rules by which each date is judged.
        bookings: all meetings; the backups are added.

    Returns:
        The backups by meeting, or that there is none; a problem for each date that does not fit.
    """
    chosen_backups: ChosenBackups = {}
    problems: list[Problem] = []
    for occurrence in occurrences:
        override = occurrence.override
        if override and override.has_no_backup:
            chosen_backups[occurrence.key] = NoBackup("the plan keeps none for this meeting")
        if override is None or override.backup_day is None or occurrence.slot is None:
            continue
        usual_time = occurrence.rule.backup_window.start_time or occurrence.slot.start_time
        start_time = override.backup_time or usual_time
        slot = TimeSlot(override.backup_day, start_time, occurrence.minutes)
        following = occurrence.following
        rejection = date_rules.find_rejection(
            slot,
            occurrence.needs,
            bookings,
            closed_day_rules=occurrence.rule.closed_day_rules.for_chosen_days,
            after=occurrence.slot.day,
            before=following.slot.day if following and following.slot else None,
        )
        if rejection:
            fact = f"{occurrence.backup_booking} cannot stand on {slot.day}: {rejection}."
            problems.append(Problem(0, 0, f"{override.path}.backup", fact, _ELSEWHERE))
            continue
        bookings.add(slot, occurrence.needs, occurrence.backup_booking)
        chosen_backups[occurrence.key] = Backup(slot)
    return chosen_backups, problems


def check_override_days(
    occurrences: Iterable[Occurrence], date_rules: DateRules
) -> Iterator[Problem]:
    """Yield a problem for each meeting that the plan puts on a day on which nobody meets.

    Such a day is that of an exception, or one of the dates that a series lists: it is kept, or
    refused with the reason, and never moved.
    """
    for occurrence in occurrences:
        rule, override = occurrence.rule, occurrence.override
        slot = occurrence.planned_slot
        if override and override.day:
            path = f"{override.path}.day"
        elif slot.day in rule.dates:
            path = f"{rule.path}.dates[{rule.dates.index(slot.day)}]"
        else:
            continue
        rejection = date_rules.find_day_rejection(slot, rule.closed_day_rules)
        if rejection:
            fact = f"{occurrence.booking} cannot stand on {slot.day}: {rejection}."
            yield Problem(0, 0, path, fact, _ELSEWHERE)
