"""What a series' own answers say against each other."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from statplan.plan import Plan
from statplan.plan.faults import Fault
from statplan.plan.series import BackupPolicy, Series
from statplan.plan.times import WEEKDAYS, Every, On

Path = tuple[str | int, ...]


def series_faults(plan: Plan) -> Iterator[Fault]:
    """Every contradiction within the series of a plan."""
    for index, series in enumerate(plan.frequency.series or ()):
        path: Path = ("frequency", "series", index)
        yield from _rhythm(series, path)
        yield from _spread(series, path)
        yield from _working(plan, series, path)
        yield from _span(series, series.minutes or plan.frequency.minutes, path)
        yield from _turns(plan, series, path)
        yield from backup_faults(series.backup, (*path, "backup"))


def _fits(every: Every | None, on: On | None, path: Path) -> Iterator[Fault]:
    if every is None or on is None:
        return
    if every.unit == "week" and on.ordinal is not None:
        fact = f"'{on}' needs months, but the series repeats every {every}."
        yield Fault(path, fact, f"Write {WEEKDAYS[on.weekdays[0]]}, or every: month.")
    if every.unit != "week" and on.ordinal is None:
        fact = f"'{on}' does not say which one of the month."
        yield Fault(path, fact, f"Write one as in second {WEEKDAYS[on.weekdays[0]]}.")


def _rhythm(series: Series, path: Path) -> Iterator[Fault]:
    if series.dates is not None and series.every is not None:
        yield Fault(
            (*path, "every"), "the series has both dates and a rule.", "Keep one of the two."
        )
    if not series.for_each:
        yield from _fits(series.every, series.on, (*path, "on"))
    if series.in_month and (series.every is None or series.every.unit != "quarter"):
        fact = "in_month belongs to a series that repeats every quarter."
        yield Fault((*path, "in_month"), fact, "Take it out, or write every: quarter.")
    before: date | None = None
    for index, change in enumerate(series.changes or ()):
        yield from _fits(change.every, change.on, (*path, "changes", index, "on"))
        if before and change.from_ <= before:
            fact = f"{change.from_} does not come after {before}."
            yield Fault((*path, "changes", index, "from"), fact, "Put the changes in order.")
        before = change.from_
    if series.starts and series.until and series.until < series.starts:
        fact = f"{series.until} comes before the start, {series.starts}."
        yield Fault((*path, "until"), fact, "Change one of them.")


def _spread(series: Series, path: Path) -> Iterator[Fault]:
    if series.for_each:
        if series.on and series.on.ordinal is not None:
            fact = (
                f"the series for each of the {series.for_each} cannot all stand on the {series.on}."
            )
            yield Fault((*path, "on"), fact, "Write weekdays alone; they are spread over them.")
        return
    if series.on and len(series.on.weekdays) > 1:
        fact = f"'{series.on}' names several days for one series."
        yield Fault((*path, "on"), fact, "Write one day, or make a series for each.")
    if series.times:
        fact = "times belong to a series with for_each."
        yield Fault((*path, "times"), fact, "Write at alone.")


def _working(plan: Plan, series: Series, path: Path) -> Iterator[Fault]:
    rules = [(series.on, (*path, "on"))]
    rules += [
        (change.on, (*path, "changes", index, "on"))
        for index, change in enumerate(series.changes or ())
    ]
    for on, where in rules:
        for weekday in on.weekdays if on else ():
            if WEEKDAYS[weekday] not in plan.frequency.working_days:
                fact = f"{WEEKDAYS[weekday]} is no working day."
                yield Fault(where, fact, "Choose another, or change frequency.working_days.")


def _span(series: Series, minutes: int, path: Path) -> Iterator[Fault]:
    starts = [(series.at, (*path, "at"))]
    starts += [(at, (*path, "times", index)) for index, at in enumerate(series.times or ())]
    others = series.backup.times or ()
    starts += [(at, (*path, "backup", "times", index)) for index, at in enumerate(others)]
    for at, where in starts:
        if at is not None and _past_midnight(at, minutes):
            fact = f"a meeting of {minutes} minutes from {at:%H:%M} ends after midnight."
            yield Fault(where, fact, "Start earlier or make it shorter.")


def _past_midnight(at: time, minutes: int) -> bool:
    start = datetime.combine(date(2000, 1, 1), at)
    return start + timedelta(minutes=minutes) > datetime(2000, 1, 2)  # noqa: DTZ001 - a local time


def _turns(plan: Plan, series: Series, path: Path) -> Iterator[Fault]:
    given = [key for key in ("subject", "department", "rotate", "for_each") if getattr(series, key)]
    for key in given[1:]:
        fact = f"the series already has {given[0]}."
        yield Fault((*path, key), fact, f"Keep {given[0]} or {key}.")
    lists = {"departments": plan.participants.departments, "subjects": plan.focus.subjects}
    for key in ("rotate", "for_each"):
        wanted = getattr(series, key)
        if isinstance(wanted, str) and lists[wanted] == ():
            roster = "participants.departments" if wanted == "departments" else "focus.subjects"
            yield Fault((*path, key), f"{roster} is empty.", "Add some, or take this out.")
    if isinstance(series.rotate, tuple) and len(set(series.rotate)) != len(series.rotate):
        yield Fault((*path, "rotate"), "one of them stands twice.", "Name each once.")


def backup_faults(policy: BackupPolicy, path: Path) -> Iterator[Fault]:
    """Contradictions within one back-up policy."""
    if policy.rule == "reserve day" and policy.reserve is None:
        yield Fault((*path, "rule"), "no reserve day is named.", "Write reserve: fourth Friday.")
    if policy.reserve and policy.reserve.ordinal is None:
        fact = f"'{policy.reserve}' does not say which one of the month."
        yield Fault((*path, "reserve"), fact, "Write one as in fourth Friday.")
    if policy.within and policy.after and policy.within < policy.after:
        fact = f"at least {policy.after} and at most {policy.within} working days cannot both be."
        yield Fault((*path, "within"), fact, "Make it larger.")
