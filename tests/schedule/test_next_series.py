"""A series in the next year: its anchor, its turn, its number, and what is over."""

from typing import Any

import pytest

from statplan.errors import StatplanError
from statplan.plan import loader
from statplan.plan.writer import edit_plan, render_plan
from statplan.schedule import Schedule, make_schedule
from statplan.schedule.next_series import find_ended_series
from statplan.schedule.next_year import NextYear, find_year_turn, plan_next_year
from tests.support.plans import Answers, answers, monthly, plan


def plan_year(made: Answers) -> NextYear:
    loaded = loader.validate_answers(made)
    assert loaded.plan, loaded.problems
    schedule = make_schedule(loaded.plan)
    turn = find_year_turn(loaded.plan, schedule, schedule.last)
    assert turn
    return plan_next_year(loaded.plan, schedule, turn)


def roll(made: Answers) -> tuple[list[Any], Schedule]:
    """Return the series of the next year, and its schedule."""
    changes = {edit.path: edit.answer for edit in plan_year(made).edits}
    loaded = loader.parse_plan(edit_plan(render_plan(made), changes))
    assert loaded.plan, loaded.problems
    return loaded.answers["frequency"]["series"], make_schedule(loaded.plan)


def roll_series(*series: Answers) -> list[Any]:
    return roll(answers(*series))[0]


@pytest.mark.parametrize("every", ["2 weeks", "7 weeks"])
def test_a_rhythm_of_weeks_gets_its_anchor(every: str) -> None:
    series = {"id": "stat", "every": every, "on": "Wednesday", "at": "08:00"}
    assert roll_series(series) == [{**series, "starts": "2027-01-01"}]
    anchored = {**series, "starts": "2027-02-01"}
    assert roll_series(anchored) == [anchored]


def test_a_rhythm_of_months_gets_its_anchor_and_one_without_phase_gets_none() -> None:
    five = monthly("five", every="5 months")
    quarterly = monthly("quarterly", on="first Monday", every="quarter", in_month=2)
    assert roll_series(five, monthly(), quarterly) == [
        {**five, "starts": "2027-01-01"},
        monthly(),
        quarterly,
    ]


def test_a_group_of_departments_gets_its_anchor() -> None:
    groups = [{"of": ["works"], "every": "3 weeks"}]
    series = {
        "id": "each", "every": "month", "on": "Tuesday and Thursday", "at": "08:00",
        "for_each": "departments", "groups": groups,
    }  # fmt: skip
    assert roll_series(series) == [{**series, "starts": "2027-01-01"}]


def test_a_past_change_becomes_the_rule_of_the_series() -> None:
    series = monthly(
        changes=[
            {"from": "2027-04-01", "every": "week", "on": "Monday"},
            {"from": "2027-06-01", "every": "2 weeks", "at": "10:00"},
        ]
    )
    assert roll_series(series) == [
        {"id": "stat", "every": "2 weeks", "on": "Monday", "at": "10:00", "starts": "2027-06-01"}
    ]
    follower = monthly("after", changes=[{"from": "2027-06-01", "on": "day after stat"}])
    after = {"id": "after", "on": "day after stat", "at": "08:00"}
    assert roll_series(monthly(), follower) == [monthly(), after]
    by_rule = monthly(changes=[{"from": "2027-06-01", "rule": "FREQ=WEEKLY;BYDAY=TH"}])
    rule = {"id": "stat", "at": "08:00", "starts": "2027-06-01", "rule": "FREQ=WEEKLY;BYDAY=TH"}
    assert roll_series(by_rule) == [rule]


def test_a_change_that_groups_depend_on_stays() -> None:
    series = {
        "id": "each", "every": "month", "on": "Tuesday and Thursday", "at": "08:00",
        "for_each": "departments", "groups": [{"of": ["works"], "every": "quarter"}],
        "changes": [{"from": "2027-06-01", "every": "2 months"}],
    }  # fmt: skip
    assert roll_series(series) == [series]


def test_a_change_stays_where_a_gap_belongs_to_the_rule_before_it() -> None:
    series = monthly(
        every="2 months",
        not_in=["second Thursday in November"],
        changes=[{"from": "2027-06-01", "every": "quarter"}],
    )
    assert roll_series(series) == [{**series, "starts": "2027-01-01"}]


def test_turns_go_on() -> None:
    rotating = monthly(rotate="departments", not_in=["July", "August"])
    series, schedule = roll(answers(rotating))
    assert series == [{**rotating, "first_turn": "health"}]
    assert schedule.meetings[0].subject_ids == ("health",)
    again = roll_series({**rotating, "first_turn": "police"})
    assert "first_turn" not in again[0]  # ten meetings later, the first of the list is next
    shared = monthly(rotate=[["works", "health"], "police", "blight", "safety"])
    assert roll_series({**shared, "not_in": ["July"]})[0]["first_turn"] == "safety"
    assert roll_series(shared) == [shared]  # twelve meetings of four turns


def test_a_meeting_with_a_topic_of_its_own_takes_the_place_of_its_turn() -> None:
    exceptions = [{"meeting": "stat/2027-12", "subject": "blight"}]
    rotating = monthly(rotate="departments", not_in=["July"], exceptions=exceptions)
    assert roll_series(rotating)[0]["first_turn"] == "police"


def test_the_reason_of_a_turn_names_the_last_one() -> None:
    edits = plan_year(answers(monthly(rotate="departments", not_in=["July"]))).edits
    assert [edit.reason for edit in edits if edit.path.endswith("first_turn")] == [
        "The last turn of the old year is that of Health. Police is next."
    ]


def test_numbers_go_on() -> None:
    series, schedule = roll(answers(monthly(number_from=30)))
    assert series[0]["number_from"] == 42
    assert schedule.meetings[0].number == 42


def test_adopted_dates_wait_for_the_next_ones() -> None:
    listed = {"id": "stat", "at": "08:00", "dates": ["2027-03-04", "2027-06-03"]}
    made = answers(listed, monthly("other"))
    assert roll(made)[0] == [{**listed, "dates": []}, monthly("other")]
    assert [question.words for question in plan_year(made).questions] == [
        (
            "On which dates does stat meet from Saturday, January 1, 2028 on? List them once they "
            "are adopted."
        )
    ]


def test_what_is_said_of_meetings_of_the_old_year_goes() -> None:
    series = monthly(
        called_off=[{"day": "2027-04-08", "why": "Budget"}],
        exceptions=[{"meeting": "stat/2027-05", "day": "2027-05-14"}],
    )
    assert roll_series(series) == [monthly()]


def test_a_series_that_is_over_goes_with_those_that_follow_it() -> None:
    over = monthly("over", until="2027-06-30")
    follower = {"id": "after", "on": "day after over", "at": "10:00"}
    third = {"id": "third", "on": "day after after", "at": "10:00"}
    goes_on = monthly("goes-on", on="first Monday", until="2028-06-30")
    made = plan(over, follower, third, goes_on)
    assert find_ended_series(made, make_schedule(made).last) == {"over", "after", "third"}
    assert roll_series(over, follower, third, goes_on) == [goes_on]


def test_a_plan_of_which_nothing_goes_on_is_refused() -> None:
    with pytest.raises(StatplanError) as caught:
        plan_year(answers(monthly(until="2027-06-30")))
    assert caught.value.exit_code == 4
