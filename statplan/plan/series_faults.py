"""What a series' own answers say against each other."""

from collections.abc import Iterator

from statplan.plan import Plan
from statplan.plan.backups import BackupPolicy
from statplan.plan.exception_faults import exception_faults, place_faults
from statplan.plan.faults import Fault
from statplan.plan.series import Series
from statplan.plan.times import WEEKDAYS, Every, On, past_midnight

Path = tuple[str | int, ...]


def series_faults(plan: Plan) -> Iterator[Fault]:
    """Every contradiction within the series of a plan."""
    program = plan.frequency.backup
    yield from _backup(program, program, ("frequency", "backup"))
    for index, series in enumerate(plan.frequency.series or ()):
        path: Path = ("frequency", "series", index)
        yield from _rhythm(series, path)
        for every, on, where in _rules(series, path):
            yield from _spread(series, on, where) if series.for_each else _fits(every, on, where)
            if where[-1] == "on":
                yield from _working(plan, on, where)
        yield from _span(series, series.minutes or plan.frequency.minutes, path)
        yield from exception_faults(plan, series, path)
        yield from place_faults(plan, series, path)
        yield from _turns(plan, series, path)
        yield from _backup(series.backup, program, (*path, "backup"))


def _rules(series: Series, path: Path) -> Iterator[tuple[Every | None, On | None, Path]]:
    """Each interval with the day that it has, said there or before, and where it stands."""
    on = series.on
    yield series.every, on, (*path, "on")
    for index, change in enumerate(series.changes or ()):
        on = change.on or on
        where = (*path, "changes", index)
        yield change.every, on, (*where, "on") if change.on else where


def _fits(every: Every | None, on: On | None, path: Path) -> Iterator[Fault]:
    if on is None:
        return
    weekday = WEEKDAYS[on.weekdays[0]]
    if len(on.weekdays) > 1:
        fact = f"'{on}' names several days for one series."
        yield Fault(path, fact, "Write one day, or make a series for each.", lacks=("for_each",))
    elif every and every.unit == "week" and on.ordinal is not None:
        fact = f"'{on}' needs months, but the series repeats every {every}."
        yield Fault(path, fact, f"Write on: {weekday}, or every: month.", lacks=("on",))
    elif every and every.unit != "week" and on.ordinal is None:
        fact = f"'{on}' does not say which one of the month."
        remedy = f"Write on: second {weekday}, or every: week."
        yield Fault(path, fact, remedy, lacks=("on",))


def _spread(series: Series, on: On | None, path: Path) -> Iterator[Fault]:
    if on and on.ordinal is not None:
        fact = f"the series for each of the {series.for_each} cannot all stand on the {on}."
        yield Fault(path, fact, "Write weekdays alone, as in Tuesday and Wednesday.")


def _rhythm(series: Series, path: Path) -> Iterator[Fault]:
    for key in ("every", "on", "changes") if series.dates is not None else ():
        if getattr(series, key):
            fact = "the series has both dates and a rule."
            yield Fault((*path, key), fact, "Keep the dates, or every and on.")
    if series.dates is not None and series.for_each:
        fact = f"dates are the same for all {series.for_each}, who cannot all meet on them at once."
        remedy = (
            f"Write rotate: {series.for_each} to give each date to one of them, or every and on."
        )
        yield Fault((*path, "for_each"), fact, remedy)
    if series.in_month and (series.every is None or series.every.unit != "quarter"):
        fact = "in_month belongs to a series that repeats every quarter."
        remedy = "Take it out, or write every: quarter."
        yield Fault((*path, "in_month"), fact, remedy, lacks=("every",))
    if series.times and not series.for_each:
        fact = "times belong to a series with for_each."
        yield Fault((*path, "times"), fact, "Keep at, and take times out.", lacks=("for_each",))
    before = None
    for index, change in enumerate(series.changes or ()):
        if before and change.from_ <= before:
            fact = f"{change.from_} does not come after {before}."
            yield Fault((*path, "changes", index, "from"), fact, "Put the changes in order.")
        before = change.from_
    if series.starts and series.until and series.until < series.starts:
        fact = f"{series.until} comes before the start, {series.starts}."
        yield Fault((*path, "until"), fact, "Change one of them.")


def _working(plan: Plan, on: On | None, path: Path) -> Iterator[Fault]:
    for weekday in on.weekdays if on and plan.frequency.working_days else ():
        if WEEKDAYS[weekday] not in plan.frequency.working_days:
            fact = f"{WEEKDAYS[weekday]} is no working day."
            yield Fault(path, fact, "Choose another, or change frequency.working_days.")


def _span(series: Series, minutes: int, path: Path) -> Iterator[Fault]:
    starts = [(series.at, (*path, "at"))]
    starts += [(at, (*path, "times", index)) for index, at in enumerate(series.times or ())]
    others = series.backup.times or ()
    starts += [(at, (*path, "backup", "times", index)) for index, at in enumerate(others)]
    for at, where in starts:
        if at is not None and past_midnight(at, minutes):
            fact = f"a meeting of {minutes} minutes from {at:%H:%M} ends after midnight."
            yield Fault(where, fact, "Start earlier or make it shorter.")


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


def _backup(own: BackupPolicy, program: BackupPolicy, path: Path) -> Iterator[Fault]:
    """Contradictions of a policy, with what it leaves out taken from the program's own."""
    rule, reserve = own.rule or program.rule, own.reserve or program.reserve
    if own.rule == "reserve day" and reserve is None:
        remedy = "Write reserve: and the day, as in fourth Friday."
        yield Fault((*path, "rule"), "no reserve day is named.", remedy, lacks=("reserve",))
    if own.reserve and rule != "reserve day":
        fact, remedy = "a reserve day is named, but not kept.", "Write rule: reserve day."
        yield Fault((*path, "reserve"), fact, remedy, lacks=("rule",))
    if own.reserve and own.reserve.ordinal is None:
        fact = f"'{own.reserve}' does not say which one of the month."
        yield Fault((*path, "reserve"), fact, "Write one as in fourth Friday.")
    within, after = own.within or program.within, own.after or program.after
    if within and after and within < after and (own.within or own.after):
        fact = f"no day is at least {after} and at most {within} working days after the meeting."
        yield Fault((*path, "within" if own.within else "after"), fact, "Change one of them.")
