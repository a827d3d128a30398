"""Check calendar files with libical: what it cannot parse, and what RFC 5546 does not allow.

Runs with the system's Python, which has libical's bindings; prints the faults of each file as JSON.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # type: ignore[import-not-found]  # noqa: E402


def faults(text: str) -> Iterator[str]:
    calendar = ICalGLib.Component.new_from_string(text)
    if calendar is None:
        yield "libical reads nothing"
        return
    before = calendar.as_ical_string().count("X-LIC-ERROR")
    if before or calendar.count_errors():
        yield from _errors(calendar)
    if not ICalGLib.restriction_check(calendar):
        yield from _errors(calendar) or ("a restriction of RFC 5546 is not kept",)


def _errors(calendar: Any) -> list[str]:
    lines = calendar.as_ical_string().replace("\r\n ", "").splitlines()
    return [line for line in lines if line.startswith("X-LIC-ERROR")]


if __name__ == "__main__":
    found = {name: list(faults(Path(name).read_text("utf-8"))) for name in sys.argv[1:]}
    sys.stdout.write(json.dumps(found))
