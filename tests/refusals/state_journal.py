"""Refusals of an interrupted command, of a lock, and of what is in the place of a file."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import filelock

from statplan.errors import StatplanError
from statplan.workspace import journal
from statplan.workspace.atomic import UnrestoredError, write_files
from tests.refusals.state_doctor import interrupt, link
from tests.refusals.state_files import DENIED, _raise
from tests.support.commands import JOURNAL
from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import LEDGER, leave_damaged_journal, leave_foreign_journal


def _strike_second(folder: RemedyFolder, strike: Callable[[Mapping[Path, bytes]], object]) -> None:
    """Write the journal of a publish, and let something happen in place of writing the files."""
    publish(folder)
    calls: list[object] = []

    def write_journal_only(outputs: Mapping[Path, bytes], **options: Any) -> object:
        calls.append(outputs)
        return write_files(outputs, **options) if len(calls) == 1 else strike(outputs)

    folder.patch.setattr(journal, "write_files", write_journal_only)


def interrupt_half_written(folder: RemedyFolder) -> None:
    """Interrupt a decision when the ledger is written."""

    def strike(outputs: Mapping[Path, bytes]) -> NoReturn:
        (path,) = outputs
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    _strike_second(folder, strike)


def fail_to_restore(folder: RemedyFolder) -> None:
    """Let a decision neither be written nor put back."""

    def strike(outputs: Mapping[Path, bytes]) -> NoReturn:
        (path,) = outputs
        raise UnrestoredError(f"{path} cannot be written.", "Try again.", (path,), 1)

    _strike_second(folder, strike)


def fail_to_remove_journal(folder: RemedyFolder) -> None:
    """Let a decision not be written, and its journal not be removed."""
    _strike_second(folder, lambda _: _raise(StatplanError("the disk is full.")))
    folder.patch.setattr(journal, "_remove_journal", lambda _: False)


def copy_interrupted(folder: RemedyFolder) -> None:
    """Interrupt a decision, and copy the folder with its journal."""
    interrupt(folder)
    path = folder.path / JOURNAL
    text = path.read_text("utf-8").partition("\n")[2]
    from tests.support.tampered_files import sealed_journal

    inode = f'"inode":{folder.path.stat().st_ino}'
    assert inode in text
    path.write_bytes(sealed_journal(text.replace(inode, '"inode":1').encode()))


def track_journal(folder: RemedyFolder) -> None:
    """Interrupt a decision where git's index cannot be read."""
    interrupt(folder)
    folder.write(".git/index", "x")


def change_interrupted(folder: RemedyFolder) -> None:
    """Interrupt a decision, and decide something else with another program."""
    interrupt(folder)
    ledger = folder.path / LEDGER
    ledger.write_bytes(ledger.read_bytes() + b"\n")


def hold_lock(folder: RemedyFolder, error: OSError) -> None:
    """Let the lock not be had."""
    folder.patch.setattr(filelock.FileLock, "acquire", lambda *_, **__: _raise(error))


CASES = (
    RefusalCase(
        "workspace/journal._describe_half_written",
        "bump blight/2027-03",
        (
            "interrupted while files were being written. /plan/.statplan.publish holds "
            "everything that is to be written: the next command that changes anything "
            "completes this one."
        ),
        "To complete it now: `statplan doctor --repair`.",
        exit_code=130,
        prepare=interrupt_half_written,
        changes=True,
    ),
    RefusalCase(
        "workspace/journal._add_recovery_remedy",
        "bump blight/2027-03",
        (
            "/plan/statplan.ledger.json cannot be written. /plan/.statplan.publish holds "
            "everything that is to be written."
        ),
        ("Look at the disk and at its permissions, then run `statplan doctor --repair`."),
        exit_code=1,
        prepare=fail_to_restore,
        changes=True,
    ),
    RefusalCase(
        "workspace/journal._drop_journal",
        "bump blight/2027-03",
        (
            "no calendar and no ledger is changed yet, but /plan/.statplan.publish could "
            "not be removed: the next command that changes anything completes this one."
        ),
        ("To complete it now: `statplan doctor --repair`. To give it up: delete that file."),
        exit_code=1,
        prepare=fail_to_remove_journal,
        changes=True,
    ),
    RefusalCase(
        "workspace/journal.encode_journal",
        "publish",
        "the calendars are too large to be published at once.",
        "Publish fewer years, series, or audiences.",
        exit_code=1,
        prepare=lambda folder: folder.patch.setattr(journal, "_MOST_BYTES", 4),
    ),
    RefusalCase(
        "workspace/journal.read_journal",
        "publish",
        (
            "/plan/.statplan.publish would write 'other.txt', which no publish into "
            "calendars writes."
        ),
        (
            "If the plan's calendar folder was changed since, change it back "
            "(frequency.calendars.folder). Else delete /plan/.statplan.publish, then run "
            "`statplan doctor`."
        ),
        prepare=leave_foreign_journal,
    ),
    RefusalCase(
        "workspace/journal.read_journal (2)",
        "publish",
        "a command was interrupted, and /plan/statplan.ledger.json was changed since.",
        (
            "To complete the command, put /plan/statplan.ledger.json back as it was. To "
            "give it up, restore the ledger and calendars together from version control "
            "or a backup, delete /plan/.statplan.publish, and run it again."
        ),
        prepare=change_interrupted,
    ),
    RefusalCase(
        "workspace/journal._read_own_journal",
        "publish",
        "/plan/.statplan.publish is tracked by git, so it may have come with a clone.",
        ("Take it out of git, and run this again: `git rm --cached /plan/.statplan.publish`."),
        prepare=track_journal,
    ),
    RefusalCase(
        "workspace/journal._read_own_journal (2)",
        "publish",
        "/plan/.statplan.publish is damaged: its digest does not fit what it says.",
        "Delete /plan/.statplan.publish, then run `statplan doctor`.",
        prepare=leave_damaged_journal,
    ),
    RefusalCase(
        "workspace/journal._read_own_journal (3)",
        "publish",
        (
            "/plan/.statplan.publish was not written in this folder: it came with a copy "
            "or a clone, or the disk was mounted anew since."
        ),
        (
            "Restore statplan.ledger.json and calendars together from version control or "
            "a backup, delete /plan/.statplan.publish, and publish again."
        ),
        prepare=copy_interrupted,
    ),
    RefusalCase(
        "workspace/journal.parse_journal",
        "status",
        "/plan/.statplan.publish is damaged: its digest does not fit what it says.",
        "Delete /plan/.statplan.publish, then run `statplan doctor`.",
        prepare=leave_damaged_journal,
    ),
    RefusalCase(
        "workspace/lock.lock_folder",
        "publish",
        "another statplan is at work on /plan; nothing was done.",
        "Wait until it has finished, and run this again.",
        prepare=lambda folder: hold_lock(folder, filelock.Timeout("lock")),
    ),
    RefusalCase(
        "workspace/lock.lock_folder (2)",
        "publish",
        ("/plan/.statplan.lock cannot be written: Permission denied. Nothing was changed."),
        "Look at the folder's permissions and at the space left.",
        exit_code=1,
        prepare=lambda folder: hold_lock(folder, DENIED),
    ),
    RefusalCase(
        "workspace/obstacles.refuse_obstacles",
        "publish",
        (
            "/plan/statplan.ledger.json is a symbolic link, and is not written through. "
            "Nothing was changed."
        ),
        "Put the file itself there.",
        prepare=lambda folder: link(folder, LEDGER),
    ),
    RefusalCase(
        "workspace/obstacles._describe_obstacle",
        "publish",
        ("/plan/calendars is a symbolic link, and is not written through. Nothing was changed."),
        (
            "Put the file or folder itself there, or state another folder for calendars "
            "(frequency.calendars.folder)."
        ),
        prepare=lambda folder: link(folder, "calendars"),
    ),
    RefusalCase(
        "workspace/obstacles._describe_obstacle (2)",
        "publish",
        "/plan/calendars is a file, where a folder is to be. Nothing was changed.",
        (
            "Put the file or folder itself there, or state another folder for calendars "
            "(frequency.calendars.folder)."
        ),
        prepare=lambda folder: folder.write("calendars", "x"),
    ),
    RefusalCase(
        "workspace/obstacles._describe_obstacle (3)",
        "publish",
        ("/plan/statplan.ledger.json is a folder, where a file is to be. Nothing was changed."),
        "Put the file itself there.",
        prepare=lambda folder: (folder.path / LEDGER).mkdir(),
    ),
    RefusalCase(
        "workspace/obstacles._describe_obstacle (3)",
        "publish",
        ("/plan/statplan.ledger.json is a device, where a file is to be. Nothing was changed."),
        "Put the file itself there.",
        prepare=lambda folder: os.mkfifo(folder.path / LEDGER),
    ),
)
