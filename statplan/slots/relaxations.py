"""Relaxations that would make a series possible: easier terms, each tried by a new search."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from itertools import chain, combinations, islice

from statplan.plan import lookup
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.plan.time_values import WEEKDAYS
from statplan.schedule.bookings import Resource
from statplan.schedule.series_rules import SeriesRule, build_unplaced_rules
from statplan.slots.availability import Availability
from statplan.slots.build_answer import make_answer
from statplan.slots.build_problem import ProblemBuilder, clear_slot
from statplan.slots.grid import to_minutes
from statplan.slots.infeasibility import list_other_bookings
from statplan.slots.model import (
    FixedMeeting,
    PlacedMeeting,
    SearchAnswer,
    SeriesAnswer,
    SeriesToPlace,
    SlotProblem,
)
from statplan.slots.patterns import SeriesPatterns
from statplan.slots.preferences import Preferences
from statplan.slots.series_cost import SeriesPlacement

_SHORTER = (30, 60)  # minutes less
_SHORTEST = 30
_HOUR = 60
_PATTERN_COUNT = 20  # the cheapest patterns among which one without a gap is looked for


@dataclass(frozen=True, slots=True)
class EasierTerms:
    """Easier terms for one series: people or rooms it does without, another length, no back-ups.

    `within` is by how many working days a back-up follows at most; `preferences` are the days and
    hours that are allowed. None leaves a term as it is.
    """

    spared_resources: frozenset[Resource] = frozenset()
    minutes: int | None = None
    keeps_backups: bool = True
    within: int | None = None
    preferences: Preferences | None = None


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Easier terms, in words, and the series on its best pattern under them.

    `complete` of `total` meetings then have a place and, where the plan keeps them, a back-up.
    """

    description: str
    terms: EasierTerms
    series_answer: SeriesAnswer
    complete: int
    total: int

    @property
    def is_enough(self) -> bool:
        """True where every meeting is complete."""
        return self.complete == self.total

    def __str__(self) -> str:
        return f"{self.description}: {self.complete} of {self.total}"


def find_relaxations(
    plan: Plan, problem: SlotProblem, answer: SearchAnswer, series_id: str
) -> tuple[Relaxation, ...]:
    """Find terms under which more of a series' meetings are complete, best and smallest first.

    One term at a time is eased; where none is enough, two people at a time are spared. All other
    series stay where the answer has them. Each is solved, over all patterns of the series.
    """
    series = next(series for series in problem.series if series.id == series_id)
    current = next(
        series_answer
        for series_answer in answer.series_answers
        if series_answer.series_id == series_id
    )
    complete_before = _count_complete(series, current.meetings)
    single_relaxations = [
        _solve_relaxed(plan, problem, answer, series, *easier_terms)
        for easier_terms in _list_easier_terms(plan, problem, series)
    ]
    better = [
        relaxation
        for relaxation in single_relaxations
        if relaxation.complete > complete_before or relaxation.is_enough
    ]
    if not any(relaxation.is_enough for relaxation in better):
        pair_relaxations = (
            _solve_relaxed(plan, problem, answer, series, description, terms)
            for description, terms in _list_spared_pairs(plan, problem, series)
        )
        better += [relaxation for relaxation in pair_relaxations if relaxation.is_enough]
    return tuple(
        sorted(better, key=lambda relaxation: relaxation.complete - relaxation.total, reverse=True)
    )


def _count_complete(series: SeriesToPlace, meetings: tuple[PlacedMeeting, ...]) -> int:
    keeps = series.keeps_backups
    return sum(
        meeting.slot is not None and (meeting.backup is not None or not keeps)
        for meeting in meetings
    )


def _list_needs(problem: SlotProblem, series: SeriesToPlace) -> list[Resource]:
    """List the people first and the room last, each once."""
    groups = [problem.groups[number] for number in series.groups]
    needs = {problem.resources[need] for group in groups for need in group.needs}
    return sorted(needs, key=lambda resource: (resource[0] == "room", resource[1]))


def _list_easier_terms(
    plan: Plan, problem: SlotProblem, series: SeriesToPlace
) -> Iterator[tuple[str, EasierTerms]]:
    """List each easier term with its words."""
    preferences, window = problem.preferences, series.backup
    for need in _list_needs(problem, series):
        yield _describe_spared(plan, (need,)), EasierTerms(frozenset((need,)))
    for reduction in _SHORTER:
        if series.minutes - reduction >= _SHORTEST:
            minutes = series.minutes - reduction
            yield f"{minutes} minutes instead of {series.minutes}", EasierTerms(minutes=minutes)
    for day in sorted(problem.opened.working_weekdays - set(preferences.days)):
        eased = replace(preferences, days=(*preferences.days, day))
        yield f"also {WEEKDAYS[day]}s", EasierTerms(preferences=eased)
    for first, last, description in _list_longer_hours(
        to_minutes(preferences.first), to_minutes(preferences.last)
    ):
        yield description, EasierTerms(preferences=replace(preferences, first=first, last=last))
    if window.keep:
        within = 2 * window.within
        yield (
            f"back-ups within {within} working days instead of {window.within}",
            EasierTerms(within=within),
        )
        yield "without back-ups", EasierTerms(keeps_backups=False)


def _list_longer_hours(first: int, last: int) -> Iterator[tuple[time, time, str]]:
    if first >= _HOUR:
        new_limit = _to_time(first - _HOUR)
        yield new_limit, _to_time(last), f"from {new_limit:%H:%M} on"
    if last < 23 * _HOUR:
        new_limit = _to_time(last + _HOUR)
        yield _to_time(first), new_limit, f"until {new_limit:%H:%M}"


def _to_time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _list_spared_pairs(
    plan: Plan, problem: SlotProblem, series: SeriesToPlace
) -> Iterator[tuple[str, EasierTerms]]:
    people = [need for need in _list_needs(problem, series) if need[0] == "person"]
    for pair in combinations(people, 2):
        yield _describe_spared(plan, pair), EasierTerms(frozenset(pair))


def _describe_spared(plan: Plan, needs: tuple[Resource, ...]) -> str:
    names = [
        f"the {lookup.format_job_title(plan, name)}" if kind == "person" else f"the room '{name}'"
        for kind, name in needs
    ]
    return f"without requiring {' and '.join(names)}"


def _solve_relaxed(
    plan: Plan,
    problem: SlotProblem,
    answer: SearchAnswer,
    series: SeriesToPlace,
    description: str,
    terms: EasierTerms,
) -> Relaxation:
    """Find the best pattern of the series under easier terms, beside all others."""
    other_bookings = tuple(
        chain(problem.fixed_meetings, list_other_bookings(problem, answer, series.id))
    )
    eased_problem = _build_single_problem(plan, problem, series.id, other_bookings, terms)
    availability, keeps = Availability(eased_problem), eased_problem.series[0].keeps_backups
    placements = islice(SeriesPatterns(availability, 0).iter_cheapest(), _PATTERN_COUNT)
    best = min(placements, key=lambda placement: _count_gaps(placement, keeps=keeps))
    series_answer = make_answer(availability, [best], best.cost).series_answers[0]
    total = len(series_answer.meetings)
    return Relaxation(
        description, terms, series_answer, total - _count_gaps(best, keeps=keeps), total
    )


def _count_gaps(placement: SeriesPlacement, *, keeps: bool) -> int:
    """Count the meetings that lack a slot or a back-up that the plan keeps."""
    return sum(cell < 0 or (backup < 0 and keeps) for cell, backup in placement.cell_pairs)


def _build_single_problem(
    plan: Plan,
    problem: SlotProblem,
    series_id: str,
    other_bookings: tuple[FixedMeeting, ...],
    terms: EasierTerms,
) -> SlotProblem:
    """Build the problem of one series again, on other terms, while all others stand.

    Args:
        plan: the plan of the problem.
        problem: the problem of which the series is one.
        series_id: the id of the series, which for one of many is that of its own rule.
        other_bookings: what the other series hold.
        terms: what is asked of the series now.
    """
    series_with_rules = [
        (series, rule)
        for series in plan.frequency.series or ()
        if series_id == series.id or (series.for_each and series_id.startswith(f"{series.id}-"))
        for rule in build_unplaced_rules(plan, series, problem.first)
        if rule.id == series_id
    ]
    eased_pairs = [
        (_clear_sought_slot(series, problem), _apply_terms(rule, terms))
        for series, rule in series_with_rules
    ]
    preferences = terms.preferences or problem.preferences
    builder = ProblemBuilder(
        plan,
        problem.busy,
        preferences,
        problem.opened,
        problem.last,
        other_bookings,
        terms.spared_resources,
    )
    return builder.build_problem(eased_pairs)


def _clear_sought_slot(series: Series, problem: SlotProblem) -> Series:
    """Return the series as it was sought: without its stated slot, where that was asked anew."""
    return clear_slot(series) if series.id in problem.anew else series


def _apply_terms(rule: SeriesRule, terms: EasierTerms) -> SeriesRule:
    backup_window = replace(
        rule.backup_window, keep=rule.backup_window.keep and terms.keeps_backups
    )
    if terms.within:
        backup_window = replace(backup_window, within=terms.within)
    return replace(rule, minutes=terms.minutes or rule.minutes, backup_window=backup_window)
