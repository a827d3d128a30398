"""The spreadsheet holds every hold with real dates and times, and no text of it is a formula."""

import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from statplan.calendars import make_calendar, render_calendar
from statplan.calendars.xlsx import COLUMNS, ROSTER
from statplan.plan import Plan
from statplan.schedule import make_schedule
from tests.support.commands import run
from tests.support.plans import answers, monthly

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("https://evil.example.org")',
    "=cmd|' /C x'!A0",
)
PEOPLE = {
    "people": [
        {"id": "law", "office": "City Attorney", "email": "law@city.example.gov"},
        {"id": "money", "office": "Budget Director", "division": "finance and budget"},
    ]
}


def book(**more: object) -> Workbook:
    plan = Plan.model_validate(answers(monthly()) | {"participants": PEOPLE} | more)
    return openpyxl.load_workbook(
        io.BytesIO(render_calendar(make_calendar(plan, make_schedule(plan)), "xlsx"))
    )


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    heads, *others = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), each, strict=True)) for each in others]


def test_every_hold_is_a_row_with_real_dates_and_times() -> None:
    plan = Plan.model_validate(answers(monthly()))
    feed = make_calendar(plan, make_schedule(plan))
    read = rows(openpyxl.load_workbook(io.BytesIO(render_calendar(feed, "xlsx")))["Schedule"])
    assert len(read) == len(feed.entries)
    for row, entry in zip(read, feed.entries, strict=True):
        assert row["Date"] == datetime.combine(entry.start.date(), time())
        assert (row["Start"], row["End"]) == (entry.start.time(), entry.end.time())
        assert row["UID"] == entry.uid
        assert row["Weekday"] == f"{entry.start:%A}"
        assert row["Role"] in {"meeting", "back-up"}
    primaries = [row for row in read if row["Role"] == "meeting"]
    assert all(isinstance(row["Back-up date"], datetime) for row in primaries)


def test_both_sheets_have_filters_a_frozen_header_and_a_header_on_each_page() -> None:
    found = book()
    for name, columns in (("Schedule", COLUMNS), ("Roster", ROSTER)):
        sheet = found[name]
        assert [cell.value for cell in sheet[1]] == list(columns)
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions
        assert table.autoFilter.ref == table.ref
        assert table.headerRowCount == 1
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        assert not sheet.merged_cells.ranges
        assert all(cell.font.bold for cell in sheet[1])
    properties = found.properties
    assert properties.title == "Schedule of TestStat"
    assert properties.created == properties.modified


def test_the_roster_is_who_takes_part() -> None:
    assert rows(book()["Roster"]) == [
        {**dict.fromkeys(ROSTER), "Office": "City Attorney", "E-mail": "law@city.example.gov"},
        {**dict.fromkeys(ROSTER), "Office": "Budget Director", "Speaks for": "finance and budget"},
    ]
    assert rows(book(participants={})["Roster"]) == []


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_a_text(text: str) -> None:
    people = {"people": [{"id": "law", "office": text, "name": text}]}
    series = monthly() | {"name": text, "room": text}
    found = book(participants=people, frequency=answers(series)["frequency"])
    for sheet in found:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert text in [cell.value for cell in cells]
        assert "f" not in {cell.data_type for cell in cells}
        assert all(cell.hyperlink is None for cell in cells)
        assert all(cell.quotePrefix for cell in cells if cell.value == text)


def test_a_formula_would_be_seen() -> None:
    sheet = Workbook().active
    assert sheet is not None
    sheet["A1"] = "=1+1"
    assert sheet["A1"].data_type == "f"


def test_moved_and_missing_back_ups_say_why() -> None:
    holidays = {"country": "US", "listed": {"2027-01-14": "Storm day"}}
    plan = answers(monthly())
    plan["frequency"] |= {"holidays": holidays, "backup": {"keep": "no"}}
    read = rows(book(frequency=plan["frequency"])["Schedule"])
    moved = [row for row in read if row["Moved from"]]
    assert [row["Moved from"].date() for row in moved] == [date(2027, 1, 14)]
    assert "Storm day" in moved[0]["Reason"]
    assert all("no back-up" in row["Reason"] for row in read)


@pytest.mark.parametrize("mark", ["", "="])
def test_a_long_text_is_broken_into_lines_and_not_cut_off(mark: str) -> None:
    room = f"{mark}A room whose name is longer than the widest column that fits on a page"
    found = book(frequency=answers(monthly() | {"room": room})["frequency"])
    for sheet in found:
        texts = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
        assert texts
        assert all(cell.alignment.wrap_text for cell in texts)
    assert room in [cell.value for row in found["Schedule"].iter_rows() for cell in row]


def test_the_command_writes_it_for_an_audience(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "new-orleans"
    out = tmp_path / "year.xlsx"
    assert run("calendar", example, "-f", "xlsx", "-o", out)[0] == 0
    assert openpyxl.load_workbook(out).sheetnames == ["Schedule", "Roster"]
