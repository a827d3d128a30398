"""Ordinary public minutes of 170 meetings: redaction lets them pass, and asks seldom."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from statplan.errors import Problem
from statplan.records import ClearedCopy, RedactionRules, redact_notes
from statplan.workspace.records_folder import build_redaction_rules
from statplan.workspace.workspace import open_workspace
from tests.support.marked_notes import FIRST, HEAD

CORPUS = Path(__file__).parent / "honest"
PLAN = Path(__file__).parents[2] / "examples" / "new-orleans" / "statplan.yaml"  # job titles only
INDEX = yaml.safe_load((CORPUS / "index.yaml").read_text(encoding="utf-8"))
MEETING = re.compile(r"^- \*\*Meeting:\*\* (\S+)$", re.MULTILINE)
PAGE = 30  # lines
MAX_REFUSED = 0.02
# What a mark withholds: its words, or the last line of its block.
MARK = re.compile(r"\[\[REDACT:\w+\|(.+?)\]\]|^:::redact \w+\n(?:.*\n)*?(.+)\n:::$", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What redaction says of notes: what it refuses, and what it only asks."""

    name: str
    refusals: tuple[Problem, ...]
    questions: tuple[Problem, ...]


def read_body(name: str) -> str:
    return (CORPUS / f"{name}.md").read_text(encoding="utf-8")


MARKED = [name for name in INDEX if MARK.search(read_body(name))]


@cache
def read_rules() -> RedactionRules:
    return build_redaction_rules(open_workspace(PLAN), CORPUS.parent / "no-folder" / "a.md")


def make_notes(name: str) -> str:
    body = read_body(name)
    meeting = MEETING.search(body)
    assert meeting, name
    return HEAD.replace("blight/2027-03", meeting[1]) + body


def is_question(problem: Problem) -> bool:
    """Whether a problem asks about unmarked personal data, which a reason settles."""
    remedy = str(problem.remedy)
    return "--allow" in remedy and "--reason" in remedy


def judge_notes(name: str) -> Outcome:
    result = redact_notes(make_notes(name), read_rules())
    problems = () if isinstance(result, ClearedCopy) else result
    asked = tuple(filter(is_question, problems))
    return Outcome(name, tuple(each for each in problems if each not in asked), asked)


@cache
def judge_corpus() -> tuple[Outcome, ...]:
    return tuple(map(judge_notes, INDEX))


def describe(name: str, problems: tuple[Problem, ...]) -> str:
    """Each problem with its line in the file of the corpus, and that line."""
    lines = read_body(name).splitlines()
    said = []
    for each in problems:
        number = each.line - FIRST + 1
        line = lines[number - 1] if number > 0 else "(the head)"
        said.append(f"  {name}.md:{number}: {each.fact}\n    {line}")
    return "\n".join(said)


def test_the_corpus_is_of_several_countries_and_kinds_of_government() -> None:
    assert {path.stem for path in CORPUS.glob("*.md")} == {*INDEX}
    assert len(INDEX) == 170
    assert {each["government"] for each in INDEX.values()} == {"city", "county", "state"}
    assert {each["country"] for each in INDEX.values()} == {"AU", "CA", "GB", "NZ", "US"}
    assert len(MARKED) == 56


@pytest.mark.slow
def test_at_most_one_in_fifty_honest_notes_is_refused() -> None:
    refused = [outcome for outcome in judge_corpus() if outcome.refusals]
    listed = "\n".join(describe(each.name, each.refusals) for each in refused)
    assert len(refused) <= MAX_REFUSED * len(INDEX), f"{len(refused)} refused:\n{listed}"


def test_honest_notes_are_asked_about_at_most_once_in_two_pages() -> None:
    asked = [outcome for outcome in judge_corpus() if outcome.questions]
    count = sum(len(outcome.questions) for outcome in asked)
    line_count = sum(read_body(name).count("\n") for name in INDEX)
    listed = "\n".join(describe(each.name, each.questions) for each in asked)
    assert count <= line_count / (2 * PAGE), f"{count} questions:\n{listed}"


@pytest.mark.slow
@pytest.mark.parametrize("name", MARKED)
def test_what_honest_notes_withhold_is_refused_in_clear(name: str) -> None:
    text = make_notes(name)
    secrets = [found[1] or found[2] for found in MARK.finditer(text)]
    result = redact_notes("\n".join((text, *secrets, "")), read_rules())
    assert not isinstance(result, ClearedCopy)
    first = text.count("\n") + 2
    refused = {each.line for each in result if not is_question(each)}
    assert {*range(first, first + len(secrets))} <= refused
