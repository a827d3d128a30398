"""The next year of a plan: its meetings, turns, and numbers go on where the old year ends."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from statplan.errors import StatplanError
from statplan.plan import Plan, loader
from statplan.plan.writer import edit_plan, render_plan
from statplan.schedule import Meeting, Schedule, make_schedule
from statplan.schedule.next_series import find_ended_series
from statplan.schedule.next_year import NextYear, find_year_turn, plan_next_year
from statplan.schedule.plan_edit import YearTurn
from tests.support.plans import Answers, answers, monthly
from tests.support.sampling import count_examples
from tests.support.schedule_plans import draw_schedule_plan

NEAR = timedelta(days=45)  # farther from the turn of the year, no closure matters across it
DECEMBER = date(2027, 12, 1)


def load(made: Answers) -> Plan:
    loaded = loader.validate_answers(made)
    assert loaded.plan, loaded.problems
    return loaded.plan


def turn_of(plan: Plan, today: date | None = None) -> YearTurn:
    schedule = make_schedule(plan)
    turn = find_year_turn(plan, schedule, today or schedule.last)
    assert turn
    return turn


def plan_year(made: Answers, today: date | None = None, *, carries: bool = False) -> NextYear:
    plan = load(made)
    turn = turn_of(plan, today)
    return plan_next_year(plan, make_schedule(plan), turn, carries_closures=carries)


def apply_to_text(text: str, next_year: NextYear) -> str:
    return edit_plan(text, {edit.path: edit.answer for edit in next_year.edits})


def roll(made: Answers, today: date | None = None, *, carries: bool = False) -> dict[str, Any]:
    """Return the frequency of the plan of the next year, as plain data."""
    text = apply_to_text(render_plan(made), plan_year(made, today, carries=carries))
    loaded = loader.parse_plan(text)
    assert loaded.plan, loaded.problems
    frequency: dict[str, Any] = loaded.answers["frequency"]
    return frequency


def make_next_schedule(made: Answers) -> Schedule:
    loaded = loader.parse_plan(apply_to_text(render_plan(made), plan_year(made)))
    assert loaded.plan, loaded.problems
    return make_schedule(loaded.plan)


def make_double_schedule(plan: Plan) -> Schedule:
    """Make the schedule of the old year and the next from the old plan."""
    frequency = plan.frequency.model_copy(update={"months": 2 * plan.frequency.months})
    return make_schedule(plan.model_copy(update={"frequency": frequency}))


def describe_meetings(schedule: Schedule, first: date, last: date) -> dict[str, tuple[object, ...]]:
    """Return the usual day, the turn, and the number of each meeting in a span by its key."""
    return {
        str(meeting.key): (get_usual_day(meeting), meeting.subject_ids, meeting.number)
        for meeting in schedule.meetings
        if first <= get_usual_day(meeting) <= last
    }


def get_usual_day(meeting: Meeting) -> date:
    return meeting.move.nominal_day if meeting.move else meeting.slot.day


def are_all_over(plan: Plan) -> bool:
    """Return whether no series goes on in the next year."""
    ended = find_ended_series(plan, make_schedule(plan).last + timedelta(days=1))
    return ended == {series.id for series in plan.frequency.series or ()}


def draw_rolling_plan(seed: int) -> Answers:
    """Draw a plan without what the next year does not take over, or takes over otherwise.

    These are holidays, which other tests are about; closures by the turn of the year, into which a
    meeting of the next year cannot move; and numbers of several series in one, which go on after
    the greatest.
    """
    made = draw_schedule_plan(seed)
    frequency = made["frequency"]
    frequency.pop("holidays", None)
    plan = load(made)
    schedule = make_schedule(plan)
    turn = schedule.last
    frequency["closures"] = [
        closure
        for closure in frequency.get("closures") or ()
        if date.fromisoformat(closure.get("until") or closure["day"]) < turn - NEAR
        or date.fromisoformat(closure["day"]) > turn + NEAR
    ]
    for series in frequency["series"]:
        if "number_from" in series:
            series["number_from"] = 7
            if "for_each" in series:
                del series["number_from"]
    return made


@pytest.mark.slow
@given(st.integers(0, 2**32))
@settings(max_examples=count_examples(25, 50), deadline=None)
def test_the_next_year_goes_on_where_the_old_one_ends(seed: int) -> None:
    made = draw_rolling_plan(seed)
    plan = load(made)
    old = make_schedule(plan)
    assume(not old.problems)
    assume(not are_all_over(plan))
    new, double = make_next_schedule(made), make_double_schedule(plan)
    assume(not new.problems)
    span = old.last + timedelta(days=1), min(new.last, double.last)
    assert new.first == span[0]
    old_keys = {str(meeting.key) for meeting in old.meetings}
    expected = describe_meetings(double, *span)
    assert describe_meetings(new, *span) == {
        key: expected[key] for key in expected.keys() - old_keys
    }


@pytest.mark.slow
@given(st.integers(0, 2**32))
@settings(max_examples=count_examples(12, 24), deadline=None)
def test_the_reader_takes_the_next_year_and_the_one_after(seed: int) -> None:
    made = draw_schedule_plan(seed)
    for series in made["frequency"]["series"]:
        series.pop("until", None)
        if "number_from" in series:
            series["number_from"] = 7
    text = render_plan(made)
    for _ in range(2):
        loaded = loader.parse_plan(text)
        assert loaded.plan, loaded.problems
        assume(not make_schedule(loaded.plan).problems)
        next_year = plan_year(loaded.answers)
        assert all(edit.reason for edit in next_year.edits)
        text = apply_to_text(text, next_year)


@pytest.mark.slow
@given(st.integers(0, 2**32))
@settings(max_examples=count_examples(12, 24), deadline=None)
def test_twice_changes_nothing(seed: int) -> None:
    made = draw_schedule_plan(seed)
    plan = load(made)
    assume(not are_all_over(plan))
    today = make_schedule(plan).last
    text = apply_to_text(render_plan(made), plan_year(made, today))
    again = loader.parse_plan(text).plan
    assume(again is not None)
    if again:
        assert find_year_turn(again, make_schedule(again), today) is None


@pytest.mark.parametrize(
    ("first_day", "months", "expected"),
    [
        ("2027-01-01", 12, "2028-01-01"),
        ("2027-07-01", 12, "2028-07-01"),
        ("2027-01-01", 6, "2027-07-01"),
        ("2028-02-29", 12, "2029-02-28"),
    ],
)
def test_the_next_year_begins_the_day_after(first_day: str, months: int, expected: str) -> None:
    made = answers(monthly(), first_day=first_day, months=months)
    assert roll(made)["first_day"] == expected


def test_closures_that_are_over_go_and_those_ahead_stay() -> None:
    closures = [
        {"day": "2027-03-01", "why": "Inventory"},
        {"day": "2027-12-24", "until": "2028-01-04", "why": "Winter break"},
        {"day": "2028-02-01", "why": "Training"},
        {"day": "2027-11-30", "why": "Move", "offices_closed": "yes"},
    ]
    assert roll(answers(monthly(), closures=closures))["closures"] == closures[1:]


def test_closures_are_written_again_one_year_later() -> None:
    closures = [
        {"day": "2027-07-01", "until": "2027-07-31", "why": "Recess"},
        {"day": "2027-10-04", "why": "Inventory", "offices_closed": "yes"},
        {"day": "2028-01-05", "why": "Training"},
    ]
    made = answers(monthly(), closures=closures)
    assert roll(made, carries=True)["closures"] == [
        {"day": "2027-10-04", "why": "Inventory", "offices_closed": "yes"},
        {"day": "2028-01-05", "why": "Training"},
        {"day": "2028-07-01", "until": "2028-07-31", "why": "Recess"},
        {"day": "2028-10-04", "why": "Inventory", "offices_closed": "yes"},
    ]
    assert "closures" not in roll(answers(monthly(), closures=closures[:1]))


def test_a_closure_of_the_rest_of_the_old_year_stays() -> None:
    closures = [{"day": day, "why": "Training"} for day in ("2027-11-30", "2027-12-07")]
    edits = plan_year(answers(monthly(), closures=closures), DECEMBER).edits
    assert [edit.path for edit in edits if "closures" in edit.path] == ["frequency.closures[0]"]


def test_days_of_other_bodies_go_on_or_are_asked_for() -> None:
    civic_dates: list[Answers] = [
        {"name": "Council", "every": "2 weeks", "on": "Tuesday"},
        {"name": "Board", "every": "month", "on": "first Monday"},
        {"name": "Court", "rule": "FREQ=MONTHLY;INTERVAL=2;BYDAY=1FR"},
        {"name": "Election", "dates": ["2027-04-06", "2027-11-02"]},
        {"name": "Hearing", "dates": ["2027-04-06", "2028-02-01"]},
        {"name": "Audit", "rule": "FREQ=WEEKLY;COUNT=3"},
    ]
    made = answers(monthly(), civic_dates=civic_dates)
    assert roll(made)["civic_dates"] == [
        {**civic_dates[0], "starts": "2027-01-01"},
        civic_dates[1],
        {**civic_dates[2], "starts": "2027-01-01"},
        {"name": "Hearing", "dates": ["2028-02-01"]},
    ]
    assert [question.words for question in plan_year(made).questions] == [
        f"The plan has no days of the next year for {name}. Add them under frequency.civic_dates."
        for name in ("Election", "Audit")
    ]
    assert "civic_dates" not in roll(answers(monthly(), civic_dates=civic_dates[3:4]))


@pytest.mark.parametrize(
    ("months", "by", "expected"),
    [
        (12, "2027-12-01", "2028-12-01"),
        (12, "2024-02-29", "2025-02-28"),
        (6, "2027-05-31", "2027-11-30"),
        (12, "2028-12-01", "2028-12-01"),
    ],
)
def test_the_release_date_moves_on_with_the_year(months: int, by: str, expected: str) -> None:
    made = answers(monthly(), months=months, release={"by": by})
    assert roll(made)["release"]["by"] == expected


def test_dates_of_the_program_that_are_past_are_asked_for() -> None:
    made = answers(monthly())
    made["program"] |= {"term": {"ends": "2027-12-31"}, "review": {"due": "2027-11-01"}}
    assert [question.words for question in plan_year(made).questions] == [
        "The program ends on Friday, December 31, 2027. Until when does it go on?",
        "The charter was to be reviewed by Monday, November 1, 2027. When is the next review?",
    ]


def test_another_year_is_refused_and_the_own_one_is_there_already() -> None:
    plan = load(answers(monthly()))
    schedule = make_schedule(plan)
    assert find_year_turn(plan, schedule, DECEMBER, 2027) is None
    assert find_year_turn(plan, schedule, date(2026, 12, 1)) is None
    assert find_year_turn(plan, schedule, date(2027, 2, 1), 2028)
    for today, year, code in (
        (DECEMBER, 2029, 2),
        (date(2027, 2, 1), None, 4),
        (date(2026, 12, 1), 2028, 4),
    ):
        with pytest.raises(StatplanError) as caught:
            find_year_turn(plan, schedule, today, year)
        assert caught.value.exit_code == code


def test_a_year_may_begin_in_the_year_of_the_old_one() -> None:
    plan = load(answers(monthly(), months=6))
    schedule = make_schedule(plan)
    for year in (None, 2027):
        turn = find_year_turn(plan, schedule, date(2027, 6, 1), year)
        assert turn
        assert (turn.next_first, turn.next_last) == (date(2027, 7, 1), date(2027, 12, 31))


@pytest.mark.slow
@pytest.mark.parametrize("months", [6, 12, 18])
def test_late_twice_does_not_plan_two_years(months: int) -> None:
    made = answers(monthly(), months=months)
    for days in (1, 40):
        late = make_schedule(load(made)).last + timedelta(days=days)
        text = apply_to_text(render_plan(made), plan_year(made, late))
        again = load(loader.parse_plan(text).answers)
        with pytest.raises(StatplanError, match="the year in the plan lasts until"):
            find_year_turn(again, make_schedule(again), late)
