"""The programs of the gates: where they are, and what they read in our files."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarParseError

from tests.support.ics_lint import lint

TOOLS = Path(__file__).parents[2] / ".gates"
READERS = Path(__file__).parent / "readers"


def program(name: str) -> str:
    """A program of the gates' own environment."""
    return str(TOOLS / "venv" / "bin" / name)


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as ical.js reads it; times are instants in UTC, or days."""

    method: str
    uid: str
    sequence: int
    stamp: str
    start: str
    end: str
    status: str
    summary: str


def seen(files: Iterable[Path]) -> dict[Path, list[Seen]]:
    """What ical.js reads in some files."""
    library = TOOLS / "node_modules" / "ical.js" / "dist" / "ical.js"
    found = told("node", READERS / "ical.mjs", library, *files)
    return {Path(name): [Seen(**each) for each in events] for name, events in found.items()}


def faults(files: Iterable[Path]) -> dict[Path, list[str]]:
    """Everything that the lint, a strict parser and libical have against some files."""
    files = list(files)
    found = told("/usr/bin/python3", READERS / "libical.py", *files)
    return {path: [*_ours(path.read_bytes()), *found[str(path)]] for path in files}


def _ours(data: bytes) -> list[str]:
    found = lint(data, message=True)
    try:
        IcsCalendarStream.calendar_from_ics(data.decode())
    except (CalendarParseError, ValueError) as error:
        found.append(f"ical does not read it: {error}")
    return found


def told(*command: object) -> dict[str, list]:  # type: ignore[type-arg]
    """What a program says of some files, as JSON by name."""
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, list] = json.loads(done.stdout)  # type: ignore[type-arg]
    return found
