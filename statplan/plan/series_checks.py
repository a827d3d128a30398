"""Checks of a series' own answers against each other."""

from collections.abc import Iterator

from statplan.plan.backups import BackupPolicy
from statplan.plan.error_messages import AnswerFault
from statplan.plan.exception_checks import find_exception_faults, find_slot_override_faults
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.plan.time_types import WEEKDAYS, RepeatInterval, WeekdayRule, is_past_midnight

AnswerPath = tuple[str | int, ...]


def find_series_faults(plan: Plan) -> Iterator[AnswerFault]:
    """Find every contradiction within the series of a plan."""
    program = plan.frequency.backup
    yield from _check_backup_policy(program, program, ("frequency", "backup"))
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
        yield from find_exception_faults(plan, series, path)
        yield from find_slot_override_faults(plan, series, path)
        yield from _check_turns(plan, series, path)
        yield from _check_backup_policy(series.backup, program, (*path, "backup"))


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
