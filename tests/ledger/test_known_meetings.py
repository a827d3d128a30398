"""What a ledger tells the next schedule: the meetings that calendars have, and their numbers."""

from datetime import date
from typing import Any

import pytest

from statplan.ledger import Ledger
from statplan.ledger.known_meetings import collect_published_facts
from statplan.schedule import make_schedule
from statplan.schedule.published_facts import PublishedFacts, PublishedMeeting
from tests.support.plans import LINEAGE, Answers, monthly
from tests.support.published_plans import PublishedPlan


def find_meeting(ledger: Ledger, key: str) -> PublishedMeeting:
    found = collect_published_facts(ledger).meetings
    return next(each for each in found if f"{each.series}/{each.period}" == key)


def numbered(**more: Any) -> Answers:
    return monthly(number_from=31, **more)


def test_an_empty_ledger_knows_nothing() -> None:
    assert collect_published_facts(Ledger(LINEAGE)) == PublishedFacts()


def test_a_reserve_day_is_no_meeting() -> None:
    shared = {"rule": "reserve day", "reserve": "last Friday", "shared": "yes", "at": "14:00"}
    life = PublishedPlan.of(monthly(), months=3, backup=shared)
    assert any(row.role == "reserve" for row in life.ledger.issued)
    assert {found.series for found in collect_published_facts(life.ledger).meetings} == {"stat"}


def test_a_meeting_has_its_usual_day_and_its_number() -> None:
    holidays = {"listed": {"2027-03-11": "Town Day"}}
    life = PublishedPlan.of(numbered(), months=4, holidays=holidays)
    assert life.list_primaries()["stat/2027-03"] == date(2027, 3, 12)
    found = find_meeting(life.ledger, "stat/2027-03")
    assert found == PublishedMeeting("stat", "2027-03", date(2027, 3, 11), number=33)


@pytest.mark.parametrize("kind", ["cancel", "bump"])
def test_one_that_is_off_its_date_is_still_known(kind: str) -> None:
    holidays = {"listed": {"2027-03-11": "Town Day"}}
    life = PublishedPlan.of(numbered(), months=4, holidays=holidays)
    life.decide("stat/2027-03", kind)  # type: ignore[arg-type]
    life.publish()
    found = find_meeting(life.ledger, "stat/2027-03")
    takes_place = kind == "bump"
    day = date(2027, 3, 11)
    assert found == PublishedMeeting("stat", "2027-03", day, takes_place, number=33)


def test_one_that_left_the_plan_is_still_known() -> None:
    life = PublishedPlan.of(numbered(), months=4)
    life.edit(every="2 months")
    life.publish()
    found = find_meeting(life.ledger, "stat/2027-02")
    day = date(2027, 2, 11)
    assert found == PublishedMeeting("stat", "2027-02", day, takes_place=False, number=32)


def test_a_decision_is_known_before_the_first_publish() -> None:
    life = PublishedPlan(PublishedPlan.of(numbered()).data)
    life.decide("stat/2027-02", "cancel")
    assert collect_published_facts(life.ledger).meetings == (
        PublishedMeeting("stat", "2027-02", takes_place=False),
    )


def test_one_that_was_bumped_before_the_first_publish_is_known_by_its_backup() -> None:
    life = PublishedPlan(PublishedPlan.of(numbered(), months=4).data)
    life.decide("stat/2027-02", "bump")
    life.publish()
    assert find_meeting(life.ledger, "stat/2027-02") == PublishedMeeting(
        "stat", "2027-02", date(2027, 2, 11), number=32
    )
    assert list(life.list_numbers().values()) == [31, 32, 33, 34]
    life.edit(every="2 months")
    life.publish()
    assert find_meeting(life.ledger, "stat/2027-02") == PublishedMeeting(
        "stat", "2027-02", date(2027, 2, 11), takes_place=False, number=32
    )


def test_what_is_published_keeps_its_number() -> None:
    life = PublishedPlan.of(numbered(every="2 months"), months=6)
    assert list(life.list_numbers().values()) == [31, 32, 33]
    life.edit(every="month")
    changes = life.publish()
    assert {each.new.meeting for each in changes.differences} == {
        "stat/2027-02", "stat/2027-04", "stat/2027-06",
    }  # fmt: skip
    assert list(life.list_numbers().items()) == [
        ("stat/2027-01", 31), ("stat/2027-02", 34), ("stat/2027-03", 32),
        ("stat/2027-04", 35), ("stat/2027-05", 33), ("stat/2027-06", 36),
    ]  # fmt: skip
    life.edit(every="2 months")
    life.publish()
    life.edit(every="month")
    assert list(life.list_numbers().values()) == [31, 34, 32, 35, 33, 36]


def test_another_first_number_holds_for_what_is_new() -> None:
    life = PublishedPlan.of(monthly(), months=3)
    life.edit(number_from=5)
    life.publish()
    assert list(life.list_numbers().values()) == [5, 6, 7]
    life.edit(number_from=1)
    life.data["frequency"]["months"] = 4
    assert list(life.list_numbers().values()) == [5, 6, 7, 8]


def test_another_year_is_numbered_anew() -> None:
    life = PublishedPlan.of(numbered(), months=12)
    life.data["frequency"] |= {"first_day": "2028-01-01"}
    life.edit(number_from=1)
    assert list(life.list_numbers().values()) == list(range(1, 13))


def test_the_rest_of_a_year_keeps_its_numbers() -> None:
    life = PublishedPlan.of(numbered(), months=6)
    life.data["frequency"] |= {"first_day": "2027-03-01"}
    assert life.list_numbers() == {
        f"stat/2027-0{month}": number for month, number in enumerate(range(33, 39), 3)
    }


def test_a_series_that_gains_a_day_keeps_what_calendars_have() -> None:
    life = PublishedPlan.of(numbered(on="first Tuesday"), months=3)
    uids = life.list_uids()
    life.edit(on="first and third Tuesday")
    changes = life.publish()
    assert {each.kind for each in changes.differences} == {"add"}
    assert {row.uid for row in life.ledger.issued} >= set(uids.values())
    assert {day: uid for day, uid in life.list_uids().items() if day in uids} == uids
    assert list(life.list_primaries()) == [
        "stat/2027-01", "stat/2027-01.3", "stat/2027-02", "stat/2027-02.3", "stat/2027-03",
        "stat/2027-03.3",
    ]  # fmt: skip
    life.edit(on="third Tuesday")
    uids = life.list_uids()
    life.publish()
    assert list(life.list_primaries()) == [f"stat/2027-0{month}.3" for month in (1, 2, 3)]
    assert life.list_uids().items() <= uids.items()


def test_a_weekly_series_that_gains_a_day_keeps_what_calendars_have() -> None:
    life = PublishedPlan.of(monthly(every="week", on="Tuesday"), months=1)
    uids = life.list_uids()
    life.edit(on="Tuesday and Thursday")
    life.publish()
    assert list(life.list_primaries())[:2] == ["stat/2027-01-07", "stat/2027-01-14"]
    assert "stat/2027-W01" in life.list_primaries()
    assert {day: uid for day, uid in life.list_uids().items() if day in uids} == uids


def test_a_decision_stays_with_its_meeting_when_a_day_is_gained() -> None:
    life = PublishedPlan.of(monthly(on="first Tuesday"), months=3)
    life.decide("stat/2027-02", "cancel")
    life.decide("stat/2027-03", "bump")
    life.edit(on="first and third Tuesday")
    life.publish()
    primaries = life.list_primaries()
    assert "stat/2027-02" not in primaries
    assert primaries["stat/2027-02.3"] == date(2027, 2, 16)
    assert "stat/2027-03" not in primaries
    states = {state.key: state for state in life.context().build_state(life.ledger).meeting_states}
    assert states["stat/2027-02"].meeting.slot.day == date(2027, 2, 2)
    assert states["stat/2027-03"].meeting.slot.day == date(2027, 3, 2)


@pytest.mark.parametrize("key", ["stat/2027-02", "stat/2027-02.1"])
def test_an_exception_names_a_meeting_by_either_key(key: str) -> None:
    life = PublishedPlan.of(monthly(on="first Tuesday"), months=3)
    exception = {"meeting": key, "day": "2027-02-04", "without_backup": "yes"}
    life.edit(on="first and third Tuesday", exceptions=[exception])
    life.publish()
    assert life.list_primaries()["stat/2027-02"] == date(2027, 2, 4)
    assert life.list_primaries()["stat/2027-02.3"] == date(2027, 2, 16)


def test_two_exceptions_for_one_meeting_are_refused_whatever_they_call_it() -> None:
    life = PublishedPlan.of(monthly(on="first Tuesday"), months=3)
    exceptions = [
        {"meeting": "stat/2027-02", "day": "2027-02-04"},
        {"meeting": "stat/2027-02.1", "day": "2027-02-03"},
    ]
    life.edit(on="first and third Tuesday", exceptions=exceptions)
    facts = collect_published_facts(life.ledger)
    (problem,) = make_schedule(life.plan, facts).problems
    assert problem.fact == "the year has no meeting stat/2027-02.1."
    assert problem.path == "frequency.series[0].exceptions[1].meeting"


def test_a_series_that_follows_another_keeps_its_keys_with_it() -> None:
    follower = monthly("prep", on="Monday before stat")
    del follower["every"]
    life = PublishedPlan.of(monthly(on="first Tuesday"), follower, months=3)
    uids = life.list_uids()
    life.edit(on="first and third Tuesday")
    life.publish()
    assert {day: uid for day, uid in life.list_uids().items() if day in uids} == uids
    assert "prep/2027-02.3" in life.list_primaries()


def test_numbers_are_counted_anew_once_they_were_taken_out() -> None:
    life = PublishedPlan.of(numbered(), months=3)
    life.edit(number_from=None)
    life.publish()
    life.edit(number_from=7)
    assert list(life.list_numbers().values()) == [7, 8, 9]
