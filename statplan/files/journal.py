"""Several files as one: alone at work, and completed by the next run where one was killed."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from statplan.errors import StatplanError
from statplan.files import LEDGER_FILE, is_equal, places, read, remove, write_all

_JOURNAL_FILE = ".statplan.publish"
_LOCK_FILE = ".statplan.lock"
_PATIENCE = 10  # seconds that one process waits for another


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Work on the ledger of a folder while nobody else does.

    Raises:
        StatplanError: exit code 4, another process does and does not finish, or what statplan
            makes for itself was made by somebody else; 1, no lock can be set.
    """
    from filelock import FileLock, Timeout

    own = (folder / _LOCK_FILE, folder / _JOURNAL_FILE)
    places.refuse(folder, own, hint="Take it away: statplan makes its own when it needs one.")
    try:
        lock = FileLock(folder / _LOCK_FILE, timeout=_PATIENCE)
        lock.acquire()
    except Timeout:
        raise StatplanError(
            f"another statplan is at work on {folder}; nothing was done.",
            hint="Wait until it has finished, and run this again.",
            exit_code=4,
        ) from None
    except OSError as error:
        raise StatplanError(
            f"{folder} cannot be written: {error.strerror}. Nothing was changed.",
            hint="Look at the folder's permissions and at the space left.",
        ) from error
    try:
        yield
    finally:
        lock.release()


def commit(folder: Path, outputs: Mapping[Path, bytes]) -> list[Path]:
    """Write files as one: killed at any moment, `complete` ends it; failed, all is as it was.

    A journal of everything is written first; what follows can be done again from it.

    Args:
        folder: where the journal stands for a moment.
        outputs: the files, in the order in which they are written.

    Returns:
        The files that changed.

    Raises:
        StatplanError: one cannot be written; none has been.
    """
    places.refuse(folder, outputs)
    changed = {path: data for path, data in outputs.items() if not is_equal(path, data)}
    if not changed:
        return []
    first = next(iter(changed))
    journal = {
        "first": {"path": _relative(folder, first), "before": _digest(_bytes(first))},
        "files": {_relative(folder, path): data.decode() for path, data in changed.items()},
    }
    text = json.dumps(journal, ensure_ascii=False)
    write_all({folder / _JOURNAL_FILE: f"{_digest(text.encode())}\n{text}".encode()})
    try:
        return write_all(changed)
    finally:
        remove(folder / _JOURNAL_FILE)


def complete(folder: Path) -> list[Path]:
    """End what was interrupted in a folder, and take away what it left half-written.

    Returns:
        The files that were written; none where nothing was interrupted.

    Raises:
        StatplanError: exit code 4; the files were changed since.
    """
    path = folder / _JOURNAL_FILE
    _sweep([path, folder / LEDGER_FILE])
    if not is_interrupted(folder):
        return []
    outputs = interrupted(folder)
    _sweep(outputs)
    written = write_all(outputs)
    remove(path)
    return written


def interrupted(folder: Path) -> dict[Path, bytes]:
    """What the journal of an interrupted publish says is to be written.

    Raises:
        StatplanError: exit code 4; it is no journal, the files were changed since, or something
            else stands where they are to be.
    """
    path = folder / _JOURNAL_FILE
    seal, _, text = read(path).partition(b"\n")
    if seal.decode("ascii", "replace") != _digest(text):
        raise _no_journal(path)
    journal = json.loads(text)
    if any(Path(name).is_absolute() or ".." in Path(name).parts for name in journal["files"]):
        raise _no_journal(path)
    outputs = {folder / name: words.encode() for name, words in journal["files"].items()}
    places.refuse(folder, outputs)
    first = folder / journal["first"]["path"]
    if _digest(_bytes(first)) not in {journal["first"]["before"], _digest(outputs[first])}:
        raise StatplanError(
            f"a publish was interrupted, and {first} was changed since.",
            hint=f"Restore {first} from version control, or take {path} away to give that up.",
            exit_code=4,
        )
    return outputs


def _no_journal(path: Path) -> StatplanError:
    return StatplanError(
        f"{path} is damaged: it is no journal of an interrupted publish.",
        hint=f"Look at {path}, and take it away.",
        exit_code=4,
    )


def is_interrupted(folder: Path) -> bool:
    """Whether something was interrupted that `complete` would end."""
    return (folder / _JOURNAL_FILE).exists()


def own_obstacles(folder: Path) -> tuple[str, ...]:
    """What stands where statplan makes its lock and its journal."""
    return places.obstacles(folder, (folder / _LOCK_FILE, folder / _JOURNAL_FILE))


def _relative(folder: Path, path: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _digest(data: bytes | None) -> str:
    return hashlib.sha256(data).hexdigest() if data is not None else ""


def _sweep(paths: Iterable[Path]) -> None:
    """Take away what a killed run left beside files that it was writing."""
    for path in paths:
        left = re.compile(rf"\.{re.escape(path.name)}\.[a-z0-9_]{{8}}")
        if path.parent.is_dir():
            for each in path.parent.iterdir():
                if left.fullmatch(each.name):
                    remove(each)
