"""The rows of an exported sheet: its encoding, its delimiter, and the row of its headings."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from statplan.errors import Problem
from statplan.roster_file import headings
from statplan.roster_file.cells import normalize_cell

LARGEST = 1_000_000  # bytes
MOST_ROWS = 1_500  # a plan of many more cannot be read: it has at most 20,000 answers
_HEADER_WITHIN = 10  # rows that are not blank
_DELIMITERS = (",", ";", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
_SAVE = "In the spreadsheet, save it as CSV UTF-8."


@dataclass(frozen=True, slots=True)
class RosterCell:
    """The text of a cell, never empty, and its column, counted from 1."""

    text: str
    column: int


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


class UnreadableRosterError(Exception):
    """The file cannot be read as a table at all."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.fact)
        self.problem = problem


def read_table(raw: bytes) -> RosterTable:
    """Read the bytes of a file of comma-, semicolon- or tab-separated values.

    Raises:
        UnreadableRosterError: it is too large, no text, not well-formed, or without known headings.
    """
    text, encoding_notes = _decode_text(raw)
    rows, header_index = _choose_delimiter(text)
    below = rows[header_index + 1 :]
    used_columns = sorted(
        {index for row in below for index, cell in enumerate(row) if normalize_cell(cell)}
    )
    column_map = headings.map_columns(rows[header_index], used_columns)
    roster_rows = tuple(_iter_rows(below, header_index + 2, column_map.index_by_meaning))
    if len(roster_rows) > MOST_ROWS:
        fact = f"the file has {len(roster_rows):,} rows; a roster has at most {MOST_ROWS:,}."
        raise _build_file_error(fact, "Keep the rows of those who take part.")
    shifted_problems = tuple(_find_shifted(below, header_index + 2, len(rows[header_index])))
    return RosterTable(
        roster_rows,
        header_index + 1,
        frozenset(column_map.index_by_meaning),
        (*encoding_notes, *column_map.notes),
        shifted_problems,
    )


def _build_file_error(fact: str, remedy: str) -> UnreadableRosterError:
    return UnreadableRosterError(Problem(0, 0, "", fact, remedy))


def _decode_text(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text, and a note where its encoding had to be guessed."""
    if len(raw) > LARGEST:
        fact = f"the file has {len(raw):,} bytes; a roster has at most {LARGEST:,}."
        raise _build_file_error(fact, "Keep the rows and columns of those who take part.")
    if raw.startswith(_WORKBOOKS):
        raise _build_file_error("the file is a workbook, not a CSV file.", _SAVE)
    try:
        if raw.startswith(_UTF_16):
            return raw.decode("utf-16"), ()
    except UnicodeDecodeError:
        raise _build_file_error("the file begins as UTF-16, but is not.", _SAVE) from None
    if b"\0" in raw:
        raise _build_file_error("the file is not a text: it holds zero bytes.", _SAVE)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        fact = f"byte {raw[error.start]:#04x} is neither UTF-8 nor Windows-1252."
        raise _build_file_error(fact, _SAVE) from None
    return text, ("The file is not UTF-8; it was read as Windows-1252. Look at the accents.",)


def _choose_delimiter(text: str) -> tuple[list[list[str]], int]:
    """Return the rows and the index of the headings, by the delimiter that finds most of them."""
    tried = [_parse_rows(text, delimiter) for delimiter in _DELIMITERS]
    candidates = [(_find_header(rows), rows, problem) for rows, problem in tried]
    header_index, rows, problem = max(
        candidates,  # of equals, the first
        key=lambda candidate: (
            headings.count_known(candidate[1][candidate[0]]) if candidate[0] is not None else 0,
            candidate[2] is None,
            -_count_overflowing(candidate[1], candidate[0]),
        ),
    )
    if problem:
        raise UnreadableRosterError(problem)
    if header_index is None:
        if not any(map(_count_filled, rows)):
            raise _build_file_error("the file is empty.", "Export the roster again.")
        fact = f"none of the first {_HEADER_WITHIN} rows has a heading that is known."
        remedy = "Head the columns Office, Name, E-mail, Department, Division, Head, Panel."
        raise UnreadableRosterError(Problem(1, 1, "", fact, remedy))
    return rows, header_index


def _parse_rows(text: str, delimiter: str) -> tuple[list[list[str]], Problem | None]:
    """Return the rows up to the first that is not well-formed, and what is wrong with that one."""
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, skipinitialspace=True, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        fact = "its quotes are not closed, or something stands behind them."
        remedy = "Close them, and write a quote inside quotes twice."
        if "field larger" in str(error):
            fact, remedy = "a cell is too long to be read.", "Shorten it."
        return rows, Problem(len(rows) + 1, 0, "", fact, remedy)
    return rows, None


def _count_filled(row: list[str]) -> int:
    return sum(bool(normalize_cell(cell)) for cell in row)


def _find_header(rows: list[list[str]]) -> int | None:
    """Return the index of the first row with a known heading, but not of a title that looks so."""
    top = islice(
        ((index, row) for index, row in enumerate(rows) if _count_filled(row)), _HEADER_WITHIN
    )
    likely = [(index, row) for index, row in top if headings.count_known(row)]
    if not likely:
        return None
    first, cells = likely[0]
    if _count_filled(cells) == 1:
        return next((index for index, row in likely if headings.count_known(row) > 1), first)
    return first


def _count_overflowing(rows: list[list[str]], header_index: int | None) -> int:
    """Count the rows with cells beyond the headings: under a wrong delimiter, texts are cut."""
    if header_index is None:
        return 0
    width = len(rows[header_index])
    return sum(any(map(normalize_cell, row[width:])) for row in rows[header_index + 1 :])


def _find_shifted(rows: list[list[str]], first_number: int, width: int) -> Iterator[Problem]:
    """Yield rows that go on beyond the headings, where a text was probably split at its comma."""
    for number, row in enumerate(rows, first_number):
        if any(map(normalize_cell, row[width:])):
            fact = f"the row has {len(row)} cells under {width} headings."
            remedy = "Put a text that holds the delimiter in quotes, or head the further column."
            yield Problem(number, width + 1, "", fact, remedy)


def _iter_rows(
    rows: list[list[str]], first_number: int, index_by_meaning: Mapping[str, int]
) -> Iterator[RosterRow]:
    for number, row in enumerate(rows, first_number):
        texts = {
            key: (normalize_cell(row[index]), index)
            for key, index in index_by_meaning.items()
            if index < len(row)
        }
        cells = {key: RosterCell(text, index + 1) for key, (text, index) in texts.items() if text}
        if cells:
            yield RosterRow(number, cells)
