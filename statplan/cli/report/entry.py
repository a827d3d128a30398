"""What a report is made of: each thing that is said with its place in the file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from statplan.advice import SEVERITIES, Advice, Found, Rule, Severity, Silenced
from statplan.advice.own import IMPOSSIBLE_YEAR, WRONG_ANSWER
from statplan.cli.loading import located
from statplan.errors import Problem
from statplan.plan import fields
from statplan.plan.source import Source

_KEY = re.compile(r"[^\s:,\[\]{}]+")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_IN_BRACKETS = re.compile(r"[^,\]}]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is said of one answer, with its place.

    `line` and `column` count from 1, in characters; `end` is the column behind the answer. They are
    0 where there is no place. `anchor` is the path with ids for numbers: it stays when lists grow.
    `reason` says why the plan silences it.
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
    those that were looked at; `refused` tells that the plan has problems and no rule was run;
    `year` are sentences on its meetings; `fails` the mildest severity that counts as a failure.
    """

    file: str
    lines: tuple[str, ...]
    rules: tuple[Rule, ...]
    findings: tuple[Entry, ...] = ()
    unstated: tuple[Entry, ...] = ()
    silenced: tuple[Entry, ...] = ()
    passed: int = 0
    refused: bool = False
    year: tuple[str, ...] = ()
    fails: Severity = "error"
    width: int = 80

    @property
    def said(self) -> tuple[Entry, ...]:
        """Everything that is not silenced: findings, then what is not stated."""
        return (*self.findings, *self.unstated)

    def count(self, severity: Severity) -> int:
        """How many findings have a severity; what is not stated is counted apart."""
        return sum(each.rule.severity == severity for each in self.findings)

    def counts(self, entry: Entry) -> bool:
        """Whether an entry is a failure."""
        return SEVERITIES.index(entry.rule.severity) <= SEVERITIES.index(self.fails)

    @property
    def has_failed(self) -> bool:
        """Whether anything that is said is a failure."""
        return any(self.counts(each) for each in self.said)

    def summary(self) -> str:
        """The counts in a sentence."""
        parts = [] if self.refused else [_times(self.passed, "rule", " passed")]
        named = {"error": "error", "warning": "warning", "note": "note"}
        for severity in SEVERITIES:
            count = self.count(severity)
            if count:
                parts.append(_times(count, "problem" if self.refused else named[severity]))
        if self.silenced:
            parts.append(f"{len(self.silenced)} silenced")
        if self.unstated:
            parts.append(_times(len(self.unstated), "thing", " not stated"))
        return f"{', '.join(parts)}."


def _times(count: int, noun: str, after: str = "") -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}{after}"


def place_advice(
    advice: Advice,
    source: Source,
    lines: tuple[str, ...],
    more: Iterable[Found] = (),
) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[Entry, ...]]:
    """Findings, what is not stated, and what is silenced, each at its place in the file.

    `more` are findings from elsewhere; one about no answer has no place.
    """

    def placed(found: Iterable[Found]) -> tuple[Entry, ...]:
        return tuple(
            _placed(each, source, lines)
            if each.path
            else Entry(each.rule, "", each.fact, each.remedy)
            for each in found
        )

    silenced = tuple(_silenced(each, source, lines) for each in advice.silenced)
    found = sorted((*advice.findings, *more), key=lambda each: each.code)
    return placed(found), placed(advice.unstated), silenced


def place_problems(
    reading: Iterable[Problem], schedule: Iterable[Problem], source: Source, lines: tuple[str, ...]
) -> tuple[Entry, ...]:
    """The problems of a plan: of its answers, which know their places, and of its year."""
    entries = [_entry(WRONG_ANSWER, each, lines) for each in reading]
    placed = sorted(located(each, source) for each in schedule)
    return (*entries, *(_entry(IMPOSSIBLE_YEAR, each, lines) for each in placed))


def _entry(rule: Rule, problem: Problem, lines: tuple[str, ...]) -> Entry:
    line, column = problem.line, problem.column
    path = problem.path
    end = _end(lines, line, column, whole=True) if path else column + 1
    return Entry(rule, path, problem.fact, problem.remedy, line, column, end, path)


def _silenced(silenced: Silenced, source: Source, lines: tuple[str, ...]) -> Entry:
    return replace(_placed(silenced.found, source, lines), reason=silenced.reason)


def _placed(found: Found, source: Source, lines: tuple[str, ...]) -> Entry:
    """The answer itself where it is one; else its key, or that of the nearest group around it."""
    steps = fields.steps(found.path)
    answer = fields.at(source.data, found.path)
    single = answer is not None and not isinstance(answer, list | dict)
    line, column = source.place(steps, key=not single)
    end = _end(lines, line, column, whole=single and isinstance(answer, str))
    anchor = _anchor(steps, source.data)
    return Entry(found.rule, found.path, found.fact, found.remedy, line, column, end, anchor)


def _end(lines: tuple[str, ...], line: int, column: int, *, whole: bool) -> int:
    """The column behind what begins at a place: quoted words, words in a list, or one word."""
    if not 0 < line <= len(lines):
        return column
    rest = lines[line - 1][column - 1 :]
    quoted = _QUOTED.match(rest)
    if quoted:
        return column + quoted.end()
    if whole:
        rest = rest.partition(" #")[0].rstrip()
        inside = lines[line - 1][: column - 1].count("[") + lines[line - 1][: column - 1].count("{")
        found = _IN_BRACKETS.match(rest) if inside else None
        return column + max(1, len(found.group().rstrip() if found else rest))
    word = _KEY.match(rest)
    return column + (word.end() if word else 1)


def _anchor(steps: tuple[str | int, ...], data: Mapping[str, object]) -> str:
    """A path with the ids of records in place of their numbers."""
    named: list[str] = []
    for depth, step in enumerate(steps, 1):
        if isinstance(step, int):
            own = fields.at(data, f"{fields.join(steps[:depth])}.id")
            named.append(f"[{own if isinstance(own, str) else step}]")
        else:
            named.append(f".{step}")
    return "".join(named).removeprefix(".")
