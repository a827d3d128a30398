"""The words of ordinary English, which are no names where a capital begins a sentence."""

import gzip
from functools import cache
from importlib.resources import files


def is_ordinary_word(word: str) -> bool:
    """Return whether a word, whatever its capitals, is an English word and not only a name.

    "Budget", "Potholes", and "Rose" are; "Lopez", "Smithers", and "Houston" are not, nor is a word
    with accents, such as "Müller".
    """
    return word.isascii() and word.lower() in _read_words()


@cache
def _read_words() -> frozenset[str]:
    """Return the lower-case words of SCOWL (`english_words.LICENSE`)."""
    compressed = (files("statplan.records") / "english_words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(compressed).decode("ascii").split("\n"))
