"""JUnit XML, for CI servers that show tests: one test case for each rule."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from statplan.advice.catalogue import find_group_name
from statplan.advice.report import concise
from statplan.advice.report.findings import LocatedFinding, Report
from statplan.advice.rule import Rule

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report) -> str:
    """Write a suite for each group, and a case for each rule: passed, failed, or skipped."""
    findings_by_code: dict[str, list[LocatedFinding]] = {}
    for finding in report.reported_findings:
        findings_by_code.setdefault(finding.rule.code, []).append(finding)
    silenced_by_code: dict[str, list[LocatedFinding]] = {}
    for finding in report.silenced:
        silenced_by_code.setdefault(finding.rule.code, []).append(finding)
    root = Element("testsuites", name=f"statplan: {_replace_unwritable(report.file)}")
    for group, rules in groupby(report.list_rules(), lambda rule: find_group_name(rule.code)):
        suite = SubElement(root, "testsuite", name=group)
        cases = [
            _build_case(
                rule,
                findings_by_code.get(rule.code, []),
                silenced_by_code.get(rule.code, []),
                report,
            )
            for rule in rules
        ]
        suite.extend(cases)
        _set_counts(suite, cases)
    _set_counts(root, [case for suite in root for case in suite])
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _set_counts(element: Element, cases: Sequence[Element]) -> None:
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", "0")
    element.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    element.set("time", "0")


def _build_case(
    rule: Rule, findings: list[LocatedFinding], silenced: list[LocatedFinding], report: Report
) -> Element:
    case = Element(
        "testcase",
        classname=f"statplan.{rule.code}",
        name=_replace_unwritable(rule.title),
        time="0",
    )
    failures = [finding for finding in findings if report.is_failure(finding)]
    others = [finding for finding in findings if finding not in failures]
    if failures:
        message = failures[0].fact + (f" And {len(failures) - 1} more." if failures[1:] else "")
        failure = SubElement(
            case, "failure", type=rule.severity, message=_replace_unwritable(message)
        )
        failure.text = "\n".join(_format_findings(failures, report))
    elif silenced:
        SubElement(case, "skipped", message=_replace_unwritable(f"Silenced: {silenced[0].reason}"))
    if others:
        SubElement(case, "system-out").text = "\n".join(_format_findings(others, report))
    return case


def _format_findings(findings: list[LocatedFinding], report: Report) -> Iterator[str]:
    for finding in findings:
        yield _replace_unwritable(concise.format_finding(finding, report))


def _replace_unwritable(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
