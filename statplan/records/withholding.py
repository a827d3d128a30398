"""The texts that marked notes withhold, as a scan of public files needs them."""

from collections.abc import Iterable, Mapping

from statplan.records.head import split_lines
from statplan.records.kinds import GROUNDS
from statplan.records.letters import split_words
from statplan.records.marks import read_marks
from statplan.records.papers import MarkedNotes, is_copy, read_notes
from statplan.records.secrets import WithheldText, list_secrets


def collect_withheld_texts(texts: Mapping[str, str]) -> tuple[WithheldText, ...]:
    """Return what the notes of a folder withhold, for the scan of every file to be public.

    Args:
        texts: every file of the folder by the name that messages give it.
    """
    return tuple(
        withheld_text
        for name in sorted(texts)
        for withheld_text in read_withheld_texts(texts[name], name)
    )


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
    lines, first_number = (split_lines(text), 1)
    if isinstance(notes, MarkedNotes):
        lines, first_number = [*notes.lines], notes.first_number
    marks = read_marks(lines, first_number, GROUNDS).marks
    line_by_secret = {
        secret: mark.line for mark in marks for secret in list_secrets(mark, TEMPLATE_WORDS)
    }
    return tuple(WithheldText(secret, f"{name}:{line}") for secret, line in line_by_secret.items())


def collect_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words of public names, as `RedactionRules.public_words` has them."""
    return frozenset(word for name in names for word in split_words(name))


# The words of the templates' headings, which a mark cannot withhold (`template.py`).
TEMPLATE_WORDS = collect_words(
    (
        "Who came, Office, Came, Agenda, What was discussed, Decisions, Actions, Action, Owner",
        "Due, Status, Commitments made, Requests, Number, Priority, Data needed",
        "For the next meeting, Items closed, merged or on hold, Notes, Slides",
    )
)
