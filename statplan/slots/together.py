"""What the patterns of several series cost together: bunched in a week, apart in their weekdays."""

from collections import Counter
from collections.abc import Iterator, Mapping

from statplan.slots.problem import Problem


def week_of(problem: Problem, series: int, line: int) -> tuple[object, ...]:
    """The week in which a line stands: two lines with the same week are bunched."""
    each = problem.wanted[series]
    found = each.lines[line]
    if found.on.ordinal is not None:
        return ("month", found.on.ordinal)
    return (each.every.count, found.phase)


def together(problem: Problem, lines: Mapping[int, int]) -> Iterator[tuple[str, int]]:
    """What the wishes for all series make of the lines they stand on: name of the weight, cost.

    `bunched` counts for each pair of series in one week of the month, or of several weeks;
    `apart` for each series on another weekday than the one on which most stand.
    """
    wishes = problem.wishes
    if wishes.spread:
        weeks = Counter(
            week
            for series, line in lines.items()
            if (week := week_of(problem, series, line))[0] != 1  # each week: no choice
        )
        pairs = sum(count * (count - 1) // 2 for count in weeks.values())
        yield "bunched", wishes.weights.bunched * pairs
    if wishes.same_day and lines:
        days = Counter(
            problem.wanted[series].lines[line].on.weekdays[0] for series, line in lines.items()
        )
        yield "apart", wishes.weights.apart * (len(lines) - max(days.values()))
