"""Markdown: CommonMark with GitHub's tables; no character of a text is read as markup."""

import re
from collections.abc import Iterable
from typing import assert_never
from urllib.parse import quote

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

SUFFIX = ".md"
MEDIA_TYPE = "text/markdown"

_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~#{$]|&(?=#?[A-Za-z0-9]+;)|:(?=//)|!$")
_AT_LINE_START = re.compile(r"^([-+=]|[0-9]+(?=[.)]))", re.MULTILINE)
_NOT_IN_TARGET = re.compile(r"[\s<>\\|]|&(?=#?[A-Za-z0-9]+;)")
_BREAK = "\\\n"


def write(document: Document) -> bytes:
    """Write the document as Markdown, one line for each paragraph, in UTF-8."""
    head = [f"# {_format_one_line(document.title)}"]
    if document.subtitle:
        head.append(f"**{_format_one_line(document.subtitle)}**")
    return ("\n\n".join([*head, *map(_format_block, document.blocks)]) + "\n").encode()


def _format_block(block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
    match block:
        case Heading():
            return f"{'#' * block.level} {_format_one_line(block.text)}"
        case Paragraph():
            return _format_text(block.spans)
        case Note():
            return "> " + _format_text(block.spans).replace("\n", "\n> ")
        case BulletList():
            return _format_items("- ", block.items)
        case NumberedList():
            return "\n".join(
                _format_item(f"{number}. ", spans) for number, spans in enumerate(block.items, 1)
            )
        case Facts():
            return _format_items(
                "- ", ((Strong(f"{term}:"), " ", *description) for term, description in block.items)
            )
        case Table():
            return _format_table(block)
        case Signatures():
            return _format_signatures(block)
        case Figure():
            return f"**{_format_one_line(block.caption)}**\n\n{_format_text((block.alt,))}"
        case _:
            assert_never(block)


def _format_items(mark: str, items: Iterable[Spans]) -> str:
    return "\n".join(_format_item(mark, spans) for spans in items)


def _format_item(mark: str, spans: Spans) -> str:
    return mark + _format_text(spans).replace("\n", "\n" + " " * len(mark))


def _format_table(table: Table) -> str:
    rows = [tuple(map(_format_one_line, table.header)), ("---",) * len(table.header)]
    rows += [
        tuple(_format_inline(cell).replace("\n", "<br>") for cell in row) for row in table.rows
    ]
    lines = (f"| {' | '.join(row)} |" for row in rows)
    return f"**{_format_one_line(table.caption)}**\n\n" + "\n".join(lines)


def _format_signatures(signatures: Signatures) -> str:
    rows = tuple(((office,), (), ()) for office in signatures.offices)
    return _format_table(Table(signatures.caption, signatures.header, rows))


def _format_text(spans: Spans) -> str:
    """Format spans that begin a line, where more characters are escaped."""
    return _AT_LINE_START.sub(_escape_start, _format_inline(spans)).replace("\n", _BREAK)


def _escape_start(match: re.Match[str]) -> str:
    start = match.group()
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def _format_inline(spans: Spans) -> str:
    lines = "".join(map(_format_span, spans)).split("\n")
    return "\n".join(line.strip() for line in lines)


def _format_span(span: Span) -> str:
    match span:
        case str():
            return _escape_text(span)
        case Strong():
            return f"**{_escape_text(span.text)}**"
        case Link():
            return _format_link(span)
        case _:
            assert_never(span)


def _format_link(link: Link) -> str:
    bare = link.target.removeprefix("mailto:")
    if link.text == bare and not _NOT_IN_TARGET.search(bare):
        return f"<{bare}>"
    target = _NOT_IN_TARGET.sub(lambda match: quote(match.group(), safe=""), link.target)
    return f"[{_escape_text(link.text)}](<{target}>)"


def _format_one_line(text: str) -> str:
    return _escape_text(" ".join(text.split()))


def _escape_text(text: str) -> str:
    return _ANYWHERE.sub(r"\\\g<0>", text)
