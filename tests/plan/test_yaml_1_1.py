"""Plans that a tool for YAML 1.1 has rewritten are read as the plans that they were."""

from datetime import time
from pathlib import Path

import pytest
import yaml

from statplan.plan import loader, questions, writer
from statplan.plan.yaml_1_1 import CLOCK_KEYS, LISTS_WITH_DAYS
from statplan.plan.yaml_reader import parse_yaml

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/statplan.yaml"))
SERIES = "statplan: 1\nfrequency:\n  series:\n    - id: board\n      every: month\n"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_that_such_a_tool_rewrote_is_the_same_plan(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    before = loader.parse_plan(text)
    tree = yaml.safe_load(text)
    after = loader.parse_plan(yaml.safe_dump(tree, allow_unicode=True))
    assert not after.problems
    assert after.plan == before.plan


@pytest.mark.parametrize("key", ["true", "True", "TRUE", '"true"', "on", '"on"'])
def test_a_day_is_read_under_each_spelling_of_its_key(key: str) -> None:
    document = parse_yaml(f"{SERIES}      {key}: second Tuesday\n")
    assert document.answers["frequency"]["series"][0]["on"] == "second Tuesday"
    assert document.find_position(("frequency", "series", 0, "on"), prefer_key=True) == (6, 7)


def test_both_spellings_in_one_record_are_one_key_twice() -> None:
    document = parse_yaml(f"{SERIES}      on: first Tuesday\n      true: second Tuesday\n")
    assert [problem.fact for problem in document.problems] == [
        "'on' stands twice; first on line 6."
    ]


def test_elsewhere_true_is_no_key() -> None:
    problems = loader.parse_plan("statplan: 1\nprogram: {true: RiverStat}\n").problems
    assert [problem.path for problem in problems] == ["program.true"]


@pytest.mark.parametrize("minutes", [600, 780, 1439])
def test_a_time_that_became_minutes_is_a_time_again(minutes: int) -> None:
    text = f"{SERIES}      true: second Tuesday\n      at: {minutes}\n      minutes: {minutes}\n"
    (series,) = parse_yaml(text).answers["frequency"]["series"]
    assert series["at"] == f"{time(minutes // 60, minutes % 60):%H:%M}"
    assert series["minutes"] == minutes


def test_a_number_is_no_time_in_a_plan_that_no_such_tool_wrote() -> None:
    problems = loader.parse_plan(f"{SERIES}      on: second Tuesday\n      at: 900\n").problems
    assert [problem.path for problem in problems] == ["frequency.series[0].at"]


def test_an_edit_keeps_the_spelling_of_the_file() -> None:
    text = f"{SERIES}      true: second Tuesday  # as adopted\n"
    edited = writer.edit_plan(text, {"frequency.series[0].on": "first Tuesday"})
    assert "      true: first Tuesday  # as adopted\n" in edited
    assert "on:" not in edited


def test_the_lists_and_keys_are_those_of_the_plan() -> None:
    paths = [question.path for question in questions.list_questions()]
    lists = {path.split(".")[-2] for path in paths if path.split(".")[-1] == "on"}
    assert lists == {f"{name}[]" for name in LISTS_WITH_DAYS}
    clocks = {
        question.path.rpartition(".")[2]
        for question in questions.list_questions()
        if time in questions.walk_annotation(question.field.annotation)
    }
    assert clocks == CLOCK_KEYS
