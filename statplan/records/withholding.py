"""What marked notes withhold, as a scan of public files needs it."""

from collections.abc import Iterable, Mapping

from statplan.records.head import lines_of
from statplan.records.kinds import GROUNDS
from statplan.records.letters import words
from statplan.records.marks import read_marks
from statplan.records.papers import Notes, is_copy, read_notes
from statplan.records.secrets import Withheld, secrets


def withheld_of(texts: Mapping[str, str]) -> tuple[Withheld, ...]:
    """What the notes of a folder withhold, for the scan of every file that is to be public.

    Args:
        texts: every file of the folder by the name that messages give it.
    """
    return tuple(each for name in sorted(texts) for each in withheld(texts[name], name))


def withheld(text: str, name: str) -> tuple[Withheld, ...]:
    """What marked notes withhold, for the scan of every file that is to be public.

    Marks count in any file but a cleared copy, also where its head cannot be read.

    Args:
        text: the whole file of the notes.
        name: what messages call it.
    """
    if is_copy(text):
        return ()
    notes = read_notes(text)
    lines, first = (lines_of(text), 1)
    if isinstance(notes, Notes):
        lines, first = [*notes.lines], notes.first
    marks = read_marks(lines, first, GROUNDS).marks
    told = {each: mark.line for mark in marks for each in secrets(mark, TEMPLATE_WORDS)}
    return tuple(Withheld(each, f"{name}:{line}") for each, line in told.items())


def words_of(names: Iterable[str]) -> frozenset[str]:
    """The words of public names, as `Manner.known` has them."""
    return frozenset(word for each in names for word in words(each))


# The words of the templates' headings, which a mark cannot withhold (`template.py`).
TEMPLATE_WORDS = words_of(
    (
        "Who came, Office, Came, Agenda, What was discussed, Decisions, Actions, Action, Owner",
        "Due, Status, Commitments made, Requests, Number, Priority, Data needed",
        "For the next meeting, Items closed, merged or on hold, Notes, Slides",
    )
)
