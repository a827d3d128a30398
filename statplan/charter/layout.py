"""Turn sentences, rows and terms into blocks; what is empty leaves no trace."""

from collections.abc import Iterable, Iterator

from statplan.charter.english import joined
from statplan.documents.blocks import Block, Bullets, Facts, Link, Paragraph, Spans, Table

_STOPS = (".", "!", "?")


def prose(sentences: Iterable[str]) -> Iterator[Paragraph]:
    """Write sentences as one paragraph."""
    text = joined(sentences)
    if text:
        yield Paragraph((text,))


def passage(text: str | None) -> Iterator[Paragraph]:
    """Write somebody's own text, each of its lines as a paragraph."""
    for line in (text or "").split("\n"):
        if line:
            yield Paragraph((line,))


def points(lead: str, items: Iterable[str] | None) -> Iterator[Paragraph | Bullets]:
    """Write a list below the words that introduce it, or a single item beside them."""
    match list(items or ()):
        case []:
            pass
        case [one]:
            yield Paragraph((f"{lead} {one}{'' if one.endswith(_STOPS) else '.'}",))
        case several:
            yield Paragraph((lead,))
            yield Bullets(tuple((each,) for each in several))


def terms(items: Iterable[tuple[str, str | Link | None]]) -> Iterator[Facts]:
    """Write terms with what is said of them, leaving out those of which nothing is."""
    said: tuple[tuple[str, Spans], ...] = tuple((term, (text,)) for term, text in items if text)
    if said:
        yield Facts(said)


def table(caption: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[Block]:
    """Write rows as a table without the columns in which nothing stands; one column is a list."""
    cells = [tuple((text,) if text else () for text in row) for row in rows]
    columns = [column for column in zip(header, *cells, strict=True) if any(column[1:])]
    if len(columns) == 1:
        yield from points(f"{caption}:", (cell[0] for cell in columns[0][1:] if cell))
    elif columns:
        names, *rest = zip(*columns, strict=True)
        yield Table(caption, names, tuple(rest))
