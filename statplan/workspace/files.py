"""Files by name: the search for a plan, and reading a file or a pipe whole."""

import os
import re
import select
import stat
import time
from collections.abc import Sequence
from itertools import count, islice
from pathlib import Path

from statplan import screen
from statplan.errors import Command, Remedy, StatplanError, Words, quote_argument
from statplan.spelling import suggest_words
from statplan.workspace.atomic import has_content, remove_file, write_files, write_private_file

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
BUSY_FOLDER = "busy"  # beside the plan: calendars of people and rooms
_MISNAMED = re.compile(
    r"statplan(?:[ _-]*\(\d+\)|[ _-]+\d+|[ _-]+copy(?:[ _-]*\(?\d+\)?)?)?(?:\.(?:ya?ml|json|txt))+",
    re.IGNORECASE,
)
_RESPELLED = re.compile(r"statplan\.ya?ml", re.IGNORECASE)
_MOST_NAMED = 3
_MOST_ENTRIES = 2000  # of a folder that is looked through; a plan's own has a few dozen
_LFS_POINTER = b"version https://git-lfs.github.com/spec/v1"
_MOST_BYTES = 256 * 1024 * 1024
_PATIENCE = 10.0  # seconds without anything arriving
_PIECE = 1 << 16


class UnreadableFileError(StatplanError):
    """A file that cannot be read.

    Args:
        path: where it is.
        fact: why it cannot be read, without its path.
        remedy: what to do about it.
        separator: what comes between the path and the fact.
        exit_code: 2 wrong usage, 4 refused.
    """

    def __init__(
        self, path: Path, fact: str, remedy: Words, separator: str = " ", *, exit_code: int = 2
    ) -> None:
        super().__init__(f"{path}{separator}{fact}", remedy=remedy, exit_code=exit_code)
        self.fact = fact


def find_plan(plan_path: Path | None) -> Path:
    """Return the plan file: the one named, the one in a named folder, or the nearest upwards.

    A file beside it that somebody may take for the plan is named on standard error.

    Raises:
        StatplanError: there is none; files that were probably meant are named.
    """
    if plan_path is not None:
        path = plan_path / PLAN_FILE if plan_path.is_dir() else plan_path
        if path.name == PLAN_FILE and not os.path.lexists(path):
            folder = path.parent
            remedy = suggest_plan_files(PLAN_FILE, folder) or Remedy(
                "Make one: ", Command("init", folder)
            )
            raise StatplanError(f"{path}: there is no such file.", remedy=remedy, exit_code=2)
        if plan_path.is_dir():
            _warn_respelled_plans(plan_path, path)
        return path
    working_folder = Path.cwd()
    for folder in (working_folder, *working_folder.parents):
        if (folder / PLAN_FILE).is_file():
            _warn_respelled_plans(working_folder, folder / PLAN_FILE)
            return folder / PLAN_FILE
    raise StatplanError(
        f"there is no {PLAN_FILE} here or in any folder above.",
        remedy=suggest_plan_files(PLAN_FILE, Path(), working_folder.parents)
        or Remedy(
            "Make one with ", Command("init"), ", or name it: ", Command("check", "FOLDER"), "."
        ),
        exit_code=2,
    )


def _warn_respelled_plans(folder: Path, plan_path: Path) -> None:
    """Name the files with another spelling of the plan's name, from a folder up to the plan's."""
    above = [parent for parent in folder.parents if plan_path.parent in {parent, *parent.parents}]
    for searched in (folder, *above):
        for path in find_respelled_plans(searched, PLAN_FILE):
            screen.print_message(
                f"{path} is not read: the plan is {plan_path}. Give one of them another name."
            )


def read_file(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        UnreadableFileError: it is missing, a folder, larger than any file of ours, may not be read,
            or holds a pointer of Git LFS in place of its contents.
    """
    if path.is_dir():  # which the system of Windows reports as a lack of permission
        raise UnreadableFileError(path, "is a folder.", "Name the file in it.")
    try:
        content = _read_bounded(path)
    except FileNotFoundError:
        remedy = (
            Remedy("Make one with ", Command("init"), ".")
            if path.name == PLAN_FILE
            else "Check its name."
        )
        raise UnreadableFileError(path, "there is no such file.", remedy, ": ") from None
    except OSError as error:
        fact = f"cannot be read: {error.strerror}."
        raise UnreadableFileError(path, fact, "Look at its permissions.") from error
    if is_lfs_pointer(content):
        fact = "holds a pointer of Git LFS in place of its contents."
        remedy = "Run `git lfs pull`, which fetches the contents."
        raise UnreadableFileError(path, fact, remedy, exit_code=4)
    return content


def read_if_exists(path: Path) -> bytes | None:
    """Read a file whole; return None where there is none.

    Raises:
        UnreadableFileError: it may not be read.
    """
    return read_file(path) if os.path.lexists(path) else None


def _read_bounded(path: Path) -> bytes:
    """Read a file, a device, or a pipe, but never without end.

    Raises:
        UnreadableFileError: it is larger than any file of ours.
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
    fact = f"is larger than {_MOST_BYTES:,} bytes; it was not read."
    raise UnreadableFileError(path, fact, "Check its name.")


def is_lfs_pointer(content: bytes) -> bool:
    """Return whether a file holds only the pointer that Git LFS puts in its place."""
    return content.startswith(_LFS_POINTER)


def set_aside(path: Path) -> Path:
    """Give a file a name that nothing has, so that its content is not lost; return the new path.

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
            remedy="Look at the folder's permissions, or put the file elsewhere yourself.",
        ) from error
    return aside


def suggest_plan_files(name: str, folder: Path, above: Sequence[Path] = ()) -> Remedy:
    """Say which files were probably meant for a plan, and what to type; empty where there is none.

    Args:
        name: what a plan file is called.
        folder: where it was looked for; plans in the folders within it are named too.
        above: the folders that were looked through after that one.
    """
    misnamed = _find_misnamed_plans(folder, name)
    if misnamed:
        command = _build_rename_command(misnamed[0], name)
        if len(misnamed) == 1:
            return Remedy(f"There is {misnamed[0]}. Give it the right name: `{command}`")
        listed = _join_paths(misnamed, "and")
        return Remedy(f"There are {listed}. Give the right one its name, for example: `{command}`")
    below = _find_plans_below(folder, name)
    if below:
        question = suggest_words(_join_paths(below, "or"))
        return Remedy(question, " Name its folder: ", Command("check", below[0].parent))
    for place in above:
        misnamed = _find_misnamed_plans(place, name)
        if misnamed:
            question = suggest_words(_join_paths(misnamed, "or"))
            return Remedy(question, " Name the file: ", Command("check", misnamed[0]))
    return Remedy()


def _find_misnamed_plans(folder: Path, name: str) -> list[Path]:
    paths = (folder / entry for entry in _list_names(folder) if _MISNAMED.fullmatch(entry))
    misnamed = (path for path in paths if path.name != name and path.is_file())
    return list(islice(misnamed, _MOST_NAMED))


def _find_plans_below(folder: Path, name: str) -> list[Path]:
    paths = (folder / entry / name for entry in _list_names(folder) if not entry.startswith("."))
    return list(islice((path for path in paths if os.path.isfile(path)), _MOST_NAMED))  # noqa: PTH113 - a folder that may not be entered has none


def _build_rename_command(path: Path, name: str) -> str:
    if os.name == "nt":
        return f"ren {quote_argument(path)} {name}"
    return f"mv {quote_argument(path)} {quote_argument(path.with_name(name))}"


def _join_paths(paths: Sequence[Path], word: str) -> str:
    *others, last = map(str, paths)
    return f"{', '.join(others)} {word} {last}" if others else last


def find_respelled_plans(folder: Path, name: str) -> list[Path]:
    """Return the files in a folder that have a plan's name in another spelling, beside the plan."""
    plan = folder / name
    names = [entry for entry in _list_names(folder) if _RESPELLED.fullmatch(entry)]
    paths = [folder / entry for entry in names if entry != name]
    return [
        path for path in paths if path.is_file() and not (plan.exists() and path.samefile(plan))
    ]


def _list_names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in islice(entries, _MOST_ENTRIES))
    except OSError:
        return []  # the caller says that there is no plan


def is_pipe(path: Path) -> bool:
    """Return whether a path is a named pipe; what is not there is none."""
    try:
        return stat.S_ISFIFO(path.stat().st_mode)
    except FileNotFoundError:
        return False


def read_pipe(path: Path, most_bytes: int) -> bytes:
    """Return what arrives through a pipe until its writer closes it, at most so many bytes.

    Raises:
        TimeoutError: nothing arrives for ten seconds.
        OSError: it may not be read.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return _read_until_closed(handle, path, most_bytes)
    finally:
        os.close(handle)


def _read_until_closed(handle: int, path: Path, most_bytes: int) -> bytes:
    content = bytearray()
    arrived = time.monotonic()
    while len(content) < most_bytes:
        ready, _, _ = select.select([handle], [], [], 0.1)
        try:
            piece = os.read(handle, _PIECE) if ready else b""
        except BlockingIOError:
            piece, ready = b"", []
        if piece:
            content += piece
            arrived = time.monotonic()
        elif ready and content:
            return bytes(content)
        elif time.monotonic() - arrived > _PATIENCE:
            raise TimeoutError(0, f"nothing arrived for {_PATIENCE:g} seconds", str(path))
        else:
            time.sleep(0.05)
    return bytes(content)
