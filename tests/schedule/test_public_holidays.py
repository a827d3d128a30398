"""The public holidays of a place, which of them close the offices, and what the data say."""

from datetime import date
from importlib.resources import files
from typing import Any

import holidays as library
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.plan.holidays import Holidays
from statplan.schedule import make_schedule, public_holidays
from statplan.schedule.holiday_lists import HolidaySource
from statplan.schedule.public_holidays import (
    PublicHoliday,
    check_holiday_names,
    find_public_holidays,
    iter_name_forms,
    list_closed_holidays,
)
from tests.support.plans import HOLIDAYS, monthly, plan
from tests.support.sampling import count_examples

YEARS = range(2024, 2031)
STATES = sorted(library.country_holidays("US").subdivisions)
DATA = yaml.safe_load(
    files("statplan.schedule").joinpath("further_holidays.yaml").read_text("utf-8")
)


def closed(year: int = 2027, **answers: Any) -> dict[date, str]:
    closed = list_closed_holidays(Holidays.model_validate(answers), year, HolidaySource())
    return {day: "; ".join(names) for day, names in closed.items()}


def find_names(country: str, subdivision: str | None, status: str) -> set[str]:
    found = find_public_holidays(country, subdivision, 2027, HolidaySource())
    return {holiday.name for holiday in found if holiday.status == status}


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_every_further_holiday_of_a_state_is_in_the_data(state: str) -> None:
    """A newer library that has more, or less, fails here: somebody decides how each starts."""
    federal = library.country_holidays("US", years=YEARS)
    local = library.country_holidays("US", subdiv=state, years=YEARS)
    names = {
        name
        for day in local
        if day.year in YEARS and day not in federal
        for name in local.get_list(day)
    }
    described = [entry["name"] for entry in DATA["further"] if state in entry["places"]]
    assert len(described) == len(set(described))
    assert names <= set(iter_name_forms(described))
    assert set(described) <= names


def test_the_national_holidays_and_the_labels_are_the_librarys() -> None:
    assert set(DATA["national"]) == set(
        library.country_holidays("US", years=YEARS, observed=False).values()
    )
    countries = library.list_supported_countries(include_aliases=False)
    attributes = ("observed_label", "observed_estimated_label", "estimated_label")
    calendars = [library.country_holidays(country) for country in countries]
    labels = {
        str(getattr(calendar, attribute))
        for calendar in calendars
        for attribute in attributes
        if getattr(calendar, attribute, None)
    }
    assert labels - {"%s"} <= set(DATA["labels"])


def test_every_reason_is_short_enough_for_a_row() -> None:
    assert all(0 < len(entry["reason"]) <= 60 for entry in DATA["further"])
    assert {entry["starts"] for entry in DATA["further"]} == {"closed", "open"}


@pytest.mark.parametrize("state", STATES)
def test_no_further_day_of_a_state_closes_an_office_by_itself(state: str) -> None:
    assert closed(country="US", subdivision=state) == closed(country="US")


def test_observances_start_open_and_days_off_are_offered_as_closed() -> None:
    assert {
        *("Confederate Memorial Day", "San Jacinto Day", "Lyndon Baines Johnson Day"),
        *("Texas Independence Day", "Cesar Chavez Day", "Good Friday"),
    } <= find_names("US", "TX", "open")
    assert {"Friday After Thanksgiving"} <= find_names("US", "TX", "often closed")
    assert "Mardi Gras" in find_names("US", "LA", "often closed")
    assert "Lincoln's Birthday" in find_names("US", "NY", "open")
    assert "Casimir Pulaski Day" in find_names("US", "IL", "open")


def test_national_days_have_their_national_names() -> None:
    assert (
        "George Washington Day" in library.country_holidays("US", subdiv="VA", years=2027).values()
    )
    assert "Washington's Birthday" in find_names("US", "VA", "closed")


def test_a_states_day_of_a_national_name_is_told_from_it() -> None:
    found = {
        holiday.name: holiday for holiday in find_public_holidays("US", "GA", 2026, HolidaySource())
    }
    assert found["Washington's Birthday"].day == date(2026, 2, 16)
    local = found["Washington's Birthday (GA)"]
    assert (local.day, local.status) == (date(2026, 12, 24), "often closed")


def test_elsewhere_the_holidays_of_a_part_close_the_offices() -> None:
    assert date(2027, 2, 15) in closed(country="CA", subdivision="AB")  # Family Day
    assert date(2027, 3, 29) in closed(country="GB", subdivision="ENG")  # Easter Monday
    scottish = closed(country="GB", subdivision="SCT")
    assert date(2027, 3, 29) not in scottish
    assert closed(country="DE", subdivision="BY").keys() > closed(country="DE").keys()


def test_a_national_day_that_a_part_does_not_keep_does_not_close_there() -> None:
    assert closed(country="AU")[date(2027, 4, 25)] == "ANZAC Day"
    local = set(library.country_holidays("AU", subdiv="QLD", years=2027))
    assert closed(country="AU", subdivision="QLD").keys() == local


def test_names_that_were_chosen_hold_for_the_years_that_are_not_listed() -> None:
    chosen = {
        "country": "US", "subdivision": "TX", "open": ["Columbus Day"],
        "listed": {"2027-11-26": "Friday After Thanksgiving", "2027-12-24": "Christmas Eve"},
    }  # fmt: skip
    assert set(closed(2027, **chosen)) == {date(2027, 11, 26), date(2027, 12, 24)}
    later = closed(2033, **chosen)
    assert later[date(2033, 11, 25)] == "Friday After Thanksgiving"
    assert later[date(2033, 12, 23)] == "Christmas Eve (observed)"
    assert date(2033, 10, 10) not in later
    assert date(2033, 7, 4) in later


def test_a_name_that_is_open_keeps_its_observed_day_open() -> None:
    assert date(2028, 11, 10) in closed(2028, country="US")
    without = closed(2028, country="US", open=["Veterans Day"])
    assert not {date(2028, 11, 10), date(2028, 11, 11)} & without.keys()


def name_problems(years: range = range(2027, 2028), **answers: Any) -> list[tuple[str, str]]:
    found = check_holiday_names(Holidays.model_validate(answers), years, HolidaySource())
    return [(problem.path, str(problem.remedy)) for problem in found]


def test_a_name_that_is_known_is_accepted_and_the_nearest_is_offered() -> None:
    assert not name_problems(country="US", open=["Columbus Day", "Veterans Day"])
    assert not name_problems(country="US", subdivision="TX", open=["San Jacinto Day"])
    assert name_problems(country="US", subdivision="MO", open=["San Jacinto Day"])
    assert name_problems(country="US", open=["Veteran Day"]) == [
        ("frequency.holidays.open[0]", "Did you mean Veterans Day?")
    ]
    assert not name_problems(country="NZ", open=["Waitangi Day"])
    assert not name_problems(country="US", subdivision="GA", open=["Washington's Birthday (GA)"])


def test_known_names_need_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_holidays, "find_public_holidays", None)
    assert not name_problems(
        country="US", subdivision="TX", open=["Columbus Day", "San Jacinto Day"]
    )
    assert not name_problems(country="US", listed={"2027-03-05": "Founders Day"})


def test_no_state_observance_is_printed_as_a_reason_unasked() -> None:
    series = monthly(on="third Tuesday")  # January 19, 2027: Confederate Memorial Day
    in_texas = make_schedule(plan(series, holidays={"country": "US", "subdivision": "TX"}))
    assert in_texas.meetings[0].slot.day == date(2027, 1, 19)
    assert "Confederate Memorial Day" not in repr(in_texas)
    stated = {"2027-01-19": "Confederate Memorial Day"}
    listed = make_schedule(plan(series, holidays={"country": "US", "listed": stated}))
    assert listed.meetings[0].slot.day != date(2027, 1, 19)


def test_the_program_meets_on_a_holiday_and_on_its_observed_day() -> None:
    series = monthly(on="second Friday")  # November 10, 2028: Veterans Day (observed)
    holidays = {"country": "US", **name_meetings("Veterans Day")}
    met = make_schedule(plan(series, first_day="2028-01-01", holidays=holidays))
    assert not met.problems
    assert date(2028, 11, 10) in {meeting.slot.day for meeting in met.meetings}
    assert not met.open_days.is_working_day(date(2028, 11, 10))


def name_meetings(*names: str) -> dict[str, Any]:
    return {"meetings": [{"holiday": name, "policy": "meets anyway"} for name in names]}


days_of_a_library = st.dictionaries(
    st.dates(date(2025, 1, 1), date(2029, 12, 31)),
    st.sampled_from(["Columbus Day", "Founders Day", "Memorial Day", "Labor Day (observed)"]),
)


@settings(max_examples=count_examples(20, 200))
@given(days_of_a_library, st.sampled_from(["closed", "often closed", "open"]))
def test_a_listed_year_is_the_same_under_any_library(
    library_days: dict[date, str], status: Any
) -> None:
    """What a plan lists for all its years does not change with a newer library."""
    listed = {**HOLIDAYS, "2026-12-25": "Christmas Day"}
    answers = {
        "country": "US", "subdivision": "TX", "listed": listed, "open": ["Columbus Day"],
        **name_meetings("Independence Day", "Memorial Day"),
    }  # fmt: skip
    series = monthly(on="last Monday", backup={"keep": "yes"})
    published = make_schedule(plan(series, holidays=answers))

    def find_other(*_: object, **__: object) -> tuple[PublicHoliday, ...]:
        return tuple(PublicHoliday(day, name, status) for day, name in library_days.items())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(public_holidays, "find_public_holidays", find_other)
        again = make_schedule(plan(series, holidays=answers))
    assert not published.problems
    assert (again.meetings, again.omitted, again.closed_days) == (
        published.meetings, published.omitted, published.closed_days,
    )  # fmt: skip
