"""The year on cases that are known: real ones, and the corners of the calendar."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from statplan.plan import Plan, loader
from statplan.plan.yaml_reader import parse_yaml
from statplan.schedule import Backup, NoBackup, Schedule, make_schedule
from tests.support.plans import answers, monthly, plan
from tests.support.schedules import days, meeting

PLANS = Path(__file__).parents[1] / "frozen" / "plans"


def new_orleans(**backup: Any) -> dict[str, Any]:
    """The four Stats of 2012, on a calendar without holidays."""
    data = parse_yaml((PLANS / "new-orleans.yaml").read_text(encoding="utf-8")).answers
    data["frequency"].pop("holidays")
    data["program"]["timezone"] = "America/Chicago"
    data["frequency"]["backup"] = backup
    return data


def made(data: dict[str, Any]) -> Schedule:
    found = loader.validate_answers(data)
    assert found.plan is not None, found.problems
    return make_schedule(found.plan)


def test_blightstat_2012_as_its_residents_counted_it() -> None:
    schedule = made(new_orleans())
    stands = {each.number: str(each.slot.day) for each in schedule.meetings if each.number}
    assert stands[30] == "2012-01-12"
    assert stands[37] == "2012-09-13"
    assert [number for number, day in stands.items() if day.startswith("2012-07")] == []
    omitted = [(str(each.key), each.reason) for each in schedule.omitted]
    assert omitted == [
        ("blightstat/2012-07", "called off: QualityofLifeSTAT was moved into its place from July 5")
    ]
    assert all(day.weekday() == 3 for day in map(date.fromisoformat, days(schedule, "blightstat")))


def test_the_cascade_of_july_2012_cannot_be_made() -> None:
    """A Stat moved by a week into another's place in the same room; the other was cancelled."""
    data = new_orleans(rule="week later")
    data["frequency"]["series"][0].pop("called_off")
    schedule = made(data)
    moved = meeting(schedule, "qualityoflifestat/2012-07")
    assert isinstance(moved.backup, Backup)
    assert str(moved.slot.day) == "2012-07-05"
    assert str(moved.backup.slot.day) == "2012-07-11"
    why = dict(moved.backup.rejected_days)[date(2012, 7, 12)]
    assert "BlightSTAT #36 (blightstat/2012-07)" in why or "BlightSTAT (blightstat/2012-07)" in why
    assert "homeland security conference room" in why
    assert meeting(schedule, "blightstat/2012-07").slot.day == date(2012, 7, 12)


def test_five_offices_on_a_weekly_rotation_come_round_every_five_weeks() -> None:
    """C-Stat: every Wednesday from 15:00 to 17:00, one of five offices each week."""
    offices = [f"office-{number}" for number in range(1, 6)]
    data = answers(
        {
            "id": "c-stat",
            "every": "week",
            "on": "Wednesday",
            "at": "15:00",
            "rotate": "departments",
        },
        minutes=120,
    )
    data["participants"]["departments"] = [{"id": each, "name": each.title()} for each in offices]
    data["focus"] = {}
    schedule = made(data)
    assert len(schedule.meetings) == 52
    for office in offices:
        turns = [each.slot.day for each in schedule.group_by_subject()[office]]
        assert {(later - day).days for day, later in pairwise(turns)} == {35}


def test_a_turn_is_not_lost_with_a_meeting_that_is_left_out() -> None:
    schedule = make_schedule(
        plan(
            monthly(rotate=["blight", "safety"], closed_day={"closure": "skip"}),
            closures=[{"day": "2027-02-11", "why": "Budget week"}],
        )
    )
    assert [each.subject_ids[0] for each in schedule.meetings][:4] == [
        "blight",
        "safety",
        "blight",
        "safety",
    ]
    assert str(schedule.meetings[1].key) == "stat/2027-03"
    assert [str(each.key) for each in schedule.omitted] == ["stat/2027-02"]


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ("next working day", "2027-02-12"),
        ("previous working day", "2027-02-10"),
        ("same week", "2027-02-12"),
        ("a week later", "2027-02-18"),
        ("use backup", "2027-02-16"),
    ],
)
def test_a_meeting_on_a_closed_day_moves_as_the_plan_says(policy: str, wanted: str) -> None:
    schedule = make_schedule(
        plan(
            monthly(backup={"after": 3}),
            closed_day={"holiday": policy, "closure": policy},
            closures=[{"day": "2027-02-11", "why": "Budget week"}],
        )
    )
    moved = meeting(schedule, "stat/2027-02")
    assert str(moved.slot.day) == wanted
    assert moved.move is not None
    assert (str(moved.move.nominal_day), moved.move.reason) == ("2027-02-11", "Budget week")


def test_a_meeting_does_not_move_to_an_hour_that_the_clocks_skip() -> None:
    """On Sunday, March 14, 2027 the hour from two to three is missing in Chicago."""
    weekly = {"id": "s", "every": "week", "on": "Saturday", "at": "02:15", "minutes": 30}
    schedule = make_schedule(
        plan(
            weekly,
            working_days=["Saturday", "Sunday", "Monday"],
            closed_day={"leaves_period": "yes"},
            closures=[{"day": "2027-03-13", "why": "Budget week"}],
        )
    )
    assert not schedule.problems
    (moved,) = [each for each in schedule.meetings if each.move]
    assert str(moved.slot.day) == "2027-03-15"


def test_a_quarter_without_such_a_day_is_named_as_left_out() -> None:
    quarterly = {"id": "q", "every": "quarter", "on": "fifth Thursday", "at": "08:00"}
    schedule = make_schedule(plan(quarterly))
    met = [str(each.key) for each in schedule.meetings]
    omitted = [str(each.key) for each in schedule.omitted]
    assert sorted([*met, *omitted]) == ["q/2027-Q1", "q/2027-Q2", "q/2027-Q3", "q/2027-Q4"]
    assert omitted == ["q/2027-Q1", "q/2027-Q4"]
    assert all(each.reason for each in schedule.omitted)


def test_two_series_in_each_others_place_are_a_problem_that_names_both() -> None:
    schedule = make_schedule(plan(monthly("one", room="Room 1"), monthly("two", room="room 1")))
    (problem,) = schedule.problems
    assert problem.path == "frequency.series[1].on"
    assert "(two/2027-01)" in problem.fact
    assert "(one/2027-01)" in problem.fact
    assert "room 1" in problem.fact
    assert "12 times" in problem.fact


@pytest.mark.parametrize("room", ["Room 8", "City Hall (East)", "Hall (b/2027-01)"])
def test_each_pair_of_series_that_collide_is_named_whatever_the_room_is_called(room: str) -> None:
    """The third series meets when the first does, and when the second does."""
    third = {"id": "c", "every": "week", "on": "Thursday", "at": "08:00"}
    schedule = make_schedule(
        plan(monthly("a"), monthly("b", "third Thursday"), third, place={"room": room})
    )
    facts = [problem.fact for problem in schedule.problems]
    assert len(facts) == 2
    assert "(c/2027-W02) and " in facts[0]
    assert "(a/2027-01) both need" in facts[0]
    assert "(c/2027-W03) and " in facts[1]
    assert "(b/2027-01) both need" in facts[1]
    assert all(f"the room '{room.casefold()}'" in fact for fact in facts)


def test_two_series_that_need_one_person_at_once_are_a_problem() -> None:
    schedule = make_schedule(
        plan(monthly("one", required=["mayor"]), monthly("two", required=["mayor"]))
    )
    assert "the person 'mayor'" in schedule.problems[0].fact


def test_a_mayor_who_attends_every_meeting_is_in_one_place_at_a_time() -> None:
    data = answers(monthly("one"), monthly("two"))
    assert make_schedule(Plan.model_validate(data)).problems == ()
    data["leadership"] = {"form": "mayor", "attends": "every"}
    (problem,) = make_schedule(Plan.model_validate(data)).problems
    assert "both need the Mayor on" in problem.fact


def test_days_next_to_a_holiday_can_be_avoided() -> None:
    listed = {"2027-07-05": "Independence Day (observed)"}
    near = monthly(on="first Tuesday")
    plain = make_schedule(plan(near, holidays={"listed": listed}))
    avoiding = make_schedule(plan(near, holidays={"listed": listed}, avoid_near_holidays="yes"))
    assert days(plain)[6] == "2027-07-06"
    assert days(avoiding)[6] == "2027-07-07"
    moved = meeting(avoiding, "stat/2027-07").move
    assert moved is not None
    assert moved.reason == "next to Independence Day (observed)"


def test_the_friday_before_a_monday_holiday_is_next_to_it() -> None:
    schedule = make_schedule(
        plan(
            monthly(on="fourth Friday"),
            holidays={"listed": {"2027-05-31": "Memorial Day"}},
            avoid_near_holidays="yes",
        )
    )
    assert days(schedule)[4] == "2027-05-27"  # nothing is open after it in May


def test_a_holiday_before_the_first_day_is_next_to_it_too() -> None:
    schedule = make_schedule(
        plan(
            monthly(on="first Monday"),
            first_day="2027-01-04",
            holidays={"listed": {"2027-01-01": "New Year's Day"}},
            avoid_near_holidays="yes",
        )
    )
    assert days(schedule)[0] == "2027-01-05"


def test_a_day_between_two_holidays_is_next_to_the_one_that_is_kept() -> None:
    schedule = make_schedule(
        plan(
            monthly(on="first Tuesday"),
            holidays={
                "listed": {"2027-02-01": "Founders Day", "2027-02-03": "Charter Day"},
                "meetings": [{"holiday": "Founders Day", "policy": "meets anyway"}],
            },
            avoid_near_holidays="yes",
        )
    )
    moved = meeting(schedule, "stat/2027-02").move
    assert moved is not None
    assert moved.reason == "next to Charter Day"


def test_dates_that_are_adopted_are_kept_next_to_a_holiday() -> None:
    schedule = make_schedule(
        plan(
            {"id": "stat", "dates": ["2027-05-28"], "at": "09:00"},
            holidays={"listed": {"2027-05-31": "Memorial Day"}},
            avoid_near_holidays="yes",
        )
    )
    assert days(schedule) == ["2027-05-28"]
    assert not schedule.problems


def test_a_cadence_that_changes_keeps_both_kinds_of_keys() -> None:
    """BlightSTAT went from every two weeks to the second Thursday in January 2012."""
    schedule = make_schedule(
        plan(
            {
                "id": "blightstat",
                "every": "2 weeks",
                "on": "Thursday",
                "at": "08:00",
                "starts": "2011-09-22",
                "changes": [{"from": "2012-01-01", "every": "month", "on": "second Thursday"}],
            },
            first_day="2011-10-01",
        )
    )
    keys = [str(each.key) for each in schedule.meetings]
    assert keys[0] == "blightstat/2011-W40"
    assert next(key for key in keys if "W" not in key) == "blightstat/2012-01"
    assert days(schedule, "blightstat")[6:9] == ["2011-12-29", "2012-01-12", "2012-02-09"]


def test_one_series_for_each_department_is_spread_over_the_month() -> None:
    line = {
        "id": "s",
        "every": "month",
        "on": "Monday and Tuesday",
        "at": "09:00",
        "for_each": "departments",
    }
    schedule = make_schedule(plan(line))
    first = {
        each.key.series: str(each.slot.day)
        for each in schedule.meetings
        if "2027-03" in str(each.key)
    }
    assert first == {"s-works": "2027-03-01", "s-health": "2027-03-08", "s-police": "2027-03-16"}
    assert set(schedule.group_by_subject()) == {"works", "health", "police"}
    assert all(len(turns) == 12 for turns in schedule.group_by_subject().values())


def test_departments_that_do_not_fit_are_a_problem_with_a_remedy() -> None:
    data = answers(
        {"id": "s", "every": "week", "on": "Monday", "at": "09:00", "for_each": "departments"}
    )
    schedule = make_schedule(Plan.model_validate(data))
    (problem,) = schedule.problems
    assert problem.fact == "3 departments do not fit into 1 place."
    assert "times" in str(problem.remedy)


def test_a_back_up_in_january_meets_no_holiday_and_no_meeting_of_the_next_year() -> None:
    lines = (
        monthly("last", "fifth Thursday", room="R"),
        monthly("first", "first Monday", room="R"),
    )
    schedule = make_schedule(
        plan(*lines, holidays={"listed": {"2027-12-31": "New Year (observed)"}})
    )
    backup = meeting(schedule, "last/2027-12").backup
    assert isinstance(backup, Backup)
    assert str(backup.slot.day) == "2028-01-04"
    assert [str(day) for day, _ in backup.rejected_days] == ["2028-01-03"]
    assert "first/2028-01" in backup.rejected_days[0][1]


def test_a_meeting_without_a_possible_back_up_says_why_for_each_day() -> None:
    schedule = make_schedule(
        plan(
            monthly(backup={"within": 2}),
            closures=[{"day": "2027-01-15", "until": "2027-02-05", "why": "Budget hearings"}],
            civic_dates=[{"name": "Council", "rule": "FREQ=WEEKLY;BYDAY=MO,TU"}],
        )
    )
    none = meeting(schedule, "stat/2027-01").backup
    assert isinstance(none, NoBackup)
    assert "2 working days" in none.reason
    assert none.rejected_days[0] == (date(2027, 1, 15), "Budget hearings")
    assert none.rejected_days[1] == (date(2027, 1, 18), "Budget hearings; Council")


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ({}, "2027-01-15"),
        ({"after": 3}, "2027-01-19"),
        ({"rule": "week later"}, "2027-01-21"),
        ({"rule": "reserve day", "reserve": "fourth Monday"}, "2027-01-25"),
        ({"rule": "same week"}, "2027-01-15"),
    ],
)
def test_back_ups_stand_where_the_policy_puts_them(policy: dict[str, Any], wanted: str) -> None:
    backup = make_schedule(plan(monthly(), backup=policy)).meetings[0].backup
    assert isinstance(backup, Backup)
    assert str(backup.slot.day) == wanted


def test_a_series_own_back_up_policy_comes_before_the_programs() -> None:
    schedule = make_schedule(
        plan(
            monthly("a"), monthly("b", "third Tuesday", backup={"keep": "no"}), backup={"after": 2}
        )
    )
    a, b = meeting(schedule, "a/2027-01").backup, meeting(schedule, "b/2027-01").backup
    assert isinstance(a, Backup)
    assert str(a.slot.day) == "2027-01-18"
    assert b == NoBackup("the plan keeps no back-ups for this series")


def test_a_back_up_may_stand_at_another_time_of_the_day() -> None:
    schedule = make_schedule(
        plan(
            monthly("a", "second Thursday", room="R", backup={"within": 1, "times": ["14:00"]}),
            monthly("b", "second Friday", room="R"),
        )
    )
    backup = meeting(schedule, "a/2027-01").backup
    assert isinstance(backup, Backup)
    assert str(backup.slot.start) == "2027-01-08 08:00:00" or f"{backup.slot.start_time:%H:%M}" in {
        "08:00",
        "14:00",
    }
    both = meeting(schedule, "a/2027-07").backup
    assert isinstance(both, Backup)
    assert str(both.slot.start) == "2027-07-09 14:00:00"


def test_the_programs_other_times_add_to_those_of_a_series_for_each_department() -> None:
    line = {"id": "s", "every": "week", "on": "Monday", "at": "09:00", "for_each": "departments"}
    schedule = make_schedule(
        plan(
            line | {"times": ["11:00", "13:00"]},
            {"id": "t", "every": "week", "on": "Tuesday", "at": "08:00", "minutes": 390},
            backup={"times": ["15:00"], "within": 1},
            place={"room": "R"},
            working_days=["Monday", "Tuesday"],
        )
    )
    week = [each for each in schedule.meetings if "2027-W02" in str(each.key)]
    assert [f"{each.slot.start_time:%H:%M}" for each in week] == [
        "09:00",
        "11:00",
        "13:00",
        "08:00",
    ]
    taken = [
        each.backup.slot.start_time.hour for each in week[:3] if isinstance(each.backup, Backup)
    ]
    assert taken == [15]


def test_what_is_undecided_is_named_and_the_rest_is_scheduled() -> None:
    schedule = make_schedule(plan(monthly(), {"id": "later", "every": "month"}))
    assert len(schedule.meetings) == 12
    (waiting,) = schedule.undecided
    assert waiting.missing == ("frequency.series[1].on", "frequency.series[1].at")


def test_an_empty_plan_has_an_empty_year() -> None:
    schedule = make_schedule(Plan.model_validate({"statplan": 1}))
    assert schedule.meetings == ()
    assert schedule.problems == ()


def test_the_people_who_must_be_there_are_the_panel_the_chair_and_the_heads_concerned() -> None:
    data = answers(monthly(subject="safety", required=["law"]))
    data["participants"]["panel"] = ["finance"]
    data["leadership"] = {"attends": "every", "principal": ["mayor"], "chair": "manager"}
    schedule = make_schedule(Plan.model_validate(data))
    assert schedule.meetings[0].required == (
        "mayor", "manager", "finance", "law", "police/head", "works-head",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("country", "part", "where"),
    [("XX", None, "country"), ("US", "Bavaria", "subdivision")],
)
def test_holidays_that_nobody_knows_are_a_problem(
    country: str, part: str | None, where: str
) -> None:
    schedule = make_schedule(plan(monthly(), holidays={"country": country, "subdivision": part}))
    assert schedule.problems[0].path == f"frequency.holidays.{where}"


def test_holidays_are_the_librarys_where_none_are_listed_and_the_lists_where_they_are() -> None:
    from_library = make_schedule(plan(monthly(), holidays={"country": "DE", "subdivision": "BY"}))
    names = {each.name for each in from_library.closed_days}
    assert len([each for each in from_library.closed_days if each.kind == "holiday"]) >= 12
    assert names
    listed = make_schedule(
        plan(monthly(), holidays={"country": "DE", "listed": {"2027-03-11": "Our own day"}})
    )
    assert [each.name for each in listed.closed_days] == ["Our own day"]
    assert days(listed)[2] == "2027-03-12"


def test_a_closed_day_is_listed_up_to_the_last_day_of_the_year() -> None:
    closures = [{"day": day, "why": "Inventory"} for day in ("2027-12-31", "2028-01-03")]
    schedule = make_schedule(plan(monthly(), closures=closures))
    assert [str(closed.day) for closed in schedule.closed_days] == ["2027-12-31"]


def test_a_meeting_whose_week_is_closed_does_not_take_the_day_of_the_next() -> None:
    """Of two Mondays in a row the second keeps its meeting; the first has none."""
    week = {"day": "2027-03-08", "until": "2027-03-12", "why": "School break"}
    series = {"id": "s", "every": "week", "on": "Monday", "at": "09:00"}
    schedule = make_schedule(
        plan(series, closures=[week], closed_day={"recess": "next working day"})
    )
    assert [str(each.key) for each in schedule.omitted] == ["s/2027-W10"]
    assert str(meeting(schedule, "s/2027-W11").slot.day) == "2027-03-15"
    assert meeting(schedule, "s/2027-W11").move is None
