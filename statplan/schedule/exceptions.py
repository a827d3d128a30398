"""The plan's exceptions for single meetings, checked against the year: their days and backups."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from statplan.errors import Problem
from statplan.schedule.bookings import Bookings
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import Backup, MeetingKey, NoBackup, OmittedMeeting, TimeSlot
from statplan.schedule.placement import Occurrence
from statplan.schedule.series_rules import SeriesRule
from statplan.spelling import find_similar_word, suggest_words

ChosenBackups = dict[MeetingKey, Backup | NoBackup]
_PERIOD_DAYS = {"Q": 91, "W": 6, "": 30}  # days after the first, at most
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
        start_time = override.backup_time or occurrence.slot.start_time
        slot = TimeSlot(override.backup_day, start_time, occurrence.rule.minutes)
        following = occurrence.following
        rejection = date_rules.find_rejection(
            slot,
            occurrence.needs,
            bookings,
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
    """Yield a problem for each meeting that the plan puts on a day on which nobody meets."""
    for occurrence in occurrences:
        override = occurrence.override
        if override is None or override.day is None:
            continue
        slot = TimeSlot(override.day, occurrence.planned_time, occurrence.rule.minutes)
        rejection = date_rules.find_day_rejection(slot)
        if rejection:
            fact = f"{occurrence.booking} cannot stand on {override.day}: {rejection}."
            yield Problem(0, 0, f"{override.path}.day", fact, _ELSEWHERE)


def check_override_periods(
    rules: Iterable[SeriesRule],
    occurrences_by_series: Iterable[Iterable[Occurrence]],
    omitted: Iterable[OmittedMeeting],
    span: tuple[date, date],
) -> Iterator[Problem]:
    """Yield a problem for each exception that names no meeting of the year.

    One of a period that lies wholly before or after the days that are planned is left alone: it
    belongs to another year of the same plan.
    """
    periods = _group_periods(occurrences_by_series, omitted)
    for rule in rules:
        series_periods = periods.get(rule.id, set())
        for period, override in rule.overrides.items():
            if period in series_periods or not _is_within(period, span):
                continue
            similar_period = find_similar_word(period, sorted(series_periods))
            fact = f"the year has no meeting {rule.id}/{period}."
            remedy = (
                suggest_words(f"{rule.id}/{similar_period}") if similar_period else "Take it out."
            )
            yield Problem(0, 0, f"{override.path}.meeting", fact, remedy)


def _group_periods(
    occurrences_by_series: Iterable[Iterable[Occurrence]], omitted: Iterable[OmittedMeeting]
) -> dict[str, set[str]]:
    """Return the periods of each series that has a meeting, or had one that was left out."""
    periods: dict[str, set[str]] = {}
    for series_occurrences in occurrences_by_series:
        for occurrence in series_occurrences:
            periods.setdefault(occurrence.key.series, set()).add(occurrence.key.period)
    for meeting in omitted:
        periods.setdefault(meeting.key.series, set()).add(meeting.key.period)
    return periods


def _is_within(period: str, span: tuple[date, date]) -> bool:
    """Return whether a period may lie in a span of days; True for what is no period."""
    period_match = re.match(r"(\d{4})-([QW]?)(\d{1,2})(?:-(\d\d))?", period)
    if not period_match:
        return True
    year, kind, number = int(period_match[1]), period_match[2], int(period_match[3])
    try:
        if kind == "W":
            first = date.fromisocalendar(year, number, 1)
        else:
            first = date(year, (number - 1) * 3 + 1 if kind else number, int(period_match[4] or 1))
    except ValueError:
        return True
    last = first if period_match[4] else first + timedelta(days=_PERIOD_DAYS[kind])
    return first <= span[1] and span[0] <= last
