"""How near an answer is to the best there is: polished, bounded, and perhaps proven (`exact`)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from math import ceil, inf
from typing import Literal

from statplan.schedule import Stand
from statplan.slots.answer import Answer, Placed
from statplan.slots.answering import make_answer
from statplan.slots.chain import Seat, Year
from statplan.slots.ground import Ground
from statplan.slots.jointly import Formula
from statplan.slots.linear import NEAR, load
from statplan.slots.patterns import Patterns
from statplan.slots.problem import Problem
from statplan.slots.pruning import Pruned

_POLISH = 0.25  # of the time, at most

_LARGEST = 40_000  # meetings of all patterns: more take minutes and gigabytes, and prove nothing

End = Literal["proven", "stopped", "nothing", "doubted", "too large"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of the best answer there is.

    `answer` is the best one that was found, never worse than the given one; no answer costs less
    than `bound`. `end` says how it ended: `proven`, nothing better exists; `stopped`, the time ran
    out and the solver found a better answer or a higher bound; `nothing`, the time ran out and it
    found neither; `doubted`, it counts otherwise than the search, and its bound is not used;
    `too large`, only the meetings were sought anew, each series on the pattern it has.
    """

    answer: Answer
    bound: float
    end: End

    @property
    def optimal(self) -> bool:
        """Whether nothing better exists."""
        return self.end == "proven"

    @property
    def gap(self) -> float:
        """By which share of the best possible cost the answer may be dearer, at most."""
        if self.answer.cost <= self.bound:
            return 0.0
        return (self.answer.cost - self.bound) / self.bound if self.bound > 0 else inf


def prove(problem: Problem, answer: Answer, *, time_limit: float) -> Proof:
    """Find out how near an answer is to the best there is, and a better one where there is time.

    First the places of the meetings are sought anew on the patterns of the answer, then everything
    at once, with what was found as a start. Patterns that cost too much by themselves for any
    better answer are left out, which loses nothing. Ctrl-C ends it early, as if the time had run
    out.

    Args:
        problem: what was sought.
        answer: an answer to it with every series, as `search` gives it.
        time_limit: after how many seconds the solver stops; what comes before and after it
            (making the model) is not counted.

    Raises:
        StatplanError: highspy is not installed.
    """
    load()
    prover = _Prover(problem, answer)
    if prover.answer.cost > prover.free:
        prover.polish(time_limit * _POLISH)
    if prover.answer.cost > prover.free and not prover.interrupted:
        prover.go(time_limit - prover.seconds)
    return prover.proof(answer)


def sentence(proof: Proof) -> str:
    """How near the answer is to the best there is, in words."""
    if proof.optimal:
        return "Nothing better exists."
    near = _near(proof)
    if proof.end == "nothing":
        return f"The solver found nothing more in the time it had: {near}."
    if proof.end == "too large":
        return f"Too large to be sought as a whole: {near}."
    if proof.end == "doubted":
        return f"The solver contradicts itself and is not believed: {near}."
    return near[0].upper() + near[1:] + "."


def _near(proof: Proof) -> str:
    if proof.gap == inf:
        return "how near to the best possible is not known"
    return f"at most {ceil(proof.gap * 1000) / 10:.1f} % from the best possible"


class _Prover:
    """An answer that is made better, and a bound that rises."""

    def __init__(self, problem: Problem, answer: Answer) -> None:
        self.ground = Ground(problem)
        self.series = [Patterns(self.ground, each) for each in range(len(problem.wanted))]
        self.years = years_of(problem, answer)
        self.free = sum(each.bound for each in self.series)
        self.bound: float = self.free
        self.answer = make_answer(self.ground, self.years, self.bound)
        self.seconds = 0.0
        self.doubted = self.interrupted = self.too_large = False

    def polish(self, limit: float) -> None:
        """Seek the places of all meetings anew, every series on the pattern it has."""
        self._solve([{(year.line, year.start)} if year else set() for year in self.years], limit)

    def go(self, limit: float) -> None:
        """Seek everything anew, on every pattern that does not cost too much by itself."""
        room = self.answer.cost - self.free
        kept: list[set[tuple[int, int]]] = []
        for each in self.series:
            near = takewhile(partial(_within, each.bound + room), each.cheapest())
            kept.append({(year.line, year.start) for year in near})
        if self._count(kept) > _LARGEST:
            self.too_large = True
            self.polish(limit)
            return
        bound = self._solve(kept, limit)
        self.bound = max(self.bound, min(bound, self.answer.cost))

    def _count(self, kept: Sequence[set[tuple[int, int]]]) -> int:
        """How many meetings the patterns have, all of them together."""
        wanted = self.ground.problem.wanted
        return sum(
            len(each.lines[line].turns)
            for each, pairs in zip(wanted, kept, strict=True)
            for line, _ in pairs
        )

    def _solve(self, kept: Sequence[set[tuple[int, int]]], limit: float) -> float:
        """Take over a better answer from the solver; the bound that it found for these patterns.

        The model is held against what the search counts, for the answer that it starts from and
        for the one that it finds: where they differ its bound is not believed.
        """
        formula = Formula(self.ground, [self._pruned(*each) for each in enumerate(kept) if each[1]])
        years = {number: year for number, year in enumerate(self.years) if year}
        start = formula.chosen(years)
        self.doubted |= formula.linear.cost(start) != _apart(self.answer)
        solved = formula.linear.solve(start, limit)
        self.seconds += solved.seconds
        self.interrupted |= solved.interrupted
        if solved.chosen is None:
            return -inf if self.doubted else solved.bound
        known = dict(formula.years(solved.chosen))
        found = [known.get(number) for number in range(len(self.years))]
        better = make_answer(self.ground, found, self.bound)
        if better.cost < self.answer.cost:
            self.answer, self.years = better, found
        self.doubted |= not solved.bound <= better.cost <= solved.cost + NEAR
        return -inf if self.doubted else solved.bound

    def _pruned(self, series: int, kept: set[tuple[int, int]]) -> Pruned:
        patterns, room = self.series[series], self.answer.cost - self.free
        costs = {
            pair: patterns.settle(number).cost
            for number, pair in enumerate(patterns.pairs)
            if pair in kept
        }
        return Pruned(self.ground, series, costs, patterns.bound, room)

    def proof(self, given: Answer) -> Proof:
        """What is known at last."""
        cost = self.answer.cost
        end: End = "proven" if cost <= self.bound else "stopped"
        if end == "stopped" and cost == given.cost and self.bound == self.free:
            end = "nothing"
        if end != "proven" and self.too_large:
            end = "too large"
        if end != "proven" and self.doubted:
            end = "doubted"
        return Proof(replace(self.answer, bound=self.bound), self.bound, end)


def _apart(answer: Answer) -> int:
    """What an answer costs, the wishes for all series together aside."""
    joint = sum(cost for name, cost in answer.parts if name in {"bunched", "apart"})
    return answer.cost - joint


def _within(most: int, year: Year) -> bool:
    return year.cost <= most


def years_of(problem: Problem, answer: Answer) -> list[Year | None]:
    """The years of an answer, by the number of the series; their costs are not known."""
    numbers = {each.id: number for number, each in enumerate(problem.wanted)}
    found: list[Year | None] = [None] * len(problem.wanted)
    for each in answer.lines:
        number = numbers[each.series]
        line, start = next(
            pair
            for pair in problem.patterns(number)
            if problem.pattern(number, *pair) == each.pattern
        )
        found[number] = Year(line, start, 0, _seats(problem, each.meetings))
    return found


def _seats(problem: Problem, meetings: Sequence[Placed]) -> tuple[Seat, ...]:
    return tuple((_cell(problem, each.stand), _cell(problem, each.backup)) for each in meetings)


def _cell(problem: Problem, stand: Stand | None) -> int:
    if stand is None:
        return -1
    grid = problem.grid
    return grid.index[stand.day] * grid.cells + grid.cell(stand.at)
