"""The lock of a plan's folder: one statplan works on a ledger at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from statplan.errors import StatplanError
from statplan.workspace import obstacles

LOCK_FILE = ".statplan.lock"
_PATIENCE = 10  # seconds that one process waits for another


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, so that no other process works on its ledger.

    Raises:
        StatplanError: exit code 4, another process works on it and does not finish, or something
            else has the place of the lock; 1, no lock can be set.
    """
    from filelock import FileLock, Timeout

    obstacles.refuse_obstacles(
        folder, [folder / LOCK_FILE], remedy="Delete it: statplan makes its own when it needs one."
    )
    try:
        lock = FileLock(folder / LOCK_FILE, timeout=_PATIENCE)
        lock.acquire()
    except Timeout:
        raise StatplanError(
            f"another statplan is at work on {folder}; nothing was done.",
            remedy="Wait until it has finished, and run this again.",
            exit_code=4,
        ) from None
    except OSError as error:
        raise StatplanError(
            f"{folder / LOCK_FILE} cannot be written: {error.strerror}. Nothing was changed.",
            remedy="Look at the folder's permissions and at the space left.",
        ) from error
    try:
        yield
    finally:
        lock.release()
