"""The output of a run: words for people, data for programs, and no terminal control codes.

Every command writes through this module. A character that the terminal's code page lacks is shown
as an escape, so that a report never fails over a name.
"""

import io
import os
import re
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import zip_longest
from typing import NoReturn

from statplan.errors import Command, Words

# C0 but for newline and tab, DEL, C1, line and paragraph separators, and marks of direction.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)

_completions: list[Callable[[Command], Command]] = []


class ClosedStreamError(OSError):
    """Standard output is closed, so that nothing can be shown."""


class _ClosedOutput(io.TextIOBase):
    """A standard output that was closed before the program began."""

    encoding = "utf-8"

    def write(self, text: str, /) -> NoReturn:
        del text
        raise ClosedStreamError("standard output is closed")

    @property
    def buffer(self) -> "_ClosedOutput":
        return self


def prepare_streams() -> None:
    """Make the standard streams safe to use, whatever the process was started with.

    Descriptors 0 to 2 are opened where they are closed, so that no file of the run gets their
    number.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or io.StringIO()
    sys.stdout = sys.stdout or _ClosedOutput()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def escape_controls(text: str) -> str:
    r"""Return a text in which a control character is written as an escape, as in \x1b."""
    return _CONTROLS.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def set_completions(*completions: Callable[[Command], Command]) -> None:
    """Set the functions that complete all commands from now on; former ones are dropped."""
    _completions[:] = completions


def format_words(words: Words) -> str:
    """Return words as people are to read them, with each command complete."""
    if isinstance(words, str):
        return words
    for complete in _completions:
        words = words.change_commands(complete)
    return str(words)


def print_line(words: Words) -> None:
    """Write a line of words to standard output: what was asked for."""
    sys.stdout.write(f"{escape_controls(format_words(words))}\n")


def print_bytes(raw_bytes: bytes) -> None:
    """Write bytes to standard output, as they are: for a program, or a file."""
    sys.stdout.flush()
    sys.stdout.buffer.write(raw_bytes)


def print_message(words: Words) -> None:
    """Write a line of words to standard error: what happened, and what to do next."""
    sys.stderr.write(f"{escape_controls(format_words(words))}\n")


def has_terminal() -> bool:
    """Return whether a person is there to be asked: words are seen, and what is typed is read."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_yes_no(question: str) -> bool:
    """Ask a question on standard error; anything but yes means no.

    Raises:
        EOFError: the person leaves.
    """
    sys.stderr.write(f"{escape_controls(question)} [y/N] ")
    sys.stderr.flush()
    reply = sys.stdin.readline()
    if not reply:
        raise EOFError
    return reply.strip().casefold() in {"y", "yes"}


def align_rows(
    rows: Sequence[Sequence[str]],
    *,
    least: Sequence[int] = (),
    right: Container[int] = (),
    gap: str = "  ",
) -> Iterator[str]:
    """Align rows of cells under each other.

    Args:
        rows: the rows, each of as many cells.
        least: how wide each column is at least.
        right: the columns whose cells stand at their right end.
        gap: what stands between two columns.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    widths = [max(pair) for pair in zip_longest(widths, least[: len(widths)], fillvalue=0)]
    for row in rows:
        cells = (
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield gap.join(cells).rstrip()


def escape_annotation(text: str) -> str:
    """Return the message of a GitHub annotation as a workflow command has it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Return a property of a GitHub annotation, such as its title."""
    return escape_annotation(text).replace(":", "%3A").replace(",", "%2C")


def shorten_text(text: str, width: int, mark: str = "...") -> str:
    """Return a text that is cut where it is too wide, with a mark at its end."""
    return text if len(text) <= width else f"{text[: width - len(mark)]}{mark}"


def flush_output() -> None:
    """Write out what is waiting; on an error, nothing is tried again when the process ends.

    Raises:
        OSError: standard output is closed or full.
    """
    try:
        sys.stdout.flush()
    except OSError:
        drop_output()
        raise


def drop_output() -> None:
    """Send what is still waiting for standard output nowhere."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
