"""Dates of a plan that its year does not use, and meetings at the year's edge."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.schedule import Schedule, make_schedule
from tests.support.plans import monthly, plan


def make_year(series: dict[str, Any], **frequency: Any) -> Schedule:
    return make_schedule(plan(series, **frequency))


def read_facts(schedule: Schedule) -> list[tuple[str, str]]:
    return [(problem.path, problem.fact) for problem in schedule.problems]


def test_a_day_that_is_called_off_is_a_usual_date_of_the_series() -> None:
    """July's meeting moves from the 5th, a holiday, to the 6th."""
    holidays = {"listed": {"2027-07-05": "Independence Day (observed)"}}
    off = [{"day": "2027-07-06", "why": "Recess"}]
    found = make_year(monthly(on="first Monday", called_off=off), holidays=holidays)
    (problem,) = found.problems
    assert problem.fact == "no meeting of the series is usually on 2027-07-06."
    assert str(problem.remedy) == (
        "The nearest, stat/2027-07, is on 2027-07-05, and moves to 2027-07-06: write 2027-07-05."
    )
    written = [{"day": "2027-07-05", "why": "Recess"}]
    followed = make_year(monthly(on="first Monday", called_off=written), holidays=holidays)
    assert not followed.problems
    assert "stat/2027-07" in {str(omitted.key) for omitted in followed.omitted}


@pytest.mark.parametrize("day", ["2026-12-10", "2028-01-13"])
def test_a_date_of_another_year_is_refused(day: str) -> None:
    listed = {"id": "stat", "dates": ["2027-03-11", day], "at": "09:00"}
    assert read_facts(make_year(listed)) == [
        ("frequency.series[0].dates[1]", f"{day} lies outside the year, 2027-01-01 to 2027-12-31.")
    ]


def test_an_adopted_date_on_a_closed_day_is_refused_with_the_reason_and_never_moved() -> None:
    adopted = {"id": "stat", "dates": ["2027-11-11", "2027-03-11"], "at": "09:00"}
    holidays: dict[str, Any] = {"listed": {"2027-11-11": "Veterans Day"}}
    found = make_year(adopted, holidays=holidays)
    assert read_facts(found) == [
        (
            "frequency.series[0].dates[0]",
            "TestStat (stat/2027-11-11) cannot stand on 2027-11-11: it is closed (Veterans Day).",
        )
    ]
    assert [str(meeting.slot.day) for meeting in found.meetings] == ["2027-03-11", "2027-11-11"]
    meets = [{"holiday": "Veterans Day", "policy": "meets anyway"}]
    assert not make_year(adopted, holidays=holidays | {"meetings": meets}).problems


def test_a_closure_before_the_year_counts_where_it_closes_the_offices() -> None:
    closure = {"day": "2026-12-28", "until": "2026-12-31", "why": "Winter break"}
    (problem,) = make_year(monthly(), closures=[closure]).problems
    assert problem.path == "frequency.closures[0].day"
    assert not make_year(monthly(), closures=[closure | {"offices_closed": "yes"}]).problems


@given(st.dates(), st.data())
def test_every_day_that_is_called_off_is_used_or_refused(day: Any, data: st.DataObject) -> None:
    year = data.draw(st.sampled_from([2026, 2027, 2028]))
    text = f"{year}-{day.month:02}-{min(day.day, 28):02}"
    found = make_year(monthly(called_off=[{"day": text, "why": "Recess"}]))
    is_used = any(
        omitted.nominal_day and str(omitted.nominal_day) == text for omitted in found.omitted
    )
    assert is_used == (not found.problems)


def test_a_last_meeting_after_the_year_is_counted_and_drawn_alike() -> None:
    """The year ends on a Wednesday that is closed; the weekly meeting is on the Thursday."""
    weekly = {"id": "stat", "every": "week", "on": "Wednesday", "at": "09:00"}
    closure = {"day": "2027-06-30", "why": "Stocktaking"}
    found = make_year(weekly, first_day="2026-07-01", closures=[closure])
    assert not found.problems
    assert str(found.last) == "2027-06-30"
    assert str(found.meetings[-1].slot.day) == "2027-07-01"
    assert found.last_used >= found.meetings[-1].slot.day
    assert found.describe_late_meetings(str) == ", the last of them on 2027-07-01"
    assert make_year(weekly).describe_late_meetings(str) == ""


@pytest.mark.parametrize(
    ("day", "is_fine"),
    [
        ("2025-12-25", False),  # two years before
        ("2026-12-25", True),  # deadlines may lie in the year before
        ("2027-12-25", True),
        ("2028-12-25", True),  # the days after the year reach into it
        ("2029-01-01", False),
    ],
)
def test_a_listed_holiday_that_nothing_reads_is_refused(day: str, is_fine: bool) -> None:
    schedule = make_schedule(plan(monthly(), holidays={"listed": {day: "A holiday"}}))
    paths = [problem.path for problem in schedule.problems]
    assert paths == ([] if is_fine else [f"frequency.holidays.listed.{day}"])
