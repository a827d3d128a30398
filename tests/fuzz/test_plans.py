"""No plan, whatever it holds, stops a command otherwise than with a message and an exit code.

`make test` runs a sample of the plans.
"""

import json
from typing import Any

import pytest

from statplan.plan import Plan
from tests.fuzz.plans import TEXTS, draw_plans
from tests.fuzz.runs import COMMANDS, run_plans
from tests.support.forked_python import run_python
from tests.support.sampling import count_examples

PLANS = count_examples(40, 2000)
_PARTS = 2


def run_part(first: int, count: int) -> dict[str, Any]:
    """Run the plans of some seeds in a process of their own, whose memory is bounded."""
    ran = run_python("-m", "tests.fuzz.runs", str(first), str(count))
    assert ran.returncode == 0, ran.stderr[-2000:]
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


@pytest.mark.slow
@pytest.mark.parametrize("part", range(_PARTS))
def test_every_plan_ends_in_an_answer_or_a_message_and_never_in_a_fault(part: int) -> None:
    count = PLANS // _PARTS
    said = run_part(part * count, count)
    assert said["faults"] == []
    codes = said["codes"]
    assert set(codes) <= {"0", "1", "2", "3", "4"}
    assert sum(codes.values()) >= count
    assert codes["0"] > sum(codes.values()) // 4, "plans that are accepted are what reaches deep"
    assert codes["1"] > sum(codes.values()) // 10, "plans that are refused are among them"


@pytest.mark.slow
def test_a_fault_of_a_command_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def make_schedule(plan: Plan, *_: object) -> None:
        raise ValueError(f"zip() argument 2 is shorter than argument 1 for {plan.program.name}")

    monkeypatch.setattr("statplan.workspace.plan_loader.make_schedule", make_schedule)
    said = run_plans(0, 12)
    assert any("zip() argument 2" in fault for fault in said["faults"])
    assert said["codes"]["-1"] == len(said["faults"])


@pytest.mark.slow
def test_the_plans_of_a_seed_are_always_the_same_and_hold_texts_of_every_kind() -> None:
    assert draw_plans(7) == draw_plans(7)
    drawn = "\n".join(draw_plans(seed)[1].decode("utf-8", "replace") for seed in range(200))
    kinds = ("[]", "{}", "null", "=1+1", "ש", "nul", "\\ud800", "W" * 200, str(10**40))
    assert [kind for kind in kinds if kind not in drawn] == []
    assert len(TEXTS) > 50
    assert len({command[0] for command in COMMANDS}) == 9
