"""For code scanning: SARIF 2.1.0, the OASIS standard."""

import json
from collections import Counter
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from statplan import __version__
from statplan.advice import Rule, Severity, group_of
from statplan.cli.report.entry import Entry, Report
from statplan.systems import sources

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "note"}
_FINGERPRINT = "statplan/v1"


def write(report: Report) -> str:
    """Write one run with its rules, its results, and those that are silenced as suppressed."""
    entries = [*report.said, *report.silenced]
    rules = _rules(report, entries)
    index = {each.code: number for number, each in enumerate(rules)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "statplan",
                "semanticVersion": __version__,
                "rules": _described(rules),
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(each, report, index[each.rule.code], seen) for each in entries],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rules(report: Report, entries: list[Entry]) -> list[Rule]:
    """The rules that were looked at, and those of the engine that said something."""
    found = {each.rule.code: each.rule for each in entries} | {e.code: e for e in report.rules}
    return [found[code] for code in sorted(found)]


def _described(rules: list[Rule]) -> list[dict[str, Any]]:
    known = sources()
    described = []
    for rule in rules:
        links = [known[each].where for each in rule.sources if each in known]
        texts = {
            "id": rule.code,
            "name": "".join(word.capitalize() for word in rule.name.split("-")),
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.parts["Why it matters"]},
            "help": {"text": _help(rule), "markdown": _help(rule, "**{}.** {}")},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"tags": [group_of(rule.code)], "sources": list(rule.sources)},
        }
        link = next((each for each in links if each.startswith("https://")), None)
        described.append(texts | ({"helpUri": link} if link else {}))
    return described


def _help(rule: Rule, line: str = "{}: {}") -> str:
    return "\n\n".join(line.format(name, words) for name, words in rule.parts.items())


def _result(entry: Entry, report: Report, index: int, seen: Counter[str]) -> dict[str, Any]:
    what = f"{entry.rule.code} {entry.anchor or entry.path}"
    seen[what] += 1
    print_of = sha256(f"{what} {seen[what]}".encode()).hexdigest()[:32]
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(report.file)}}
    if entry.line:
        place["region"] = {
            "startLine": entry.line,
            "startColumn": entry.column,
            "endColumn": max(entry.end, entry.column + 1),
        }
    location: dict[str, Any] = {"physicalLocation": place}
    if entry.path:
        location["logicalLocations"] = [{"fullyQualifiedName": entry.path}]
    result: dict[str, Any] = {
        "ruleId": entry.rule.code,
        "ruleIndex": index,
        "level": _LEVELS[entry.rule.severity],
        "message": {"text": f"{entry.fact} {entry.remedy}".strip()},
        "locations": [location],
        "partialFingerprints": {_FINGERPRINT: print_of},
    }
    if entry.reason:
        result["suppressions"] = [{"kind": "inSource", "justification": entry.reason}]
    return result


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(file)
