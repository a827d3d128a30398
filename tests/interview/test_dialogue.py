"""`statplan init` with a person in this process: what is said before a plan is written."""

import re
from pathlib import Path
from typing import Any

import pytest

from statplan.cli import init_dialogue
from statplan.errors import StatplanError
from statplan.interview.draft import DRAFT_FILE
from statplan.interview.sources import InitOptions
from statplan.interview.steps import QuestionFilter
from statplan.workspace.files import PLAN_FILE
from tests.support.commands import run
from tests.support.person import NEEDED, SMALL, Script

MORE = ("publicity.access=closed", "leadership.tone=hot seat")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    flags = [f"--set={each}" for each in (*NEEDED, *MORE)]
    assert run("init", tmp_path, "--no-input", "--year", "2027", *flags)[0] == 0
    return tmp_path / PLAN_FILE


def talk(
    monkeypatch: pytest.MonkeyPatch, folder: Path, replies: dict[str, Any], *sections: str
) -> Script:
    """Talk to a person who replies by script, about some sections or about all."""
    script = Script(replies)
    monkeypatch.setattr(init_dialogue, "_choose_prompter", lambda *, plain: script)  # noqa: ARG005
    init_dialogue.run_dialogue(
        folder, InitOptions(), QuestionFilter(sections=sections), plain=False
    )
    return script


@pytest.mark.slow
def test_a_plan_of_which_nothing_changes_is_said_to_stay(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plan.read_bytes()
    script = talk(monkeypatch, plan.parent, {}, "publicity")
    assert f"Nothing changes in {plan}." in script.heard
    assert script.prompt("write").words == "Is that all?"
    assert plan.read_bytes() == before
    assert not (plan.parent / DRAFT_FILE).exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("replies", "counted"),
    [
        ({"publicity.access": "open"}, "1 answer changes"),
        ({"publicity.access": "open", "publicity.publishes": ("notes",)}, "2 answers change"),
    ],
)
def test_each_answer_that_changes_is_said_before_it_is_written(
    plan: Path, monkeypatch: pytest.MonkeyPatch, replies: dict[str, Any], counted: str
) -> None:
    script = talk(monkeypatch, plan.parent, replies, "publicity")
    assert f"{counted} in {plan}; every other line stays as it is:" in script.heard
    named = script.heard.partition("stays as it is:\n")[2].partition("\nNot decided yet")[0]
    assert len(named.splitlines()) == len(replies)
    assert "Nothing changes" not in script.heard
    assert script.prompt("write").words == "Write it?"
    assert "access: open" in plan.read_text(encoding="utf-8")


def test_a_person_who_does_not_write_yet_finds_the_plan_as_it_was(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plan.read_bytes()
    replies = {"publicity.access": "open", "write": "leave"}
    with pytest.raises(StatplanError) as left:
        talk(monkeypatch, plan.parent, replies, "publicity")
    assert left.value.exit_code == 130
    assert str(plan.parent / DRAFT_FILE) in left.value.message
    assert plan.read_bytes() == before


@pytest.mark.slow
def test_a_new_plan_is_counted_and_what_is_undecided_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = talk(monkeypatch, tmp_path, {**SMALL, "depth": "essential"})
    path = tmp_path / PLAN_FILE
    lines = path.read_text(encoding="utf-8").splitlines()
    assert f"To be written: {path}, {len(lines)} lines, and the schema beside it." in script.heard
    assert "12 meetings, the first on" in script.heard
    undecided = re.findall(r"^Not decided yet: (.*)\.$", script.heard, re.MULTILINE)
    assert len(undecided) == 1
    assert not (tmp_path / DRAFT_FILE).exists()
