"""Refusals of the disk: files that cannot be read, written, renamed, or completed."""

from pathlib import Path
from typing import NoReturn

from statplan.workspace import atomic, files
from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import LEDGER

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
    RefusalCase(
        "workspace/atomic.write_files",
        "bump blight/2027-03",
        (
            "/plan/.statplan.publish cannot be written: No space left on device. Nothing "
            "was changed."
        ),
        "Look at the folder's permissions and at the space left.",
        exit_code=1,
        prepare=fill_disk,
    ),
    RefusalCase(
        "workspace/atomic.write_files",
        "charter -o build/charter.md",
        "build/charter.md cannot be written: File exists. Nothing was changed.",
        "A file has the name of a folder on the way: name another folder.",
        exit_code=1,
        prepare=put_file_in_way,
    ),
    RefusalCase(
        "workspace/atomic.write_files",
        "charter -f md -o new",
        "new cannot be written: it is a folder. Nothing was changed.",
        "Name a file, not a folder.",
        exit_code=1,
        prepare=lambda folder: (folder.path / "new").mkdir(),
    ),
    RefusalCase(
        "workspace/atomic._describe_unrestored",
        write_half,
        (
            "/plan/second.md cannot be written: No space left on device. "
            "/plan/statplan.yaml is changed, and could not be put back. "
            "/plan/statplan.yaml.before-RANDOM holds what was there before. Every other "
            "file is as it was."
        ),
        "Look at the disk and at its permissions, then run the same command again.",
        exit_code=1,
        changes=True,
    ),
    RefusalCase(
        "workspace/atomic.write_private_file",
        lambda folder: atomic.write_private_file(folder.path / "draft", b"x"),
        "/plan/draft cannot be written: No space left on device.",
        "Look at the folder's permissions and at the space left.",
        exit_code=1,
        prepare=fill_disk,
    ),
    RefusalCase(
        "workspace/atomic.remove_file",
        lambda folder: atomic.remove_file(folder.path / "draft"),
        "/plan/draft cannot be removed: Permission denied.",
        "Delete it by hand, and look at the folder's permissions.",
        exit_code=1,
        prepare=keep_draft,
    ),
    RefusalCase(
        "workspace/files.set_aside",
        lambda folder: files.set_aside(folder.path / "draft"),
        ("/plan/draft cannot be renamed to draft.old: Permission denied. It is as it was."),
        "Look at the folder's permissions, or put the file elsewhere yourself.",
        exit_code=1,
        prepare=keep_draft,
    ),
    RefusalCase(
        "workspace/files.find_plan",
        "status ../nowhere/statplan.yaml",
        "../nowhere/statplan.yaml: there is no such file.",
        "Make one: `statplan init ../nowhere`",
        exit_code=2,
    ),
    RefusalCase(
        "workspace/files.find_plan (2)",
        "status",
        "there is no statplan.yaml here or in any folder above.",
        "Make one with `statplan init`, or name it: `statplan check FOLDER`.",
        exit_code=2,
        prepare=lose_plan,
    ),
    RefusalCase(
        "workspace/files.find_plan (2)",
        "status",
        "there is no statplan.yaml here or in any folder above.",
        ("There is statplan.yml. Give it the right name: `mv statplan.yml statplan.yaml`"),
        exit_code=2,
        prepare=misname_plan,
    ),
    RefusalCase(
        "workspace/files.read_file",
        "redact notes",
        "notes is a folder.",
        "Name the file in it.",
        exit_code=2,
        prepare=lambda folder: (folder.path / "notes").mkdir(),
    ),
    RefusalCase(
        "workspace/files.read_file (2)",
        "publish nowhere.json",
        "nowhere.json: there is no such file.",
        "Check its name.",
        exit_code=2,
    ),
    RefusalCase(
        "workspace/files.read_file (2)",
        "status other.yaml",
        "other.yaml: there is no such file.",
        "Check its name.",
        exit_code=2,
    ),
    RefusalCase(
        "workspace/files.read_file (3)",
        "status",
        "/plan/statplan.yaml cannot be read: Permission denied.",
        "Look at its permissions.",
        exit_code=2,
        prepare=deny_reading,
    ),
    RefusalCase(
        "workspace/files.read_file (4)",
        "status",
        ("/plan/statplan.ledger.json holds a pointer of Git LFS in place of its contents."),
        "Run `git lfs pull`, which fetches the contents.",
        prepare=lambda folder: folder.write(LEDGER, "version https://git-lfs.github.com/spec/v1\n"),
    ),
    RefusalCase(
        "workspace/files._read_bounded",
        "status",
        "/plan/statplan.yaml is larger than 9 bytes; it was not read.",
        "Check its name.",
        exit_code=2,
        prepare=lambda folder: folder.patch.setattr(files, "_MOST_BYTES", 9),
    ),
)
