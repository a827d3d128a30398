"""The holidays in the interview: chosen by name, met on all the same, added, asked anew."""

from typing import Any

import pytest

from statplan.interview.prompt import Prompt
from statplan.interview.sources import AnswerSources
from statplan.interview.steps import QuestionFilter
from tests.support.person import SMALL, Script, interviewed, then, walked

LISTED = "frequency.holidays.listed"
TEXAS = {"frequency.holidays.country": "US-TX"}


def ask_again(tree: dict[str, Any], replies: dict[str, Any]) -> tuple[dict[str, Any], Script]:
    """The holidays of a plan that is there, asked again."""
    answers, script = walked(AnswerSources(plan=tree), replies, QuestionFilter(paths=(LISTED,)))
    return answers.tree["frequency"]["holidays"], script


@pytest.fixture(scope="module")
def texas() -> tuple[dict[str, Any], Script]:
    answers, script = interviewed({**SMALL, **TEXAS})
    return answers.tree, script


def list_names(prompt: Prompt) -> list[object]:
    return [choice.value for choice in prompt.choices]


def test_the_names_are_asked_once_each_with_its_first_date_and_reason(
    texas: tuple[dict[str, Any], Script],
) -> None:
    script = texas[1]
    assert script.names().count(LISTED) == 1
    prompt = script.prompt(LISTED)
    assert len(set(list_names(prompt))) == len(prompt.choices) <= 24
    rows = {choice.value: (choice.title, choice.note) for choice in prompt.choices}
    title, note = rows["Confederate Memorial Day"]
    assert title.split("  ")[-1].strip() == "Tue Jan 19, 2027"
    assert note == "Part of the state's staff works; its offices are open"
    assert rows["Independence Day"][0].endswith("Sun Jul 4, 2027")
    assert "Independence Day (observed)" not in rows


def test_observances_start_unticked_and_are_written_as_open(
    texas: tuple[dict[str, Any], Script],
) -> None:
    tree, script = texas
    holidays = tree["frequency"]["holidays"]
    current = script.prompt(LISTED).current
    assert isinstance(current, tuple)
    assert not {"Confederate Memorial Day", "San Jacinto Day"} & set(current)
    assert {"Friday After Thanksgiving", "Columbus Day"} <= set(current)
    assert {"Confederate Memorial Day", "San Jacinto Day", "Good Friday"} <= set(holidays["open"])
    assert holidays["listed"]["2027-11-26"] == "Friday After Thanksgiving"
    assert holidays["listed"]["2027-07-05"] == "Independence Day (observed)"
    assert not set(holidays["open"]) & set(holidays["listed"].values())
    assert "meetings" not in holidays


def test_days_before_the_first_day_are_listed_for_what_is_due_then(
    texas: tuple[dict[str, Any], Script],
) -> None:
    days = list(texas[0]["frequency"]["holidays"]["listed"])
    assert (days[0], days[-1][:4]) == ("2026-09-07", "2028")


def test_the_offices_work_on_a_name_that_is_unticked_on_all_its_days() -> None:
    answers, _ = interviewed({**SMALL, **TEXAS, LISTED: ("New Year's Day", "Memorial Day")})
    holidays = answers.tree["frequency"]["holidays"]
    assert set(holidays["listed"].values()) == {
        *("New Year's Day", "New Year's Day (observed)", "Memorial Day"),
    }
    assert {"Independence Day", "Columbus Day"} <= set(holidays["open"])
    assert "Independence Day (observed)" not in holidays["open"]


@pytest.mark.slow
def test_the_program_may_meet_on_a_closed_holiday() -> None:
    replies = {
        LISTED: ("Veterans Day", "Labor Day", "meetings"),
        f"{LISTED}.meets": ("Veterans Day",),
    }
    answers, script = interviewed({**SMALL, **TEXAS, **replies})
    assert list_names(script.prompt(f"{LISTED}.meets")) == ["Labor Day", "Veterans Day"]
    assert script.prompt(f"{LISTED}.meets").current == ()
    holidays = answers.tree["frequency"]["holidays"]
    assert "Veterans Day" in holidays["listed"].values()
    assert read_policies(holidays) == {"Veterans Day": "meets anyway"}
    again, script = ask_again(answers.tree, {})
    assert read_policies(again) == {"Veterans Day": "meets anyway"}
    assert script.prompt(f"{LISTED}.meets").current == ("Veterans Day",)
    again, _ = ask_again(answers.tree, {LISTED: ("Labor Day", "Veterans Day")})
    assert read_policies(again) == {}


def read_policies(holidays: dict[str, Any]) -> dict[str, str]:
    return {record["holiday"]: record["policy"] for record in holidays.get("meetings") or ()}


def test_a_day_that_is_missing_is_added_and_no_longer_open() -> None:
    replies = {
        LISTED: ("New Year's Day", "missing"),
        f"{LISTED}.new": then("2027-13-24 Eve", "2027-12-24 Christmas Eve", ""),
    }
    answers, script = interviewed({**SMALL, **TEXAS, **replies})
    holidays = answers.tree["frequency"]["holidays"]
    assert holidays["listed"]["2027-12-24"] == "Christmas Eve"
    assert "Christmas Eve" not in holidays["open"]
    assert "'2027-13-24 Eve' does not begin with a date." in script.heard


def test_asked_again_what_stands_there_is_kept(texas: tuple[dict[str, Any], Script]) -> None:
    tree = texas[0]
    again, script = ask_again(tree, {})
    assert again == tree["frequency"]["holidays"]
    assert f"{LISTED}.new" not in script.names()


def test_a_holiday_that_was_open_can_be_closed_again(
    texas: tuple[dict[str, Any], Script],
) -> None:
    tree, script = texas
    current = script.prompt(LISTED).current
    assert isinstance(current, tuple)
    again, _ = ask_again(tree, {LISTED: (*current, "San Jacinto Day")})
    assert again["listed"]["2027-04-21"] == "San Jacinto Day"
    assert "San Jacinto Day" not in again["open"]


def test_a_plan_of_another_state_is_asked_for_its_holidays_anew(
    texas: tuple[dict[str, Any], Script],
) -> None:
    only = QuestionFilter(paths=("frequency.holidays.subdivision",))
    replies = {"frequency.holidays.subdivision": "LA"}
    answers, script = walked(AnswerSources(plan=texas[0]), replies, only)
    assert "Mardi Gras" in list_names(script.prompt(LISTED))
    holidays = answers.tree["frequency"]["holidays"]
    assert holidays["listed"]["2027-02-09"] == "Mardi Gras"
    assert "San Jacinto Day" not in holidays.get("open", ())


def test_without_a_country_the_days_are_asked_one_by_one() -> None:
    replies = {
        "frequency.holidays.country": None,
        f"{LISTED}.new": then("2027-07-05 Independence Day", ""),
    }
    answers, script = interviewed({**SMALL, **replies})
    assert LISTED not in script.names()
    assert answers.tree["frequency"]["holidays"] == {"listed": {"2027-07-05": "Independence Day"}}
