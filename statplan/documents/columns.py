"""How wide the columns of a table are, from what stands in them: the same in every format."""

from statplan.documents.blocks import Signatures, Spans, Table

# In letters: what may stand unbroken in one column, and in one row, on the narrowest paper.
_COLUMN, _ROW = 30, 76
_PAGE = 104  # letters of a table's size that a line of paper holds
_AIR = 3  # letters that the space beside a cell takes
_WIDEST = 60  # letters that a column asks for; the rest goes on further lines
LONGEST_WORD = 42  # letters; a longer one is broken

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
        kept = max(map(len, cells), default=0) if place in whole else 0
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
