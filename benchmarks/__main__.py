"""`python -m benchmarks`: measure and print; nothing is judged and nothing fails."""

import platform
import sys
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import (
    advising,
    busy,
    commands,
    papers,
    peers,
    proving,
    scheduling,
    slots,
    startup,
    writing,
)
from benchmarks.table import head, line


def main() -> None:
    """Print every section as it is measured."""
    print(f"CPython {platform.python_version()}; P is the whole process `python -c pass`.")
    with TemporaryDirectory() as name:
        folder = Path(name)
        parts = (
            startup.section(folder),
            commands.section(folder),
            papers.section(folder),
            writing.section(),
            scheduling.section(),
            scheduling.growth(),
            advising.section(),
            busy.section(),
            peers.section(),
        )
        for part in parts:
            if part is None:
                continue
            print(head(part.title))
            for row in part.rows:
                print(line(row))
                sys.stdout.flush()
    for text in chain(slots.report(), proving.report()):
        print(text, flush=True)


main()
