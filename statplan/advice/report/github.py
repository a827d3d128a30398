"""For GitHub Actions: annotations on the plan's lines, and the job's summary.

A step shows ten annotations of each level and drops the rest; so the tenth says how many more
there are, and those are plain lines in the log.
"""

from collections.abc import Iterator, Sequence
from html import escape

from statplan import screen
from statplan.advice.report import concise
from statplan.advice.report.findings import LocatedFinding, Report
from statplan.advice.report.text_width import make_printable
from statplan.advice.rule import SEVERITIES, Severity

LIMIT = 10
_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def write(report: Report) -> str:
    """Write an annotation for each finding and open question, errors first, and the summary."""
    lines: list[str] = []
    for severity in SEVERITIES:
        findings = [
            finding for finding in report.reported_findings if finding.rule.severity == severity
        ]
        lines += _render_level(severity, findings, report)
    return "\n".join([*lines, report.format_summary()]) + "\n"


def write_summary(report: Report) -> str:
    """Write the summary of the job in Markdown: a table of findings, and one of silenced ones."""
    lines = [f"## statplan: {_escape_cell(report.file)}", "", report.format_summary(), ""]
    lines += [*report.year, ""] if report.year else []
    if report.reported_findings:
        lines += ["| code | severity | line | answer | what is the case | what to do |"]
        lines += ["| --- | --- | --- | --- | --- | --- |"]
        lines += [_render_row(finding) for finding in report.reported_findings]
        lines.append("")
    if report.silenced:
        lines += ["| silenced | answer | what is the case | reason |", "| --- | --- | --- | --- |"]
        lines += [_render_silenced_row(finding) for finding in report.silenced]
        lines.append("")
    return "\n".join(lines) + "\n"


def _render_level(
    severity: Severity, findings: Sequence[LocatedFinding], report: Report
) -> Iterator[str]:
    command = _COMMANDS[severity]
    shown_findings = findings if len(findings) <= LIMIT else findings[: LIMIT - 1]
    for finding in shown_findings:
        yield _render_annotation(command, finding, report)
    rest = findings[len(shown_findings) :]
    if rest:
        title = f"{len(rest)} more {severity}s"
        place = f"file={screen.escape_property(report.file)},title={title}"
        yield f"::{command} {place}::{title}: see the log or the summary of this job."
        yield from (concise.format_finding(finding, report) for finding in rest)


def _render_annotation(command: str, finding: LocatedFinding, report: Report) -> str:
    place = {"file": report.file}
    if finding.line:
        place |= {"line": str(finding.line), "col": str(finding.column)}
        place |= {"endColumn": str(max(finding.column, finding.end - 1))}
    place["title"] = f"{finding.rule.code} {finding.rule.title}"
    properties = ",".join(f"{name}={screen.escape_property(text)}" for name, text in place.items())
    path = f"{finding.path}: " if finding.path else ""
    words = f"{path}{finding.fact} {finding.remedy}".rstrip()
    return f"::{command} {properties}::{screen.escape_annotation(words)}"


def _render_row(finding: LocatedFinding) -> str:
    rule = finding.rule
    cells = (
        rule.code,
        rule.severity,
        str(finding.line or ""),
        _render_code(finding.path),
        _escape_cell(finding.fact),
        _escape_cell(finding.remedy),
    )
    return f"| {' | '.join(cells)} |"


def _render_silenced_row(finding: LocatedFinding) -> str:
    cells = (
        finding.rule.code,
        _render_code(finding.path),
        _escape_cell(finding.fact),
        _escape_cell(finding.reason),
    )
    return f"| {' | '.join(cells)} |"


def _render_code(path: str) -> str:
    words = escape(make_printable(path), quote=False).replace("|", "&#124;")
    return f"<code>{words}</code>" if path else ""


def _escape_cell(text: str) -> str:
    plain = escape(make_printable(" ".join(text.split())), quote=False)
    return "".join(f"\\{char}" if char in "\\`*_[]|" else char for char in plain)
