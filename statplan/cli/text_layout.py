"""The layout of lines for people: whole in a pipe, and wrapped at the width of a terminal."""

import shutil
import sys
import textwrap
from collections.abc import Iterable

from statplan import screen
from statplan.errors import Words

WIDEST = 96  # columns that lines for people fill at most
_HANGING = 4


def print_lines(lines: Iterable[Words]) -> None:
    """Write lines to stdout; on a terminal what is too long goes on, indented, on the next line."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in lines:
        for piece in wrap_line(screen.format_words(line), columns):
            screen.print_line(piece)


def measure_terminal(narrowest: int = 40) -> int:
    """Return the columns of the terminal that are used: at most so many as are read with ease."""
    return max(narrowest, min(WIDEST, shutil.get_terminal_size().columns))


def wrap_line(line: str, columns: int | None) -> list[str]:
    """Wrap a line between words into pieces of at most so many columns; None leaves it whole."""
    if columns is None or len(line) <= columns:
        return [line]
    lead = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        line,
        columns,
        subsequent_indent=lead + " " * _HANGING,
        break_long_words=False,
        break_on_hyphens=False,
    )
