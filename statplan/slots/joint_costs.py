"""Costs of the patterns of several series together: bunched in a week, apart in weekdays."""

from collections import Counter
from collections.abc import Iterator, Mapping

from statplan.slots.model import SlotProblem


def find_week(problem: SlotProblem, series_index: int, candidate: int) -> tuple[object, ...]:
    """Find the week of a candidate: two candidates with the same week are bunched."""
    series = problem.series[series_index]
    candidate_days = series.candidates[candidate]
    if candidate_days.on.ordinal is not None:
        return ("month", candidate_days.on.ordinal)
    return (series.every.count, candidate_days.phase)


def iter_joint_costs(
    problem: SlotProblem, candidates: Mapping[int, int]
) -> Iterator[tuple[str, int]]:
    """Iterate over the costs of the wishes for all series together: name of the weight, cost.

    `bunched` counts for each pair of series in one week of the month, or of several weeks;
    `apart` for each series on another weekday than the one on which most stand.
    """
    preferences = problem.preferences
    if preferences.spread:
        weeks = Counter(
            week
            for series_index, candidate in candidates.items()
            if (week := find_week(problem, series_index, candidate))[0] != 1  # each week: no choice
        )
        pairs = sum(count * (count - 1) // 2 for count in weeks.values())
        yield "bunched", preferences.weights.bunched * pairs
    if preferences.same_day and candidates:
        days = Counter(
            problem.series[series_index].candidates[candidate].on.weekdays[0]
            for series_index, candidate in candidates.items()
        )
        yield "apart", preferences.weights.apart * (len(candidates) - max(days.values()))
