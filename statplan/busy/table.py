"""A table of busy time, as spreadsheets write it: who, start, end and, if wanted, kind."""

import csv
import re
from collections.abc import Iterator
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
_HOW = "Write it as 2027-03-09 or 2027-03-09 14:30."


class Line(NamedTuple):
    """One line of a table that could be read; `who` is empty where the file has no such column."""

    line: int
    who: str
    spell: Spell


def read(data: bytes, zones: Zones) -> tuple[list[Line], list[Fault]]:
    """Read a table; other columns than those of `docs/busy.md` are never looked at.

    A first line with names of columns, in any order, is required; commas, semicolons and tabs
    separate. A day alone means the whole day, and as an end it is included.
    """
    text = _decode(data)
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    rows = csv.reader(StringIO(text), delimiter=mark)
    places = _places(next(rows, []))
    if "start" not in places or "end" not in places:
        fact = "the first line names no columns start and end, so the table is not used."
        return [], [Fault(1, fact)]
    faults: list[Fault] = []
    return list(_lines(rows, places, zones, faults)), faults


def _decode(data: bytes) -> str:
    """Text of Excel: UTF-8 with or without a mark, UTF-16, else the Windows code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(data.decode("cp1252", "replace").encode())
    return decode(data)


def _places(head: list[str]) -> dict[str, int]:
    """Where the columns are."""
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        word = " ".join(cell.casefold().replace("_", " ").split())
        for column, names in _COLUMNS.items():
            if word in names:
                found.setdefault(column, place)
    return found


def _lines(
    rows: "Iterator[list[str]]", places: dict[str, int], zones: Zones, faults: list[Fault]
) -> Iterator[Line]:
    last = 1
    reader = iter(rows)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            faults.append(Fault(last + 1, "the table cannot be read from here on."))
            return
        line, last = last + 1, getattr(rows, "line_num", last + 1)
        cells = {name: row[at].strip() for name, at in places.items() if at < len(row)}
        if not any(cell.strip() for cell in row):
            continue
        found = _spell(cells, line, zones)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            yield Line(line, cells.get("who", ""), found)


def _spell(cells: dict[str, str], line: int, zones: Zones) -> Spell | Fault:
    status = _KINDS.get(" ".join(cells.get("kind", "").casefold().replace("-", " ").split()))
    if status is None:
        known = ", ".join(each for each in _KINDS if each)
        return Fault(line, f"the kind is none of {known}; the line is not used.")
    start = _moment(cells.get("start", ""), zones)
    end = _moment(cells.get("end", "") or _day_only(cells.get("start", "")), zones)
    for name, found in (("start", start), ("end", end)):
        if found is None:
            return Fault(line, f"the {name} is no date or time; the line is not used. {_HOW}")
    if start is None or end is None:  # said above, for the types
        return Fault(line, _HOW)
    whole = not isinstance(start, datetime) and not isinstance(end, datetime)
    begin = _midnight(start)
    until = end if isinstance(end, datetime) else _midnight(end) + timedelta(days=1)
    if until <= begin:
        return Fault(line, "the end is not after the start; the line is not used.")
    return Spell(begin, until, status, whole)


def _day_only(text: str) -> str:
    """The start again where it is a day: a day without an end is that day."""
    return text if re.fullmatch(r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}", text) else ""


def _midnight(found: date) -> datetime:
    return found if isinstance(found, datetime) else datetime.combine(found, time())


def _moment(text: str, zones: Zones) -> date | datetime | None:
    """A day, or a local time of the plan's zone; None where it is neither."""
    words = " ".join(text.upper().split())
    for day in _DAYS:
        found = _parsed(words, day)
        if found:
            return found.date()
    try:
        exact = datetime.fromisoformat(words)
    except ValueError:
        tries = (_parsed(words, f"{day} {each}") for day in _DAYS for each in _TIMES)
        return next((found for found in tries if found), None)
    return zones.at_home(exact) if exact.tzinfo else exact


def _parsed(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - a table has local times
    except ValueError:
        return None
