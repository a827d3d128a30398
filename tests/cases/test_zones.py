"""Cases 17 to 28: zones, told with offsets that everyone can check."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from statplan.calendars import csv as csv_writer
from statplan.calendars import ics
from statplan.plan import loader
from tests.support.calendar_reader import feed_of, lines, read
from tests.support.commands import run
from tests.support.plans import answers, monthly
from tests.support.year import Clock, edit, rows

Offsets = dict[str, float]


def starts(zone: str, **series: str) -> dict[str, datetime]:
    """When the meeting of each month begins, in UTC, as readers see it."""
    data = answers(monthly() | {"at": "10:00", "backup": {"keep": "no"}, **series})
    data["program"]["timezone"] = zone
    found = read(ics.write(feed_of(data)))
    assert len(found) == 12
    instants = [each.start for each in found if isinstance(each.start, datetime)]
    return {f"{each:%b}": each for each in instants}


def begins_at_ten(zone: str, offsets: Offsets) -> None:
    found = starts(zone)
    for month, hours in offsets.items():
        local = found[month] + timedelta(hours=hours)
        assert (local.hour, local.minute) == (10, 0), (zone, month)


@pytest.mark.parametrize(
    ("zone", "offsets"),
    [
        ("Australia/Sydney", {"Jan": 11, "Mar": 11, "Apr": 10, "Jul": 10, "Oct": 11, "Dec": 11}),
        ("America/Santiago", {"Jan": -3, "Jul": -4, "Oct": -3, "Dec": -3}),
    ],
)
def test_case_17_southern_zones_have_summer_at_new_year(zone: str, offsets: Offsets) -> None:
    begins_at_ten(zone, offsets)


@pytest.mark.parametrize(
    ("zone", "offsets"),
    [
        ("Pacific/Auckland", {"Jan": 13, "Jul": 12}),
        ("Pacific/Chatham", {"Jan": 13.75, "Jul": 12.75}),
        ("Pacific/Apia", {"Jan": 13, "Jul": 13}),
        ("Pacific/Kiritimati", {"Jan": 14, "Jul": 14}),
    ],
)
def test_case_18_zones_far_ahead(zone: str, offsets: Offsets) -> None:
    begins_at_ten(zone, offsets)


@pytest.mark.parametrize(("zone", "hours"), [("Asia/Kolkata", 5.5), ("Asia/Kathmandu", 5.75)])
def test_case_19_zones_of_half_and_quarter_hours(zone: str, hours: float) -> None:
    begins_at_ten(zone, {"Jan": hours, "Jul": hours})


def test_case_20_a_summer_of_half_an_hour() -> None:
    begins_at_ten("Australia/Lord_Howe", {"Jan": 11, "Jul": 10.5, "Nov": 11})


def test_case_21_a_winter_that_is_called_saving() -> None:
    begins_at_ten("Europe/Dublin", {"Jan": 0, "Mar": 0, "Apr": 1, "Jul": 1, "Nov": 0})


@pytest.mark.parametrize(
    ("zone", "offsets"),
    [
        ("Africa/Casablanca", {"Jan": 1, "Feb": 0, "Apr": 1, "Jul": 1}),  # Ramadan 2027
        ("Asia/Gaza", {"Jan": 2, "Jul": 3}),
        ("Africa/Cairo", {"Jan": 2, "Apr": 2, "May": 3, "Jul": 3, "Dec": 2}),
    ],
)
def test_case_22_irregular_rules(zone: str, offsets: Offsets) -> None:
    begins_at_ten(zone, offsets)


@pytest.mark.parametrize(("zone", "hours"), [("America/Phoenix", -7), ("America/Sao_Paulo", -3)])
def test_case_23_zones_without_summer_time(zone: str, hours: float) -> None:
    begins_at_ten(zone, {"Jan": hours, "Apr": hours, "Jul": hours, "Dec": hours})


@pytest.mark.parametrize(
    ("zone", "at", "utc"),
    [("America/New_York", "19:00", "2027-01-15"), ("Pacific/Auckland", "08:00", "2027-01-13")],
)
def test_case_24_the_local_date_counts_and_not_that_of_utc(zone: str, at: str, utc: str) -> None:
    assert str(starts(zone, at=at)["Jan"].date()) == utc
    data = answers(monthly(at=at))
    data["program"]["timezone"] = zone
    assert f"DTSTART;TZID={zone}:20270114T{at[:2]}0000" in lines(ics.write(feed_of(data)))
    assert "stat/2027-01,primary,tentative,2027-01-14,Thursday," in (
        csv_writer.write(feed_of(data)).decode()
    )


@pytest.mark.parametrize("said", ["america/new_york", "America/New York", "Eastern Time"])
def test_case_25_a_zone_is_read_as_people_write_it(said: str) -> None:
    data = answers(monthly())
    data["program"]["timezone"] = said
    plan = loader.validate_answers(data).plan
    assert plan
    assert plan.program.timezone == "America/New_York"


@pytest.mark.parametrize(
    ("said", "fact", "meant"),
    [
        ("Eastern Standard Time", "is one clock for the whole year", "America/New_York"),
        ("Mars/Olympus", "is not a time zone", ""),
        ("EST5EDT4", "is not a time zone", ""),
    ],
)
def test_case_25_an_alias_is_a_zone_and_what_is_none_is_refused(
    said: str, fact: str, meant: str
) -> None:
    assert starts("US/Eastern") == starts("America/New_York")
    data = answers(monthly())
    data["program"]["timezone"] = said
    (problem,) = loader.validate_answers(data).problems
    assert problem.path == "program.timezone"
    assert fact in problem.fact
    assert (meant in str(problem.remedy)) if meant else problem.remedy


def test_case_26_two_zones_in_one_file_stand_in_order_and_none_is_unused(
    published: Path, clock: Clock
) -> None:
    clock("2027-02-20T12:00")
    edit(published, "America/Chicago", "America/Anchorage")
    assert run("publish", "--yes")[0] == 0
    feed = (published / "calendars" / "calendar.ics").read_bytes()
    zones = [each.partition(":")[2] for each in lines(feed) if each.startswith("TZID:")]
    assert zones == ["America/Anchorage", "America/Chicago"]
    used = {each.partition("TZID=")[2].partition(":")[0] for each in lines(feed) if "TZID=" in each}
    assert sorted(used) == zones
    found = {each.uid: each.start for each in read(feed)}
    for meeting, hour in (("blight/2027-01", 14), ("blight/2027-04", 16)):  # 8:00 in each zone
        start = found[str(rows(published)[meeting, "primary"]["uid"])]
        assert isinstance(start, datetime)
        assert start.hour == hour


@pytest.mark.slow
def test_case_27_the_systems_time_zones_change_no_byte(plan: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "zones" / "America"
    wrong.mkdir(parents=True)
    tokyo = resources.files("tzdata") / "zoneinfo" / "Asia" / "Tokyo"
    (wrong / "Chicago").write_bytes(tokyo.read_bytes())
    made = [calendar(plan, PYTHONTZPATH=path) for path in ("", str(wrong.parent))]
    assert made[0] == made[1] == calendar(plan)


def calendar(folder: Path, **environment: str) -> bytes:
    """The calendar as a process of its own writes it."""
    command = [sys.executable, "-m", "statplan", "calendar", str(folder)]
    written = subprocess.run(
        command, env=os.environ | environment, check=True, capture_output=True, cwd=folder
    )
    assert b"BEGIN:VEVENT" in written.stdout
    return written.stdout


def test_case_28_a_reader_elsewhere_sees_the_same_instants() -> None:
    found = starts("America/Chicago", at="08:00")
    assert found["Jan"] == datetime(2027, 1, 14, 14, tzinfo=UTC)
    honolulu = timedelta(hours=-10)
    assert [(found[month] + honolulu).hour for month in ("Jan", "Jul")] == [4, 3]
    lisbon = ZoneInfo("Europe/Lisbon")  # a reader whose own clocks change on another day
    assert [found[month].astimezone(lisbon).hour for month in ("Jan", "Jul")] == [14, 14]
