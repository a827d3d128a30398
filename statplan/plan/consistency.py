"""What two answers say against each other: ids that nobody has, days before other days."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from statplan.plan import Plan, fields
from statplan.plan.faults import Fault
from statplan.plan.frequency import CivicDate, Closure
from statplan.plan.series_faults import backup_faults, series_faults

ROSTERS = (
    "participants.people",
    "participants.departments",
    "focus.subjects",
    "focus.priorities",
    "frequency.series",
)


def find_faults(plan: Plan, data: Mapping[str, Any]) -> list[Fault]:
    """Every contradiction in a plan.

    Args:
        plan: the answers that stand.
        data: all answers as they were given, in which ids are looked up.
    """
    return [
        *_doubles(data),
        *_strangers(data),
        *_term(plan),
        *series_faults(plan),
        *backup_faults(plan.frequency.backup, ("frequency", "backup")),
        *_days(plan),
    ]


def _ids(data: Mapping[str, Any], roster: str) -> list[tuple[tuple[str | int, ...], str]]:
    found = fields.places(data, f"{roster}[].id")
    return [(path, value) for path, value in found if isinstance(value, str)]


def _doubles(data: Mapping[str, Any]) -> Iterator[Fault]:
    for roster in ROSTERS:
        seen: dict[str, str] = {}
        for path, value in _ids(data, roster):
            if value in seen:
                yield Fault(path, f"the id '{value}' is taken by {seen[value]}.", "Choose another.")
            seen.setdefault(value, fields.join(path[:-1]))


def _strangers(data: Mapping[str, Any]) -> Iterator[Fault]:
    for question in fields.questions():
        rosters = fields.rosters_of(question.field)
        if not rosters:
            continue
        known = [value for roster in rosters for _, value in _ids(data, roster)]
        for path, value in fields.places(data, question.path):
            words = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
            for index, word in words:
                if isinstance(word, str) and word not in (*known, "subjects", "departments"):
                    where = path if index is None else (*path, index)
                    yield Fault(
                        where,
                        f"'{word[:60]}' is not on the plan's list.",
                        _add(word, known, rosters),
                    )


def _add(word: str, known: list[str], rosters: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Add it to {' or '.join(rosters)}, or take it out here."


def _term(plan: Plan) -> Iterator[Fault]:
    term = plan.program.term
    if term.starts and term.ends and term.ends < term.starts:
        path = ("program", "term", "ends")
        yield Fault(path, f"{term.ends} comes before the start, {term.starts}.", "Change one.")


def _days(plan: Plan) -> Iterator[Fault]:
    for index, closure in enumerate(plan.frequency.closures or ()):
        yield from _closure(closure, ("frequency", "closures", index))
    for index, civic in enumerate(plan.frequency.civic_dates or ()):
        yield from _civic(civic, ("frequency", "civic_dates", index))
    holidays = plan.frequency.holidays
    if holidays.subdivision and not holidays.country:
        path = ("frequency", "holidays", "subdivision")
        yield Fault(path, "a state is named, but no country.", "Write country: US above it.")


def _closure(closure: Closure, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if closure.until and closure.until < closure.day:
        fact = f"{closure.until} comes before {closure.day}."
        yield Fault((*path, "until"), fact, "Change one of them.")


def _civic(civic: CivicDate, path: tuple[str | int, ...]) -> Iterator[Fault]:
    ways = [bool(civic.every or civic.on), bool(civic.rule), bool(civic.dates)]
    if sum(ways) != 1:
        fact = "a civic date recurs by every and on, by a rule, or on dates."
        yield Fault(path, fact, "Write exactly one of them.")
    elif ways[0] and not (civic.every and civic.on):
        yield Fault(path, "every and on belong together.", "Write both.")
    elif civic.every and civic.on and (civic.every.unit == "week") != (civic.on.ordinal is None):
        fact = f"'{civic.on}' does not fit 'every {civic.every}'."
        yield Fault((*path, "on"), fact, "Write Thursday with weeks, second Thursday with months.")
    elif civic.rule:
        yield from _rule(civic.rule, (*path, "rule"))


def _rule(rule: str, path: tuple[str | int, ...]) -> Iterator[Fault]:
    from dateutil.rrule import rrulestr

    try:
        rrulestr(rule)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        fact = f"'{rule[:60]}' is no RRULE: {error}."
        yield Fault(path, fact, "Write one as in FREQ=WEEKLY;BYDAY=TH (RFC 5545, 3.3.10).")
