"""How good an answer is, in plain words: what it costs, and what no answer can be below."""

from collections.abc import Iterator
from math import ceil

from statplan.cli.slots.found import Found

_EPSILON = 1e-6
_FAR = 100  # percent, beyond which a gap says nothing


def least(bound: float) -> int:
    """The least cost that there can be: costs are whole numbers."""
    return ceil(bound - _EPSILON)


def gap(cost: int, bound: float) -> float:
    """By how many percent of the bound the cost may be above the best possible."""
    floor = least(bound)
    return 0.0 if cost <= floor else 100.0 * (cost - floor) / floor if floor else float("inf")


def in_words(found: Found) -> Iterator[str]:
    """What the best answer costs against what no answer can cost less than."""
    cost, bound = found.best.cost, found.best.bound
    floor = least(bound)
    if found.proof:
        yield f"No answer can cost less than {floor:,}; this one costs {cost:,}. {found.proof}"
        return
    if found.is_single:
        yield f"Every place was tried. No answer costs less than the first, {floor:,}."
        return
    if cost <= floor:
        yield f"No answer can cost less than {floor:,}; this one costs {cost:,}, so none is better."
        return
    above = gap(cost, bound)
    told = f": at most {above:.1f} % above the best possible" if above <= _FAR else ""
    yield f"No answer can cost less than {floor:,}; this one costs {cost:,}{told}."
    yield (
        "The bound takes each series by itself: the best possible for all of them together may "
        "well cost more than it."
    )
