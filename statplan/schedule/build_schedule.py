"""The schedule of a year: every series placed, every meeting with its people and its backup."""

from collections.abc import Iterable, Iterator
from datetime import date, time

from statplan.errors import Problem
from statplan.plan import timezones
from statplan.plan.english import format_list
from statplan.plan.model import Plan
from statplan.schedule import exceptions
from statplan.schedule.attendance import mark_attended
from statplan.schedule.backup import find_backup
from statplan.schedule.bookings import Booking, Bookings, Clash
from statplan.schedule.date_rules import DateRules
from statplan.schedule.holiday_lists import HolidaySource
from statplan.schedule.model import (
    Backup,
    Meeting,
    NoBackup,
    OmittedMeeting,
    ReserveDay,
    Schedule,
    UndecidedSeries,
)
from statplan.schedule.numbers import number_meetings
from statplan.schedule.occurrence import Occurrence
from statplan.schedule.open_days import BEYOND, build_open_days, find_last_day
from statplan.schedule.placement import place_series
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts
from statplan.schedule.reserve_days import assign_reserve_days
from statplan.schedule.series_rules import build_series_rules
from statplan.schedule.unused_dates import find_unused_dates


def make_schedule(plan: Plan, published: PublishedFacts = NOTHING_PUBLISHED) -> Schedule:
    """Make the year of meetings from the plan, each with its backup or the reason for having none.

    A plan without a first day or a time zone gives an empty year; `Schedule.undecided` then names
    what is missing.

    Args:
        plan: the plan.
        published: the holidays, keys, and numbers of published years, whose meetings keep their
            dates. All other holidays are those of the `holidays` library that is installed.
    """
    holiday_source = HolidaySource(published.holiday_lists)
    first, timezone = plan.frequency.first_day, plan.program.timezone
    if first is None or timezone is None:
        return _make_empty_schedule(plan, holiday_source)
    last = find_last_day(first, plan.frequency.months)
    open_days, holiday_problems = build_open_days(
        plan.frequency, first, last + BEYOND, holiday_source, published.find_earlier_year(first)
    )
    rules, undecided, rule_problems = build_series_rules(plan, first)
    rules_by_id = {rule.id: rule for rule in rules}
    date_rules = DateRules(timezone, open_days, rules_by_id, plan)
    bookings = date_rules.make_bookings()
    by_series, all_omitted, clashes = place_series(plan, rules, date_rules, bookings, published)
    in_year = _sort_year(by_series, last)
    clashes += mark_attended(plan, in_year, bookings)
    omitted = tuple(omission for omission in all_omitted if _is_in_year(omission, last))
    earlier = published.list_earlier_meetings(first)
    meetings, reserve_days, problems = _build_meetings(in_year, earlier, date_rules, bookings)
    return Schedule(
        first=first,
        last=last,
        zone=timezone,
        meetings=tuple(number_meetings(meetings, rules, published.meetings, first)),
        omitted=omitted,
        undecided=tuple(undecided),
        reserve_days=reserve_days,
        open_days=open_days,
        holiday_source=holiday_source,
        published_facts=published,
        problems=(
            *rule_problems,
            *holiday_problems,
            *_report_collisions(clashes, last),
            *_report_clock_changes(by_series, timezone, last),
            *find_unused_dates(plan.frequency, open_days, rules, in_year, omitted),
            *exceptions.check_override_days(in_year, date_rules),
            *problems,
        ),
    )


def _sort_year(occurrences_by_series: list[list[Occurrence]], last: date) -> list[Occurrence]:
    """Return the occurrences of the year, in order of their slots."""
    in_year = (
        occurrence
        for occurrences in occurrences_by_series
        for occurrence in occurrences
        if occurrence.counted_day <= last
    )
    return sorted(in_year, key=_get_slot_order)


def _book_earlier_backups(
    meetings: Iterable[Meeting], date_rules: DateRules, bookings: Bookings
) -> None:
    """Book the backup dates of earlier years' meetings, which no backup of this year takes."""
    for meeting in meetings:
        if isinstance(meeting.backup, Backup) and meeting.backup.reserve_key is None:
            booking = Booking(meeting.key, meeting.title, is_backup=True)
            bookings.add(meeting.backup.slot, date_rules.list_needs(meeting), booking)


def _build_meetings(
    in_year: list[Occurrence],
    earlier_meetings: list[Meeting],
    date_rules: DateRules,
    bookings: Bookings,
) -> tuple[list[Meeting], tuple[ReserveDay, ...], list[Problem]]:
    """Return the meetings, each with its backup, and the reserve days that several share.

    The backups of earlier years are booked first, then those that the plan states, and then the
    reserve days.
    """
    _book_earlier_backups(earlier_meetings, date_rules, bookings)
    chosen_backups, backup_problems = exceptions.reserve_chosen_backups(
        in_year, date_rules, bookings
    )
    sharing = [
        occurrence
        for occurrence in in_year
        if occurrence.rule.backup_window.is_shared and occurrence.key not in chosen_backups
    ]
    shared_backups, reserve_days = assign_reserve_days(sharing, date_rules, bookings)
    known_backups = {**shared_backups, **chosen_backups}
    meetings = [
        _make_meeting(
            occurrence,
            known_backups.get(occurrence.key) or find_backup(occurrence, date_rules, bookings),
        )
        for occurrence in in_year
    ]
    return meetings, reserve_days, backup_problems


def _make_empty_schedule(plan: Plan, holiday_source: HolidaySource) -> Schedule:
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
    open_days, _ = build_open_days(plan.frequency, first, last, holiday_source)
    return Schedule(
        first,
        last,
        plan.program.timezone or "UTC",
        open_days,
        undecided=undecided_series,
        holiday_source=holiday_source,
    )


def _get_slot_order(occurrence: Occurrence) -> tuple[date, time, int, str, str]:
    slot = occurrence.current_slot
    return slot.day, slot.start_time, slot.minutes, occurrence.key.series, occurrence.key.period


def _make_meeting(occurrence: Occurrence, backup: Backup | NoBackup) -> Meeting:
    names = occurrence.rule.names
    return Meeting(
        key=occurrence.key,
        title=occurrence.rule.title,
        slot=occurrence.current_slot,
        subject_ids=occurrence.subject_ids,
        subject=format_list(
            names.get(subject_id, subject_id) for subject_id in occurrence.subject_ids
        ),
        move=occurrence.move,
        backup=backup,
        required=occurrence.people,
        optional=occurrence.optional_people,
        place=occurrence.place,
        chair=occurrence.chair,
        is_attended=occurrence.is_attended,
        exception_key=occurrence.override.meeting_key if occurrence.override else None,
        counted_day=occurrence.counted_day,
    )


def _is_in_year(omission: OmittedMeeting, last: date) -> bool:
    day = omission.nominal_day or omission.period_first
    return day is None or day <= last


def _report_collisions(clashes: list[tuple[Occurrence, Clash]], last: date) -> Iterator[Problem]:
    """Yield one problem for each pair of series that collide."""
    pairs: dict[tuple[str, str], list[tuple[Occurrence, Clash]]] = {}
    for occurrence, clash in clashes:
        if occurrence.counted_day <= last:
            series_pair = (occurrence.rule.id, clash.booking.meeting_key.series)
            pairs.setdefault(series_pair, []).append((occurrence, clash))
    for pair_clashes in pairs.values():
        occurrence, clash = pair_clashes[0]
        repeat_note = f" ({len(pair_clashes)} times in the year)" if pair_clashes[1:] else ""
        slot = occurrence.current_slot
        fact = (
            f"{occurrence.booking} and {clash.booking} both need {_describe_need(clash)} "
            f"on {slot.day} at {slot.start_time:%H:%M}{repeat_note}."
        )
        remedy = "Change the day, the time, the room or who must be there."
        override_path = (
            occurrence.override and occurrence.override.day and f"{occurrence.override.path}.day"
        )
        yield Problem(0, 0, override_path or f"{occurrence.rule.path}.on", fact, remedy)


def _describe_need(clash: Clash) -> str:
    kind, name = clash.resource
    if clash.title:
        return f"the {clash.title}"
    return f"the {kind} '{name}'" if kind == "room" else f"the person '{name}'"


def _report_clock_changes(
    occurrences_by_series: list[list[Occurrence]], timezone: str, last: date
) -> Iterator[Problem]:
    """Yield a problem for each meeting whose start or end a clock change skips or repeats."""
    in_year = (
        occurrence
        for occurrences in occurrences_by_series
        for occurrence in occurrences
        if occurrence.counted_day <= last
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
