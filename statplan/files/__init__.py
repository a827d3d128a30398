"""The only opener of files: read whole, written whole, all of a run's outputs or none."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from statplan.errors import StatplanError

PLAN_FILE = "statplan.yaml"
LEDGER_FILE = "statplan.ledger.json"
BUSY_FOLDER = "busy"  # calendars of people and rooms, where one stands beside the plan


def find_plan(given: Path | None) -> Path:
    """The plan file: the one that is named, the one in a named folder, or the nearest upwards.

    Raises:
        StatplanError: there is none.
    """
    if given is not None:
        return given / PLAN_FILE if given.is_dir() else given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / PLAN_FILE).is_file():
            return folder / PLAN_FILE
    raise StatplanError(
        f"there is no {PLAN_FILE} here or in any folder above.",
        hint="Make one with `statplan init`, or name it: `statplan check FOLDER`.",
        exit_code=2,
    )


def read(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        StatplanError: it is missing, a folder, or may not be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        hint = "Make one with `statplan init`." if path.name == PLAN_FILE else "Check its name."
        raise StatplanError(f"{path}: there is no such file.", hint=hint, exit_code=2) from None
    except IsADirectoryError:
        raise StatplanError(
            f"{path} is a folder.", hint="Name the file in it.", exit_code=2
        ) from None
    except OSError as error:
        raise StatplanError(
            f"{path} cannot be read: {error.strerror}.",
            hint="Look at its permissions.",
            exit_code=2,
        ) from error


def write_all(outputs: Mapping[Path, bytes]) -> list[Path]:
    """Write files so that a failure leaves each as it was; equal files are not touched.

    Returns:
        The files that changed.

    Raises:
        StatplanError: one cannot be written; none has been.
    """
    changed = {path: data for path, data in outputs.items() if not is_equal(path, data)}
    new = [*_new_folders(changed)]
    waiting: dict[Path, Path] = {}
    kept: dict[Path, Path] = {}
    begun: list[Path] = []
    try:
        for path, data in changed.items():
            waiting[path] = _write_beside(path, data)
            if path.is_file():
                kept[path] = _write_beside(path, path.read_bytes())
        for path, written in waiting.items():
            begun.append(path)
            written.replace(path.resolve())
        _settle_folders(changed)
    except BaseException as error:
        _restore(begun, kept)
        _clear((*waiting.values(), *kept.values()), new)
        if not isinstance(error, OSError):
            raise
        raise StatplanError(
            f"{path} cannot be written: {error.strerror}. Nothing was changed.",
            hint=_remedy(error),
        ) from error
    _clear(kept.values())
    return list(changed)


def _remedy(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "Name a file that is to be written."
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return "A file stands where a folder is to be: name another folder."
    return "Look at the folder's permissions and at the space left."


def _new_folders(paths: Iterable[Path]) -> Iterator[Path]:
    """The folders that will have to be made, the innermost first."""
    found = {folder for path in paths for folder in path.parents if not folder.exists()}
    yield from sorted(found, key=lambda folder: len(folder.parts), reverse=True)


def _settle_folders(paths: Iterable[Path]) -> None:
    """Make new names in folders last through a power cut, where the system can."""
    if os.name != "posix":
        return
    for folder in {path.resolve().parent for path in paths}:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_equal(path: Path, data: bytes) -> bool:
    """Whether a file holds just these bytes."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _write_beside(path: Path, data: bytes, mode: int | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(path))
    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(target) if mode is None else mode)
    except BaseException:
        remove(Path(name))
        raise
    return Path(name)


def _mode(target: Path) -> int:
    """The permissions of a file that is replaced, or those that a new one is given."""
    mask = os.umask(0)
    os.umask(mask)
    return target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask


def _restore(begun: Iterable[Path], kept: Mapping[Path, Path]) -> None:
    """Put back what files held; that takes no space, as it was kept beside them."""
    for path in begun:
        with suppress(OSError):
            if path in kept:
                kept[path].replace(path.resolve())
            else:
                path.unlink(missing_ok=True)


def _clear(written: Iterable[Path], folders: Iterable[Path] = ()) -> None:
    """Take away what was written beside files, and the folders that were made for them."""
    for path in written:
        remove(path)
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, so that a failure leaves it as it was.

    Raises:
        StatplanError: it cannot be written.
    """
    written = None
    try:
        written = _write_beside(path, data, mode=0o600)
        written.replace(path)
    except OSError as error:
        _clear([written] if written else [])
        raise StatplanError(
            f"{path} cannot be written: {error.strerror}.",
            hint="Look at the folder's permissions and at the space left.",
        ) from error


def remove(path: Path) -> None:
    """Take a file away, if it is there."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def set_aside(path: Path) -> Path:
    """Give a file a name that nothing has, so that what is in it is not lost, and return the name.

    Raises:
        StatplanError: it cannot be renamed; it is where it was.
    """
    endings = chain((".old",), (f".old-{number}" for number in count(2)))
    names = (path.with_name(f"{path.name}{ending}") for ending in endings)
    aside = next(name for name in names if not os.path.lexists(name))
    try:
        path.rename(aside)
    except OSError as error:
        raise StatplanError(
            f"{path} cannot be renamed to {aside.name}: {error.strerror}. Nothing was changed.",
            hint="Look at the folder's permissions, or put the file elsewhere yourself.",
        ) from error
    return aside


def read_if_there(path: Path) -> bytes | None:
    """Read a file whole, or None where there is none.

    Raises:
        StatplanError: it may not be read.
    """
    return read(path) if os.path.lexists(path) else None
