"""The headings that people write, by their meaning: which column says what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from statplan.plan.english import format_list
from statplan.plan.quotation import quote_answer
from statplan.roster_file.cells import normalize_cell, normalize_words

# The words of each meaning; where two columns have the same one, the earlier word counts.
_HEADING_WORDS = {
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
    "organization": (
        "organization", "organisation", "outside organization", "partner organization",
        "organization name", "partner agency",
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
    "key_staff": ("key staff", "is key staff", "key department staff"),
    "budget_analyst": ("budget analyst", "department budget analyst", "is budget analyst"),
    "panel": (
        "panel", "on panel", "on the panel", "panel member", "panelist", "sits on panel",
        "sits on the panel", "member of panel", "panel seat",
    ),
}  # fmt: skip
_MEANING_OF_WORD = {
    word: (meaning, rank)
    for meaning, words in _HEADING_WORDS.items()
    for rank, word in enumerate(words)
}
_MOST_LISTED = 10  # columns that a note names


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The column of each meaning, counted from 0, and what is to be said of the others."""

    index_by_meaning: dict[str, int]
    notes: tuple[str, ...]


def parse_heading(heading: str) -> tuple[str, int] | None:
    """Return what a heading means and the rank of its word; if need be, without its brackets."""
    outside = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", heading)
    return _MEANING_OF_WORD.get(normalize_words(heading)) or _MEANING_OF_WORD.get(
        normalize_words(outside)
    )


def count_known(cells: Sequence[str]) -> int:
    """Count the different meanings that a row of headings has."""
    return len({match[0] for match in map(parse_heading, cells) if match})


def map_columns(header: Sequence[str], used_columns: Sequence[int]) -> ColumnMap:
    """Map the columns of a table by their headings.

    Args:
        header: its cells.
        used_columns: the columns below it in which something stands.
    """
    columns_by_meaning: dict[str, list[tuple[int, int]]] = {}
    unknown_headings: list[str] = []
    for index, cell in enumerate(header):
        match = parse_heading(cell)
        if match:
            columns_by_meaning.setdefault(match[0], []).append((match[1], index))
        elif normalize_cell(cell):
            unknown_headings.append(cell)
    index_by_meaning = {meaning: min(places)[1] for meaning, places in columns_by_meaning.items()}
    spare = sorted(
        {index for places in columns_by_meaning.values() for _, index in places}
        - {*index_by_meaning.values()}
    )
    titles = [index for index in spare if "title" in normalize_words(header[index])]
    if titles and "office" in index_by_meaning:  # beside an office, a title is the person's
        index_by_meaning["title"] = titles[0]
        spare.remove(titles[0])
    doubled = [header[index] for index in spare]
    bare = [
        index for index in used_columns if index < len(header) and not normalize_cell(header[index])
    ]
    return ColumnMap(index_by_meaning, tuple(_iter_notes(unknown_headings, doubled, bare)))


def _iter_notes(unknown_headings: list[str], doubled: list[str], bare: list[int]) -> Iterator[str]:
    if unknown_headings:
        yield (
            "Ignored, as no column of a roster is called so: "
            f"{_list_few(map(quote_answer, unknown_headings))}."
        )
    if doubled:
        yield f"Ignored, as another column says the same: {_list_few(map(quote_answer, doubled))}."
    if bare:
        numbers = _list_few(f"column {index + 1}" for index in bare)
        yield f"Ignored, as it has no heading: {numbers}."


def _list_few(names: Iterator[str]) -> str:
    """List some names as a sentence does, each once, not all of too many."""
    unique = list(dict.fromkeys(names))
    more = len(unique) - _MOST_LISTED
    return format_list([*unique[:_MOST_LISTED], f"{more:,} more"] if more > 0 else unique)
