"""Remedies and commands as values: how they are put together, shown, and completed."""

import ast
import shlex
import sys
from pathlib import Path

import pytest

from statplan.errors import Command, Problem, Remedy, StatplanError, quote_argument
from statplan.spelling import suggest_similar_word, suggest_words
from tests.support.source_trees import parse_source

ROOT = Path(__file__).parents[1] / "statplan"


@pytest.mark.skipif(sys.platform == "win32", reason="words are quoted for a POSIX shell")
@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("changes.json", "changes.json"),
        ("my plan", "'my plan'"),
        ("Jo's copy", '"Jo\'s copy"'),
        ("$HOME's", "'$HOME'\"'\"'s'"),
        ("", "''"),
    ],
)
def test_a_word_is_quoted_so_that_a_shell_gives_it_back(word: str, typed: str) -> None:
    assert quote_argument(word) == typed
    assert shlex.split(typed) == [word]


def test_a_command_is_shown_as_it_is_typed() -> None:
    assert str(Command("diff")) == "`statplan diff`"
    assert str(Command("publish", Path("a b.json"), "--yes")) == (
        "`statplan publish 'a b.json' --yes`"
    )
    assert str(Command("schema", into="plan.json")) == "`statplan schema > plan.json`"


def test_a_path_that_begins_with_a_hyphen_is_typed_as_no_option() -> None:
    assert str(Command("show", Path("-x"))) == "`statplan show ./-x`"
    assert str(Command("publish", Path("-a b.json"), "--yes")) == (
        "`statplan publish './-a b.json' --yes`"
    )


def test_a_remedy_is_put_together_from_texts_commands_and_remedies() -> None:
    inner = Remedy("look at ", Command("diff"))
    remedy = Remedy("First ", inner, ".")
    assert remedy == Remedy("First ", "look at ", Command("diff"), ".")
    assert str(remedy) == "First look at `statplan diff`."
    assert str(inner.capitalize()) == "Look at `statplan diff`"
    assert Remedy(inner.capitalize()).capitalize() == inner.capitalize()
    completed = remedy.change_commands(lambda command: Command(command.name, "city"))
    assert str(completed) == "First look at `statplan diff city`."
    assert str(remedy.change_text(str.upper)) == "FIRST LOOK AT `statplan diff`."
    assert not Remedy("")
    assert Remedy("A") < Remedy("B")


def test_a_plain_text_is_a_remedy_without_a_command() -> None:
    assert StatplanError("it is wrong.", remedy="Mend it.").remedy == Remedy("Mend it.")
    problem = Problem(3, 7, "program.name", "it is wrong.", "Mend it.", "plan.yaml")
    assert problem.remedy == Remedy("Mend it.")
    assert str(problem) == "plan.yaml:3:7: program.name: it is wrong. Mend it."
    assert str(Problem(0, 0, "", "it is wrong.")) == "it is wrong."
    assert sorted([problem, Problem(3, 7, "program.name", "it is wrong.", "A", "")])[1] == problem


def test_the_word_that_was_probably_meant_is_a_value() -> None:
    remedy = suggest_similar_word("decison", ["decision", "topic"], "Write decision or topic.")
    assert (str(remedy), remedy.suggestion) == ("Did you mean decision?", "decision")
    other = suggest_similar_word("zzz", ["decision"], "Write decision.")
    assert (str(other), other.suggestion) == ("Write decision.", "")
    assert str(suggest_words("a", "b")) == "Did you mean a or b?"
    assert not suggest_words("a", "b").suggestion
    assert Remedy("It is unknown. ", remedy).suggestion == "decision"


@pytest.mark.slow
def test_one_module_finds_similar_words() -> None:
    paths = [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if any(map(_finds_similar_words, ast.walk(parse_source(path))))
    ]
    assert paths == ["spelling.py"]


def _finds_similar_words(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and "Did you mean" in node.value
    return (
        isinstance(node, ast.ImportFrom)
        and node.module == "difflib"
        and any(alias.name == "get_close_matches" for alias in node.names)
    )
