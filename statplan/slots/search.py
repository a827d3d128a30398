"""Search for places for many series at once: the hardest first, then ruin and recreate."""

from collections.abc import Callable
from dataclasses import dataclass, field

from statplan.slots.answer import Answer
from statplan.slots.answering import make_answer
from statplan.slots.chain import Year
from statplan.slots.chance import Chance
from statplan.slots.ground import Ground
from statplan.slots.problem import Problem
from statplan.slots.state import State

Progress = Callable[[int, int, float], bool | None]
BUDGET = 2000  # moves
_EVERY = 20  # moves from one report of progress to the next
_RUINED = 4  # series taken out in one move, at most
_WARM, _COLD = 60.0, 2.0  # by how much a move may make a year dearer, first and last


def search(
    problem: Problem, *, seed: int = 0, budget: int = BUDGET, progress: Progress | None = None
) -> Answer:
    """Find a year for all series, near the cheapest there is.

    Args:
        problem: what is sought.
        seed: decides every choice that is left to chance; the same seed, the same answer.
        budget: how many moves are tried after the first answer; 0 gives the plain greedy one.
        progress: called with the number of moves done, the best cost so far and the bound; where
            it returns True the search stops and the best so far is the answer.
    """
    ground = Ground(problem)
    state = State(ground)
    state.greedy()
    walk = _Walk(state, Chance(seed))
    walk.go(budget if len(problem.wanted) > 1 else 0, progress)
    return make_answer(ground, walk.best, state.bound)


@dataclass(slots=True)
class _Walk:
    """From year to year: some series are taken out and placed anew; mostly better ones are kept."""

    state: State
    chance: Chance
    best: list[Year | None] = field(init=False)
    best_cost: int = field(init=False)
    cost: int = field(init=False)
    near: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.best = list(self.state.years)
        self.best_cost = self.cost = self.state.cost
        self.near = self.state.neighbors()

    def go(self, budget: int, progress: Progress | None) -> None:
        """Try so many moves, or fewer where no cheaper year can be or `progress` says so."""
        bound = self.state.bound
        for number in range(budget):
            if progress and number % _EVERY == 0 and progress(number, self.best_cost, bound):
                return
            if self.best_cost <= bound:
                break
            self._move(_WARM * (_COLD / _WARM) ** (number / budget))
        if progress:
            progress(budget, self.best_cost, bound)

    def _move(self, heat: float) -> None:
        state, before = self.state, list(self.state.years)
        ruined = self._ruined()
        for series in ruined:
            state.remove(series)
        for series in ruined:
            year = state.best(series, self._noise(heat))
            if year:
                state.put(series, year)
        cost = state.cost
        if cost <= self.cost + heat * self.chance.share():
            self.cost = cost
            if cost < self.best_cost:
                self.best_cost, self.best = cost, list(state.years)
            return
        for series in ruined:
            state.remove(series)
        for series in ruined:
            year = before[series]
            if year:
                state.put(series, year)

    def _noise(self, heat: float) -> Callable[[], float] | None:
        """What is added to the glance at a pattern, so that others are looked at as well."""
        if self.chance.below(2):
            return None
        return lambda: 2 * heat * self.chance.share()

    def _ruined(self) -> list[int]:
        """A series, one that could be cheaper rather than one that could not, and some near it."""
        count, chance, state = len(self.state.years), self.chance, self.state
        drawn = [chance.below(count) for _ in range(2)]
        first = max(drawn, key=state.excess)
        found, near = [first], self.near[first]
        for _ in range(chance.below(_RUINED)):
            other = chance.one_of(near) if near else chance.below(count)
            if other not in found:
                found.append(other)
        chance.shuffle(found)
        return found
