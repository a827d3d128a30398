"""A report, and its findings with their positions in the file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from statplan.advice.builtin import IMPOSSIBLE_YEAR, WRONG_ANSWER
from statplan.advice.catalogue import find_group_name
from statplan.advice.engine import PlanAdvice, RuleFinding, SilencedFinding
from statplan.advice.rule import SEVERITIES, Rule, Severity
from statplan.errors import Problem
from statplan.plan.english import format_count
from statplan.plan.loader import add_position
from statplan.plan.paths import get_answer, join_path, split_path
from statplan.plan.yaml_reader import YamlDocument

_KEY = re.compile(r"[^\s:,\[\]{}]+")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_IN_BRACKETS = re.compile(r"[^,\]}]+")


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding about one answer, with its position in the file.

    `line` and `column` count from 1, in characters; `end` is the column behind the answer. They are
    0 where there is no position. `anchor` is the path with ids for numbers: it is the same when
    lists grow. `reason` says why the plan silences it.
    """

    rule: Rule
    path: str
    fact: str
    remedy: str
    line: int = 0
    column: int = 0
    end: int = 0
    anchor: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A review as every format writes it.

    `file` is the plan's path as it is shown, with forward slashes; `lines` are its text; `rules`
    those that were selected; `refused` tells that the plan has problems and no rule was run;
    `year` are sentences on its meetings; `fail_level` the mildest severity that counts as a
    failure.
    """

    file: str
    lines: tuple[str, ...]
    rules: tuple[Rule, ...]
    findings: tuple[LocatedFinding, ...] = ()
    unstated: tuple[LocatedFinding, ...] = ()
    silenced: tuple[LocatedFinding, ...] = ()
    passed: int = 0
    refused: bool = False
    year: tuple[str, ...] = ()
    fail_level: Severity = "error"
    width: int = 80

    @property
    def reported_findings(self) -> tuple[LocatedFinding, ...]:
        """Everything that is not silenced: findings, then what is not stated."""
        return (*self.findings, *self.unstated)

    def list_rules(self) -> list[Rule]:
        """List the selected rules, and the other rules that have findings, by their code."""
        findings = (*self.reported_findings, *self.silenced)
        rules = {rule.code: rule for rule in (*(finding.rule for finding in findings), *self.rules)}
        return [rules[code] for code in sorted(rules)]

    def count_severity(self, severity: Severity) -> int:
        """Count the findings of a severity; what is not stated is counted apart."""
        return sum(finding.rule.severity == severity for finding in self.findings)

    def is_failure(self, finding: LocatedFinding) -> bool:
        """Return whether a finding is a failure."""
        return SEVERITIES.index(finding.rule.severity) <= SEVERITIES.index(self.fail_level)

    @property
    def has_failed(self) -> bool:
        """True if a reported finding is a failure."""
        return any(self.is_failure(finding) for finding in self.reported_findings)

    def format_summary(self) -> str:
        """Format the counts as a sentence."""
        parts = [] if self.refused else [f"{format_count(self.passed, 'rule')} passed"]
        for severity in SEVERITIES:
            count = self.count_severity(severity)
            if count:
                parts.append(format_count(count, "problem" if self.refused else severity))
        if self.silenced:
            parts.append(f"{len(self.silenced)} silenced")
        if self.unstated:
            parts.append(f"{format_count(len(self.unstated), 'thing')} not stated")
        return f"{', '.join(parts)}."


def describe_rule(rule: Rule) -> dict[str, str]:
    """Return what identifies a rule, as JSON has it."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "group": find_group_name(rule.code),
        "title": rule.title,
    }


def place_advice(
    advice: PlanAdvice,
    source: YamlDocument,
    lines: tuple[str, ...],
    extra_findings: Iterable[RuleFinding] = (),
) -> tuple[tuple[LocatedFinding, ...], tuple[LocatedFinding, ...], tuple[LocatedFinding, ...]]:
    """Place the findings, the open questions, and the silenced findings in the file.

    `extra_findings` do not come from the rules; one about no answer has no position.
    """

    def place_findings(findings: Iterable[RuleFinding]) -> tuple[LocatedFinding, ...]:
        return tuple(
            _locate_finding(finding, source, lines)
            if finding.path
            else LocatedFinding(finding.rule, "", finding.fact, finding.remedy)
            for finding in findings
        )

    silenced = tuple(
        _locate_silenced(silenced_finding, source, lines) for silenced_finding in advice.silenced
    )
    all_findings = sorted((*advice.findings, *extra_findings), key=lambda finding: finding.code)
    return place_findings(all_findings), place_findings(advice.unstated), silenced


def place_problems(
    plan_problems: Iterable[Problem],
    schedule_problems: Iterable[Problem],
    source: YamlDocument,
    lines: tuple[str, ...],
) -> tuple[LocatedFinding, ...]:
    """Place the problems of the answers, which have their positions, and those of the year."""
    findings = [_locate_problem(WRONG_ANSWER, problem, lines) for problem in plan_problems]
    located_problems = sorted(add_position(problem, source) for problem in schedule_problems)
    return (
        *findings,
        *(_locate_problem(IMPOSSIBLE_YEAR, problem, lines) for problem in located_problems),
    )


def _locate_problem(rule: Rule, problem: Problem, lines: tuple[str, ...]) -> LocatedFinding:
    line, column = problem.line, problem.column
    path = problem.path
    end = _find_end(lines, line, column, whole=True) if path else column + 1
    return LocatedFinding(rule, path, problem.fact, str(problem.remedy), line, column, end, path)


def _locate_silenced(
    silenced_finding: SilencedFinding, source: YamlDocument, lines: tuple[str, ...]
) -> LocatedFinding:
    return replace(
        _locate_finding(silenced_finding.finding, source, lines), reason=silenced_finding.reason
    )


def _locate_finding(
    finding: RuleFinding, source: YamlDocument, lines: tuple[str, ...]
) -> LocatedFinding:
    """Locate the answer where it is one value; else its key, or that of the group around it."""
    steps = split_path(finding.path)
    answer = get_answer(source.answers, finding.path)
    single = answer is not None and not isinstance(answer, list | dict)
    line, column = source.find_position(steps, prefer_key=not single)
    end = _find_end(lines, line, column, whole=single and isinstance(answer, str))
    anchor = _build_anchor(steps, source.answers)
    return LocatedFinding(
        finding.rule, finding.path, finding.fact, finding.remedy, line, column, end, anchor
    )


def _find_end(lines: tuple[str, ...], line: int, column: int, *, whole: bool) -> int:
    """Find the column behind what begins at a position: quoted words, words in a list, a word."""
    if not 0 < line <= len(lines):
        return column
    rest = lines[line - 1][column - 1 :]
    quoted = _QUOTED.match(rest)
    if quoted:
        return column + quoted.end()
    if whole:
        rest = rest.partition(" #")[0].rstrip()
        inside = lines[line - 1][: column - 1].count("[") + lines[line - 1][: column - 1].count("{")
        in_brackets = _IN_BRACKETS.match(rest) if inside else None
        return column + max(1, len(in_brackets.group().rstrip() if in_brackets else rest))
    word = _KEY.match(rest)
    return column + (word.end() if word else 1)


def _build_anchor(steps: tuple[str | int, ...], answers: Mapping[str, object]) -> str:
    """Build a path with the ids of records in place of their numbers."""
    parts: list[str] = []
    for depth, step in enumerate(steps, 1):
        if isinstance(step, int):
            record_id = get_answer(answers, f"{join_path(steps[:depth])}.id")
            parts.append(f"[{record_id if isinstance(record_id, str) else step}]")
        else:
            parts.append(f".{step}")
    return "".join(parts).removeprefix(".")
