"""The form of a publish journal: a line with the digest of the rest, then strict JSON."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from statplan.errors import StatplanError
from statplan.files import LEDGER_FILE
from statplan.strict_json import StateError, parse_state

_MOST_BYTES = 256 * 1024 * 1024
_STRICT = ConfigDict(strict=True, extra="forbid", frozen=True)
_Count = Annotated[int, Field(ge=0, lt=2**128)]
_Digest = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]


class _JournalFile(BaseModel):
    """A file that a publish writes: its path below the plan's folder, and its text."""

    model_config = _STRICT
    path: Annotated[str, Field(max_length=300)]
    text: str


class Journal(BaseModel):
    """Everything that a publish writes, in order; `ledger` is the digest of the ledger before."""

    model_config = _STRICT
    version: Literal[2]
    device: _Count
    inode: _Count
    ledger: _Digest
    files: Annotated[tuple[_JournalFile, ...], Field(max_length=100_000)]


_ADAPTER = TypeAdapter(Journal)


def encode_journal(folder: Path, changed: Mapping[Path, bytes]) -> bytes:
    """Return the journal of files that are to be written in the plan's folder."""
    folder_stat = folder.stat()
    text = Journal(
        version=2,
        device=folder_stat.st_dev,
        inode=folder_stat.st_ino,
        ledger=digest_file(folder / LEDGER_FILE),
        files=tuple(
            _JournalFile(path=path.relative_to(folder).as_posix(), text=content.decode())
            for path, content in changed.items()
        ),
    ).model_dump_json()
    if len(text) > _MOST_BYTES // 4:  # a character takes up to four octets
        raise StatplanError(
            "the calendars are too large to be published at once.",
            hint="Publish fewer years, series, or audiences.",
        )
    return f"{digest_bytes(text.encode())}\n{text}".encode()


def parse_journal(content: bytes) -> Journal:
    """Return what a journal says.

    Raises:
        StateError: it is damaged, or of another form.
    """
    digest, _, text = content.partition(b"\n")
    if digest.decode("ascii", "replace") != digest_bytes(text):
        raise StateError("its digest does not fit what it says")
    return parse_state(_ADAPTER, text, _MOST_BYTES)


def digest_file(path: Path) -> str:
    """Return the digest of a file; empty where there is none."""
    return digest_bytes(path.read_bytes()) if path.is_file() else ""


def digest_bytes(content: bytes) -> str:
    """Return the SHA-256 digest of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
