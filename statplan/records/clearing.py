"""Which copies of a folder are cleared copies of the notes beside them, and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass

from statplan.documents.blocks import Block
from statplan.errors import Problem, StatplanError
from statplan.records.kinds import Kind
from statplan.records.papers import Copy, Notes, is_copy, is_notes, read_copy, read_notes


@dataclass(frozen=True, slots=True)
class Record:
    """What a meeting left behind, as it may be public.

    `meeting` is the meeting's key; `blocks` is its text below the title, in which nothing is
    markup: each writer of documents escapes what it writes.
    """

    meeting: str
    kind: Kind
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """The cleared copies of a folder by meeting and kind, and what is wrong with the others."""

    copies: dict[tuple[str, Kind], Copy]
    problems: tuple[Problem, ...] = ()


def look(texts: Mapping[str, str]) -> Folder:
    """Tell which copies are cleared copies of the notes as they are now.

    Args:
        texts: every file of the folder by the name that messages give it.
    """
    notes = _notes(texts)
    copies: dict[tuple[str, Kind], Copy] = {}
    problems = []
    for name in sorted(texts):
        if not is_copy(texts[name]):
            continue
        found = read_copy(texts[name])
        wrong = _wrong(found, notes, copies)
        if found is None or wrong:
            problems.append(Problem(0, 0, "", *wrong).in_file(name))
        else:
            copies[found.meeting, found.kind] = found
    return Folder(copies, tuple(problems))


def cleared(texts: Mapping[str, str]) -> tuple[Record, ...]:
    """The records of a folder that may be public, by meeting and kind.

    Args:
        texts: every file of the folder by the name that messages give it.

    Raises:
        StatplanError: exit code 4; a copy was changed, or its notes were, or they are not there.
    """
    from statplan.records.reading import read_blocks

    folder = look(texts)
    if folder.problems:
        count = len(folder.problems)
        raise StatplanError(
            f"{'1 record is' if count == 1 else f'{count} records are'} not cleared.",
            hint="Do what is said after each of them, then run this again.",
            exit_code=4,
            problems=folder.problems,
        )
    order = [*Kind]
    ordered = sorted(folder.copies, key=lambda each: (each[0], order.index(each[1])))
    found = []
    for meeting, kind in ordered:
        title, blocks = read_blocks(folder.copies[meeting, kind].body)
        found.append(Record(meeting, kind, title or kind.heading, blocks))
    return tuple(found)


def _notes(texts: Mapping[str, str]) -> dict[tuple[str, Kind], set[str]]:
    """The digests of the notes, by meeting and kind."""
    found: dict[tuple[str, Kind], set[str]] = {}
    for text in texts.values():
        notes = read_notes(text) if is_notes(text) else ()
        if isinstance(notes, Notes):
            found.setdefault((notes.meeting, notes.kind), set()).add(notes.digest)
    return found


def _wrong(
    copy: Copy | None,
    notes: Mapping[tuple[str, Kind], set[str]],
    others: Mapping[tuple[str, Kind], Copy],
) -> tuple[str, str] | tuple[()]:
    """The fact that speaks against a copy and what to do; nothing where none does."""
    if copy is None:
        remedy = "Change the notes that it is of, and run `statplan redact --force` on them."
        return "this copy was changed after it was cleared.", remedy
    key = copy.meeting, copy.kind
    if key not in notes:
        fact = f"the {copy.kind} of {copy.meeting} that it was made of are not beside it."
        return fact, "Put them back, or take the copy away: nothing can be compared without them."
    if copy.notes not in notes[key]:
        fact = f"the {copy.kind} of {copy.meeting} were changed after it was cleared."
        return fact, "Run `statplan redact` on them."
    if key in others:
        fact = f"there is another cleared copy of the {copy.kind} of {copy.meeting}."
        return fact, "Keep one of them."
    return ()
