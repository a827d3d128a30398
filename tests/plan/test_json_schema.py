"""The JSON Schema accepts what the reader accepts, and refuses what is wrong by its form."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from statplan import systems
from statplan.plan import questions
from statplan.plan.json_schema import build_json_schema
from statplan.plan.loader import load_plan_bytes, validate_answers
from statplan.plan.paths import split_path
from statplan.plan.yaml_reader import parse_yaml
from tests.support.generated_plans import Data, answers
from tests.support.sampling import count_examples

PLANS = Path(__file__).parents[1] / "plans"
FINE = sorted((PLANS / "fine").glob("*.yaml"))
VALIDATOR = Draft202012Validator(build_json_schema())
# Files whose every fault is one of key, kind or choice; phrases have no form that a schema knows.
FORMS = [
    "braces-alone",
    "choices",
    "groups-that-are-none",
    "ids",
    "ids-missing",
    "keys-in-the-wrong-place",
    "lineage",
    "lists-that-are-none",
    "newer-version",
    "no-version",
    "numbers",
    "texts-that-are-none",
    "unknown-keys",
    "version-in-quotes",
    "yes-and-no",
    "addresses",
]
# What is known to the calendar alone.
NOT_OF_FORM = re.compile("calendar|lies outside|twice|depends on")


def leaves(error: ValidationError) -> Iterator[ValidationError]:
    """An error, and what it is made of where there are several kinds to choose from."""
    yield error
    for inner in error.context or ():
        yield from leaves(inner)


def wrong_places(data: Data) -> set[tuple[str | int, ...]]:
    errors = (leaf for error in VALIDATOR.iter_errors(data) for leaf in leaves(error))
    return {tuple(error.absolute_path) for error in errors}


@pytest.mark.slow
def test_the_schema_is_valid() -> None:
    schema = build_json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_schema_made_twice_is_the_same() -> None:
    assert build_json_schema() == build_json_schema()


@pytest.mark.parametrize("path", FINE, ids=lambda path: str(path.stem))
def test_a_fine_plan_is_accepted(path: Path) -> None:
    VALIDATOR.validate(parse_yaml(path.read_text(encoding="utf-8")).answers)


@pytest.mark.parametrize("key", systems.KEYS)
def test_a_documented_system_is_accepted(key: str) -> None:
    VALIDATOR.validate(parse_yaml(systems.read_system(key)).answers)


@settings(max_examples=count_examples(10, 40))
@given(answers())
def test_what_the_reader_accepts_is_accepted(data: Data) -> None:
    assert validate_answers(data).problems == ()
    VALIDATOR.validate(data)


@settings(max_examples=count_examples(6, 25))
@given(answers())
def test_a_plan_as_data_is_accepted(data: Data) -> None:
    plan = validate_answers(data).plan
    assert plan
    VALIDATOR.validate(plan.model_dump(mode="json", by_alias=True))


OTHERS: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, False, "yes", "no", 0, 1, 90, -1, 1.5, "", "x", "08:00", "2027-01-05", "month"]
) | st.sampled_from(["last Friday", "US", "a", [], ["a"], {}, {"a": "b"}, [None], "subjects"])


@settings(max_examples=count_examples(62, 250))
@given(st.sampled_from(sorted(questions.index_questions())), OTHERS)
def test_no_answer_of_any_kind_is_accepted_by_the_reader_alone(path: str, answer: Any) -> None:
    data: Data = {"statplan": 1}
    here: Any = data
    *groups, last = path.split(".")
    for group in groups:
        name, many, _ = group.partition("[]")
        here[name] = [{"id": "a", "name": "A"}] if many else here.get(name, {})
        here = here[name][0] if many else here[name]
    here[last] = answer
    if not validate_answers(data).problems:
        VALIDATOR.validate(data)


@pytest.mark.parametrize("name", FORMS)
def test_each_fault_of_form_is_refused_at_its_place(name: str) -> None:
    reading = load_plan_bytes((PLANS / "broken" / f"{name}.yaml").read_bytes())
    found = wrong_places(reading.document.answers)
    problems = [each for each in reading.problems if not NOT_OF_FORM.search(each.fact)]
    assert problems
    for problem in problems:
        # An unknown key, and one that is missing, are faults of the group around them.
        place = split_path(problem.path)
        if re.search("not a key|is missing|does not say|is no day", problem.fact):
            place = place if place in found else place[:-1]
        assert place in found, str(problem)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["program.name", "frequency.minutes", "leadership.attends"])
def test_an_editor_shows_the_question_and_why(path: str) -> None:
    question = questions.index_questions()[path]
    section, key = path.split(".")
    found = build_json_schema()["$defs"][section.capitalize()]["properties"][key]
    assert found["title"] == question.ask.label
    words = question.ask.question.format(principal="chief executive")
    assert found["description"] == f"{words} {question.ask.why}"


def test_no_question_shows_a_placeholder() -> None:
    assert "{principal}" not in str(build_json_schema())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "choices"),
    [
        ("leadership.attends", ["every", "first of each month", "first", "some", "never"]),
        ("frequency.entries", None),
    ],
)
def test_an_editor_offers_the_choices(path: str, choices: list[str] | None) -> None:
    section, key = path.split(".")
    found = build_json_schema()["$defs"][section.capitalize()]["properties"][key]
    offered = [each["enum"] for each in found["anyOf"] if "enum" in each]
    assert offered == [choices or ["holds", "confirmed"]]


def test_a_table_of_days_holds_days_alone() -> None:
    def plan(listed: Data) -> Data:
        return {"statplan": 1, "frequency": {"holidays": {"listed": listed}}}

    assert VALIDATOR.is_valid(plan({"2027-01-01": "New Year", "2027-07-05": None}))
    assert not VALIDATOR.is_valid(plan({"New Year": "2027-01-01"}))
    assert not VALIDATOR.is_valid(plan({"2027-01-01": 5}))
