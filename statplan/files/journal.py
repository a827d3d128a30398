"""The journal of a publish: what is to be written, so that a later run completes a killed one.

A journal is trusted with little. It may name the ledger and what a publish writes into the plan's
calendar folder, and nothing else. It is bound to the folder in which it was written by what no
clone, archive, or copy carries: the folder's device and inode. A journal that git tracks arrived
with a clone, and is refused as well.
"""

import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from statplan import screen
from statplan.errors import StatplanError
from statplan.files import LEDGER_FILE, places, read
from statplan.files.atomic import (
    UnrestoredError,
    is_as_before,
    is_equal,
    read_former,
    remove,
    write_all,
)
from statplan.files.attributes import (
    ATTRIBUTES,
    ATTRIBUTES_FILE,
    PUBLISHED_SUFFIXES,
    make_attributes,
)
from statplan.files.git_index import is_tracked
from statplan.files.journal_form import (
    Journal,
    digest_bytes,
    digest_file,
    encode_journal,
    parse_journal,
)
from statplan.files.near_misses import quote
from statplan.files.temporary import remove_temporaries
from statplan.strict_json import StateError

JOURNAL_FILE = ".statplan.publish"


def commit(folder: Path, calendars: Path, outputs: Mapping[Path, bytes]) -> list[Path]:
    """Write files as one: killed at any moment, `complete` finishes it; failed, all is as it was.

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
        UnrestoredError: the same, and not everything could be put back; it says what is changed
            and what completes the publish.
        ValueError: an output is no file that a publish may write.
    """
    places.refuse(folder, outputs)
    changed = {path: data for path, data in outputs.items() if not is_equal(path, data)}
    for path, data in changed.items():
        if not _is_publishable(folder, calendars, path, data):
            raise ValueError(f"a publish may not write {path}")
    if not changed:
        return []
    return _write_journaled(folder, changed)


def _write_journaled(folder: Path, changed: Mapping[Path, bytes]) -> list[Path]:
    """Write the journal, then the files, and remove the journal when it is not needed any more."""
    journal = folder / JOURNAL_FILE
    before = {path: read_former(path) for path in changed}
    try:
        write_all({journal: encode_journal(folder, changed)}, passing=True)
        written = write_all(changed, journaled=True)
    except UnrestoredError as error:
        raise _add_way_out(error, journal) from error
    except BaseException:
        if not all(is_as_before(path, former) for path, former in before.items()):
            raise _describe_half(journal) from None
        _discard(journal)
        raise
    if not _remove_journal(journal):
        screen.say(f"{journal} could not be removed; the next command removes it.")
    return written


def _describe_half(journal: Path) -> UnrestoredError:
    """Say that files were being written, or put back, when everything ended."""
    return UnrestoredError(
        f"interrupted while files were being written. {journal} holds everything that is to be "
        "written: the next command that changes anything completes this one.",
        "To complete it now: `statplan doctor --repair`.",
        (journal,),
        130,
    )


def _add_way_out(error: UnrestoredError, journal: Path) -> UnrestoredError:
    """Say what is still to be completed, and by which command."""
    if error.changed == (journal,):
        message = (
            f"{error.message.partition(chr(10))[0]}\nNo calendar and no ledger is changed yet, "
            f"but {journal} could not be removed: the next command that changes anything "
            "completes this one."
        )
    else:
        message = f"{error.message}\n{journal} holds everything that is to be written."
    hint = "Look at the disk and at its permissions, then run `statplan doctor --repair`."
    return UnrestoredError(message, hint, error.changed, error.exit_code)


def _discard(journal: Path) -> None:
    """Remove a journal whose files are all as before.

    Raises:
        UnrestoredError: it cannot be removed, so that a later run would complete it.
    """
    if not _remove_journal(journal):
        raise UnrestoredError(
            f"no calendar and no ledger is changed yet, but {journal} could not be removed: the "
            "next command that changes anything completes this one.",
            "To complete it now: `statplan doctor --repair`. To give it up: delete that file.",
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


def complete(folder: Path, calendars: Path) -> tuple[Path, ...]:
    """Finish what was interrupted in a folder, and remove what it left half-written.

    Returns:
        The files that the journal named; none where nothing was interrupted.

    Raises:
        StatplanError: exit code 4, as `read_journal`.
    """
    outputs = read_journal(folder, calendars) if is_interrupted(folder) else {}
    places.refuse(folder, [folder / LEDGER_FILE, calendars / ATTRIBUTES_FILE])
    remove_temporaries(folder, below=False)
    remove_temporaries(calendars, below=True)
    if not is_interrupted(folder):
        return ()
    write_all(outputs, journaled=True)
    remove(folder / JOURNAL_FILE)
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
    journal = _read_own(folder, calendars, path)
    outputs = {folder / entry.path: entry.text.encode() for entry in journal.files}
    strange = [
        entry.path
        for entry in journal.files
        if not _is_publishable(folder, calendars, folder / entry.path, entry.text.encode())
        or PurePosixPath(entry.path).as_posix() != entry.path
    ]
    if strange:
        raise _refuse(
            f"{path} would write {strange[0]!a}, which no publish into {calendars.name} writes.",
            "If the plan's calendar folder was changed since, change it back "
            f"(frequency.calendars.folder). Else delete {path}, then run `statplan doctor`.",
        )
    attributes = calendars / ATTRIBUTES_FILE
    if attributes in outputs and not make_attributes(calendars):
        del outputs[attributes]  # somebody has put one of their own there since
    places.refuse(folder, outputs)
    ledger = folder / LEDGER_FILE
    after = outputs.get(ledger)
    if digest_file(ledger) not in {
        journal.ledger,
        digest_bytes(after) if after else journal.ledger,
    }:
        raise _refuse(
            f"a publish was interrupted, and {ledger} was changed since.",
            f"To complete the publish, put {ledger} back as it was. To give it up, restore the "
            f"ledger and {calendars.name} together from version control or a backup, delete "
            f"{path}, and publish again.",
        )
    return outputs


def _read_own(folder: Path, calendars: Path, path: Path) -> Journal:
    """Read a journal, and refuse one that was not written in its folder."""
    places.refuse(folder, [path], hint="Delete it: statplan makes its own when it needs one.")
    if is_tracked(path):
        raise _refuse(
            f"{path} is tracked by git, so it may have come with a clone.",
            f"Take it out of git, and run this again: `git rm --cached {quote(path)}`.",
        )
    try:
        journal = parse_journal(read(path))
    except StateError as error:
        raise _refuse(
            f"{path} is damaged: {error}.", f"Delete {path}, then run `statplan doctor`."
        ) from None
    state = folder.stat()
    if (journal.device, journal.inode) != (state.st_dev, state.st_ino):
        raise _refuse(
            f"{path} was not written in this folder: it came with a copy or a clone, or the disk "
            "was mounted anew since.",
            f"Restore {LEDGER_FILE} and {calendars.name} together from version control or a "
            f"backup, delete {path}, and publish again.",
        )
    return journal


def _is_publishable(folder: Path, calendars: Path, path: Path, data: bytes) -> bool:
    """Return whether a publish may write a file: the ledger, or one of a calendar folder.

    Files without a suffix could make a repository of git out of a folder, and hidden ones could
    change what programs do in it. The one that may be written says exactly one thing.
    """
    if path == folder / LEDGER_FILE:
        return True
    if path == calendars / ATTRIBUTES_FILE:
        return data == ATTRIBUTES
    if not path.is_relative_to(calendars) or path == calendars:
        return False
    parts = path.relative_to(folder).parts
    plain = all(
        part.isprintable() and part[0] not in ".~" and part[-1] not in ". " and "\\" not in part
        for part in parts
    )
    return plain and ":" not in path.name and path.suffix in PUBLISHED_SUFFIXES


def _refuse(fact: str, hint: str) -> StatplanError:
    return StatplanError(fact, hint=hint, exit_code=4)
