"""The engine: what is sorted where, what is said once, and what a silence does."""

from collections.abc import Iterator
from typing import Any

import pytest

from statplan.advice import RULES, Finding, PlanAdvice, RuleContext, Unstated, check_plan, rule
from statplan.advice.rule import Remark, Rule
from statplan.plan import Plan, loader
from statplan.plan.loader import validate_answers
from statplan.schedule import make_schedule
from tests.support.plan_changes import changed, clean, review

ATTENDS = "leadership.attends"
DESIGNEE = "leadership.designee"


def saying(code: str, *remarks: Remark) -> Rule:
    @rule(code, "warning", "ours")
    def made(facts: RuleContext) -> Iterator[Remark]:
        del facts
        yield from remarks

    return made


def advice_on(data: dict[str, Any], *rules: Rule) -> PlanAdvice:
    found = validate_answers({"statplan": 1, **data})
    assert found.plan, found.problems
    return check_plan(found.plan, found.answers, make_schedule(found.plan), rules)


def codes(advice: PlanAdvice) -> list[str]:
    return [each.code for each in advice.findings]


def test_findings_come_in_the_order_of_codes_and_then_of_answers() -> None:
    advice = advice_on(
        {},
        saying("SP902", Finding("frequency.series[10].at", "b."), Finding("a.b", "c.")),
        saying("SP901", Finding("frequency.series[9].at", "a.")),
    )
    assert [(each.code, each.path) for each in advice.findings] == [
        ("SP901", "frequency.series[9].at"),
        ("SP902", "a.b"),
        ("SP902", "frequency.series[10].at"),
    ]


def test_a_question_that_several_rules_need_is_noted_once() -> None:
    advice = advice_on({}, saying("SP901", Unstated(ATTENDS)), saying("SP902", Unstated(ATTENDS)))
    assert [each.path for each in advice.unstated] == [ATTENDS]
    assert advice.unstated[0].severity == "note"
    assert advice.findings == ()
    assert advice.passed == 0


def test_open_questions_come_in_the_order_in_which_they_are_asked() -> None:
    advice = advice_on({}, saying("SP901", Unstated("publicity.access"), Unstated(ATTENDS)))
    assert [each.path for each in advice.unstated] == [ATTENDS, "publicity.access"]


def test_a_question_that_a_finding_is_about_is_not_noted_too() -> None:
    advice = advice_on(
        {}, saying("SP901", Unstated(ATTENDS)), saying("SP902", Finding(ATTENDS, "It is open."))
    )
    assert advice.unstated == ()


def test_a_question_that_does_not_apply_is_not_noted() -> None:
    always = {"leadership": {"attends": "every"}}
    assert advice_on(always, saying("SP901", Unstated(DESIGNEE))).unstated == ()
    assert advice_on({}, saying("SP901", Unstated(DESIGNEE))).unstated


def test_the_condition_of_a_records_question_is_that_of_its_own_record() -> None:
    series = [{"id": "a", "dates": ["2027-01-05"]}, {"id": "b"}]
    asked = (Unstated(f"frequency.series[{index}].every") for index in (0, 1))
    advice = advice_on({"frequency": {"series": series}}, saying("SP901", *asked))
    assert [each.path for each in advice.unstated] == ["frequency.series[1].every"]


def test_a_rule_without_a_word_has_passed() -> None:
    assert advice_on({}, saying("SP901"), saying("SP902")) == PlanAdvice(passed=2)


def test_a_finding_has_the_remedy_of_its_rule_or_its_own() -> None:
    found = advice_on({}, saying("SP901", Finding("a", "b.", "Do this."), Finding("a", "b.")))
    assert [each.remedy for each in found.findings] == ["Do this.", ""]


def silencing(code: str, reason: str = "As decided") -> dict[str, Any]:
    return {"advice": {"silence": {code: reason}}}


def test_a_silence_moves_findings_with_its_reason() -> None:
    advice = advice_on(silencing("SP206"), saying("SP206", Finding("a", "b."), Finding("c", "d.")))
    assert advice.findings == ()
    assert [(each.finding.fact, each.reason) for each in advice.silenced] == [
        ("b.", "As decided"),
        ("d.", "As decided"),
    ]


@pytest.mark.parametrize(
    ("code", "fact", "remedy"),
    [
        ("SP206", "SP206 has nothing to say about this plan.", "Take the line out"),
        ("SP299", "SP299 is no rule.", "Take the line out"),
        ("SP010", "SP010 cannot be silenced.", "Take the line out"),
    ],
)
def test_a_silence_that_silences_nothing_is_told(code: str, fact: str, remedy: str) -> None:
    found = validate_answers(
        {"statplan": 1, **silencing(code), "leadership": {"same_person": True}}
    )
    assert found.plan
    advice = check_plan(found.plan, found.answers, make_schedule(found.plan))
    (vain,) = (each for each in advice.findings if each.code == "SP001")
    assert (vain.path, vain.fact) == (f"advice.silence.{code}", fact)
    assert vain.remedy.startswith(remedy)


def test_a_silence_of_a_rule_that_is_not_run_is_not_judged() -> None:
    assert advice_on(silencing("SP206"), saying("SP504")).findings == ()


def test_what_is_open_can_be_silenced_as_a_whole() -> None:
    advice = advice_on(silencing("SP002"), saying("SP901", Unstated(ATTENDS)))
    assert advice.unstated == advice.findings == ()
    assert [each.finding.path for each in advice.silenced] == [ATTENDS]


def test_idle_silences_can_be_silenced_themselves() -> None:
    both = {"advice": {"silence": {"SP001": "Kept for next year", "SP206": "As decided"}}}
    found = validate_answers({"statplan": 1, "leadership": {"same_person": True}, **both})
    assert found.plan
    advice = check_plan(found.plan, found.answers, make_schedule(found.plan))
    assert "SP001" not in codes(advice)
    assert "SP001" in [each.finding.code for each in advice.silenced]


def test_the_almost_empty_plan_raises_no_error_and_no_warning() -> None:
    found = loader.parse_plan("statplan: 1\n")
    assert found.plan
    advice = check_plan(found.plan, found.answers, make_schedule(found.plan))
    assert [each for each in advice.findings if each.severity != "note"] == []


def test_a_rule_keeps_its_name_and_text() -> None:
    (slow,) = (each for each in RULES if each.code == "SP504")
    assert slow.name == "slow-rhythm"
    assert slow.sections["What to do"] == slow.remedy


def test_advice_is_the_same_when_given_twice() -> None:
    made = Plan.model_validate({"statplan": 1, "frequency": {"minutes": 120}})
    schedule = make_schedule(made)
    assert check_plan(made, {"statplan": 1}, schedule) == check_plan(
        made, {"statplan": 1}, schedule
    )


def test_a_slow_rhythm_is_a_note_where_a_law_may_set_it() -> None:
    slow = {"frequency.series[0].every": "2 months"}
    severities = {
        basis: {
            finding.code: finding.severity
            for finding in review(changed(slow | {"program.authority.basis": basis})).findings
        }.get("SP504")
        for basis in ("statute", "ordinance", "executive order", "policy", "other: a letter")
    }
    assert severities == {
        "statute": "note",
        "ordinance": "note",
        "executive order": "note",
        "policy": "warning",
        "other: a letter": "warning",
    }


def test_a_remark_never_makes_a_rule_more_severe() -> None:
    @rule("SP999", "note", "ours")
    def harsh(_: RuleContext) -> Iterator[Remark]:
        """A test."""
        yield Finding("program.name", "So it is.", severity="error")

    plan = loader.validate_answers(clean())
    assert plan.plan is not None
    advice = check_plan(plan.plan, plan.answers, make_schedule(plan.plan), (harsh,))
    assert [finding.severity for finding in advice.findings] == ["note"]
