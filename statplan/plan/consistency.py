"""What two answers say against each other: ids that nobody has, days before other days."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from statplan.plan import Plan, fields
from statplan.plan.closed import CivicDate, Closure
from statplan.plan.faults import Fault
from statplan.plan.fields import Question
from statplan.plan.series_faults import series_faults
from statplan.plan.words import shown

Path = tuple[str | int, ...]

ROSTERS = (
    "participants.people",
    "participants.departments",
    "focus.subjects",
    "focus.priorities",
    "frequency.series",
)
_CIVIC = ("every", "on", "rule", "dates")
# One RRULE, and what dateutil reads but never ends with, or not within a day.
_RULE = re.compile("(RRULE:)?[A-Z]+=[A-Z0-9,+-]+(;[A-Z]+=[A-Z0-9,+-]+)*")
_ENDLESS = re.compile("INTERVAL=(0|-|[0-9]{5})|FREQ=(HOURLY|MINUTELY|SECONDLY)")
_SEARCHED = 300  # ids among which a misspelled one is looked for


def find_id_faults(data: Mapping[str, Any]) -> list[Fault]:
    """Every id that is given twice or that nobody has, in answers as they were given."""
    return [*_doubles(data), *_strangers(data)]


def find_faults(plan: Plan) -> list[Fault]:
    """Every contradiction in a plan."""
    return [
        *_term(plan),
        *series_faults(plan),
        *_days(plan),
        *_slots(plan),
    ]


def _ids(data: Mapping[str, Any], roster: str) -> list[tuple[Path, str]]:
    found = fields.places(data, f"{roster}[].id")
    return [(path, value) for path, value in found if isinstance(value, str)]


def _doubles(data: Mapping[str, Any]) -> Iterator[Fault]:
    for roster in ROSTERS:
        seen: dict[str, str] = {}
        for path, value in _ids(data, roster):
            if value in seen:
                fact = f"the id {shown(value)} is taken by {seen[value]}."
                yield Fault(path, fact, "Choose another.")
            seen.setdefault(value, fields.join(path[:-1]))


def _strangers(data: Mapping[str, Any]) -> Iterator[Fault]:
    ids = {roster: [value for _, value in _ids(data, roster)] for roster in ROSTERS}
    for question in fields.questions():
        rosters = question.rosters
        if not rosters:
            continue
        known = {value: None for roster in rosters for value in ids[roster]}
        for path, value in fields.places(data, question.path):
            for where, word in _words(question, path, value):
                if isinstance(word, str) and word not in known:
                    fact = f"{shown(word)} is not in {' or '.join(rosters)}."
                    yield Fault(where, fact, _add(word, list(known)))


def _words(question: Question, path: Path, value: object) -> Iterator[tuple[Path, object]]:
    """The ids that an answer gives; one of the wrong kind gives none."""
    if not question.many:
        yield path, value
    elif isinstance(value, list):
        yield from (((*path, index), word) for index, word in enumerate(value))


def _add(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known[:_SEARCHED], n=1)
    return f"Did you mean {near[0]}?" if near else "Add it there, or take it out here."


def _term(plan: Plan) -> Iterator[Fault]:
    term = plan.program.term
    if term.starts and term.ends and term.ends < term.starts:
        path = ("program", "term", "ends")
        yield Fault(
            path, f"{term.ends} comes before the start, {term.starts}.", "Change one of them."
        )


def _days(plan: Plan) -> Iterator[Fault]:
    if not plan.frequency.working_days:
        remedy = "Name at least one, or leave the list out for Monday to Friday."
        yield Fault(("frequency", "working_days"), "no day is a working day.", remedy)
    for index, closure in enumerate(plan.frequency.closures or ()):
        yield from _closure(closure, ("frequency", "closures", index))
    for index, civic in enumerate(plan.frequency.civic_dates or ()):
        yield from _civic(civic, ("frequency", "civic_dates", index))
    holidays = plan.frequency.holidays
    if holidays.subdivision and not holidays.country:
        path = ("frequency", "holidays", "subdivision")
        remedy = "Write country: US above it."
        yield Fault(path, "a state is named, but no country.", remedy, lacks=("country",))


def _slots(plan: Plan) -> Iterator[Fault]:
    wishes = plan.frequency.slots
    if wishes.days == ():
        remedy = "Name at least one, or leave the list out for every working day."
        yield Fault(("frequency", "slots", "days"), "no weekday is allowed.", remedy)
    for until, since in (("last", "first"), ("liked_until", "liked_from")):
        ends, starts = getattr(wishes, until), getattr(wishes, since)
        if ends and starts and ends <= starts:
            path = ("frequency", "slots", until)
            fact = f"{ends:%H:%M} does not come after {since}, {starts:%H:%M}."
            yield Fault(path, fact, "Change one of them.", lacks=(until, since))


def _closure(closure: Closure, path: Path) -> Iterator[Fault]:
    if closure.until and closure.until < closure.day:
        fact = f"{closure.until} comes before {closure.day}."
        yield Fault((*path, "until"), fact, "Change one of them.")


def _civic(civic: CivicDate, path: Path) -> Iterator[Fault]:
    ways = [bool(civic.every or civic.on), bool(civic.rule), bool(civic.dates)]
    if sum(ways) != 1:
        fact = "a civic date recurs by every and on, by a rule, or on dates."
        yield Fault(path, fact, "Write exactly one of them.", lacks=_CIVIC)
    elif ways[0] and not (civic.every and civic.on):
        yield Fault(path, "every and on belong together.", "Write both.", lacks=_CIVIC)
    elif civic.on and len(civic.on.weekdays) > 1:
        fact = f"'{civic.on}' names several days for one civic date."
        yield Fault((*path, "on"), fact, "Write one day, or make a civic date for each.")
    elif civic.every and civic.on and (civic.every.unit == "week") != (civic.on.ordinal is None):
        fact = f"'{civic.on}' does not fit 'every {civic.every}'."
        yield Fault((*path, "on"), fact, "Write Thursday with weeks, second Thursday with months.")
    elif civic.rule:
        yield from _rule(civic.rule, (*path, "rule"))


def _rule(rule: str, path: Path) -> Iterator[Fault]:
    from dateutil.rrule import rrulestr

    understood = bool(_RULE.fullmatch(rule)) and not _ENDLESS.search(rule)
    try:
        if understood:
            rrulestr(rule)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        understood = False
    if not understood:
        fact = f"{shown(rule)} is no rule for recurring days."
        yield Fault(path, fact, "Write one as in FREQ=WEEKLY;BYDAY=TH (RFC 5545, 3.3.10).")
