"""The schedule of a year: every series placed, every meeting with its people and its backup."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from itertools import count

from statplan.errors import Problem
from statplan.plan import timezones
from statplan.plan.model import Plan
from statplan.schedule import exceptions
from statplan.schedule.backup import find_backup
from statplan.schedule.bookings import Bookings, Clash, Resource
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import (
    Backup,
    Meeting,
    NoBackup,
    OmittedMeeting,
    Schedule,
    TimeSlot,
    UndecidedSeries,
)
from statplan.schedule.open_days import BEYOND, build_open_days, find_last_day
from statplan.schedule.placement import Occurrence, place_series
from statplan.schedule.series_rules import SeriesRule, build_series_rules, list_unlisted_people


def make_schedule(plan: Plan) -> Schedule:
    """Make the year of meetings from the plan, each with its backup or the reason for having none.

    A plan without a first day or a time zone gives an empty year; `Schedule.undecided` then names
    what is missing.
    """
    first = plan.frequency.first_day
    timezone = plan.program.timezone
    if first is None or timezone is None:
        return _make_empty_schedule(plan)
    last = find_last_day(first, plan.frequency.months)
    open_days, closed_days, holiday_problems = build_open_days(plan.frequency, first, last + BEYOND)
    rules, undecided, rule_problems = build_series_rules(plan, first)
    rules_by_id = {rule.id: rule for rule in rules}
    date_rules = DateRules(timezone, open_days, rules_by_id, list_unlisted_people(plan))
    bookings = Bookings()
    occurrences_by_series, omitted, clashes = place_series(plan, rules, date_rules, bookings)
    in_year = sorted(
        (
            occurrence
            for occurrences in occurrences_by_series
            for occurrence in occurrences
            if occurrence.nominal_day <= last
        ),
        key=_get_slot_order,
    )
    meetings, backup_problems = _build_meetings(in_year, date_rules, bookings)
    return Schedule(
        first=first,
        last=last,
        zone=timezone,
        meetings=tuple(_number_meetings(meetings, rules)),
        omitted=tuple(omission for omission in omitted if _is_in_year(omission, last)),
        undecided=tuple(undecided),
        closed_days=tuple(closed_day for closed_day in closed_days if closed_day.day <= last),
        problems=(
            *rule_problems,
            *holiday_problems,
            *_report_collisions(clashes, last),
            *_report_clock_changes(occurrences_by_series, timezone, last),
            *exceptions.check_override_periods(
                rules, occurrences_by_series, omitted, (open_days.first, open_days.last)
            ),
            *exceptions.check_override_days(in_year, date_rules),
            *backup_problems,
        ),
    )


def _build_meetings(
    in_year: list[Occurrence], date_rules: DateRules, bookings: Bookings
) -> tuple[list[Meeting], list[Problem]]:
    """Return the meetings, each with its backup; those that the plan states are booked first."""
    chosen_backups, backup_problems = exceptions.reserve_chosen_backups(
        in_year, date_rules, bookings
    )
    meetings = [
        _make_meeting(
            occurrence,
            chosen_backups.get(occurrence.key) or find_backup(occurrence, date_rules, bookings),
        )
        for occurrence in in_year
    ]
    return meetings, backup_problems


def _make_empty_schedule(plan: Plan) -> Schedule:
    first = plan.frequency.first_day or date(2000, 1, 1)
    missing = tuple(
        path
        for path, answer in (
            ("frequency.first_day", plan.frequency.first_day),
            ("program.timezone", plan.program.timezone),
        )
        if answer is None
    )
    undecided_series = tuple(
        UndecidedSeries(series.id, series.name or series.id, missing)
        for series in plan.frequency.series or ()
    )
    last = find_last_day(first, plan.frequency.months)
    return Schedule(first, last, plan.program.timezone or "UTC", undecided=undecided_series)


def _get_slot(occurrence: Occurrence) -> TimeSlot:
    return occurrence.slot or TimeSlot(
        occurrence.nominal_day, occurrence.start_time, occurrence.rule.minutes
    )


def _get_slot_order(occurrence: Occurrence) -> tuple[date, time, int, str, str]:
    slot = _get_slot(occurrence)
    return slot.day, slot.start_time, slot.minutes, occurrence.key.series, occurrence.key.period


def _make_meeting(occurrence: Occurrence, backup: Backup | NoBackup) -> Meeting:
    names = occurrence.rule.names
    return Meeting(
        key=occurrence.key,
        title=occurrence.rule.title,
        slot=_get_slot(occurrence),
        subject_ids=occurrence.subject_ids,
        subject=", ".join(
            names.get(subject_id, subject_id) for subject_id in occurrence.subject_ids
        ),
        move=occurrence.move,
        backup=backup,
        required=occurrence.people,
        optional=occurrence.rule.optional,
        room=occurrence.rule.room,
        chair=occurrence.rule.chair,
    )


def _number_meetings(meetings: list[Meeting], rules: list[SeriesRule]) -> list[Meeting]:
    """Return the meetings, numbered per series where its plan states the first number."""
    counters = {rule.id: count(rule.number_from) for rule in rules if rule.number_from}
    return [
        replace(meeting, number=next(counters[meeting.key.series]))
        if meeting.key.series in counters
        else meeting
        for meeting in meetings
    ]


def _is_in_year(omission: OmittedMeeting, last: date) -> bool:
    if omission.nominal_day is not None:
        return omission.nominal_day <= last
    year, _, part = omission.key.period.partition("-")
    month = f"{3 * int(part[1]) - 2:02}" if part.startswith("Q") else part[:2]
    return f"{year}-{month}" <= f"{last:%Y-%m}"


def _report_collisions(clashes: list[tuple[Occurrence, Clash]], last: date) -> Iterator[Problem]:
    """Yield one problem for each pair of series that collide."""
    pairs: dict[tuple[str, str], list[tuple[Occurrence, Clash]]] = {}
    for occurrence, clash in clashes:
        if occurrence.nominal_day <= last:
            series_pair = (occurrence.rule.id, clash.booking.meeting_key.series)
            pairs.setdefault(series_pair, []).append((occurrence, clash))
    for pair_clashes in pairs.values():
        occurrence, clash = pair_clashes[0]
        repeat_note = f" ({len(pair_clashes)} times in the year)" if pair_clashes[1:] else ""
        slot = _get_slot(occurrence)
        fact = (
            f"{occurrence.booking} and {clash.booking} both need {_describe_need(clash.resource)} "
            f"on {slot.day} at {slot.start_time:%H:%M}{repeat_note}."
        )
        remedy = "Change the day, the time, the room or who must be there."
        override_path = (
            occurrence.override and occurrence.override.day and f"{occurrence.override.path}.day"
        )
        yield Problem(0, 0, override_path or f"{occurrence.rule.path}.on", fact, remedy)


def _describe_need(need: Resource) -> str:
    kind, name = need
    return f"the {kind} '{name}'" if kind == "room" else f"the person '{name}'"


def _report_clock_changes(
    occurrences_by_series: list[list[Occurrence]], timezone: str, last: date
) -> Iterator[Problem]:
    """Yield a problem for each meeting whose start or end a clock change skips or repeats."""
    in_year = (
        occurrence
        for occurrences in occurrences_by_series
        for occurrence in occurrences
        if occurrence.nominal_day <= last
    )
    for occurrence in in_year:
        if occurrence.slot is None:
            continue
        for moment in (occurrence.slot.start, occurrence.slot.end):
            irregularity = timezones.detect_clock_change(moment, timezone)
            if irregularity:
                verb_phrase = "does not exist" if irregularity == "skipped" else "comes twice"
                fact = (
                    f"{occurrence.booking}: {moment:%H:%M} {verb_phrase} on "
                    f"{occurrence.slot.day}: clocks change."
                )
                remedy = "Choose another time of day."
                yield Problem(0, 0, f"{occurrence.rule.path}.at", fact, remedy)
                break
