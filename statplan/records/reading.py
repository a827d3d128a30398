"""The Markdown of a cleared copy as the blocks of a document."""

from collections.abc import Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode

from statplan.documents.blocks import (
    Block,
    Bullets,
    Heading,
    Link,
    Note,
    Numbered,
    Paragraph,
    Spans,
    Strong,
    Table,
)
from statplan.records.forms import parser
from statplan.records.trimming import captioned, filled

_SCHEMES = ("https://", "http://", "mailto:")
_SECTION, _PART = 2, 3


def read_blocks(text: str) -> tuple[str, tuple[Block, ...]]:
    """Read a cleared text.

    Returns:
        Its title, which is its first heading where that is of level 1, else empty; and the blocks
        below it. Lists within lists become further items; a table is captioned by the line in bold
        above it, else by its heading. Headings, tables and rows that hold nothing are left out.
    """
    nodes = [*SyntaxTreeNode(parser(html=False).parse(text)).children]
    title = ""
    if nodes and nodes[0].type == "heading" and nodes[0].tag == "h1":
        title = _text(nodes.pop(0))
    return title, tuple(filled(captioned(_blocks(nodes, title))))


def _blocks(nodes: Sequence[SyntaxTreeNode], title: str) -> Iterator[Block]:
    heading = title
    for node in nodes:
        match node.type:
            case "heading":
                heading = _text(node)
                level = _SECTION if node.tag in {"h1", "h2"} else _PART
                yield Heading(level, heading)
            case "paragraph":
                yield Paragraph(_spans(node))
            case "bullet_list":
                yield Bullets(tuple(_items(node)))
            case "ordered_list":
                yield Numbered(tuple(_items(node)))
            case "blockquote":
                yield from (Note(each) for each in _lines(node))
            case "table":
                yield _table(node, heading)
            case "fence" | "code_block":
                yield Paragraph((node.content.rstrip("\n"),))
            case _:
                pass  # a rule across the page has no words


def _items(node: SyntaxTreeNode) -> Iterator[Spans]:
    """Each item, and each item of a list within it."""
    for item in node.children:
        yield from _lines(item)


def _lines(node: SyntaxTreeNode) -> Iterator[Spans]:
    """Every text within a node, in order."""
    if node.type in {"inline", "fence", "code_block"}:
        yield _spans(node)
        return
    for child in node.children:
        yield from _lines(child)


def _table(node: SyntaxTreeNode, caption: str) -> Table:
    rows = [
        [_spans(cell) for cell in row.children] for part in node.children for row in part.children
    ]
    header, *body = rows
    filled = tuple(tuple(row) for row in body if any(row))
    return Table(caption, tuple(map(_plain, header)), filled)


def _spans(node: SyntaxTreeNode) -> Spans:
    """The spans of a text, those of one kind beside each other joined."""
    if node.type in {"fence", "code_block"}:
        return (node.content.rstrip("\n"),)
    found = [each for child in node.children for each in _inline(child)]
    joined: list[str | Strong | Link] = []
    for each in found:
        last = joined[-1] if joined else None
        if isinstance(each, str) and isinstance(last, str):
            joined[-1] = last + each
        else:
            joined.append(each)
    return tuple(each for each in joined if each)


def _inline(node: SyntaxTreeNode) -> Iterator[str | Strong | Link]:
    match node.type:
        case "strong":
            yield Strong(_text(node))
        case "link":
            target, text = str(node.attrs.get("href", "")), _text(node)
            yield Link(text or target, target) if target.startswith(_SCHEMES) else text
        case "hardbreak":
            yield "\n"
        case "softbreak":
            yield " "
        case "text" | "code_inline":
            yield node.content
        case _:
            for child in node.children:
                yield from _inline(child)


def _text(node: SyntaxTreeNode) -> str:
    return "".join(_plain((each,)) for child in node.children for each in _inline(child))


def _plain(spans: Spans) -> str:
    return "".join(each if isinstance(each, str) else each.text for each in spans)
