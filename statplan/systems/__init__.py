"""The documented systems: plan files whose comments name the source of each answer."""

import re
from dataclasses import dataclass
from importlib.resources import files

KEYS: tuple[str, ...] = (
    "new-orleans",
    "kcstat",
    "statestat",
    "seastat",
    "louiestat",
    "chattadata",
    "citistat",
    "c-stat",
    "somerstat",
    "gmap",
)

_COMMENT = re.compile(r"(?:^|\s)#(.*)$", re.MULTILINE)
_NAMED = re.compile(r"\[([A-Z][A-Za-z0-9-]*(?:, [A-Z][A-Za-z0-9-]*)*)\]")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is from: `where` is a web address, or the publication where there is none."""

    key: str
    title: str
    where: str


def text(key: str) -> str:
    """Return a documented system's plan file.

    Raises:
        KeyError: no system has this key; `KEYS` lists them.
    """
    if key not in KEYS:
        raise KeyError(key)
    return files(__name__).joinpath(f"{key}.yaml").read_text(encoding="utf-8")


def sources() -> dict[str, Source]:
    """Return every source by its key."""
    from yaml import CSafeLoader, load

    stored = files(__name__).joinpath("sources.yaml").read_text(encoding="utf-8")
    records = load(stored, Loader=CSafeLoader)
    return {key: Source(key, **record) for key, record in records.items()}


def sources_in(text: str) -> list[str]:
    """Return the source keys that a text's comments name, in the order of first appearance.

    A key stands in square brackets, alone or with others: `# [NO-PR12, NO-BEACON]`.
    """
    remarks = " ".join(comment.strip() for comment in _COMMENT.findall(text))
    named = (key for keys in _NAMED.findall(remarks) for key in keys.split(", "))
    return list(dict.fromkeys(named))
