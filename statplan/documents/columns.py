"""How wide the columns of a table are, from what stands in them: the same in every format."""

from collections.abc import Iterable

from statplan.documents.blocks import Block, Bullets, Facts, Numbered, Signatures, Spans, Table

# In letters: what may stand unbroken in one column, and in one row, on the narrowest paper.
_COLUMN, _ROW = 30, 76
_PAGE = 110  # letters of a table's size that a line of paper holds
_AIR = 4  # letters that the space beside a cell takes
_DIGITS = 1.04  # how much wider a letter is in columns of dates and times, where most are digits
_WIDEST = 60  # letters that a column asks for; the rest goes on further lines
LONGEST_WORD = 42  # letters; a longer one is broken

_TERM = (95, 160)  # points that the terms of facts take, at least and at most
_LETTER = 5.7  # points that a letter of a term takes
_ROWS, _ITEMS, _LETTERS = 7, 9, 1500  # of a table or a list that is kept on one page

SIGNED = (0.42, 0.36, 0.22)


def unbroken(table: Table) -> frozenset[int]:
    """Choose the columns whose cells stay on one line: dates, times and the like."""
    columns = zip(*table.rows, strict=True)
    longest = sorted((max(map(length, cells)), place) for place, cells in enumerate(columns))
    room, chosen = _ROW, []
    for size, place in longest:
        room -= size
        if size <= _COLUMN and room >= 0:
            chosen.append(place)
    return frozenset(chosen)


def length(cell: Spans) -> int:
    """Count the letters of a cell."""
    return len(_text(cell))


def is_short(block: Table | Bullets | Numbered) -> bool:
    """Tell whether a table or a list is kept on one page."""
    if isinstance(block, Table):
        cells = [cell for row in block.rows for cell in row]
        return len(block.rows) <= _ROWS and sum(map(length, cells)) <= _LETTERS
    return len(block.items) <= _ITEMS and sum(map(length, block.items)) <= _LETTERS


def term_width(blocks: Iterable[Block]) -> float:
    """How many points the terms of a document's facts take, so that what is said lines up."""
    terms = [term for block in blocks if isinstance(block, Facts) for term, _ in block.items]
    least, most = _TERM
    return min(max(max(map(len, terms), default=0) * _LETTER + 8, least), most)


def shares(table: Table | Signatures) -> tuple[float, ...]:
    """Divide the width of the paper among the columns; the shares come to 1."""
    if isinstance(table, Signatures):
        return SIGNED
    whole = unbroken(table)
    least, wanted = [], []
    for place, header in enumerate(table.header):
        cells = [_text(row[place]) for row in table.rows]
        longest = max([len(header), *map(len, cells)])
        words = [word for text in (header, *cells) for word in text.split()]
        word = min(max(map(len, words), default=1), LONGEST_WORD)
        kept = round(max(map(len, cells), default=0) * _DIGITS) if place in whole else 0
        least.append(max(word, kept) + _AIR)
        wanted.append(max(min(longest, _WIDEST), kept) + _AIR)
    return _divided(least, wanted)


def _divided(least: list[int], wanted: list[int]) -> tuple[float, ...]:
    """Give each column what it needs, and of what is left over what it asks for beyond that."""
    if sum(wanted) <= _PAGE:
        return tuple(each / sum(wanted) for each in wanted)
    room = max(_PAGE - sum(least), 0)
    more = [asked - needed for asked, needed in zip(wanted, least, strict=True)]
    total = sum(more) or 1
    widths = [needed + room * extra / total for needed, extra in zip(least, more, strict=True)]
    return tuple(each / sum(widths) for each in widths)


def _text(cell: Spans) -> str:
    return "".join(span if isinstance(span, str) else span.text for span in cell)
