"""The documented systems: plan files whose comments name the source of each answer."""

import re
from dataclasses import dataclass
from importlib.resources import files

from statplan.errors import StatplanError

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
_SOURCE_KEYS = re.compile(r"\[([A-Z][A-Za-z0-9-]*(?:, [A-Z][A-Za-z0-9-]*)*)\]")


@dataclass(frozen=True, slots=True)
class CitedSource:
    """The source of a fact: `where` is a web address, or the publication where there is none."""

    key: str
    title: str
    where: str


def read_system(system_key: str) -> str:
    """Return a documented system's plan file.

    Raises:
        StatplanError: no system has this key.
    """
    if system_key not in KEYS:
        remedy = f"Write one of {', '.join(KEYS)}."
        raise StatplanError(
            f"no documented system is called '{system_key}'.", remedy=remedy, exit_code=2
        )
    return files(__name__).joinpath(f"{system_key}.yaml").read_text(encoding="utf-8")


def load_sources() -> dict[str, CitedSource]:
    """Return every source by its key."""
    from yaml import CSafeLoader, load

    sources_text = files(__name__).joinpath("sources.yaml").read_text(encoding="utf-8")
    records = load(sources_text, Loader=CSafeLoader)
    return {source_key: CitedSource(source_key, **record) for source_key, record in records.items()}


def find_source_keys(text: str) -> list[str]:
    """Return the source keys that a text's comments name, in the order of first appearance.

    A key stands in square brackets, alone or with others: `# [NO-PR12, NO-BEACON]`.
    """
    remarks = " ".join(comment.strip() for comment in _COMMENT.findall(text))
    source_keys = (key for keys in _SOURCE_KEYS.findall(remarks) for key in keys.split(", "))
    return list(dict.fromkeys(source_keys))
