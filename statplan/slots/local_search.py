"""Search for slots for many series at once: the hardest first, then ruin and recreate."""

from collections.abc import Callable
from dataclasses import dataclass, field

from statplan.slots.assignment import Assignment
from statplan.slots.availability import Availability
from statplan.slots.build_answer import make_answer
from statplan.slots.model import SearchAnswer, SlotProblem
from statplan.slots.rng import SeededRandom
from statplan.slots.series_cost import SeriesPlacement

Progress = Callable[[int, int, float], bool | None]
BUDGET = 2000  # moves
_REPORT_EVERY = 20  # moves from one report of progress to the next
_MOST_REMOVED = 4  # series taken out in one move, at most
_FIRST_HEAT, _LAST_HEAT = 60.0, 2.0  # by how much a move may make a year dearer, first and last


def search_slots(
    problem: SlotProblem, *, seed: int = 0, budget: int = BUDGET, progress: Progress | None = None
) -> SearchAnswer:
    """Find an answer for all series, near the cheapest there is.

    Args:
        problem: what is sought.
        seed: decides every choice that is left to chance; the same seed, the same answer.
        budget: how many moves are tried after the first answer; 0 gives the plain greedy one.
        progress: called with the number of moves done, the best cost so far and the bound; where
            it returns True the search stops and the best so far is the answer.
    """
    availability = Availability(problem)
    assignment = Assignment(availability)
    assignment.place_all()
    local_search = _LocalSearch(assignment, SeededRandom(seed))
    local_search.run_moves(budget if len(problem.series) > 1 else 0, progress)
    return make_answer(availability, local_search.best, assignment.bound)


@dataclass(slots=True)
class _LocalSearch:
    """A search by moves: some series are placed anew, and mostly better years are kept."""

    assignment: Assignment
    rng: SeededRandom
    best: list[SeriesPlacement | None] = field(init=False)
    best_cost: int = field(init=False)
    cost: int = field(init=False)
    neighbors: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.best = list(self.assignment.placements)
        self.best_cost = self.cost = self.assignment.cost
        self.neighbors = self.assignment.list_neighbors()

    def run_moves(self, budget: int, progress: Progress | None) -> None:
        """Try so many moves, or fewer where no cheaper year can be or `progress` says so."""
        bound = self.assignment.bound
        for number in range(budget):
            if progress and number % _REPORT_EVERY == 0 and progress(number, self.best_cost, bound):
                return
            if self.best_cost <= bound:
                break
            self._try_move(_FIRST_HEAT * (_LAST_HEAT / _FIRST_HEAT) ** (number / budget))
        if progress:
            progress(budget, self.best_cost, bound)

    def _try_move(self, heat: float) -> None:
        assignment, placements_before = self.assignment, list(self.assignment.placements)
        removed_series = self._choose_series()
        for series_index in removed_series:
            assignment.remove_series(series_index)
        for series_index in removed_series:
            placement = assignment.find_best_placement(series_index, self._make_noise(heat))
            if placement:
                assignment.place_series(series_index, placement)
        cost = assignment.cost
        if cost <= self.cost + heat * self.rng.draw_fraction():
            self.cost = cost
            if cost < self.best_cost:
                self.best_cost, self.best = cost, list(assignment.placements)
            return
        for series_index in removed_series:
            assignment.remove_series(series_index)
        for series_index in removed_series:
            placement = placements_before[series_index]
            if placement:
                assignment.place_series(series_index, placement)

    def _make_noise(self, heat: float) -> Callable[[], float] | None:
        """Make noise for the estimates of patterns, so that others are tried too, or none."""
        if self.rng.draw_below(2):
            return None
        return lambda: 2 * heat * self.rng.draw_fraction()

    def _choose_series(self) -> list[int]:
        """Choose a series, preferably one that could be cheaper, and some near it."""
        count, rng, assignment = len(self.assignment.placements), self.rng, self.assignment
        drawn = [rng.draw_below(count) for _ in range(2)]
        first = max(drawn, key=assignment.calculate_excess)
        chosen, neighbors = [first], self.neighbors[first]
        for _ in range(rng.draw_below(_MOST_REMOVED)):
            other = rng.choose_one(neighbors) if neighbors else rng.draw_below(count)
            if other not in chosen:
                chosen.append(other)
        rng.shuffle(chosen)
        return chosen
