"""The quality of an answer, in plain words: its cost, and what no answer can be below."""

from collections.abc import Iterator
from math import ceil

from statplan.cli.slots.found import SearchOutcome

_EPSILON = 1e-6
_FAR = 100  # percent, beyond which a gap says nothing


def round_bound(bound: float) -> int:
    """Round the bound up to the least cost that there can be: costs are whole numbers."""
    return ceil(bound - _EPSILON)


def calculate_gap(cost: int, bound: float) -> float:
    """Calculate by how many percent of the bound the cost may be above the best possible."""
    least_cost = round_bound(bound)
    return (
        0.0
        if cost <= least_cost
        else 100.0 * (cost - least_cost) / least_cost
        if least_cost
        else float("inf")
    )


def describe_bound(outcome: SearchOutcome) -> Iterator[str]:
    """Describe what the best answer costs against what no answer can cost less than."""
    cost, bound = outcome.best.cost, outcome.best.bound
    least_cost = round_bound(bound)
    if outcome.proof:
        yield (
            f"No answer can cost less than {least_cost:,}; this one costs {cost:,}. {outcome.proof}"
        )
        return
    if outcome.is_single:
        yield f"Every place was tried. No answer costs less than the first, {least_cost:,}."
        return
    if cost <= least_cost:
        yield (
            f"No answer can cost less than {least_cost:,}; this one costs {cost:,}, so none is "
            "better."
        )
        return
    gap_percent = calculate_gap(cost, bound)
    gap_words = (
        f": at most {gap_percent:.1f} % above the best possible" if gap_percent <= _FAR else ""
    )
    yield f"No answer can cost less than {least_cost:,}; this one costs {cost:,}{gap_words}."
    yield (
        "The bound takes each series by itself: the best possible for all of them together may "
        "well cost more than it."
    )
