"""Cases of refusals: what is given, and the exit code, place, fact and remedy that are shown."""

import json
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from statplan.cli import boundary
from statplan.errors import AnswerError, Problem, StatplanError
from statplan.plan.answers import Answers
from statplan.plan.loader import parse_plan
from statplan.plan.paths import copy_answers
from statplan.plan.yaml_reader import parse_yaml
from tests.support.commands import run

FINE = """\
statplan: 1
lineage: 6f1c2b1e-0000-4000-8000-000000000001
created: 2026-12-01
program: {name: TestStat, organization: City of Example, timezone: America/Chicago}
leadership: {attends: every, principal: [mayor]}
participants:
  people:
    - {id: mayor, office: Mayor, name: Jo Smith, email: jo@city.example}
    - {id: law, office: City Attorney}
  departments:
    - {id: works, name: Public Works, head: law}
    - {id: health, name: Health}
focus: {subjects: [{id: lots, name: Lots}]}
frequency:
  first_day: 2027-01-01
  months: 4
  series:
    - {id: stat, every: month, on: second Thursday, at: "08:00"}
publicity: {access: closed, publishes: [schedule, notes]}
"""
_FINE_ANSWERS: dict[str, Any] = parse_yaml(FINE).answers


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that is refused: its place in a file, its path, the fact, and the remedy."""

    fact: str
    remedy: str
    path: str = ""
    line: int = 0

    @classmethod
    def of(cls, problem: Problem) -> "Refusal":
        """Return a problem of the program as a test states it."""
        return cls(problem.fact, str(problem.remedy), problem.path, problem.line)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a command, or a function, shows: its exit code, each problem, and its message."""

    exit_code: int
    problems: tuple[Refusal, ...]
    message: Refusal | None = None


@dataclass(frozen=True, slots=True)
class RefusalFolder:
    """An empty folder, which is the working folder, and the errors that commands report there."""

    path: Path
    errors: list[StatplanError]

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def type(self, *words: object) -> Shown:
        """Type a command that refuses something."""
        self.errors.clear()
        exit_code, _, _ = run(*words)
        (error,) = self.errors
        return show_error(exit_code, error)


def make_folder(path: Path, patch: pytest.MonkeyPatch) -> RefusalFolder:
    """Make the folder of a case, in which every error that is reported is kept."""
    folder = RefusalFolder(path, [])
    patch.chdir(path)
    patch.setattr(boundary, "report_error", folder.errors.append)
    return folder


Refuse = Callable[[RefusalFolder], Shown]


@dataclass(frozen=True, slots=True)
class RefusalCase:
    """A refusal, and the input that brings it about.

    Attributes:
        place: the module and the function in which the words of the fact are.
        refuse: gives the input to a command, or to a function where no command reaches the place.
        expected: what is refused.
        exit_code: the exit code of the command, or of the error that the function raises.
        others: how many other problems the same input has.
    """

    place: str
    refuse: Refuse
    expected: Refusal
    exit_code: int = 1
    others: int = 0


def show_error(exit_code: int, error: StatplanError) -> Shown:
    """Return what an error says."""
    message = Refusal(error.message, str(error.remedy))
    return Shown(exit_code, tuple(map(Refusal.of, error.problems)), message)


def run_case(case: RefusalCase, folder: RefusalFolder) -> None:
    """Bring a refusal about, and compare what is shown with what is expected, word for word."""
    shown = case.refuse(folder)
    assert shown.exit_code == case.exit_code
    if case.expected == shown.message:
        return
    assert case.expected in shown.problems, shown
    assert len(shown.problems) == 1 + case.others, shown


def build_plan_text(changes: str) -> str:
    """Return the fine plan with some answers, given as YAML, merged over its own."""
    answers = Answers(copy_answers(_FINE_ANSWERS))
    answers.merge_answers(parse_yaml(changes).answers, "")
    return yaml.dump(answers.tree, Dumper=yaml.CSafeDumper, sort_keys=False, width=1000)


def check_file(content: str | bytes, *options: str) -> Refuse:
    """Check a plan file."""

    def refuse(folder: RefusalFolder) -> Shown:
        path = folder.write("statplan.yaml", content)
        exit_code, out, _ = run("check", path, "--format", "json", *options)
        report = json.loads(out)
        findings = [*report["findings"], *report["unstated"]]
        problems = (
            Refusal(finding["fact"], finding["remedy"], finding["path"] or "", finding["line"] or 0)
            for finding in findings
        )
        return Shown(exit_code, tuple(problems))

    return refuse


def check_answers(changes: str, *options: str) -> Refuse:
    """Check the fine plan with some answers, in which no line is looked at."""
    refuse = check_file(build_plan_text(changes), *options)

    def refuse_without_lines(folder: RefusalFolder) -> Shown:
        shown = refuse(folder)
        return replace(
            shown, problems=tuple(replace(problem, line=0) for problem in shown.problems)
        )

    return refuse_without_lines


def check_series(changes: str) -> Refuse:
    """Check the fine plan with some answers about its series."""
    return check_answers(f"frequency: {{series: [{{id: stat, {changes}}}]}}")


def make_plan(*words: str, roster: str | bytes = "", answers: str = FINE) -> Refuse:
    """Make a plan of answers in a file, and of settings and a roster if there are any."""

    def refuse(folder: RefusalFolder) -> Shown:
        options = ["--answers", folder.write("answers.yaml", answers), *words]
        if roster:
            options += ["--roster", folder.write("roster.csv", roster)]
        return folder.type("init", "made", "--no-input", *options)

    return refuse


def type_command(command: str, changes: str = "{}") -> Refuse:
    """Type a command in the folder of the fine plan with some answers."""

    def refuse(folder: RefusalFolder) -> Shown:
        folder.write("statplan.yaml", build_plan_text(changes))
        return folder.type(*shlex.split(command))

    return refuse


def parse_text(text: str) -> Refuse:
    """Parse the text of a plan, as a program does that takes one from elsewhere."""

    def refuse(folder: RefusalFolder) -> Shown:
        del folder
        return Shown(1, tuple(map(Refusal.of, parse_plan(text).problems)))

    return refuse


def refuse_without(library: str, refuse: Refuse) -> Refuse:
    """Let something be refused where a library is not installed."""

    def refuse_without_library(folder: RefusalFolder) -> Shown:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(sys.modules, library, None)
            return refuse(folder)

    return refuse_without_library


def call(function: Callable[..., object], *arguments: object, **keywords: object) -> Refuse:
    """Call a function that raises an error."""

    def refuse(folder: RefusalFolder) -> Shown:
        del folder
        try:
            function(*arguments, **keywords)
        except AnswerError as error:
            return Shown(1, (), Refusal(error.fact, str(error.remedy)))
        except StatplanError as error:
            return show_error(error.exit_code, error)
        pytest.fail("it raised no error")

    return refuse
