"""The conflicts of a year with busy calendars: who is busy during a meeting, never with what."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from statplan.advice.builtin import BUSY_BACKUP, BUSY_MEETING, DISTURBED, UNREAD_CALENDAR
from statplan.advice.engine import RuleFinding
from statplan.advice.rule import Rule
from statplan.busy.conflicts import Conflict, find_conflicts
from statplan.busy.intervals import BusyInterval
from statplan.busy.owners import Owners
from statplan.busy.reader import BusyReading, ReadError
from statplan.busy.unknown_calendars import UnknownCalendar
from statplan.holds import Role
from statplan.plan import english
from statplan.plan.model import Plan
from statplan.schedule.bookings import Resource, list_resources
from statplan.schedule.model import Schedule, TimeSlot
from statplan.schedule.series_rules import build_series_rules
from statplan.workspace.busy_folder import read_busy_folder

_DAY = timedelta(days=1)
_RULES = (BUSY_MEETING, BUSY_BACKUP, DISTURBED)
_NAMED = 6
_STRETCHES = 3


def compare_busy(
    folder: Path, plan: Plan, schedule: Schedule
) -> tuple[list[RuleFinding], list[str]]:
    """Compare a year with a folder of busy calendars.

    Returns:
        The findings, in order of rules and then of series, and sentences on what was read.

    Raises:
        StatplanError: the folder cannot be read.
    """
    reading = read_busy_folder(folder, plan, published=schedule.published)
    paths = {
        series_rule.id: series_rule.path
        for series_rule in build_series_rules(plan, schedule.first)[0]
    }
    all_conflicts = find_conflicts(schedule, reading.busy)
    findings = [
        RuleFinding(rule, paths.get(series, "frequency.series"), fact, rule.remedy)
        for rule in _RULES
        for series, fact in sorted(
            _describe_conflicts(rule, all_conflicts, Owners(plan)), key=lambda pair: pair[0]
        )
    ]
    findings += (_describe_unread(folder, trouble) for trouble in reading.errors)
    needed = {
        need
        for meeting in schedule.meetings
        for need in list_resources(meeting.room, meeting.required)
    }
    return findings, list(describe_calendars(plan, needed, reading))


def _describe_conflicts(
    rule: Rule, all_conflicts: Iterable[Conflict], owners: Owners
) -> Iterator[tuple[str, str]]:
    """Yield, for each meeting and backup that a rule is about, its series and who is busy when."""
    conflicts_by_hold: dict[tuple[str, Role], list[Conflict]] = {}
    for conflict in all_conflicts:
        if _find_rule(conflict) == rule:
            conflicts_by_hold.setdefault((str(conflict.meeting.key), conflict.role), []).append(
                conflict
            )
    for (meeting_key, role), hold_conflicts in conflicts_by_hold.items():
        busy_people = (
            f"{owners.get_label(conflict.resource)} {_describe_busy(conflict)}"
            for conflict in hold_conflicts
        )
        back_up = "back-up of " if role is Role.BACKUP else ""
        slot = hold_conflicts[0].slot
        when = f"{english.format_short_date(slot.day)}, {slot.start_time:%H:%M}-{slot.end:%H:%M}"
        yield (
            hold_conflicts[0].meeting.key.series,
            f"{back_up}{meeting_key} on {when}: {'; '.join(busy_people)}.",
        )


def _find_rule(conflict: Conflict) -> Rule:
    if not (conflict.is_required and conflict.is_firm):
        return DISTURBED
    return BUSY_MEETING if conflict.role is Role.PRIMARY else BUSY_BACKUP


def _describe_busy(conflict: Conflict) -> str:
    """Describe how somebody is busy, and when on that day."""
    firm = tuple(span for span in conflict.intervals if span.is_firm)
    spans = firm if conflict.is_required and firm else conflict.intervals
    stretches = english.format_short_list(
        dict.fromkeys(_clip_span(span, conflict.slot) for span in spans), _STRETCHES
    )
    optional = "" if conflict.is_required else " (optional)"
    return f"is busy {stretches}{'' if spans == firm else ' (movable)'}{optional}"


def _clip_span(span: BusyInterval, slot: TimeSlot) -> str:
    """Format the part of a busy interval that is on the day of a meeting."""
    begin = datetime.combine(slot.day, time())
    if span.start <= begin and begin + _DAY <= span.end:
        return "all day"
    start, end = max(span.start, begin), min(span.end, begin + _DAY)
    return f"{start:%H:%M}-{'24:00' if end == begin + _DAY else f'{end:%H:%M}'}"


def _describe_unread(folder: Path, trouble: ReadError) -> RuleFinding:
    return RuleFinding(UNREAD_CALENDAR, "", f"{folder.name}/{trouble}", UNREAD_CALENDAR.remedy)


def describe_calendars(
    plan: Plan,
    needed_resources: Iterable[Resource],
    reading: BusyReading,
    assumed_free: Sequence[UnknownCalendar] = (),
) -> Iterator[str]:
    """Describe whose calendars were read, whose are missing, and what their entries counted for.

    Args:
        plan: names the people and rooms.
        needed_resources: the people and rooms that meetings need.
        reading: what was read.
        assumed_free: those whom somebody takes as free although their calendars are not known.
    """
    owners, needed = Owners(plan), {*needed_resources}
    known_owners = reading.list_known_owners()
    people = sum(kind == "person" for kind, _ in known_owners)
    yield f"Busy calendars: {people} of people, {len(known_owners) - people} of rooms."
    yield from _describe_unknown(needed, reading, assumed_free)
    lacking = sorted(owners.get_label(resource) for resource in list_lacking(needed, reading))
    if lacking:
        yield (
            "Taken to be free, for want of a calendar: "
            f"{english.format_short_list(lacking, _NAMED)}."
        )
    yield from _describe_unusual(owners, reading)
    yield from _describe_policies(owners, reading)
    floating = sum(source.floating_count for source in reading.sources)
    if floating:
        yield f"Times without a zone, taken in {plan.program.timezone}: {floating}."
    in_file_zones = sum(source.file_zone_count for source in reading.sources)
    if in_file_zones:
        yield f"Times without a zone, taken in the zone that their calendar names: {in_file_zones}."
    own = sum(source.own_count for source in reading.sources)
    if own:
        yield f"Holds of this plan in the calendars, which do not count: {own}."


def list_lacking(needed: Iterable[Resource], reading: BusyReading) -> set[Resource]:
    """List the people and rooms without a file, whose time counts as free."""
    read_owners = {source.owner for source in reading.sources}
    return {*needed} - read_owners - {calendar.owner for calendar in reading.unknown}


def _describe_unknown(
    needed: set[Resource], reading: BusyReading, assumed_free: Sequence[UnknownCalendar]
) -> Iterator[str]:
    """Describe whose calendars are not known, and who of them is taken as free all the same."""
    unknown = [
        calendar
        for calendar in reading.unknown
        if calendar not in assumed_free and (calendar.is_named or calendar.owner in needed)
    ]
    if unknown:
        names = english.format_short_list(map(str, unknown), _NAMED)
        yield f"Not known, so neither free nor busy: {names}."
    if assumed_free:
        yield describe_assumed_free(assumed_free)


def describe_assumed_free(assumed_free: Iterable[UnknownCalendar]) -> str:
    """Say who is taken as free although a calendar could not be read."""
    names = english.format_list(map(str, assumed_free))
    return f"Taken as free, as you asked: {names}."


def _describe_unusual(owners: Owners, reading: BusyReading) -> Iterator[str]:
    """Describe the calendars that hold nothing in the year, and those read from a copy."""
    counts: dict[Resource, int] = {}
    for source in reading.sources:
        counts[source.owner] = counts.get(source.owner, 0) + source.entry_count + source.own_count
    empty = sorted(owners.get_label(owner) for owner, count in counts.items() if not count)
    if empty:
        names = english.format_short_list(empty, _NAMED)
        yield f"Known, but the calendar holds no entries in the plan's year: {names}."
    copies = [f"{source.label} ({source.file})" for source in reading.sources if source.is_copy]
    if copies:
        names = english.format_short_list(copies, _NAMED)
        yield f"Read from a copy, because there is no original: {names}."


def _describe_policies(owners: Owners, reading: BusyReading) -> Iterator[str]:
    """Describe what entries counted for."""
    sources_by_owner = {source.owner: source for source in reading.sources}
    owners_by_policy: dict[str, list[str]] = {}
    for owner, source in sources_by_owner.items():
        owners_by_policy.setdefault(str(source.policy), []).append(owners.get_label(owner))
    for policy, whose in owners_by_policy.items():
        place = (
            f" for {english.format_short_list(sorted(whose), _NAMED)}"
            if len(owners_by_policy) > 1
            else ""
        )
        yield f"Policy{place}: {policy}."
