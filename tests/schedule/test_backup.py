"""Backup dates: the day that the rule gives, and the time of day."""

from datetime import time

import pytest

from statplan.schedule import Backup, Meeting, make_schedule
from tests.support.plans import Answers, monthly, plan


def meetings(*series: Answers, **policy: object) -> tuple[Meeting, ...]:
    schedule = make_schedule(plan(*series, backup=policy))
    assert schedule.problems == ()
    return schedule.meetings


def starts(found: tuple[Meeting, ...]) -> set[time]:
    return {each.backup.slot.start_time for each in found if isinstance(each.backup, Backup)}


def test_a_backup_starts_at_its_own_time_of_day() -> None:
    assert starts(meetings(monthly())) == {time(8)}
    assert starts(meetings(monthly(), at="14:00")) == {time(14)}
    assert starts(meetings(monthly(backup={"at": "15:30"}), at="14:00")) == {time(15, 30)}


def test_other_times_are_tried_where_the_own_time_is_taken() -> None:
    every_friday = {"id": "other", "every": "week", "on": "Friday", "at": "14:00", "room": "Hall"}
    policy = {"at": "14:00", "times": ["10:00"]}
    found = meetings(monthly(room="Hall", backup=policy), every_friday | {"backup": {"keep": "no"}})
    assert starts(found) == {time(10)}


@pytest.mark.parametrize(("stated", "start"), [({}, time(14)), ({"backup_at": "09:00"}, time(9))])
def test_a_chosen_backup_starts_at_the_time_of_backups_unless_it_has_another(
    stated: Answers, start: time
) -> None:
    chosen = {"meeting": "stat/2027-07", "backup": "2027-07-14", **stated}
    found = meetings(monthly(exceptions=[chosen]), at="14:00")
    (july,) = (each for each in found if str(each.key) == "stat/2027-07")
    assert isinstance(july.backup, Backup)
    assert july.backup.slot.start_time == start
