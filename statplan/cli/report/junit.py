"""For CI servers that show tests: JUnit XML, one test case for each rule."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from statplan.advice import Rule, group_of
from statplan.cli.report import concise
from statplan.cli.report.entry import Entry, Report

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report) -> str:
    """Write a suite for each section, a case for each rule, a failure where one counts as such."""
    said: dict[str, list[Entry]] = {}
    for each in report.said:
        said.setdefault(each.rule.code, []).append(each)
    silenced: dict[str, list[Entry]] = {}
    for each in report.silenced:
        silenced.setdefault(each.rule.code, []).append(each)
    root = Element("testsuites", name=f"statplan: {_clean(report.file)}")
    for group, rules in groupby(_rules(report), key=lambda each: group_of(each.code)):
        suite = SubElement(root, "testsuite", name=group)
        cases = [
            _case(rule, said.get(rule.code, []), silenced.get(rule.code, []), report)
            for rule in rules
        ]
        suite.extend(cases)
        _count(suite, cases)
    _count(root, [case for suite in root for case in suite])
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _rules(report: Report) -> list[Rule]:
    heard = {each.rule.code: each.rule for each in (*report.said, *report.silenced)}
    found = heard | {each.code: each for each in report.rules}
    return [found[code] for code in sorted(found)]


def _count(element: Element, cases: Sequence[Element]) -> None:
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", "0")
    element.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    element.set("time", "0")


def _case(rule: Rule, said: list[Entry], silenced: list[Entry], report: Report) -> Element:
    case = Element("testcase", classname=f"statplan.{rule.code}", name=_clean(rule.title), time="0")
    failures = [each for each in said if report.counts(each)]
    others = [each for each in said if each not in failures]
    if failures:
        message = failures[0].fact + (f" And {len(failures) - 1} more." if failures[1:] else "")
        failure = SubElement(case, "failure", type=rule.severity, message=_clean(message))
        failure.text = "\n".join(_told(failures, report))
    elif silenced:
        SubElement(case, "skipped", message=_clean(f"Silenced: {silenced[0].reason}"))
    if others:
        SubElement(case, "system-out").text = "\n".join(_told(others, report))
    return case


def _told(entries: list[Entry], report: Report) -> Iterator[str]:
    for each in entries:
        yield _clean(concise.line(each, report))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
