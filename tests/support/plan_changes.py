"""Read the test files of the rules: small changes of one clean plan.

A file is a mapping of paths to answers; an answer of null takes it out. Two keys are no paths:
`also`, the codes that such a change raises besides the folder's own, and `unstated`, the questions
that it leaves open for some rule.

    frequency.series[0].every: quarter
    also: [SP505]

A list gets one item more by the index after its last: `frequency.series[4]: {...}`.
"""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from statplan.advice import PlanAdvice, check_plan
from statplan.plan import loader
from statplan.plan.answers import Answers
from statplan.plan.paths import get_answer, join_path, split_path
from statplan.plan.yaml_reader import parse_yaml
from statplan.schedule import make_schedule
from statplan.schedule.holiday_lists import HolidaySource
from statplan.schedule.public_holidays import list_known_holidays

HERE = Path(__file__).parents[1] / "advice"
CLEAN = HERE / "clean.yaml"
EXPECTED = ("also", "unstated")


@cache
def _clean() -> dict[str, Any]:
    source = parse_yaml(CLEAN.read_text(encoding="utf-8"))
    assert not source.problems
    return source.answers


def clean() -> dict[str, Any]:
    """The answers of the clean plan."""
    return deepcopy(_clean())


def change_of(file: Path) -> dict[str, Any]:
    """The changes of a test file and what it expects."""
    source = parse_yaml(file.read_text(encoding="utf-8"))
    assert not source.problems, source.problems
    return source.answers


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    """The clean answers with some others, or without some."""
    return set_answers(clean(), changes)


def set_answers(tree: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Answers with some others, or without some."""
    answers = Answers(tree)
    for path, value in changes.items():
        if path in EXPECTED:
            continue
        if value is None:
            _take_out(answers.tree, path)
        else:
            answers.set_answer(path, value, "")
    return answers.tree


def _take_out(data: Any, path: str) -> None:
    *around, last = split_path(path)
    parent = get_answer(data, join_path(around)) if around else data
    assert parent is not None, f"{path} is not in the clean plan"
    del parent[last]


def review(answers: dict[str, Any]) -> PlanAdvice:
    """The advice on answers, which must be a plan without problems."""
    found = loader.validate_answers(answers)
    assert found.plan is not None, "\n".join(map(str, found.problems))
    schedule = make_schedule(found.plan)
    assert not schedule.problems, "\n".join(map(str, schedule.problems))
    known_holidays = list_known_holidays(
        found.plan.frequency.holidays, schedule.first, schedule.last, HolidaySource()
    )
    return check_plan(found.plan, found.answers, schedule, known_holidays=known_holidays)


def as_text(answers: dict[str, Any]) -> str:
    """Answers as a plan file."""
    return yaml.safe_dump(answers, sort_keys=False, allow_unicode=True)
