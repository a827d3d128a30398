"""JSON for programs, by the schema in `advice.schema.json`."""

import json
from importlib.resources import files
from typing import Any

from statplan.advice.report.findings import LocatedFinding, Report, describe_rule
from statplan.advice.rule import SEVERITIES

VERSION = 1


def read_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of what is written."""
    return (files("statplan.advice.report") / "advice.schema.json").read_text(encoding="utf-8")


def write(report: Report) -> str:
    """Write the report with two-space indents."""
    document = {
        "version": VERSION,
        "plan": report.file,
        "refused": report.refused,
        "summary": {
            "text": report.format_summary(),
            "passed": report.passed,
            **{f"{severity}s": report.count_severity(severity) for severity in SEVERITIES},
            "silenced": len(report.silenced),
            "unstated": len(report.unstated),
            "failed": report.has_failed,
        },
        "year": list(report.year),
        "findings": [_build_record(finding) for finding in report.findings],
        "unstated": [_build_record(finding) for finding in report.unstated],
        "silenced": [
            _build_record(finding) | {"reason": finding.reason} for finding in report.silenced
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _build_record(finding: LocatedFinding) -> dict[str, Any]:
    rule = finding.rule
    return {
        **describe_rule(rule),
        "path": finding.path or None,
        "line": finding.line or None,
        "column": finding.column or None,
        "end_column": finding.end if finding.line else None,
        "fact": finding.fact,
        "remedy": finding.remedy,
        "sources": [source_key for source_key in rule.sources if source_key != "ours"],
    }
