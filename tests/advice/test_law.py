"""What is said about law: it asks, and never answers. The federal dates are data."""

from datetime import date
from typing import Any

import pytest

from statplan.advice import RULES, Rule
from statplan.advice.rules import accessibility
from tests.support.plan_changes import changed, review

LAW = [each for each in RULES if any(key.startswith("OML-") for key in each.sources)]
WEB = [each for each in RULES if accessibility.SOURCE in each.sources]
NEVER = ("you have until", "you must", "illegal", "unlawful", "is required", "the law allows")


def facts(**changes: Any) -> list[str]:
    silent = {"publicity.accessibility": None}
    return [each.fact for each in review(changed(silent | changes)).findings]


def code(rule: Rule) -> str:
    return rule.code


@pytest.mark.parametrize("rule", [each for each in LAW if each.code.startswith("SP83")], ids=code)
def test_a_prompt_about_meetings_sends_to_counsel(rule: Rule) -> None:
    assert "ask" in rule.remedy.lower()
    assert "counsel" in rule.remedy


@pytest.mark.parametrize("rule", WEB, ids=code)
def test_a_rule_about_the_web_sends_to_the_ada_coordinator(rule: Rule) -> None:
    assert "check with your ADA coordinator" in rule.remedy.lower().replace("ada", "ADA")


@pytest.mark.parametrize("rule", [*LAW, *WEB], ids=code)
def test_no_rule_says_what_the_law_is(rule: Rule) -> None:
    assert rule.severity != "error"
    assert not [words for words in NEVER if words in rule.text.lower()]


@pytest.mark.parametrize(
    ("people", "day"),
    [(1, date(2028, 4, 26)), (49_999, date(2028, 4, 26)), (50_000, date(2027, 4, 26))],
)
def test_the_population_decides_which_date_the_rule_names(people: int, day: date) -> None:
    assert accessibility.find_compliance_date(people) == day


def test_the_date_is_said_with_the_population_and_no_order() -> None:
    (fact,) = facts()
    assert fact.startswith("For 210,000 people the rule names Monday, April 26, 2027, with WCAG")
    assert fact.endswith("check with your ADA coordinator.")


def test_an_agency_is_told_both_dates() -> None:
    (fact,) = facts(**{"program.government": "agency"})
    assert "for special districts, Wednesday, April 26, 2028" in fact


def test_a_date_before_the_plan_is_one_that_the_rule_named() -> None:
    (fact,) = facts(created="2027-05-03")
    assert "the rule named Monday, April 26, 2027" in fact
