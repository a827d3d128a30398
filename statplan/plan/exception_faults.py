"""What exceptions, and the own places of departments, say against the rest of their series."""

from collections.abc import Iterator

from statplan.plan import Plan, roster
from statplan.plan.exceptions import OtherDate, OwnPlace
from statplan.plan.faults import Fault
from statplan.plan.series import Series
from statplan.plan.times import WEEKDAYS, past_midnight

Path = tuple[str | int, ...]


def exception_faults(plan: Plan, series: Series, path: Path) -> Iterator[Fault]:
    """Exceptions of other series, twice for one meeting, or that say nothing.

    Whether there is such a meeting, and whether it can stand there, the schedule tells.
    """
    minutes = series.minutes or plan.frequency.minutes
    seen: set[str] = set()
    for index, each in enumerate(series.exceptions or ()):
        where = (*path, "exceptions", index)
        yield from _whose(plan, series, each, (*where, "meeting"))
        if each.meeting in seen:
            yield Fault((*where, "meeting"), f"{each.meeting} stands twice.", "Put both in one.")
        seen.add(each.meeting)
        dates = any((each.day, each.at, each.backup, each.backup_at))
        if not (dates or each.without_backup or each.called_off):
            fact = f"nothing is said of {each.meeting}."
            yield Fault(where, fact, "Write day, at or backup, or take it out.")
        if dates and each.called_off:
            fact = f"{each.meeting} has another date, and is called off."
            yield Fault((*where, "called_off"), fact, "Keep one of them.")
        if each.without_backup and each.backup:
            fact = f"{each.meeting} has a back-up, {each.backup}, and goes without one."
            yield Fault((*where, "without_backup"), fact, "Keep one of them.")
        if each.backup_at and not each.backup:
            fact = "a back-up time is named, but no day."
            yield Fault((*where, "backup_at"), fact, "Write backup: and the day above it.")
        if each.day and each.backup and each.backup <= each.day:
            fact = f"the back-up, {each.backup}, does not come after {each.day}."
            yield Fault((*where, "backup"), fact, "Change one of them.")
        for key, at in (("at", each.at), ("backup_at", each.backup_at)):
            if at and past_midnight(at, minutes):
                fact = f"a meeting of {minutes} minutes from {at:%H:%M} ends after midnight."
                yield Fault((*where, key), fact, "Start earlier or make it shorter.")


def _whose(plan: Plan, series: Series, each: OtherDate, path: Path) -> Iterator[Fault]:
    named = each.meeting.partition("/")[0]
    known = [series.id]
    if series.for_each:
        known = [f"{series.id}-{one}" for one in roster.ids(plan, series.for_each)]
    if known and named not in known:
        first = each.meeting.replace(named, known[0], 1)
        fact = f"{each.meeting} is no meeting of {series.id}."
        yield Fault(path, fact, f"Its meetings are called as in {first}.")


def place_faults(plan: Plan, series: Series, path: Path) -> Iterator[Fault]:
    """Own places of nobody in the series, twice for one, or that its interval has not."""
    if series.places and not series.for_each:
        fact = "places belong to a series with for_each."
        yield Fault((*path, "places"), fact, "Keep on and at, and take places out.")
        return
    ids = roster.ids(plan, series.for_each or "")
    known = roster.names(plan)
    seen: set[str] = set()
    for index, each in enumerate(series.places or ()):
        where = (*path, "places", index)
        if ids and each.of in known and each.of not in ids:
            fact = f"there is no series for {each.of}: it is one for each of the {series.for_each}."
            yield Fault((*where, "of"), fact, f"Write one of those, as in {ids[0]}.")
        if each.of in seen:
            yield Fault((*where, "of"), f"{each.of} stands twice.", "Put both in one.")
        seen.add(each.of)
        yield from _fits(plan, series, each, where)


def _fits(plan: Plan, series: Series, place: OwnPlace, path: Path) -> Iterator[Fault]:
    every, on = series.every, place.on
    weekly = bool(every and every.unit == "week")
    if on and len(on.weekdays) > 1:
        yield Fault((*path, "on"), f"'{on}' names several days for one series.", "Write one day.")
    elif on and every and weekly == (on.ordinal is not None):
        day = WEEKDAYS[on.weekdays[0]]
        remedy = f"Write on: {day}." if weekly else f"Write on: second {day}."
        yield Fault((*path, "on"), f"'{on}' does not fit 'every {every}'.", remedy)
    for weekday in on.weekdays if on and plan.frequency.working_days else ():
        if WEEKDAYS[weekday] not in plan.frequency.working_days:
            fact = f"{WEEKDAYS[weekday]} is no working day."
            remedy = "Choose another, or change frequency.working_days."
            yield Fault((*path, "on"), fact, remedy)
    months = 0 if every is None or weekly else 3 if every.unit == "quarter" else every.count
    if place.in_month and every and place.in_month > months:
        fact = f"there is no month {place.in_month} in 'every {every}'."
        yield Fault((*path, "in_month"), fact, "Take it out, or change it.")
    if place.week and every and not (weekly and place.week <= every.count):
        fact = f"there is no week {place.week} in 'every {every}'."
        yield Fault((*path, "week"), fact, "Take it out, or change it.")
    minutes = series.minutes or plan.frequency.minutes
    if place.at and past_midnight(place.at, minutes):
        fact = f"a meeting of {minutes} minutes from {place.at:%H:%M} ends after midnight."
        yield Fault((*path, "at"), fact, "Start earlier or make it shorter.")
