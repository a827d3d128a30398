"""A meeting stays in its own month, quarter, or weeks, unless its plan says otherwise."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statplan.plan import loader
from statplan.schedule import Backup, Meeting, NoBackup, make_schedule
from tests.support.generated_plans import take_out_faults
from tests.support.plans import Answers, monthly, plan
from tests.support.sampling import count_examples
from tests.support.schedule_plans import generated

POLICIES = (
    "next working day", "previous working day", "a week later", "same week", "use backup", "skip",
    "meets anyway",
)  # fmt: skip
KINDS = ("holiday", "recess", "closure", "civic_date")
FARTHEST = timedelta(days=31)
checked = settings(
    max_examples=count_examples(40, 200),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
policies = st.fixed_dictionaries({}, optional={kind: st.sampled_from(POLICIES) for kind in KINDS})
leaves = st.fixed_dictionaries({}, optional={"leaves_period": st.sampled_from(["yes", "no"])})


def find_period(meeting: Meeting, series: Answers) -> tuple[date, date]:
    """The first and the last day of the period that a meeting's key names, and its usual day.

    Where the number of weeks changes in the year, the longest counts.
    """
    if str(series.get("on", "")).endswith(" s0"):  # its period is that of the meeting it follows
        return date.min, date.max
    year, part, *rest = meeting.key.period.split("-")
    nominal_day = meeting.move.nominal_day if meeting.move else meeting.slot.day
    if part.startswith("W") or (rest and len(rest[0]) == 2):
        weeks = find_most_weeks(series)
        monday = nominal_day - timedelta(days=nominal_day.weekday())
        last = monday + timedelta(days=7 * weeks - 1)
        return (monday, last) if weeks else (nominal_day, nominal_day)
    part = part.partition(".")[0]
    first_month, months = (int(part[1:]) * 3 - 2, 3) if part.startswith("Q") else (int(part), 1)
    index = int(year) * 12 + first_month - 1 + months
    first = date(int(year), first_month, 1)
    last = date(index // 12, index % 12 + 1, 1) - timedelta(days=1)
    return min(first, nominal_day), max(last, nominal_day)


def find_most_weeks(series: Answers) -> int:
    """The most weeks of a rule of the series; 0 where it has none by weeks."""
    stated = (series, *series.get("changes", ()), *series.get("groups", ()))
    rules = [rule.get("every", "") for rule in stated]
    counts = [1 if rule == "week" else int(rule.split()[0]) for rule in rules if "week" in rule]
    return max(counts, default=0)


def may_leave_period(frequency: Answers, series: Answers) -> bool:
    program = frequency.get("closed_day", {}).get("leaves_period", "no")
    return bool(series.get("closed_day", {}).get("leaves_period", program) == "yes")


@pytest.mark.slow
@checked
@given(generated(), st.data())
def test_no_meeting_leaves_its_period_unless_the_plan_says_so(
    made: dict[str, Any], data: st.DataObject
) -> None:
    frequency = made["frequency"]
    for section in (frequency, *frequency["series"]):
        section["closed_day"] = data.draw(policies) | data.draw(leaves)
    take_out_faults(made)
    loaded = loader.validate_answers(made)
    assert loaded.plan
    schedule = make_schedule(loaded.plan)
    for series in frequency["series"]:
        for meeting in schedule.meetings:
            is_own = meeting.key.series == series["id"]
            is_for_one = "for_each" in series and meeting.key.series.startswith(f"{series['id']}-")
            if not (is_own or is_for_one) or (meeting.move and meeting.move.is_exception):
                continue
            if "dates" in series:
                assert str(meeting.slot.day) == meeting.key.period
            elif may_leave_period(frequency, series):
                nominal_day = meeting.move.nominal_day if meeting.move else meeting.slot.day
                assert abs(meeting.slot.day - nominal_day) <= FARTHEST
            else:
                first, last = find_period(meeting, series)
                assert first <= meeting.slot.day <= last


@given(st.sampled_from(POLICIES), st.integers(0, 11), st.booleans())
def test_a_closed_month_moves_no_meeting_into_another(
    policy: str, month: int, leaves_period: bool
) -> None:
    """The whole of the month is closed: the meeting goes elsewhere, or it is left out."""
    first, last = find_period_of_month(month + 1)
    made = make_schedule(
        plan(
            monthly(),
            closures=[{"day": str(first), "until": str(last), "why": "Flood"}],
            closed_day={"recess": policy, "leaves_period": "yes" if leaves_period else "no"},
        )
    )
    key = f"stat/2027-{month + 1:02}"
    moved = [meeting for meeting in made.meetings if str(meeting.key) == key]
    omitted = [omission for omission in made.omitted if str(omission.key) == key]
    assert len(moved) + len(omitted) == 1
    if policy == "meets anyway":
        assert moved
        assert moved[0].move is None
    elif not leaves_period:
        assert omitted
        assert not first <= min(omitted[0].open_days, default=last + FARTHEST) <= last
    assert len(made.meetings) + len(made.omitted) == 12


def find_period_of_month(month: int) -> tuple[date, date]:
    index = 2027 * 12 + month
    return date(2027, month, 1), date(index // 12, index % 12 + 1, 1) - timedelta(days=1)


@given(st.booleans())
def test_a_reason_never_denies_the_days_that_would_do(leaves_period: bool) -> None:
    """No day before a Friday, January 1 is in the year, and the policy allows no other."""
    made = make_schedule(
        plan(
            monthly(on="first Friday"),
            holidays={"listed": {"2027-01-01": "New Year's Day"}},
            closed_day={
                "holiday": "previous working day",
                "leaves_period": "yes" if leaves_period else "no",
            },
        )
    )
    (omission,) = made.omitted
    assert date(2027, 1, 4) in omission.open_days
    allowed = "allows" if leaves_period else "allows from 2027-01-01 to 2027-01-31"
    assert omission.reason == (
        "Friday, 2027-01-01 is closed (New Year's Day), "
        f"and no day that the plan {allowed} was free"
    )


PREP = {"id": "prep", "on": "Monday before stat", "at": "13:30"}


def list_dates(series: str, *lines: Answers, **frequency: object) -> dict[str, str]:
    made = make_schedule(plan(*lines, **frequency))
    assert not made.problems
    return {
        each.key.period: str(each.slot.day) for each in made.meetings if each.key.series == series
    }


def test_a_series_follows_the_dates_on_which_another_takes_place() -> None:
    """Also where that is moved off a closed day, or by an exception."""
    council = monthly(
        on="first and third Tuesday",
        exceptions=[{"meeting": "stat/2027-03.1", "day": "2027-03-11"}],
    )
    closed = {"listed": {"2027-02-02": "Groundhog Day"}}
    dates = list_dates("prep", PREP, council, holidays=closed)
    assert (dates["2027-02.1"], dates["2027-02.3"]) == ("2027-02-01", "2027-02-15")
    assert (dates["2027-03.1"], dates["2027-03.3"]) == ("2027-03-08", "2027-03-15")
    moved = list_dates("stat", PREP, council, holidays=closed)
    assert (moved["2027-02.1"], moved["2027-03.1"]) == ("2027-02-03", "2027-03-11")
    assert dates.keys() == moved.keys()


def test_a_series_does_not_meet_where_the_one_it_follows_does_not() -> None:
    council = monthly(called_off=[{"day": "2027-05-13", "why": "Budget week"}], not_in=["July"])
    made = make_schedule(plan(PREP, council))
    reasons = {each.key.period: each.reason for each in made.omitted if each.key.series == "prep"}
    assert reasons.keys() == {"2027-05", "2027-07"}
    assert "does not meet (called off: Budget week)" in reasons["2027-05"]
    assert "does not meet (the series does not meet in July)" in reasons["2027-07"]


def test_two_meetings_that_give_one_day_are_followed_by_one() -> None:
    council = monthly(on="first Tuesday and first Friday", at="18:00")
    made = make_schedule(plan(PREP, council))
    days = [each.slot.day for each in made.meetings if each.key.series == "prep"]
    assert len(days) == len(set(days))
    (reason,) = {each.reason for each in made.omitted if each.key.series == "prep"}
    assert reason == "it falls on the day of another of its meetings"


def test_a_change_takes_its_day_from_the_last_rule_that_had_one() -> None:
    """An RRULE between two rules leaves it as it is."""
    changes = [
        {"from": "2027-03-01", "rule": "FREQ=MONTHLY;BYDAY=2TU"},
        {"from": "2027-05-01", "every": "month"},
    ]
    dates = list_dates("stat", monthly(on="last Monday", changes=changes), months=6)
    assert dates["2027-03-09"] == "2027-03-09"
    assert (dates["2027-05"], dates["2027-06"]) == ("2027-05-31", "2027-06-28")


def test_a_closed_day_does_not_move_a_meeting_past_the_one_that_it_follows() -> None:
    prep = {"id": "prep", "on": "day before stat", "at": "13:30"}
    closed = {"listed": {"2027-03-10": "Founders' Day"}}
    dates = list_dates("prep", prep, monthly(), holidays=closed)
    assert dates["2027-03"] == "2027-03-09"


def test_a_closed_day_may_move_a_meeting_out_of_the_month_of_the_one_it_follows() -> None:
    closed = {"listed": {"2027-05-31": "Memorial Day"}}
    dates = list_dates("prep", PREP, monthly(on="first Tuesday"), holidays=closed)
    assert dates["2027-06"] == "2027-05-28"


def test_a_meeting_after_the_last_of_the_year_belongs_to_that_year() -> None:
    after = {"id": "after", "on": "second Friday after stat", "at": "09:00"}
    dates = list_dates("after", after, monthly(on="last Thursday"))
    assert dates["2027-12"] == "2028-01-07"
    before = list_dates("prep", PREP, monthly(on="first Monday"), first_day="2027-01-01")
    assert before["2028-01"] == "2027-12-27"
    assert "2027-01" not in before


def test_series_follow_each_other_in_a_chain() -> None:
    last = {"id": "last", "on": "2 days after prep", "at": "09:00"}
    assert list_dates("last", last, PREP, monthly())["2027-03"] == "2027-03-10"


def test_a_series_waits_for_the_one_it_follows() -> None:
    open_base = {"id": "stat", "every": "month", "at": "09:00"}
    made = make_schedule(plan(PREP, open_base))
    assert [each.series for each in made.undecided] == ["stat", "prep"]
    assert made.undecided[0].missing == made.undecided[1].missing == ("frequency.series[1].on",)


def test_a_gap_holds_in_every_later_year_and_leaves_its_key_free() -> None:
    gaps = monthly(on="first and third Tuesday", not_in=["August", "first Tuesday in July"])
    for year in (2027, 2028, 2029):
        made = make_schedule(plan(gaps, first_day=f"{year}-01-01"))
        assert {each.key.period for each in made.omitted} == {
            f"{year}-07.1", f"{year}-08.1", f"{year}-08.3",
        }  # fmt: skip
        assert f"{year}-07.3" in {each.key.period for each in made.meetings}


def test_what_the_plan_says_of_a_meeting_in_a_gap_is_refused() -> None:
    gaps = monthly(
        not_in=["July"],
        exceptions=[{"meeting": "stat/2027-07", "day": "2027-07-09"}],
        called_off=[{"day": "2027-07-08", "why": "Vacation"}],
    )
    facts = [each.fact for each in make_schedule(plan(gaps)).problems]
    assert facts == [
        "no meeting of the series is usually on 2027-07-08.",
        "stat/2027-07 does not take place: the series does not meet in July.",
    ]


def test_a_working_day_is_one_on_which_the_offices_work() -> None:
    closed = {"listed": {"2027-04-30": "Arbor Day", "2027-03-01": "Casimir Pulaski Day"}}
    dates = list_dates("stat", monthly(on="first and last working day"), holidays=closed)
    assert (dates["2027-03.w1"], dates["2027-04.wlast"]) == ("2027-03-02", "2027-04-29")


def test_several_days_are_numbered_and_take_turns_as_one_series() -> None:
    made = make_schedule(
        plan(monthly(on="first and third Tuesday", number_from=7, rotate=["works", "health"]))
    )
    assert [each.number for each in made.meetings][:4] == [7, 8, 9, 10]
    assert [each.subject_ids for each in made.meetings][:3] == [("works",), ("health",), ("works",)]
    assert all(
        isinstance(each.backup, Backup) and each.backup.slot.day < following.slot.day
        for each, following in pairwise(made.meetings)
    )


def test_the_backup_of_a_meeting_before_another_comes_before_it() -> None:
    prep = {"id": "prep", "on": "second Monday before stat", "at": "13:30"}
    made = make_schedule(plan(prep, monthly()))
    days = {each.key.period: each.slot.day for each in made.meetings if each.key.series == "stat"}
    backups = {
        each.key.period: each.backup.slot.day
        for each in made.meetings
        if each.key.series == "prep" and isinstance(each.backup, Backup)
    }
    assert len(backups) == 12
    assert all(day < days.get(period, date.max) for period, day in backups.items())
    close = make_schedule(plan({**prep, "on": "day before stat"}, monthly()))
    (reason,) = {
        each.backup.reason for each in close.meetings
        if each.key.series == "prep" and isinstance(each.backup, NoBackup)
    }  # fmt: skip
    assert reason == "none of the 10 days within 10 working days fits"


def test_another_body_may_have_several_days_of_a_month() -> None:
    council = {"name": "Council", "every": "month", "on": "first and third Tuesday"}
    made = make_schedule(plan(monthly(on="third Tuesday"), civic_dates=[council]))
    assert {each.move.reason for each in made.meetings if each.move} == {"Council"}
    assert all(each.slot.day.weekday() == 2 for each in made.meetings)
