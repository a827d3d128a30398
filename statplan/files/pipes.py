"""Reading a named pipe, which may never get anything to read."""

import os
import select
import stat
import time
from pathlib import Path

_PATIENCE = 10.0  # seconds without anything arriving
_PIECE = 1 << 16


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
