"""The holidays of a published year stay as they were, whatever a newer library says."""

from datetime import date, timedelta
from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.errors import StatplanError
from statplan.schedule import make_schedule
from statplan.schedule.holiday_lists import (
    HolidayList,
    HolidaySource,
    find_holiday_release,
    look_up_holidays,
    unite_holiday_lists,
)
from statplan.schedule.published_facts import PublishedFacts
from tests.support.holiday_library import holiday_library
from tests.support.plans import monthly, plan

ELECTION_DAY = date(2027, 11, 2)
THANKSGIVING = date(2027, 11, 25)
DAYS = st.dates(date(2026, 9, 1), date(2028, 4, 30))


def find_days(source: HolidaySource, year: int = 2027) -> dict[date, tuple[str, ...]]:
    return dict(source.find_list("US", "VA", year, observed=True).days)


def test_a_list_has_each_day_with_its_names_and_the_release() -> None:
    listed = look_up_holidays("US", "VA", 2027, observed=True)
    assert listed.key == ("US", "VA", True, 2027)
    assert listed.release == find_holiday_release() == version("holidays")
    assert dict(listed.days)[THANKSGIVING] == ("Thanksgiving Day",)
    assert all(day.year == 2027 for day, _ in listed.days)
    assert listed.days == tuple(sorted(listed.days))
    assert look_up_holidays("US", None, 2027, observed=True).key == ("US", "", True, 2027)


def test_two_holidays_on_one_day_are_two_names() -> None:
    listed = dict(look_up_holidays("US", "TX", 2024, observed=True).days)
    assert len(listed[date(2024, 6, 19)]) == 2


@pytest.mark.parametrize(("country", "subdivision"), [("XX", None), ("US", "Nowhere")])
def test_an_unknown_place_is_refused_with_a_remedy(country: str, subdivision: str | None) -> None:
    with pytest.raises(StatplanError) as refused:
        HolidaySource().find_list(country, subdivision, 2027, observed=True)
    assert str(refused.value.remedy)


def test_what_was_kept_is_not_looked_up_again_and_all_else_is() -> None:
    kept = look_up_holidays("US", "VA", 2027, observed=True)
    with holiday_library("9", {ELECTION_DAY: "New Day"}, [THANKSGIVING]) as years:
        source = HolidaySource([kept])
        assert find_days(source) == dict(kept.days)
        assert years == []
        assert find_days(source, 2028)
        assert find_days(source, 2028)
        assert years == [2028]
        other = dict(source.find_list("US", "KS", 2027, observed=True).days)
        assert other[ELECTION_DAY] == ("New Day",)
        assert [one.key for one in source.list_used()] == [
            ("US", "KS", True, 2027), ("US", "VA", True, 2027), ("US", "VA", True, 2028),
        ]  # fmt: skip
        assert source.list_used()[1] == kept


def test_the_days_by_which_a_newer_library_differs_are_named() -> None:
    kept = look_up_holidays("US", "VA", 2027, observed=True)
    first, last = date(2027, 1, 1), date(2027, 12, 31)
    added = date(2027, 8, 2)
    with holiday_library("9", {added: "New Day"}, [THANKSGIVING]):
        source = HolidaySource([kept])
        assert not list(source.iter_differences(first, last))  # nothing was used
        find_days(source)
        (difference,) = source.iter_differences(first, last)
        assert difference.kept == kept
        assert difference.release == "9"
        assert difference.added == ((added, ("New Day",)),)
        assert difference.dropped == ((THANKSGIVING, ("Thanksgiving Day",)),)
        assert not list(source.iter_differences(date(2027, 8, 3), date(2027, 11, 24)))
    with holiday_library(kept.release, {added: "New Day"}) as years:
        assert not list(source.iter_differences(first, last))  # of the same release
        assert years == []


def test_of_two_lists_of_the_same_that_which_was_kept_stays() -> None:
    one, two = (HolidayList("US", None, True, year, "1", ()) for year in (2028, 2027))
    other = HolidayList("US", None, True, 2027, "2", ((ELECTION_DAY, ("Election Day",)),))
    assert unite_holiday_lists([one, two], [other]) == (two, one)
    assert unite_holiday_lists([other], [one, two]) == (other, one)


@given(st.dictionaries(DAYS, st.just("New Day"), max_size=40), st.sets(DAYS, max_size=80))
def test_a_year_is_the_same_under_any_library_by_the_holidays_that_were_kept(
    added: dict[date, str], dropped: set[date]
) -> None:
    answers = plan(
        monthly("a"), monthly("b", on="first Monday"), monthly("c", on="fourth Thursday"),
        holidays={"country": "US", "subdivision": "VA"}, preparation={"data_due": 20},
    )  # fmt: skip
    first = make_schedule(answers)
    deadline = first.open_days.shift_working_days(first.first, -20)
    kept = first.holiday_source.list_used()
    assert {holiday_list.year for holiday_list in kept} >= {2026, 2027, 2028}
    everything = {*dropped, *(ELECTION_DAY + timedelta(days=offset) for offset in range(30))}
    with holiday_library("9", added, everything) as years:
        again = make_schedule(answers, PublishedFacts(kept))
        assert again == first
        assert again.open_days.shift_working_days(first.first, -20) == deadline
        assert again.closed_days == first.closed_days
    assert years == []
