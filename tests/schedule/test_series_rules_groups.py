"""Groups: a series for each department, in which some meet in another rhythm."""

from datetime import date
from typing import Any

from statplan.charter import make_charter
from statplan.documents import render_document
from statplan.plan import Plan, loader
from statplan.plan.writer import edit_plan, render_plan
from statplan.schedule import Schedule, make_schedule
from tests.support.plans import LINEAGE, answers

GROUPS = [{"of": ["police", "works"], "every": "2 weeks", "on": "Monday", "at": "10:00"}]
SERIES = {"id": "stat", "every": "month", "on": "Tuesday", "at": "08:00", "for_each": "departments"}


def grouped(groups: object = None, **more: object) -> dict[str, Any]:
    return answers({**SERIES, "groups": groups or GROUPS, **more}, months=3)


def list_days(schedule: Schedule, series: str) -> list[date]:
    return [each.slot.day for each in schedule.meetings if each.key.series == series]


def test_a_group_meets_in_its_own_rhythm_and_all_others_in_that_of_the_series() -> None:
    schedule = make_schedule(Plan.model_validate(grouped()))
    assert schedule.problems == ()
    police, works, health = (
        list_days(schedule, f"stat-{each}") for each in ("police", "works", "health")
    )
    assert (len(police), len(works)) == (7, 6)
    assert {day.weekday() for day in (*police, *works)} == {0}
    assert not {*police} & {*works}
    assert len(health) == 3
    assert {day.weekday() for day in health} == {1}
    starts = {each.key.series: each.slot.start_time.hour for each in schedule.meetings}
    assert starts == {"stat-police": 10, "stat-works": 10, "stat-health": 8}


def test_who_is_in_no_group_meets_as_without_groups() -> None:
    without = grouped()
    del without["frequency"]["series"][0]["groups"]
    without["participants"]["departments"] = [{"id": "health", "name": "Health"}]
    without["focus"] = {}
    alone = make_schedule(Plan.model_validate(without))
    schedule = make_schedule(Plan.model_validate(grouped()))
    assert list_days(alone, "stat-health") == list_days(schedule, "stat-health")


def test_a_group_takes_what_it_does_not_say_from_the_series() -> None:
    schedule = make_schedule(Plan.model_validate(grouped([{"of": ["police"], "every": "week"}])))
    police = [each for each in schedule.meetings if each.key.series == "stat-police"]
    assert {(each.slot.day.weekday(), each.slot.start_time.hour) for each in police} == {(1, 8)}
    assert len(police) == 13


def test_a_group_that_does_not_fit_is_refused() -> None:
    group = {"of": ["police", "works"], "every": "week", "on": "Monday"}
    (problem,) = make_schedule(Plan.model_validate(grouped([group]))).problems
    assert problem.fact == "2 departments do not fit into 1 place."
    assert problem.path == "frequency.series[0].for_each"


def test_a_change_of_the_series_leaves_a_group_as_it_is() -> None:
    changes = [{"from": "2027-02-01", "every": "week"}]
    changed = make_schedule(Plan.model_validate(grouped(changes=changes)))
    schedule = make_schedule(Plan.model_validate(grouped()))
    assert list_days(changed, "stat-police") == list_days(schedule, "stat-police")
    assert len(list_days(changed, "stat-health")) > len(list_days(schedule, "stat-health"))


def test_a_place_of_its_own_is_read_in_the_rhythm_of_its_group() -> None:
    places = [{"of": "police", "on": "Thursday", "week": 2}]
    found = loader.validate_answers(grouped(places=places))
    assert found.plan, found.problems
    days = list_days(make_schedule(found.plan), "stat-police")
    assert {day.weekday() for day in days} == {3}
    (problem,) = loader.validate_answers(
        grouped(places=[{"of": "police", "on": "second Thursday"}])
    ).problems
    assert problem.fact == "'second Thursday' does not fit 'every 2 weeks'."


def test_the_charter_says_how_a_group_meets() -> None:
    plan = Plan.model_validate(grouped())
    text = render_document(make_charter(plan, make_schedule(plan)), "md").decode()
    assert (
        "For Police and Public Works it meets every two weeks on Monday at 10:00 a.m. instead."
        in text
    )


def test_groups_are_written_one_a_line_and_read_back() -> None:
    text = render_plan({**grouped(), "lineage": LINEAGE})
    assert "- {of: [police, works], every: 2 weeks, on: Monday, at: 10:00}" in text.replace("'", "")
    assert loader.parse_plan(text).answers["frequency"]["series"][0]["groups"] == GROUPS
    edited = edit_plan(text, {"frequency.series[stat].groups[0].every": "week"})
    groups = loader.parse_plan(edited).answers["frequency"]["series"][0]["groups"]
    assert groups == [{**GROUPS[0], "every": "week"}]
