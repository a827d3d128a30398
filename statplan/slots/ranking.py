"""The best patterns of one series: every pattern is looked at, and the list is exact."""

from dataclasses import dataclass
from itertools import islice

from statplan.errors import StatplanError
from statplan.slots.answer import Line
from statplan.slots.answering import make_answer
from statplan.slots.ground import Ground
from statplan.slots.patterns import Patterns
from statplan.slots.problem import Problem

BEST = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """A pattern of a series with what it costs; `parts` are what each weight contributes."""

    line: Line
    cost: int
    parts: tuple[tuple[str, int], ...]


def ranked(problem: Problem, series: str, count: int = BEST) -> tuple[Choice, ...]:
    """The cheapest patterns of one series, cheapest first; no other series that is sought blocks.

    Raises:
        StatplanError: the series is not sought.
    """
    names = [each.id for each in problem.wanted]
    if series not in names:
        raise StatplanError(f"no place is sought for '{series}'.", hint=f"It is for {names}.")
    number = names.index(series)
    ground = Ground(problem)
    found: list[Choice] = []
    for year in islice(Patterns(ground, number).cheapest(), count):
        answer = make_answer(
            ground, [year if each == series else None for each in names], year.cost
        )
        found.append(Choice(answer.lines[0], answer.cost, answer.parts))
    return tuple(found)
