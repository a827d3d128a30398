"""The `.gitattributes` of a calendar folder: git leaves the line ends of published files alone.

Calendars have the line ends that their standard requires, and files are compared byte by byte. A
clone on a Windows computer would change them otherwise.
"""

import os
from pathlib import Path

from statplan.workspace.files import has_content, read_file

ATTRIBUTES_FILE = ".gitattributes"
PUBLISHED_SUFFIXES = frozenset({".ics", ".md", ".json", ".jsonl", ".html", ".atom"})
ATTRIBUTES = "\n".join(
    [
        "# Written by statplan: git leaves the line ends of published files as they are.",
        *(f"*{suffix} -text" for suffix in sorted({*PUBLISHED_SUFFIXES, ATTRIBUTES_FILE})),
        "",
    ]
).encode()


def build_gitattributes(calendars: Path) -> dict[Path, bytes]:
    """Return the file to write, by its path; nothing where a person put one of their own there."""
    path = calendars / ATTRIBUTES_FILE
    if os.path.lexists(path) and not has_content(path, ATTRIBUTES):
        return {}
    return {path: ATTRIBUTES}


def is_missing_calendar_rule(calendars: Path) -> bool:
    """Return whether a person's own `.gitattributes` lets git change the line ends of calendars."""
    path = calendars / ATTRIBUTES_FILE
    if not path.is_file():
        return False
    rules = [line.split() for line in read_file(path).decode(errors="replace").splitlines()]
    return not any(
        pattern in {"*.ics", "*", "**"} and {"-text", "binary", "eol=crlf"} & set(words)
        for pattern, *words in filter(None, rules)
    )
