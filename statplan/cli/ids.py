"""Ids for new records: made of their names, unlike those that are taken."""

import unicodedata
from collections.abc import Iterable

from statplan.plan.file_names import is_device

_LONGEST = 40
_FIRST = 36  # of 40 characters, so that a number fits behind it


def slug(name: str) -> str:
    """A name in small letters, digits and hyphens, which every computer takes for a folder."""
    spread = unicodedata.normalize("NFKD", name).lower()  # a trademark sign spreads to capitals
    letters = "".join(
        char if char.isascii() and char.isalnum() else " "
        for char in spread
        if not unicodedata.combining(char) and char not in "'\u2019."
    )
    made = "-".join(letters.split())[:_FIRST].strip("-") or "item"
    return f"{made}-1" if is_device(made) else made


class Ids:
    """The ids of a list, and how often a new one was wanted."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._count: dict[str, int] = {}

    def new(self, name: str, further: str = "") -> str:
        """An id from a name; where it is taken, with further words or else with a number."""
        wanted = slug(name)
        if wanted in self._taken and further:
            wanted = slug(f"{name} {further}")
        found = wanted
        while found in self._taken:
            self._count[wanted] = count = self._count.get(wanted, 1) + 1
            tail = f"-{count}"
            found = wanted[: _LONGEST - len(tail)].strip("-") + tail
        self._taken.add(found)
        return found
