"""Proof of how near an answer is to the best: improved, bounded, perhaps proven (`exact`)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from math import ceil, inf
from typing import Literal

from statplan.schedule.model import TimeSlot
from statplan.slots.availability import Availability
from statplan.slots.build_answer import make_answer
from statplan.slots.milp_model import MilpModel
from statplan.slots.milp_pruning import PrunedSeries
from statplan.slots.milp_solver import TOLERANCE, load_solver
from statplan.slots.model import PlacedMeeting, SearchAnswer, SlotProblem
from statplan.slots.patterns import SeriesPatterns
from statplan.slots.series_cost import CellPair, SeriesPlacement

_POLISH_SHARE = 0.25  # of the time, at most

# Meetings of all patterns, at most: more take minutes and gigabytes, and prove nothing.
_MOST_MEETINGS = 40_000

ProofEnd = Literal["proven", "stopped", "nothing", "doubted", "too large"]


@dataclass(frozen=True, slots=True)
class Proof:
    """The best answer that was found, and a bound on the best there is.

    `answer` is the best one that was found, never worse than the given one; no answer costs less
    than `bound`. `end` says how it ended: `proven`, nothing better exists; `stopped`, the time ran
    out and the solver found a better answer or a higher bound; `nothing`, the time ran out and it
    found neither; `doubted`, it counts otherwise than the search, and its bound is not used;
    `too large`, only the meetings were sought anew, each series on the pattern it has.
    """

    answer: SearchAnswer
    bound: float
    end: ProofEnd

    @property
    def is_optimal(self) -> bool:
        """True where nothing better exists."""
        return self.end == "proven"

    @property
    def gap(self) -> float:
        """The share of the best possible cost by which the answer may be dearer, at most."""
        if self.answer.cost <= self.bound:
            return 0.0
        return (self.answer.cost - self.bound) / self.bound if self.bound > 0 else inf


def prove_answer(problem: SlotProblem, answer: SearchAnswer, *, time_limit: float) -> Proof:
    """Find how near an answer is to the best there is, and a better one where there is time.

    First the places of the meetings are sought anew on the patterns of the answer, then everything
    at once, with what was found as a start. Patterns that cost too much by themselves for any
    better answer are left out, which loses nothing. Ctrl-C ends it early, as if the time had run
    out.

    Args:
        problem: what was sought.
        answer: an answer to it with every series, as `search_slots` gives it.
        time_limit: after how many seconds the solver stops; what comes before and after it
            (making the model) is not counted.

    Raises:
        StatplanError: highspy is not installed.
    """
    load_solver()
    prover = _Prover(problem, answer)
    if prover.answer.cost > prover.separate_bound:
        prover.improve_meetings(time_limit * _POLISH_SHARE)
    if prover.answer.cost > prover.separate_bound and not prover.is_interrupted:
        prover.improve_patterns(time_limit - prover.seconds)
    return prover.make_proof(answer)


def describe_proof(proof: Proof) -> str:
    """Say how near the answer is to the best there is, in words."""
    if proof.is_optimal:
        return "Nothing better exists."
    gap_words = _describe_gap(proof)
    if proof.end == "nothing":
        return f"The solver found nothing more in the time it had: {gap_words}."
    if proof.end == "too large":
        return f"Too large to be sought as a whole: {gap_words}."
    if proof.end == "doubted":
        return f"The solver contradicts itself and is not believed: {gap_words}."
    return gap_words[0].upper() + gap_words[1:] + "."


def _describe_gap(proof: Proof) -> str:
    if proof.gap == inf:
        return "how near to the best possible is not known"
    return f"at most {ceil(proof.gap * 1000) / 10:.1f} % from the best possible"


class _Prover:
    """The best answer and the highest bound so far, which the solver improves."""

    def __init__(self, problem: SlotProblem, answer: SearchAnswer) -> None:
        self.availability = Availability(problem)
        self.patterns = [
            SeriesPatterns(self.availability, number) for number in range(len(problem.series))
        ]
        self.placements = find_placements(problem, answer)
        self.separate_bound = sum(patterns.bound for patterns in self.patterns)
        self.bound: float = self.separate_bound
        self.answer = make_answer(self.availability, self.placements, self.bound)
        self.seconds = 0.0
        self.is_doubted = self.is_interrupted = self.is_too_large = False

    def improve_meetings(self, limit: float) -> None:
        """Improve the slots of all meetings, every series on the pattern it has."""
        self._solve_patterns(
            [
                {(placement.candidate, placement.start)} if placement else set()
                for placement in self.placements
            ],
            limit,
        )

    def improve_patterns(self, limit: float) -> None:
        """Improve everything, on every pattern that does not cost too much by itself."""
        room = self.answer.cost - self.separate_bound
        kept_patterns: list[set[tuple[int, int]]] = []
        for patterns in self.patterns:
            near_placements = takewhile(
                partial(_is_within, patterns.bound + room), patterns.iter_cheapest()
            )
            kept_patterns.append(
                {(placement.candidate, placement.start) for placement in near_placements}
            )
        if self._count_meetings(kept_patterns) > _MOST_MEETINGS:
            self.is_too_large = True
            self.improve_meetings(limit)
            return
        bound = self._solve_patterns(kept_patterns, limit)
        self.bound = max(self.bound, min(bound, self.answer.cost))

    def _count_meetings(self, kept_patterns: Sequence[set[tuple[int, int]]]) -> int:
        """Count the meetings of the patterns, all of them together."""
        all_series = self.availability.problem.series
        return sum(
            len(series.candidates[candidate].meetings)
            for series, pairs in zip(all_series, kept_patterns, strict=True)
            for candidate, _ in pairs
        )

    def _solve_patterns(self, kept_patterns: Sequence[set[tuple[int, int]]], limit: float) -> float:
        """Solve for some patterns, take over a better answer, and return the bound that was found.

        The model is held against what the search counts, for the answer that it starts from and
        for the one that it finds: where they differ its bound is not believed.
        """
        model = MilpModel(
            self.availability,
            [
                self._prune_series(number, pairs)
                for number, pairs in enumerate(kept_patterns)
                if pairs
            ],
        )
        placements = {
            number: placement for number, placement in enumerate(self.placements) if placement
        }
        start = model.list_chosen_columns(placements)
        start_cost = model.linear_model.calculate_cost(start)
        self.is_doubted |= start_cost != _get_separate_cost(self.answer)
        outcome = model.linear_model.solve_model(start, limit)
        self.seconds += outcome.seconds
        self.is_interrupted |= outcome.is_interrupted
        if outcome.chosen is None:
            return -inf if self.is_doubted else outcome.bound
        placement_by_series = dict(model.iter_placements(outcome.chosen))
        new_placements = [placement_by_series.get(number) for number in range(len(self.placements))]
        better = make_answer(self.availability, new_placements, self.bound)
        if better.cost < self.answer.cost:
            self.answer, self.placements = better, new_placements
        self.is_doubted |= not outcome.bound <= better.cost <= outcome.cost + TOLERANCE
        return -inf if self.is_doubted else outcome.bound

    def _prune_series(self, series_index: int, kept_patterns: set[tuple[int, int]]) -> PrunedSeries:
        patterns, room = self.patterns[series_index], self.answer.cost - self.separate_bound
        costs = {
            pair: patterns.settle_placement(number).cost
            for number, pair in enumerate(patterns.pairs)
            if pair in kept_patterns
        }
        return PrunedSeries(self.availability, series_index, costs, patterns.bound, room)

    def make_proof(self, start_answer: SearchAnswer) -> Proof:
        """Make the proof of what is known at last."""
        cost = self.answer.cost
        end: ProofEnd = "proven" if cost <= self.bound else "stopped"
        if end == "stopped" and cost == start_answer.cost and self.bound == self.separate_bound:
            end = "nothing"
        if end != "proven" and self.is_too_large:
            end = "too large"
        if end != "proven" and self.is_doubted:
            end = "doubted"
        return Proof(replace(self.answer, bound=self.bound), self.bound, end)


def _get_separate_cost(answer: SearchAnswer) -> int:
    """Return what an answer costs, the wishes for all series together aside."""
    joint = sum(cost for name, cost in answer.parts if name in {"bunched", "apart"})
    return answer.cost - joint


def _is_within(most: int, placement: SeriesPlacement) -> bool:
    return placement.cost <= most


def find_placements(problem: SlotProblem, answer: SearchAnswer) -> list[SeriesPlacement | None]:
    """Find the placements of an answer, by the number of the series; costs are not known."""
    numbers = {series.id: number for number, series in enumerate(problem.series)}
    placements: list[SeriesPlacement | None] = [None] * len(problem.series)
    for series_answer in answer.series_answers:
        number = numbers[series_answer.series_id]
        candidate, start = next(
            pair
            for pair in problem.iter_patterns(number)
            if problem.build_pattern(number, *pair) == series_answer.pattern
        )
        cell_pairs = _find_cell_pairs(problem, series_answer.meetings)
        placements[number] = SeriesPlacement(candidate, start, 0, cell_pairs)
    return placements


def _find_cell_pairs(
    problem: SlotProblem, meetings: Sequence[PlacedMeeting]
) -> tuple[CellPair, ...]:
    return tuple(
        (_find_cell(problem, meeting.slot), _find_cell(problem, meeting.backup))
        for meeting in meetings
    )


def _find_cell(problem: SlotProblem, slot: TimeSlot | None) -> int:
    if slot is None:
        return -1
    grid = problem.grid
    return grid.day_indices[slot.day] * grid.cells_per_day + grid.to_cell(slot.start_time)
