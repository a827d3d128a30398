"""The widths of columns and terms, from the text in them: the same in every format."""

from collections.abc import Iterable

from statplan.documents.blocks import (
    Block,
    BulletList,
    Facts,
    NumberedList,
    Signatures,
    Spans,
    Table,
)

# The most letters on one line in one column, and in one row, on the narrowest paper.
_COLUMN, _ROW = 30, 76
_PAGE = 110  # letters of a table's size that a line of paper holds
_AIR = 4  # letters that the space beside a cell takes
_DIGITS = 1.04  # how much wider a letter is in columns of dates and times, where most are digits
_WIDEST = 60  # letters that a column asks for; the rest goes on further lines
LONGEST_WORD = 42  # letters; a longer one is broken

_TERM_WIDTHS = (95, 160)  # points that the terms of facts take, at least and at most
_LETTER = 5.7  # points that a letter of a term takes
_ROWS, _ITEMS, _LETTERS = 7, 9, 1500  # of a table or a list that is kept on one page

SIGNATURE_SHARES = (0.42, 0.36, 0.22)


def find_unbroken_columns(table: Table) -> frozenset[int]:
    """Return the indexes of columns whose cells stay on one line: dates, times and the like.

    Those with digits in every cell go first: half a date on a line of its own looks like a number.
    """
    columns = [*zip(*table.rows, strict=True)]
    sizes = sorted(
        (not _has_only_dates(cells), max(map(count_letters, cells)), index)
        for index, cells in enumerate(columns)
    )
    remaining, chosen = _ROW, []
    for _, size, index in sizes:
        remaining -= size
        if size <= _COLUMN and remaining >= 0:
            chosen.append(index)
    return frozenset(chosen)


def _has_only_dates(cells: Iterable[Spans]) -> bool:
    """Return whether every cell that is not empty has a digit, as dates, times, and counts do."""
    return all(any(map(str.isdigit, text)) for text in map(_join_text, cells) if text)


def count_letters(cell: Spans) -> int:
    """Count the letters of a cell."""
    return len(_join_text(cell))


def is_short(block: Table | BulletList | NumberedList) -> bool:
    """Tell whether a table or a list is kept on one page."""
    if isinstance(block, Table):
        cells = [cell for row in block.rows for cell in row]
        return len(block.rows) <= _ROWS and sum(map(count_letters, cells)) <= _LETTERS
    return len(block.items) <= _ITEMS and sum(map(count_letters, block.items)) <= _LETTERS


def compute_term_width(blocks: Iterable[Block]) -> float:
    """Compute how many points the terms of a document's facts take, so that the facts line up."""
    terms = [term for block in blocks if isinstance(block, Facts) for term, _ in block.items]
    least, most = _TERM_WIDTHS
    return min(max(max(map(len, terms), default=0) * _LETTER + 8, least), most)


def compute_column_shares(table: Table | Signatures) -> tuple[float, ...]:
    """Compute the share of the text's width for each column; the shares sum to 1."""
    if isinstance(table, Signatures):
        return SIGNATURE_SHARES
    unbroken_columns = find_unbroken_columns(table)
    least, preferred = [], []
    for index, header in enumerate(table.header):
        cells = [_join_text(row[index]) for row in table.rows]
        longest = max([len(header), *map(len, cells)])
        words = [word for text in (header, *cells) for word in text.split()]
        longest_word = min(max(map(len, words), default=1), LONGEST_WORD)
        unbroken_width = (
            round(max(map(len, cells), default=0) * _DIGITS) if index in unbroken_columns else 0
        )
        least.append(max(longest_word, unbroken_width) + _AIR)
        preferred.append(max(min(longest, _WIDEST), unbroken_width) + _AIR)
    return _distribute_width(least, preferred)


def _distribute_width(least: list[int], preferred: list[int]) -> tuple[float, ...]:
    """Give each column its least width, and divide the rest by how much more each prefers."""
    if sum(preferred) <= _PAGE:
        return tuple(width / sum(preferred) for width in preferred)
    spare = max(_PAGE - sum(least), 0)
    more = [desired - needed for desired, needed in zip(preferred, least, strict=True)]
    total = sum(more) or 1
    widths = [needed + spare * extra / total for needed, extra in zip(least, more, strict=True)]
    return tuple(width / sum(widths) for width in widths)


def _join_text(cell: Spans) -> str:
    return "".join(span if isinstance(span, str) else span.text for span in cell)
