"""The best patterns of one series: every pattern is looked at, and the list is exact."""

from dataclasses import dataclass
from itertools import islice

from statplan.errors import StatplanError
from statplan.slots.availability import Availability
from statplan.slots.build_answer import make_answer
from statplan.slots.model import SeriesAnswer, SlotProblem
from statplan.slots.patterns import SeriesPatterns

BEST_COUNT = 10


@dataclass(frozen=True, slots=True)
class RankedPattern:
    """A pattern of a series with what it costs; `parts` are what each weight contributes."""

    series_answer: SeriesAnswer
    cost: int
    parts: tuple[tuple[str, int], ...]


def rank_patterns(
    problem: SlotProblem, series_id: str, count: int = BEST_COUNT
) -> tuple[RankedPattern, ...]:
    """Rank the patterns of one series, cheapest first; no other series that is sought blocks.

    Raises:
        StatplanError: the series is not sought.
    """
    series_ids = [series.id for series in problem.series]
    if series_id not in series_ids:
        raise StatplanError(
            f"no place is sought for '{series_id}'.",
            remedy=f"Name one of these: {', '.join(series_ids)}.",
        )
    number = series_ids.index(series_id)
    availability = Availability(problem)
    ranked_patterns: list[RankedPattern] = []
    for placement in islice(SeriesPatterns(availability, number).iter_cheapest(), count):
        answer = make_answer(
            availability,
            [placement if other_id == series_id else None for other_id in series_ids],
            placement.cost,
        )
        ranked_patterns.append(RankedPattern(answer.series_answers[0], answer.cost, answer.parts))
    return tuple(ranked_patterns)
