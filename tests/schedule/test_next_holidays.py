"""The holidays of the next year: the same names, with the dates of the library."""

from datetime import date
from typing import Any

from statplan.plan.answers import REMOVED
from statplan.plan.holidays import Holidays
from statplan.schedule.holiday_lists import HolidaySource
from statplan.schedule.next_holidays import list_holiday_edits
from statplan.schedule.plan_edit import OpenQuestion, PlanEdit, YearTurn
from tests.support.plans import HOLIDAYS

TURN = YearTurn(
    date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1), date(2028, 12, 31), date(2028, 1, 1)
)
OF_2027 = {day: name for day, name in HOLIDAYS.items() if day < "2028"}


def list_edits(**holidays: Any) -> tuple[list[PlanEdit], list[OpenQuestion]]:
    return list_holiday_edits(Holidays.model_validate(holidays), TURN, HolidaySource())


def list_days(edits: list[PlanEdit]) -> dict[str, object]:
    return {edit.path.rpartition(".")[2]: edit.answer for edit in edits}


def test_the_same_names_are_listed_with_their_next_dates() -> None:
    edits, questions = list_edits(country="US", listed=OF_2027)
    assert list_days(edits) == {
        "2028-01-01": "New Year's Day",
        "2028-05-29": "Memorial Day",
        "2028-07-04": "Independence Day",
        "2028-09-04": "Labor Day",
        "2028-11-23": "Thanksgiving Day",
        "2028-12-25": "Christmas Day",
    }
    assert not questions


def test_a_day_off_for_a_holiday_is_listed_with_it() -> None:
    listed = {"2027-11-11": "Veterans Day"}
    edits, _ = list_edits(country="US", listed=listed)
    assert list_days(edits) == {
        "2028-11-10": "Veterans Day (observed)",
        "2028-11-11": "Veterans Day",
    }
    edits, _ = list_edits(country="US", listed=listed, observed="no")
    assert list_days(edits) == {"2028-11-11": "Veterans Day"}


def test_a_year_that_has_some_of_the_names_gets_the_others() -> None:
    edits, _ = list_edits(country="US", listed={**OF_2027, "2028-01-01": "New Year's Day"})
    assert list(list_days(edits))[:3] == ["2028-05-29", "2028-07-04", "2028-09-04"]
    assert "2029-05-28" in list_days(edits)  # the plan lists the days after its year too
    reason = "Backup dates and due dates after Sunday, December 31, 2028 depend on them."
    assert edits[-1].reason.endswith(reason)
    assert "depend" not in edits[0].reason


def test_a_national_holiday_is_known_by_the_name_of_its_state_too() -> None:
    listed = {"2027-02-15": "Presidents' Day", "2027-05-31": "Memorial Day"}
    edits, questions = list_edits(country="US", subdivision="WA", listed=listed)
    assert list_days(edits) == {"2028-02-21": "Presidents' Day", "2028-05-29": "Memorial Day"}
    assert not questions


def test_each_name_of_a_day_with_several_is_looked_up() -> None:
    listed = {"2027-01-18": "Inauguration Day; Martin Luther King Jr. Day"}
    edits, questions = list_edits(country="US", subdivision="MD", listed=listed)
    assert list_days(edits) == {"2028-01-17": "Martin Luther King Jr. Day"}
    (question,) = questions
    assert "has no date in 2028 for Inauguration Day (Monday, January 18, 2027)." in question.words


def test_a_name_without_a_date_is_asked_for_and_none_is_invented() -> None:
    edits, questions = list_edits(
        country="US", listed={"2027-03-17": "Founders Day", "2027-05-31": "Memorial Day"}
    )
    assert list_days(edits) == {"2028-05-29": "Memorial Day"}
    assert [question.words for question in questions] == [
        (
            "The holidays library has no date in 2028 for Founders Day (Wednesday, March 17, "
            "2027). Add each date on which the offices are closed under frequency.holidays.listed."
        )
    ]


def test_without_a_country_every_name_is_asked_for() -> None:
    edits, questions = list_edits(listed={"2027-03-17": "Founders Day", "2027-05-31": "Memorial"})
    assert not edits
    assert [question.words for question in questions] == [
        (
            "The plan names no country, so no date in 2028 is known for Founders Day "
            "(Wednesday, March 17, 2027) and Memorial (Monday, May 31, 2027). Add each date on "
            "which the offices are closed under frequency.holidays.listed."
        )
    ]


def test_only_days_of_earlier_calendar_years_are_dropped() -> None:
    listed = {"2026-11-26": "Thanksgiving Day", "2027-11-25": "Thanksgiving Day"}
    edits, _ = list_edits(country="US", listed=listed)
    assert list_days(edits) == {"2028-11-23": "Thanksgiving Day", "2026-11-26": REMOVED}


def test_a_list_of_which_nothing_is_left_goes_whole() -> None:
    edits, questions = list_edits(listed={"2026-11-26": "Thanksgiving Day"})
    assert [(edit.path, edit.answer) for edit in edits] == [("frequency.holidays.listed", REMOVED)]
    assert len(questions) == 1


def test_a_plan_that_lists_no_holidays_needs_no_edit() -> None:
    assert list_edits(country="US", open=["Columbus Day"]) == ([], [])


def test_what_is_said_of_a_holiday_that_the_next_year_lacks_is_taken_out_and_asked() -> None:
    edits, questions = list_edits(
        listed={"2027-03-17": "Founders Day", "2028-01-01": "New Year's Day"},
        meetings=[
            {"holiday": "Founders Day", "policy": "skip"},
            {"holiday": "New Year's Day", "policy": "skip"},
        ],
    )
    assert [edit.path for edit in edits] == ["frequency.holidays.meetings[0]"]
    edits, _ = list_edits(
        listed={"2027-03-17": "Founders Day"},
        meetings=[{"holiday": "Founders Day", "policy": "skip"}],
    )
    assert [edit.path for edit in edits] == ["frequency.holidays.meetings"]
    assert questions[-1].words == (
        "'Founders Day' is no holiday on which the offices are closed. Add it again if it still "
        "holds."
    )


def test_a_list_goes_whole_where_the_next_year_has_none_of_its_holidays() -> None:
    edits, questions = list_edits(
        listed={"2027-03-17": "Founders Day", "2028-01-01": "New Year's Day"},
        meetings=[{"holiday": "Founders Day", "policy": "skip"}],
        open=["Columbus Day", "Market Day"],
        country="US",
    )
    removed = [edit.path for edit in edits if edit.answer is REMOVED]
    assert removed == ["frequency.holidays.open[1]", "frequency.holidays.meetings"]
    assert len(questions) == 3
