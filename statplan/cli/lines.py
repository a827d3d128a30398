"""Lines for eyes: whole in a pipe, and broken at the width of a terminal."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from statplan import screen

_HANGING = 4


def put(lines: Iterable[str]) -> None:
    """Write lines to stdout; on a terminal what is too long goes on, indented, on the next line."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in lines:
        for piece in broken(screen.finish_words(line), columns):
            screen.show(f"{piece}")


def broken(line: str, columns: int | None) -> list[str]:
    """A line as pieces of at most so many columns; whole words, and as it is without columns."""
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


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of cells under each other, with two blanks between them."""
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell:{size}}" for cell, size in zip(row, wide, strict=True))
        yield "  ".join(cells).rstrip()
