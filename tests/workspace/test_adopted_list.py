"""The reader of adopted lists: tables, calendars, and lines, each date read or refused."""

from datetime import time
from pathlib import Path

import pytest

from statplan.errors import StatplanError
from statplan.schedule.adopted_dates import AdoptedDate
from statplan.workspace.adopted_list import AdoptedList, load_adopted_list
from statplan.workspace.plan_loader import ScheduledPlan, load_plan
from tests.support.year import Clock, clock, plan

__all__ = ["clock", "plan"]  # fixtures


@pytest.fixture
def loaded(plan: Path, clock: Clock) -> ScheduledPlan:
    del clock
    return load_plan(plan)


def read(loaded: ScheduledPlan, content: str | bytes, name: str = "list.txt") -> AdoptedList:
    path = loaded.path.parent / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_adopted_list(str(path), loaded)


def list_dates(
    loaded: ScheduledPlan, content: str | bytes, name: str = "list.txt"
) -> list[tuple[str, str, str]]:
    return [describe(adopted) for adopted in read(loaded, content, name).dates]


def describe(adopted: AdoptedDate) -> tuple[str, str, str]:
    start_time = f"{adopted.start_time:%H:%M}" if adopted.start_time else ""
    return str(adopted.day), start_time, adopted.name


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2027-01-14", ("2027-01-14", "", "")),
        ("2027-01-14.", ("2027-01-14", "", "")),
        ("- 2027-01-14: BlightStat", ("2027-01-14", "", "BlightStat")),
        ("3. 2027-01-14, 08:00, Room 7", ("2027-01-14", "08:00", "Room 7")),
        ("Thu 2027-01-14 08:00  back-up Fri Jan 15  BlightStat",
         ("2027-01-14", "08:00", "back-up Fri Jan 15 BlightStat")),
        ("Thursday, 2027-01-14 at 08:00", ("2027-01-14", "08:00", "")),
        ("2027-01-14T08:00:00 Board", ("2027-01-14", "08:00", "Board")),
        ("Thursday, January 14, 2027, 8:00 a.m. BlightStat",
         ("2027-01-14", "08:00", "BlightStat")),
        ("Thu Jan 14, 2027, 8:00 a.m. - BlightStat", ("2027-01-14", "08:00", "BlightStat")),
        ("14 January 2027 from 2 pm to 3:30 pm in Room 7", ("2027-01-14", "14:00", "in Room 7")),
        ("January 14th, 2027 10 Main Street", ("2027-01-14", "", "10 Main Street")),
        ("14-Jan-27 Blight", ("2027-01-14", "", "Blight")),
        ("2027-01-14 (moved from 2027-01-07)", ("2027-01-14", "", "moved from 2027-01-07")),
    ],
)  # fmt: skip
def test_a_line_begins_with_its_date(
    line: str, expected: tuple[str, str, str], loaded: ScheduledPlan
) -> None:
    assert list_dates(loaded, f"# 2027-09-09 is a note\n\n  {line}\r\n") == [expected]


TABLES = {
    "a heading": "Meeting of,Date,Start time\nBlight,2027-01-14,08:00\nWorks,2027-01-19,\n",
    "semicolons": "\ufeffDate;Title\n2027-01-14 08:00;Blight\n2027-01-19;Works\n",
    "Outlook": '"Subject","Start Date","Start Time"\n"Blight","2027-01-14","08:00:00"\n'
    '"Works","2027-01-19",""\n',
    "start alone": "name,start,end\nBlight,2027-01-14 08:00,2027-01-14 09:30\nWorks,2027-01-19,\n",
    "as people write": 'Title,Date,Time\nBlight,"January 14, 2027",8:00 AM - 9:30 AM\n'
    "Works,1/19/2027,\n",
    "no heading": "Blight,2027-01-14 08:00\nWorks,2027-01-19\n",
    "other headings": "What,When\nBlight,2027-01-14 08:00\nWorks,2027-01-19\n",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_a_table_has_one_column_of_dates(table: str, loaded: ScheduledPlan) -> None:
    dates = list_dates(loaded, table, "list.csv")
    assert [(day, start) for day, start, _ in dates] == [
        ("2027-01-14", "08:00"),
        ("2027-01-19", ""),
    ]
    if "Meeting of" not in table:
        assert [name.split()[0] for *_, name in dates] == ["Blight", "Works"]


def test_a_table_is_known_by_its_heading_where_its_name_says_nothing(
    loaded: ScheduledPlan,
) -> None:
    assert list_dates(loaded, "Date,Name\n2027-01-14,Blight\n") == [("2027-01-14", "", "Blight")]


def test_a_date_that_is_cancelled_is_left_out(loaded: ScheduledPlan) -> None:
    table = "Date,Status\n2027-01-14,Cancelled\n2027-01-19,As adopted\n"
    assert list_dates(loaded, table, "list.csv") == [("2027-01-19", "", "")]


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:one
DTSTART;TZID=America/Chicago:20270114T080000
SUMMARY:Blight\\, in the annex
BEGIN:VALARM
SUMMARY:Ring
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:weekly
DTSTART;TZID=America/Chicago:20270301T100000
DTEND;TZID=America/Chicago:20270301T110000
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;TZID=America/Chicago:20270308T100000
SUMMARY:Permit
 s
END:VEVENT
BEGIN:VEVENT
UID:day
DTSTART;VALUE=DATE:20270402
SUMMARY:Works
END:VEVENT
BEGIN:VEVENT
UID:late
DTSTART:20270403T030000Z
SUMMARY:Night
END:VEVENT
BEGIN:VEVENT
UID:off
DTSTART;VALUE=DATE:20270409
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("name", ["list.ics", "list.txt"])
def test_a_calendar_has_an_entry_for_each_date(name: str, loaded: ScheduledPlan) -> None:
    assert list_dates(loaded, CALENDAR, name) == [
        ("2027-01-14", "08:00", "Blight, in the annex"),
        ("2027-03-01", "10:00", "Permits"),
        ("2027-03-15", "10:00", "Permits"),
        ("2027-04-02", "", "Works"),
        ("2027-04-02", "22:00", "Night"),  # 03:00 in UTC
    ]


def test_entries_that_share_a_uid_all_count(loaded: ScheduledPlan) -> None:
    events = "".join(
        f"BEGIN:VEVENT\nUID:same\nDTSTART;VALUE=DATE:2027010{day}\nSUMMARY:Day {day}\nEND:VEVENT\n"
        for day in (4, 5)
    )
    calendar = f"BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n"
    assert [name for *_, name in list_dates(loaded, calendar)] == ["Day 4", "Day 5"]


def refuse(loaded: ScheduledPlan, content: str | bytes, name: str) -> list[tuple[int, str]]:
    with pytest.raises(StatplanError) as refusal:
        read(loaded, content, name)
    assert refusal.value.exit_code == 2
    return [(problem.line, problem.fact) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("content", "name", "problems"),
    [
        ("2027-01-14\nBlight\n2027-02-30\n", "list.txt",
         [(2, "'Blight' does not begin with a date."),
          (3, "'2027-02-30' is no day of the calendar.")]),
        ("Tue 2027-01-14\n", "list.txt",
         [(1, "'Tue 2027-01-14' is not right: January 14, 2027 is a Thursday, not a Tuesday.")]),
        ("Tue Jan 14\n", "list.txt",
         [(1, "'Tue Jan 14' is not right: January 14, 2027 is a Thursday, not a Tuesday.")]),
        ("January 14, 2027 and January 21, 2027\n", "list.txt",
         [(1, "'January 14, 2027 and January 21, 2027' has more than one date.")]),
        ("January 14, 2027, January 21, 2027\n", "list.txt",
         [(1, "'January 14, 2027, January 21, 2027' has more than one date.")]),
        ("1/14/2027; 1/21/2027\n", "list.txt",
         [(1, "'1/14/2027; 1/21/2027' has more than one date.")]),
        ("2027-01-14 2:00 Board\n", "list.txt",
         [(1, "'2:00' may be 2:00 a.m. or 2:00 p.m.")]),
        ("Date,Name\n2027-01-14,A\n,B\n", "list.csv", [(3, "'' does not begin with a date.")]),
        ("A,B\n2027-01-14,2027-01-15\n", "list.csv", [(1, "more than one column has dates.")]),
        ("A,B\nx,y\n", "list.csv", [(1, "no column of the table is headed Date.")]),
        ("Date,Time\n2027-01-14,early\n", "list.csv", [(2, "'early' is not a time.")]),
        (b"PK\x03\x04", "list.csv", [(0, "the file is a workbook, not a CSV file.")]),
        ("nothing", "list.ics", [(0, "this is no calendar.")]),
        (CALENDAR[:200], "list.ics",
         [(11, "the file ends within this VEVENT, which is left out: it was cut off.")]),
        (CALENDAR.replace("FREQ=WEEKLY", "FREQ=SOMETIMES"), "list.ics",
         [(15, "this RRULE cannot be read; the first time of the entry counts alone.")]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_line_by_line(
    content: str | bytes, name: str, problems: list[tuple[int, str]], loaded: ScheduledPlan
) -> None:
    assert refuse(loaded, content, name) == problems


def test_how_a_date_in_numbers_was_read_is_said(loaded: ScheduledPlan) -> None:
    adopted_list = read(loaded, "1/14/2027\nWed 2/3/27 8:00\n3/4/2027\n")
    assert [describe(adopted)[:2] for adopted in adopted_list.dates] == [
        ("2027-01-14", ""), ("2027-02-03", "08:00"), ("2027-03-04", "")
    ]  # fmt: skip
    assert adopted_list.notes == (
        "2/3/27 was read as Wednesday, February 3, 2027, and other such dates in the same way.",
    )


def test_a_date_without_a_year_is_that_of_the_schedule(loaded: ScheduledPlan) -> None:
    adopted = read(loaded, "January 14\nFri, Jan 29\n12-Feb-27\n2027-03-11\n", "list.txt")
    assert [str(each.day) for each in adopted.dates] == [
        "2027-01-14", "2027-01-29", "2027-02-12", "2027-03-11"
    ]  # fmt: skip
    assert adopted.notes == (
        "January 14 was read as Thursday, January 14, 2027, and other such dates in the same way.",
    )


@pytest.mark.parametrize(
    ("content", "name", "note"),
    [
        ("2027-01-14\nJanuary 21, 2027 - NO MEETING (recess)\n", "list.txt",
         "Line 2 of the list is left out: its meeting is cancelled."),
        ("2027-01-14\n2027-01-21 Cancelled\n2027-01-28, 8:00 am: canceled\n", "list.txt",
         "Lines 2 and 3 of the list are left out: their meetings are cancelled."),
        ("Subject,Date,Time\nCanceled: Board,2027-01-21,08:00\nBoard,2027-01-14,\n", "list.csv",
         "Line 2 of the list is left out: its meeting is cancelled."),
    ],
)  # fmt: skip
def test_a_line_that_cancels_its_meeting_is_left_out_and_named(
    content: str, name: str, note: str, loaded: ScheduledPlan
) -> None:
    adopted_list = read(loaded, content, name)
    assert [str(adopted.day) for adopted in adopted_list.dates] == ["2027-01-14"]
    assert adopted_list.notes == (note,)


def test_times_keep_their_seconds_out(loaded: ScheduledPlan) -> None:
    (adopted,) = read(loaded, "Date,Time\n2027-01-14,08:00:00\n", "list.csv").dates
    assert adopted.start_time == time(8)
