"""The blocks of a record as a page shows them: tables with captions, and nothing empty."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from statplan.documents.blocks import Block, Heading, Paragraph, Strong, Table


def add_captions(blocks: Iterable[Block]) -> Iterator[Block]:
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


def drop_empty_blocks(blocks: Iterable[Block]) -> list[Block]:
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
