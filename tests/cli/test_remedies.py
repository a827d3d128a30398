"""Every command that a message offers works: it is typed in the state in which it is offered."""

import ast
from pathlib import Path

import pytest

from tests.support import decision_remedies, plan_remedies, workspace_remedies
from tests.support.remedy_cases import RemedyCase, RemedyFolder, follow_remedy
from tests.support.remedy_places import (
    ROOT,
    find_commands_in_text,
    find_places,
    find_places_in,
)
from tests.support.sampling import sample
from tests.support.source_trees import parse_source
from tests.support.year import PLAN, Clock, clock

__all__ = ["clock"]  # a fixture

CASES = (*decision_remedies.CASES, *plan_remedies.CASES, *workspace_remedies.CASES)
# The places without a case, each with its reason.
NOT_EXECUTED: dict[str, str] = {}
# The modules with a text that names a command without offering it, and why.
TEXTS = {
    "advice/builtin.py": "the documentation of a rule",
    "advice/report/rulebook.py": "the page of all rules",
    "calendars/change_note.py": "a file that others receive, who do not have the plan",
    "cli/year_commands.py": "says what wrote the file that was named",
    "records/record_files.py": "says what writes an id",
    "records/template.py": "a comment in the notes",
    "workspace/output_file.py": "says what writes published calendars",
}


@pytest.fixture
def folder(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> RemedyFolder:
    path = tmp_path / "plan"
    path.mkdir()
    (path / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(path)
    return RemedyFolder(path, clock, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("case", sample(CASES, len(CASES) // 2), ids=lambda case: case.place)
def test_what_a_message_offers_works(case: RemedyCase, folder: RemedyFolder) -> None:
    follow_remedy(case, find_places()[case.place], folder)


def test_every_place_that_offers_a_command_is_executed() -> None:
    places = [case.place for case in CASES]
    assert len(places) == len(set(places)) > 80
    assert set(places) | set(NOT_EXECUTED) == set(find_places())
    assert not set(places) & set(NOT_EXECUTED)


@pytest.mark.slow
def test_no_command_is_offered_as_text() -> None:
    texts = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if find_commands_in_text(parse_source(path))
    }
    assert texts == set(TEXTS)


TRIAL = """
_ONE = Remedy("Or: ", Command("diff"), ".")
def refuse(key, words):
    raise StatplanError(words, remedy=Remedy(f"Not {key}? ", Command("move", key), " it"))
def confirm():
    return Command("publish", "--yes")
def explain():
    return Remedy("Nothing to type.")
"""


def test_a_place_is_found_with_its_words() -> None:
    places = find_places_in(ast.parse(TRIAL), "cli/trial")
    assert list(places) == [
        "cli/trial.(module) diff",
        "cli/trial.refuse move",
        "cli/trial.confirm publish",
    ]
    pattern = places["cli/trial.refuse move"].pattern
    match = pattern.search("Not May? `statplan move May`\n  it")
    assert match
    assert match.groups() == ("move May",)
    assert not pattern.search("Not May? `statplan move May`.")


def test_a_command_in_a_text_is_seen() -> None:
    assert find_commands_in_text(ast.parse('def f(): return f"Type `statplan diff {name}`"'))
    assert not find_commands_in_text(ast.parse('def f(): "`statplan diff` is typed."'))
