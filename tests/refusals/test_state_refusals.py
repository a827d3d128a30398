"""Each refusal about state is typed once: exit code, fact, and remedy, word for word."""

import ast
import os
from pathlib import Path

import pytest
from typer import testing
from typer.main import get_command

from statplan.cli.app import app
from tests.refusals import (
    state_answers,
    state_arguments,
    state_contradictions,
    state_decisions,
    state_doctor,
    state_evidence,
    state_files,
    state_journal,
    state_ledger,
    state_next_year,
    state_outputs,
    state_publishing,
    state_system,
    state_workspace,
)
from tests.support.remedy_cases import RemedyFolder
from tests.support.state_refusal_places import find_refusals, find_refusals_in
from tests.support.state_refusals import RefusalCase, check_refusal
from tests.support.year import PLAN, Clock, clock

__all__ = ["clock"]  # a fixture

CASES = (
    *state_answers.CASES,
    *state_arguments.CASES,
    *state_contradictions.CASES,
    *state_decisions.CASES,
    *state_doctor.CASES,
    *state_evidence.CASES,
    *state_files.CASES,
    *state_journal.CASES,
    *state_ledger.CASES,
    *state_next_year.CASES,
    *state_outputs.CASES,
    *state_publishing.CASES,
    *state_system.CASES,
    *state_workspace.CASES,
)
COMMAND = get_command(app)
# The places without a case, each with its reason.
NOT_REACHED: dict[str, str] = {}


@pytest.fixture
def folder(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> RemedyFolder:
    path = tmp_path / "plan"
    path.mkdir()
    (path / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(path)
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no power is cut here, and a disk is slow
    monkeypatch.setattr(testing, "_get_command", lambda _: COMMAND)  # else built for each run
    return RemedyFolder(path, clock, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=[case.place for case in CASES])
def test_a_refusal_says_what_is_wrong_and_changes_nothing(
    case: RefusalCase, folder: RemedyFolder
) -> None:
    check_refusal(case, find_refusals()[case.place], folder)


def test_every_place_that_refuses_is_hit() -> None:
    places = {case.place for case in CASES}
    assert places | set(NOT_REACHED) == set(find_refusals())
    assert not places & set(NOT_REACHED)


TRIAL = """
def refuse(path, words):
    if words:
        fact = f"{path} is a file"
    else:
        fact = "it is gone"
    raise StatplanError(f"{fact}.", remedy="Look.")
def _describe_obstacle():
    yield "It is a link."
    yield from ()
def read():
    for name, fact in (("a", "it is old"), ("b", "it is new")):
        raise _build_refusal(fact, "Look.")
def _build_refusal(fact, remedy):
    return StatplanError(fact, remedy=remedy)
"""


def test_a_place_is_found_for_each_text() -> None:
    places = find_refusals_in(ast.parse(TRIAL), "cli/trial")
    assert [(name, place.pattern.pattern) for name, place in places.items()] == [
        ("cli/trial.refuse", r"[\s\S]*?\s+is\s+a\s+file\."),
        ("cli/trial.refuse (2)", r"it\s+is\s+gone\."),
        ("cli/trial._describe_obstacle", r"It\s+is\s+a\s+link\."),
        ("cli/trial.read", r"it\s+is\s+old"),
        ("cli/trial.read (2)", r"it\s+is\s+new"),
    ]
