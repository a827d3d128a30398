"""What a ledger keeps of each year: its days, what it promised, and how the plan had it last."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.ledger import Ledger
from statplan.ledger.file_reader import find_inconsistencies, read_ledger
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.merge import merge_ledgers
from statplan.ledger.model import DecisionKind, Promise, PublishedYear
from statplan.ledger.year_records import (
    PlannedYear,
    index_records,
    list_first_days,
    merge_years,
    record_year,
)
from statplan.schedule.model import Backup, TimeSlot
from tests.support.plans import LINEAGE, answers, monthly
from tests.support.rolled_plans import RolledPlan, draw_rolled_plan
from tests.support.sampling import count_examples

NOON = time(8)
STAMP = datetime(2026, 12, 10, 13, tzinfo=UTC)


def year_of(**frequency: object) -> RolledPlan:
    life = RolledPlan(answers(monthly(), **frequency))
    life.publish()
    return life


def promises_of(ledger: Ledger) -> dict[str, Promise | None]:
    return {each.key: each.promise for each in ledger.meetings}


def test_nothing_is_recorded_before_a_publish() -> None:
    planned = PlannedYear(date(2027, 1, 1), date(2027, 12, 31), (), date(2027, 1, 1))
    assert record_year(Ledger(LINEAGE), planned) == Ledger(LINEAGE)


def test_the_first_publish_promises_each_meeting_with_its_deadlines() -> None:
    life = year_of(months=3, preparation={"data_due": 10}, release={"by": "2026-12-15"})
    assert life.ledger.years == (
        PublishedYear(date(2027, 1, 1), date(2027, 3, 31), STAMP, date(2026, 12, 15)),
    )
    promise = promises_of(life.ledger)["stat/2027-02"]
    assert promise == Promise(
        TimeSlot(date(2027, 2, 11), NOON, 90), (), (("data-due", date(2027, 1, 28)),)
    )


def test_what_is_added_later_is_not_promised_and_what_moves_keeps_its_promise() -> None:
    life = year_of(months=3)
    life.edit(on="second and fourth Thursday", at="10:00")
    life.publish()
    promises = promises_of(life.ledger)
    assert promises.pop("stat/2027-02.4") is None
    assert promises["stat/2027-02"] == Promise(TimeSlot(date(2027, 2, 11), NOON, 90))
    planned = {each.key: each.planned.slot.start_time for each in life.ledger.meetings}
    assert planned["stat/2027-02"] == time(10)


def test_a_longer_year_promises_its_further_days_once() -> None:
    life = year_of(months=3)
    life.data["frequency"]["months"] = 5
    life.publish()
    assert [(year.first, year.last) for year in life.ledger.years] == [
        (date(2027, 1, 1), date(2027, 5, 31))
    ]
    assert promises_of(life.ledger)["stat/2027-05"]
    life.edit(on="second and fourth Thursday")
    life.publish()
    assert promises_of(life.ledger)["stat/2027-05.4"] is None


def test_the_next_year_is_promised_with_its_own_publish() -> None:
    life = year_of(release={"by": "2027-12-15"})
    life.wait_until(date(2027, 12, 1))
    life.roll()
    life.publish()
    first, second = life.ledger.years
    assert (first.first, first.last, first.published_at) == (
        date(2027, 1, 1), date(2027, 12, 31), STAMP,
    )  # fmt: skip
    assert (second.first, second.last) == (date(2028, 1, 1), date(2028, 12, 31))
    assert second.published_at == life.ledger.published.published_at  # type: ignore[union-attr]
    assert (first.next_by, second.next_by) == (date(2027, 12, 15), date(2028, 12, 15))
    assert all(promises_of(life.ledger).values())
    assert len(life.ledger.meetings) == 24


def test_a_year_that_begins_earlier_takes_only_days_that_no_year_has() -> None:
    life = year_of(months=3)
    frequency = life.data["frequency"]
    frequency["first_day"] = "2027-06-01"
    life.publish()
    frequency["first_day"], frequency["months"] = "2027-03-01", 6
    life.publish()
    assert [(year.first, year.last) for year in life.ledger.years] == [
        (date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 8, 31)),
    ]
    life.edit(on="second and fourth Thursday")
    life.publish()
    assert promises_of(life.ledger)["stat/2027-05.4"] is None


def forget_years(ledger: Ledger) -> Ledger:
    """The ledger as an earlier statplan wrote it."""
    return replace(ledger, years=(), meetings=())


@pytest.mark.parametrize("kind", ["bump", "move"])
def test_a_ledger_without_records_has_them_from_its_entries(kind: DecisionKind) -> None:
    holidays = {"listed": {"2027-02-11": "Town Day"}}
    life = year_of(months=3, holidays=holidays, preparation={"data_due": 10})
    day = date(2027, 3, 16) if kind == "move" else None
    life.decide("stat/2027-03", kind, day)
    life.publish()
    known, life.ledger = life.ledger, forget_years(life.ledger)
    assert list_first_days(life.ledger) == (date(2027, 1, 1),)
    records = index_records(life.ledger)
    moved = records["stat/2027-02"]
    assert (moved.planned.slot.day, moved.counted_day) == (date(2027, 2, 12), date(2027, 2, 11))
    assert isinstance(records["stat/2027-01"].planned.backup, Backup)
    life.decide("stat/2027-03", "restore")
    life.publish()
    assert life.ledger.years == known.years
    assert promises_of(life.ledger)["stat/2027-03"].slot.day == date(2027, 3, 11)  # type: ignore[union-attr]
    assert {each.key: each.planned for each in life.ledger.meetings} == {
        each.key: each.planned for each in known.meetings
    }


def test_a_bumped_meeting_that_calendars_have_on_its_backup_date_alone_is_recorded() -> None:
    life = RolledPlan(answers(monthly(), months=3))
    life.decide("stat/2027-02", "bump")
    life.publish()
    day = life.ledger.index_rows()["stat/2027-02", "backup"].start.date()
    record = index_records(forget_years(life.ledger))["stat/2027-02"]
    assert record.planned.slot.day == day
    assert promises_of(life.ledger)["stat/2027-02"].slot.day == day  # type: ignore[union-attr]


def test_the_first_publish_of_a_year_counts_after_a_merge() -> None:
    early, late = STAMP, STAMP + timedelta(days=3)
    old = PublishedYear(date(2027, 1, 1), date(2027, 12, 31), STAMP)
    ours = PublishedYear(date(2028, 1, 1), date(2028, 12, 31), late, date(2028, 12, 1))
    theirs = PublishedYear(date(2028, 1, 1), date(2028, 6, 30), early)
    merged = (old, replace(ours, published_at=early))
    assert merge_years((old, ours), (old, theirs)) == merged
    assert merge_years((old, theirs), (old, ours)) == merged
    assert merge_years((old,), (old, ours)) == (old, ours)
    overlapping = PublishedYear(date(2028, 3, 1), date(2029, 2, 28), late)
    assert merge_years((old, theirs), (old, overlapping)) == (
        old, theirs, replace(overlapping, first=date(2028, 7, 1)),
    )  # fmt: skip


@pytest.mark.slow
@given(
    seed=st.integers(0, 2**32),
    decided=st.lists(
        st.tuples(st.booleans(), st.sampled_from(("bump", "cancel", "move")), st.integers(0, 999)),
        max_size=4,
    ),
)
@settings(max_examples=count_examples(6, 12), deadline=None)
def test_a_merge_keeps_every_promise(
    seed: int, decided: list[tuple[bool, DecisionKind, int]]
) -> None:
    """One branch has published the next year; the other went on with the old one."""
    ours = draw_rolled_plan(seed)
    turn = ours.schedule().last
    ours.wait_until(turn - timedelta(days=30))
    base = ours.ledger
    theirs = RolledPlan(ours.data, base, ours.now + timedelta(minutes=7))
    for is_ours, kind, which in decided:
        (ours if is_ours else theirs).try_to_decide(kind, which, turn)
    if not ours.has_problems() and ours.can_roll():
        ours.publish()
    if not theirs.has_problems():
        theirs.publish()
    merged = merge_ledgers(base, ours.ledger, theirs.ledger)
    assert merged == merge_ledgers(base, theirs.ledger, ours.ledger)
    promises = promises_of(merged)
    for side in (ours.ledger, theirs.ledger):
        for key, promise in promises_of(side).items():
            assert promises[key] == promise or promise is None
        days = {day for year in side.years for day in (year.first, year.last)}
        assert days <= {day for year in merged.years for day in (year.first, year.last)}
    assert list(find_inconsistencies(merged)) == []
    assert read_ledger(dump_ledger(merged), "l", LINEAGE) == merged
