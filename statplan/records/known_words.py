"""Words that distinguish names of people from other capitalized words (`known_words.yaml`)."""

from functools import cache
from importlib.resources import files

import yaml


def list_known_words(group: str) -> frozenset[str]:
    """Return the normalized words, or the names of several words, of a group."""
    return _read_groups()[group]


@cache
def _read_groups() -> dict[str, frozenset[str]]:
    text = (files("statplan.records") / "known_words.yaml").read_text(encoding="utf-8")
    groups = yaml.load(text, Loader=yaml.CSafeLoader)
    return {
        name: frozenset(words.split("\n") if "\n" in words.strip() else words.split())
        for name, words in groups.items()
    }
