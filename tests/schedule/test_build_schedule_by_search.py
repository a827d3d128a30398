"""The year against a search over its days that shares nothing with the scheduler."""

from functools import cache

import pytest

from statplan.plan import Plan
from statplan.schedule import Backup, make_schedule
from tests.support.sampling import count_examples
from tests.support.schedule_plans import draw_schedule_plan
from tests.support.year_oracle import Oracle

COUNT = count_examples(400, 4000)


@cache
def list_small_plans() -> list[int]:
    """The seeds of plans with one series that has its rule or its dates, and nothing in its way."""
    seeds = []
    for seed in range(COUNT):
        (first, *others) = draw_schedule_plan(seed)["frequency"]["series"]
        by_rule = {"every", "on"} <= first.keys() or "rule" in first
        is_whole = "at" in first and ("dates" in first or by_rule)
        if is_whole and not others and "for_each" not in first:
            seeds.append(seed)
    return seeds


@pytest.mark.slow
def test_there_are_many_small_plans() -> None:
    assert len(list_small_plans()) > COUNT / 5


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_the_year_is_what_a_search_over_its_days_finds(block: int) -> None:
    for seed in list_small_plans()[block::4]:
        data = draw_schedule_plan(seed)
        schedule, expected = make_schedule(Plan.model_validate(data)), Oracle(data).find_year()
        dates = {str(each.key): each.slot.start for each in schedule.meetings}
        backups = {
            str(each.key): each.backup.slot.start
            for each in schedule.meetings
            if isinstance(each.backup, Backup)
        }
        assert dates == {each.key: each.moment for each in expected.places}, seed
        assert {str(each.key) for each in schedule.omitted} == expected.left_out, seed
        assert backups == {each.key: each.backup for each in expected.places if each.backup}, seed
