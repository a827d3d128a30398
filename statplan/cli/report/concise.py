"""One line for each thing: file, line, column, code, severity, path, fact, what to do."""

from statplan.cli.report.entry import Entry, Report
from statplan.cli.report.width import shown


def write(report: Report) -> str:
    """Write one line for each thing that is said, and the summary."""
    lines = [line(each, report) for each in report.said]
    return "\n".join([*lines, report.summary()]) + "\n"


def line(entry: Entry, report: Report) -> str:
    """One thing that is said, on one line."""
    place = f"{report.file}:{entry.line}:{entry.column}" if entry.line else report.file
    path = f"{entry.path}: " if entry.path else ""
    words = f"{path}{entry.fact} {entry.remedy}".rstrip()
    return shown(f"{place}: {entry.rule.code} {entry.rule.severity}: {words}")
