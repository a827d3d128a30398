"""Cases 42 to 46: the shape of entries and files."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from statplan import calendars
from statplan.calendars import csv as csv_writer
from statplan.calendars import ics
from statplan.calendars import json as json_writer
from statplan.holds import make_uid
from statplan.plan import Plan, loader
from statplan.schedule import TimeSlot, make_schedule
from statplan.schedule.bookings import Bookings
from statplan.schedule.date_rules import build_date_rules
from tests.support.calendar_reader import feed_of, lines, names, read
from tests.support.commands import run
from tests.support.ics_lint import lint
from tests.support.plans import LINEAGE, answers, monthly
from tests.support.year import PLAN


def lasting(minutes: Any, at: str = "08:00") -> dict[str, Any]:
    return answers(monthly(minutes=minutes, at=at))


@pytest.mark.parametrize("minutes", [0, -30, 4, 721, 1440, 1.5, "90"])
def test_case_42_a_length_that_is_none_is_refused(minutes: Any) -> None:
    found = loader.validate_answers(lasting(minutes))
    assert [each.path for each in found.problems] == ["frequency.series[0].minutes"]


def test_case_42_a_meeting_over_midnight_is_refused_wherever_it_would_stand(
    published: Path,
) -> None:
    found = loader.validate_answers(lasting(90, at="23:00"))
    assert found.problems or make_schedule(Plan.model_validate(lasting(90, "23:00"))).problems
    made = Plan.model_validate(lasting(90))
    ground = build_date_rules(made, make_schedule(made))
    late = TimeSlot(date(2027, 1, 13), time(23), 90)
    rejection = ground.find_rejection(late, (), Bookings())
    assert str(rejection) == "the meeting would end after midnight"
    last_of_the_day = TimeSlot(date(2027, 1, 13), time(22, 30), 90)
    assert ground.find_rejection(last_of_the_day, (), Bookings()) is None
    code, _, err = run("move", "blight/2027-03", "--to", "2027-03-10", "--at", "23:00")
    assert code == 4
    assert "after midnight" in err
    del published


def test_case_42_days_on_which_something_is_due_are_whole_and_end_on_the_next(
    published: Path,
) -> None:
    found = run("calendar", "--for", "analyst", "-o", "analyst.ics")
    assert found[0] == 0
    seen = read((published / "analyst.ics").read_bytes())
    whole = [each for each in seen if not isinstance(each.start, datetime)]
    assert len(whole) > 20
    assert all(each.end == each.start + timedelta(days=1) for each in whole)
    assert any(each.start == date(2027, 1, 7) and "Data due" in each.summary for each in whole)


def test_case_43_start_and_end_are_both_days_or_both_times(published: Path) -> None:
    run("calendar", "--for", "analyst", "-o", "analyst.ics")
    data = (published / "analyst.ics").read_bytes()
    assert lint(data, message=True) == []
    day, at = b"DTEND;VALUE=DATE:20270108", b"DTEND;TZID=America/Chicago:20270108T080000"
    mixed = data.replace(day, at, 1)
    assert mixed != data
    assert lint(mixed, message=True) == [
        "RFC 5545, 3.8.2.2: an event begins on a day and ends at a time, or in another zone"
    ]


@pytest.mark.parametrize("at", ["08:00Z", "08:00+01:00", "08:00:00", "8:00", "0800", 800, 8.5])
def test_case_44_a_time_of_the_plan_is_local_to_its_zone_and_nothing_else(at: Any) -> None:
    found = loader.validate_answers(answers(monthly(at=at)))
    assert [each.path for each in found.problems] == ["frequency.series[0].at"]


@pytest.mark.parametrize("at", ["08:00Z", "08:00+01:00", "08:00:30", "tomorrow", "25:00"])
def test_case_44_so_is_a_time_on_the_command_line(published: Path, at: str) -> None:
    code, _, err = run("move", "blight/2027-01", "--to", "2027-01-13", "--at", at)
    assert code == 2
    assert "8:00 a.m. or 14:30" in err
    del published


def test_case_44_no_time_is_written_without_its_zone(published: Path) -> None:
    for path in published.rglob("*.ics"):
        of_events = path.read_bytes().partition(b"BEGIN:VEVENT")[2]
        for line in lines(b"BEGIN:VEVENT" + of_events):
            name, _, value = line.partition(":")
            if name.startswith(("DTSTART", "DTEND")):
                assert name.endswith("TZID=America/Chicago")
            elif name in {"DTSTAMP", "CREATED", "LAST-MODIFIED"}:
                assert value.endswith("Z")


def test_case_45_ids_that_differ_in_case_or_not_at_all_are_refused() -> None:
    twice = loader.validate_answers(answers(monthly("a"), monthly("a", "third Friday")))
    assert "is taken by" in twice.problems[0].fact
    upper = loader.validate_answers(answers(monthly("Stat"), monthly("stat", "third Friday")))
    assert [each.path for each in upper.problems] == ["frequency.series[0].id"]


def test_case_45_a_uid_is_short_ascii_and_its_own_whatever_the_id() -> None:
    long = "x" * 40
    found = {
        make_uid(LINEAGE, f"{series}/2027-{month:02}", role)
        for series in ("a", "a-a", long, f"{long[:39]}y")
        for month in range(1, 13)
        for role in ("primary", "backup", "data-due")
    }
    assert len({each.casefold() for each in found}) == 4 * 12 * 3
    assert all(each.isascii() and len(each) <= 120 for each in found)
    assert not any(set(",;\\") & set(each) for each in found)
    feed = feed_of(answers(monthly()))
    entries = (feed.entries[0], replace(feed.entries[1], uid=feed.entries[0].uid.upper()))
    assert "RFC 5545, 3.8.4.7: a UID stands twice" in lint(
        ics.write(replace(feed, entries=entries))
    )


@pytest.mark.parametrize("write", [ics.write, csv_writer.write, json_writer.write])
def test_case_46_an_empty_year_is_a_file_without_entries(write: Any) -> None:
    feed = feed_of(answers(monthly(), first_day="2027-01-01", months=1))
    assert feed.schedule
    nothing = replace(feed, entries=(), schedule=replace(feed.schedule, meetings=()))
    assert write(nothing)
    if write is ics.write:
        assert read(write(nothing)) == []
        assert names(write(nothing))[-1] == "END"


def test_case_46_a_plan_without_meetings_says_what_it_waits_for(plan: Path) -> None:
    head, _, rest = PLAN.partition("  series:\n")
    (plan / "statplan.yaml").write_text(head + rest[rest.index("publicity:") :], encoding="utf-8")
    code, out, err = run("calendar")
    assert (code, out) == (1, "")
    assert "no meeting to put on a calendar" in err
    assert run("publish")[:2] == (0, "No change; 0 entries stand as published.\n")
    assert list(plan.rglob("*.ics")) == []


def test_case_46_one_meeting_is_a_file_of_one(plan: Path) -> None:
    del plan
    once = {"id": "once", "dates": ["2027-03-11"], "at": "09:00", "backup": {"keep": "no"}}
    (only,) = read(ics.write(feed_of(answers(once))))
    assert isinstance(only.start, datetime)
    assert f"{only.start:%Y-%m-%dT%H:%M}" == "2027-03-11T15:00"


@pytest.mark.slow
def test_case_46_five_thousand_entries_are_read_as_they_were_written() -> None:
    feed = feed_of(answers(monthly()))
    first = feed.entries[0]
    many = tuple(
        replace(
            first,
            uid=f"{number}@example.org",
            start=start,
            text=replace(first.text, paired=False),
            end=start + timedelta(minutes=15),
        )
        for number in range(5000)
        for start in [datetime(2027, 1, 4) + timedelta(minutes=30 * number)]  # noqa: DTZ001
        if start.hour not in range(1, 3)  # which a clock change may skip or repeat
    )
    data = ics.write(replace(feed, entries=many, last=date(2027, 12, 31)))
    assert len(data) > 1_000_000
    assert lint(data) == []
    assert data.count(b"BEGIN:VEVENT") == len(many)


def test_case_46_a_feed_that_some_programs_do_not_take_is_warned_of(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "1 MB" not in run("publish", "--dry-run")[2]
    monkeypatch.setattr(calendars, "LARGE", 9_000)
    for words in (("publish", "--for", "works"), ("calendar", "-o", "all.ics")):
        err = run(*words)[2]
        assert "calendars of more than about 1 MB" in err
        assert "--for" in err
    assert (plan / "calendars" / "calendar.ics").exists()
