"""A year beside an adopted list: each date is matched once, and what differs is named."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.plan import Plan
from statplan.schedule import Meeting, Schedule, make_schedule
from statplan.schedule.adopted_dates import (
    AdoptedDate,
    ComparisonKind,
    DateComparison,
    ListComparison,
    compare_dates,
    index_series_names,
)
from tests.support.plans import HOLIDAYS, monthly, plan

BLIGHT: dict[str, Any] = {**monthly(), "name": "BlightStat"}


def build_plan() -> Plan:
    weekly = {"id": "permits", "name": "PermitStat", "every": "week", "on": "Monday", "at": "10:00"}
    each = {
        "id": "each", "name": "Department review", "every": "month",
        "on": "Tuesday and Friday", "at": "13:00", "for_each": "departments",
    }  # fmt: skip
    holidays = {"country": "US", "listed": HOLIDAYS}
    return plan(BLIGHT, weekly, each, holidays=holidays)


PLAN = build_plan()
YEAR = make_schedule(PLAN)
NAMES = index_series_names(PLAN)


def compare(dates: list[AdoptedDate], *chosen: str, schedule: Schedule = YEAR) -> ListComparison:
    return compare_dates(schedule, NAMES, dates, chosen)


def adopt(meeting: Meeting, *, timed: bool = True, named: bool = True) -> AdoptedDate:
    """The date of a meeting as an adopted list has it."""
    start_time = meeting.slot.start_time if timed else None
    return AdoptedDate(meeting.slot.day, start_time, meeting.title if named else "")


def list_kinds(comparison: ListComparison) -> dict[str, int]:
    return {
        kind: count for kind in get_args(ComparisonKind) if (count := comparison.count_kind(kind))
    }


@pytest.mark.parametrize("timed", [False, True])
@pytest.mark.parametrize("named", [False, True])
def test_a_list_of_the_year_itself_is_the_same(timed: bool, named: bool) -> None:
    dates = [adopt(meeting, timed=timed, named=named) for meeting in YEAR.meetings]
    comparison = compare(dates)
    assert list_kinds(comparison) == {"same": len(YEAR.meetings)}
    assert comparison.differences == ()
    assert comparison.has_names == named


def test_a_date_without_a_name_stands_for_every_meeting_of_its_day() -> None:
    days = sorted({meeting.slot.day for meeting in YEAR.meetings})
    assert len(days) < len(YEAR.meetings)
    assert list_kinds(compare([AdoptedDate(day) for day in days])) == {"same": len(YEAR.meetings)}


CHANGES = st.dictionaries(
    st.integers(0, len(YEAR.meetings) - 1),
    st.one_of(st.none(), st.integers(-40, 40)),
    max_size=12,
)
EXTRA = st.lists(
    st.tuples(st.dates(date(2026, 11, 1), date(2028, 2, 28)), st.sampled_from(sorted(NAMES))),
    max_size=5,
)


@given(CHANGES, EXTRA, st.booleans(), st.booleans())
def test_every_meeting_and_every_date_is_in_one_line(
    changes: dict[int, int | None], extra: list[tuple[date, str]], named: bool, timed: bool
) -> None:
    """Dates that are taken out, shifted, or added; None takes one out."""
    dates = []
    for index, meeting in enumerate(YEAR.meetings):
        shift = changes.get(index, 0)
        if shift is not None:
            adopted = adopt(meeting, timed=timed, named=named)
            dates.append(replace(adopted, day=adopted.day + timedelta(days=shift)))
    dates += [AdoptedDate(day, None, name if named else "") for day, name in extra]
    dates = [replace(adopted, line=line) for line, adopted in enumerate(dates, 1)]
    comparison = compare(dates)
    rows = comparison.comparisons
    meetings = [row.meeting for row in rows if row.meeting]
    assert sorted(meetings, key=lambda meeting: meeting.key) == sorted(
        YEAR.meetings, key=lambda meeting: meeting.key
    )
    listed = [row.adopted for row in rows if row.adopted and row.kind != "same"]
    assert len(listed) == len(set(listed))
    for row in rows:
        check_row(row, named=named)
    if named:
        check_nothing_is_left_to_pair(rows)


def check_row(row: DateComparison, *, named: bool) -> None:
    meeting, adopted = row.meeting, row.adopted
    if row.kind == "same":
        assert meeting
        assert adopted
        assert adopted.day == meeting.slot.day
    elif row.kind == "moved":
        assert meeting
        assert adopted
        is_same_time = adopted.start_time in {None, meeting.slot.start_time}
        assert adopted.day != meeting.slot.day or not is_same_time
        assert share_period(meeting.slot.day, adopted.day)
        assert not named or meeting.key.series in NAMES[adopted.name]
    elif row.kind == "only here":
        assert meeting
        assert adopted is None
    else:
        assert meeting is None
        assert adopted
        assert (row.kind == "only there") == (YEAR.first <= adopted.day <= YEAR.last)


def share_period(first: date, second: date) -> bool:
    is_month = (first.year, first.month) == (second.year, second.month)
    return is_month or first.isocalendar()[:2] == second.isocalendar()[:2]


def check_nothing_is_left_to_pair(rows: tuple[DateComparison, ...]) -> None:
    alone = [row.meeting for row in rows if row.kind == "only here" and row.meeting]
    dates = [
        row.adopted for row in rows
        if row.adopted and not row.meeting and not row.omitted
    ]  # fmt: skip
    assert not [
        (meeting, adopted)
        for meeting in alone
        for adopted in dates
        if meeting.key.series in NAMES[adopted.name] and share_period(meeting.slot.day, adopted.day)
    ]


def test_a_date_that_is_missing_and_one_that_is_moved_are_named() -> None:
    stat = [meeting for meeting in YEAR.meetings if meeting.key.series == "stat"]
    dates = [adopt(meeting) for meeting in stat]
    del dates[3]
    dates[5] = replace(dates[5], day=dates[5].day + timedelta(days=7))
    dates[6] = replace(dates[6], start_time=time(9))
    dates.append(AdoptedDate(date(2026, 12, 10), None, "BlightStat"))
    comparison = compare(dates, "stat")
    assert list_kinds(comparison) == {
        "same": 9, "moved": 2, "only here": 1, "outside the year": 1
    }  # fmt: skip
    assert [(row.kind, row.meeting_key) for row in comparison.differences] == [
        ("only here", "stat/2027-04"),
        ("moved", "stat/2027-07"),
        ("moved", "stat/2027-08"),
    ]


def test_the_nearest_dates_are_paired() -> None:
    dates = [
        AdoptedDate(date(2027, 1, 5), None, "PermitStat", line=1),
        AdoptedDate(date(2027, 1, 12), None, "PermitStat", line=2),
        AdoptedDate(date(2027, 1, 13), None, "PermitStat", line=3),
    ]
    pairs = {
        row.meeting_key: row.adopted.line
        for row in compare(dates, "permits").comparisons
        if row.meeting and row.adopted
    }
    assert pairs == {"permits/2027-W01": 1, "permits/2027-W02": 2, "permits/2027-W03": 3}


def test_the_key_of_a_meeting_counts_before_its_date() -> None:
    dates = [AdoptedDate(date(2027, 5, 13), None, "", "stat/2027-03")]
    (row,) = (each for each in compare(dates, "stat").comparisons if each.kind == "moved")
    assert row.meeting_key == "stat/2027-03"


def test_reasons_are_given_where_the_year_knows_them() -> None:
    holiday, own_day = date(2027, 7, 5), date(2027, 7, 8)
    dates = [AdoptedDate(holiday, None, "PermitStat")]
    dates += [AdoptedDate(day, None, "BlightStat") for day in (holiday, own_day)]
    rows = [
        (row.kind, row.adopted.name, row.reason)
        for row in compare(dates).comparisons
        if row.adopted and row.adopted.day == holiday
    ]
    reason = "Independence Day (observed)"
    assert sorted(rows) == [("moved", "PermitStat", reason), ("only there", "BlightStat", reason)]


def test_a_meeting_that_is_called_off_is_in_the_list_alone_with_the_reason() -> None:
    off = [{"meeting": "stat/2027-07", "called_off": "yes", "why": "Recess"}]
    schedule = make_schedule(plan({**BLIGHT, "exceptions": off}))
    dates = [AdoptedDate(date(2027, 7, 8), None, "BlightStat")]
    (row,) = (each for each in compare(dates, schedule=schedule).comparisons if each.adopted)
    assert (row.kind, row.meeting_key, row.reason) == (
        "only there",
        "stat/2027-07",
        "called off: Recess",
    )


@pytest.mark.parametrize(
    ("name", "series_ids"),
    [
        ("HOLD: BlightStat #3", {"stat"}),
        ("blight stat", {"stat"}),
        ("permits", {"permits"}),
        ("Department review", {"each-works", "each-health", "each-police"}),
        ("Department review: Public Works", {"each-works"}),
        ("Health", {"each-health"}),
        ("City Council", set()),
    ],
)
def test_a_name_means_the_series_whose_name_it_holds(name: str, series_ids: set[str]) -> None:
    dates = [adopt(meeting) for meeting in YEAR.meetings]
    day = date(2027, 12, 31)
    rows = [
        row
        for series_id in ("stat", "permits", "each-works", "each-health", "each-police")
        for row in compare([*dates, AdoptedDate(day, None, name)], series_id).comparisons
        if row.adopted and row.adopted.day == day
    ]
    assert len(rows) == len(series_ids)
    assert all(row.kind == "only there" for row in rows)


def test_dates_of_other_series_are_left_out_where_one_is_chosen() -> None:
    dates = [adopt(meeting) for meeting in YEAR.meetings]
    comparison = compare(dates, "stat")
    assert list_kinds(comparison) == {"same": 12}
    assert comparison.skipped_count == len(dates) - 12


def test_a_name_that_is_none_of_the_plan_is_in_the_list_alone() -> None:
    dates = [adopt(meeting) for meeting in YEAR.meetings]
    council = AdoptedDate(dates[0].day, None, "City Council")
    comparison = compare([*dates, council])
    assert list_kinds(comparison) == {"same": len(dates), "only there": 1}
