"""Marks: the parts of a text that are withheld, and the labels in their place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from statplan.errors import Problem
from statplan.plan.english import format_list
from statplan.records.letters import split_words
from statplan.records.near_marks import has_remains, looks_like_mark, warns_of_publication

LABEL_START = "[Redacted: "
_INLINE_MARK = re.compile(r"\[\[REDACT:([a-z0-9-]+)\|([^\[\]|]+)\]\]")
_BLOCK_END = ":::"
_BLOCK = re.compile(r":::redact ([a-z0-9-]+)")
# Beside a mark these make a link, a picture, a note, or a path of the label: `](`, `[label](`.
_NOT_BEFORE = re.compile(r"[!\[\\/]$|\]\s*\($")
_NOT_AFTER = re.compile(r"[(\[{/]")
_AT_LINE_START = re.compile(r"[\s>*+-]*|\s*[0-9]+[.)]\s*")  # where `[label]:` defines a link

_AS_WRITTEN = (
    "Write it as [[REDACT:code|text]] on one line, or as lines between :::redact code "
    "and :::, at the beginning of the line. Where no mark is meant, use other words."
)
_WARNING = (
    "this says that something is not for the public, and withholds nothing.",
    "Withhold what is meant with a mark, such as [[REDACT:code|text]], or leave these words out.",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: the line where it begins, its code, and what it withholds."""

    line: int
    code: str
    text: str


@dataclass(slots=True)
class MarkedText:
    """A text whose marks were read.

    `public_lines` is the text with a label in the place of each mark, `origins` the number of the
    line of the marked text from which each of them is.
    """

    public_lines: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add_problem(self, line: int, fact: str, remedy: str, column: int = 0) -> None:
        """Add a problem for something that is wrong in a line."""
        self.problems.append(Problem(line, column, "", fact, remedy))

    def add_public_line(self, text: str, line: int) -> None:
        """Add a line to the public text, with the number of the line from which it is."""
        self.public_lines.append(text)
        self.origins.append(line)


def read_marks(lines: Sequence[str], first_number: int, grounds: Mapping[str, str]) -> MarkedText:
    """Read the marks of a text, and put a label in the place of each.

    Args:
        lines: the lines of the text.
        first_number: the number of the first of them.
        grounds: what each code stands for.
    """
    marked = MarkedText()
    open_block: Mark | None = None
    block_lines: list[str] = []
    for number, line in enumerate(lines, start=first_number):
        if open_block is None:
            open_block = _read_line(marked, line, number, grounds)
            block_lines = []
        elif line == _BLOCK_END:
            _close_block(marked, open_block, block_lines, grounds)
            open_block = None
        elif has_remains(line):
            fact = f"a mark stands inside the block that begins in line {open_block.line}."
            marked.add_problem(number, fact, "Close the block with ::: first; marks do not nest.")
        else:
            block_lines.append(line)
    if open_block is not None:
        marked.add_problem(
            open_block.line, "this block is never closed.", "End it with a line that is :::."
        )
        marked.marks.append(Mark(open_block.line, open_block.code, "\n".join(block_lines)))
    return marked


def _read_line(
    marked: MarkedText, line: str, number: int, grounds: Mapping[str, str]
) -> Mark | None:
    """Read a line outside of blocks; return the mark of a block that it opens, else None."""
    opening = _BLOCK.fullmatch(line)
    if opening:
        _check_ground(marked, opening[1], number, grounds)
        return Mark(number, opening[1], "")
    pieces, position = [], 0
    for match in _INLINE_MARK.finditer(line):
        label = _read_inline_mark(marked, line, match, number, grounds)
        pieces += [line[position : match.start()], label]
        position = match.end()
    rest = [*pieces[::2], line[position:]]
    texts = [remove_labels(piece, grounds) for piece in rest]
    is_unbalanced = bool(pieces) and line.count("[") != line.count("]")
    if is_unbalanced or any(map(looks_like_mark, texts)):
        marked.add_problem(number, "this looks like a mark and is none.", _AS_WRITTEN)
    elif any(map(warns_of_publication, texts)):
        marked.add_problem(number, *_WARNING)
    marked.add_public_line(_merge_labels("".join([*pieces, line[position:]]), grounds), number)
    return None


def _read_inline_mark(
    marked: MarkedText, line: str, match: re.Match[str], number: int, grounds: Mapping[str, str]
) -> str:
    code, text = match.groups()
    column = match.start() + 1
    _check_ground(marked, code, number, grounds)
    if not split_words(text):
        marked.add_problem(number, "this mark withholds no word.", "Take the mark away.", column)
    before, after = line[: match.start()], line[match.end() :]
    is_definition = after.startswith(":") and _AT_LINE_START.fullmatch(before)
    if _NOT_BEFORE.search(before) or _NOT_AFTER.match(after) or is_definition:
        fact = "this mark touches a bracket, a slash or a colon, as in a link, a picture or a note."
        remedy = "A mark stands in running text: withhold the whole link, or put a blank between."
        marked.add_problem(number, fact, remedy, column)
    marked.marks.append(Mark(number, code, text))
    return format_label(grounds.get(code, code))


def _close_block(
    marked: MarkedText, block: Mark, block_lines: list[str], grounds: Mapping[str, str]
) -> None:
    if not split_words(" ".join(block_lines)):
        marked.add_problem(block.line, "this block withholds no word.", "Take the block away.")
    marked.marks.append(Mark(block.line, block.code, "\n".join(block_lines)))
    if marked.public_lines and marked.public_lines[-1]:
        marked.add_public_line("", block.line)
    marked.add_public_line(format_label(grounds.get(block.code, block.code)), block.line)
    marked.add_public_line("", block.line)


def _check_ground(marked: MarkedText, code: str, number: int, grounds: Mapping[str, str]) -> None:
    if code not in grounds:
        fact = f"'{code[:40]}' is no ground for withholding."
        marked.add_problem(number, fact, f"Write {format_list(grounds, 'or')}.")


def format_label(ground: str) -> str:
    """Return the label for a withheld text, of the same length whatever that text was."""
    return f"{LABEL_START}{ground}]"


def remove_labels(text: str, grounds: Mapping[str, str]) -> str:
    """Return a text without the labels in it."""
    for ground in grounds.values():
        text = text.replace(format_label(ground), " ")
    return text


def _merge_labels(line: str, grounds: Mapping[str, str]) -> str:
    """Join labels of one ground side by side, so that the number of words is not told."""
    for ground in grounds.values():
        pattern = re.escape(format_label(ground))
        replacement = format_label(ground).replace("\\", r"\\")
        line = re.sub(rf"{pattern}(?:\s+{pattern})+", replacement, line)
    return line
