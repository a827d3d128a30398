"""The cleared copies in a folder, checked against the notes beside them, and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from statplan.documents.blocks import Block
from statplan.errors import Command, Problem, Remedy, StatplanError, Words
from statplan.plan.english import format_count
from statplan.records.front_matter import split_lines
from statplan.records.model import RecordKind
from statplan.records.record_files import (
    COPY_SUFFIX,
    RECORD_SUFFIX,
    ClearedCopy,
    MarkedNotes,
    is_copy,
    is_notes,
    read_copy,
    read_notes,
)
from statplan.records.unfilled_parts import find_unfilled_parts


@dataclass(frozen=True, slots=True)
class ClearedRecord:
    """A record of a meeting, as it may be public.

    `meeting` is the meeting's key; `blocks` is its text below the title, in which nothing is
    markup: each writer of documents escapes what it writes.
    """

    meeting: str
    kind: RecordKind
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class RecordFolder:
    """The cleared copies of a folder by meeting and kind, and what is wrong with the others.

    `unread` are the copies that no second person has read, where the plan asks for that. `notes`
    are the files of the notes.
    """

    copies: dict[tuple[str, RecordKind], ClearedCopy]
    notes: Mapping[tuple[str, RecordKind], str]
    problems: tuple[Problem, ...]
    unread: tuple[Problem, ...]


def check_copies(
    texts: Mapping[str, str],
    early_meetings: Mapping[str, Problem] = MappingProxyType({}),
    *,
    needs_reader: bool = False,
) -> RecordFolder:
    """Return the cleared copies that match the notes as they are now, and what is wrong.

    Args:
        texts: every file of the folder by the name that messages give it.
        early_meetings: why a meeting has no record yet, by its key.
        needs_reader: whether the plan asks for a second reader.
    """
    digests = _collect_digests(texts)
    copies: dict[tuple[str, RecordKind], ClearedCopy] = {}
    problems, unread = [], []
    for file_name in sorted(texts):
        if not is_copy(texts[file_name]):
            continue
        copy = read_copy(texts[file_name])
        notes_name = _find_notes_name(file_name, copy, digests)
        notes = read_notes(texts[notes_name]) if notes_name in texts else None
        objection = _find_objection(
            copy, notes_name, digests, copies, is_unreadable=isinstance(notes, tuple)
        )
        if copy and copy.meeting in early_meetings:
            problems.append(early_meetings[copy.meeting].with_file(file_name))
        elif copy is None or objection:
            problems.append(Problem(0, 0, "", *objection).with_file(file_name))
        elif needs_reader and not copy.reader:
            unread.append(_ask_for_reader(notes_name).with_file(file_name))
        else:
            copies[copy.meeting, copy.kind] = copy
    notes_names = {identity: next(iter(names.values())) for identity, names in digests.items()}
    return RecordFolder(copies, notes_names, tuple(problems), tuple(unread))


def _ask_for_reader(notes_name: str) -> Problem:
    command = Command("redact", notes_name, "--reader", "JOB_TITLE")
    remedy = Remedy("Have a second person read it, and type ", command, ".")
    return Problem(0, 0, "", "it does not say which second person read it.", remedy)


def read_cleared_records(folder: RecordFolder) -> tuple[ClearedRecord, ...]:
    """Return the records of a folder that may be public, by meeting and kind.

    Args:
        folder: its cleared copies, and what is wrong with the others.

    Raises:
        StatplanError: exit code 4; a copy was changed, or its notes were, or they are not there,
            or its meeting has not taken place, or no second person read it.
    """
    from statplan.records.markdown_blocks import read_blocks

    problems = (*folder.problems, *folder.unread)
    if problems:
        count = format_count(len(problems), "record")
        raise StatplanError(
            f"{count} cannot be published.",
            remedy="Do what is said after each of them, then run this again.",
            exit_code=4,
            problems=problems,
        )
    kind_order = [*RecordKind]
    identities = sorted(
        folder.copies, key=lambda identity: (identity[0], kind_order.index(identity[1]))
    )
    records = []
    for meeting, kind in identities:
        title, blocks = read_blocks(folder.copies[meeting, kind].body)
        records.append(ClearedRecord(meeting, kind, title or kind.heading, blocks))
    return tuple(records)


def _collect_digests(texts: Mapping[str, str]) -> dict[tuple[str, RecordKind], dict[str, str]]:
    """Return the names of the notes by digest, by meeting and kind."""
    digests: dict[tuple[str, RecordKind], dict[str, str]] = {}
    for name, text in texts.items():
        notes = read_notes(text) if is_notes(text) else ()
        if isinstance(notes, MarkedNotes):
            digests.setdefault((notes.meeting, notes.kind), {})[notes.digest] = name
    return digests


def _find_notes_name(
    file_name: str,
    copy: ClearedCopy | None,
    digests: Mapping[tuple[str, RecordKind], Mapping[str, str]],
) -> str:
    """Return the file of the notes that a copy is of, as a command names it."""
    names = [*digests.get((copy.meeting, copy.kind), {}).values()] if copy else []
    if names:
        return names[0]
    stem = file_name.removesuffix(COPY_SUFFIX)
    return "FILE" if stem == file_name else f"{stem}{RECORD_SUFFIX}"


def _find_objection(
    copy: ClearedCopy | None,
    notes_name: str,
    digests: Mapping[tuple[str, RecordKind], Mapping[str, str]],
    other_copies: Mapping[tuple[str, RecordKind], ClearedCopy],
    *,
    is_unreadable: bool,
) -> tuple[str, Words] | tuple[()]:
    """Return the fact that speaks against a copy and what to do; nothing where none does."""
    if copy is None:
        remedy = Remedy(
            "Change the notes that it is of, and make it again: ",
            Command("redact", notes_name, "--force"),
            ".",
        )
        return "this copy was changed after it was cleared.", remedy
    identity = copy.meeting, copy.kind
    if identity not in digests:
        return _describe_missing_notes(copy, notes_name, is_unreadable=is_unreadable)
    if copy.notes_digest not in digests[identity]:
        fact = f"the {copy.kind} of {copy.meeting} were changed after it was cleared."
        return fact, Remedy("Make it again: ", Command("redact", notes_name), ".")
    if identity in other_copies:
        fact = f"there is another cleared copy of the {copy.kind} of {copy.meeting}."
        return fact, "Keep one of them."
    if any(find_unfilled_parts(split_lines(copy.body))):
        fact = "nothing is written in this copy, or a row of a table in it is not filled in."
        return fact, Remedy(
            "Write what is missing in the notes, and make it again: ",
            Command("redact", notes_name),
            ".",
        )
    return ()


def _describe_missing_notes(
    copy: ClearedCopy, notes_name: str, *, is_unreadable: bool
) -> tuple[str, Words]:
    """Return that there are no notes to compare a copy with, or none that can be read."""
    if is_unreadable:
        fact = "the head of the notes beside it cannot be read."
        return fact, Remedy("See what is wrong with it: ", Command("redact", notes_name), ".")
    fact = f"the {copy.kind} of {copy.meeting} that it was made of are not beside it."
    return fact, "Put them back, or take the copy away: nothing can be compared without them."
