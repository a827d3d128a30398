"""The year as a spreadsheet: real dates and times to sort and filter by, and the roster."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypeAlias

from statplan.calendars.feed import Entry, Feed
from statplan.calendars.formulas import is_formula
from statplan.holds import Hold, Role
from statplan.schedule import Backup, NoBackup

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
    made = datetime.combine(feed.made or _UNDATED, time(), UTC).replace(tzinfo=None)
    about = {"title": f"Schedule of {feed.name}", "author": feed.name, "created": made}
    book.set_properties({**about, "comments": ""})
    rows = [_row(feed, entry, entry.hold) for entry in feed.entries if entry.hold]
    sheets = _Sheets(book, _PAPER[feed.paper])
    described = f"Every meeting of {feed.name} and every back-up date, one to a row."
    sheets.add("Schedule", described, COLUMNS, rows)
    people = [(p.office, p.name, p.address, p.division, p.department) for p in feed.roster]
    sheets.add("Roster", f"Who takes part in {feed.name}.", ROSTER, people)
    book.close()
    return stream.getvalue()


def _row(feed: Feed, entry: Entry, hold: Hold) -> tuple[Cell, ...]:
    meeting = hold.meeting
    primary = hold.role is Role.PRIMARY
    backup = meeting.backup if primary else None
    stand = backup.stand if isinstance(backup, Backup) else None
    moved = meeting.moved if primary else None
    why = [moved.why] if moved else []
    if isinstance(backup, NoBackup):
        why.append(f"no back-up: {backup.why}")
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
        entry.location,
        stand.day if stand else None,
        stand.at if stand else None,
        moved.nominal if moved else None,
        "; ".join(why),
        feed.zone,
        str(meeting.key),
        entry.uid,
    )


@dataclass(frozen=True, slots=True)
class _Sheets:
    """Adds sheets to a workbook, for a paper by its number."""

    book: Any
    paper: int

    def add(
        self,
        name: str,
        described: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Cell]],
    ) -> None:
        """Add a sheet: a table with filters, its header in sight on screen and on each page."""
        sheet = self.book.add_worksheet(name)
        forms = {
            "head": self.book.add_format({**_HEAD, "text_wrap": True, "valign": "bottom"}),
            "text": self.book.add_format({"text_wrap": True, "valign": "top"}),
            "quoted": self.book.add_format(
                {"text_wrap": True, "valign": "top", "quote_prefix": True}
            ),
            "date": self.book.add_format({"num_format": "ddd mmm d, yyyy", "valign": "top"}),
            "time": self.book.add_format({"num_format": "h:mm AM/PM", "valign": "top"}),
            "number": self.book.add_format({"valign": "top"}),
        }
        last = max(len(rows), 1)
        heads = [{"header": each, "header_format": forms["head"]} for each in columns]
        table = {"name": name, "columns": heads, "style": None, "title": name}
        sheet.add_table(0, 0, last, len(columns) - 1, {**table, "description": described})
        for down, row in enumerate(rows, 1):
            for across, cell in enumerate(row):
                _put(sheet, (down, across), cell, forms)
        for across, title in enumerate(columns):
            sheet.set_column(across, across, _wide(title, (row[across] for row in rows)))
        _page(sheet, last, len(columns), self.paper)


def _put(sheet: Any, place: tuple[int, int], cell: Cell, forms: dict[str, Any]) -> None:  # noqa: ANN401
    match cell:
        case None | "":
            pass
        case str():
            form = "quoted" if is_formula(cell) else "text"
            sheet.write_string(*place, cell, forms[form])
        case int():
            sheet.write_number(*place, cell, forms["number"])
        case date():
            sheet.write_datetime(*place, datetime.combine(cell, time()), forms["date"])
        case time():
            sheet.write_datetime(*place, cell, forms["time"])


def _page(sheet: Any, last: int, columns: int, paper: int) -> None:  # noqa: ANN401
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last, columns - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&RPage &P of &N")


def _wide(title: str, cells: Iterable[Cell]) -> int:
    """How wide a column is, in letters."""
    least, most = _WIDTH
    longest = max([len(title) + 3, *map(_length, cells)])
    return min(max(longest + 1, least), most)


def _length(cell: Cell) -> int:
    if isinstance(cell, date):
        return len("Wed Mmm 99, 9999")
    return len(cell) if isinstance(cell, str) else len("12:00 PM")
