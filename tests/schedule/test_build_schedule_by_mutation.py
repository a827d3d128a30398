"""Every date of a plan is used or refused: another date in its place changes something."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from statplan.plan import Plan, loader
from statplan.plan.paths import AnswerPath
from statplan.schedule import Schedule, make_schedule
from tests.support.plans import Answers, answers
from tests.support.sampling import count_examples
from tests.support.schedule_plans import generated

YEAR = timedelta(days=366)
POINTS = {"dates", "day", "backup"}  # dates on which something happens; the others are bounds
days_of_the_year = st.dates(date(2026, 10, 1), date(2028, 3, 1))
checked = settings(
    max_examples=count_examples(60, 400),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)


def iter_dates(answer: Any, path: AnswerPath = ()) -> Iterator[AnswerPath]:
    """The path of each date in the answers of a plan's series, closures, and civic dates."""
    if isinstance(answer, dict):
        for key, part in answer.items():
            yield from iter_dates(part, (*path, key))
    elif isinstance(answer, list):
        for index, part in enumerate(answer):
            yield from iter_dates(part, (*path, index))
    elif isinstance(answer, str) and is_date(answer):
        yield path


def is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def list_paths(made: Answers) -> list[AnswerPath]:
    frequency = made["frequency"]
    return [
        (section, *path)
        for section in ("series", "closures", "civic_dates")
        for path in iter_dates(frequency.get(section, []))
    ]


def find_field(path: AnswerPath) -> str:
    """The name of the field of a date, which may be one of a list."""
    return str(next(step for step in reversed(path) if isinstance(step, str)))


def replace_date(made: Answers, path: AnswerPath, day: date) -> Answers:
    copy = deepcopy(made)
    parent: Any = copy["frequency"]
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = str(day)
    return copy


def get_date(made: Answers, path: AnswerPath) -> date:
    answer: Any = made["frequency"]
    for step in path:
        answer = answer[step]
    return date.fromisoformat(answer)


def name_closures(made: Answers) -> None:
    """Give each closure its own name, so that one that moves into another is seen."""
    for number, closure in enumerate(made["frequency"].get("closures", ())):
        closure["why"] = f"Closure {number}"


def summarize(schedule: Schedule) -> tuple[object, ...]:
    """What a plan makes of its year: its meetings, its omissions, and its closed days."""
    days = schedule.open_days
    closed_days = days.list_closed_days(schedule.first - 3 * YEAR, schedule.last + 3 * YEAR)
    return schedule.meetings, schedule.omitted, closed_days


def is_refused(made: Answers) -> bool:
    loaded = loader.validate_answers(made)
    return loaded.plan is None or bool(loaded.problems or make_schedule(loaded.plan).problems)


@pytest.mark.slow
@checked
@given(generated(), st.data())
def test_a_date_that_changes_has_an_effect_or_is_refused(
    made: Answers, data: st.DataObject
) -> None:
    name_closures(made)
    schedule = make_schedule(Plan.model_validate(made))
    paths = [path for path in list_paths(made) if find_field(path) in POINTS]
    assume(paths and not schedule.problems and not schedule.undecided)
    path = data.draw(st.sampled_from(paths))
    shift = data.draw(st.integers(-800, 800).filter(bool))
    day = get_date(made, path)
    other_day = day + timedelta(days=shift)
    if path[0] == "closures":  # of one that reaches into the year, only the days within it count
        assume(max(day, other_day) > schedule.first)
    mutant = replace_date(made, path, other_day)
    if not is_refused(mutant):
        changed = make_schedule(Plan.model_validate(mutant))
        assert summarize(changed) != summarize(schedule)


@pytest.mark.slow
@checked
@given(generated(), st.data(), st.integers(1, 700))
def test_a_bound_that_leaves_no_day_of_the_year_is_refused(
    made: Answers, data: st.DataObject, days: int
) -> None:
    """A series or a change that begins after the year, and a series that ends before it."""
    schedule = make_schedule(Plan.model_validate(made))
    fields = {"starts", "until", "from"}
    paths = [
        path for path in list_paths(made) if path[0] == "series" and find_field(path) in fields
    ]
    assume(paths and not schedule.problems and not schedule.undecided)
    path = data.draw(st.sampled_from(paths))
    is_end = find_field(path) == "until"
    day = schedule.first if is_end else schedule.last
    shift = timedelta(days=-days if is_end else days)
    assert is_refused(replace_date(made, path, day + shift))


@pytest.mark.slow
@settings(max_examples=count_examples(60, 400))
@given(days_of_the_year, days_of_the_year, days_of_the_year)
def test_starts_changes_and_until_hold_in_any_order_or_are_refused(
    starts: date, change: date, until: date
) -> None:
    """Tuesdays from `starts`, Thursdays from `change`, none after `until`."""
    series = {
        "id": "stat", "every": "week", "on": "Tuesday", "at": "09:00",
        "starts": str(starts), "until": str(until),
        "changes": [{"from": str(change), "every": "2 weeks", "on": "Thursday"}],
    }  # fmt: skip
    loaded = loader.validate_answers(answers(series))
    if loaded.plan is None or loaded.problems:
        assert {problem.path for problem in loaded.problems} <= {
            "frequency.series[0].until",
            "frequency.series[0].changes[0].from",
        }
        return
    schedule = make_schedule(loaded.plan)
    days = [meeting.slot.day for meeting in schedule.meetings]
    assert all(starts <= day <= until for day in days)
    assert all(day.weekday() == (1 if day < change else 3) for day in days)
    first, last = max(starts, schedule.first), min(until, schedule.last)
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert [day for day in days if day < change] == [
        day for day in span if day.weekday() == 1 and day < change
    ]
    thursdays = [day for day in span if day.weekday() == 3 and day >= change]
    if any((day - change).days >= 14 for day in thursdays):
        assert days[-1] >= change
