"""Ids for new records: made of their names, unlike those that are taken."""

import unicodedata
from collections.abc import Iterable

from statplan.plan.text_types import is_device_name

_LONGEST = 40
_FIRST = 36  # of 40 characters, so that a number fits behind it


def build_slug(name: str) -> str:
    """Return a name in small letters, digits, and hyphens, which is a folder name everywhere."""
    spread = unicodedata.normalize("NFKD", name).lower()  # a trademark sign spreads to capitals
    letters = "".join(
        char if char.isascii() and char.isalnum() else " "
        for char in spread
        if not unicodedata.combining(char) and char not in "'\u2019."
    )
    slug = "-".join(letters.split())[:_FIRST].strip("-") or "item"
    return f"{slug}-1" if is_device_name(slug) else slug


class RecordIds:
    """The ids of a list, and how often a new one was wanted."""

    def __init__(self, used_ids: Iterable[str]) -> None:
        self._used_ids = set(used_ids)
        self._counts: dict[str, int] = {}

    def create_id(self, name: str, further_words: str = "") -> str:
        """Return an id from a name; where it is taken, with further words or else with a number."""
        base_id = build_slug(name)
        if base_id in self._used_ids and further_words:
            base_id = build_slug(f"{name} {further_words}")
        record_id = base_id
        while record_id in self._used_ids:
            self._counts[base_id] = count = self._counts.get(base_id, 1) + 1
            tail = f"-{count}"
            record_id = base_id[: _LONGEST - len(tail)].strip("-") + tail
        self._used_ids.add(record_id)
        return record_id
