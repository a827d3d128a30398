"""What busy calendars say of a year: who is busy when a meeting stands, and never what with."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

from statplan.advice import Found, Rule
from statplan.advice.own import BUSY_BACKUP, BUSY_MEETING, DISTURBED, UNREAD_CALENDAR
from statplan.busy import Reading, Trouble
from statplan.busy.conflicts import Conflict, conflicts
from statplan.busy.owners import Owners
from statplan.files.busy import gather
from statplan.holds import Role
from statplan.plan import Plan, english
from statplan.schedule import Schedule, Stand
from statplan.schedule.rules import series_rules, unlisted
from statplan.schedule.taken import Resource, resources
from statplan.slots import Span

_DAY = timedelta(days=1)
_RULES = (BUSY_MEETING, BUSY_BACKUP, DISTURBED)
_NAMED = 6
_STRETCHES = 3


def compare(folder: Path, plan: Plan, schedule: Schedule) -> tuple[list[Found], list[str]]:
    """Hold a year against a folder of busy calendars.

    Returns:
        What is found, in order of codes and then of the meetings, and sentences on what was read.

    Raises:
        StatplanError: the folder cannot be read.
    """
    reading = gather(folder, plan)
    paths = {each.id: each.path for each in series_rules(plan, schedule.first)[0]}
    every = conflicts(plan, schedule, reading.busy)
    found = [
        Found(rule, paths.get(series, "frequency.series"), fact, rule.remedy)
        for rule in _RULES
        for series, fact in sorted(_facts(rule, every, Owners(plan)), key=lambda each: each[0])
    ]
    found += (_unread(folder, each) for each in reading.troubles)
    needed = {
        need
        for each in schedule.meetings
        for need in resources(each.room, (*each.required, *unlisted(plan)))
    }
    return found, list(on_calendars(plan, needed, reading))


def _facts(rule: Rule, every: Iterable[Conflict], owners: Owners) -> Iterator[tuple[str, str]]:
    """For each meeting and each back-up that a rule is about: its series, and who is busy when."""
    stands: dict[tuple[str, Role], list[Conflict]] = {}
    for each in every:
        if _rule_of(each) == rule:
            stands.setdefault((str(each.meeting.key), each.role), []).append(each)
    for (key, role), some in stands.items():
        who = (f"{owners.called(each.need)} {_busy(each)}" for each in some)
        back_up = "back-up of " if role is Role.BACKUP else ""
        stand = some[0].stand
        when = f"{english.short_day(stand.day)}, {stand.at:%H:%M}-{stand.end:%H:%M}"
        yield some[0].meeting.key.series, f"{back_up}{key} on {when}: {'; '.join(who)}."


def _rule_of(conflict: Conflict) -> Rule:
    if not (conflict.is_needed and conflict.is_firm):
        return DISTURBED
    return BUSY_MEETING if conflict.role is Role.PRIMARY else BUSY_BACKUP


def _busy(conflict: Conflict) -> str:
    """How somebody is busy, and when on that day."""
    firm = tuple(each for each in conflict.spans if each.firm)
    spans = firm if conflict.is_needed and firm else conflict.spans
    named = english.some(
        dict.fromkeys(_clipped(each, conflict.stand) for each in spans), _STRETCHES
    )
    optional = "" if conflict.is_needed else " (optional)"
    return f"is busy {named}{'' if spans == firm else ' (movable)'}{optional}"


def _clipped(span: Span, stand: Stand) -> str:
    """The part of a stretch that lies on the day of a meeting."""
    begin = datetime.combine(stand.day, time())
    if span.start <= begin and begin + _DAY <= span.end:
        return "all day"
    start, end = max(span.start, begin), min(span.end, begin + _DAY)
    return f"{start:%H:%M}-{'24:00' if end == begin + _DAY else f'{end:%H:%M}'}"


def _unread(folder: Path, trouble: Trouble) -> Found:
    return Found(UNREAD_CALENDAR, "", f"{folder.name}/{trouble}", UNREAD_CALENDAR.remedy)


def on_calendars(plan: Plan, needed: Iterable[Resource], reading: Reading) -> Iterator[str]:
    """Whose calendars were read and whose are lacking, and what their entries counted for.

    Args:
        plan: says who there is.
        needed: the people and rooms that meetings need.
        reading: what was read.
    """
    owners = Owners(plan)
    read = {each.owner for each in reading.sources}
    lacking = sorted(owners.called(each) for each in {*needed} - read)
    people = sum(kind == "person" for kind, _ in read)
    yield f"Busy calendars: {people} of people, {len(read) - people} of rooms."
    if lacking:
        yield f"Taken to be free, for want of a calendar: {english.some(lacking, _NAMED)}."
    policies = {each.owner: each for each in reading.sources}
    told: dict[str, list[str]] = {}
    for owner, source in policies.items():
        told.setdefault(str(source.policy), []).append(owners.called(owner))
    for policy, whose in told.items():
        place = f" for {english.some(sorted(whose), _NAMED)}" if len(told) > 1 else ""
        yield f"Policy{place}: {policy}."
    floating = sum(each.floating for each in reading.sources)
    if floating:
        yield f"Times without a zone, taken in {plan.program.timezone}: {floating}."
    own = sum(each.own for each in reading.sources)
    if own:
        yield f"Holds of this plan in the calendars, which do not count: {own}."
