"""No cell of a table becomes a formula in a spreadsheet, whatever a plan says."""

import csv
import io

import pytest
from openpyxl import load_workbook

from statplan.calendars import make_calendar, render_calendar
from statplan.calendars.csv import is_formula
from statplan.schedule import make_schedule
from tests.support.plans import monthly, plan

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe66", "\ufe62")
HIDING = ("", " ", "\t", "\r", "\n", "\0", "\u00a0", "\ufeff", "\u200b", "\u3000", " \t")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("hiding", HIDING)
def test_a_sign_of_a_formula_is_seen_behind_what_nobody_sees(sign: str, hiding: str) -> None:
    assert is_formula(f"{hiding}{sign}1+1")


@pytest.mark.parametrize("text", ["\tA", "\0A", "\nA", "\rA"])
def test_a_cell_that_begins_with_what_a_reader_drops_is_none_of_text(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize(
    "text", ["", "Stat", "2027-01-05", "08:00", "a=1", "'=1", "Blight - North", " A"]
)
def test_any_other_text_is_left_as_it_is(text: str) -> None:
    assert not is_formula(text)


@pytest.mark.slow
@pytest.mark.parametrize("sign", SIGNS)
def test_no_cell_of_a_table_is_a_formula(sign: str) -> None:
    name = f"{sign}1+1"
    made = plan({**monthly(), "name": name, "room": name})
    feed = make_calendar(made, make_schedule(made))
    rows = list(csv.DictReader(io.StringIO(render_calendar(feed, "csv").decode("utf-8-sig"))))
    assert {row["title"] for row in rows} == {f"'{name}"}
    assert not any(is_formula(cell) for row in rows for cell in row.values())
    book = load_workbook(io.BytesIO(render_calendar(feed, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == name and cell.quotePrefix for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)


def test_the_file_begins_with_a_byte_order_mark_so_that_excel_reads_names_right() -> None:
    made = plan({**monthly(), "name": "Señal"})
    table = render_calendar(make_calendar(made, make_schedule(made)), "csv")
    assert table.startswith(b"\xef\xbb\xbfmeeting,")
    assert table.count(b"\xef\xbb\xbf") == 1
    assert "Señal" in table.decode("utf-8-sig")
