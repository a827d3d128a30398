"""The rows of an exported sheet: its encoding, its delimiter, and the row of its headings."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from statplan.errors import Problem

HEADER_WITHIN = 10  # rows that are not blank
_DELIMITERS = (",", ";", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
_SAVE = "In the spreadsheet, save it as CSV UTF-8."

HeadingCounter = Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet up to the first that is not well-formed, and what is wrong with that one.

    `header_index` is the row of its headings, None where none is known. An encoding that is neither
    UTF-8 nor UTF-16 is guessed.
    """

    rows: list[list[str]]
    header_index: int | None
    problem: Problem | None = None
    is_encoding_guessed: bool = False

    @property
    def header(self) -> list[str]:
        """The headings."""
        return [] if self.header_index is None else self.rows[self.header_index]

    def list_below(self) -> list[tuple[int, list[str]]]:
        """Return the rows below the headings, numbered as a spreadsheet numbers them."""
        start = 0 if self.header_index is None else self.header_index + 1
        return list(enumerate(self.rows[start:], start + 1))


class UnreadableSheetError(Exception):
    """The file cannot be read as a table at all."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.fact)
        self.problem = problem


def read_sheet(raw: bytes, count_known: HeadingCounter) -> Sheet:
    """Read the bytes of a file of comma-, semicolon- or tab-separated values.

    Of the delimiters, that one counts that finds most headings.

    Args:
        raw: the file's bytes.
        count_known: counts the different headings in a row that are known.

    Raises:
        UnreadableSheetError: the file is not text.
    """
    text, is_guessed = decode_text(raw)
    sheets = [_parse_text(text, delimiter, count_known, is_guessed) for delimiter in _DELIMITERS]
    return max(
        sheets,  # of equals, the first
        key=lambda sheet: (
            count_known(sheet.header),
            sheet.problem is None,
            -_count_overflowing(sheet),
        ),
    )


def build_file_error(fact: str, remedy: str) -> UnreadableSheetError:
    """Return the refusal of a whole file."""
    return UnreadableSheetError(Problem(0, 0, "", fact, remedy))


def is_filled(cell: str) -> bool:
    """Return whether something stands in a cell."""
    return bool(cell.strip())


def decode_text(raw: bytes) -> tuple[str, bool]:
    """Return the text of a file, and whether its encoding had to be guessed.

    Raises:
        UnreadableSheetError: it is a workbook, or no text.
    """
    if raw.startswith(_WORKBOOKS):
        raise build_file_error("the file is a workbook, not a CSV file.", _SAVE)
    try:
        if raw.startswith(_UTF_16) and "\0" not in (text := raw.decode("utf-16")):
            return text, False
    except UnicodeDecodeError:
        raise build_file_error("the file begins as UTF-16, but is not.", _SAVE) from None
    if b"\0" in raw:
        raise build_file_error("the file is not a text: it holds zero bytes.", _SAVE)
    try:
        return raw.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252"), True
    except UnicodeDecodeError as error:
        fact = f"byte {raw[error.start]:#04x} is neither UTF-8 nor Windows-1252."
        raise build_file_error(fact, _SAVE) from None


def _parse_text(
    text: str,
    delimiter: str,
    count_known: HeadingCounter,
    is_guessed: bool,  # noqa: FBT001
) -> Sheet:
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, skipinitialspace=True, strict=True)
    rows: list[list[str]] = []
    problem = None
    try:
        rows.extend(reader)
    except csv.Error as error:
        fact = "its quotes are not closed, or something stands behind them."
        remedy = "Close them, and write a quote inside quotes twice."
        if "field larger" in str(error):
            fact, remedy = "a cell is too long to be read.", "Shorten it."
        problem = Problem(len(rows) + 1, 0, "", fact, remedy)
    return Sheet(rows, _find_header(rows, count_known), problem, is_guessed)


def _count_filled(row: list[str]) -> int:
    return sum(map(is_filled, row))


def _find_header(rows: list[list[str]], count_known: HeadingCounter) -> int | None:
    """Return the index of the first row with a known heading, but not of a title that looks so."""
    top = islice(
        ((index, row) for index, row in enumerate(rows) if _count_filled(row)), HEADER_WITHIN
    )
    likely = [(index, row) for index, row in top if count_known(row)]
    if not likely:
        return None
    first, cells = likely[0]
    if _count_filled(cells) == 1:
        return next((index for index, row in likely if count_known(row) > 1), first)
    return first


def _count_overflowing(sheet: Sheet) -> int:
    """Count the rows with cells beyond the headings: under a wrong delimiter, texts are cut."""
    if sheet.header_index is None:
        return 0
    width = len(sheet.header)
    return sum(any(map(is_filled, row[width:])) for _, row in sheet.list_below())
