"""What was published of a year takes place, and is remembered, whatever the next year plans."""

from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from statplan.errors import StatplanError
from statplan.holds import Role, State
from statplan.ledger.known_meetings import collect_published_facts
from statplan.ledger.model import DecisionKind, MeetingRecord
from statplan.schedule.deadlines import DeadlineKind
from statplan.schedule.model import TimeSlot
from tests.support.plans import Answers, answers, monthly
from tests.support.rolled_plans import (
    PREPARATION,
    RolledPlan,
    draw_rolled_plan,
    list_late_changes,
)
from tests.support.sampling import count_examples

KINDS: tuple[DecisionKind, ...] = ("bump", "cancel", "move", "release", "restore")
DECEMBER = date(2027, 12, 1)


def year_of(*series: Answers, **frequency: object) -> RolledPlan:
    life = RolledPlan(answers(*series, preparation=PREPARATION, **frequency))
    life.publish()
    life.wait_until(DECEMBER)
    return life


def entries_of(life: RolledPlan, key: str) -> dict[str, tuple[object, ...]]:
    return {
        row.role: (row.state, row.start, row.sequence, row.text)
        for row in life.ledger.issued
        if row.meeting == key
    }


@pytest.mark.slow
@given(
    seed=st.integers(0, 2**32),
    offset=st.integers(-60, 30),
    decided=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 999)), max_size=4),
)
@settings(max_examples=count_examples(12, 24), deadline=None)
def test_the_next_year_only_adds(
    seed: int, offset: int, decided: list[tuple[DecisionKind, int]]
) -> None:
    # What is over before its first publish has no number that stays.
    life = draw_rolled_plan(seed, is_numbered=offset < 0)
    turn = life.schedule().last
    life.wait_until(turn + timedelta(days=offset))
    for kind, which in decided:
        life.try_to_decide(kind, which, turn)
    assume(not life.has_problems())
    life.publish()
    promised = {each.key: each.promise for each in life.ledger.meetings}
    years = life.ledger.years
    assume(years)
    assume(life.can_roll())
    assert list_late_changes(life.publish()) == []
    assert not life.publish()
    assert {key: each.promise for key, each in records_of(life).items() if key in promised} == (
        promised
    )
    assert life.ledger.years[: len(years)] == years
    for kind, which in decided:  # as before the turn
        life.try_to_decide(kind, which, turn)
    assume(not life.has_problems())
    life.publish()
    assert not life.publish()


def records_of(life: RolledPlan) -> dict[str, MeetingRecord]:
    return {each.key: each for each in life.ledger.meetings}


def roll_and_publish(life: RolledPlan) -> None:
    life.roll()
    assert list_late_changes(life.publish()) == []
    assert not life.publish()


def test_a_bumped_and_a_moved_meeting_survive_and_are_recorded_in_february() -> None:
    life = year_of(monthly(), monthly("other", "third Tuesday", room="Room B"))
    life.decide("stat/2027-12", "bump")
    life.decide("other/2027-12", "move", date(2028, 1, 5))
    life.publish()
    bumped_to = life.state("stat/2027-12").history.slot
    before = entries_of(life, "stat/2027-12"), entries_of(life, "other/2027-12")
    roll_and_publish(life)
    assert before[0].items() <= entries_of(life, "stat/2027-12").items()
    assert before[1].items() <= entries_of(life, "other/2027-12").items()
    life.wait_until(date(2028, 2, 3))
    life.decide("stat/2027-12", "held")
    life.decide("other/2027-12", "held")
    life.publish()
    state = life.state("stat/2027-12")
    assert (state.history.slot, state.history.is_held) == (bumped_to, True)
    assert life.state("other/2027-12").history.slot == TimeSlot(date(2028, 1, 5), time(8), 90)
    assert before[0].items() <= entries_of(life, "stat/2027-12").items()


def test_a_meeting_of_the_next_year_that_was_bumped_stays_so_after_the_turn() -> None:
    life = year_of(monthly())
    roll_and_publish(life)
    life.decide("stat/2028-01", "bump")
    life.publish()
    before = entries_of(life, "stat/2028-01")
    life.wait_until(date(2028, 1, 30))
    assert not life.publish()
    assert entries_of(life, "stat/2028-01") == before


def test_decisions_about_an_earlier_year_work_as_before() -> None:
    life = year_of(monthly())
    roll_and_publish(life)
    life.decide("stat/2027-12", "bump")
    assert {each.kind for each in life.publish().differences} >= {"cancel", "confirm"}
    life.decide("stat/2027-12", "restore")
    life.publish()
    rows = life.ledger.index_rows()
    assert rows["stat/2027-12", Role.PRIMARY].state is State.TENTATIVE
    assert rows["stat/2027-12", Role.BACKUP].state is State.TENTATIVE
    life.decide("stat/2027-12", "cancel")
    life.publish()
    rows = life.ledger.index_rows()
    assert not rows["stat/2027-12", Role.PRIMARY].is_live
    assert not rows["stat/2027-12", Role.BACKUP].is_live


def test_a_series_that_leaves_the_plan_with_the_next_year_still_meets_in_december() -> None:
    life = year_of(monthly(), monthly("other", "third Tuesday", room="Room B"))
    before = entries_of(life, "other/2027-12")
    life.roll()
    del life.data["frequency"]["series"][1]
    assert list_late_changes(life.publish()) == []
    assert entries_of(life, "other/2027-12") == before
    life.decide("other/2027-12", "bump")
    assert "confirm" in {each.kind for each in life.publish().differences}
    life.wait_until(date(2028, 1, 30))
    life.decide("other/2027-12", "held")
    assert life.state("other/2027-12").history.is_held


def test_a_meeting_that_leaves_the_plan_is_cancelled_ahead_and_stays_once_over() -> None:
    life = year_of(monthly())
    life.edit(until="2027-06-30")
    gone = {each.new.meeting for each in life.publish().differences if each.kind == "cancel"}
    assert gone == {"stat/2027-12"}
    assert entries_of(life, "stat/2027-11")[Role.PRIMARY][0] is State.TENTATIVE
    life.decide("stat/2027-11", "held")
    assert life.state("stat/2027-11").history.is_held
    with pytest.raises(StatplanError, match="calendars have it as cancelled"):
        roll_past_the_end(life)


def roll_past_the_end(life: RolledPlan) -> None:
    """Let a meeting of December pass that the plan dropped, and say that it took place."""
    life.wait_until(date(2028, 1, 10))
    life.decide("stat/2027-12", "held")


def test_a_bumped_meeting_that_the_plan_drops_stays_off_in_the_next_year() -> None:
    life = year_of(monthly())
    life.decide("stat/2027-12", "bump")
    life.publish()
    life.edit(not_in=["December"])
    life.publish()
    assert entries_of(life, "stat/2027-12")[Role.BACKUP][0] is State.CANCELLED
    roll_and_publish(life)
    assert life.state("stat/2027-12").history.slot is None
    with pytest.raises(StatplanError, match="calendars have it as cancelled"):
        life.decide("stat/2027-12", "restore")


@pytest.mark.slow
def test_reserve_days_of_an_earlier_year_serve_its_meetings() -> None:
    shared = {"rule": "reserve day", "reserve": "last Thursday", "shared": "yes", "at": "14:00"}
    life = year_of(monthly(), monthly("other", "second Tuesday", room="Room B"), backup=shared)
    before = entries_of(life, "reserve/2027-12")
    assert before[Role.RESERVE][0] is State.TENTATIVE
    roll_and_publish(life)
    assert entries_of(life, "reserve/2027-12") == before
    life.decide("stat/2027-12", "bump")
    life.publish()
    rows = life.ledger.index_rows()
    assert rows["stat/2027-12", Role.BACKUP].start == before[Role.RESERVE][1]
    assert rows["reserve/2027-12", Role.RESERVE].state is State.RELEASED
    life.decide("stat/2027-12", "restore")
    life.publish()
    assert life.ledger.index_rows()["reserve/2027-12", Role.RESERVE].state is State.TENTATIVE


def test_the_next_year_may_have_another_zone_and_other_holidays() -> None:
    life = year_of(monthly())
    before = entries_of(life, "stat/2027-12")
    life.roll()
    life.data["program"]["timezone"] = "America/Denver"
    life.data["frequency"]["holidays"] = {"listed": {"2027-12-09": "Town Day"}}
    assert list_late_changes(life.publish()) == []
    assert before.items() <= entries_of(life, "stat/2027-12").items()
    life.decide("stat/2027-12", "cancel")
    life.publish()
    rows = life.ledger.index_rows()
    assert rows["stat/2027-12", Role.PRIMARY].zone == "America/Chicago"


def test_a_closure_in_december_is_in_conflict_with_a_meeting_there() -> None:
    life = year_of(monthly())
    roll_and_publish(life)
    closure = {"day": "2027-12-09", "why": "The hall is flooded"}
    life.data["frequency"]["closures"] = [closure]
    (problem,) = life.context().build_state(life.ledger).problems
    assert "stat/2027-12" in problem.fact
    assert "The hall is flooded" in problem.fact
    life.decide("stat/2027-12", "bump")
    assert life.context().build_state(life.ledger).problems == ()


def test_the_last_meeting_of_a_year_gets_its_response_date_with_the_next_year() -> None:
    life = year_of(monthly())
    key = ("stat/2027-12", DeadlineKind.RESPONSE.value)
    assert key not in life.ledger.index_rows()
    life.roll()
    life.publish()
    assert life.ledger.index_rows()[key].start.date() < date(2028, 1, 13)


def test_a_past_date_stays_the_planned_one_whatever_the_plan_says_later() -> None:
    life = year_of(monthly())
    life.edit(at="10:00")
    life.publish()
    planned = {key: each.planned.slot.start_time for key, each in records_of(life).items()}
    assert (planned["stat/2027-11"], planned["stat/2027-12"]) == (time(8), time(10))


def test_a_meeting_that_was_put_into_the_next_year_is_one_of_its_own_year() -> None:
    life = year_of(monthly(number_from=31))
    life.decide("stat/2027-12", "move", date(2028, 1, 5))
    life.publish()
    life.roll()
    life.edit(number_from=1)  # each year counts for itself
    life.publish()
    numbers = life.list_numbers()
    assert (numbers["stat/2028-01"], numbers["stat/2028-12"]) == (1, 12)
    facts = {each.period: each for each in collect_published_facts(life.ledger).meetings}
    assert facts["2027-12"].is_before(date(2028, 1, 1))


def test_a_meeting_that_follows_one_of_december_belongs_to_that_year() -> None:
    after = {"id": "after", "on": "second Friday after stat", "at": "14:00", "room": "Room B"}
    life = year_of(monthly(on="last Thursday"), after)
    late = life.list_primaries()["after/2027-12"]
    assert late > date(2027, 12, 31)
    roll_and_publish(life)
    assert life.list_primaries()["after/2027-12"] == late
    assert not life.state("after/2027-12").is_in_plan
    assert life.list_primaries()["after/2028-12"].year == 2029
