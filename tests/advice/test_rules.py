"""Every rule: what it flags, what it passes, what is said about it, and what it never does.

The files are tests: `SPxxx/flagged/*.yaml` raise exactly SPxxx, `SPxxx/fine/*.yaml` do not. Each is
a small change of `clean.yaml`, in the form that `plan_changes.py` describes, and raises nothing
that it does not name. To write a rule is to add such a folder.
"""

import inspect
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import statplan.advice.rules
from statplan import systems
from statplan.advice import RETIRED, RULES, PlanAdvice, Rule, builtin, find_group_name, index_rules
from statplan.advice.builtin import BUILTIN_RULES
from statplan.advice.rule import HEADINGS
from statplan.plan import loader
from statplan.plan.answers import resolve_path
from statplan.schedule import make_schedule
from tests.advice.flagged_said import FLAGGED, describe, name_change, read_expected
from tests.support.plan_changes import EXPECTED, HERE, change_of, changed, clean, review

MODULES = [
    builtin,
    *(
        import_module(f"statplan.advice.rules.{each.name}")
        for each in iter_modules(statplan.advice.rules.__path__)
    ),
]
PLACES = {
    "program": "1",
    "readiness": "1",
    "leadership": "2",
    "designee": "2",
    "focus": "3",
    "participants": "4",
    "frequency": "5",
    "meeting_minimums": "5",
    "meeting_dates": "5",
    "closed_days": "5",
    "moves": "5",
    "backups": "6",
    "preparation": "7",
    "meeting_agenda": "7",
    "follow_up": "7",
    "publicity": "8",
    "accessibility": "8",
    "law": "8",
}
FINE = sorted(HERE.glob("SP*/fine/*.yaml"))
EVERY = [pytest.param(each, id=each.code) for each in (*BUILTIN_RULES, *RULES)]


@cache
def review_change(file: Path) -> PlanAdvice:
    """Review the clean plan with the change of a file."""
    return review(changed(change_of(file)))


def in_modules() -> list[Rule]:
    """Every rule that stands in a module of the package, once."""
    found = {
        id(value): value
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, Rule)
    }
    return list(found.values())


def module_of(rule: Rule) -> str:
    return rule.check.__module__.rpartition(".")[2] if rule.check else "builtin"


def test_every_rule_is_listed_in_the_order_of_its_code() -> None:
    listed = [each.code for each in (*BUILTIN_RULES, *RULES)]
    assert listed == sorted(each.code for each in in_modules())


def test_codes_are_unique_and_those_of_rules_that_are_gone_unused() -> None:
    codes = [each.code for each in in_modules()]
    assert len(set(codes)) == len(codes)
    assert not set(codes) & set(RETIRED)
    assert set(codes) == set(index_rules())


def test_names_are_unique() -> None:
    names = [each.name for each in in_modules()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", EVERY)
def test_a_rule_says_what_it_checks_why_and_what_to_do(rule: Rule) -> None:
    assert rule.title.endswith(".")
    assert len(rule.title) <= 100
    assert tuple(rule.sections) == HEADINGS
    assert all(words.endswith((".", "?")) for words in rule.sections.values())


@pytest.mark.slow
@pytest.mark.parametrize("rule", EVERY)
def test_a_rule_has_a_source_that_is_known(rule: Rule) -> None:
    assert rule.sources
    assert set(rule.sources) <= {*systems.load_sources(), "ours"}


@pytest.mark.parametrize("rule", [pytest.param(each, id=each.code) for each in RULES])
def test_a_rule_stands_in_the_module_of_its_section(rule: Rule) -> None:
    assert rule.code[2] == PLACES[module_of(rule)]
    assert find_group_name(rule.code)
    assert inspect.isgeneratorfunction(rule.check)


@pytest.mark.parametrize("rule", [pytest.param(each, id=each.code) for each in RULES])
def test_a_rule_has_a_file_that_it_flags_and_one_that_it_passes(rule: Rule) -> None:
    assert list((HERE / rule.code / "flagged").glob("*.yaml"))
    assert list((HERE / rule.code / "fine").glob("*.yaml"))


def test_every_folder_belongs_to_a_rule() -> None:
    assert {each.name for each in HERE.glob("SP*")} <= set(index_rules())


def test_the_clean_plan_raises_nothing() -> None:
    advice = review(clean())
    assert advice == PlanAdvice(passed=len(RULES))


@pytest.mark.slow
@pytest.mark.parametrize("file", FLAGGED, ids=name_change)
def test_a_flagged_change_raises_its_rule_and_nothing_else(file: Path) -> None:
    change = change_of(file)
    advice = review_change(file)
    also = change.get("also", [])
    assert {each.code for each in advice.findings} == {file.parent.parent.name, *also}
    assert {each.path for each in advice.unstated} == set(change.get("unstated", []))


@pytest.mark.parametrize("file", FLAGGED, ids=name_change)
def test_a_flagged_change_is_described_as_kept(file: Path) -> None:
    """`python -m tests.advice.flagged_said > tests/advice/flagged.expected` keeps other words."""
    assert describe(review_change(file)) == read_expected()[name_change(file)]


def test_what_is_kept_is_of_changes_that_are_there() -> None:
    assert list(read_expected()) == [name_change(file) for file in FLAGGED]


@pytest.mark.slow
@pytest.mark.parametrize("file", FINE, ids=name_change)
def test_a_fine_change_does_not_raise_its_rule(file: Path) -> None:
    change = change_of(file)
    advice = review(changed(change))
    assert {each.code for each in advice.findings} == set(change.get("also", []))
    assert file.parent.parent.name not in change.get("also", [])
    assert {each.path for each in advice.unstated} == set(change.get("unstated", []))


@pytest.mark.parametrize("file", FLAGGED, ids=name_change)
def test_a_finding_points_at_an_answer_or_where_it_would_stand(file: Path) -> None:
    answers = changed(change_of(file))
    for each in review_change(file).findings:
        resolve_path(answers, each.path)
        assert each.fact.endswith(".")
        assert each.remedy


@pytest.mark.slow
@pytest.mark.parametrize("file", FLAGGED, ids=name_change)
def test_a_flagged_change_is_the_smallest(file: Path) -> None:
    """Without any one of its answers it is fine, or no plan any more."""
    change = change_of(file)
    answers = [path for path in change if path not in EXPECTED]
    assert answers
    for left_out in answers if answers[1:] else ():
        rest = {path: value for path, value in change.items() if path != left_out}
        found = loader.validate_answers(changed(rest))
        if found.plan is not None and not make_schedule(found.plan).problems:
            raised = {each.code for each in review(changed(rest)).findings}
            assert file.parent.parent.name not in raised, f"{left_out} is not needed"
