"""Folders that commands have changed: the commands run once, and later tests get a copy."""

import os
from pathlib import Path
from typing import NamedTuple

from tests.support.commands import run


class _Entry(NamedTuple):
    """A file, or a folder, which has no bytes."""

    name: str
    mode: int
    data: bytes | None


_Question = tuple[tuple[_Entry, ...], tuple[str, ...], str | None]
_ANSWERS: dict[_Question, tuple[_Entry, ...]] = {}


def apply_commands(folder: Path, *commands: str) -> None:
    """Bring the working folder to what these commands make of it.

    Where they have made the same of the same files, at the same moment, they do not run again: the
    folder gets the files that they left.
    """
    question = (_read(folder), commands, os.environ.get("SOURCE_DATE_EPOCH"))
    if question in _ANSWERS:
        _write(folder, _ANSWERS[question])
        return
    for command in commands:
        assert run(*command.split())[0] == 0, command
    _ANSWERS[question] = _read(folder)


def _read(folder: Path) -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            path.relative_to(folder).as_posix(),
            path.stat().st_mode & 0o777,
            path.read_bytes() if path.is_file() else None,
        )
        for path in sorted(folder.rglob("*"))
    )


def _write(folder: Path, entries: tuple[_Entry, ...]) -> None:
    for entry in entries:
        path = folder / entry.name
        if entry.data is None:
            path.mkdir(exist_ok=True)
        else:
            path.write_bytes(entry.data)
        path.chmod(entry.mode)
