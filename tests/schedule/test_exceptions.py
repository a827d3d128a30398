"""Exceptions and own places: what the plan chose stands where it says, or a reason is given."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.plan.loader import validate_answers
from statplan.schedule import Backup, Meeting, Schedule, TimeSlot, make_schedule
from tests.support.plans import HOLIDAYS, answers, monthly, plan

KEY = "stat/2027-07"  # its own day is Thursday, 8 July 2027


def year(
    *exceptions: dict[str, Any], also: tuple[dict[str, Any], ...] = (), **more: Any
) -> Schedule:
    holidays = {"country": "US", "listed": HOLIDAYS}
    series = monthly(exceptions=list(exceptions), room="Hall", **more)
    return make_schedule(plan(series, *also, holidays=holidays))


def meeting(schedule: Schedule, key: str = KEY) -> Meeting:
    return next(each for each in schedule.meetings if str(each.key) == key)


def facts(schedule: Schedule) -> list[tuple[str, str]]:
    return [(each.path.rpartition(".")[2], each.fact) for each in schedule.problems]


def test_a_meeting_stands_on_the_day_and_at_the_time_that_were_chosen_for_it() -> None:
    found = year({"meeting": KEY, "day": "2027-07-15", "at": "10:00", "why": "Budget week"})
    one = meeting(found)
    assert one.slot == TimeSlot(date(2027, 7, 15), time(10), 90)
    assert one.move is not None
    assert (one.move.nominal_day, one.move.nominal_time) == (date(2027, 7, 8), time(8))
    assert (one.move.reason, one.move.is_exception) == ("Budget week", True)
    assert isinstance(one.backup, Backup)
    assert one.backup.slot.day > one.slot.day
    assert found.problems == ()
    others = [each for each in found.meetings if each is not one]
    assert {(each.slot.start_time, each.move) for each in others} == {(time(8), None)}


def test_a_time_alone_keeps_the_day_and_a_reason_is_given_where_none_was() -> None:
    one = meeting(year({"meeting": KEY, "at": "13:30"}))
    assert one.slot == TimeSlot(date(2027, 7, 8), time(13, 30), 90)
    assert one.move is not None
    assert (one.move.nominal_time, one.move.reason) == (time(8), "as the plan says")


def test_a_chosen_back_up_is_kept_and_no_other_takes_its_place() -> None:
    other = monthly("other", on="second Wednesday", room="Hall")
    chosen = {"meeting": KEY, "backup": "2027-07-15", "backup_at": "14:00"}
    found = year(chosen, also=(other,))
    one = meeting(found)
    assert isinstance(one.backup, Backup)
    assert one.backup.slot == TimeSlot(date(2027, 7, 15), time(14), 90)
    assert one.move is None


def test_a_chosen_back_up_is_taken_before_any_is_looked_for() -> None:
    other = monthly("other", on="second Wednesday", room="Hall")
    held = {"meeting": KEY, "backup": "2027-07-15"}
    days = [
        str(found.slot.day)
        for schedule in (year(also=(other,)), year(held, also=(other,)))
        if isinstance(found := meeting(schedule, "other/2027-07").backup, Backup)
    ]
    assert days == ["2027-07-15", "2027-07-16"]


@pytest.mark.parametrize(
    ("exception", "key", "fact"),
    [
        ({"day": "2027-07-05"}, "day", "it is closed (Independence Day (observed))"),
        ({"day": "2027-07-10"}, "day", "it is closed (Saturday)"),
        ({"day": "2026-07-09"}, "day", "it lies outside 2027-01-01 to"),
        ({"backup": "2027-07-08"}, "backup", "the meeting itself is on 2027-07-08"),
        ({"backup": "2027-09-06"}, "backup", "the next meeting is on 2027-08-12"),
        ({"backup": "2027-07-10"}, "backup", "it is closed (Saturday)"),
        ({"backup": "2029-07-10"}, "backup", "it lies outside"),
    ],
)
def test_what_was_chosen_and_cannot_stand_is_named(
    exception: dict[str, Any], key: str, fact: str
) -> None:
    ((path, told),) = facts(year({"meeting": KEY, **exception}))
    assert path == key
    assert fact in told


def test_a_chosen_date_that_others_have_is_named() -> None:
    other = monthly("other", on="third Thursday", room="Hall")
    (fact,) = facts(year({"meeting": KEY, "day": "2027-07-15"}, also=(other,)))
    assert "(other/2027-07)" in fact[1]
    assert "both need the room 'hall' on 2027-07-15 at 08:00" in fact[1]
    (fact,) = facts(year({"meeting": KEY, "backup": "2027-07-15"}, also=(other,)))
    assert "taken by TestStat: other (other/2027-07)" in fact[1]


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("stat/2027-13", False),
        ("stat/2027-Q3", False),
        ("stat/2027-W28", False),
        ("stat/2027-07", True),
        ("stat/2026-12", False),  # of another year
        ("stat/2028-01", False),
        ("stat/2028-Q2", False),
        ("stat/2028-W17", False),
    ],
)
def test_an_exception_for_no_meeting_of_the_year_is_named(key: str, known: bool) -> None:
    found = facts(year({"meeting": key, "at": "09:00"}))
    assert [fact for _, fact in found] == ([] if known else [f"the year has no meeting {key}."])


def test_a_key_that_lacks_its_day_is_answered_with_the_days_of_its_month() -> None:
    several = monthly("other", on="first and third Tuesday")
    several["exceptions"] = [{"meeting": "other/2027-03", "room": "Annex"}]
    (problem,) = year({"meeting": KEY, "at": "09:00"}, also=(several,)).problems
    assert str(problem.remedy) == "Did you mean other/2027-03.1 or other/2027-03.3?"


def test_a_date_that_is_chosen_before_that_of_another_is_named_where_it_was_chosen() -> None:
    other = monthly("other", on="first Tuesday", room="Hall")
    (problem,) = year({"meeting": KEY, "day": "2027-07-06"}, also=(other,)).problems
    assert problem.path == "frequency.series[0].exceptions[0].day"
    assert "on 2027-07-06 at 08:00" in problem.fact


def test_a_meeting_that_a_closed_day_would_leave_out_stands_where_it_was_chosen_to() -> None:
    holidays = {"country": "US", "listed": {"2027-07-08": "Founders' Day"}}
    series = monthly(
        closed_day={"holiday": "skip", "closure": "skip"},
        exceptions=[{"meeting": KEY, "day": "2027-07-13"}],
    )
    found = make_schedule(plan(series, holidays=holidays))
    one = meeting(found)
    assert str(one.slot.day) == "2027-07-13"
    assert one.move is not None
    assert one.move.reason == "Founders' Day"


def test_a_meeting_that_must_move_finds_its_day_between_two_that_were_swapped() -> None:
    holidays = {"country": "US", "listed": {"2027-07-08": "Founders' Day"}}
    swapped = [
        {"meeting": "stat/2027-06", "day": "2027-08-12"},
        {"meeting": "stat/2027-08", "day": "2027-06-10"},
    ]
    series = monthly(exceptions=swapped)
    found = make_schedule(plan(series, holidays=holidays))
    assert meeting(found).slot.day == date(2027, 7, 9)
    assert (found.omitted, found.problems) == ((), ())
    days = [meeting(found, f"stat/2027-{month}").slot.day for month in ("08", "06")]
    assert days == [date(2027, 6, 10), date(2027, 8, 12)]


def test_a_meeting_that_is_called_off_is_left_out_with_the_reason_and_others_stay() -> None:
    found = year({"meeting": KEY, "called_off": "yes", "why": "Recess"})
    assert [(str(each.key), each.reason) for each in found.omitted] == [(KEY, "called off: Recess")]
    assert len(found.meetings) == 11


def test_of_two_departments_on_one_day_one_is_called_off() -> None:
    own = [{"of": each, "on": "first Monday", "at": at} for each, at in
           (("works", "08:00"), ("health", "10:00"), ("police", "13:00"))]  # fmt: skip
    off = [{"meeting": "each-health/2027-03", "called_off": "yes"}]
    found = each_department(every="month", places=own, exceptions=off)
    there = {each.key.series for each in found.meetings if each.key.period == "2027-03"}
    assert there == {"each-works", "each-police"}


def each_department(**more: Any) -> Schedule:
    series = {"id": "each", "on": "Tuesday", "at": "10:00", "for_each": "departments", **more}
    return make_schedule(plan(series))


def test_a_department_has_its_own_place_and_the_others_keep_theirs() -> None:
    without = each_department(every="month")
    found = each_department(
        every="month", places=[{"of": "health", "on": "last Friday", "at": "13:00"}]
    )
    own = [each for each in found.meetings if each.key.series == "each-health"]
    assert [str(each.slot.day) for each in own[:3]] == ["2027-01-29", "2027-02-26", "2027-03-26"]
    assert {each.slot.start_time for each in own} == {time(13)}
    for name in ("each-works", "each-police"):
        days = [[each.slot.day for each in year.meetings if each.key.series == name]
                for year in (without, found)]  # fmt: skip
        assert days[0] == days[1]


def test_a_place_in_a_quarter_has_its_month_and_one_in_several_weeks_its_week() -> None:
    own = {"of": "works", "on": "first Monday", "in_month": 3}
    found = each_department(every="quarter", places=[own])
    days = [each.slot.day for each in found.meetings if each.key.series == "each-works"]
    assert [day.month for day in days] == [3, 6, 9, 12]
    assert {day.weekday() for day in days} == {0}
    found = each_department(every="6 weeks", places=[{"of": "works", "week": 4}])
    (first, *_) = (each for each in found.meetings if each.key.series == "each-works")
    assert str(first.slot.day) == "2027-01-26"  # the fourth Tuesday from the year's first day


DAYS = st.dates(date(2027, 1, 1), date(2028, 1, 31))


@given(st.integers(1, 12), st.sampled_from(("day", "backup")), DAYS)
def test_a_choice_is_kept_or_refused_and_never_dropped(month: int, key: str, day: date) -> None:
    chosen = f"stat/2027-{month:02}"
    found = year({"meeting": chosen, key: str(day)})
    one = meeting(found, chosen)
    stand = one.slot if key == "day" else getattr(one.backup, "slot", None)
    assert (stand is not None and stand.day == day) or found.problems


def test_a_meeting_that_was_moved_past_the_next_has_its_back_up_after_its_own_day() -> None:
    """The back-up of each of the two is before the meeting that then follows it."""
    found = year({"meeting": "stat/2027-02", "day": "2027-03-18"}, backup={"before_next": 1})
    dates = {
        key: (str(one.slot.day), str(one.backup.slot.day))
        for key in ("stat/2027-02", "stat/2027-03")
        if isinstance((one := meeting(found, key)).backup, Backup)
    }
    assert dates == {
        "stat/2027-02": ("2027-03-18", "2027-03-19"),
        "stat/2027-03": ("2027-03-11", "2027-03-12"),
    }


@pytest.mark.parametrize(
    ("field", "answer"), [("day", "2027-07-15"), ("at", "10:00"), ("backup", "2027-07-16")]
)
@pytest.mark.parametrize(
    ("on", "more", "reason"),
    [
        (
            "second Thursday",
            {"called_off": [{"day": "2027-07-08", "why": "Flood"}]},
            "called off: Flood",
        ),
        ("fifth Wednesday", {}, "the month has no fifth Wednesday"),
    ],
)
def test_a_date_for_a_meeting_that_does_not_take_place_is_refused(
    field: str, answer: str, on: str, more: dict[str, Any], reason: str
) -> None:
    found = year({"meeting": KEY, field: answer}, on=on, **more)
    (problem,) = found.problems
    assert problem.path == f"frequency.series[0].exceptions[0].{field}"
    assert problem.fact == f"{KEY} does not take place: {reason}."
    assert not year(on=on, **more).problems


def test_a_backup_of_a_meeting_that_a_recess_skips_is_refused_and_a_day_is_kept() -> None:
    series = monthly(exceptions=[{"meeting": KEY, "backup": "2027-08-03"}])
    recess = [{"day": "2027-07-01", "until": "2027-07-30", "why": "Recess"}]
    (problem,) = make_schedule(plan(series, closures=recess)).problems
    assert problem.path == "frequency.series[0].exceptions[0].backup"
    series["exceptions"] = [{"meeting": KEY, "day": "2027-08-03"}]
    kept = make_schedule(plan(series, closures=recess))
    assert not kept.problems
    assert meeting(kept).slot.day == date(2027, 8, 3)


PLACE = {"place": {"room": "Hall", "address": "1 Main Street", "mode": "both",
                   "link": "https://meet.example.gov/stat"}}  # fmt: skip
OTHER_LINK = "https://meet.example.gov/other"


def held(exception: dict[str, Any], **more: Any) -> Meeting:
    """The meeting of July with an exception, in a program that meets in a hall and on a screen."""
    series = monthly(exceptions=[{"meeting": KEY, **exception}], **more)
    found = make_schedule(plan(series, **PLACE))
    assert not found.problems
    usual = make_schedule(plan(monthly(**more), **PLACE))
    others = [each for each in found.meetings if str(each.key) != KEY]
    assert [each for each in usual.meetings if str(each.key) != KEY] == others
    return meeting(found)


def test_one_meeting_has_another_length_and_so_has_its_back_up() -> None:
    one = held({"minutes": 30})
    assert one.slot == TimeSlot(date(2027, 7, 8), time(8), 30)
    assert isinstance(one.backup, Backup)
    assert one.backup.slot.minutes == 30
    assert one.move is None


@pytest.mark.parametrize(
    ("exception", "location", "mode"),
    [
        ({"room": "Annex"}, "Annex, 1 Main Street, https://meet.example.gov/stat", "both"),
        ({"link": OTHER_LINK}, f"Hall, 1 Main Street, {OTHER_LINK}", "both"),
        ({"mode": "remote"}, "https://meet.example.gov/stat", "remote"),
        ({"mode": "remote", "link": OTHER_LINK}, OTHER_LINK, "remote"),
        ({"mode": "in person"}, "Hall, 1 Main Street", "in person"),
        ({"mode": "in person", "room": "Annex"}, "Annex, 1 Main Street", "in person"),
    ],
)
def test_one_meeting_is_held_elsewhere(exception: dict[str, Any], location: str, mode: str) -> None:
    one = held(exception)
    assert (one.place.location, one.place.mode) == (location, mode)
    assert one.slot.day == date(2027, 7, 8)


@pytest.mark.parametrize(
    ("more", "location"),
    [
        ({"mode": "remote", "link": OTHER_LINK}, OTHER_LINK),
        ({"mode": "in person"}, "Hall, 1 Main Street"),
        ({"room": "Annex", "link": OTHER_LINK}, f"Annex, 1 Main Street, {OTHER_LINK}"),
    ],
)
def test_a_series_is_held_elsewhere(more: dict[str, Any], location: str) -> None:
    found = make_schedule(plan(monthly(**more), **PLACE))
    assert {each.place.location for each in found.meetings} == {location}


def test_a_meeting_in_another_room_leaves_its_own_to_others_and_collides_there() -> None:
    exception = {"meeting": KEY, "room": "Annex"}
    hall = monthly("hall", room="Hall", on="second Thursday", starts="2027-07-01",
                   until="2027-07-31")  # fmt: skip
    annex = {**hall, "id": "annex", "room": "Annex"}
    assert not year(exception, also=(hall,)).problems
    (problem,) = year(exception, also=(annex,)).problems
    assert "both need the room 'annex' on 2027-07-08" in problem.fact


def test_a_remote_meeting_needs_no_room() -> None:
    hall = monthly("hall", room="Hall", starts="2027-07-01", until="2027-07-31")
    assert year(also=(hall,)).problems
    assert not year({"meeting": KEY, "mode": "remote"}, also=(hall,)).problems


def test_one_meeting_has_another_chair_who_has_to_be_there() -> None:
    one = held({"chair": "finance"}, chair="law", required=["works-head"])
    assert one.chair == "finance"
    assert set(one.required) == {"finance", "works-head"}


@pytest.mark.parametrize("field", ["subject", "department"])
def test_one_meeting_takes_up_another_topic_and_turns_stay(field: str) -> None:
    topic, heads = {"subject": ("safety", ()), "department": ("works", ("works-head",))}[field]
    one = held({field: topic}, rotate=["blight", "health"])
    assert one.subject_ids == (topic,)
    assert set(heads) <= set(one.required)


def test_a_meeting_that_ends_too_late_in_another_length_is_refused() -> None:
    series = monthly(at="21:00", exceptions=[{"meeting": KEY, "minutes": 240}])
    (problem,) = validate_answers(answers(series)).problems
    assert problem.path == "frequency.series[0].exceptions[0].minutes"


@pytest.mark.parametrize(
    ("field", "answer"), [("room", "Annex"), ("chair", "law"), ("subject", "blight")]
)
def test_what_is_said_of_how_a_meeting_is_held_that_does_not_take_place_is_refused(
    field: str, answer: str
) -> None:
    (problem,) = year({"meeting": KEY, field: answer}, on="fifth Wednesday").problems
    assert problem.path == f"frequency.series[0].exceptions[0].{field}"
