"""HTML: one file without others beside it, to read on any screen and to print."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from typing import assert_never

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
    Strong,
    Table,
)
from statplan.documents.column_widths import find_unbroken_columns

SUFFIX = ".html"
MEDIA_TYPE = "text/html"

_HERE = files("statplan.documents")


def write(document: Document) -> bytes:
    """Write the document as one HTML file without scripts or outside requests, in UTF-8."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "block": _name_block_macro,
        "span": _name_span_macro,
        "unbroken": find_unbroken_columns,
    }
    style = _HERE.joinpath("charter.css").read_text(encoding="utf-8").strip()
    page = environment.from_string(
        _HERE.joinpath("charter.html.j2").read_text(encoding="utf-8")
    ).render(
        document=document,
        sections=list(_split_sections(document.blocks)),
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
    )
    return f"{page.rstrip()}\n".encode()


def _split_sections(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Split the blocks before each section's heading; the first part is the title's."""
    section: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:  # noqa: PLR2004 - the section level
            yield section
            section = []
        section.append(block)
    yield section


def _name_block_macro(block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
    """Name the template's macro that writes a block."""
    match block:
        case Heading():
            return "heading"
        case Paragraph():
            return "paragraph"
        case Note():
            return "note"
        case BulletList():
            return "bullets"
        case NumberedList():
            return "numbered"
        case Facts():
            return "facts"
        case Table():
            return "table"
        case Signatures():
            return "signatures"
        case Figure():
            return "figure"
        case _:
            assert_never(block)


def _name_span_macro(span: Span) -> str:
    """Name the template's macro that writes a span."""
    match span:
        case str():
            return "text"
        case Strong():
            return "strong"
        case Link():
            return "link"
        case _:
            assert_never(span)
