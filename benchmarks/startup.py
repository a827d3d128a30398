"""Words about the program, beside what its libraries cost alone."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import STATPLAN, process
from benchmarks.table import Row, Section, whole

_BUDGET = 7
_APP = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
"""
_COMMAND = """
@app.command()
def command{0}(name: str, first: int = 1, second: bool = False, third: str = ""):
    "Do thing {0}."
"""


def section(folder: Path) -> Section:
    """What everybody waits for first."""
    return Section("Words about the program, whole process in P", _rows(folder))


def _rows(folder: Path) -> Iterator[Row]:
    bare = folder / "bare.py"
    bare.write_text(_APP + "".join(_COMMAND.format(index) for index in range(12)) + "app()\n")
    yield whole("floor: import typer", process(sys.executable, "-c", "import typer"))
    yield whole("floor: typer, 12 empty commands, --help", process(sys.executable, bare, "--help"))
    for words in (("--version",), ("--help",), ("check", "--help")):
        yield whole(f"statplan {' '.join(words)}", process(STATPLAN, *words), _BUDGET)
