"""Copies that sync programs make of a file that two computers changed, or that a person made.

They are beside the file under names such as `statplan.ledger-PC.json`, `statplan (1).yaml`, and
`statplan.ledger (Jo's conflicted copy 2027-01-02).json`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from statplan.copy_names import is_copy_name
from statplan.errors import StatplanError
from statplan.ledger.file_reader import read_ledger, to_utf8
from statplan.ledger.model import Ledger
from statplan.workspace import files


@dataclass(frozen=True, slots=True)
class LedgerCopy:
    """A copy of a plan's ledger; `damage` says why it cannot be believed, where it cannot."""

    path: Path
    ledger: Ledger | None
    damage: str = ""


def find_copies(path: Path) -> list[Path]:
    """Return the copies of a file beside it, under names that programs give to copies."""
    return [other for other in _list_siblings(path) if is_copy_name(other.stem, path.stem)]


def _list_siblings(path: Path) -> list[Path]:
    """Return the files beside a file that end as it does."""
    if not path.parent.is_dir():
        return []
    return [
        other
        for other in sorted(path.parent.iterdir())
        if other.suffix.lower() == path.suffix
        and other.name != path.name
        and other.is_file()
        and not other.is_symlink()
    ]


def find_ledger_copies(folder: Path, lineage: str) -> Iterator[LedgerCopy]:
    """Return the copies of a plan's ledger beside it, whatever was added to its name.

    Each contains the lineage of the plan.

    Raises:
        StatplanError: one may not be read.
    """
    ledger = folder / files.LEDGER_FILE
    for path in _list_siblings(ledger):
        if ledger.stem not in path.stem:
            continue
        content = files.read_file(path)
        if lineage.encode() not in to_utf8(content):
            continue
        try:
            yield LedgerCopy(path, read_ledger(content, str(path), lineage))
        except StatplanError as error:
            yield LedgerCopy(path, None, error.message)
