"""Say on a terminal what is being made, where that takes longer than a moment."""

import sys
from collections.abc import Callable
from time import monotonic

from statplan import screen

_MOMENT = 1.0  # seconds


def teller() -> Callable[[str], None]:
    """What is told the name of each thing before it is made, and says one of them each moment."""
    last = monotonic()

    def tell(name: str) -> None:
        nonlocal last
        now = monotonic()
        if sys.stderr.isatty() and now - last > _MOMENT:
            last = now
            screen.say(f"making {name} ...")

    return tell
