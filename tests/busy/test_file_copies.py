"""Of a calendar and its copies, one counts, and which one is said."""

import pytest

from statplan.busy import BusyReading, CalendarFile, Policies, read_calendars
from statplan.copy_names import find_original_names, is_copy_name
from tests.support.busy_calendars import plan

BUDGET = ("person", "budget")
COPY_NAMES = (
    "budget-director (1)",
    "budget-director(12)",
    "budget-director-DESKTOP-AB12",
    "budget-director (conflicted copy 2027-01-02)",
    "budget-director (Jo's conflicted copy 2027-01-02)",
    "budget-director.sync-conflict-20270102-101112-ABCDEFG",
    "budget-director - Copy",
    "budget-director - Copy (2)",
    "budget-director copy 2",
    "budget-director_conflict-20270102-101112",
    "Copy of budget-director",
    "Copy of budget-director (1)",
)
PAGE = b"<html>Sign in</html>"


def calendar(day: int) -> bytes:
    times = f"DTSTART:202703{day}T080000\nDTEND:202703{day}T090000\n"
    return f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{times}END:VEVENT\nEND:VCALENDAR\n".encode()


def read_files(*files: tuple[str, bytes]) -> BusyReading:
    calendar_files = [
        CalendarFile(f"{name}.ics", content, tuple(name.split("/"))) for name, content in files
    ]
    return read_calendars(calendar_files, plan(), Policies())


def days(reading: BusyReading) -> list[int]:
    return [each.start.day for each in reading.busy.list_intervals(BUDGET)]


@pytest.mark.parametrize("name", COPY_NAMES)
def test_beside_its_original_a_copy_does_not_count_and_is_named(name: str) -> None:
    reading = read_files((name, calendar(12)), ("budget-director", calendar(11)))
    assert days(reading) == [11]
    (trouble,) = reading.errors
    assert str(trouble) == (
        f"{name}.ics: this is a copy of budget-director.ics, which counts; the copy does not. "
        "Delete the one that is out of date."
    )
    assert not reading.unknown
    assert [each.is_copy for each in reading.sources] == [False]


@pytest.mark.parametrize("name", COPY_NAMES)
def test_a_copy_alone_counts_and_is_called_a_copy(name: str) -> None:
    reading = read_files((name, calendar(12)))
    assert days(reading) == [12]
    assert not reading.errors
    assert [each.is_copy for each in reading.sources] == [True]


def test_of_copies_alone_the_last_counts() -> None:
    files = [(f"budget ({number})", calendar(10 + number)) for number in (10, 9, 2)]
    reading = read_files(*files)
    assert days(reading) == [20]
    assert [each.file for each in reading.errors] == ["budget (2).ics", "budget (9).ics"]
    assert "Both have the same contents." not in str(reading.errors)


def test_a_copy_with_the_same_contents_is_said_to_have_them() -> None:
    reading = read_files(("budget (1)", calendar(11)), ("budget", calendar(11)))
    assert "Both have the same contents." in str(reading.errors[0])


def test_where_the_original_cannot_be_read_its_copy_counts_and_the_rest_is_not_known() -> None:
    reading = read_files(("budget", PAGE), ("budget (1)", calendar(12)))
    assert days(reading) == [12]
    assert [(each.file, each.is_partly_read) for each in reading.unknown] == [("budget.ics", True)]


def test_a_copy_that_cannot_be_read_beside_a_good_original_changes_nothing() -> None:
    reading = read_files(("budget", calendar(11)), ("budget (1)", PAGE))
    assert days(reading) == [11]
    assert not reading.unknown
    assert len(reading.errors) == 1


def test_in_a_folder_of_somebody_only_what_is_called_a_copy_is_one() -> None:
    files = ("basic", "basic (1)", "basic-HOME", "basic - Copy")
    reading = read_files(
        *((f"budget/{name}", calendar(11 + index)) for index, name in enumerate(files))
    )
    assert days(reading) == [11, 12, 13]
    assert [each.file for each in reading.errors] == ["budget/basic - Copy.ics"]


def test_a_table_and_its_copy_are_not_read_together() -> None:
    tables = [
        CalendarFile(f"{name}.csv", f"who,start,end\nbudget,2027-03-{day},\n".encode(), (name,))
        for name, day in (("table", 11), ("table (1)", 12))
    ]
    assert days(read_calendars(tables, plan(), Policies())) == [11]


def test_two_calendars_that_a_browser_numbered_may_be_of_two_people() -> None:
    def say(name: str, day: int) -> bytes:
        return calendar(day).replace(b"BEGIN:VEVENT", f"X-WR-CALNAME:{name}\nBEGIN:VEVENT".encode())

    reading = read_files(("basic", say("mayor", 11)), ("basic (1)", say("budget", 12)))
    assert [each.owner for each in reading.sources] == [("person", "mayor"), BUDGET]
    assert not reading.errors


@pytest.mark.parametrize(
    ("name", "originals"),
    [
        ("mayor", []),
        ("room-10", []),
        ("mayor-HOME-PC", ["mayor-HOME", "mayor"]),
        ("budget-directors-deputy copy", ["budget-directors-deputy"]),
        ("copyright", []),
    ],
)
def test_a_name_has_the_originals_that_its_marks_leave(name: str, originals: list[str]) -> None:
    assert list(find_original_names(name)) == originals


def test_a_copy_of_a_known_file_is_one_in_any_words() -> None:
    assert is_copy_name("statplan.ledger, Jo's copy", "statplan.ledger")
    assert not is_copy_name("statplan", "statplan.ledger")
