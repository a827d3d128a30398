"""Checks of the answers of each series against each other, and of the backup policies."""

from collections.abc import Iterator

from statplan.plan import lookup
from statplan.plan.backups import BackupPolicy
from statplan.plan.error_messages import AnswerFault
from statplan.plan.model import Plan
from statplan.plan.paths import AnswerPath
from statplan.plan.series import OtherDate, OwnPlace, Series
from statplan.plan.time_phrases import WEEKDAYS, RepeatInterval, WeekdayRule, is_past_midnight


def find_series_faults(plan: Plan) -> Iterator[AnswerFault]:
    """Find every contradiction within the series and the backup policies of a plan."""
    program_policy = plan.frequency.backup
    yield from _check_backup_policy(program_policy, program_policy, ("frequency", "backup"))
    for index, series in enumerate(plan.frequency.series or ()):
        path: AnswerPath = ("frequency", "series", index)
        yield from _check_recurrence(series, path)
        for every, on, rule_path in _iter_rules(series, path):
            yield from (
                _check_for_each_rule(series, on, rule_path)
                if series.for_each
                else _check_rule(every, on, rule_path)
            )
            if rule_path[-1] == "on":
                yield from _check_working_days(plan, on, rule_path)
        yield from _check_end_times(series, series.minutes or plan.frequency.minutes, path)
        yield from _check_exceptions(plan, series, path)
        yield from _check_own_places(plan, series, path)
        yield from _check_turns(plan, series, path)
        yield from _check_backup_policy(series.backup, program_policy, (*path, "backup"))


def _iter_rules(
    series: Series, path: AnswerPath
) -> Iterator[tuple[RepeatInterval | None, WeekdayRule | None, AnswerPath]]:
    """Yield each interval with its weekday, written there or before, and its path."""
    on = series.on
    yield series.every, on, (*path, "on")
    for index, change in enumerate(series.changes or ()):
        on = change.on or on
        change_path = (*path, "changes", index)
        yield change.every, on, (*change_path, "on") if change.on else change_path


def _check_rule(
    every: RepeatInterval | None, on: WeekdayRule | None, path: AnswerPath
) -> Iterator[AnswerFault]:
    if on is None:
        return
    weekday = WEEKDAYS[on.weekdays[0]]
    if len(on.weekdays) > 1:
        fact = f"'{on}' names several days for one series."
        yield AnswerFault(
            path, fact, "Write one day, or make a series for each.", missing_keys=("for_each",)
        )
    elif every and every.unit == "week" and on.ordinal is not None:
        fact = f"'{on}' needs months, but the series repeats every {every}."
        yield AnswerFault(
            path, fact, f"Write on: {weekday}, or every: month.", missing_keys=("on",)
        )
    elif every and every.unit != "week" and on.ordinal is None:
        fact = f"'{on}' does not say which one of the month."
        remedy = f"Write on: second {weekday}, or every: week."
        yield AnswerFault(path, fact, remedy, missing_keys=("on",))


def _check_for_each_rule(
    series: Series, on: WeekdayRule | None, path: AnswerPath
) -> Iterator[AnswerFault]:
    if on and on.ordinal is not None:
        fact = f"the series for each of the {series.for_each} cannot all stand on the {on}."
        yield AnswerFault(path, fact, "Write weekdays alone, as in Tuesday and Wednesday.")


def _check_recurrence(series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    for field_name in ("every", "on", "changes") if series.dates is not None else ():
        if getattr(series, field_name):
            fact = "the series has both dates and a rule."
            yield AnswerFault((*path, field_name), fact, "Keep the dates, or every and on.")
    if series.dates is not None and series.for_each:
        fact = f"dates are the same for all {series.for_each}, who cannot all meet on them at once."
        remedy = (
            f"Write rotate: {series.for_each} to give each date to one of them, or every and on."
        )
        yield AnswerFault((*path, "for_each"), fact, remedy)
    if series.in_month and (series.every is None or series.every.unit != "quarter"):
        fact = "in_month belongs to a series that repeats every quarter."
        remedy = "Take it out, or write every: quarter."
        yield AnswerFault((*path, "in_month"), fact, remedy, missing_keys=("every",))
    if series.times and not series.for_each:
        fact = "times belong to a series with for_each."
        yield AnswerFault(
            (*path, "times"), fact, "Keep at, and take times out.", missing_keys=("for_each",)
        )
    previous_start = None
    for index, change in enumerate(series.changes or ()):
        if previous_start and change.from_ <= previous_start:
            fact = f"{change.from_} does not come after {previous_start}."
            yield AnswerFault((*path, "changes", index, "from"), fact, "Put the changes in order.")
        previous_start = change.from_
    if series.starts and series.until and series.until < series.starts:
        fact = f"{series.until} comes before the start, {series.starts}."
        yield AnswerFault((*path, "until"), fact, "Change one of them.")


def _check_working_days(
    plan: Plan, on: WeekdayRule | None, path: AnswerPath
) -> Iterator[AnswerFault]:
    for weekday in on.weekdays if on and plan.frequency.working_days else ():
        if WEEKDAYS[weekday] not in plan.frequency.working_days:
            fact = f"{WEEKDAYS[weekday]} is no working day."
            yield AnswerFault(path, fact, "Choose another, or change frequency.working_days.")


def _check_end_times(series: Series, minutes: int, path: AnswerPath) -> Iterator[AnswerFault]:
    starts = [(series.at, (*path, "at"))]
    starts += [
        (start_time, (*path, "times", index)) for index, start_time in enumerate(series.times or ())
    ]
    backup_times = series.backup.times or ()
    starts += [
        (start_time, (*path, "backup", "times", index))
        for index, start_time in enumerate(backup_times)
    ]
    for start_time, time_path in starts:
        if start_time is not None and is_past_midnight(start_time, minutes):
            fact = f"a meeting of {minutes} minutes from {start_time:%H:%M} ends after midnight."
            yield AnswerFault(time_path, fact, "Start earlier or make it shorter.")


def _check_exceptions(plan: Plan, series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find exceptions that belong to other series, repeat a meeting, or contradict themselves.

    The schedule checks that there is such a meeting, and that it can take place there.
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


def _check_own_places(plan: Plan, series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    """Find places of ids that the series lacks, second places of an id, and places out of range."""
    if series.places and not series.for_each:
        fact = "places belong to a series with for_each."
        yield AnswerFault((*path, "places"), fact, "Keep on and at, and take places out.")
        return
    turn_ids = lookup.list_ids(plan, series.for_each or "")
    names_by_id = lookup.index_names(plan)
    seen_ids: set[str] = set()
    for index, own_place in enumerate(series.places or ()):
        place_path = (*path, "places", index)
        if turn_ids and own_place.of in names_by_id and own_place.of not in turn_ids:
            fact = (
                f"there is no series for {own_place.of}: it is one for each of the "
                f"{series.for_each}."
            )
            yield AnswerFault(
                (*place_path, "of"), fact, f"Write one of those, as in {turn_ids[0]}."
            )
        if own_place.of in seen_ids:
            yield AnswerFault(
                (*place_path, "of"), f"{own_place.of} stands twice.", "Put both in one."
            )
        seen_ids.add(own_place.of)
        yield from _check_own_place(plan, series, own_place, place_path)


def _check_own_place(
    plan: Plan, series: Series, own_place: OwnPlace, path: AnswerPath
) -> Iterator[AnswerFault]:
    every, on = series.every, own_place.on
    is_weekly = bool(every and every.unit == "week")
    if on and len(on.weekdays) > 1:
        yield AnswerFault(
            (*path, "on"), f"'{on}' names several days for one series.", "Write one day."
        )
    elif on and every and is_weekly == (on.ordinal is not None):
        day = WEEKDAYS[on.weekdays[0]]
        remedy = f"Write on: {day}." if is_weekly else f"Write on: second {day}."
        yield AnswerFault((*path, "on"), f"'{on}' does not fit 'every {every}'.", remedy)
    yield from _check_working_days(plan, on, (*path, "on"))
    month_count = 0 if every is None or is_weekly else 3 if every.unit == "quarter" else every.count
    if own_place.in_month and every and own_place.in_month > month_count:
        fact = f"there is no month {own_place.in_month} in 'every {every}'."
        yield AnswerFault((*path, "in_month"), fact, "Take it out, or change it.")
    if own_place.week and every and not (is_weekly and own_place.week <= every.count):
        fact = f"there is no week {own_place.week} in 'every {every}'."
        yield AnswerFault((*path, "week"), fact, "Take it out, or change it.")
    minutes = series.minutes or plan.frequency.minutes
    if own_place.at and is_past_midnight(own_place.at, minutes):
        fact = f"a meeting of {minutes} minutes from {own_place.at:%H:%M} ends after midnight."
        yield AnswerFault((*path, "at"), fact, "Start earlier or make it shorter.")


def _check_turns(plan: Plan, series: Series, path: AnswerPath) -> Iterator[AnswerFault]:
    turn_fields = [
        field_name
        for field_name in ("subject", "department", "rotate", "for_each")
        if getattr(series, field_name)
    ]
    for field_name in turn_fields[1:]:
        fact = f"the series already has {turn_fields[0]}."
        yield AnswerFault((*path, field_name), fact, f"Keep {turn_fields[0]} or {field_name}.")
    turn_lists = {"departments": plan.participants.departments, "subjects": plan.focus.subjects}
    for field_name in ("rotate", "for_each"):
        turns = getattr(series, field_name)
        if isinstance(turns, str) and turn_lists[turns] == ():
            roster = "participants.departments" if turns == "departments" else "focus.subjects"
            yield AnswerFault(
                (*path, field_name), f"{roster} is empty.", "Add some, or take this out."
            )
    if isinstance(series.rotate, tuple) and len(set(series.rotate)) != len(series.rotate):
        yield AnswerFault((*path, "rotate"), "one of them stands twice.", "Name each once.")


def _check_backup_policy(
    policy: BackupPolicy, program_policy: BackupPolicy, path: AnswerPath
) -> Iterator[AnswerFault]:
    """Find contradictions of a policy, with missing answers taken from the program's own."""
    rule, reserve = policy.rule or program_policy.rule, policy.reserve or program_policy.reserve
    if policy.rule == "reserve day" and reserve is None:
        remedy = "Write reserve: and the day, as in fourth Friday."
        yield AnswerFault(
            (*path, "rule"), "no reserve day is named.", remedy, missing_keys=("reserve",)
        )
    if policy.reserve and rule != "reserve day":
        fact, remedy = "a reserve day is named, but not kept.", "Write rule: reserve day."
        yield AnswerFault((*path, "reserve"), fact, remedy, missing_keys=("rule",))
    if policy.reserve and policy.reserve.ordinal is None:
        fact = f"'{policy.reserve}' does not say which one of the month."
        yield AnswerFault((*path, "reserve"), fact, "Write one as in fourth Friday.")
    within, after = policy.within or program_policy.within, policy.after or program_policy.after
    if within and after and within < after and (policy.within or policy.after):
        fact = f"no day is at least {after} and at most {within} working days after the meeting."
        yield AnswerFault(
            (*path, "within" if policy.within else "after"), fact, "Change one of them."
        )
