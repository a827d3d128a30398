"""Answers in the head of notes, compared with the notes: what they allow, and which are of use."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from statplan.records.letters import split_words
from statplan.records.marks import Mark, read_marks, remove_labels
from statplan.records.public_answers import PublicAnswer
from statplan.records.record_files import MarkedNotes, read_notes


def find_allowed_marks(answer: PublicAnswer, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks of which an answer would make public all that they withhold."""
    for mark in marks:
        if _has_words(split_words(answer.words), split_words(mark.text)):
            yield mark


def list_unused_answers(text: str, grounds: Mapping[str, str]) -> tuple[int, ...]:
    """Return the line numbers of answers whose words stand nowhere in the public text.

    Args:
        text: the whole file of the notes.
        grounds: what each code of a mark stands for.
    """
    notes = read_notes(text)
    if not isinstance(notes, MarkedNotes):
        return ()
    public_lines = read_marks(notes.lines, notes.first_number, grounds).public_lines
    public_words = split_words(remove_labels("\n".join(public_lines), grounds))
    return tuple(
        number
        for number, answer in notes.answers.items()
        if not _has_words(public_words, split_words(answer.words))
    )


def _has_words(words: Sequence[str], wanted_words: Sequence[str]) -> bool:
    return bool(wanted_words) and f" {' '.join(wanted_words)} " in f" {' '.join(words)} "
