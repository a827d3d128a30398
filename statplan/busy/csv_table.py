"""A table of busy time, as spreadsheets write it: who, start, end and, if wanted, kind."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from statplan.busy.content_lines import CalendarFault
from statplan.busy.expansion import BusyOccurrence
from statplan.busy.policy import Status
from statplan.busy.vtimezone import Zones
from statplan.csv_reader import UnreadableSheetError, is_filled, read_sheet
from statplan.errors import Problem

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
    """One line of a table; `owner_name` is empty where there is no such column.

    `occurrence` is None where the line could not be read.
    """

    line: int
    owner_name: str
    occurrence: BusyOccurrence | None


class CellTable(NamedTuple):
    """The rows of a table with some of its cells.

    `end_fault` is what ends it early, or why it is no table of this kind at all.
    """

    rows: list[NumberedCells]
    end_fault: CalendarFault | None


class BusyTable(NamedTuple):
    """The lines of a table of busy time, and what is wrong with it.

    `end_fault` is what ends it early, or why it is no such table at all; it is among the faults.
    """

    rows: list[BusyRow]
    faults: list[CalendarFault]
    end_fault: CalendarFault | None


def read_cells(
    content: bytes, columns: Columns, required: set[str], missing_fact: str
) -> CellTable:
    """Read the rows of a table that are not blank, with the cells of some of its columns.

    Args:
        content: the table.
        columns: the names that each column may have; other columns are never looked at.
        required: the columns that there must be.
        missing_fact: what is wrong where there are not.
    """

    def index_columns(header: Sequence[str]) -> dict[str, int]:
        places = {normalize_word(cell): index for index, cell in reversed([*enumerate(header)])}
        return {
            column: min(places[name] for name in names if name in places)
            for column, names in columns.items()
            if not places.keys().isdisjoint(names)
        }

    try:
        sheet = read_sheet(content, lambda header: len(index_columns(header)))
    except UnreadableSheetError as error:
        return CellTable([], _build_fault(error.problem))
    indexes = index_columns(sheet.header)
    if not required <= indexes.keys():
        return CellTable([], CalendarFault(1, missing_fact))
    numbered_cells = [
        (line, {name: row[index].strip() for name, index in indexes.items() if index < len(row)})
        for line, row in sheet.list_below()
        if any(map(is_filled, row))
    ]
    return CellTable(numbered_cells, _build_fault(sheet.problem) if sheet.problem else None)


def _build_fault(problem: Problem) -> CalendarFault:
    """Return what ends the reading of a table; what is above it is used."""
    return CalendarFault(
        problem.line, f"{problem.fact} The table is not used from here on. {problem.remedy}"
    )


def normalize_word(text: str) -> str:
    """Return a word of a table without differences of spelling: capitals, hyphens, blanks."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def read_busy_table(content: bytes, zones: Zones) -> BusyTable:
    """Read a table of busy time; a day alone means the whole day, and as an end it is included."""
    fact = "the first line names no columns start and end, so the table is not used."
    table = read_cells(content, _COLUMNS, {"start", "end"}, fact)
    busy_rows: list[BusyRow] = []
    faults = [table.end_fault] if table.end_fault else []
    for line, cells in table.rows:
        occurrence = _parse_occurrence(cells, line, zones)
        owner_name = cells.get("who", "")
        if isinstance(occurrence, CalendarFault):
            faults.append(occurrence)
            busy_rows.append(BusyRow(line, owner_name, None))
        else:
            busy_rows.append(BusyRow(line, owner_name, occurrence))
    return BusyTable(busy_rows, faults, table.end_fault)


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
        until = datetime.combine(until, time())
        if end < date.max:  # which stands for an absence without an end
            until += timedelta(days=1)
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
