"""The rows of an exported roster, with their cells by what their column says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from statplan.csv_reader import (
    HEADER_WITHIN,
    Sheet,
    UnreadableSheetError,
    build_file_error,
    read_sheet,
)
from statplan.errors import Problem
from statplan.roster_file import headings
from statplan.roster_file.cells import normalize_cell

LARGEST = 1_000_000  # bytes
MOST_ROWS = 1_500  # a plan of many more cannot be read: it has at most 20,000 answers
_GUESSED = "The file is not UTF-8; it was read as Windows-1252. Look at the accents."

NumberedRow = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class RosterCell:
    """The text of a cell, never empty, its column, counted from 1, and its parts if it has some."""

    text: str
    column: int
    parts: tuple[str, ...] = ()

    @property
    def answer(self) -> str | list[str]:
        """What the cell answers: its text, or the list of its parts."""
        return list(self.parts) if self.parts else self.text


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A row, numbered as a spreadsheet numbers it, with its cells by what their column says."""

    row_number: int
    cells: Mapping[str, RosterCell]


@dataclass(frozen=True, slots=True)
class RosterTable:
    """The rows that say something, the row of headings, the columns known, and what to tell."""

    rows: tuple[RosterRow, ...]
    header_row: int
    known_columns: frozenset[str]
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_table(raw: bytes) -> RosterTable:
    """Read the bytes of a file of comma-, semicolon- or tab-separated values.

    Raises:
        UnreadableSheetError: it is too large, no text, not well-formed, or without known headings.
    """
    if len(raw) > LARGEST:
        fact = f"the file has {len(raw):,} bytes; a roster has at most {LARGEST:,}."
        raise build_file_error(fact, "Keep the rows and columns of those who take part.")
    sheet = read_sheet(raw, headings.count_known)
    if sheet.problem:
        raise UnreadableSheetError(sheet.problem)
    if sheet.header_index is None:
        raise _build_heading_error(sheet)
    below = sheet.list_below()
    used_columns = sorted(
        {index for _, row in below for index, cell in enumerate(row) if normalize_cell(cell)}
    )
    column_map = headings.map_columns(sheet.header, used_columns)
    roster_rows = tuple(_iter_rows(below, column_map.index_by_meaning))
    if len(roster_rows) > MOST_ROWS:
        fact = f"the file has {len(roster_rows):,} rows; a roster has at most {MOST_ROWS:,}."
        raise build_file_error(fact, "Keep the rows of those who take part.")
    return RosterTable(
        roster_rows,
        sheet.header_index + 1,
        frozenset(column_map.index_by_meaning),
        (*[_GUESSED] * sheet.is_encoding_guessed, *column_map.notes),
        tuple(_find_shifted(below, len(sheet.header))),
    )


def _build_heading_error(sheet: Sheet) -> UnreadableSheetError:
    if not any(normalize_cell(cell) for row in sheet.rows for cell in row):
        return build_file_error("the file is empty.", "Export the roster again.")
    fact = f"none of the first {HEADER_WITHIN} rows has a heading that is known."
    remedy = "Head the columns Office, Name, E-mail, Department, Division, Head, Panel."
    return UnreadableSheetError(Problem(1, 1, "", fact, remedy))


def _find_shifted(rows: list[NumberedRow], width: int) -> Iterator[Problem]:
    """Yield rows that go on beyond the headings, where a text was probably split at its comma."""
    for number, row in rows:
        if any(map(normalize_cell, row[width:])):
            fact = f"the row has {len(row)} cells under {width} headings."
            remedy = "Put a text that holds the delimiter in quotes, or head the further column."
            yield Problem(number, width + 1, "", fact, remedy)


def _iter_rows(rows: list[NumberedRow], index_by_meaning: Mapping[str, int]) -> Iterator[RosterRow]:
    for number, row in rows:
        texts = {
            key: (normalize_cell(row[index]), index)
            for key, index in index_by_meaning.items()
            if index < len(row)
        }
        cells = {key: RosterCell(text, index + 1) for key, (text, index) in texts.items() if text}
        if cells:
            yield RosterRow(number, cells)
