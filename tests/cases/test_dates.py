"""Cases 1 to 16: dates and what recurs."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from statplan.calendars import ics
from statplan.plan import Plan, loader
from statplan.plan.phrases import read_day_rule, read_interval
from statplan.plan.time_values import WEEKDAYS
from statplan.schedule import Backup, Schedule, make_schedule
from statplan.schedule.recurrence import Recurrence, iter_nominal_days
from tests.support.calendar_reader import feed_of, read
from tests.support.commands import run
from tests.support.plans import HOLIDAYS, answers, monthly, plan
from tests.support.schedules import days, meeting, periods
from tests.support.year import Clock, edit, rows


def at_night(zone: str, day: str, at: str, minutes: int = 30) -> dict[str, Any]:
    night = {"id": "night", "dates": [day], "at": at, "minutes": minutes}
    data = answers(night, working_days=list(WEEKDAYS))
    data["program"]["timezone"] = zone
    return data


def refused(data: dict[str, Any], day: str, words: str) -> None:
    (problem,) = make_schedule(Plan.model_validate(data)).problems
    assert words in problem.fact
    assert day in problem.fact
    assert problem.path == "frequency.series[0].at"


@pytest.mark.parametrize(
    ("zone", "day", "at"),
    [
        ("America/New_York", "2027-03-14", "02:30"),
        ("America/New_York", "2027-03-14", "01:45"),  # it would end there
        ("Europe/Dublin", "2027-03-28", "01:30"),
    ],
)
def test_case_01_a_start_in_the_spring_gap_is_refused(zone: str, day: str, at: str) -> None:
    refused(at_night(zone, day, at), day, "does not exist")


@pytest.mark.parametrize(
    ("zone", "day", "at"),
    [
        ("America/New_York", "2027-11-07", "01:30"),
        ("Australia/Lord_Howe", "2027-04-04", "01:45"),
    ],
)
def test_case_02_a_start_in_the_autumn_fold_is_refused(zone: str, day: str, at: str) -> None:
    refused(at_night(zone, day, at), day, "comes twice")


@pytest.mark.parametrize(("day", "hours"), [("2027-03-14", 2), ("2027-11-07", 4)])
def test_case_03_a_meeting_over_a_clock_change_states_its_true_length(day: str, hours: int) -> None:
    feed = feed_of(at_night("America/New_York", day, "00:30", 180))
    primary = read(ics.write(feed))[0]
    assert isinstance(primary.start, datetime)
    assert isinstance(primary.end, datetime)
    assert primary.end - primary.start == timedelta(hours=hours)
    assert f"{feed.entries[0].end:%H:%M}" == "03:30"
    assert f"it lasts {hours * 60} minutes" in primary.description


def test_case_04_weekly_meetings_keep_wall_time_over_a_clock_change() -> None:
    feed = feed_of(answers({"id": "stat", "every": "week", "on": "Wednesday", "at": "10:00"}))
    seen = [each for each in read(ics.write(feed)) if each.summary.startswith("HOLD")]
    starts = {each.start.astimezone(UTC) for each in seen if isinstance(each.start, datetime)}
    assert {each.start.hour for each in feed.entries if each.role == "primary"} == {10}
    assert datetime(2027, 3, 10, 16, tzinfo=UTC) in starts
    assert datetime(2027, 3, 17, 15, tzinfo=UTC) in starts
    assert datetime(2027, 11, 10, 16, tzinfo=UTC) in starts


def test_case_05_the_29th_of_february_is_a_day_only_in_a_leap_year() -> None:
    wrong = loader.validate_answers(answers({"id": "stat", "dates": ["2027-02-29"], "at": "09:00"}))
    (problem,) = wrong.problems
    assert problem.path == "frequency.series[0].dates[0]"
    assert "no day of the calendar" in problem.fact
    right = {"id": "stat", "dates": ["2028-02-29"], "at": "09:00"}
    assert days(make_schedule(plan(right, first_day="2028-01-01"))) == ["2028-02-29"]
    first = date(2028, 2, 1)
    rhythm = Recurrence(read_interval("month"), read_day_rule("fifth Tuesday"), first)
    found = [each.day for each in iter_nominal_days(rhythm, first, date(2028, 2, 29))]
    assert found == [date(2028, 2, 29)]


def test_case_06_months_without_a_31st_are_left_out_or_have_their_last_day() -> None:
    made = make_schedule(plan(monthly(on="31st")))
    assert [each.slot.day.month for each in made.meetings] == [1, 3, 5, 7, 8, 10, 12]
    assert {each.reason for each in made.omitted} == {"the month has no 31st"}
    assert len(make_schedule(plan(monthly(on="last day"))).meetings) == 12
    listed = ["2027-03-31", "2027-05-31", "2027-08-31"]
    assert days(make_schedule(plan({"id": "stat", "dates": listed, "at": "09:00"}))) == listed


def test_case_07_months_without_a_fifth_friday_are_left_out_or_have_their_last() -> None:
    fifth = make_schedule(plan(monthly(on="fifth Friday")))
    assert [each.slot.day.month for each in fifth.meetings] == [1, 4, 7, 10, 12]
    assert len(fifth.omitted) == 7
    assert {each.reason for each in fifth.omitted} == {"the month has no fifth Friday"}
    last = make_schedule(plan(monthly(on="last Friday")))
    assert len(last.meetings) == 12
    assert set(days(fifth)) < set(days(last))


def test_case_08_the_last_weekday_of_months_that_end_on_a_weekend() -> None:
    friday = make_schedule(plan(monthly(on="last Friday")))
    assert days(friday)[:3] == ["2027-01-29", "2027-02-26", "2027-03-26"]  # January ends on Sunday
    assert days(friday)[9] == "2027-10-29"
    sunday = make_schedule(plan(monthly(on="last Sunday")))
    first = sunday.meetings[0]
    assert str(first.key) == "stat/2027-01"  # January has no open day after it
    assert (str(first.slot.day), first.move is not None) == ("2027-01-29", True)


@pytest.mark.slow
def test_case_09_a_december_meeting_has_its_back_up_in_january_and_keeps_it(
    published: Path, clock: Clock
) -> None:
    line = '    - {id: blight, every: month, on: second Thursday, at: "08:00", required: [law]}'
    edit(published, line, '    - {id: blight, dates: [2027-12-31], at: "08:00"}')
    edit(published, "months: 4", "months: 12")
    clock("2026-12-11T12:00")
    assert run("publish", "--yes")[0] == 0
    before = rows(published)
    backup = before["blight/2027-12-31", "backup"]
    assert backup["start"] == "2028-01-03T08:00"
    clock("2027-12-20T12:00")
    edit(published, "months: 12", "months: 15")  # the next year joins the file
    assert run("publish")[0] == 0
    after = rows(published)
    assert after["blight/2027-12-31", "backup"] == backup
    assert "works/2028-03" in {meeting for meeting, _ in after}
    feed = read((published / "calendars" / "calendar.ics").read_bytes())
    assert len({each.uid for each in feed}) == len(feed)
    assert [str(each.start)[:10] for each in feed if "blight" in each.summary] == [
        "2027-12-31",
        "2028-01-03",
    ]


def test_case_10_week_53_and_week_1_belong_to_the_iso_year() -> None:
    assert periods("week", "Friday", date(2026, 12, 25), date(2027, 1, 8)) == [
        "2026-W52",
        "2026-W53",
        "2027-W01",
    ]
    assert periods("week", "Monday", date(2029, 12, 31), date(2030, 1, 7)) == [
        "2030-W01",
        "2030-W02",
    ]


def test_case_11_a_back_up_passes_holidays_and_is_itself_replaced(published: Path) -> None:
    found = make_schedule(
        plan({"id": "stat", "dates": ["2027-12-30"], "at": "09:00"}, holidays={"country": "US"})
    )
    backup = meeting(found, "stat/2027-12-30").backup
    assert isinstance(backup, Backup)
    assert str(backup.slot.day) == "2028-01-03"
    assert backup.rejected_days == ()  # December 31 is no working day
    assert run("bump", "blight/2027-03")[0] == 0  # to the 12th, and then that date is lost too
    assert run("move", "blight/2027-03", "--to", "2027-03-15")[0] == 0
    assert run("publish")[0] == 0
    row = rows(published)["blight/2027-03", "backup"]
    assert (row["start"], row["state"]) == ("2027-03-15T08:00", "confirmed")


def test_case_12_a_shifted_meeting_takes_no_other_series_place() -> None:
    found = make_schedule(
        plan(
            monthly("one", "second Thursday", room="R"),
            monthly("two", "second Friday", room="R"),
            closures=[{"day": "2027-07-08", "why": "Closed"}],
        )
    )
    assert found.problems == ()
    assert days(found, "two")[6] == "2027-07-09"
    assert days(found, "one")[6] == "2027-07-12"
    in_its_place = make_schedule(plan(monthly("one", room="R"), monthly("two", room="r")))
    (problem,) = in_its_place.problems
    assert "one (one/2027-01)" in problem.fact


def test_case_13_holidays_on_a_weekend_close_the_friday_or_the_monday() -> None:
    observed = {"country": "US"}
    not_observed = {"country": "US", "observed": "no"}
    monday = monthly(on="first Monday")
    assert days(make_schedule(plan(monday, holidays=observed)))[6] == "2027-07-06"  # 4th: Sunday
    assert days(make_schedule(plan(monday, holidays=not_observed)))[6] == "2027-07-05"
    friday = monthly(
        on="fourth Friday", closed_day={"holiday": "previous working day"}
    )  # 25th: Saturday
    assert days(make_schedule(plan(friday, holidays=observed)))[11] == "2027-12-23"
    assert days(make_schedule(plan(friday, holidays=not_observed)))[11] == "2027-12-24"


@pytest.mark.slow
def test_case_14_a_meeting_is_never_after_a_backup_that_is_kept(published: Path) -> None:
    for day in ("2027-03-12", "2027-03-16"):
        code, out, _ = run("move", "blight/2027-03", "--to", day)
        assert code == 0
        assert (
            "That is on or after the backup date, Fri Mar 12, 2027, 8:00 a.m., so the backup date "
            "is released."
        ) in out
        assert run("publish")[0] == 0
        assert rows(published)["blight/2027-03", "primary"]["start"][:10] == day  # type: ignore[index]
        assert rows(published)["blight/2027-03", "backup"]["state"] == "released"
        run("restore", "blight/2027-03")
        assert run("publish")[0] == 0
        assert rows(published)["blight/2027-03", "backup"]["state"] == "tentative"
    zero = loader.validate_answers(answers(monthly(backup={"after": 0})))
    assert [each.path for each in zero.problems] == ["frequency.series[0].backup.after"]


def test_case_15_a_fiscal_year_runs_from_july_to_june() -> None:
    found: Schedule = make_schedule(plan(monthly(), first_day="2027-07-01"))
    assert (str(found.first), str(found.last)) == ("2027-07-01", "2028-06-30")
    assert str(found.meetings[0].key) == "stat/2027-07"
    assert len(found.meetings) == 12
    quarters = make_schedule(
        plan({"id": "q", "every": "quarter", "on": "first Tuesday", "at": "09:00"},
             first_day="2027-07-01", holidays={"listed": HOLIDAYS})
    )  # fmt: skip
    assert [each.key.period for each in quarters.meetings] == [
        "2027-Q3",
        "2027-Q4",
        "2028-Q1",
        "2028-Q2",
    ]


@pytest.mark.slow
def test_case_16_a_bump_to_a_cancelled_date_and_a_second_bump(published: Path) -> None:
    def backup() -> tuple[object, object]:
        row = rows(published)["blight/2027-03", "backup"]
        return row["state"], row["sequence"]

    for words, state in (
        (("bump", "blight/2027-03"), ("confirmed", 1)),
        (("cancel", "blight/2027-03"), ("cancelled", 2)),
        (("bump", "blight/2027-03", "--yes"), ("confirmed", 3)),
    ):
        assert run(*words)[0] == 0
        assert run("publish")[0] == 0
        assert backup() == state
    code, out, _ = run("bump", "blight/2027-03")
    assert code == 0
    assert "It was bumped already, and stands on Fri Mar 12, 2027" in out
    assert "statplan move blight/2027-03 --to" in out
    assert run("diff", "--exit-code")[0] == 0
    run("cancel", "works/2027-02")  # its back-up is freed, and another meeting takes it
    stand = rows(published)["works/2027-02", "backup"]["start"]
    day, _, at = str(stand).partition("T")
    assert run("move", "works/2027-01", "--to", day, "--at", at)[0] == 0
    code, _, err = run("bump", "works/2027-02")
    assert code == 4
    assert "is gone: it is taken by" in err
