"""Marks: what of a text is withheld, and what stands in its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from statplan.errors import Problem
from statplan.plan.english import listing
from statplan.records.labels import label, merged, without_labels
from statplan.records.letters import folded, words

INLINE = re.compile(r"\[\[REDACT:([a-z0-9-]+)\|([^\[\]|]+)\]\]")
CLOSING = ":::"
_BLOCK = re.compile(r":::redact ([a-z0-9-]+)")
_NOT_BEFORE, _NOT_AFTER = "!([\\/", "([{:/"

# What is left of a mark that is not written just so: its brackets, its fence, its word beside a
# sign that prose would not put there. Looked for in the folded line.
_LEFT = re.compile(
    r"\[\s*\[|\]\s*\]|::\s*:|"
    r"[^\w\s.,;!?\"'()*-]\s*redact\b|"
    r"\bredact\s*[^\w\s.,;!?\"'()*-]"
)
_AS_WRITTEN = "Write it as [[REDACT:code|text]] on one line, or as lines between :::redact code "
_AS_WRITTEN += "and :::, at the beginning of the line."


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: the line where it begins, its code, and what it withholds."""

    line: int
    code: str
    text: str


@dataclass(slots=True)
class Marked:
    """A text whose marks were read.

    `public` is the text with a label in the place of each mark, `origin` the line of the marked
    text from which each of its lines is; `labels` are what stands in place of marks.
    """

    public: list[str] = field(default_factory=list)
    origin: list[int] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, fact: str, remedy: str, column: int = 0) -> None:
        """Note something that is wrong in a line."""
        self.problems.append(Problem(line, column, "", fact, remedy))

    def keep(self, text: str, line: int) -> None:
        """Let a line be public."""
        self.public.append(text)
        self.origin.append(line)


def read_marks(lines: Sequence[str], first: int, grounds: Mapping[str, str]) -> Marked:
    """Read the marks of a text, and put a label in the place of each.

    Args:
        lines: the lines of the text.
        first: the number of the first of them.
        grounds: what each code stands for.
    """
    found = Marked()
    block: Mark | None = None
    held: list[str] = []
    for number, line in enumerate(lines, start=first):
        if block is None:
            block = _outside(found, line, number, grounds)
            held = []
        elif line == CLOSING:
            _close(found, block, held, grounds)
            block = None
        elif _LEFT.search(folded(line)):
            fact = f"a mark stands inside the block that begins in line {block.line}."
            found.problem(number, fact, "Close the block with ::: first; marks do not nest.")
        else:
            held.append(line)
    if block is not None:
        found.problem(block.line, "this block is never closed.", "End it with a line that is :::.")
        found.marks.append(Mark(block.line, block.code, "\n".join(held)))
    return found


def _outside(found: Marked, line: str, number: int, grounds: Mapping[str, str]) -> Mark | None:
    """Read a line that stands in no block; a block where it opens one."""
    opening = _BLOCK.fullmatch(line)
    if opening:
        _known(found, opening[1], number, grounds)
        return Mark(number, opening[1], "")
    pieces, at = [], 0
    for each in INLINE.finditer(line):
        pieces += [line[at : each.start()], _inline(found, line, each, number, grounds)]
        at = each.end()
    rest = [*pieces[::2], line[at:]]
    for piece in rest:
        if _LEFT.search(folded(without_labels(piece, grounds))):
            found.problem(number, "this looks like a mark and is none.", _AS_WRITTEN)
            break
    found.keep(merged("".join([*pieces, line[at:]]), grounds), number)
    return None


def _inline(
    found: Marked, line: str, each: re.Match[str], number: int, grounds: Mapping[str, str]
) -> str:
    code, text = each.groups()
    column = each.start() + 1
    _known(found, code, number, grounds)
    if not words(text):
        found.problem(number, "this mark withholds no word.", "Take the mark away.", column)
    before, after = line[: each.start()][-1:], line[each.end() :][:1]
    if (before and before in _NOT_BEFORE) or (after and after in _NOT_AFTER):
        fact = "this mark touches a bracket, a slash or a colon, as in a link, a picture or a note."
        remedy = "A mark stands in running text: withhold the whole link, or put a blank between."
        found.problem(number, fact, remedy, column)
    found.marks.append(Mark(number, code, text))
    return label(grounds.get(code, code))


def _close(found: Marked, block: Mark, held: list[str], grounds: Mapping[str, str]) -> None:
    if not words(" ".join(held)):
        found.problem(block.line, "this block withholds no word.", "Take the block away.")
    found.marks.append(Mark(block.line, block.code, "\n".join(held)))
    if found.public and found.public[-1]:
        found.keep("", block.line)
    found.keep(label(grounds.get(block.code, block.code)), block.line)
    found.keep("", block.line)


def _known(found: Marked, code: str, number: int, grounds: Mapping[str, str]) -> None:
    if code not in grounds:
        fact = f"'{code[:40]}' is no ground for withholding."
        found.problem(number, fact, f"Write {listing(grounds, 'or')}.")
