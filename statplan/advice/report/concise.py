"""One line for each finding: file, line, column, code, severity, path, fact, and remedy."""

from statplan.advice.report.findings import LocatedFinding, Report
from statplan.advice.report.text_width import make_printable


def write(report: Report) -> str:
    """Write one line for each finding and open question, and the summary."""
    lines = [format_finding(finding, report) for finding in report.reported_findings]
    return "\n".join([*lines, report.format_summary()]) + "\n"


def format_finding(finding: LocatedFinding, report: Report) -> str:
    """Format one finding on one line."""
    place = f"{report.file}:{finding.line}:{finding.column}" if finding.line else report.file
    path = f"{finding.path}: " if finding.path else ""
    words = f"{path}{finding.fact} {finding.remedy}".rstrip()
    return make_printable(f"{place}: {finding.rule.code} {finding.rule.severity}: {words}")
