"""Blocks from sentences, rows, and terms; empty ones make no block."""

from collections.abc import Iterable, Iterator

from statplan.charter.grammar import join_sentences
from statplan.documents.blocks import Block, BulletList, Facts, Link, Paragraph, Spans, Table


def build_paragraph(sentences: Iterable[str]) -> Iterator[Paragraph]:
    """Build one paragraph from sentences."""
    text = join_sentences(sentences)
    if text:
        yield Paragraph((text,))


def build_paragraphs(text: str | None) -> Iterator[Paragraph]:
    """Build a paragraph from each line of somebody's own text."""
    for line in (text or "").split("\n"):
        if line:
            yield Paragraph((line,))


def build_list(introduction: str, points: Iterable[str] | None) -> Iterator[Paragraph | BulletList]:
    """Build a list below its introduction, if it has one; nothing without a point."""
    items = tuple((point,) for point in points or ())
    if items:
        if introduction:
            yield Paragraph((introduction,))
        yield BulletList(items)


def build_facts(terms: Iterable[tuple[str, str | Link | None]]) -> Iterator[Facts]:
    """Build facts from terms and their descriptions; a term without one is left out."""
    stated_facts: tuple[tuple[str, Spans], ...] = tuple(
        (term, (text,)) for term, text in terms if text
    )
    if stated_facts:
        yield Facts(stated_facts)


def build_table(
    caption: str, header: Iterable[str], rows: Iterable[Iterable[str]]
) -> Iterator[Block]:
    """Build a table from rows, without its empty columns; a single column becomes a list."""
    cells = [tuple((text,) if text else () for text in row) for row in rows]
    columns = [column for column in zip(header, *cells, strict=True) if any(column[1:])]
    if len(columns) == 1:
        yield from build_list(f"{caption}:", (cell[0] for cell in columns[0][1:] if cell))
    elif columns:
        kept_header, *kept_rows = zip(*columns, strict=True)
        yield Table(caption, kept_header, tuple(kept_rows))
