"""A word on stderr where a calendar is larger than some programs take."""

from collections.abc import Mapping
from pathlib import Path

from statplan import calendars, screen


def warn_large_calendars(outputs: Mapping[Path, bytes]) -> None:
    """Say on stderr which calendars are larger than some programs take."""
    for path, content in outputs.items():
        if path.suffix == ".ics" and len(content) > calendars.LARGE:
            screen.print_message(
                f"{path} has {len(content):,} octets; Google is reported to refuse calendars "
                "of more "
                "than about 1 MB.\n  `--for DEPARTMENT` or `--for PERSON` makes smaller ones."
            )
