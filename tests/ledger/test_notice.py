"""The notice that calendars gave: from the publish that said it to the earlier of the two days."""

from datetime import UTC, date, datetime

import pytest

from statplan.ledger.accounting import choose_year, count_year
from statplan.ledger.model import DecisionKind
from statplan.ledger.notice import NoticeGiven
from tests.support.plans import monthly
from tests.support.published_plans import PublishedPlan

MEETING = "stat/2027-03"  # on Thursday, March 11, with a backup date on the next working day


def publish_on(life: PublishedPlan, day: int) -> None:
    """Publish in the morning of a day of March."""
    life.now = datetime(2027, 3, day, 15, tzinfo=UTC)
    life.publish()


def live_to_march(asked: int | None = None) -> PublishedPlan:
    """A monthly plan that was published in December, on March 1."""
    moving = {"moving": {"notice_days": asked}} if asked is not None else {}
    life = PublishedPlan.of(monthly(), backup={"rule": "soonest"}, **moving)
    life.now = datetime(2027, 3, 1, 15, tzinfo=UTC)
    return life


def measure(life: PublishedPlan) -> NoticeGiven:
    """The notice that was given in the present year of a plan."""
    state = life.context().build_state(life.ledger)
    year = choose_year(life.ledger.years, life.today)
    return count_year(life.plan, life.context(), life.ledger, state, year).notice


def test_without_a_change_there_is_nothing_to_measure() -> None:
    notice = measure(live_to_march(5))
    assert (notice.meeting_count, notice.least, notice.short) == (0, None, 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "day", "published", "days"),
    [
        ("bump", None, 1, 8),
        ("cancel", None, 4, 5),
        ("cancel", None, 10, 1),
        ("move", date(2027, 3, 18), 4, 5),
        ("move", date(2027, 3, 9), 4, 3),
    ],
)
def test_notice_runs_to_the_earlier_of_the_two_days(
    kind: DecisionKind, day: date | None, published: int, days: int
) -> None:
    life = live_to_march(5)
    life.decide(MEETING, kind, day)
    assert measure(life).meeting_count == 0, "calendars change with the publish"
    publish_on(life, published)
    assert measure(life) == NoticeGiven((days,), 5)
    assert measure(life).short == (days < 5)


def test_what_is_said_on_the_day_or_later_had_no_notice() -> None:
    life = live_to_march()
    life.decide(MEETING, "cancel")
    publish_on(life, 15)
    assert measure(life) == NoticeGiven((0,), None)
    assert measure(life).short is None


def test_the_least_of_several_changes_counts_once_for_a_meeting() -> None:
    life = live_to_march(5)
    life.decide(MEETING, "bump")
    publish_on(life, 2)
    life.decide(MEETING, "restore")
    publish_on(life, 9)
    life.decide("stat/2027-06", "cancel")
    publish_on(life, 10)
    notice = measure(life)
    assert (notice.meeting_count, notice.least, notice.short) == (2, 2, 1)


def test_a_change_of_the_plan_counts_and_one_of_words_or_backups_does_not() -> None:
    life = live_to_march()
    life.data["program"]["name"] = "OtherStat"
    life.decide(MEETING, "release")
    publish_on(life, 2)
    assert measure(life).meeting_count == 0
    life.edit(at="09:00")
    publish_on(life, 3)
    assert measure(life).meeting_count == 0, "the day is the same"
    life.edit(on="third Thursday")
    publish_on(life, 4)
    assert (measure(life).meeting_count, measure(life).least) == (10, 5)


def test_meetings_that_were_added_are_left_out() -> None:
    life = live_to_march()
    life.data["frequency"]["series"].append(monthly("added", "last Monday", room="Room B"))
    publish_on(life, 2)
    life.decide("added/2027-03", "cancel")
    publish_on(life, 3)
    assert measure(life).meeting_count == 0


def test_a_bump_to_a_reserve_day_has_notice_to_the_first_of_both_days() -> None:
    reserve = {"rule": "reserve day", "reserve": "last Friday", "shared": "yes", "at": "14:00"}
    life = PublishedPlan.of(monthly(), backup=reserve)
    life.now = datetime(2027, 3, 1, 15, tzinfo=UTC)
    life.decide(MEETING, "bump")
    publish_on(life, 4)
    assert measure(life).days == (5,)
