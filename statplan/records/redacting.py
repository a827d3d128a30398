"""From marked notes to the copy that may be public, or to everything that speaks against it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from statplan.errors import Problem
from statplan.records import leaking
from statplan.records.forms import unfit
from statplan.records.kinds import GROUNDS
from statplan.records.labels import without_labels
from statplan.records.letters import hidden, mixed
from statplan.records.marks import Marked, read_marks
from statplan.records.papers import Copy, Notes, read_notes
from statplan.records.secrets import Withheld
from statplan.records.withholding import TEMPLATE_WORDS

_RULED = re.compile(r"[\s|:=-]+")  # the line below a heading, or below the header of a table
_RULE = re.compile(r"([-=])\1{2,}")


@dataclass(frozen=True, slots=True)
class Manner:
    """By what notes are judged.

    Attributes:
        grounds: what each code of a mark stands for.
        inside: what stays inside whatever is marked: names of the roster, other records' secrets.
        known: words, folded, that are public anyway: offices, departments, subjects.
        allowed: names and numbers, folded, that may stand in clear although a mark holds them.
    """

    grounds: Mapping[str, str] = field(default_factory=lambda: GROUNDS)
    inside: tuple[Withheld, ...] = ()
    known: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()


def redact(text: str, manner: Manner) -> Copy | tuple[Problem, ...]:
    """Make the public copy of marked notes.

    It fails closed: whatever is not certainly meant to be public is a problem.

    Args:
        text: the whole file of the notes.
        manner: by what they are judged.

    Returns:
        The copy, or every problem with its line, in order.
    """
    notes = read_notes(text)
    if not isinstance(notes, Notes):
        return notes
    marked = read_marks(notes.lines, notes.first, manner.grounds)
    problems = [*marked.problems, *_letters(notes), *_forms(marked), *_leaks(marked, manner)]
    if problems:
        return tuple(sorted(dict.fromkeys(problems)))
    return Copy(notes.kind, notes.meeting, notes.digest, _tidy(marked.public))


def _letters(notes: Notes) -> Iterator[Problem]:
    for number, line in enumerate(notes.lines, start=notes.first):
        yield from hidden(line, number)
        yield from mixed(line, number)


def _forms(marked: Marked) -> Iterator[Problem]:
    for each in unfit(marked.public):
        yield replace(each, line=_origin(marked, each.line - 1))


def _leaks(marked: Marked, manner: Manner) -> Iterator[Problem]:
    public = [without_labels(line, manner.grounds) for line in marked.public]
    known: Collection[str] = manner.known | manner.allowed | TEMPLATE_WORDS
    found: Iterable[tuple[int, Problem]] = (
        *leaking.in_clear(public, marked.marks, known),
        *leaking.denied(public, manner.inside),
    )
    for index, problem in found:
        yield replace(problem, line=_origin(marked, index))


def _origin(marked: Marked, index: int) -> int:
    """The line of the notes from which a line of the public text is."""
    return marked.origin[min(max(index, 0), len(marked.origin) - 1)] if marked.origin else 0


def _tidy(lines: Iterable[str]) -> str:
    """The text without what an editor aligned: widths and blank lines would tell of lengths."""
    kept: list[str] = []
    for line in lines:
        bare = line.rstrip()
        indent = bare[: len(bare) - len(bare.lstrip())]
        plain = _RULE.sub(r"\1\1\1", bare) if _RULED.fullmatch(bare) else bare
        even = indent + " ".join(plain.split())
        broken = f"{even}  " if bare and line.endswith("  ") else even if bare else ""
        if broken or (kept and kept[-1]):
            kept.append(broken)
    return "\n".join(kept).strip("\n") + "\n"
