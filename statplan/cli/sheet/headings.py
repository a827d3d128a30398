"""Which column says what: the headings that people write, by their meaning."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from statplan.cli.sheet.cells import plain, said
from statplan.plan.english import listing
from statplan.plan.words import shown

# The words of each meaning; where two columns have the same one, the earlier word counts.
_WORDS = {
    "office": (
        "office", "offices", "position", "positions", "post", "office held", "office position",
        "office or position", "role", "position title", "office title", "job", "job title",
        "working title", "title",
    ),
    "name": (
        "name", "full name", "fullname", "names", "person", "person name", "display name",
        "employee name", "employee", "office holder", "officeholder", "incumbent",
    ),
    "first": ("first name", "firstname", "given name", "forename", "first"),
    "last": ("last name", "lastname", "surname", "family name", "last"),
    "email": (
        "email", "e mail", "emails", "e mails", "email address", "e mail address",
        "email addresses", "mail address", "mail", "work email", "work e mail", "office email",
        "primary email",
    ),
    "department": (
        "department", "departments", "dept", "department name", "department of government",
        "agency", "agencies", "agency name", "department agency", "department or agency",
        "agency department", "division of government", "bureau",
    ),
    "division": (
        "support division", "speaks for", "support function", "speaks for division",
        "division spoken for", "support", "division", "divisions",
    ),
    "role": (
        "role in department", "role in the department", "role in dept", "role in agency",
        "department role", "dept role",
    ),
    "head": (
        "head", "department head", "dept head", "agency head", "head of department", "is head",
        "heads department", "heads it",
    ),
    "contact": (
        "data contact", "contact for data", "department data contact", "data liaison", "contact",
        "department contact", "is data contact",
    ),
    "budget_analyst": ("budget analyst", "department budget analyst", "is budget analyst"),
    "panel": (
        "panel", "on panel", "on the panel", "panel member", "panelist", "sits on panel",
        "sits on the panel", "member of panel", "panel seat",
    ),
}  # fmt: skip
_MEANING = {
    word: (meaning, rank) for meaning, words in _WORDS.items() for rank, word in enumerate(words)
}
_LISTED = 10  # columns that a note names


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each meaning, counted from 0, and what is to be said of the others."""

    at: dict[str, int]
    notes: tuple[str, ...]


def meaning(heading: str) -> tuple[str, int] | None:
    """What a heading means, with the rank of its word; without what is in brackets if need be."""
    outside = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", heading)
    return _MEANING.get(plain(heading)) or _MEANING.get(plain(outside))


def known(cells: Sequence[str]) -> int:
    """How many different meanings a row of headings has."""
    return len({found[0] for found in map(meaning, cells) if found})


def columns(header: Sequence[str], used: Sequence[int]) -> Columns:
    """Read the row of headings.

    Args:
        header: its cells.
        used: the columns below it in which something stands.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    strange: list[str] = []
    for index, cell in enumerate(header):
        what = meaning(cell)
        if what:
            found.setdefault(what[0], []).append((what[1], index))
        elif said(cell):
            strange.append(cell)
    at = {each: min(places)[1] for each, places in found.items()}
    spare = sorted({index for places in found.values() for _, index in places} - {*at.values()})
    titles = [index for index in spare if "title" in plain(header[index])]
    if titles and "office" in at:  # beside an office, a title is the person's
        at["title"] = titles[0]
        spare.remove(titles[0])
    doubled = [header[index] for index in spare]
    bare = [index for index in used if index < len(header) and not said(header[index])]
    return Columns(at, tuple(_notes(strange, doubled, bare)))


def _notes(strange: list[str], doubled: list[str], bare: list[int]) -> Iterator[str]:
    if strange:
        yield f"Ignored, as no column of a roster is called so: {_few(map(shown, strange))}."
    if doubled:
        yield f"Ignored, as another column says the same: {_few(map(shown, doubled))}."
    if bare:
        numbers = _few(f"column {index + 1}" for index in bare)
        yield f"Ignored, as it has no heading: {numbers}."


def _few(items: Iterator[str]) -> str:
    """Some items as a sentence lists them, each once, not all of too many."""
    once = list(dict.fromkeys(items))
    more = len(once) - _LISTED
    return listing([*once[:_LISTED], f"{more:,} more"] if more > 0 else once)
