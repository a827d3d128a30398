"""The rows of an exported sheet: its encoding, its delimiter, and the row of its headings."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from statplan.cli.sheet import headings
from statplan.cli.sheet.cells import said
from statplan.errors import Problem

LARGEST = 1_000_000
MOST_ROWS = 1_500  # a plan of many more cannot be read: it has at most 20,000 answers
_HEADER_WITHIN = 10  # rows that are not blank
_DELIMITERS = (",", ";", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
_SAVE = "In the spreadsheet, save it as CSV UTF-8."


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, never nothing; the column counts from 1."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row, numbered as a spreadsheet numbers it, with its cells by what their column says."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that say something, the row of headings, the columns known, and what to tell."""

    rows: tuple[Row, ...]
    header: int
    known: frozenset[str]
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class UnreadableError(Exception):
    """The file cannot be read as a table at all."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.fact)
        self.problem = problem


def read_table(raw: bytes) -> Table:
    """Read the bytes of a file of comma-, semicolon- or tab-separated values.

    Raises:
        UnreadableError: it is too large, no text, not well-formed, or without known headings.
    """
    text, note = _decoded(raw)
    rows, header = _best(text)
    below = rows[header + 1 :]
    used = sorted({index for row in below for index, cell in enumerate(row) if said(cell)})
    columns = headings.columns(rows[header], used)
    found = tuple(_rows(below, header + 2, columns.at))
    if len(found) > MOST_ROWS:
        fact = f"the file has {len(found):,} rows; a roster has at most {MOST_ROWS:,}."
        raise _whole(fact, "Keep the rows of those who take part.")
    shifted = tuple(_shifted(below, header + 2, len(rows[header])))
    return Table(found, header + 1, frozenset(columns.at), (*note, *columns.notes), shifted)


def _whole(fact: str, remedy: str) -> UnreadableError:
    return UnreadableError(Problem(0, 0, "", fact, remedy))


def _decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and a note where its encoding had to be guessed."""
    if len(raw) > LARGEST:
        fact = f"the file has {len(raw):,} bytes; a roster has at most {LARGEST:,}."
        raise _whole(fact, "Keep the rows and columns of those who take part.")
    if raw.startswith(_WORKBOOKS):
        raise _whole("the file is a workbook, not a CSV file.", _SAVE)
    try:
        if raw.startswith(_UTF_16):
            return raw.decode("utf-16"), ()
    except UnicodeDecodeError:
        raise _whole("the file begins as UTF-16, but is not.", _SAVE) from None
    if b"\0" in raw:
        raise _whole("the file is not a text: it holds zero bytes.", _SAVE)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        fact = f"byte {raw[error.start]:#04x} is neither UTF-8 nor Windows-1252."
        raise _whole(fact, _SAVE) from None
    return text, ("The file is not UTF-8; it was read as Windows-1252. Look at the accents.",)


def _best(text: str) -> tuple[list[list[str]], int]:
    """The rows and the index of the headings, by the delimiter under which most are known."""
    tried = [_parsed(text, delimiter) for delimiter in _DELIMITERS]
    found = [(_header(rows), rows, wrong) for rows, wrong in tried]
    header, rows, wrong = max(
        found,  # of equals, the first
        key=lambda each: (
            headings.known(each[1][each[0]]) if each[0] is not None else 0,
            each[2] is None,
            -_overflowing(each[1], each[0]),
        ),
    )
    if wrong:
        raise UnreadableError(wrong)
    if header is None:
        if not any(map(_filled, rows)):
            raise _whole("the file is empty.", "Export the roster again.")
        fact = f"none of the first {_HEADER_WITHIN} rows has a heading that is known."
        remedy = "Head the columns Office, Name, E-mail, Department, Division, Head, Panel."
        raise UnreadableError(Problem(1, 1, "", fact, remedy))
    return rows, header


def _parsed(text: str, delimiter: str) -> tuple[list[list[str]], Problem | None]:
    """The rows up to the first that is not well-formed, and what is wrong with that one."""
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, skipinitialspace=True, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        fact, remedy = (
            "its quotes are not closed, or something stands behind them.",
            ("Close them, and write a quote inside quotes twice."),
        )
        if "field larger" in str(error):
            fact, remedy = "a cell is too long to be read.", "Shorten it."
        return rows, Problem(len(rows) + 1, 0, "", fact, remedy)
    return rows, None


def _filled(row: list[str]) -> int:
    return sum(bool(said(cell)) for cell in row)


def _header(rows: list[list[str]]) -> int | None:
    """The index of the first row with a known heading, but not of a title that looks like one."""
    top = islice(((index, row) for index, row in enumerate(rows) if _filled(row)), _HEADER_WITHIN)
    likely = [(index, row) for index, row in top if headings.known(row)]
    if not likely:
        return None
    first, cells = likely[0]
    if _filled(cells) == 1:
        return next((index for index, row in likely if headings.known(row) > 1), first)
    return first


def _overflowing(rows: list[list[str]], header: int | None) -> int:
    """How many rows have cells beyond the headings: under a wrong delimiter, texts are cut."""
    if header is None:
        return 0
    width = len(rows[header])
    return sum(any(map(said, row[width:])) for row in rows[header + 1 :])


def _shifted(rows: list[list[str]], first: int, width: int) -> Iterator[Problem]:
    """Rows that go on beyond the headings, where a text was probably parted at its comma."""
    for number, row in enumerate(rows, first):
        if any(map(said, row[width:])):
            fact = f"the row has {len(row)} cells under {width} headings."
            remedy = "Put a text that holds the delimiter in quotes, or head the further column."
            yield Problem(number, width + 1, "", fact, remedy)


def _rows(rows: list[list[str]], first: int, at: Mapping[str, int]) -> Iterator[Row]:
    for number, row in enumerate(rows, first):
        found = {key: (said(row[index]), index) for key, index in at.items() if index < len(row)}
        cells = {key: Cell(text, index + 1) for key, (text, index) in found.items() if text}
        if cells:
            yield Row(number, cells)
