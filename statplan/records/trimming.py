"""The blocks of a record as a page shows them: tables with captions, and nothing that is empty."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from statplan.documents.blocks import Block, Heading, Paragraph, Strong, Table


def captioned(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with a line in bold above a table taken as its caption."""
    held: Block | None = None
    for block in blocks:
        caption = _caption(held)
        if isinstance(block, Table) and caption:
            held = replace(block, caption=caption)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _caption(block: Block | None) -> str:
    match block:
        case Paragraph((Strong(text),)):
            return text
        case _:
            return ""


def filled(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without tables that have no row, and headings below which there is nothing."""
    kept: list[Block] = []
    for block in reversed([*blocks]):
        below = kept[-1] if kept else None
        empty = below is None or (isinstance(below, Heading) and isinstance(block, Heading))
        if isinstance(block, Table) and not block.rows:
            continue
        if isinstance(block, Heading) and empty and not _is_part(below, block):
            continue
        kept.append(block)
    return kept[::-1]


def _is_part(below: Block | None, heading: Heading) -> bool:
    return isinstance(below, Heading) and below.level > heading.level
