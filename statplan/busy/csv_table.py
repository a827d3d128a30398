"""A table of busy time, as spreadsheets write it: who, start, end and, if wanted, kind."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import NamedTuple

from statplan.busy.content_lines import CalendarFault, decode_text
from statplan.busy.expansion import BusyOccurrence
from statplan.busy.policy import Status
from statplan.busy.vtimezone import Zones

_COLUMNS = {
    "who": ("who", "person", "room", "calendar", "email"),
    "start": ("start", "from", "begin", "begins"),
    "end": ("end", "to", "until", "ends"),
    "kind": ("kind", "status", "show as"),
}
_KINDS: dict[str, Status] = {
    "": "busy",
    "busy": "busy",
    "free": "free",
    "tentative": "tentative",
    "movable": "tentative",
    "away": "away",
    "out of office": "away",
    "oof": "away",
    "unavailable": "away",
    "working elsewhere": "tentative",
}
_DAYS = ("%Y-%m-%d", "%m/%d/%Y")
_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")
_DAY_ALONE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}")
_DATE_HINT = "Write it as 2027-03-09 or 2027-03-09 14:30."

Columns = Mapping[str, tuple[str, ...]]
NumberedCells = tuple[int, dict[str, str]]  # the line, from 1, and its cells by column


class BusyRow(NamedTuple):
    """One line of a table that was read; `owner_name` is empty where there is no such column."""

    line: int
    owner_name: str
    occurrence: BusyOccurrence


class CsvTable:
    """The lines of a table below its column names, which are in any order; no blank lines.

    Commas, semicolons and tabs separate; other columns are never looked at.
    """

    def __init__(self, content: bytes, columns: Columns) -> None:
        text = _decode_table(content)
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        self._rows = csv.reader(StringIO(text), delimiter=delimiter)
        self.columns: dict[str, int] = {}
        self.faults: list[CalendarFault] = []
        try:
            header = next(self._rows, [])
        except csv.Error:  # a cell of more than 131,072 characters: this is no table
            header = []
        for index, cell in enumerate(header):
            for column, names in columns.items():
                if normalize_word(cell) in names:
                    self.columns.setdefault(column, index)

    def __iter__(self) -> Iterator[NumberedCells]:
        last_line = self._rows.line_num
        try:
            for row in self._rows:
                line, last_line = last_line + 1, self._rows.line_num
                if any(cell.strip() for cell in row):
                    indexes = self.columns.items()
                    cells = {
                        name: row[index].strip() for name, index in indexes if index < len(row)
                    }
                    yield line, cells
        except csv.Error:
            self.faults.append(
                CalendarFault(last_line + 1, "the table cannot be read from here on.")
            )


def normalize_word(text: str) -> str:
    """Return a word of a table without differences of spelling: capitals, hyphens, blanks."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def _decode_table(content: bytes) -> str:
    """Return text of Excel: UTF-8 with or without a mark, UTF-16, else the Windows code page."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode_text(content)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return decode_text(content.decode("cp1252", "replace").encode())
    return decode_text(content)


def read_busy_table(content: bytes, zones: Zones) -> tuple[list[BusyRow], list[CalendarFault]]:
    """Read a table of busy time; a day alone means the whole day, and as an end it is included."""
    table = CsvTable(content, _COLUMNS)
    if not {"start", "end"} <= table.columns.keys():
        fact = "the first line names no columns start and end, so the table is not used."
        return [], [CalendarFault(1, fact)]
    busy_rows: list[BusyRow] = []
    for line, cells in table:
        occurrence = _parse_occurrence(cells, line, zones)
        if isinstance(occurrence, CalendarFault):
            table.faults.append(occurrence)
        else:
            busy_rows.append(BusyRow(line, cells.get("who", ""), occurrence))
    return busy_rows, table.faults


def _parse_occurrence(
    cells: dict[str, str], line: int, zones: Zones
) -> BusyOccurrence | CalendarFault:
    status = _KINDS.get(normalize_word(cells.get("kind", "")))
    if status is None:
        known_kinds = ", ".join(kind for kind in _KINDS if kind)
        return CalendarFault(line, f"the kind is none of {known_kinds}; the line is not used.")
    start_text = cells.get("start", "")
    start = _parse_moment(start_text, zones)
    if start is None:
        return CalendarFault(
            line, f"the start is no date or time; the line is not used. {_DATE_HINT}"
        )
    end = _parse_moment(
        cells.get("end", "") or (start_text if _DAY_ALONE.fullmatch(start_text) else ""), zones
    )
    if end is None:
        return CalendarFault(
            line, f"the end is no date or time; the line is not used. {_DATE_HINT}"
        )
    is_all_day = not isinstance(start, datetime) and not isinstance(end, datetime)
    begin = start if isinstance(start, datetime) else datetime.combine(start, time())
    until = end
    if not isinstance(until, datetime):
        until = datetime.combine(until, time()) + timedelta(days=1)
    if until <= begin:
        return CalendarFault(line, "the end is not after the start; the line is not used.")
    return BusyOccurrence(begin, until, status, is_all_day)


def _parse_moment(text: str, zones: Zones) -> date | datetime | None:
    """Return a day, or a local time of the plan's zone; None where it is neither."""
    words = " ".join(text.upper().split())
    for day_format in _DAYS:
        parsed = _parse_format(words, day_format)
        if parsed:
            return parsed.date()
    try:
        exact = datetime.fromisoformat(words)
        return zones.to_home_time(exact) if exact.tzinfo else exact
    except (ValueError, OverflowError):
        tries = (
            _parse_format(words, f"{day_format} {time_format}")
            for day_format in _DAYS
            for time_format in _TIMES
        )
        return next((parsed for parsed in tries if parsed), None)


def _parse_format(text: str, time_format: str) -> datetime | None:
    try:
        return datetime.strptime(text, time_format)  # noqa: DTZ007 - a table has local times
    except ValueError:
        return None
