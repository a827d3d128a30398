"""The keys that meetings keep when their series gains or loses a day after a publish."""

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from statplan.schedule.identity import choose_periods
from statplan.schedule.published_facts import PublishedMeeting
from statplan.schedule.recurrence import NominalDay

FIRST, SECOND, THIRD = date(2027, 3, 2), date(2027, 3, 9), date(2027, 3, 16)  # Tuesdays


def in_month(period: str, day: date | None) -> NominalDay:
    first = date(int(period[:4]), int(period[5:7]), 1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return NominalDay(period, day, first, last)


def in_week(period: str, day: date, weeks: int = 1) -> NominalDay:
    monday = day - timedelta(days=day.weekday())
    return NominalDay(period, day, monday, monday + timedelta(days=7 * weeks - 1))


def known(period: str, day: date | None, *, takes_place: bool = True) -> PublishedMeeting:
    return PublishedMeeting("stat", period, day, takes_place)


def choose(nominal_days: list[NominalDay], *published: PublishedMeeting) -> list[str]:
    return choose_periods(nominal_days, [each.period for each in nominal_days], published)


def test_what_was_never_published_has_the_keys_of_the_plan() -> None:
    assert choose([in_month("2027-03.1", FIRST), in_month("2027-03.3", THIRD)]) == [
        "2027-03.1", "2027-03.3",
    ]  # fmt: skip


def test_a_day_that_is_gained_leaves_the_first_its_key() -> None:
    both = [in_month("2027-03.1", FIRST), in_month("2027-03.3", THIRD)]
    assert choose(both, known("2027-03", FIRST)) == ["2027-03", "2027-03.3"]
    assert choose(both, known("2027-03", THIRD)) == ["2027-03.1", "2027-03"]


def test_a_day_that_is_lost_leaves_the_other_its_key() -> None:
    published = (known("2027-03.1", FIRST), known("2027-03.3", THIRD))
    assert choose([in_month("2027-03", FIRST)], *published) == ["2027-03.1"]
    assert choose([in_month("2027-03", THIRD)], *published) == ["2027-03.3"]


def test_the_day_that_was_there_first_is_lost() -> None:
    """The plan's own key is known, and is that of the meeting that goes."""
    published = (known("2027-03", FIRST), known("2027-03.3", THIRD))
    assert choose([in_month("2027-03", THIRD)], *published) == ["2027-03.3"]
    gone = (known("2027-03", FIRST, takes_place=False), published[1])
    assert choose([in_month("2027-03", THIRD)], *gone) == ["2027-03.3"]
    back = [in_month("2027-03.1", FIRST), in_month("2027-03.3", THIRD)]
    assert choose(back, *gone) == ["2027-03", "2027-03.3"]


def test_a_rule_that_moves_within_its_month_keeps_its_key() -> None:
    assert choose([in_month("2027-03", SECOND)], known("2027-03", FIRST)) == ["2027-03"]
    both = [in_month("2027-03.2", SECOND), in_month("2027-03.last", date(2027, 3, 30))]
    assert choose(both, known("2027-03.1", FIRST), known("2027-03.3", THIRD)) == [
        "2027-03.1", "2027-03.3",
    ]  # fmt: skip


def test_what_was_called_off_gives_its_key_to_its_own_day_alone() -> None:
    off = known("2027-03", FIRST, takes_place=False)
    assert choose([in_month("2027-03.1", FIRST)], off) == ["2027-03"]
    assert choose([in_month("2027-03.2", SECOND)], off) == ["2027-03.2"]


def test_weeks_keep_their_key_when_a_day_is_gained_or_lost() -> None:
    tuesday, thursday = date(2027, 4, 13), date(2027, 4, 15)
    both = [in_week("2027-04-13", tuesday), in_week("2027-04-15", thursday)]
    assert choose(both, known("2027-W15", tuesday)) == ["2027-W15", "2027-04-15"]
    published = (known("2027-04-13", tuesday), known("2027-04-15", thursday))
    assert choose([in_week("2027-W15", thursday)], *published) == ["2027-04-15"]


def test_the_days_of_a_month_keep_their_keys_when_they_are_listed() -> None:
    listed = NominalDay("2027-03-16", THIRD, THIRD, THIRD)
    assert choose([listed], known("2027-03", THIRD)) == ["2027-03"]
    assert choose([in_month("2027-03", THIRD)], known("2027-03-16", THIRD)) == ["2027-03-16"]
    other = NominalDay("2027-03-17", date(2027, 3, 17), date(2027, 3, 17), date(2027, 3, 17))
    assert choose([other], known("2027-03-16", THIRD)) == ["2027-03-17"]


def test_another_interval_has_other_keys() -> None:
    tuesday = date(2027, 4, 13)
    assert choose([in_week("2027-W15", tuesday)], known("2027-04", tuesday)) == ["2027-W15"]
    assert choose([in_month("2027-04", tuesday)], known("2027-W15", tuesday)) == ["2027-04"]
    assert choose([in_week("2027-04-13", tuesday)], known("2027-04", tuesday)) == ["2027-04-13"]
    quarter = NominalDay("2027-Q2", tuesday, date(2027, 4, 1), date(2027, 6, 30))
    assert choose([quarter], known("2027-04", tuesday)) == ["2027-Q2"]


def test_february_2027_has_four_weeks_and_is_a_month() -> None:
    day = date(2027, 2, 9)
    by_rule = NominalDay("2027-02-09", day, date(2027, 2, 1), date(2027, 2, 28))
    assert choose([by_rule], known("2027-02", day)) == ["2027-02"]


def test_a_month_without_its_day_takes_no_key() -> None:
    assert choose([in_month("2027-02", None)], known("2027-02.5", FIRST)) == ["2027-02"]


def test_a_month_without_its_day_keeps_the_key_of_the_plan() -> None:
    assert choose([in_month("2027-02", None)], known("2027-02", FIRST)) == ["2027-02"]


def test_a_day_that_comes_back_finds_its_key_in_use() -> None:
    """The third Tuesday took the key of the second, and both are wanted now."""
    published = (known("2027-03.1", FIRST, takes_place=False), known("2027-03.2", THIRD))
    assert choose(month_days([1, 2, 3]), *published) == ["2027-03.1", "2027-03.2-2", "2027-03.2"]


def test_a_decision_before_the_first_publish_keeps_its_meeting() -> None:
    both = [in_month("2027-03.1", FIRST), in_month("2027-03.3", THIRD)]
    assert choose(both, known("2027-03", None, takes_place=False)) == ["2027-03", "2027-03.3"]


ordinals = st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True).map(sorted)


def month_days(chosen: list[int]) -> list[NominalDay]:
    day = {number: FIRST + timedelta(weeks=number - 1) for number in chosen}
    if len(chosen) == 1:
        return [in_month("2027-03", day[chosen[0]])]
    return [in_month(f"2027-03.{number}", day[number]) for number in chosen]


@given(st.lists(ordinals, min_size=2, max_size=7))
def test_a_day_that_stays_keeps_its_key_through_every_change(lives: list[list[int]]) -> None:
    published: dict[str, PublishedMeeting] = {}
    keys_before: dict[date, str] = {}
    for chosen in lives:
        nominal_days = month_days(chosen)
        periods = choose(nominal_days, *published.values())
        assert len(set(periods)) == len(periods)
        assert choose(nominal_days, *reversed(published.values())) == periods
        keys = dict(zip((each.day for each in nominal_days if each.day), periods, strict=True))
        for day in keys.keys() & keys_before.keys():
            assert keys[day] == keys_before[day]
        published = {
            period: known(period, each.usual_day, takes_place=False)
            for period, each in published.items()
        } | {period: known(period, day) for day, period in keys.items()}
        assert choose(nominal_days, *published.values()) == periods
        keys_before = keys


def test_a_meeting_of_an_earlier_year_keeps_its_key_for_itself() -> None:
    year = date(2028, 1, 1)
    monday, tuesday = date(2028, 1, 3), date(2028, 1, 4)
    before = PublishedMeeting("stat", "2028-W01", monday, counted_day=date(2027, 12, 30))
    days = [in_week("2028-W01", tuesday)]
    assert choose_periods(days, ["2028-W01"], [before], year) == ["2028-W01-2"]
    of_this_year = PublishedMeeting("stat", "2028-W01", monday)
    assert choose_periods(days, ["2028-W01"], [of_this_year], year) == ["2028-W01"]
