"""The writer of files on disk: several as one, or each as it was; private and temporary files."""

import errno
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from statplan import screen
from statplan.errors import EXIT_INTERRUPTED, StatplanError, Words

MARK = "statplan"  # in the name of every temporary file, so that no other file is swept away
_TEMPORARY = re.compile(rf"\..+\.{MARK}-[a-z0-9_]{{8}}")
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})  # as on some shares
_written: list[Path] = []  # what this process changed on disk, for the words after an interrupt


class UnrestoredError(StatplanError):
    """A write failed, and so did putting everything back.

    Attributes:
        fact: what failed.
        changed: the files that are not proved to be as before.
        details: what it left behind, a line each; the message has them after the fact.
    """

    def __init__(
        self,
        fact: str,
        remedy: Words,
        changed: tuple[Path, ...],
        exit_code: int,
        details: tuple[str, ...] = (),
    ) -> None:
        super().__init__("\n".join((fact, *details)), remedy=remedy, exit_code=exit_code)
        self.fact = fact
        self.changed = changed
        self.details = details


@dataclass(slots=True)
class _Batch:
    """Files on their way to disk: what each held, its copies beside it, and how far it got."""

    outputs: Mapping[Path, bytes]
    former_contents: dict[Path, bytes | None]
    new_folders: list[Path]
    staged_paths: dict[Path, Path] = field(default_factory=dict)
    saved_copies: dict[Path, Path] = field(default_factory=dict)
    started_paths: list[Path] = field(default_factory=list)
    current_path: Path = Path()


def write_files(
    outputs: Mapping[Path, bytes], *, passing: bool = False, journaled: bool = False
) -> list[Path]:
    """Write files so that a failure leaves each as it was; equal files are not touched.

    Args:
        outputs: the bytes of each file.
        passing: the files are removed again before the command ends; `list_written_paths` omits
            them.
        journaled: a journal holds the outputs, so that a later run completes what is half done.

    Returns:
        The files that changed.

    Raises:
        StatplanError: one cannot be written; every file is proved to be as before.
        UnrestoredError: one cannot be written, and some are not as before; it names them, and
            their former contents stay beside them.
    """
    changed = {path: content for path, content in outputs.items() if not has_content(path, content)}
    batch = _Batch(changed, {}, [*_find_new_folders(changed)])
    try:
        _replace_files(batch)
    except BaseException as error:
        unrestored = _roll_back(batch)
        if unrestored and not journaled:
            _keep_copies(batch, unrestored)
        if unrestored:
            raise _describe_unrestored(batch, unrestored, error) from error
        if not isinstance(error, OSError):
            raise
        raise StatplanError(
            f"{batch.current_path} cannot be written: {error.strerror}. Nothing was changed.",
            remedy=_find_remedy(error),
        ) from error
    if not passing:
        _written.extend(changed)
    report_leftovers(try_remove_files(batch.saved_copies.values()))
    return list(changed)


def _replace_files(batch: _Batch) -> None:
    """Write every file beside its place, keep what is there, and only then put all in place."""
    for path, content in batch.outputs.items():
        batch.current_path = path
        batch.former_contents[path] = read_former_content(path)
        batch.staged_paths[path] = write_temporary_file(path, content)
        former = batch.former_contents[path]
        if former is not None:
            batch.saved_copies[path] = write_temporary_file(path, former)
    for path, staged in batch.staged_paths.items():
        batch.current_path = path
        batch.started_paths.append(path)
        staged.replace(path.resolve())
    _flush_folders(batch.outputs)


def _roll_back(batch: _Batch) -> tuple[Path, ...]:
    """Put every file back, and return those that are not proved to be as before."""
    for path in reversed(batch.started_paths):
        try_step(partial(_restore_file, path, batch.saved_copies.get(path)))
    unrestored = tuple(
        path for path in batch.started_paths if not is_unchanged(path, batch.former_contents[path])
    )
    needed = {batch.saved_copies[path] for path in unrestored if path in batch.saved_copies}
    copies = {*batch.staged_paths.values(), *batch.saved_copies.values()} - needed
    leftovers = [*try_remove_files(copies), *_remove_folders(batch.new_folders, unrestored)]
    report_leftovers(leftovers)
    return unrestored


def _keep_copies(batch: _Batch, unrestored: Iterable[Path]) -> None:
    """Give the former contents names that no later run sweeps away."""
    for path in unrestored:
        copy = batch.saved_copies.get(path)
        if copy is not None:
            lasting_copy = copy.with_name(copy.name.lstrip(".").replace(f".{MARK}-", ".before-"))
            if try_step(partial(copy.rename, lasting_copy)):
                batch.saved_copies[path] = lasting_copy


def _restore_file(path: Path, saved: Path | None) -> None:
    if saved is None:
        path.unlink(missing_ok=True)
    elif saved.exists():
        saved.replace(path.resolve())


def _describe_unrestored(
    batch: _Batch, unrestored: tuple[Path, ...], error: BaseException
) -> UnrestoredError:
    """Say which files changed, which did not, and where the former contents are."""
    reason = f": {error.strerror}" if isinstance(error, OSError) else ", after an interrupt"
    lines = [f"{path} is changed, and could not be put back." for path in unrestored]
    copies = [batch.saved_copies[path] for path in unrestored if path in batch.saved_copies]
    lines += [f"{copy} holds what was there before." for copy in copies if copy.exists()]
    others = [path for path in batch.outputs if path not in unrestored]
    if others:
        lines.append("Every other file is as it was.")
    remedy = "Look at the disk and at its permissions, then run the same command again."
    exit_code = 1 if isinstance(error, Exception) else EXIT_INTERRUPTED
    fact = f"{batch.current_path} cannot be written{reason}."
    return UnrestoredError(fact, remedy, unrestored, exit_code, tuple(lines))


def _find_remedy(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "Name a file, not a folder."
    if os.name == "nt" and isinstance(error, PermissionError):
        return "Close the program that has the file open, and run this again."
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return "A file has the name of a folder on the way: name another folder."
    return "Look at the folder's permissions and at the space left."


def _find_new_folders(paths: Iterable[Path]) -> Iterator[Path]:
    """Return the folders that do not exist yet, the innermost first."""
    missing = {folder for path in paths for folder in path.parents if not folder.exists()}
    yield from sorted(missing, key=lambda folder: len(folder.parts), reverse=True)


def _flush_folders(paths: Iterable[Path]) -> None:
    """Make new names in folders last through a power cut, where the system can."""
    if os.name != "posix":
        return
    for folder in {path.resolve().parent for path in paths}:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise
        finally:
            os.close(handle)


def _remove_folders(folders: Iterable[Path], unrestored: Iterable[Path]) -> list[Path]:
    """Remove the folders that were made, and return those that stay without a reason."""
    needed = {folder for path in unrestored for folder in path.parents}
    folders = [folder for folder in folders if folder not in needed]
    for folder in folders:
        try_step(folder.rmdir)
    return [folder for folder in folders if folder.exists()]


def write_private_file(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, so that a failure leaves it as it was.

    Raises:
        StatplanError: it cannot be written.
    """
    staged = None
    try:
        staged = write_temporary_file(path, content, mode=0o600)
        staged.replace(path)
    except BaseException as error:
        if staged:
            report_leftovers(try_remove_files([staged]))
        if not isinstance(error, OSError):
            raise
        raise StatplanError(
            f"{path} cannot be written: {error.strerror}.",
            remedy="Look at the folder's permissions and at the space left.",
        ) from error


def remove_file(path: Path) -> None:
    """Remove a file, if it is there.

    Raises:
        StatplanError: it is there, and cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StatplanError(
            f"{path} cannot be removed: {error.strerror}.",
            remedy="Delete it by hand, and look at the folder's permissions.",
        ) from error


def has_content(path: Path, content: bytes) -> bool:
    """Return whether a file can be read and holds just these bytes."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def is_unchanged(path: Path, former: bytes | None) -> bool:
    """Return whether a file holds what it held before; None where there was no file."""
    return not os.path.lexists(path) if former is None else has_content(path, former)


def read_former_content(path: Path) -> bytes | None:
    """Return the bytes of a file that is to be replaced, whatever they are; None without one."""
    return path.read_bytes() if path.is_file() else None


def list_written_paths() -> tuple[Path, ...]:
    """Return the files that this process changed since `forget_written_paths`."""
    return tuple(_written)


def forget_written_paths() -> None:
    """Begin anew to note which files this process changes."""
    _written.clear()


def write_temporary_file(path: Path, content: bytes, mode: int | None = None) -> Path:
    """Write bytes into a temporary file beside a path, and return the path of the new file.

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


def report_leftovers(paths: Iterable[Path]) -> None:
    """Name temporary files that could not be removed; nothing else depends on that."""
    for path in paths:
        message = f"{path} is left over and could not be removed; delete it."
        try_step(partial(screen.print_message, message))


def try_remove_files(paths: Iterable[Path]) -> list[Path]:
    """Remove files, and return those that are still there."""
    paths = list(paths)
    for path in paths:
        try_step(partial(path.unlink, missing_ok=True))
    return [path for path in paths if os.path.lexists(path)]


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
