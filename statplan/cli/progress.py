"""The progress of long commands: on a terminal, the name of what is being made."""

import sys
from collections.abc import Callable
from time import monotonic

from statplan import screen

_MOMENT = 1.0  # seconds


def build_progress_reporter() -> Callable[[str], None]:
    """Return a function that says on a terminal what is being made, at most once a second."""
    last = monotonic()

    def report_progress(name: str) -> None:
        nonlocal last
        now = monotonic()
        if sys.stderr.isatty() and now - last > _MOMENT:
            last = now
            screen.print_message(f"making {name} ...")

    return report_progress
