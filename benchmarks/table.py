"""The table: what was measured, its ratio and range, and what it may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.measure import Ratio, Whole

_WIDTHS = (46, 7, 13, 7, 7, 7)
_HEAD = ("what", "ratio", "min to max", "CPU", "budget", "stretch")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `cpu` is the ratio in CPU time where `ratio` is by the clock."""

    what: str
    ratio: Ratio | None
    cpu: Ratio | None = None
    budget: float | None = None
    stretch: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Some rows in one unit; they are measured while they are printed."""

    title: str
    rows: Iterator[Row]


def whole(
    what: str, found: Whole | None, budget: float | None = None, stretch: float | None = None
) -> Row:
    """The row of a whole process."""
    if found is None:
        return Row(f"{what} (does not run)", None, None, budget, stretch)
    return Row(what, found.wall, found.cpu, budget, stretch)


def head(title: str) -> str:
    """The title of a section and the head of its columns."""
    rule = ["-" * width for width in _WIDTHS]
    return f"\n{title}\n\n{_line(_HEAD)}\n{_line(rule)}"


def line(row: Row) -> str:
    """One row as text."""
    ratio, cpu = row.ratio, row.cpu
    span = f"{_number(ratio.least)} to {_number(ratio.most)}" if ratio else ""
    middles = [_number(each.middle if each else None) for each in (ratio, cpu)]
    return _line(
        [row.what, middles[0], span, middles[1], _number(row.budget), _number(row.stretch)]
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    digits = 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:.{digits}f}"


def _line(cells: Sequence[str]) -> str:
    first, *rest = zip(cells, _WIDTHS, strict=True)
    words = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]
    return f"| {' | '.join(words)} |"
