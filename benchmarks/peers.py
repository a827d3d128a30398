"""Other programs of the field, where they are installed beside this one."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import process
from benchmarks.table import Row, Section, whole

_PEERS = ("khal", "copier")


def section() -> Section | None:
    """Their `--version`; None where none is there."""
    found = [Path(sys.executable).with_name(peer) for peer in _PEERS]
    there = [peer for peer in found if peer.is_file()]
    return Section("Peers, whole process in P", _rows(there)) if there else None


def _rows(programs: list[Path]) -> Iterator[Row]:
    for program in programs:
        yield whole(f"{program.name} --version", process(program, "--version"))
