"""Temporary files beside those that are written: how they are called, made, and removed."""

import os
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from statplan import screen

MARK = "statplan"  # in the name of every temporary file, so that no other file is swept away
_TEMPORARY = re.compile(rf"\..+\.{MARK}-[a-z0-9_]{{8}}")


def write_temporary_file(path: Path, content: bytes, mode: int | None = None) -> Path:
    """Write bytes into a temporary file beside a path, and return its name.

    Raises:
        OSError: it cannot be written; nothing is left of it.
    """
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(path))
    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.{MARK}-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_find_mode(target) if mode is None else mode)
    except BaseException:
        report_leftovers(try_remove_files([Path(name)]))
        raise
    return Path(name)


def _find_mode(target: Path) -> int:
    """Return the permissions of a file that is replaced, or those that a new one gets."""
    mask = os.umask(0)
    os.umask(mask)
    return target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask


def try_step(step: Callable[[], object]) -> bool:
    """Take one step of a recovery, and return whether it succeeded.

    The steps after it must be tried whatever happens here, and what the step should have done is
    proved afterwards, from the disk.
    """
    try:
        step()
    except OSError:
        return False
    return True


def try_remove_files(paths: Iterable[Path]) -> list[Path]:
    """Remove files, and return those that are still there."""
    paths = list(paths)
    for path in paths:
        try_step(lambda path=path: path.unlink(missing_ok=True))  # type: ignore[misc]
    return [path for path in paths if os.path.lexists(path)]


def report_leftovers(paths: Iterable[Path]) -> None:
    """Name temporary files that could not be removed; nothing else depends on that."""
    for path in paths:
        try_step(
            partial(
                screen.print_message, f"{path} is left over and could not be removed; delete it."
            )
        )


def remove_temporary_files(folder: Path, *, below: bool) -> None:
    """Remove what a killed run left half-written in a folder, and perhaps in those below it."""
    pattern = f".*.{MARK}-*"
    paths = folder.rglob(pattern) if below else folder.glob(pattern)
    report_leftovers(
        try_remove_files(
            path
            for path in sorted(paths)
            if _TEMPORARY.fullmatch(path.name) and path.is_file() and not path.is_symlink()
        )
    )
