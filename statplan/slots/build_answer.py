"""The answer built from placements: every meeting with its slot, its back-up and the reasons."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from statplan.busy.intervals import BusyInterval
from statplan.schedule.bookings import Booking, Resource
from statplan.schedule.model import MeetingKey, TimeSlot
from statplan.slots.availability import Availability
from statplan.slots.joint_costs import iter_joint_costs
from statplan.slots.model import (
    FixedMeeting,
    Obstacle,
    PlacedMeeting,
    SearchAnswer,
    SeriesAnswer,
    SlotProblem,
)
from statplan.slots.series_cost import CellPair, SeriesPlacement


def make_answer(
    availability: Availability, placements: Sequence[SeriesPlacement | None], bound: float
) -> SearchAnswer:
    """Build the answer from a placement for each series; None leaves a series out of it."""
    problem = availability.problem
    placement_by_series = {
        number: placement for number, placement in enumerate(placements) if placement
    }
    bookings = _BookingIndex(problem, placement_by_series)
    series_answers = tuple(
        _build_series_answer(problem, number, placement, bookings)
        for number, placement in placement_by_series.items()
    )
    parts = _collect_cost_parts(availability, placement_by_series)
    return SearchAnswer(series_answers, sum(cost for _, cost in parts), bound, parts)


def list_booked_slots(
    problem: SlotProblem, number: int, placement: SeriesPlacement
) -> Iterator[FixedMeeting]:
    """List what a series on its pattern holds: its meetings and their back-ups."""
    series = problem.series[number]
    for turn, cell_pair in enumerate(placement.cell_pairs):
        group = problem.groups[series.get_group(turn)]
        needs = tuple(problem.resources[need] for need in group.needs)
        key = problem.build_meeting_key(number, placement.candidate, turn)
        for cell, is_backup in zip(cell_pair, (False, True), strict=True):
            if cell >= 0:
                booking = Booking(key, series.title, is_backup)
                yield FixedMeeting(problem.build_slot(number, cell), booking, needs)


class _BookingIndex:
    """The meetings of each day, fixed and placed, and the busy time that cannot be taken."""

    def __init__(self, problem: SlotProblem, placements: dict[int, SeriesPlacement]) -> None:
        self.busy = problem.busy
        self.by_need: dict[Resource, tuple[BusyInterval, ...]] = {}
        self.by_day: defaultdict[object, list[FixedMeeting]] = defaultdict(list)
        for booking in problem.fixed_meetings:
            self._add_booking(booking)
        for number, placement in placements.items():
            for booking in list_booked_slots(problem, number, placement):
                self._add_booking(booking)

    def _add_booking(self, booking: FixedMeeting) -> None:
        self.by_day[booking.slot.day].append(booking)

    def list_firm_intervals(self, need: Resource) -> tuple[BusyInterval, ...]:
        """List the time of a person or room that cannot be taken."""
        if need not in self.by_need:
            self.by_need[need] = tuple(
                interval for interval in self.busy.list_intervals(need) if interval.is_firm
            )
        return self.by_need[need]

    def find_conflicts(
        self, slot: TimeSlot, needs: Sequence[Resource], own_key: MeetingKey
    ) -> Iterator[tuple[Resource, Booking, TimeSlot]]:
        """Find the other meetings that hold somebody who is needed at that hour."""
        for fixed_meeting in self.by_day[slot.day]:
            if (
                fixed_meeting.booking.meeting_key == own_key
                or fixed_meeting.slot.start >= slot.end
                or fixed_meeting.slot.end <= slot.start
            ):
                continue
            for need in needs:
                if need in fixed_meeting.needs:
                    yield need, fixed_meeting.booking, fixed_meeting.slot
                    break


def _build_series_answer(
    problem: SlotProblem, number: int, placement: SeriesPlacement, bookings: _BookingIndex
) -> SeriesAnswer:
    series = problem.series[number]
    meetings: list[PlacedMeeting] = []
    for turn, (cell, backup) in enumerate(placement.cell_pairs):
        meeting = series.candidates[placement.candidate].meetings[turn]
        meeting_key = problem.build_meeting_key(number, placement.candidate, turn)
        nominal_slot = problem.build_slot(
            number, meeting.day * problem.grid.cells_per_day + placement.start
        )
        slot = problem.build_slot(number, cell) if cell >= 0 else None
        backup_slot = problem.build_slot(number, backup) if backup >= 0 else None
        group = problem.groups[series.get_group(turn)]
        needs = tuple(problem.resources[need] for need in group.needs)
        if slot != nominal_slot:
            obstacles = _find_obstacles(
                nominal_slot, needs, meeting_key, bookings, closed_reason=meeting.closed_reason
            )
        elif backup_slot is None and series.keeps_backups:
            days = [day for day, _ in series.backup_days[meeting.day]]
            backup_slots = [
                TimeSlot(problem.grid.days[day], nominal_slot.start_time, nominal_slot.minutes)
                for day in days
            ]
            obstacles = tuple(
                obstacle
                for other in backup_slots
                for obstacle in _find_obstacles(other, needs, meeting_key, bookings)[:1]
            )
        else:
            obstacles = ()
        meetings.append(PlacedMeeting(meeting_key, nominal_slot, slot, backup_slot, obstacles))
    return SeriesAnswer(
        series.id,
        problem.build_pattern(number, placement.candidate, placement.start),
        tuple(meetings),
    )


def _find_obstacles(
    slot: TimeSlot,
    needs: Sequence[Resource],
    own_key: MeetingKey,
    bookings: _BookingIndex,
    *,
    closed_reason: str = "",
) -> tuple[Obstacle, ...]:
    """Find what keeps a meeting from a slot, each person or room once."""
    if closed_reason:
        return (Obstacle(slot.day, name=closed_reason),)
    obstacles: list[Obstacle] = []
    start, end = slot.start, slot.end
    for need in needs:
        for interval in bookings.list_firm_intervals(need):
            if interval.start < end and interval.end > start:
                is_whole_day = (
                    interval.is_all_day or interval.start.date() < slot.day < interval.end.date()
                )
                since = None if is_whole_day else max(interval.start, start).time()
                until = None if is_whole_day else min(interval.end, end).time()
                obstacles.append(Obstacle(slot.day, need, "", since, until))
                break
    for need, booking, other_slot in bookings.find_conflicts(slot, needs, own_key):
        obstacles.append(
            Obstacle(slot.day, need, str(booking), other_slot.start_time, other_slot.end.time())
        )
    return tuple(obstacles)


def _collect_cost_parts(
    availability: Availability, placements: dict[int, SeriesPlacement]
) -> tuple[tuple[str, int], ...]:
    """Return what each weight contributes, in the order of the weights."""
    problem = availability.problem
    weights = problem.preferences.weights
    total: dict[str, int] = dict.fromkeys(weights.__slots__, 0)
    for number, placement in placements.items():
        series = problem.series[number]
        total["exception"] += weights.exception * series.candidates[placement.candidate].skipped
        for turn, cell_pair in enumerate(placement.cell_pairs):
            for name, cost in _iter_meeting_costs(availability, number, placement, turn, cell_pair):
                total[name] += cost
    for name, cost in iter_joint_costs(
        problem, {number: placement.candidate for number, placement in placements.items()}
    ):
        total[name] += cost
    return tuple((name, cost) for name, cost in total.items() if cost)


def _iter_meeting_costs(
    availability: Availability,
    number: int,
    placement: SeriesPlacement,
    turn: int,
    cell_pair: CellPair,
) -> Iterator[tuple[str, int]]:
    problem, weights = availability.problem, availability.problem.preferences.weights
    series, cells = problem.series[number], problem.grid.cells_per_day
    cell, backup = cell_pair
    if cell < 0:
        yield "unplaced", weights.unplaced
        return
    day, start = divmod(cell, cells)
    meeting = series.candidates[placement.candidate].meetings[turn]
    if (day, start) != (meeting.day, placement.start):
        yield "exception", weights.exception
        yield "farther", weights.farther * abs(day - meeting.day)
        yield "other_time", weights.other_time * (start != placement.start)
    yield from _iter_preference_costs(availability, number, turn, cell)
    if not series.keeps_backups:
        return
    if backup < 0:
        yield "no_backup", weights.no_backup
        return
    rank = dict(series.backup_days[day])[backup // cells]
    yield "backup_farther", weights.backup_farther * rank
    yield "other_time", weights.other_time * (backup % cells != placement.start)
    yield from _iter_preference_costs(availability, number, turn, backup)


def _iter_preference_costs(
    availability: Availability, number: int, turn: int, cell: int
) -> Iterator[tuple[str, int]]:
    problem = availability.problem
    weekday, hour = problem.calculate_preference_costs(number, cell)
    yield "weekday", weekday
    yield "hour", hour
    group = problem.series[number].get_group(turn)
    start_cost = availability.calculate_start_costs(number, group)[cell]
    yield "disturbed", start_cost - weekday - hour
