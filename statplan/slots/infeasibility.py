"""Reasons why a meeting has no slot or no back-up: the smallest sets that together keep it.

Every place that could be is named with what keeps the meeting from it: people, a room, other
series, days and hours that are not allowed, the window. Some reasons together make it impossible
where each place is kept by one of them; a set is minimal where none of them can be left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from typing import Literal

from statplan.plan.time_values import WEEKDAYS
from statplan.schedule.backup import list_backup_days
from statplan.schedule.bookings import Booking, Resource
from statplan.schedule.model import MeetingKey, TimeSlot
from statplan.slots.candidate_days import CandidateDays
from statplan.slots.grid import to_minutes
from statplan.slots.model import (
    FixedMeeting,
    PlacedMeeting,
    SearchAnswer,
    SeriesAnswer,
    SeriesToPlace,
    SlotProblem,
)

_MORE_HOURS = 2  # beyond the allowed ones, in which a place is looked for
_MOST_REASONS = 3  # reasons that are set aside together


@dataclass(frozen=True, slots=True, order=True)
class GapReason:
    """One obstruction that keeps a meeting from some slots.

    `name` is the id of a person, the room, the id of the other series, the weekday; empty for the
    allowed hours and for the window within which a meeting moves, or its back-up follows.
    """

    kind: Literal["person", "room", "series", "weekday", "hours", "window"]
    name: str = ""


ReasonSet = tuple[GapReason, ...]


@dataclass(frozen=True, slots=True)
class SlotGap:
    """A meeting without a slot or without a back-up, and why.

    `reason_sets` are minimal sets of reasons that make it impossible, none sharing a reason with
    another: it becomes possible where all are set aside. `releases` are the smallest sets of which
    it is enough to set one aside. Both are empty where no open day is near. `days` are those that
    were looked at under the plan's rules.
    """

    meeting_key: MeetingKey
    missing: Literal["place", "back-up"]
    days: tuple[date, ...]
    reason_sets: tuple[ReasonSet, ...]
    releases: tuple[ReasonSet, ...]


def find_gaps(problem: SlotProblem, answer: SearchAnswer) -> tuple[SlotGap, ...]:
    """Find every meeting of an answer without a slot or without its back-up, and why."""
    return tuple(
        _explain_gap(problem, answer, series_answer, number)
        for series_answer in answer.series_answers
        for number in range(len(series_answer.meetings))
        if _is_incomplete(problem, series_answer, series_answer.meetings[number])
    )


def _is_incomplete(
    problem: SlotProblem, series_answer: SeriesAnswer, meeting: PlacedMeeting
) -> bool:
    series = _get_series(problem, series_answer.series_id)
    return meeting.slot is None or (meeting.backup is None and series.keeps_backups)


def _get_series(problem: SlotProblem, series_id: str) -> SeriesToPlace:
    return next(series for series in problem.series if series.id == series_id)


def _explain_gap(
    problem: SlotProblem, answer: SearchAnswer, series_answer: SeriesAnswer, number: int
) -> SlotGap:
    series, meeting = _get_series(problem, series_answer.series_id), series_answer.meetings[number]
    group = problem.groups[series.get_group(number)]
    needs = tuple(problem.resources[need] for need in group.needs)
    days_with_rules = _list_open_days(problem, series, series_answer, number)
    near_days = {day for day, _ in days_with_rules}
    others = chain(
        problem.fixed_meetings, list_other_bookings(problem, answer, series_answer.series_id)
    )
    bookings = list(_list_holds(problem, needs, others, near_days))
    place_reasons = [
        rules | {reason for reason, start, end in bookings if start < slot.end and slot.start < end}
        for day, day_rules in days_with_rules
        for slot, rules in _list_slots(problem, series, meeting, day, day_rules)
    ]
    missing: Literal["place", "back-up"] = "back-up" if meeting.slot else "place"
    days = tuple(day for day, day_rules in days_with_rules if not day_rules)
    return SlotGap(
        meeting.meeting_key,
        missing,
        days,
        tuple(_iter_cores(place_reasons)),
        find_smallest_sets(place_reasons),
    )


def list_other_bookings(
    problem: SlotProblem, answer: SearchAnswer, own_id: str
) -> Iterator[FixedMeeting]:
    """List what the other series of an answer hold."""
    for series_answer in answer.series_answers:
        series = _get_series(problem, series_answer.series_id)
        for number, meeting in enumerate(
            series_answer.meetings if series_answer.series_id != own_id else ()
        ):
            group = problem.groups[series.get_group(number)]
            needs = tuple(problem.resources[need] for need in group.needs)
            for slot, is_backup in ((meeting.slot, False), (meeting.backup, True)):
                if slot:
                    booking = Booking(meeting.meeting_key, series.title, is_backup)
                    yield FixedMeeting(slot, booking, needs)


def _list_open_days(
    problem: SlotProblem, series: SeriesToPlace, series_answer: SeriesAnswer, number: int
) -> list[tuple[date, frozenset[GapReason]]]:
    """List the open days near a meeting, each with the rules that keep it from them."""
    meeting, grid = series_answer.meetings[number], problem.grid
    candidate_days = next(
        candidate for candidate in series.candidates if _is_on_pattern(candidate, series_answer)
    )
    last = len(grid.days) - 1
    if meeting.slot:
        day_index = grid.day_indices[meeting.slot.day]
        double_window = 2 * series.backup.within
        before = _find_next_day(problem, candidate_days, series_answer, number, last + 1)
        latest = series.find_latest_backup(before)
        allowed_days = set(list_backup_days(meeting.slot.day, series.backup, problem.opened))
        near_indices = range(day_index + 1, min(day_index + double_window, latest, last) + 1)
    else:
        day_index = grid.day_indices[meeting.nominal.day]
        least, most = candidate_days.meetings[number].window
        allowed_days = set(grid.days[least : most + 1])
        double_window = 2 * series.shift
        near_indices = range(
            max(min(day_index - double_window, least), 0),
            min(max(day_index + double_window, most), last) + 1,
        )
    days_with_rules: list[tuple[date, frozenset[GapReason]]] = []
    for day in grid.days[near_indices.start : near_indices.stop]:
        if not problem.opened.find_closed_reason(day, series.closed_day_rules):
            is_excluded = day.weekday() not in problem.preferences.days
            reasons = {GapReason("weekday", WEEKDAYS[day.weekday()])} if is_excluded else set()
            reasons |= set() if day in allowed_days else {GapReason("window")}
            days_with_rules.append((day, frozenset(reasons)))
    return days_with_rules


def _is_on_pattern(candidate: CandidateDays, series_answer: SeriesAnswer) -> bool:
    pattern = series_answer.pattern
    return (candidate.on, candidate.month, candidate.phase) == (
        pattern.on,
        pattern.month,
        pattern.phase,
    )


def _find_next_day(
    problem: SlotProblem,
    candidate_days: CandidateDays,
    series_answer: SeriesAnswer,
    number: int,
    beyond: int,
) -> int:
    """Find the index of the day of the next meeting, or of where it should stand."""
    if number + 1 < len(series_answer.meetings):
        next_meeting = series_answer.meetings[number + 1]
        return problem.grid.day_indices[(next_meeting.slot or next_meeting.nominal).day]
    return beyond if candidate_days.next_day is None else candidate_days.next_day


def _list_slots(
    problem: SlotProblem,
    series: SeriesToPlace,
    meeting: PlacedMeeting,
    day: date,
    rules: frozenset[GapReason],
) -> Iterator[tuple[TimeSlot, frozenset[GapReason]]]:
    """List the slots of a day: at the pattern's time, at allowed times, and just beyond those."""
    grid, preferences = problem.grid, problem.preferences
    starts = series.backup_starts if meeting.slot else series.other_starts
    allowed_times = {grid.to_time(cell) for cell in starts}
    if not (meeting.slot and series.has_backup_time):
        allowed_times.add(meeting.nominal.start_time)
    first = max(
        to_minutes(preferences.first) % preferences.step,
        to_minutes(preferences.first) - _MORE_HOURS * 60,
    )
    last = min(to_minutes(preferences.last) + _MORE_HOURS * 60, 24 * 60) - series.minutes
    wider_times = {
        time(minutes // 60, minutes % 60) for minutes in range(first, last + 1, preferences.step)
    }
    for start_time in sorted(allowed_times | wider_times):
        hour_rules = (
            frozenset() if start_time in allowed_times else frozenset((GapReason("hours"),))
        )
        yield TimeSlot(day, start_time, series.minutes), rules | hour_rules


def _list_holds(
    problem: SlotProblem,
    needs: tuple[Resource, ...],
    other_bookings: Iterable[FixedMeeting],
    near_days: set[date],
) -> Iterator[tuple[GapReason, datetime, datetime]]:
    """List what holds somebody or something that is needed near some days: reason, from, until."""
    if not near_days:
        return
    first, last = min(near_days), max(near_days)
    for kind, name in needs:
        reason = GapReason("room" if kind == "room" else "person", name)
        for interval in problem.busy.list_intervals((kind, name)):
            if interval.is_firm and interval.end.date() >= first and interval.start.date() <= last:
                yield reason, interval.start, interval.end
    for fixed_meeting in other_bookings:
        slot = fixed_meeting.slot
        if slot.day in near_days and set(fixed_meeting.needs) & set(needs):
            series_id = fixed_meeting.booking.meeting_key.series
            yield GapReason("series", series_id), slot.start, slot.end


def find_smallest_sets(place_reasons: list[frozenset[GapReason]]) -> tuple[ReasonSet, ...]:
    """Find the smallest sets of reasons with which at least one slot is free of any other."""
    smallest_sets: list[frozenset[GapReason]] = []
    for reasons in sorted(
        set(place_reasons), key=lambda reason_set: (len(reason_set), sorted(reason_set))
    ):
        if len(reasons) <= _MOST_REASONS and not any(
            smaller_set <= reasons for smaller_set in smallest_sets
        ):
            smallest_sets.append(reasons)
    return tuple(tuple(sorted(reason_set)) for reason_set in smallest_sets)


def _iter_cores(place_reasons: list[frozenset[GapReason]]) -> Iterator[ReasonSet]:
    """Iterate over minimal sets of reasons that keep every slot, none sharing a reason."""
    remaining = {reason for reasons in place_reasons for reason in reasons}
    while place_reasons and all(reasons & remaining for reasons in place_reasons):
        core = _find_minimal_core(place_reasons, remaining)
        yield tuple(sorted(core))
        remaining -= core


def _find_minimal_core(
    place_reasons: list[frozenset[GapReason]], reasons: set[GapReason]
) -> set[GapReason]:
    """Find a minimal part of some reasons that still keeps every slot: the deletion filter.

    Rules are left out before people are, so that people are named where they alone suffice.
    """
    order = ("window", "hours", "weekday", "series", "room", "person")
    core = set(reasons)
    for reason in sorted(
        reasons, key=lambda candidate: (order.index(candidate.kind), candidate.name)
    ):
        if all(slot_reasons & (core - {reason}) for slot_reasons in place_reasons):
            core.discard(reason)
    return core
