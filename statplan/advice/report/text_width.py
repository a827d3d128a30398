"""The width of text on a terminal, where a letter takes two columns, one, or none."""

import unicodedata
from collections.abc import Iterator

_NONE = {"Mn", "Me", "Cf"}
_UNSHOWN = "\N{REPLACEMENT CHARACTER}"


def measure_character(char: str) -> int:
    """Return the columns that a character takes."""
    if char.isascii():
        return 1
    if unicodedata.category(char) in _NONE:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def measure_width(text: str) -> int:
    """Return the columns that a text takes."""
    return sum(map(measure_character, text))


def make_printable(text: str) -> str:
    """Replace what cannot be printed on one line, such as controls and changes of direction."""
    return "".join(map(_replace_unprintable, text))


def _replace_unprintable(char: str) -> str:
    if char in "\t\xa0":
        return " "
    return char if char.isprintable() else _UNSHOWN


def wrap_text(text: str, columns: int, indent: str = "", first: str | None = None) -> Iterator[str]:
    """Break a text at blanks into lines of at most so many columns; a longer word stays whole."""
    line, empty = (indent if first is None else first), True
    for word in make_printable(" ".join(text.split())).split():
        if not empty and measure_width(line) + 1 + measure_width(word) > columns:
            yield line
            line, empty = indent, True
        line += word if empty else f" {word}"
        empty = False
    if not empty or first is not None:
        yield line


def cut_excerpt(line: str, start: int, end: int, columns: int) -> tuple[str, int, int]:
    """Return the part of a line that fits, and the columns before and under the marked part.

    Args:
        line: a line of the file.
        start: the index of the first marked character.
        end: the index behind the last one.
        columns: how many columns are available.
    """
    first, last = max(0, start - 2 * columns), start + 2 * columns
    more_before, more_after = first > 0, last < len(line)
    line = make_printable(line[first:last])
    start, end = start - first, min(end - first, len(line))
    if measure_width(line) <= columns and not more_before and not more_after:
        return line, measure_width(line[:start]), max(1, measure_width(line[start:end]))
    left = start
    while left > 0 and measure_width(line[left - 1 : end]) < columns * 2 // 3:
        left -= 1
    head = "..." if left or more_before else ""
    tail = len(line)
    while tail > start + 1 and measure_width(head + line[left:tail]) > columns - 3:
        tail -= 1
    text = f"{head}{line[left:tail]}{'...' if tail < len(line) or more_after else ''}"
    before = measure_width(head + line[left:start])
    return text, before, max(1, min(measure_width(line[start:end]), measure_width(text) - before))
