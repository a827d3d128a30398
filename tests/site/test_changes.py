"""What the public is told of changes is what changed between one publish and the next."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.ledger import Ledger
from statplan.ledger.model import DecisionKind
from statplan.schedule.open_days import find_last_day
from statplan.site.changes import list_new_schedules, list_public_changes
from tests.support.plans import LINEAGE, answers, monthly
from tests.support.sample_site import LIFE, Step, city, publish_again, tell
from tests.support.sampling import count_examples

Dates = dict[str, str | None]
KEYS = tuple(f"stat/2027-{month:02}" for month in (2, 3, 4))
KINDS: tuple[DecisionKind, ...] = ("bump", "cancel", "restore", "move", "release")
PUBLIC = {"publicity": {"publishes": ["schedule"], "access": "open"}}


def shown(ledger: Ledger) -> Dates:
    """Where each meeting takes place by what calendars were told; None for nowhere."""
    found: Dates = {}
    for row in ledger.issued:
        found.setdefault(row.meeting, None)
        taken = row.role == "backup" and row.state == "confirmed"
        own = row.role == "primary" and row.state in {"tentative", "confirmed"}
        if taken or own:
            found[row.meeting] = str(row.start)
    return found


@st.composite
def lives(draw: st.DrawFn) -> list[Step]:
    found: list[Step] = []
    for index in range(draw(st.integers(1, 6))):
        day = str(date(2026, 12, 11) + timedelta(days=index))
        key = draw(st.sampled_from(KEYS))
        kind = draw(st.sampled_from(KINDS))
        where = f" 2027-{key[-2:]}-{draw(st.integers(1, 9)):02} 10:00" if kind == "move" else ""
        found.append((day, kind, key + where))
    return found


@pytest.mark.slow
@given(lives())
@settings(max_examples=count_examples(15, 60))
def test_news_is_the_difference_between_two_publishes(life: list[Step]) -> None:
    data = answers(monthly(), months=5) | PUBLIC
    before, expected = shown(tell(data).ledger), []
    for count in range(1, len(life) + 1):
        after = shown(tell(data, life[:count]).ledger)
        expected += [
            (key, before.get(key), there)
            for key, there in sorted(after.items())
            if there != before.get(key)
        ]
        before = after
    site = tell(data, life).site("2026-12-20")
    news = [(each.meeting, each.old_start, each.new_start) for _, each in site.changes]
    told = [(key, str(was) if was else None, str(to) if to else None) for key, was, to in news]
    assert told == expected
    for meeting in site.meetings:
        there = before[next(row.meeting for row in meeting.entries)]
        assert (None if meeting.is_cancelled else str(meeting.start)) == there


def test_an_id_stays_whatever_happens_and_a_cancelled_meeting_keeps_its_start() -> None:
    first = {each.name: each for each in tell(city()).site("2027-03-21").meetings}
    ids = {each.id for each in tell(city()).site("2027-03-21").meetings}
    site = tell(city(), LIFE).site("2027-03-21")
    assert {each.id for each in site.meetings} == ids
    off = [each for each in site.meetings if each.is_cancelled]
    assert [str(each.start) for each in off] == ["2027-03-16 15:00:00"]
    assert first


def test_a_meeting_that_moved_before_the_first_publish_has_its_own_name() -> None:
    from dataclasses import replace

    from tests.support.plans import LINEAGE
    from tests.support.sample_site import Told, make_decision, publish_again

    plan = tell(city()).plan
    bump = make_decision("2026-12-08", "bump", "blight/2027-02")
    ledger = publish_again(plan, replace(Ledger(LINEAGE), decisions=(bump,)), "2026-12-10")
    (row,) = (row for row in ledger.issued if row.meeting == "blight/2027-02")
    assert row.text.name.startswith("BlightStat: Vacant buildings (moved from")
    site = Told(plan, ledger).site("2026-12-20")
    (meeting,) = (each for each in site.meetings if row in each.entries)
    assert meeting.name == "BlightStat: Vacant buildings"


def test_a_change_of_the_plan_is_news_too() -> None:
    """Not only a decision moves a meeting: an edit of the plan does, and a new series adds some."""
    from dataclasses import replace

    from tests.support.sample_site import Told, publish_again

    told = tell(city())
    edited = city()
    edited["frequency"]["series"][0]["on"] = "second Friday"
    edited["frequency"]["series"].append(
        {"id": "fire", "name": "FireStat", "every": "quarter", "on": "first Monday", "at": "10:00"}
    )
    plan = tell(edited).plan
    ledger = publish_again(plan, told.ledger, "2027-06-01")
    news = [each for _, each in replace(told, plan=plan, ledger=ledger).site("2027-06-02").changes]
    assert isinstance(told, Told)
    assert {each.kind for each in news} == {"moved", "added"}
    assert [str(each.new_start) for each in news if each.meeting == "blight/2027-06"] == [
        "2027-06-11 08:00:00"
    ]
    assert not [
        each for each in news if each.new_start and each.new_start.date() < date(2027, 6, 1)
    ]


def test_what_was_moved_before_it_was_public_is_no_news() -> None:
    from dataclasses import replace

    from tests.support.sample_site import make_decision, publish_again

    inside = city(publishes=["slides"])
    told = tell(inside, LIFE[:1])
    plan = tell(city()).plan
    ledger = publish_again(plan, told.ledger, "2027-02-09")
    assert replace(told, plan=plan, ledger=ledger).site("2027-02-10").changes == ()
    again = replace(ledger, decisions=(*ledger.decisions, make_decision(*LIFE[2])))
    ledger = publish_again(plan, again, "2027-03-02")
    news = replace(told, plan=plan, ledger=ledger).site("2027-03-03").changes
    assert [each.kind for _, each in news] == ["cancelled"]


@pytest.mark.slow
@given(st.integers(3, 12), st.lists(st.booleans(), min_size=1, max_size=3), st.booleans())
@settings(max_examples=count_examples(8, 40), deadline=None)
def test_what_is_new_is_a_change_or_part_of_a_new_year(
    months: int, later_series: list[bool], has_late_publish: bool
) -> None:
    """Each meeting that calendars get after the first publish is told of once, or counted once."""
    data, first_day = answers(monthly(), months=months) | PUBLIC, date(2027, 1, 1)
    ledger, expected = Ledger(LINEAGE), 0
    for number, adds_series in enumerate([False, *later_series]):
        publishes = [first_day - timedelta(days=20), first_day + timedelta(days=1)]
        for day in publishes[: 1 + (adds_series or has_late_publish)]:
            if adds_series and day == publishes[-1]:
                series = monthly(f"added-{number}", "third Friday") | {"at": f"{10 + number}:00"}
                data["frequency"]["series"].append(series)
            data["frequency"]["first_day"] = str(first_day)
            before = {row.meeting for row in ledger.issued}
            ledger = publish_again(tell(data).plan, ledger, str(day))
            added = {row.meeting for row in ledger.issued} - before
            expected += len(added) if before else 0
        first_day = find_last_day(first_day, months) + timedelta(days=1)
    told_once = [change for change in list_public_changes(ledger) if change.kind == "added"]
    schedules = list_new_schedules(ledger)
    assert len({change.meeting for change in told_once}) == len(told_once)
    assert len(told_once) + sum(each.meeting_count for each in schedules) == expected
    assert len(schedules) == len(later_series)
    assert all(first.last < second.first for first, second in pairwise(schedules))
