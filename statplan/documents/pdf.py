"""PDF: tagged for people who listen to it (PDF/UA-1), and fit to be kept (PDF/A-2a)."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from textwrap import shorten
from typing import Any, assert_never

from statplan.documents import typesetting
from statplan.documents.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Link,
    Note,
    Numbered,
    Paragraph,
    Signatures,
    Span,
    Spans,
    Strong,
    Table,
    Undecided,
)
from statplan.documents.columns import LONGEST_WORD, length, shares

SUFFIX = ".pdf"
MEDIA_TYPE = "application/pdf"

_SHORT = (7, 1500)  # rows and letters of a table that is kept on one page
_TALL = 900  # letters of a cell that may go on over the page
_RUNNING = 90  # letters of the title that stand at the foot of each page
_TERM = (95, 150)  # points that the terms of facts take, at least and at most
_LETTER = 5.6  # points that a letter of a term takes
_UNDATED = date(2000, 1, 1)


def write(document: Document) -> bytes:
    """Write the document as PDF; it fails rather than write one that is not accessible.

    Raises:
        MissingLibraryError: the library that sets it is not installed.
    """
    return typesetting.pdf(_data(document), document.made or _UNDATED)


def _data(document: Document) -> dict[str, Any]:
    """The document as the template takes it: words, sizes, and nothing that is markup."""
    made = document.made or _UNDATED
    lang, _, region = document.language.partition("-")
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "lang": lang,
        "region": region or None,
        "made": [made.year, made.month, made.day],
        "paper": "us-letter" if document.paper == "letter" else "a4",
        "landscape": document.landscape,
        "fills": document.landscape and len(figures) == 1,
        "running": shorten(document.title, _RUNNING, placeholder="..."),
        "unbroken": LONGEST_WORD,
        "terms": _term_width(document.blocks),
        "blocks": list(_blocks(document.blocks)),
    }


def _term_width(blocks: tuple[Block, ...]) -> float:
    terms = [term for block in blocks if isinstance(block, Facts) for term, _ in block.items]
    longest = max(map(len, terms), default=0) * _LETTER + 8
    return min(max(longest, _TERM[0]), _TERM[1])


def _blocks(blocks: tuple[Block, ...]) -> Iterator[dict[str, Any]]:
    """Each block, with a rule below the title's facts, and whether it leads to the next."""
    titled = True
    for block, follower in pairwise((*blocks, None)):
        if block is None:
            continue
        if titled and isinstance(block, Heading):
            titled = False
            yield {"kind": "rule"}
        yield _block(block, leads=isinstance(follower, Bullets | Numbered | Table | Figure))


def _block(block: Block, *, leads: bool) -> dict[str, Any]:  # noqa: PLR0911 - one for each kind
    match block:
        case Heading():
            named = {"level": block.level - 1, "text": block.text}
            return {"kind": "heading", "new-page": block.new_page, **named}
        case Paragraph():
            return {"kind": "paragraph", "spans": _spans(block.spans), "leads": leads}
        case Note():
            return {"kind": "note", "spans": _spans(block.spans)}
        case Bullets():
            return {"kind": "bullets", "items": list(map(_spans, block.items))}
        case Numbered():
            return {"kind": "numbered", "items": list(map(_spans, block.items))}
        case Facts():
            items = [{"term": term, "said": _spans(said)} for term, said in block.items]
            return {"kind": "facts", "items": items}
        case Table():
            rows = [list(map(_spans, row)) for row in block.rows]
            return _headed(block, whole=_is_short(block)) | {"kind": "table", "rows": rows}
        case Signatures():
            return _headed(block, whole=True) | {"kind": "signatures", "offices": block.offices}
        case Figure():
            named = {"caption": block.caption, "alt": block.alt, "svg": block.svg}
            return {"kind": "figure", **named, "width": block.width}
        case _:
            assert_never(block)


def _headed(block: Table | Signatures, *, whole: bool) -> dict[str, Any]:
    named = {"caption": block.caption, "header": block.header}
    return {**named, "shares": shares(block), "whole": whole, "splits": _tallest(block) > _TALL}


def _tallest(block: Table | Signatures) -> int:
    cells = (cell for row in block.rows for cell in row) if isinstance(block, Table) else ()
    return max(map(length, cells), default=0)


def _is_short(table: Table) -> bool:
    most_rows, most_letters = _SHORT
    letters = sum(length(cell) for row in table.rows for cell in row)
    return len(table.rows) <= most_rows and letters <= most_letters


def _spans(spans: Spans) -> list[dict[str, str]]:
    return list(map(_span, spans))


def _span(span: Span) -> dict[str, str]:
    match span:
        case str():
            return {"kind": "text", "text": span}
        case Strong():
            return {"kind": "strong", "text": span.text}
        case Link():
            return {"kind": "link", "text": span.text, "target": span.target}
        case Undecided():
            return {"kind": "undecided", "text": span.text}
        case _:
            assert_never(span)
