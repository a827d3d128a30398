"""How wide text is on a terminal, where a letter may take two columns or none."""

import unicodedata
from collections.abc import Iterator

_NONE = {"Mn", "Me", "Cf"}
_UNSHOWN = "\N{REPLACEMENT CHARACTER}"


def cell(char: str) -> int:
    """The columns that a character takes."""
    if char.isascii():
        return 1
    if unicodedata.category(char) in _NONE:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """The columns that a text takes."""
    return sum(map(cell, text))


def shown(text: str) -> str:
    """A text as it can be printed on one line: no control, no change of direction."""
    return "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char in "\t\xa0":
        return " "
    return char if char.isprintable() else _UNSHOWN


def wrap(text: str, columns: int, indent: str = "", first: str | None = None) -> Iterator[str]:
    """Break a text at blanks into lines of at most so many columns; a longer word stays whole."""
    line, empty = (indent if first is None else first), True
    for word in shown(" ".join(text.split())).split():
        if not empty and width(line) + 1 + width(word) > columns:
            yield line
            line, empty = indent, True
        line += word if empty else f" {word}"
        empty = False
    if not empty or first is not None:
        yield line


def excerpt(line: str, start: int, end: int, columns: int) -> tuple[str, int, int]:
    """The part of a line that fits, with the columns before and under what is pointed at.

    Args:
        line: a line of the file.
        start: the index of the first character that is pointed at.
        end: the index behind the last one.
        columns: how many columns there are.
    """
    first, last = max(0, start - 2 * columns), start + 2 * columns
    more_before, more_after = first > 0, last < len(line)
    line = shown(line[first:last])
    start, end = start - first, min(end - first, len(line))
    if width(line) <= columns and not more_before and not more_after:
        return line, width(line[:start]), max(1, width(line[start:end]))
    left = start
    while left > 0 and width(line[left - 1 : end]) < columns * 2 // 3:
        left -= 1
    head = "..." if left or more_before else ""
    tail = len(line)
    while tail > start + 1 and width(head + line[left:tail]) > columns - 3:
        tail -= 1
    text = f"{head}{line[left:tail]}{'...' if tail < len(line) or more_after else ''}"
    before = width(head + line[left:start])
    return text, before, max(1, min(width(line[start:end]), width(text) - before))
