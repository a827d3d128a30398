"""Lists of given names, surnames, and places: what tells a name from other words."""

import gzip
from functools import cache
from importlib.resources import files

_COMMON_SURNAMES = 2500


def is_given_name(word: str) -> bool:
    """Return whether a normalized word is a given name of the US census."""
    return word in _read_list("given_names")


def is_surname(word: str) -> bool:
    """Return whether a normalized word is one of the 8,000 most frequent surnames."""
    return word in _read_list("surnames")


def is_common_surname(word: str) -> bool:
    """Return whether a normalized word is a surname that most people know as one: Brown, Young."""
    return _read_list("surnames").get(word, _COMMON_SURNAMES) < _COMMON_SURNAMES


def is_place(words: str) -> bool:
    """Return whether normalized words, with single blanks between them, are the name of a place."""
    return words in _read_list("places")


@cache
def _read_list(name: str) -> dict[str, int]:
    """Return the entries of a list with their ranks (`names_and_places.LICENSE`)."""
    compressed = (files("statplan.records") / f"{name}.txt.gz").read_bytes()
    entries = gzip.decompress(compressed).decode("ascii").split("\n")
    return {entry: rank for rank, entry in enumerate(entries)}
