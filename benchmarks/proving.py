"""How near the slot search comes to the best there is, by HiGHS: bound, gap and time.

`python -m benchmarks.proving` prints the table alone, or the rows of the instances it is given.
"""

import sys
from collections.abc import Iterator
from time import perf_counter

from benchmarks.slots import INSTANCES
from statplan.slots import search_slots
from statplan.slots.optimality_proof import prove_answer

MOVES, LIMIT = 1000, 60
_CITIES = tuple(name for name in INSTANCES if name.startswith("city"))
_WIDTHS = (12, 8, 8, 8, 8, 8, 8, 9, 8)
_HEAD = ("instance", "free", "search", "above", "proof", "bound", "gap", "end", "seconds")


def report(names: tuple[str, ...] = _CITIES) -> Iterator[str]:
    """The table, line by line, as it is measured.

    `free` is the bound without a solver; `above` by how much the search's cost is above the bound
    with one; `gap` by how much the proof's is.
    """
    yield f"\nProofs after {MOVES:,} moves, at most {LIMIT} s of the solver; whole calls\n"
    yield _line(_HEAD)
    yield _line(tuple("-" * width for width in _WIDTHS))
    for name in names:
        yield _line(_row(name))


def _row(name: str) -> tuple[str, ...]:
    problem = INSTANCES[name]().problem()
    found = search_slots(problem, budget=MOVES)
    begun = perf_counter()
    proof = prove_answer(problem, found, time_limit=LIMIT)
    return (
        name,
        f"{found.bound:.0f}",
        f"{found.cost:.0f}",
        f"{100 * (found.cost / proof.bound - 1):.1f} %",
        f"{proof.answer.cost:.0f}",
        f"{proof.bound:.0f}",
        f"{100 * proof.gap:.1f} %",
        proof.end,
        f"{perf_counter() - begun:.1f}",
    )


def _line(cells: tuple[str, ...]) -> str:
    first, *rest = zip(cells, _WIDTHS, strict=True)
    return "| " + " | ".join([first[0].ljust(first[1]), *(c.rjust(w) for c, w in rest)]) + " |"


if __name__ == "__main__":
    for text in report(tuple(sys.argv[1:]) or _CITIES):
        print(text, flush=True)
