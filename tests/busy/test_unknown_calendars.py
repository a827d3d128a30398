"""Whose calendar cannot be read is neither free nor busy: foreign files and placeholders."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.busy import BusyReading, CalendarFile, Policies, read_calendars
from statplan.busy.foreign_files import recognize_foreign_file
from statplan.schedule.bookings import Resource
from statplan.workspace.busy_folder import read_busy_folder
from tests.support.busy_calendars import plan, read
from tests.support.sampling import count_examples

MAYOR, BUDGET, COUNSEL = (("person", name) for name in ("mayor", "budget", "counsel"))
ROOM = ("room", "room 10")
EVERYBODY = [MAYOR, BUDGET, COUNSEL, ROOM]
ENTRY = (
    "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270311T080000\r\nDTEND:20270311T090000\r\nEND:VEVENT\r\n"
)
NO_TIME = "BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:x\r\nEND:VEVENT\r\n"
EMPTY = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
TABLE = "who,start,end\nmayor,2027-03-11,\n"


def calendar(*entries: str) -> bytes:
    return EMPTY.replace("END:", "".join(entries) + "END:").encode()


def make_zip() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mayor.ics", calendar(ENTRY))
    return packed.getvalue()


PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body></body></html>\n"
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
POINTER = b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1", "email": "a@example.gov"}'
FOREIGN = {
    "page": (PAGE, "this is a web page"),
    "page after a comment": (b"\xef\xbb\xbf\n<!-- saved -->\n<HTML lang=en>", "a web page"),
    "page in UTF-16": ("<html>Sign in".encode("utf-16"), "a web page"),
    "page with a calendar in it": (b"<html><pre>\n" + calendar(ENTRY), "a web page"),
    "LFS pointer": (LFS, "a pointer of Git LFS"),
    "empty": (b"", "this file is empty (0 bytes)"),
    "blank": (b" \r\n" * 9000, "nothing but blank lines"),
    "zero bytes": (b"\0" * 512, "zero bytes alone"),
    "Google Drive": (POINTER, "a pointer of Google Drive"),
    "zip": (make_zip(), "a workbook or a zip file"),
    "PDF": (b"%PDF-1.7\n", "this is a PDF"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "an old workbook"),
    "text": (b"hello", "this is not an iCalendar file"),
    "table": (TABLE.encode(), "this is not an iCalendar file"),
    "cut within an entry": (calendar(ENTRY)[:80], "it was cut off"),
    "cut between entries": (calendar(ENTRY, ENTRY)[:-15], "it has no END:VCALENDAR"),
    "cut within a time zone": (b"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:x\n", "it was cut off"),
    "cut within a task": (b"BEGIN:VCALENDAR\nBEGIN:VTODO\n", "was cut off"),
    "no entry has a time": (calendar(NO_TIME), "the entry is left out"),
}


def read_files(**contents: bytes) -> BusyReading:
    files = [
        CalendarFile(f"{stem}.{suffix}", content, (stem,))
        for name, content in contents.items()
        for stem, _, suffix in (name.rpartition("_"),)
    ]
    return read_calendars(files, plan(), Policies())


def list_unknown(reading: BusyReading) -> list[Resource]:
    return [each.owner for each in reading.unknown]


def said(reading: BusyReading) -> str:
    return " ".join(map(str, reading.errors)).casefold()


@pytest.mark.parametrize("kind", FOREIGN)
def test_each_kind_of_file_is_named_and_its_owner_is_not_known(kind: str, tmp_path: Path) -> None:
    content, fact = FOREIGN[kind]
    (tmp_path / "mayor.ics").write_bytes(content)
    (tmp_path / "budget.ics").write_bytes(calendar(ENTRY))
    reading = read_busy_folder(tmp_path, plan())
    assert list_unknown(reading) == [MAYOR]
    assert reading.list_known_owners() == [BUDGET]
    assert reading.unknown[0].file == "mayor.ics"
    assert fact.casefold() in said(reading)
    assert {each.file for each in reading.errors} == {"mayor.ics"}


@pytest.mark.parametrize("kind", ["page", "empty", "zip", "Google Drive"])
def test_a_table_of_one_person_is_recognized_as_well(kind: str, tmp_path: Path) -> None:
    content, fact = FOREIGN[kind]
    (tmp_path / "mayor.csv").write_bytes(content)
    reading = read_busy_folder(tmp_path, plan())
    assert list_unknown(reading) == [MAYOR]
    assert fact in said(reading) or fact.casefold() in said(reading)


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        (".mayor.ics.icloud", "iCloud Drive has not downloaded"),
        ("mayor.gsheet", "a pointer of Google Drive"),
        ("mayor.pdf", "this is not a calendar"),
        ("mayor.ics.part", "this is not a calendar"),
        ("mayor.ics.txt", "this is not a calendar"),
        ("mayor", "this is not a calendar"),
    ],
)
def test_a_file_with_the_name_of_somebody_stands_for_their_calendar(
    name: str, fact: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(b"x")
    reading = read_busy_folder(tmp_path, plan())
    assert list_unknown(reading) == [MAYOR]
    assert fact in str(reading.errors[0])
    (tmp_path / "mayor.ics").write_bytes(calendar(ENTRY))
    assert list_unknown(read_busy_folder(tmp_path, plan())) == []


def test_a_file_that_cannot_be_opened_is_not_a_free_person(tmp_path: Path) -> None:
    (tmp_path / "mayor.ics").symlink_to(tmp_path / "gone")
    (tmp_path / "Room 10").mkdir()
    (tmp_path / "Room 10" / "2027").mkdir()
    assert list_unknown(read_busy_folder(tmp_path, plan())) == [MAYOR, ROOM]


def test_an_unreadable_file_of_nobody_may_be_that_of_whoever_has_no_other() -> None:
    reading = read_files(export_ics=PAGE, budget_ics=calendar(ENTRY))
    assert list_unknown(reading) == [MAYOR, COUNSEL, ROOM]
    assert not any(each.is_named for each in reading.unknown)
    assert "It may be the calendar of anybody" in str(reading.errors[0])
    assert list_unknown(read_files(table_csv=PAGE)) == EVERYBODY


@pytest.mark.parametrize(
    ("name", "count"),
    [(".export.ics.icloud", 4), ("export.ics.part", 4), ("cal.ical.zip", 4), ("notes.txt", 0)],
)
def test_of_files_of_other_kinds_those_count_that_have_the_name_of_a_calendar(
    name: str, count: int, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert len(read_busy_folder(tmp_path, plan()).unknown) == count


def test_a_readable_calendar_of_nobody_makes_nobody_unknown() -> None:
    reading = read_files(stranger_ics=calendar(ENTRY))
    assert not reading.unknown
    assert "no person or room" in said(reading)


@pytest.mark.parametrize("content", [EMPTY.encode(), calendar(ENTRY.replace("2027", "2026"))])
def test_a_calendar_without_entries_in_the_year_is_known(content: bytes) -> None:
    reading = read(content)
    assert not reading.unknown
    assert not reading.errors
    assert reading.list_known_owners() == [BUDGET]
    assert reading.sources[0].entry_count == 0


def test_a_table_without_a_line_is_a_calendar_without_entries() -> None:
    reading = read(b"start,end\n", file="budget.csv")
    assert reading.list_known_owners() == [BUDGET]
    assert not reading.unknown


def test_a_calendar_that_lost_entries_stays_known_and_the_fault_is_named() -> None:
    reading = read(calendar(NO_TIME, ENTRY))
    assert not reading.unknown
    assert [each.line for each in reading.errors] == [3]
    assert len(reading.busy.list_intervals(BUDGET)) == 1


def test_what_was_read_of_a_file_that_was_cut_off_counts() -> None:
    reading = read(calendar(ENTRY, ENTRY)[:-40])
    assert len(reading.busy.list_intervals(BUDGET)) == 1
    assert reading.unknown[0].is_partly_read
    assert reading.list_known_owners() == []


def test_of_two_calendars_one_that_cannot_be_read_is_enough() -> None:
    files = [
        CalendarFile(f"mayor/{stem}.ics", content, ("mayor", stem))
        for stem, content in (("home", PAGE), ("work", calendar(ENTRY)))
    ]
    reading = read_calendars(files, plan(), Policies())
    assert [(each.owner, each.is_partly_read) for each in reading.unknown] == [(MAYOR, True)]
    assert len(reading.busy.list_intervals(MAYOR)) == 1


def test_a_table_that_ends_early_leaves_open_whom_it_would_name() -> None:
    reading = read(b'who,start,end\nmayor,2027-03-11,\n"room 10,2027-03-09,\n', file="t.csv")
    assert list_unknown(reading) == EVERYBODY
    assert [each.is_partly_read for each in reading.unknown] == [True, False, False, False]
    assert len(reading.busy.list_intervals(MAYOR)) == 1
    assert {each.line for each in reading.unknown} == {3}


def test_somebody_of_whom_no_line_of_a_table_could_be_read_is_not_known() -> None:
    rows = b"who,start,end\nmayor,soon,\nbudget,soon,\nbudget,2027-03-11,\n"
    reading = read(rows, file="table.csv")
    (unknown,) = reading.unknown
    assert unknown.owner == MAYOR
    assert unknown.fact == "none of their lines in this table could be read."
    assert unknown.remedy == "Mend the table."
    assert reading.list_known_owners() == [BUDGET]


WHOLE = calendar(ENTRY, ENTRY.replace("0311", "0312"))
FOREIGN_BYTES = st.one_of(
    st.sampled_from([content for content, _ in FOREIGN.values()]),
    st.binary(max_size=200).filter(lambda content: b"BEGIN" not in content.upper()),
    st.text(max_size=200).filter(lambda text: "BEGIN" not in text.upper()).map(str.encode),
    st.integers(0, len(WHOLE) - 3).map(lambda length: WHOLE[:length]),
)


@settings(max_examples=count_examples(50, 200))
@given(st.sampled_from(EVERYBODY), FOREIGN_BYTES, st.sampled_from([".ics", ".ifb", ".csv"]))
def test_no_foreign_file_in_the_place_of_a_calendar_makes_its_owner_free(
    owner: Resource, content: bytes, suffix: str
) -> None:
    files = [
        CalendarFile(f"{name}{suffix}", content, (name,))
        if (kind, name) == owner
        else CalendarFile(f"{name}.ics", WHOLE, (name,))
        for kind, name in EVERYBODY
    ]
    reading = read_calendars(files, plan(), Policies())
    assert list_unknown(reading) == [owner]
    assert owner not in reading.list_known_owners()
    assert reading.errors


def test_a_calendar_and_a_table_are_not_foreign() -> None:
    for content in (calendar(ENTRY), EMPTY.encode(), TABLE.encode(), b"<x", b'{"a": 1}'):
        assert recognize_foreign_file(content) is None


@pytest.mark.parametrize("kind", [kind for kind in FOREIGN if kind != "no entry has a time"])
def test_no_foreign_file_makes_free_whose_calendar_was_known_by_its_contents(kind: str) -> None:
    named = calendar(ENTRY).replace(b"VERSION:2.0", b"X-WR-CALNAME:Budget Director")
    others = {f"{name}_ics": WHOLE for name in ("mayor", "counsel", "room 10")}
    assert not read_files(export_ics=named, **others).unknown
    assert list_unknown(read_files(export_ics=FOREIGN[kind][0], **others)) == [BUDGET]
