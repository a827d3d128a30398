"""What was promised, what is still planned, and what was held: no edit of the plan improves it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statplan.calendars.build_calendar import desired_entries
from statplan.errors import StatplanError
from statplan.ledger import compare_entries, record_publish
from statplan.ledger.accounting import (
    Account,
    MeetingAccount,
    YearAccount,
    choose_year,
    count_meetings,
    count_year,
    find_years,
    name_year,
)
from statplan.ledger.file_reader import read_ledger
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.model import DecisionKind, PublishedYear
from statplan.ledger.year_records import build_planned_year
from statplan.schedule import TimeSlot
from tests.support.histories import TIMES, Histories
from tests.support.plans import Answers, monthly
from tests.support.published_plans import PublishedPlan
from tests.support.sampling import count_examples
from tests.support.schedule_plans import generated

Edit = Callable[[PublishedPlan], object]
Decisions = list[tuple[str, DecisionKind]]
WEEKLY = {"id": "stat", "every": "week", "on": "Thursday", "at": "08:00"}
BACK_UPS = {"backup": {"rule": "soonest"}}


def count(life: PublishedPlan, *, is_published: bool = True) -> YearAccount:
    """The account of the present year of a plan; of the plan alone where nothing is published."""
    context = life.context()
    year = choose_year(life.ledger.years, life.today) if is_published else None
    state = context.build_state(life.ledger)
    return count_year(life.plan, context, life.ledger, state, year)


def go_to(life: PublishedPlan, day: date) -> None:
    """Let time pass up to a day."""
    life.now = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def live_to_april(*decisions: tuple[str, DecisionKind]) -> PublishedPlan:
    """A monthly plan that was published in December, on April 1, with what was recorded."""
    life = PublishedPlan.of(monthly(), **BACK_UPS)
    go_to(life, date(2027, 4, 1))
    for month, kind in decisions:
        life.decide(f"stat/{month}", kind)
    return life


@pytest.mark.parametrize(
    ("decisions", "percent", "is_least"),
    [
        ([], None, True),
        ([("2027-01", "cancel")], None, True),
        ([("2027-01", "held")], 33, True),
        ([("2027-01", "held"), ("2027-02", "cancel"), ("2027-03", "held")], 66, False),
        ([("2027-01", "cancel"), ("2027-02", "cancel"), ("2027-03", "cancel")], 0, False),
        ([("2027-12", "cancel")], None, True),
    ],
)
def test_the_share_that_was_held_is_of_the_promises_due(
    decisions: Decisions, percent: int | None, is_least: bool
) -> None:
    total = count(live_to_april(*decisions)).total
    assert (total.promised, total.due) == (12, 3)
    assert (total.held_percent, total.is_least) == (percent, is_least)
    assert total.planned == 12, "a meeting that a decision cancelled was planned"


def test_before_the_first_publish_the_plan_itself_is_counted() -> None:
    life = PublishedPlan.of(monthly())
    account = count(life, is_published=False)
    assert account.published_on is None
    assert (account.total.promised, account.total.due, account.total.held_percent) == (12, 0, None)


def test_baltimore_promised_240_scheduled_144_and_held_89() -> None:
    slot = TimeSlot(date(2014, 3, 4), time(9), 60)
    outcomes = ["dropped"] * 96 + ["cancelled"] * 55 + ["held"] * 89
    meetings = [
        MeetingAccount(f"citistat/2014-W{number:02}", "citistat", "CitiStat", slot, slot, outcome)  # type: ignore[arg-type]
        for number, outcome in enumerate(outcomes)
    ]
    total = count_meetings(meetings, date(2015, 1, 1))
    assert (total.promised, total.planned, total.held) == (240, 144, 89)
    assert total.held_percent == 37
    assert not total.is_least


@pytest.mark.slow
def test_a_year_of_240_promises_is_counted_from_its_ledger() -> None:
    groups = [WEEKLY | {"id": f"group-{number}", "room": f"Room {number}"} for number in range(4)]
    life = PublishedPlan.of(*groups)
    promised = count(life).total.promised
    life.data["frequency"]["series"] = [
        group | {"every": "2 weeks"} if number else group for number, group in enumerate(groups)
    ]
    life.publish()
    go_to(life, date(2027, 12, 31))
    total = count(life).total
    assert total.promised == promised > 200
    assert total.planned < promised * 0.7
    assert total.planned + total.dropped == promised
    assert total.unrecorded == total.planned
    assert total.held_percent is None, "nothing is recorded, and nothing is said to have failed"


def _edit_frequency(**answers: object) -> Edit:
    def edit(life: PublishedPlan) -> None:
        life.data["frequency"] |= answers

    return edit


def _replace_series(*series: Answers) -> Edit:
    return _edit_frequency(series=list(series))


_MONTHS_OFF = {"day": "2027-06-01", "until": "2027-08-31", "why": "Move"}
_TO_LATE_APRIL = {"meeting": "stat/2027-04", "day": "2027-04-29", "why": "Storm"}
EDITS: dict[str, Edit] = {
    "a meeting is called off": lambda life: life.edit(
        called_off=[{"day": "2027-06-10", "why": "Storm"}]
    ),
    "an exception calls one off": lambda life: life.edit(
        exceptions=[{"meeting": "stat/2027-06", "called_off": "yes"}]
    ),
    "the series is deleted": _replace_series(monthly("other", "first Monday")),
    "the rhythm is slower": lambda life: life.edit(every="quarter"),
    "it starts later": lambda life: life.edit(starts="2027-07-01"),
    "it ends earlier": lambda life: life.edit(until="2027-06-30"),
    "days are closed": _edit_frequency(closures=[_MONTHS_OFF | {"offices_closed": "yes"}]),
    "a recess is added": _edit_frequency(closures=[_MONTHS_OFF]),
    "closed days are skipped": _edit_frequency(
        closures=[_MONTHS_OFF | {"offices_closed": "yes"}], closed_day={"closure": "skip"}
    ),
    "months are skipped": lambda life: life.edit(not_in=["June", "July"]),
    "the id is changed": lambda life: life.edit(id="renamed"),
    "an exception takes it to another date": lambda life: life.edit(exceptions=[_TO_LATE_APRIL]),
    "the year begins later": _edit_frequency(first_day="2027-06-01"),
    "the year is shorter": _edit_frequency(months=6),
    "the day of the month is another": lambda life: life.edit(on="last Thursday"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_ten_edits_cannot_raise_the_held_rate(name: str) -> None:
    life = live_to_april(("2027-01", "held"), ("2027-02", "cancel"), ("2027-03", "held"))
    before = count(life)
    EDITS[name](life)
    edited = count(life)
    life.publish()
    published = count(life)
    go_to(life, date(2027, 12, 31))
    at_the_end = count(life)
    for account in (edited, published):
        _is_no_better(account.total, before.total)
    assert at_the_end.total.promised == 12
    assert at_the_end.total.held == 2
    assert at_the_end.total.due == 12
    assert at_the_end.total.held_percent == 16
    assert at_the_end.first == before.first


def _is_no_better(account: Account, before: Account, *, may_add: bool = False) -> None:
    """The account has the same promises, or further ones where a later publish plans more days."""
    assert account.promised == before.promised or (may_add and account.promised > before.promised)
    assert (account.due, account.held) == (before.due, before.held)
    assert (account.held_percent or 0) <= (before.held_percent or 0)


def test_meetings_of_another_id_are_added_and_count_apart() -> None:
    life = live_to_april(("2027-01", "held"))
    life.edit(id="renamed")
    life.publish()
    life.now = datetime(2027, 4, 9, 18, tzinfo=UTC)
    life.decide("renamed/2027-04", "held")
    account = count(life)
    assert (account.total.promised, account.total.dropped) == (12, 9)
    assert (account.total.added, account.total.added_held) == (9, 1)
    assert (account.total.held, account.total.due) == (1, 4)
    assert [series.series for series in account.list_series()] == ["renamed", "stat"]


def test_a_lineage_is_a_ledger_and_another_one_is_refused() -> None:
    ledger = live_to_april(("2027-01", "held")).ledger
    with pytest.raises(StatplanError):
        read_ledger(dump_ledger(ledger), "ledger", "6f1c2b1e-0000-4000-8000-000000000002")


def test_a_meeting_that_is_bumped_past_the_year_stays_in_its_year() -> None:
    life = PublishedPlan.of(monthly(on="last Thursday"), backup={"rule": "soonest"})
    go_to(life, date(2027, 12, 20))
    life.decide("stat/2027-12", "bump")
    life.publish()
    (bumped,) = [each for each in count(life).meetings if each.is_bumped]
    assert bumped.slot.day > date(2027, 12, 30) == bumped.promised.day  # type: ignore[union-attr]
    go_to(life, date(2027, 12, 31))
    waiting = count(life).total
    assert (waiting.due, waiting.postponed, waiting.moved, waiting.bumped) == (12, 1, 1, 1)
    assert waiting.is_least
    go_to(life, bumped.slot.day + timedelta(days=1))
    life.decide("stat/2027-12", "held")
    assert (count(life).total.held, count(life).total.postponed) == (1, 0)


def test_a_move_of_the_plan_leaves_a_promise_in_its_year_and_due_on_its_day() -> None:
    life = live_to_april(("2027-01", "held"))
    life.edit(exceptions=[_TO_LATE_APRIL])
    life.publish()
    go_to(life, date(2027, 4, 20))
    total = count(life).total
    assert (total.due, total.postponed, total.moved, total.bumped) == (4, 1, 1, 0)


def test_cancelled_by_decision_and_dropped_by_the_plan_are_two_things() -> None:
    life = live_to_april(("2027-02", "cancel"))
    life.decide("stat/2027-11", "cancel")
    life.publish()
    life.edit(until="2027-10-31")
    for _ in range(2):
        total = count(life).total
        assert (total.cancelled, total.dropped, total.off, total.planned) == (2, 1, 3, 11)
        life.publish()
    go_to(life, date(2028, 1, 10))
    total = count(life).total
    assert (total.cancelled, total.dropped, total.off, total.planned) == (2, 1, 3, 11)


def test_two_years_are_counted_each_for_itself() -> None:
    life = PublishedPlan.of(monthly(), release={"by": "2027-12-01"})
    go_to(life, date(2027, 11, 29))
    life.decide("stat/2027-01", "held")
    life.data["frequency"] |= {"first_day": "2028-01-01", "release": {"by": "2028-12-01"}}
    life.publish()
    first, second = life.ledger.years
    now = count(life)
    assert (now.first, now.total.promised, now.total.held) == (date(2027, 1, 1), 12, 1)
    assert (now.next_by, now.next_published_on) == (date(2027, 12, 1), date(2027, 11, 29))
    assert now.is_next_on_time is True
    state = life.context().build_state(life.ledger)
    later = count_year(life.plan, life.context(), life.ledger, state, second)
    assert (later.total.promised, later.total.due) == (12, 0)
    assert later.next_by == date(2028, 12, 1)
    assert later.is_next_on_time is None
    assert choose_year(life.ledger.years, date(2028, 1, 1)) == second
    assert choose_year(life.ledger.years, date(2026, 1, 1)) == first


@pytest.mark.parametrize(
    ("today", "published", "is_on_time"),
    [
        (date(2027, 12, 1), None, None),
        (date(2027, 12, 2), None, False),
        (date(2027, 12, 9), date(2027, 12, 1), True),
        (date(2027, 12, 9), date(2027, 12, 2), False),
    ],
)
def test_the_next_schedule_is_on_time_or_late_or_not_due(
    today: date, published: date | None, is_on_time: bool | None
) -> None:
    year = YearAccount(
        date(2027, 1, 1), date(2027, 12, 31), today, (), None, date(2027, 12, 1), published
    )
    assert year.is_next_on_time is is_on_time


def _year(first: date, last: date) -> PublishedYear:
    return PublishedYear(first, last, datetime(2026, 12, 1, tzinfo=UTC))


def test_a_year_is_published_with_its_first_meetings_and_not_before() -> None:
    dates = {"id": "stat", "dates": ["2027-03-02", "2027-12-07"], "at": "08:00"}
    life = PublishedPlan.of(dates, release={"by": "2027-12-01"}, **BACK_UPS)
    go_to(life, date(2027, 11, 15))
    life.data["frequency"]["first_day"] = "2028-01-01"
    life.edit(dates=[])
    life.decide("stat/2027-12-07", "bump")
    life.publish()
    assert [year.first for year in life.ledger.years] == [date(2027, 1, 1)]
    assert count(life).next_published_on is None
    go_to(life, date(2028, 1, 10))
    life.edit(dates=["2028-03-07", "2028-06-06"])
    life.publish()
    account = count(life)
    assert account.published_on == date(2028, 1, 10)
    assert (account.total.promised, account.total.added) == (2, 0)


def test_a_window_that_is_moved_back_leaves_the_published_year_and_its_name() -> None:
    life = PublishedPlan.of(monthly())
    go_to(life, date(2027, 6, 15))
    life.data["frequency"]["first_day"] = "2026-01-01"
    life.publish()
    (year,) = life.ledger.years
    assert name_year(year.first, year.last) == "2027"
    assert (count(life).total.promised, count(life).total.dropped) == (12, 6)


def test_years_are_found_by_their_names() -> None:
    pilot = _year(date(2027, 1, 1), date(2027, 6, 30))
    fiscal = _year(date(2027, 7, 1), date(2028, 6, 30))
    weeks = _year(date(2028, 7, 3), date(2029, 1, 5))
    years = (pilot, fiscal, weeks)
    assert [name_year(year.first, year.last) for year in years] == ["2027", "2027-28", "2028"]
    assert find_years(years, "2027") == [pilot]
    assert find_years(years, "2027-28") == find_years(years, "2027\u201328") == [fiscal]
    assert find_years(years, "2027-07-01") == [fiscal]
    assert find_years((fiscal,), "2027") == [fiscal]
    assert find_years(years, "2031") == []
    second_half = _year(date(2027, 7, 1), date(2027, 12, 31))
    assert find_years((pilot, second_half), "2027") == [pilot, second_half]


class _RecordedYear(Histories):
    """A random plan whose publishes record their years."""

    def publish_year(self) -> bool:
        """Publish, and record what is promised; False where the year has a problem."""
        context, plan = self.year(), self.plan()
        state = context.build_state(self.ledger)
        if state.problems:
            return False
        entries = desired_entries(plan, state, context.date_rules)
        changes = compare_entries(self.ledger, entries, context.as_of)
        planned_year = build_planned_year(plan, context.schedule, context.as_of)
        self.ledger = record_publish(self.ledger, changes, self.now, planned_year=planned_year)
        return True

    def count_first_year(self) -> Account:
        """The account of the first year that was published."""
        context = self.year()
        state = context.build_state(self.ledger)
        year = self.ledger.years[0]
        return count_year(self.plan(), context, self.ledger, state, year).total

    def edit_plan(self, name: str, number: int) -> None:
        """Edit the plan in one of several ways."""
        lines = self.data["frequency"]["series"]
        match name:
            case "rhythm":
                self.a_cadence_changes("second Thursday", ("2 months", "2 weeks")[number % 2])
            case "series" if len(lines) > 1:
                self.a_series_is_removed(number)
            case "months":
                self.the_horizon_moves(2 + number % 8)
            case "first day":
                self.the_year_begins_later(5 + number % 65)
            case "closure":
                self.days_are_closed(number % 60, number % 4)
            case "time":
                self.a_time_changes(TIMES[number % len(TIMES)], 60)
            case _:
                self.a_series_is_added("third Tuesday", number % 3, "13:00")


_EDIT_NAMES = ("rhythm", "series", "months", "first day", "closure", "time", "added")


@pytest.mark.slow
@settings(
    max_examples=count_examples(15, 30),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
)
@given(
    generated(),
    st.integers(3, 7),
    st.lists(
        st.tuples(st.sampled_from(("held", "cancel", "bump")), st.integers(0, 99)), max_size=5
    ),
    st.lists(st.tuples(st.sampled_from(_EDIT_NAMES), st.integers(0, 99)), min_size=1, max_size=3),
    st.integers(20, 120),
)
def test_no_edit_of_any_plan_raises_the_held_rate(
    answers: Answers,
    months: int,
    decisions: list[tuple[DecisionKind, int]],
    edits: list[tuple[str, int]],
    days: int,
) -> None:
    history = _RecordedYear()
    history.begin(answers, months, "no")
    if not history.publish_year() or not history.ledger.years:
        return
    history.now += timedelta(days=days)
    for kind, which in decisions:
        history.decide(kind, which)
    for name, number in edits:
        before = history.count_first_year()
        history.edit_plan(name, number)
        _is_no_better(history.count_first_year(), before)
        if history.publish_year():
            _is_no_better(history.count_first_year(), before, may_add=True)


def test_a_promise_on_a_day_after_its_year_belongs_to_its_year() -> None:
    """The last Friday of 2027 is a holiday, so its meeting was promised for January 3."""
    closures = [{"day": "2027-12-31", "why": "Holiday", "offices_closed": "yes"}]
    life = PublishedPlan.of(
        monthly(on="last Friday"), closures=closures, closed_day={"leaves_period": "yes"}
    )
    go_to(life, date(2027, 12, 1))
    life.data["frequency"]["first_day"] = "2028-01-01"
    life.publish()
    record = life.ledger.meetings[11]
    assert record.promise
    assert record.promise.slot.day == date(2028, 1, 3)
    assert record.promise.counted_day == date(2027, 12, 31)
    assert read_ledger(dump_ledger(life.ledger), "ledger", life.ledger.lineage) == life.ledger
    assert [each.key for each in count(life).meetings][-1] == "stat/2027-12"
    assert count(life).total.promised == 12
