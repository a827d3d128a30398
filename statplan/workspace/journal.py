"""The journal of a publish: what is to be written, so that a later run completes a killed one.

A journal may name the ledger and what a publish writes into the plan's calendar folder, and nothing
else. It holds the device and inode of the folder in which it was written, which no clone, archive,
or copy has. A journal that git tracks may have come with a clone, and is refused as well.
"""

import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from statplan import screen
from statplan.errors import EXIT_INTERRUPTED, Command, Remedy, StatplanError, Words, quote_argument
from statplan.strict_json import StateError, hash_bytes, parse_state
from statplan.workspace import obstacles
from statplan.workspace.atomic import (
    UnrestoredError,
    has_content,
    is_unchanged,
    read_former_content,
    remove_file,
    remove_temporary_files,
    write_files,
)
from statplan.workspace.files import LEDGER_FILE, read_file
from statplan.workspace.git_index import is_tracked
from statplan.workspace.gitattributes import (
    ATTRIBUTES,
    ATTRIBUTES_FILE,
    PUBLISHED_SUFFIXES,
    build_gitattributes,
)

JOURNAL_FILE = ".statplan.publish"
_MOST_BYTES = 256 * 1024 * 1024
_STRICT = ConfigDict(strict=True, extra="forbid", frozen=True)
_Count = Annotated[int, Field(ge=0, lt=2**128)]
_Digest = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]


class _JournalFile(BaseModel):
    """A file that a publish writes: its path below the plan's folder, and its text."""

    model_config = _STRICT
    path: Annotated[str, Field(max_length=300)]
    text: str


class Journal(BaseModel):
    """Everything that a publish writes, in order; `ledger` is the digest of the ledger before."""

    model_config = _STRICT
    version: Literal[2]
    device: _Count
    inode: _Count
    ledger: _Digest
    files: Annotated[tuple[_JournalFile, ...], Field(max_length=100_000)]


_ADAPTER = TypeAdapter(Journal)


def commit_files(folder: Path, calendars: Path, outputs: Mapping[Path, bytes]) -> list[Path]:
    """Write files as one: `complete_commit` finishes a killed run; a failed one changes nothing.

    A journal of everything is written first. It stays until every file is written, or is proved
    to be as before.

    Args:
        folder: the folder of the plan.
        calendars: the calendar folder in it.
        outputs: the ledger and files of the calendar folder, in the order of writing.

    Returns:
        The files that changed.

    Raises:
        StatplanError: one cannot be written, and none has been.
        UnrestoredError: one cannot be written, and not everything could be put back; it says what
            is changed and what completes the publish.
        ValueError: an output is no file that a publish may write.
    """
    obstacles.refuse_obstacles(folder, outputs)
    changed = {path: content for path, content in outputs.items() if not has_content(path, content)}
    for path, content in changed.items():
        if not _is_publishable(folder, calendars, path, content):
            raise ValueError(f"a publish may not write {path}")
    if not changed:
        return []
    return _write_journaled(folder, changed)


def _write_journaled(folder: Path, changed: Mapping[Path, bytes]) -> list[Path]:
    """Write the journal, then the files, and remove the journal when it is not needed any more."""
    journal = folder / JOURNAL_FILE
    before = {path: read_former_content(path) for path in changed}
    try:
        write_files({journal: encode_journal(folder, changed)}, passing=True)
        written = write_files(changed, journaled=True)
    except UnrestoredError as error:
        raise _add_recovery_remedy(error, journal) from error
    except BaseException:
        if not all(is_unchanged(path, former) for path, former in before.items()):
            raise _describe_half_written(journal) from None
        _drop_journal(journal)
        raise
    if not _remove_journal(journal):
        screen.print_message(f"{journal} could not be removed; the next command removes it.")
    return written


def _describe_half_written(journal: Path) -> UnrestoredError:
    """Return the error for a run that ended while files were being written, or put back."""
    return UnrestoredError(
        f"interrupted while files were being written. {journal} holds everything that is to be "
        "written: the next command that changes anything completes this one.",
        Remedy("To complete it now: ", Command("doctor", "--repair"), "."),
        (journal,),
        EXIT_INTERRUPTED,
    )


def _add_recovery_remedy(error: UnrestoredError, journal: Path) -> UnrestoredError:
    """Return an error with what is still to be completed, and by which command."""
    if error.changed == (journal,):
        detail = (
            f"No calendar and no ledger is changed yet, but {journal} could not be removed: the "
            "next command that changes anything completes this one."
        )
        details: tuple[str, ...] = (detail,)
    else:
        details = (*error.details, f"{journal} holds everything that is to be written.")
    remedy = Remedy(
        "Look at the disk and at its permissions, then run ", Command("doctor", "--repair"), "."
    )
    return UnrestoredError(error.fact, remedy, error.changed, error.exit_code, details)


def _drop_journal(journal: Path) -> None:
    """Remove a journal whose files are all as before.

    Raises:
        UnrestoredError: it cannot be removed, so that a later run would complete it.
    """
    if not _remove_journal(journal):
        raise UnrestoredError(
            f"no calendar and no ledger is changed yet, but {journal} could not be removed: the "
            "next command that changes anything completes this one.",
            Remedy(
                "To complete it now: ",
                Command("doctor", "--repair"),
                ". To give it up: delete that file.",
            ),
            (journal,),
            1,
        )


def _remove_journal(journal: Path) -> bool:
    """Remove the journal, trying twice, and return whether it is gone."""
    for _ in range(2):
        try:
            journal.unlink(missing_ok=True)
        except OSError:
            continue
        return True
    return not os.path.lexists(journal)


def encode_journal(folder: Path, changed: Mapping[Path, bytes]) -> bytes:
    """Return the journal of files that are to be written in the plan's folder."""
    folder_stat = folder.stat()
    text = Journal(
        version=2,
        device=folder_stat.st_dev,
        inode=folder_stat.st_ino,
        ledger=digest_file(folder / LEDGER_FILE),
        files=tuple(
            _JournalFile(path=path.relative_to(folder).as_posix(), text=content.decode())
            for path, content in changed.items()
        ),
    ).model_dump_json()
    if len(text) > _MOST_BYTES // 4:  # a character takes up to four octets
        raise StatplanError(
            "the calendars are too large to be published at once.",
            remedy="Publish fewer years, series, or audiences.",
        )
    return f"{hash_bytes(text.encode())}\n{text}".encode()


def complete_commit(folder: Path, calendars: Path) -> tuple[Path, ...]:
    """Finish what was interrupted in a folder, and remove what it left half-written.

    Returns:
        The files that the journal named; none where nothing was interrupted.

    Raises:
        StatplanError: exit code 4, as `read_journal`.
    """
    outputs = read_journal(folder, calendars) if is_interrupted(folder) else {}
    obstacles.refuse_obstacles(folder, [folder / LEDGER_FILE, calendars / ATTRIBUTES_FILE])
    remove_temporary_files(folder, below=False)
    remove_temporary_files(calendars, below=True)
    if not is_interrupted(folder):
        return ()
    write_files(outputs, journaled=True)
    remove_file(folder / JOURNAL_FILE)
    return tuple(outputs)


def is_interrupted(folder: Path) -> bool:
    """Return whether there is a journal, so that something was not finished."""
    return os.path.lexists(folder / JOURNAL_FILE)


def read_journal(folder: Path, calendars: Path) -> dict[Path, bytes]:
    """Return what the journal of an interrupted publish says is to be written, in order.

    Raises:
        StatplanError: exit code 4; the journal is damaged, was not written in this folder, names a
            file that no publish writes, or the ledger was changed since.
    """
    path = folder / JOURNAL_FILE
    journal = _read_own_journal(folder, calendars, path)
    outputs = {folder / entry.path: entry.text.encode() for entry in journal.files}
    foreign_paths = [
        entry.path
        for entry in journal.files
        if not _is_publishable(folder, calendars, folder / entry.path, entry.text.encode())
        or PurePosixPath(entry.path).as_posix() != entry.path
    ]
    if foreign_paths:
        raise _build_refusal(
            f"{path} would write {foreign_paths[0]!a}, which no publish into {calendars.name} "
            "writes.",
            Remedy(
                "If the plan's calendar folder was changed since, change it back "
                f"(frequency.calendars.folder). Else delete {path}, then run ",
                Command("doctor"),
                ".",
            ),
        )
    attributes = calendars / ATTRIBUTES_FILE
    if attributes in outputs and not build_gitattributes(calendars):
        del outputs[attributes]  # somebody has put one of their own there since
    obstacles.refuse_obstacles(folder, outputs)
    ledger = folder / LEDGER_FILE
    new_ledger = outputs.get(ledger)
    if digest_file(ledger) not in {
        journal.ledger,
        hash_bytes(new_ledger) if new_ledger else journal.ledger,
    }:
        raise _build_refusal(
            f"a command was interrupted, and {ledger} was changed since.",
            f"To complete the command, put {ledger} back as it was. To give it up, restore the "
            f"ledger and {calendars.name} together from version control or a backup, delete "
            f"{path}, and run it again.",
        )
    return outputs


def _read_own_journal(folder: Path, calendars: Path, path: Path) -> Journal:
    """Read a journal, and refuse one that was not written in its folder."""
    obstacles.refuse_obstacles(
        folder, [path], remedy="Delete it: statplan makes its own when it needs one."
    )
    if is_tracked(path):
        raise _build_refusal(
            f"{path} is tracked by git, so it may have come with a clone.",
            f"Take it out of git, and run this again: `git rm --cached {quote_argument(path)}`.",
        )
    try:
        journal = parse_journal(read_file(path))
    except StateError as error:
        raise _build_refusal(
            f"{path} is damaged: {error}.",
            Remedy(f"Delete {path}, then run ", Command("doctor"), "."),
        ) from None
    folder_stat = folder.stat()
    if (journal.device, journal.inode) != (folder_stat.st_dev, folder_stat.st_ino):
        raise _build_refusal(
            f"{path} was not written in this folder: it came with a copy or a clone, or the disk "
            "was mounted anew since.",
            f"Restore {LEDGER_FILE} and {calendars.name} together from version control or a "
            f"backup, delete {path}, and publish again.",
        )
    return journal


def parse_journal(content: bytes) -> Journal:
    """Return what a journal says.

    Raises:
        StateError: it is damaged, or of another form.
    """
    digest, _, text = content.partition(b"\n")
    if digest.decode("ascii", "replace") != hash_bytes(text):
        raise StateError("its digest does not fit what it says")
    return parse_state(_ADAPTER, text, _MOST_BYTES)


def _is_publishable(folder: Path, calendars: Path, path: Path, content: bytes) -> bool:
    """Return whether a publish may write a file: the ledger, or one of a calendar folder.

    Files without a suffix could make a repository of git out of a folder, and hidden ones could
    change what programs do in it. The one that may be written says exactly one thing.
    """
    if path == folder / LEDGER_FILE:
        return True
    if path == calendars / ATTRIBUTES_FILE:
        return content == ATTRIBUTES
    if not path.is_relative_to(calendars) or path == calendars:
        return False
    parts = path.relative_to(folder).parts
    plain = all(
        part.isprintable() and part[0] not in ".~" and part[-1] not in ". " and "\\" not in part
        for part in parts
    )
    return plain and ":" not in path.name and path.suffix in PUBLISHED_SUFFIXES


def _build_refusal(fact: str, remedy: Words) -> StatplanError:
    return StatplanError(fact, remedy=remedy, exit_code=4)


def digest_file(path: Path) -> str:
    """Return the digest of a file; empty where there is none."""
    return hash_bytes(path.read_bytes()) if path.is_file() else ""
