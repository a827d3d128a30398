"""The year as a spreadsheet: real dates and times to sort and filter by, and the roster."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypeAlias

from statplan.calendars.csv import is_formula
from statplan.calendars.feed import Feed
from statplan.holds import Hold, Role
from statplan.ledger.model import IssuedEntry
from statplan.schedule.model import Backup, NoBackup

Cell: TypeAlias = str | int | date | time | None

COLUMNS = (
    "Date", "Start", "End", "Weekday", "Role", "State", "Title", "Number", "Subject", "Place",
    "Back-up date", "Back-up start", "Moved from", "Reason", "Time zone", "Meeting", "UID",
)  # fmt: skip
ROSTER = ("Office", "Name", "E-mail", "Speaks for", "Department")

_WIDTH = (8, 44)  # letters of a column, at least and at most
_HEAD = {"bold": True, "bg_color": "#EEF1F5", "font_color": "#1B1B1B", "bottom": 2}
_PAPER = {"letter": 1, "a4": 9}  # as ECMA-376 numbers them
_UNDATED = date(2000, 1, 1)


def write(feed: Feed) -> bytes:
    """Write one row for each hold in order of start; no text is ever a formula."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(stream, options)
    created = datetime.combine(feed.plan_date or _UNDATED, time(), UTC).replace(tzinfo=None)
    properties = {"title": f"Schedule of {feed.name}", "author": feed.name, "created": created}
    book.set_properties({**properties, "comments": ""})
    rows = [
        _build_row(feed, entry, feed.holds[entry.key])
        if entry.key in feed.holds
        else _build_bare_row(feed, entry)
        for entry in feed.entries
    ]
    sheets = _SheetWriter(book, _PAPER[feed.paper])
    description = f"Every meeting of {feed.name} and every back-up date, one to a row."
    sheets.add_sheet("Schedule", description, COLUMNS, rows)
    people = [
        (person.office, person.name, person.address, person.division, person.department)
        for person in feed.roster
    ]
    sheets.add_sheet("Roster", f"Who takes part in {feed.name}.", ROSTER, people)
    book.close()
    return stream.getvalue()


def _build_row(feed: Feed, entry: IssuedEntry, hold: Hold) -> tuple[Cell, ...]:
    meeting = hold.meeting
    is_primary = hold.role is Role.PRIMARY
    backup = meeting.backup if is_primary else None
    backup_slot = backup.slot if isinstance(backup, Backup) else None
    move = meeting.move if is_primary else None
    reasons = [move.reason] if move else []
    if isinstance(backup, NoBackup):
        reasons.append(f"no back-up: {backup.reason}")
    return (
        entry.start.date(),
        entry.start.time(),
        entry.end.time(),
        f"{entry.start:%A}",
        "back-up" if hold.role is Role.BACKUP else "meeting",
        hold.state.value,
        meeting.title,
        meeting.number,
        meeting.subject,
        entry.text.place,
        backup_slot.day if backup_slot else None,
        backup_slot.start_time if backup_slot else None,
        move.nominal_day if move else None,
        "; ".join(reasons),
        feed.zone,
        str(meeting.key),
        entry.uid,
    )


def _build_bare_row(feed: Feed, entry: IssuedEntry) -> tuple[Cell, ...]:
    """Return the row of a deadline, or of a reserve day, which has hours and a place as well."""
    is_reserve_day = entry.role == Role.RESERVE
    cells: dict[str, Cell] = {
        "Date": entry.start.date(),
        "Start": None if entry.is_all_day else entry.start.time(),
        "End": None if entry.is_all_day else entry.end.time(),
        "Weekday": f"{entry.start:%A}",
        "Role": "reserve day" if is_reserve_day else entry.role,
        "State": entry.state.value,
        "Title": entry.text.name,
        "Place": entry.text.place,
        "Time zone": feed.zone,
        "Meeting": entry.meeting,
        "UID": entry.uid,
    }
    return tuple(cells.get(column) for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class _SheetWriter:
    """A writer of sheets into a workbook, for a paper by its number."""

    book: Any
    paper_code: int

    def add_sheet(
        self,
        name: str,
        description: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Cell]],
    ) -> None:
        """Add a sheet: a table with filters, its header in sight on screen and on each page."""
        sheet = self.book.add_worksheet(name)
        cell_formats = {
            "head": self.book.add_format({**_HEAD, "text_wrap": True, "valign": "bottom"}),
            "text": self.book.add_format({"text_wrap": True, "valign": "top"}),
            "quoted": self.book.add_format(
                {"text_wrap": True, "valign": "top", "quote_prefix": True}
            ),
            "date": self.book.add_format({"num_format": "ddd mmm d, yyyy", "valign": "top"}),
            "time": self.book.add_format({"num_format": "h:mm AM/PM", "valign": "top"}),
            "number": self.book.add_format({"valign": "top"}),
        }
        last_row = max(len(rows), 1)
        headers = [{"header": column, "header_format": cell_formats["head"]} for column in columns]
        table = {"name": name, "columns": headers, "style": None, "title": name}
        sheet.add_table(0, 0, last_row, len(columns) - 1, {**table, "description": description})
        for row_index, row in enumerate(rows, 1):
            for column_index, cell in enumerate(row):
                _write_cell(sheet, (row_index, column_index), cell, cell_formats)
        for column_index, title in enumerate(columns):
            sheet.set_column(
                column_index,
                column_index,
                _measure_column(title, (row[column_index] for row in rows)),
            )
        _set_up_page(sheet, last_row, len(columns), self.paper_code)


def _write_cell(
    sheet: Any,  # noqa: ANN401
    position: tuple[int, int],
    cell: Cell,
    cell_formats: dict[str, Any],
) -> None:
    match cell:
        case None | "":
            pass
        case str():
            format_name = "quoted" if is_formula(cell) else "text"
            sheet.write_string(*position, cell, cell_formats[format_name])
        case int():
            sheet.write_number(*position, cell, cell_formats["number"])
        case date():
            sheet.write_datetime(*position, datetime.combine(cell, time()), cell_formats["date"])
        case time():
            sheet.write_datetime(*position, cell, cell_formats["time"])


def _set_up_page(sheet: Any, last_row: int, column_count: int, paper_code: int) -> None:  # noqa: ANN401
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(paper_code)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last_row, column_count - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&RPage &P of &N")


def _measure_column(title: str, cells: Iterable[Cell]) -> int:
    """Return the width of a column, in letters."""
    least, most = _WIDTH
    longest = max([len(title) + 3, *map(_measure_cell, cells)])
    return min(max(longest + 1, least), most)


def _measure_cell(cell: Cell) -> int:
    if isinstance(cell, date):
        return len("Wed Mmm 99, 9999")
    return len(cell) if isinstance(cell, str) else len("12:00 PM")
