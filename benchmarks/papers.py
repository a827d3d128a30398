"""The charter of the StateStat example in every format, and its year to print."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import STATPLAN, process
from benchmarks.table import Row, Section, whole
from statplan.documents import WRITERS

_STATESTAT = Path(__file__).parent.parent / "examples" / "statestat"
_PAIRS = 5


def section(folder: Path) -> Section:
    """What is made when somebody asks for paper: 176 meetings, 14 departments."""
    return Section("Paper for the StateStat example, whole process in P", _rows(folder))


def _rows(folder: Path) -> Iterator[Row]:
    for library in ("typst", "docx", "xlsxwriter"):
        yield whole(f"floor: import {library}", process(sys.executable, "-c", f"import {library}"))
    for form in WRITERS:
        yield _made(folder, f"statplan charter -f {form}")
    for form in ("xlsx", "pdf", "svg"):
        yield _made(folder, f"statplan calendar -f {form}")
    yield _made(folder, "statplan charter --for human-resources -f pdf")
    out = folder / "paper"
    yield whole(
        "statplan build, all formats",
        process(STATPLAN, "build", _STATESTAT, "-o", out, pairs=_PAIRS),
    )


def _made(folder: Path, command: str) -> Row:
    _, name, *flags = command.split()
    out = folder / f"paper-{name}.{flags[-1]}"
    words: tuple[str | Path, ...] = (STATPLAN, name, _STATESTAT, *flags, "-o", out)
    return whole(command, process(*words, pairs=_PAIRS))
