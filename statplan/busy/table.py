"""A table of busy time, as spreadsheets write it: who, start, end and, if wanted, kind."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import NamedTuple

from statplan.busy.expanding import Spell
from statplan.busy.lines import Fault, decode
from statplan.busy.policy import Status
from statplan.busy.zones import Zones

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
_HOW = "Write it as 2027-03-09 or 2027-03-09 14:30."

Columns = Mapping[str, tuple[str, ...]]
Cells = tuple[int, dict[str, str]]  # the line, from 1, and what stands in the columns by name


class Line(NamedTuple):
    """One line of a table that could be read; `who` is empty where the file has no such column."""

    line: int
    who: str
    spell: Spell


class Table:
    """The lines of a table with names of columns above, in any order; blank lines are passed over.

    Commas, semicolons and tabs separate; what stands in other columns is never looked at.
    """

    def __init__(self, data: bytes, columns: Columns) -> None:
        text = _decode(data)
        mark = max(",;\t", key=text.partition("\n")[0].count)
        self._rows = csv.reader(StringIO(text), delimiter=mark)
        self.columns: dict[str, int] = {}
        self.faults: list[Fault] = []
        try:
            head = next(self._rows, [])
        except csv.Error:  # a cell of more than 131,072 characters: this is no table
            head = []
        for place, cell in enumerate(head):
            for column, names in columns.items():
                if fold(cell) in names:
                    self.columns.setdefault(column, place)

    def __iter__(self) -> Iterator[Cells]:
        last = self._rows.line_num
        try:
            for row in self._rows:
                line, last = last + 1, self._rows.line_num
                if any(cell.strip() for cell in row):
                    places = self.columns.items()
                    yield line, {name: row[at].strip() for name, at in places if at < len(row)}
        except csv.Error:
            self.faults.append(Fault(last + 1, "the table cannot be read from here on."))


def fold(text: str) -> str:
    """A word of a table without what spelling makes of it: capitals, hyphens, blanks."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def _decode(data: bytes) -> str:
    """Text of Excel: UTF-8 with or without a mark, UTF-16, else the Windows code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(data.decode("cp1252", "replace").encode())
    return decode(data)


def read(data: bytes, zones: Zones) -> tuple[list[Line], list[Fault]]:
    """Read a table of busy time; a day alone means the whole day, and as an end it is included."""
    table = Table(data, _COLUMNS)
    if not {"start", "end"} <= table.columns.keys():
        fact = "the first line names no columns start and end, so the table is not used."
        return [], [Fault(1, fact)]
    found: list[Line] = []
    for line, cells in table:
        spell = _spell(cells, line, zones)
        if isinstance(spell, Fault):
            table.faults.append(spell)
        else:
            found.append(Line(line, cells.get("who", ""), spell))
    return found, table.faults


def _spell(cells: dict[str, str], line: int, zones: Zones) -> Spell | Fault:
    status = _KINDS.get(fold(cells.get("kind", "")))
    if status is None:
        known = ", ".join(each for each in _KINDS if each)
        return Fault(line, f"the kind is none of {known}; the line is not used.")
    first = cells.get("start", "")
    start = _moment(first, zones)
    if start is None:
        return Fault(line, f"the start is no date or time; the line is not used. {_HOW}")
    end = _moment(cells.get("end", "") or (first if _DAY_ALONE.fullmatch(first) else ""), zones)
    if end is None:
        return Fault(line, f"the end is no date or time; the line is not used. {_HOW}")
    whole = not isinstance(start, datetime) and not isinstance(end, datetime)
    begin = start if isinstance(start, datetime) else datetime.combine(start, time())
    until = end
    if not isinstance(until, datetime):
        until = datetime.combine(until, time()) + timedelta(days=1)
    if until <= begin:
        return Fault(line, "the end is not after the start; the line is not used.")
    return Spell(begin, until, status, whole)


def _moment(text: str, zones: Zones) -> date | datetime | None:
    """A day, or a local time of the plan's zone; None where it is neither."""
    words = " ".join(text.upper().split())
    for day in _DAYS:
        found = _parsed(words, day)
        if found:
            return found.date()
    try:
        exact = datetime.fromisoformat(words)
        return zones.at_home(exact) if exact.tzinfo else exact
    except (ValueError, OverflowError):
        tries = (_parsed(words, f"{day} {each}") for day in _DAYS for each in _TIMES)
        return next((found for found in tries if found), None)


def _parsed(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - a table has local times
    except ValueError:
        return None
