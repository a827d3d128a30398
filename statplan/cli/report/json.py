"""For programs: see `advice.schema.json`."""

import json
from importlib.resources import files
from typing import Any

from statplan.advice import SEVERITIES, group_of
from statplan.cli.report.entry import Entry, Report

VERSION = 1


def schema() -> str:
    """The JSON Schema (draft 2020-12) of what is written."""
    return (files("statplan.cli.report") / "advice.schema.json").read_text(encoding="utf-8")


def write(report: Report) -> str:
    """Write the report with two-space indents."""
    data = {
        "version": VERSION,
        "plan": report.file,
        "refused": report.refused,
        "summary": {
            "text": report.summary(),
            "passed": report.passed,
            **{f"{each}s": report.count(each) for each in SEVERITIES},
            "silenced": len(report.silenced),
            "unstated": len(report.unstated),
            "failed": report.has_failed,
        },
        "year": list(report.year),
        "findings": [_entry(each) for each in report.findings],
        "unstated": [_entry(each) for each in report.unstated],
        "silenced": [_entry(each) | {"reason": each.reason} for each in report.silenced],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _entry(entry: Entry) -> dict[str, Any]:
    rule = entry.rule
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "group": group_of(rule.code),
        "title": rule.title,
        "path": entry.path or None,
        "line": entry.line or None,
        "column": entry.column or None,
        "end_column": entry.end if entry.line else None,
        "fact": entry.fact,
        "remedy": entry.remedy,
        "sources": [each for each in rule.sources if each != "ours"],
    }
