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
from statplan.documents.columns import LONGEST_WORD, is_short, length, shares, term_width

SUFFIX = ".pdf"
MEDIA_TYPE = "application/pdf"

_TALL = 900  # letters of a cell that may go on over the page
_SHEETS = {"letter": (720, 460), "a4": (770, 444)}  # points beside title and margins, landscape
_TEXT = {"letter": 482, "a4": 465}  # points across that are beside the margins, upright
_RUNNING = 90  # letters of the title that stand at the foot of each page
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
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "lang": lang,
        "region": region or None,
        "made": [made.year, made.month, made.day],
        "paper": "us-letter" if document.paper == "letter" else "a4",
        "landscape": document.landscape,
        "fills": _across(document) if document.landscape else 0,
        "across": _TEXT[document.paper],
        "running": shorten(document.title, _RUNNING, placeholder="..."),
        "unbroken": LONGEST_WORD,
        "terms": term_width(document.blocks),
        "blocks": list(_blocks(document.blocks)),
    }


def _across(document: Document) -> float:
    """How many points across a figure may be that has a page of its own in landscape."""
    wide, high = _SHEETS[document.paper]
    figures = [block.drawing for block in document.blocks if isinstance(block, Figure)]
    return min([wide, *(high * each.width / each.height for each in figures)])


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
            named = {"level": block.level - 1, "text": _line(block.text)}
            return {"kind": "heading", "new-page": block.new_page, **named}
        case Paragraph():
            return {"kind": "paragraph", "spans": _spans(block.spans), "leads": leads}
        case Note():
            return {"kind": "note", "spans": _spans(block.spans)}
        case Bullets():
            return _listed("bullets", block)
        case Numbered():
            return _listed("numbered", block)
        case Facts():
            items = [{"term": _line(term), "said": _spans(said)} for term, said in block.items]
            return {"kind": "facts", "items": items}
        case Table():
            rows = [list(map(_spans, row)) for row in block.rows]
            return _headed(block, whole=is_short(block)) | {"kind": "table", "rows": rows}
        case Signatures():
            offices = list(map(_line, block.offices))
            return _headed(block, whole=True) | {"kind": "signatures", "offices": offices}
        case Figure():
            named = {"caption": _line(block.caption), "alt": block.alt}
            return {"kind": "figure", **named, "drawing": typesetting.drawn(block.drawing)}
        case _:
            assert_never(block)


def _listed(kind: str, block: Bullets | Numbered) -> dict[str, Any]:
    return {"kind": kind, "whole": is_short(block), "items": list(map(_spans, block.items))}


def _headed(block: Table | Signatures, *, whole: bool) -> dict[str, Any]:
    named = {"caption": _line(block.caption), "header": list(map(_line, block.header))}
    return {**named, "shares": shares(block), "whole": whole, "splits": _tallest(block) > _TALL}


def _tallest(block: Table | Signatures) -> int:
    cells = (cell for row in block.rows for cell in row) if isinstance(block, Table) else ()
    return max(map(length, cells), default=0)


def _line(text: str) -> str:
    return text.replace("\n", " ")


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
