"""The texts that no public file may hold, and those that the marks of a folder withhold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from statplan.records.front_matter import split_lines
from statplan.records.letters import split_words
from statplan.records.marks import read_marks
from statplan.records.model import GROUNDS
from statplan.records.record_files import MarkedNotes, is_copy, read_notes


class Parts(Enum):
    """What is withheld of a text besides the whole of it, its lines, addresses, and links."""

    NONE = "nothing else"
    TELLING = "names and values that do not stand elsewhere by chance"
    ALL = "every name and value"


@dataclass(frozen=True, slots=True)
class WithheldText:
    """A text that no public file may hold.

    Attributes:
        text: the text.
        source: the answer, the decision or the mark that it is from.
        parts: what of it is withheld besides the whole.
        allowed_words: normalized words of it that somebody allowed in public.
    """

    text: str
    source: str
    parts: Parts = Parts.ALL
    allowed_words: frozenset[str] = frozenset()

    @property
    def is_plain_word(self) -> bool:
        """Whether it is one word that any other record may hold by chance."""
        return self.text.isalpha() and self.text.islower()


def collect_withheld_texts(texts: Mapping[str, str]) -> tuple[WithheldText, ...]:
    """Return what the notes of a folder withhold, for the scan of every file to be public.

    What the notes of one meeting allow in public is allowed in all.

    Args:
        texts: every file of the folder by the name that messages give it.
    """
    allowed_words = collect_words(words for text in texts.values() for words in _list_allowed(text))
    return tuple(
        replace(withheld_text, allowed_words=allowed_words)
        for name in sorted(texts)
        for withheld_text in read_withheld_texts(texts[name], name)
    )


def _list_allowed(text: str) -> tuple[str, ...]:
    """Return the words that the head of notes allows in public."""
    notes = read_notes(text)
    if not isinstance(notes, MarkedNotes):
        return ()
    return tuple(answer.words for answer in notes.answers.values())


def read_withheld_texts(text: str, name: str) -> tuple[WithheldText, ...]:
    """Return what marked notes withhold, for the scan of every file that is to be public.

    Marks count in any file but a cleared copy, also where its head cannot be read.

    Args:
        text: the whole file of the notes.
        name: what messages call it.
    """
    if is_copy(text):
        return ()
    notes = read_notes(text)
    lines, first_number = split_lines(text), 1
    if isinstance(notes, MarkedNotes):
        lines, first_number = [*notes.lines], notes.first_number
    marks = read_marks(lines, first_number, GROUNDS).marks
    return tuple(WithheldText(mark.text, f"{name}:{mark.line}", Parts.TELLING) for mark in marks)


def collect_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words of public names, as `RedactionRules.public_words` has them."""
    return frozenset(word for name in names for word in split_words(name))


# The words of the templates' headings, which a mark cannot withhold (`template.py`).
TEMPLATE_WORDS = collect_words(
    (
        "Meeting, Date, Moved from, Place, Purpose, Subject, Attendance",
        "Who came, Office, Came, Agenda, What was discussed, Decisions, Actions, Action, Owner",
        "Due, Status, Commitments made, Requests, Number, Priority, Data needed",
        "For the next meeting, Items closed, merged or on hold, Notes",
    )
)
