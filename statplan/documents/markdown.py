"""Markdown: CommonMark with GitHub's tables; every character of a text stays what it is."""

import re
from collections.abc import Iterable
from typing import assert_never
from urllib.parse import quote

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

SUFFIX = ".md"
MEDIA_TYPE = "text/markdown"

_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~#{$]|&(?=#?[A-Za-z0-9]+;)|:(?=//)|!$")
_AT_LINE_START = re.compile(r"^([-+=]|[0-9]+(?=[.)]))", re.MULTILINE)
_NOT_IN_TARGET = re.compile(r"[\s<>\\|]|&(?=#?[A-Za-z0-9]+;)")
_BREAK = "\\\n"


def write(document: Document) -> bytes:
    """Write the document as Markdown, one line for each paragraph, in UTF-8."""
    head = [f"# {_plain(document.title)}"]
    if document.subtitle:
        head.append(f"**{_plain(document.subtitle)}**")
    return ("\n\n".join([*head, *map(_block, document.blocks)]) + "\n").encode()


def _block(block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
    match block:
        case Heading():
            return f"{'#' * block.level} {_plain(block.text)}"
        case Paragraph():
            return _text(block.spans)
        case Note():
            return "> " + _text(block.spans).replace("\n", "\n> ")
        case Bullets():
            return _items("- ", block.items)
        case Numbered():
            return "\n".join(
                _item(f"{number}. ", spans) for number, spans in enumerate(block.items, 1)
            )
        case Facts():
            return _items("- ", ((Strong(f"{term}:"), " ", *said) for term, said in block.items))
        case Table():
            return _table(block)
        case Signatures():
            return _signatures(block)
        case Figure():
            return f"**{_plain(block.caption)}**\n\n{_text((block.alt,))}"
        case _:
            assert_never(block)


def _items(mark: str, items: Iterable[Spans]) -> str:
    return "\n".join(_item(mark, spans) for spans in items)


def _item(mark: str, spans: Spans) -> str:
    return mark + _text(spans).replace("\n", "\n" + " " * len(mark))


def _table(table: Table) -> str:
    rows = [tuple(map(_plain, table.header)), ("---",) * len(table.header)]
    rows += [tuple(_inline(cell).replace("\n", "<br>") for cell in row) for row in table.rows]
    lines = (f"| {' | '.join(row)} |" for row in rows)
    return f"**{_plain(table.caption)}**\n\n" + "\n".join(lines)


def _signatures(signatures: Signatures) -> str:
    rows = tuple(((office,), (), ()) for office in signatures.offices)
    return _table(Table(signatures.caption, signatures.header, rows))


def _text(spans: Spans) -> str:
    """Write spans that begin a line, where a few more characters would have a meaning."""
    return _AT_LINE_START.sub(_escaped_start, _inline(spans)).replace("\n", _BREAK)


def _escaped_start(found: re.Match[str]) -> str:
    start = found.group()
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def _inline(spans: Spans) -> str:
    lines = "".join(map(_span, spans)).split("\n")
    return "\n".join(line.strip() for line in lines)


def _span(span: Span) -> str:
    match span:
        case str():
            return _escape(span)
        case Strong() | Undecided():
            return f"**{_escape(span.text)}**"
        case Link():
            return _link(span)
        case _:
            assert_never(span)


def _link(link: Link) -> str:
    bare = link.target.removeprefix("mailto:")
    if link.text == bare and not _NOT_IN_TARGET.search(bare):
        return f"<{bare}>"
    target = _NOT_IN_TARGET.sub(lambda found: quote(found.group(), safe=""), link.target)
    return f"[{_escape(link.text)}](<{target}>)"


def _plain(text: str) -> str:
    return _escape(" ".join(text.split()))


def _escape(text: str) -> str:
    return _ANYWHERE.sub(r"\\\g<0>", text)
