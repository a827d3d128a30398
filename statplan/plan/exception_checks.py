"""Checks of a series' exceptions, and its departments' own slots, against its other answers."""

from collections.abc import Iterator

from statplan.plan import lookup
from statplan.plan.error_messages import AnswerFault
from statplan.plan.model import Plan
from statplan.plan.series import OtherDate, OwnPlace, Series
from statplan.plan.time_types import WEEKDAYS, is_past_midnight

AnswerPath = tuple[str | int, ...]


def find_exception_faults(plan: Plan, series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find exceptions that belong to other series, repeat a meeting, or change nothing.

    Whether there is such a meeting, and whether it can stand there, the schedule tells.
    """
    minutes = series.minutes or plan.frequency.minutes
    seen_meetings: set[str] = set()
    for index, exception in enumerate(series.exceptions or ()):
        exception_path = (*path, "exceptions", index)
        yield from _check_meeting_series(plan, series, exception, (*exception_path, "meeting"))
        if exception.meeting in seen_meetings:
            yield AnswerFault(
                (*exception_path, "meeting"),
                f"{exception.meeting} stands twice.",
                "Put both in one.",
            )
        seen_meetings.add(exception.meeting)
        has_dates = any((exception.day, exception.at, exception.backup, exception.backup_at))
        if not (has_dates or exception.without_backup or exception.called_off):
            fact = f"nothing is said of {exception.meeting}."
            yield AnswerFault(exception_path, fact, "Write day, at or backup, or take it out.")
        if has_dates and exception.called_off:
            fact = f"{exception.meeting} has another date, and is called off."
            yield AnswerFault((*exception_path, "called_off"), fact, "Keep one of them.")
        if exception.without_backup and exception.backup:
            fact = f"{exception.meeting} has a back-up, {exception.backup}, and goes without one."
            yield AnswerFault((*exception_path, "without_backup"), fact, "Keep one of them.")
        if exception.backup_at and not exception.backup:
            fact = "a back-up time is named, but no day."
            yield AnswerFault(
                (*exception_path, "backup_at"), fact, "Write backup: and the day above it."
            )
        if exception.day and exception.backup and exception.backup <= exception.day:
            fact = f"the back-up, {exception.backup}, does not come after {exception.day}."
            yield AnswerFault((*exception_path, "backup"), fact, "Change one of them.")
        for time_field, start_time in (("at", exception.at), ("backup_at", exception.backup_at)):
            if start_time and is_past_midnight(start_time, minutes):
                fact = (
                    f"a meeting of {minutes} minutes from {start_time:%H:%M} ends after midnight."
                )
                yield AnswerFault(
                    (*exception_path, time_field), fact, "Start earlier or make it shorter."
                )


def _check_meeting_series(
    plan: Plan, series: Series, exception: OtherDate, path: AnswerPath
) -> Iterator[AnswerFault]:
    series_id = exception.meeting.partition("/")[0]
    series_ids = [series.id]
    if series.for_each:
        series_ids = [
            f"{series.id}-{turn_id}" for turn_id in lookup.list_ids(plan, series.for_each)
        ]
    if series_ids and series_id not in series_ids:
        example = exception.meeting.replace(series_id, series_ids[0], 1)
        fact = f"{exception.meeting} is no meeting of {series.id}."
        yield AnswerFault(path, fact, f"Its meetings are called as in {example}.")


def find_slot_override_faults(
    plan: Plan, series: Series, path: AnswerPath
) -> Iterator[AnswerFault]:
    """Find slots of ids that the series lacks, second slots of one id, and slots out of range."""
    if series.places and not series.for_each:
        fact = "places belong to a series with for_each."
        yield AnswerFault((*path, "places"), fact, "Keep on and at, and take places out.")
        return
    turn_ids = lookup.list_ids(plan, series.for_each or "")
    names_by_id = lookup.index_names(plan)
    seen_ids: set[str] = set()
    for index, override in enumerate(series.places or ()):
        override_path = (*path, "places", index)
        if turn_ids and override.of in names_by_id and override.of not in turn_ids:
            fact = (
                f"there is no series for {override.of}: it is one for each of the "
                f"{series.for_each}."
            )
            yield AnswerFault(
                (*override_path, "of"), fact, f"Write one of those, as in {turn_ids[0]}."
            )
        if override.of in seen_ids:
            yield AnswerFault(
                (*override_path, "of"), f"{override.of} stands twice.", "Put both in one."
            )
        seen_ids.add(override.of)
        yield from _check_slot_override(plan, series, override, override_path)


def _check_slot_override(
    plan: Plan, series: Series, override: OwnPlace, path: AnswerPath
) -> Iterator[AnswerFault]:
    every, on = series.every, override.on
    is_weekly = bool(every and every.unit == "week")
    if on and len(on.weekdays) > 1:
        yield AnswerFault(
            (*path, "on"), f"'{on}' names several days for one series.", "Write one day."
        )
    elif on and every and is_weekly == (on.ordinal is not None):
        day = WEEKDAYS[on.weekdays[0]]
        remedy = f"Write on: {day}." if is_weekly else f"Write on: second {day}."
        yield AnswerFault((*path, "on"), f"'{on}' does not fit 'every {every}'.", remedy)
    for weekday in on.weekdays if on and plan.frequency.working_days else ():
        if WEEKDAYS[weekday] not in plan.frequency.working_days:
            fact = f"{WEEKDAYS[weekday]} is no working day."
            remedy = "Choose another, or change frequency.working_days."
            yield AnswerFault((*path, "on"), fact, remedy)
    month_count = 0 if every is None or is_weekly else 3 if every.unit == "quarter" else every.count
    if override.in_month and every and override.in_month > month_count:
        fact = f"there is no month {override.in_month} in 'every {every}'."
        yield AnswerFault((*path, "in_month"), fact, "Take it out, or change it.")
    if override.week and every and not (is_weekly and override.week <= every.count):
        fact = f"there is no week {override.week} in 'every {every}'."
        yield AnswerFault((*path, "week"), fact, "Take it out, or change it.")
    minutes = series.minutes or plan.frequency.minutes
    if override.at and is_past_midnight(override.at, minutes):
        fact = f"a meeting of {minutes} minutes from {override.at:%H:%M} ends after midnight."
        yield AnswerFault((*path, "at"), fact, "Start earlier or make it shorter.")
