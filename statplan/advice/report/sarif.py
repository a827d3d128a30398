"""SARIF 2.1.0, the OASIS standard, for code scanning."""

import json
import re
from collections import Counter
from typing import Any
from urllib.parse import quote

from statplan import __version__
from statplan.advice.catalogue import find_group_name
from statplan.advice.report.findings import LocatedFinding, Report
from statplan.advice.rule import Rule
from statplan.strict_json import hash_bytes
from statplan.systems import load_sources

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_FINGERPRINT = "statplan/v1"

_DRIVE = re.compile(r"[A-Za-z]:(?=/)")  # of an absolute path on Windows


def write(report: Report) -> str:
    """Write one run with its rules and results; silenced findings are suppressed results."""
    findings = [*report.reported_findings, *report.silenced]
    rules = report.list_rules()
    index = {rule.code: number for number, rule in enumerate(rules)}
    anchor_counts: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "statplan",
                "semanticVersion": __version__,
                "rules": _describe_rules(rules),
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [
            _build_record(finding, report, index[finding.rule.code], anchor_counts)
            for finding in findings
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _describe_rules(rules: list[Rule]) -> list[dict[str, Any]]:
    sources_by_key = load_sources()
    descriptions = []
    for rule in rules:
        links = [
            sources_by_key[source_key].where
            for source_key in rule.sources
            if source_key in sources_by_key
        ]
        texts = {
            "id": rule.code,
            "name": "".join(word.capitalize() for word in rule.name.split("-")),
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.sections["Why it matters"]},
            "help": {"text": _render_help(rule), "markdown": _render_help(rule, "**{}.** {}")},
            "defaultConfiguration": {"level": rule.severity},
            "properties": {"tags": [find_group_name(rule.code)], "sources": list(rule.sources)},
        }
        link = next((url for url in links if url.startswith("https://")), None)
        descriptions.append(texts | ({"helpUri": link} if link else {}))
    return descriptions


def _render_help(rule: Rule, line: str = "{}: {}") -> str:
    return "\n\n".join(line.format(name, words) for name, words in rule.sections.items())


def _build_record(
    finding: LocatedFinding, report: Report, index: int, anchor_counts: Counter[str]
) -> dict[str, Any]:
    fingerprint_base = f"{finding.rule.code} {finding.anchor or finding.path}"
    anchor_counts[fingerprint_base] += 1
    numbered_base = f"{fingerprint_base} {anchor_counts[fingerprint_base]}"
    fingerprint = hash_bytes(numbered_base.encode())[:32]
    place: dict[str, Any] = {"artifactLocation": {"uri": _build_uri(report.file)}}
    if finding.line:
        place["region"] = {
            "startLine": finding.line,
            "startColumn": finding.column,
            "endColumn": max(finding.end, finding.column + 1),
        }
    location: dict[str, Any] = {"physicalLocation": place}
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.path}]
    record: dict[str, Any] = {
        "ruleId": finding.rule.code,
        "ruleIndex": index,
        "level": finding.rule.severity,
        "message": {"text": f"{finding.fact} {finding.remedy}".strip()},
        "locations": [location],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if finding.reason:
        record["suppressions"] = [{"kind": "inSource", "justification": finding.reason}]
    return record


def _build_uri(file: str) -> str:
    drive = _DRIVE.match(file)
    if drive:
        return f"file:///{drive[0]}{quote(file[drive.end() :])}"
    return f"file://{quote(file)}" if file.startswith("/") else quote(file)
