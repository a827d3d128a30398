"""The redaction of marked notes: the copy that may be public, or every problem with it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from statplan.errors import Problem
from statplan.records.allowed_markdown import find_disallowed
from statplan.records.answer_checks import find_allowed_marks
from statplan.records.leak_check import find_confidential_leaks, find_marked_leaks
from statplan.records.marks import MarkedText, read_marks, remove_labels
from statplan.records.model import GROUNDS
from statplan.records.personal_data import (
    DEFAULT_COUNTRY,
    NOTES_NAME,
    PublicKnowledge,
    ask_about_personal_data,
)
from statplan.records.record_files import ClearedCopy, MarkedNotes, read_notes
from statplan.records.unfilled_parts import drop_unfilled_tables, find_unfilled_parts
from statplan.records.unicode import find_drawn_letters, find_hidden_characters, find_mixed_scripts
from statplan.records.withheld_text import TEMPLATE_WORDS, WithheldText, collect_words

_RULED = re.compile(r"[\s|:=-]+")  # the line below a heading, or below the header of a table
_RULE = re.compile(r"([-=])\1{2,}")


@dataclass(frozen=True, slots=True)
class RedactionRules:
    """The rules by which notes are judged.

    Attributes:
        grounds: what each code of a mark stands for.
        confidential_texts: what stays inside whatever is marked: names of the roster, other
            records' secrets.
        public_words: normalized words that are public anyway: offices, departments, subjects.
        early_meetings: why a meeting has no record yet, by its key.
        public_texts: texts of the plan that are public anyway, with their addresses and numbers.
        country: the country whose telephone numbers are written without a prefix.
        notes_name: the file of the notes, as a command names it.
    """

    grounds: Mapping[str, str] = field(default_factory=lambda: GROUNDS)
    confidential_texts: tuple[WithheldText, ...] = ()
    public_words: frozenset[str] = frozenset()
    early_meetings: Mapping[str, Problem] = field(default_factory=dict)
    public_texts: tuple[str, ...] = ()
    country: str = DEFAULT_COUNTRY
    notes_name: str = NOTES_NAME


def redact_notes(text: str, rules: RedactionRules) -> ClearedCopy | tuple[Problem, ...]:
    """Make the public copy of marked notes.

    It fails closed: whatever is not certainly meant to be public is a problem.

    Args:
        text: the whole file of the notes.
        rules: by what they are judged.

    Returns:
        The copy, or every problem with its line, in order.
    """
    notes = read_notes(text)
    if not isinstance(notes, MarkedNotes):
        return notes
    marked = read_marks(notes.lines, notes.first_number, rules.grounds)
    problems = [
        *(problem for key, problem in rules.early_meetings.items() if key == notes.meeting),
        *marked.problems,
        *_check_characters(notes),
        *_check_markdown(marked, rules),
        *_check_leaks(notes, marked, rules),
        *_check_answers(notes, marked),
    ]
    problems += _check_personal_data(notes, marked, rules, problems)
    if problems:
        return tuple(sorted(dict.fromkeys(problems)))
    public_lines = drop_unfilled_tables(marked.public_lines)
    return ClearedCopy(notes.kind, notes.meeting, notes.digest, _normalize_whitespace(public_lines))


def _check_characters(notes: MarkedNotes) -> Iterator[Problem]:
    for number, line in enumerate(notes.lines, start=notes.first_number):
        yield from find_hidden_characters(line, number)
        yield from find_mixed_scripts(line, number)
        yield from find_drawn_letters(line, number)


def _check_markdown(marked: MarkedText, rules: RedactionRules) -> Iterator[Problem]:
    disallowed = [*find_disallowed(marked.public_lines)]
    unfilled = find_unfilled_parts(
        marked.public_lines,
        rules.public_words,
        is_written=bool(disallowed or marked.marks or marked.problems),
    )
    for problem in (*disallowed, *unfilled):
        yield replace(problem, line=_find_origin(marked, problem.line - 1))


def _check_leaks(
    notes: MarkedNotes, marked: MarkedText, rules: RedactionRules
) -> Iterator[Problem]:
    public_text = "\n".join(_list_public_lines(marked, rules))
    allowed_words = collect_words(answer.words for answer in notes.answers.values())
    public_words = rules.public_words | allowed_words | TEMPLATE_WORDS
    leaks: Iterable[tuple[int, Problem]] = (
        *find_marked_leaks(public_text, marked.marks, public_words),
        *find_confidential_leaks(public_text, rules.confidential_texts, public_words),
    )
    for line, problem in leaks:
        yield replace(problem, line=_find_origin(marked, line - 1))


def _check_answers(notes: MarkedNotes, marked: MarkedText) -> Iterator[Problem]:
    """Yield the answers that would make public all that a mark withholds."""
    for number, answer in notes.answers.items():
        for mark in find_allowed_marks(answer, marked.marks):
            fact = f"this answer would allow all that is withheld in line {mark.line}."
            remedy = "Delete the answer, or take that mark away if nothing is to be withheld there."
            yield Problem(number, 0, "", fact, remedy)


def _check_personal_data(
    notes: MarkedNotes, marked: MarkedText, rules: RedactionRules, problems: Iterable[Problem]
) -> list[Problem]:
    """Return a question for each thing that looks like personal data on a line without problems.

    A question repeats the words, so none is asked while a mark is not as it should be: what
    follows may be meant to be withheld.
    """
    if marked.problems:
        return []
    lines_with_problems = {problem.line for problem in problems}
    knowledge = PublicKnowledge(
        rules.public_words,
        rules.public_texts,
        tuple(answer.words for answer in notes.answers.values()),
        rules.country,
    )
    withheld_texts = (
        *(mark.text for mark in marked.marks),
        *(withheld.text for withheld in rules.confidential_texts),
    )
    public_lines = _list_public_lines(marked, rules)
    questions = ask_about_personal_data(public_lines, knowledge, withheld_texts, rules.notes_name)
    asked = (replace(problem, line=_find_origin(marked, index)) for index, problem in questions)
    return [question for question in asked if question.line not in lines_with_problems]


def _list_public_lines(marked: MarkedText, rules: RedactionRules) -> list[str]:
    return [remove_labels(line, rules.grounds) for line in marked.public_lines]


def _find_origin(marked: MarkedText, index: int) -> int:
    """Return the line of the notes from which a line of the public text is."""
    return marked.origins[min(max(index, 0), len(marked.origins) - 1)] if marked.origins else 0


def _normalize_whitespace(lines: Iterable[str]) -> str:
    """Return the text without what an editor aligned: widths and blank lines tell of lengths."""
    tidy_lines: list[str] = []
    for line in lines:
        stripped = line.rstrip()
        indent = stripped[: len(stripped) - len(stripped.lstrip())]
        shortened = _RULE.sub(r"\1\1\1", stripped) if _RULED.fullmatch(stripped) else stripped
        spaced = indent + " ".join(shortened.split())
        has_break = bool(stripped) and line.endswith("  ")
        tidy_line = f"{spaced}  " if has_break else spaced
        if tidy_line or (tidy_lines and tidy_lines[-1]):
            tidy_lines.append(tidy_line)
    return "\n".join(tidy_lines).strip("\n") + "\n"
