"""The only opener of files: read whole, written whole, all of a run's outputs or none."""

import os
from itertools import count
from pathlib import Path

from statplan import screen
from statplan.errors import StatplanError
from statplan.files.atomic import has_content, remove_file, write_files, write_private_file
from statplan.files.near_misses import find_respelled_plans, quote_argument, suggest_plan_files
from statplan.files.pipes import is_pipe, read_pipe

__all__ = [
    "BUSY_FOLDER",
    "LEDGER_FILE",
    "MANIFEST_FILE",
    "PLAN_FILE",
    "find_plan",
    "has_content",
    "is_lfs_pointer",
    "read_file",
    "read_if_exists",
    "remove_file",
    "set_aside",
    "write_files",
    "write_private_file",
]

PLAN_FILE = "statplan.yaml"
LEDGER_FILE = "statplan.ledger.json"
MANIFEST_FILE = "published.json"  # in the calendar folder: which publish it is of
_LFS_POINTER = b"version https://git-lfs.github.com/spec/v1"
_MOST_BYTES = 256 * 1024 * 1024
BUSY_FOLDER = "busy"  # calendars of people and rooms, where one stands beside the plan


def find_plan(plan_path: Path | None) -> Path:
    """The plan file: the one that is named, the one in a named folder, or the nearest upwards.

    A file beside it that somebody may take for the plan is named on standard error.

    Raises:
        StatplanError: there is none; files that were probably meant are named.
    """
    if plan_path is not None:
        path = plan_path / PLAN_FILE if plan_path.is_dir() else plan_path
        if path.name == PLAN_FILE and not os.path.lexists(path):
            folder = path.parent
            hint = (
                suggest_plan_files(PLAN_FILE, folder)
                or f"Make one: `statplan init {quote_argument(folder)}`"
            )
            raise StatplanError(f"{path}: there is no such file.", hint=hint, exit_code=2)
        if plan_path.is_dir():
            _warn_unread_twins(plan_path, path)
        return path
    working_folder = Path.cwd()
    for folder in (working_folder, *working_folder.parents):
        if (folder / PLAN_FILE).is_file():
            _warn_unread_twins(working_folder, folder / PLAN_FILE)
            return folder / PLAN_FILE
    raise StatplanError(
        f"there is no {PLAN_FILE} here or in any folder above.",
        hint=suggest_plan_files(PLAN_FILE, Path(), working_folder.parents)
        or "Make one with `statplan init`, or name it: `statplan check FOLDER`.",
        exit_code=2,
    )


def _warn_unread_twins(folder: Path, plan_path: Path) -> None:
    """Name the files with another spelling of the plan's name, from a folder up to the plan's."""
    above = [parent for parent in folder.parents if plan_path.parent in {parent, *parent.parents}]
    for path in (
        respelled
        for searched in (folder, *above)
        for respelled in find_respelled_plans(searched, PLAN_FILE)
    ):
        screen.print_message(
            f"{path} is not read: the plan is {plan_path}. Give one of them another name."
        )


def read_file(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        StatplanError: it is missing, a folder, larger than any file of ours, may not be read, or
            holds a pointer of Git LFS in place of its contents.
    """
    if path.is_dir():  # which the system of Windows reports as a lack of permission
        raise StatplanError(f"{path} is a folder.", hint="Name the file in it.", exit_code=2)
    try:
        content = _read_bounded(path)
    except FileNotFoundError:
        hint = "Make one with `statplan init`." if path.name == PLAN_FILE else "Check its name."
        raise StatplanError(f"{path}: there is no such file.", hint=hint, exit_code=2) from None
    except OSError as error:
        raise StatplanError(
            f"{path} cannot be read: {error.strerror}.",
            hint="Look at its permissions.",
            exit_code=2,
        ) from error
    if is_lfs_pointer(content):
        raise StatplanError(
            f"{path} holds a pointer of Git LFS in place of its contents.",
            hint="Run `git lfs pull`, which fetches the contents.",
            exit_code=4,
        )
    return content


def _read_bounded(path: Path) -> bytes:
    """Read a file, a device, or a pipe, but never without end.

    Raises:
        StatplanError: it is larger than any file of ours.
        OSError: it cannot be read.
    """
    content: bytes | None = None
    if is_pipe(path):
        content = read_pipe(path, _MOST_BYTES + 1)
    else:
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size <= _MOST_BYTES:
                content = stream.read(_MOST_BYTES + 1)
    if content is not None and len(content) <= _MOST_BYTES:
        return content
    raise StatplanError(
        f"{path} is larger than {_MOST_BYTES:,} bytes; it was not read.",
        hint="Check its name.",
        exit_code=2,
    )


def is_lfs_pointer(content: bytes) -> bool:
    """Return whether a file holds only the pointer that Git LFS puts in its place."""
    return content.startswith(_LFS_POINTER)


def set_aside(path: Path) -> Path:
    """Give a file a name that nothing has, so that what is in it is not lost, and return the name.

    Raises:
        StatplanError: it cannot be renamed; it is where it was.
    """
    aside = path.with_name(f"{path.name}.old")
    for number in count(2):
        if not os.path.lexists(aside):
            break
        aside = path.with_name(f"{path.name}.old-{number}")
    try:
        path.rename(aside)
    except OSError as error:
        raise StatplanError(
            f"{path} cannot be renamed to {aside.name}: {error.strerror}. It is as it was.",
            hint="Look at the folder's permissions, or put the file elsewhere yourself.",
        ) from error
    return aside


def read_if_exists(path: Path) -> bytes | None:
    """Read a file whole, or None where there is none.

    Raises:
        StatplanError: it may not be read.
    """
    return read_file(path) if os.path.lexists(path) else None
