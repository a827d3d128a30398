"""What each rule says on both sides of its limits, and of plans that leave an answer out.

The cases are in `boundaries.yaml`. Each is a small change of `clean.yaml` and asks one rule alone:
what other rules say of the same plan does not matter.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from statplan.advice import Unstated, index_rules
from statplan.advice.context import RuleContext
from statplan.plan import loader
from statplan.schedule import make_schedule
from tests.support.plan_changes import HERE, change_of, changed

CASES = change_of(HERE / "boundaries.yaml")


def list_remarks(code: str, answers: dict[str, Any]) -> Iterator[str]:
    """Every finding of a rule as its path and fact; an open question as its path alone."""
    found = loader.validate_answers(answers)
    assert found.plan is not None, found.problems
    schedule = make_schedule(found.plan)
    assert not schedule.problems, schedule.problems
    for remark in index_rules()[code].run(RuleContext(found.plan, found.answers, schedule)):
        if isinstance(remark, Unstated):
            yield f"{remark.path}?"
        else:
            yield f"{remark.path}: {remark.fact}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "case"),
    [
        pytest.param(code, case, id=f"{code}: {name}")
        for code, cases in CASES.items()
        for name, case in cases.items()
    ],
)
def test_a_rule_at_its_limit(code: str, case: dict[str, Any]) -> None:
    assert list(list_remarks(code, changed(case["with"]))) == case["says"]
