"""What every schedule keeps, over generated plans; checked without the scheduler's own code."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statplan.plan import Plan
from statplan.schedule import Backup, Meeting, NoBackup, Schedule, TimeSlot, make_schedule
from tests.support.plans import monthly, plan
from tests.support.sampling import count_examples
from tests.support.schedule_plans import generated, list_needs
from tests.support.year_oracle import read_calendar, read_policies

checked = settings(
    max_examples=count_examples(20, 120),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def stands(schedule: Schedule) -> Iterator[tuple[str, TimeSlot, Meeting]]:
    for meeting in schedule.meetings:
        yield "primary", meeting.slot, meeting
        if isinstance(meeting.backup, Backup):
            yield "backup", meeting.backup.slot, meeting


def have_one_reserve_day(first: Meeting, second: Meeting) -> bool:
    """Whether the backup of both is one reserve day, which the first to need it gets."""
    backups = [each.backup for each in (first, second) if isinstance(each.backup, Backup)]
    return None not in {each.reserve_key for each in backups} and (
        len({each.reserve_key for each in backups}) == 1
    )


def overlaps(schedule: Schedule) -> list[str]:
    found = []
    by_day: dict[object, list[tuple[str, TimeSlot, Meeting]]] = {}
    for each in stands(schedule):
        by_day.setdefault(each[1].day, []).append(each)
    for day in by_day.values():
        for (role, one, first), (other_role, two, second) in combinations(day, 2):
            shared = list_needs(first) & list_needs(second)
            if role == other_role == "backup" and have_one_reserve_day(first, second):
                continue
            if shared and one.start < two.end and two.start < one.end:
                found.append(f"{first.key} {role} / {second.key} {other_role}: {shared}")
    return found


@pytest.mark.slow
@checked
@given(generated())
def test_no_hold_stands_on_a_closed_day(answers: dict[str, Any]) -> None:
    schedule = make_schedule(Plan.model_validate(answers))
    calendar = read_calendar(answers)
    series = {each["id"]: each for each in answers["frequency"]["series"]}
    reported = {str(problem) for problem in schedule.problems}
    for role, stand, meeting in stands(schedule):
        series_id = next(
            known
            for known in series
            if meeting.key.series in known or meeting.key.series.startswith(f"{known}-")
        )
        policies = read_policies(answers["frequency"], series[series_id])
        if calendar.find_policy(stand.day, policies, avoid_near=False):
            assert role == "primary"
            assert any(str(meeting.key) in each and str(stand.day) in each for each in reported)


@checked
@given(generated())
def test_a_back_up_follows_its_meeting_and_precedes_the_next(answers: dict[str, Any]) -> None:
    schedule = make_schedule(Plan.model_validate(answers))
    series: dict[str, list[Meeting]] = {}
    for meeting in schedule.meetings:
        series.setdefault(meeting.key.series, []).append(meeting)
    for line in series.values():
        for meeting, following in zip(line, [*line[1:], None], strict=True):
            if following and meeting.slot.day >= following.slot.day:
                moves = (meeting.move, following.move)
                assert any(move and move.is_exception for move in moves)
                continue
            if isinstance(meeting.backup, Backup):
                assert meeting.slot.day < meeting.backup.slot.day
                assert following is None or meeting.backup.slot.day < following.slot.day


@checked
@given(generated())
def test_no_person_and_no_room_is_held_twice_at_once(answers: dict[str, Any]) -> None:
    schedule = make_schedule(Plan.model_validate(answers))
    found = overlaps(schedule)
    if schedule.problems:
        found = [each for each in found if "backup" in each]
    assert found == []


@pytest.mark.slow
@checked
@given(generated())
def test_every_meeting_has_a_back_up_or_a_reason(answers: dict[str, Any]) -> None:
    schedule = make_schedule(Plan.model_validate(answers))
    for meeting in schedule.meetings:
        if isinstance(meeting.backup, NoBackup):
            assert meeting.backup.reason
            assert all(why for _, why in meeting.backup.rejected_days)


@pytest.mark.slow
@checked
@given(generated())
def test_every_nominal_period_becomes_a_meeting_or_is_left_out_with_a_reason(
    answers: dict[str, Any],
) -> None:
    schedule = make_schedule(Plan.model_validate(answers))
    keys = [each.key for each in schedule.meetings] + [each.key for each in schedule.omitted]
    assert len(keys) == len(set(keys))
    assert all(each.reason for each in schedule.omitted)
    assert all(each.move.reason for each in schedule.meetings if each.move)
    for line in answers["frequency"]["series"]:
        if "dates" in line and "at" in line:
            wanted = {
                day for day in line["dates"] if str(schedule.first) <= day <= str(schedule.last)
            }
            assert {key.period for key in keys if key.series == line["id"]} == wanted


@pytest.mark.slow
@checked
@given(generated())
def test_turns_go_round_so_that_nobody_waits_longer_than_the_others(
    answers: dict[str, Any],
) -> None:
    schedule = make_schedule(Plan.model_validate(answers))
    rosters = {"departments": ["works", "health", "police"], "subjects": ["blight", "safety"]}
    for line in answers["frequency"]["series"]:
        order = line.get("rotate")
        if not order:
            continue
        order = rosters.get(order, order) if isinstance(order, str) else order
        own = [each for each in schedule.meetings if each.key.series == line["id"]]
        own.sort(key=lambda each: each.move.nominal_day if each.move else each.slot.day)
        turns = [(turn,) if isinstance(turn, str) else tuple(turn) for turn in order]
        first = next((n for n, turn in enumerate(turns) if line.get("first_turn") in turn), 0)
        expected = {each.key: turns[(first + index) % len(turns)] for index, each in enumerate(own)}
        others = {
            each["meeting"]
            for each in line.get("exceptions", ())
            if "subject" in each or "department" in each
        }
        assert not [
            each
            for each in own
            if each.subject_ids != expected[each.key] and str(each.key) not in others
        ]


@pytest.mark.slow
@checked
@given(generated(), st.randoms(use_true_random=False))
def test_the_order_of_series_in_the_plan_changes_no_primary(
    answers: dict[str, Any], random: Any
) -> None:
    schedule = make_schedule(Plan.model_validate(answers))
    if any(each.move for each in schedule.meetings) or schedule.omitted:
        return
    random.shuffle(answers["frequency"]["series"])
    again = make_schedule(Plan.model_validate(answers))
    assert {each.key: each.slot for each in schedule.meetings} == {
        each.key: each.slot for each in again.meetings
    }


@pytest.mark.slow
@checked
@given(generated())
def test_the_same_plan_gives_the_same_schedule(answers: dict[str, Any]) -> None:
    made = Plan.model_validate(answers)
    assert make_schedule(made) == make_schedule(Plan.model_validate(answers))


def test_the_overlap_check_itself_catches_an_overlap() -> None:
    schedule = make_schedule(plan(monthly("a", room="R"), monthly("b", "third Friday", room="R")))
    assert overlaps(schedule) == []
    broken = make_schedule(plan(monthly("a", room="R"), monthly("b", room="R")))
    assert overlaps(broken)
    assert broken.problems


@pytest.mark.parametrize("first", ["2027-01-01", "2027-07-01", "2028-02-29"])
def test_the_year_holds_twelve_months(first: str) -> None:
    schedule = make_schedule(plan(monthly(), first_day=first))
    assert len(schedule.meetings) == 12
    assert (schedule.last - schedule.first).days in {364, 365}
