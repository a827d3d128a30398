"""Texts on their way to and from a person: nothing unseen goes out, nothing unseen comes in."""

import re

from statplan.interview.prompt import PromptChoice

STEERING_HINT = "? explains, < goes back, / lists where else to go."

# Line separators, the marks that turn the direction of writing, and a mark of the order of bytes;
# with them the controls but the line break, and lone halves of characters. A terminal obeys them,
# and nobody sees that they are there.
MARKS = "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_UNSEEN = re.compile(f"[{MARKS}\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_PIECES = re.compile(r"\s*\S+")
_MORE = " ..."


def escape_unseen(text: str) -> str:
    """Return a text as it may be shown: what a terminal would obey is written out."""
    return _UNSEEN.sub(_escape_char, text)


def _escape_char(match: re.Match[str]) -> str:
    char = match.group()
    return " " if char == "\t" else f"<U+{ord(char):04X}>"


def strip_unseen(text: str) -> str:
    """Return a text as it was meant by whoever typed or pasted it, without what cannot be seen."""
    plain = re.sub("\r\n?|\u2028|\u2029", "\n", text).replace("\t", " ")
    return _UNSEEN.sub("", plain)


def join_lines(text: str, separator: str = " ") -> str:
    """Join the lines of a text into one line."""
    return separator.join(line.strip() for line in text.split("\n") if line.strip())


def format_choice(choice: PromptChoice) -> str:
    """Return a choice as it is listed: its title, and what is said of it."""
    return f"{choice.title} ({choice.note})" if choice.note else choice.title


def wrap_text(text: str, width: int, max_lines: int = 0) -> list[str]:
    """Wrap one line of text into lines that fit, broken at blanks.

    Args:
        text: the line.
        width: how many columns there are; some characters take two, some none.
        max_lines: how many lines are shown of it; all where it is 0.
    """
    from prompt_toolkit.utils import get_cwidth

    lines = [""]
    for piece in _PIECES.findall(text):
        rest = piece
        if get_cwidth(lines[-1] + rest) > width and lines[-1]:
            rest = rest.lstrip()
            lines.append("")
        while get_cwidth(rest) > width and not 0 < max_lines < len(lines):
            lines[-1] = _cut_to_width(rest, width)
            rest = rest[len(lines[-1]) :]
            lines.append("")
        lines[-1] += rest
        if 0 < max_lines < len(lines):
            return [
                *lines[: max_lines - 1],
                _cut_to_width(lines[max_lines - 1], width - len(_MORE)) + _MORE,
            ]
    return lines


def _cut_to_width(text: str, width: int) -> str:
    """Return as much of a text's beginning as fits; at least one character."""
    from prompt_toolkit.utils import get_cwidth

    used = 0
    for index, char in enumerate(text):
        used += get_cwidth(char)
        if used > width and index:
            return text[:index]
    return text
