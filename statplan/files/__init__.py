"""The only opener of files: read whole, written whole, all of a run's outputs or none."""

import os
from itertools import count
from pathlib import Path

from statplan import screen
from statplan.errors import StatplanError
from statplan.files.atomic import is_equal, remove, write_all, write_private
from statplan.files.near_misses import find_twins, quote, suggest
from statplan.files.pipes import is_pipe, read_pipe

__all__ = [
    "BUSY_FOLDER",
    "LEDGER_FILE",
    "MANIFEST_FILE",
    "PLAN_FILE",
    "find_plan",
    "is_equal",
    "is_lfs_pointer",
    "read",
    "read_if_there",
    "remove",
    "set_aside",
    "write_all",
    "write_private",
]

PLAN_FILE = "statplan.yaml"
LEDGER_FILE = "statplan.ledger.json"
MANIFEST_FILE = "published.json"  # in the calendar folder: which publish it is of
_LFS_POINTER = b"version https://git-lfs.github.com/spec/v1"
_MOST_BYTES = 256 * 1024 * 1024
BUSY_FOLDER = "busy"  # calendars of people and rooms, where one stands beside the plan


def find_plan(given: Path | None) -> Path:
    """The plan file: the one that is named, the one in a named folder, or the nearest upwards.

    A file beside it that somebody may take for the plan is named on standard error.

    Raises:
        StatplanError: there is none; files that were probably meant are named.
    """
    if given is not None:
        path = given / PLAN_FILE if given.is_dir() else given
        if path.name == PLAN_FILE and not os.path.lexists(path):
            folder = path.parent
            hint = suggest(PLAN_FILE, folder) or f"Make one: `statplan init {quote(folder)}`"
            raise StatplanError(f"{path}: there is no such file.", hint=hint, exit_code=2)
        if given.is_dir():
            _name_unread(given, path)
        return path
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / PLAN_FILE).is_file():
            _name_unread(here, folder / PLAN_FILE)
            return folder / PLAN_FILE
    raise StatplanError(
        f"there is no {PLAN_FILE} here or in any folder above.",
        hint=suggest(PLAN_FILE, Path(), here.parents)
        or "Make one with `statplan init`, or name it: `statplan check FOLDER`.",
        exit_code=2,
    )


def _name_unread(folder: Path, plan: Path) -> None:
    """Name the files with another spelling of the plan's name, from a folder up to the plan's."""
    above = [each for each in folder.parents if plan.parent in {each, *each.parents}]
    for path in (twin for each in (folder, *above) for twin in find_twins(each, PLAN_FILE)):
        screen.say(f"{path} is not read: the plan is {plan}. Give one of them another name.")


def read(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        StatplanError: it is missing, a folder, larger than any file of ours, may not be read, or
            holds a pointer of Git LFS in place of its contents.
    """
    if path.is_dir():  # which the system of Windows reports as a lack of permission
        raise StatplanError(f"{path} is a folder.", hint="Name the file in it.", exit_code=2)
    try:
        data = _read_bounded(path)
    except FileNotFoundError:
        hint = "Make one with `statplan init`." if path.name == PLAN_FILE else "Check its name."
        raise StatplanError(f"{path}: there is no such file.", hint=hint, exit_code=2) from None
    except OSError as error:
        raise StatplanError(
            f"{path} cannot be read: {error.strerror}.",
            hint="Look at its permissions.",
            exit_code=2,
        ) from error
    if is_lfs_pointer(data):
        raise StatplanError(
            f"{path} holds a pointer of Git LFS in place of its contents.",
            hint="Run `git lfs pull`, which fetches the contents.",
            exit_code=4,
        )
    return data


def _read_bounded(path: Path) -> bytes:
    """Read a file, a device, or a pipe, but never without end.

    Raises:
        StatplanError: it is larger than any file of ours.
        OSError: it cannot be read.
    """
    data: bytes | None = None
    if is_pipe(path):
        data = read_pipe(path, _MOST_BYTES + 1)
    else:
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size <= _MOST_BYTES:
                data = stream.read(_MOST_BYTES + 1)
    if data is not None and len(data) <= _MOST_BYTES:
        return data
    raise StatplanError(
        f"{path} is larger than {_MOST_BYTES:,} bytes; it was not read.",
        hint="Check its name.",
        exit_code=2,
    )


def is_lfs_pointer(data: bytes) -> bool:
    """Return whether a file holds only the pointer that Git LFS puts in its place."""
    return data.startswith(_LFS_POINTER)


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


def read_if_there(path: Path) -> bytes | None:
    """Read a file whole, or None where there is none.

    Raises:
        StatplanError: it may not be read.
    """
    return read(path) if os.path.lexists(path) else None
