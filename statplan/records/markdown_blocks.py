"""The Markdown of a cleared copy as the blocks of a document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from statplan.documents.blocks import (
    LINK_SCHEMES,
    Block,
    BulletList,
    Heading,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Spans,
    Strong,
    Table,
)
from statplan.records.allowed_markdown import create_parser

_SECTION, _PART = 2, 3


def read_blocks(text: str) -> tuple[str, tuple[Block, ...]]:
    """Read a cleared text.

    Returns:
        Its title, which is its first heading where that is of level 1, else empty; and the blocks
        below it. Lists within lists become further items; a table is captioned by the line in bold
        above it, else by its heading. Headings, tables and rows that hold nothing are left out.
    """
    nodes = [*SyntaxTreeNode(create_parser(html=False).parse(text)).children]
    title = ""
    if nodes and nodes[0].type == "heading" and nodes[0].tag == "h1":
        title = _extract_text(nodes.pop(0))
    return title, tuple(_drop_empty_blocks(_add_captions(_convert_nodes(nodes, title))))


def _convert_nodes(nodes: Sequence[SyntaxTreeNode], title: str) -> Iterator[Block]:
    heading = title
    for node in nodes:
        match node.type:
            case "heading":
                heading = _extract_text(node)
                level = _SECTION if node.tag in {"h1", "h2"} else _PART
                yield Heading(level, heading)
            case "paragraph":
                yield Paragraph(_convert_spans(node))
            case "bullet_list":
                yield BulletList(tuple(_iter_items(node)))
            case "ordered_list":
                yield NumberedList(tuple(_iter_items(node)))
            case "blockquote":
                yield from (Note(spans) for spans in _iter_texts(node))
            case "table":
                yield _convert_table(node, heading)
            case "fence" | "code_block":
                yield Paragraph((node.content.rstrip("\n"),))
            case _:
                pass  # a rule across the page has no words


def _iter_items(node: SyntaxTreeNode) -> Iterator[Spans]:
    """Yield each item, and each item of a list within it."""
    for list_item in node.children:
        yield from _iter_texts(list_item)


def _iter_texts(node: SyntaxTreeNode) -> Iterator[Spans]:
    """Yield every text within a node, in order."""
    if node.type in {"inline", "fence", "code_block"}:
        yield _convert_spans(node)
        return
    for child in node.children:
        yield from _iter_texts(child)


def _convert_table(node: SyntaxTreeNode, caption: str) -> Table:
    rows = [
        [_convert_spans(cell) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    header, *body = rows
    body_rows = tuple(tuple(row) for row in body if any(row))
    return Table(caption, tuple(map(_join_spans, header)), body_rows)


def _convert_spans(node: SyntaxTreeNode) -> Spans:
    """Return the spans of a text, those of one kind beside each other joined."""
    if node.type in {"fence", "code_block"}:
        return (node.content.rstrip("\n"),)
    spans = [span for child in node.children for span in _convert_inline(child)]
    joined: list[str | Strong | Link] = []
    for span in spans:
        last = joined[-1] if joined else None
        if isinstance(span, str) and isinstance(last, str):
            joined[-1] = last + span
        else:
            joined.append(span)
    return tuple(span for span in joined if span)


def _convert_inline(node: SyntaxTreeNode) -> Iterator[str | Strong | Link]:
    match node.type:
        case "strong":
            yield Strong(_extract_text(node))
        case "link":
            target, text = str(node.attrs.get("href", "")), _extract_text(node)
            yield Link(text or target, target) if target.startswith(LINK_SCHEMES) else text
        case "hardbreak":
            yield "\n"
        case "softbreak":
            yield " "
        case "text" | "code_inline":
            yield node.content
        case _:
            for child in node.children:
                yield from _convert_inline(child)


def _extract_text(node: SyntaxTreeNode) -> str:
    return "".join(
        _join_spans((span,)) for child in node.children for span in _convert_inline(child)
    )


def _join_spans(spans: Spans) -> str:
    return "".join(span if isinstance(span, str) else span.text for span in spans)


def _add_captions(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, with a line in bold above a table taken as its caption."""
    pending: Block | None = None
    for block in blocks:
        caption = _find_caption(pending)
        if isinstance(block, Table) and caption:
            pending = replace(block, caption=caption)
            continue
        if pending is not None:
            yield pending
        pending = block
    if pending is not None:
        yield pending


def _find_caption(block: Block | None) -> str:
    match block:
        case Paragraph((Strong(text),)):
            return text
        case _:
            return ""


def _drop_empty_blocks(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks without tables that have no row, and headings with nothing below them."""
    kept_blocks: list[Block] = []
    for block in reversed([*blocks]):
        below = kept_blocks[-1] if kept_blocks else None
        is_empty = below is None or (isinstance(below, Heading) and isinstance(block, Heading))
        if isinstance(block, Table) and not block.rows:
            continue
        if isinstance(block, Heading) and is_empty and not _is_subsection(below, block):
            continue
        kept_blocks.append(block)
    return kept_blocks[::-1]


def _is_subsection(below: Block | None, heading: Heading) -> bool:
    return isinstance(below, Heading) and below.level > heading.level
