"""No rule raises anything on any plan, and none looks at the clock, the disk or the network."""

import builtins
import os
import random
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statplan import systems
from statplan.advice import RULES, PlanAdvice, check_plan
from statplan.plan import loader
from statplan.plan.paths import split_path
from statplan.plan.yaml_reader import parse_yaml
from statplan.schedule import make_schedule
from tests.support import generated_plans as by_schema
from tests.support.plan_changes import clean
from tests.support.sampling import count_examples
from tests.support.schedule_plans import generated as by_rhythm

ROOT = Path(__file__).parents[2]
slow = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=count_examples(15, 60))


def advice_on(answers: dict[str, Any]) -> PlanAdvice | None:
    """The advice on answers; none where they are no plan, or one of an impossible year."""
    found = loader.validate_answers(answers)
    if found.plan is None:
        return None
    schedule = make_schedule(found.plan)
    return None if schedule.problems else check_plan(found.plan, found.answers, schedule)


def check(answers: dict[str, Any]) -> None:
    advice = advice_on(answers)
    if advice is None:
        return
    said = [*advice.findings, *advice.unstated, *(each.finding for each in advice.silenced)]
    assert all(each.fact and each.path for each in said)
    assert len({each.path for each in advice.unstated}) == len(advice.unstated)
    assert 0 <= advice.passed <= len(RULES)


@pytest.mark.slow
@slow
@given(by_schema.answers())
def test_no_rule_raises_on_answers_of_any_kind(answers: dict[str, Any]) -> None:
    check(answers)


@pytest.mark.slow
@slow
@given(by_rhythm())
def test_no_rule_raises_on_any_year(answers: dict[str, Any]) -> None:
    check(answers)


def _thinned(data: Any, random_: random.Random, share: float) -> Any:
    """Data with some of its keys and items left out, at every depth; ids stay."""
    if isinstance(data, dict):
        return {
            key: _thinned(value, random_, share)
            for key, value in data.items()
            if key in {"id", "statplan"} or random_.random() > share
        }
    if isinstance(data, list):
        return [_thinned(each, random_, share) for each in data if random_.random() > share / 2]
    return data


def stated(data: dict[str, Any]) -> dict[str, Any]:
    """Answers without what the reader refuses: ids of nobody, records without their words."""
    for _ in range(40):
        problems = loader.validate_answers(data).problems
        if not problems:
            break
        for problem in problems:
            by_schema._take_out(data, split_path(problem.path))  # noqa: SLF001
    return data


PLANS = [clean(), *(parse_yaml(systems.read_system(key)).answers for key in systems.KEYS)]


@slow
@given(st.integers(0, 2**32), st.sampled_from(range(len(PLANS))), st.floats(0, 0.9))
def test_no_rule_raises_where_any_answers_are_missing(seed: int, index: int, share: float) -> None:
    thinned = _thinned(PLANS[index], random.Random(seed), share)  # noqa: S311 - nothing secret
    check(stated(thinned))


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "plans" / "fine").glob("*.yaml")))
def test_no_rule_raises_on_a_plan_of_the_readers_tests(path: Path) -> None:
    check(parse_yaml(path.read_text(encoding="utf-8")).answers)


def test_no_rule_looks_at_the_clock_the_disk_or_the_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plans = []
    for answers in PLANS:
        found = loader.validate_answers(answers)
        assert found.plan
        plans.append((found.plan, found.answers, make_schedule(found.plan)))

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a rule looks outside")

    for module, names in (
        (builtins, ("open", "input", "print")),
        (os, ("open", "stat", "listdir", "getenv", "scandir", "urandom")),
        (time, ("time", "monotonic", "localtime", "gmtime", "sleep", "time_ns")),
        (socket, ("socket", "create_connection", "getaddrinfo")),
        (subprocess, ("Popen", "run")),
        (random, ("random", "choice", "randint")),
    ):
        for name in names:
            monkeypatch.setattr(module, name, refuse)
    for plan, data, schedule in plans:
        check_plan(plan, data, schedule)


def test_the_rules_are_given_the_same_answers_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same plan gives the same advice, whatever the environment says."""
    before = [advice_on(answers) for answers in PLANS]
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    assert [advice_on(answers) for answers in PLANS] == before
