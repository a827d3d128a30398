"""PDF: tagged for screen readers (PDF/UA-1), and fit for archives (PDF/A-2a)."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from textwrap import shorten
from typing import Any, assert_never

from statplan.documents import typst_source
from statplan.documents.blocks import (
    Block,
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Signatures,
    Span,
    Spans,
    Strong,
    Table,
)
from statplan.documents.column_widths import (
    LONGEST_WORD,
    compute_column_shares,
    compute_term_width,
    count_letters,
    is_short,
)

SUFFIX = ".pdf"
MEDIA_TYPE = "application/pdf"

_TALL = 900  # letters of a cell from which on it may break across pages
_SHEETS = {
    "letter": (720, 460),
    "a4": (770, 444),
}  # points for a figure between title and margins, landscape
_TEXT = {"letter": 482, "a4": 465}  # points across between the margins, upright
_RUNNING = 90  # letters of the title at the foot of each page
_UNDATED = date(2000, 1, 1)


def write(document: Document) -> bytes:
    """Write the document as PDF; it fails rather than write one that is not accessible.

    Raises:
        MissingLibraryError: the library that typesets it is not installed.
    """
    return typst_source.render_pdf(_build_template_data(document), document.created or _UNDATED)


def _build_template_data(document: Document) -> dict[str, Any]:
    """Return the document as the template takes it: words and sizes, without markup."""
    created = document.created or _UNDATED
    lang, _, region = document.language.partition("-")
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "lang": lang,
        "region": region or None,
        "made": [created.year, created.month, created.day],
        "paper": "us-letter" if document.paper == "letter" else "a4",
        "landscape": document.landscape,
        "fills": _compute_figure_width(document) if document.landscape else 0,
        "across": _TEXT[document.paper],
        "running": shorten(document.title, _RUNNING, placeholder="..."),
        "unbroken": LONGEST_WORD,
        "terms": compute_term_width(document.blocks),
        "blocks": list(_convert_blocks(document.blocks)),
    }


def _compute_figure_width(document: Document) -> float:
    """Compute the width in points at which every figure fits on a landscape page of its own."""
    wide, high = _SHEETS[document.paper]
    figures = [block.drawing for block in document.blocks if isinstance(block, Figure)]
    return min([wide, *(high * drawing.width / drawing.height for drawing in figures)])


def _convert_blocks(blocks: tuple[Block, ...]) -> Iterator[dict[str, Any]]:
    """Yield the data of each block, with a rule before the first heading."""
    in_title = True
    for block, follower in pairwise((*blocks, None)):
        if block is None:
            continue
        if in_title and isinstance(block, Heading):
            in_title = False
            yield {"kind": "rule"}
        yield _convert_block(
            block, leads=isinstance(follower, BulletList | NumberedList | Table | Figure)
        )


def _convert_block(block: Block, *, leads: bool) -> dict[str, Any]:  # noqa: PLR0911 - one for each kind
    match block:
        case Heading():
            labels = {"level": block.level - 1, "text": _join_lines(block.text)}
            return {"kind": "heading", "new-page": block.new_page, **labels}
        case Paragraph():
            return {"kind": "paragraph", "spans": _convert_spans(block.spans), "leads": leads}
        case Note():
            return {"kind": "note", "spans": _convert_spans(block.spans)}
        case BulletList():
            return _convert_list("bullets", block)
        case NumberedList():
            return _convert_list("numbered", block)
        case Facts():
            items = [
                {"term": _join_lines(term), "said": _convert_spans(description)}
                for term, description in block.items
            ]
            return {"kind": "facts", "items": items}
        case Table():
            rows = [list(map(_convert_spans, row)) for row in block.rows]
            return _convert_table_head(block, keep_together=is_short(block)) | {
                "kind": "table",
                "rows": rows,
            }
        case Signatures():
            offices = list(map(_join_lines, block.offices))
            return _convert_table_head(block, keep_together=True) | {
                "kind": "signatures",
                "offices": offices,
            }
        case Figure():
            labels = {"caption": _join_lines(block.caption), "alt": block.alt}
            return {
                "kind": "figure",
                **labels,
                "drawing": typst_source.build_drawing_data(block.drawing),
            }
        case _:
            assert_never(block)


def _convert_list(kind: str, block: BulletList | NumberedList) -> dict[str, Any]:
    return {"kind": kind, "whole": is_short(block), "items": list(map(_convert_spans, block.items))}


def _convert_table_head(block: Table | Signatures, *, keep_together: bool) -> dict[str, Any]:
    labels = {"caption": _join_lines(block.caption), "header": list(map(_join_lines, block.header))}
    return {
        **labels,
        "shares": compute_column_shares(block),
        "whole": keep_together,
        "splits": _count_longest_cell(block) > _TALL,
    }


def _count_longest_cell(block: Table | Signatures) -> int:
    cells = (cell for row in block.rows for cell in row) if isinstance(block, Table) else ()
    return max(map(count_letters, cells), default=0)


def _join_lines(text: str) -> str:
    return text.replace("\n", " ")


def _convert_spans(spans: Spans) -> list[dict[str, str]]:
    return list(map(_convert_span, spans))


def _convert_span(span: Span) -> dict[str, str]:
    match span:
        case str():
            return {"kind": "text", "text": span}
        case Strong():
            return {"kind": "strong", "text": span.text}
        case Link():
            return {"kind": "link", "text": span.text, "target": span.target}
        case _:
            assert_never(span)
