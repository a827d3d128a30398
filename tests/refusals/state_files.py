"""Refusals of the disk: files that cannot be read, written, renamed, or completed."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import filelock

from statplan.errors import StatplanError
from statplan.workspace import atomic, files, journal
from statplan.workspace.atomic import UnrestoredError
from tests.refusals.state_doctor import interrupt, link
from tests.support.commands import JOURNAL
from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import LEDGER, leave_damaged_journal, leave_foreign_journal

FULL = OSError(28, "No space left on device")
DENIED = PermissionError(13, "Permission denied")


def _raise(error: BaseException) -> NoReturn:
    raise error


def fill_disk(folder: RemedyFolder, error: OSError = FULL) -> None:
    """Let the disk take no temporary file."""
    publish(folder)
    folder.patch.setattr(atomic, "write_temporary_file", lambda *_, **__: _raise(error))


def put_file_in_way(folder: RemedyFolder) -> None:
    """Put a file where a folder is to be."""
    folder.write("build", "x")


def write_half(folder: RemedyFolder) -> None:
    """Write two files on a disk that fails after the first, and puts nothing back."""
    replace, calls = Path.replace, list[Path]()

    def replace_once(path: Path, target: Path) -> Path:
        calls.append(path)
        return replace(path, target) if len(calls) == 1 else _raise(FULL)

    folder.patch.setattr(Path, "replace", replace_once)
    outputs = {folder.path / name: b"new" for name in ("statplan.yaml", "second.md", "third.md")}
    atomic.write_files(outputs)


def keep_draft(folder: RemedyFolder) -> None:
    """Keep a draft where no file can be renamed or removed."""
    folder.write("draft", "x")
    for name in ("rename", "unlink"):
        folder.patch.setattr(Path, name, lambda *_, **__: _raise(DENIED))


def _strike_second(folder: RemedyFolder, strike: Callable[[Mapping[Path, bytes]], object]) -> None:
    """Write the journal of a publish, and let something happen in place of writing the files."""
    publish(folder)
    write, calls = journal.write_files, list[object]()

    def write_journal_only(outputs: Mapping[Path, bytes], **options: Any) -> object:
        calls.append(outputs)
        return write(outputs, **options) if len(calls) == 1 else strike(outputs)

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


def lose_plan(folder: RemedyFolder) -> None:
    """Delete the plan."""
    (folder.path / "statplan.yaml").unlink()


def misname_plan(folder: RemedyFolder) -> None:
    """Give the plan a name that it may not have."""
    (folder.path / "statplan.yaml").rename(folder.path / "statplan.yml")


def deny_reading(folder: RemedyFolder) -> None:
    """Let the plan not be read."""
    folder.patch.setattr(files, "_read_bounded", lambda _: _raise(DENIED))


CASES = (
    RefusalCase("workspace/atomic.write_files", "bump blight/2027-03", "@", prepare=fill_disk),
    RefusalCase("workspace/atomic.write_files", "build", "@", prepare=put_file_in_way),
    RefusalCase("workspace/atomic.write_files", "build -o new", "@", prepare=lambda folder: (folder.path / "new/charter.md").mkdir(parents=True)),
    RefusalCase("workspace/atomic._describe_unrestored", write_half, "@", changes=True),
    RefusalCase("workspace/atomic.write_private_file", lambda folder: atomic.write_private_file(folder.path / "draft", b"x"), "@", prepare=fill_disk),
    RefusalCase("workspace/atomic.remove_file", lambda folder: atomic.remove_file(folder.path / "draft"), "@", prepare=keep_draft),
    RefusalCase("workspace/files.set_aside", lambda folder: files.set_aside(folder.path / "draft"), "@", prepare=keep_draft),
    RefusalCase("workspace/files.find_plan", "status ../nowhere/statplan.yaml", "@"),
    RefusalCase("workspace/files.find_plan (2)", "status", "@", prepare=lose_plan),
    RefusalCase("workspace/files.find_plan (2)", "status", "@", prepare=misname_plan),
    RefusalCase("workspace/files.read_file", "publish --plan statplan.yaml calendars.json", "@", prepare=lambda folder: (folder.path / "calendars.json").mkdir()),
    RefusalCase("workspace/files.read_file (2)", "publish nowhere.json", "@"),
    RefusalCase("workspace/files.read_file (2)", "status other.yaml", "@"),
    RefusalCase("workspace/files.read_file (3)", "status", "@", prepare=deny_reading),
    RefusalCase("workspace/files.read_file (4)", "status", "@", prepare=lambda folder: folder.write(LEDGER, "version https://git-lfs.github.com/spec/v1\n")),
    RefusalCase("workspace/files._read_bounded", "status", "@", prepare=lambda folder: folder.patch.setattr(files, "_MOST_BYTES", 9)),
    RefusalCase("workspace/journal._describe_half_written", "bump blight/2027-03", "@", prepare=interrupt_half_written, changes=True),
    RefusalCase("workspace/journal._add_recovery_remedy", "bump blight/2027-03", "@", prepare=fail_to_restore, changes=True),
    RefusalCase("workspace/journal._drop_journal", "bump blight/2027-03", "@", prepare=fail_to_remove_journal, changes=True),
    RefusalCase("workspace/journal.encode_journal", "publish", "@", prepare=lambda folder: folder.patch.setattr(journal, "_MOST_BYTES", 4)),
    RefusalCase("workspace/journal.read_journal", "publish", "@", prepare=leave_foreign_journal),
    RefusalCase("workspace/journal.read_journal (2)", "publish", "@", prepare=change_interrupted),
    RefusalCase("workspace/journal._read_own_journal", "publish", "@", prepare=track_journal),
    RefusalCase("workspace/journal._read_own_journal (2)", "publish", "@", prepare=leave_damaged_journal),
    RefusalCase("workspace/journal._read_own_journal (3)", "publish", "@", prepare=copy_interrupted),
    RefusalCase("workspace/journal.parse_journal", "status", "@", prepare=leave_damaged_journal),
    RefusalCase("workspace/lock.lock_folder", "publish", "@", prepare=lambda folder: hold_lock(folder, filelock.Timeout("lock"))),
    RefusalCase("workspace/lock.lock_folder (2)", "publish", "@", prepare=lambda folder: hold_lock(folder, DENIED)),
    RefusalCase("workspace/obstacles.refuse_obstacles", "publish", "@", prepare=lambda folder: link(folder, LEDGER)),
    RefusalCase("workspace/obstacles._describe_obstacle", "publish", "@", prepare=lambda folder: link(folder, "calendars")),
    RefusalCase("workspace/obstacles._describe_obstacle (2)", "publish", "@", prepare=lambda folder: folder.write("calendars", "x")),
    RefusalCase("workspace/obstacles._describe_obstacle (3)", "publish", "@", prepare=lambda folder: (folder.path / LEDGER).mkdir()),
    RefusalCase("workspace/obstacles._describe_obstacle (3)", "publish", "@", prepare=lambda folder: os.mkfifo(folder.path / LEDGER)),
)
