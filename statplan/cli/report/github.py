"""For GitHub Actions: annotations on the plan's lines, and the job's summary.

A step shows ten annotations of each level and drops the rest without a word; so the tenth says how
many more there are, and those stand in the log as plain lines.
"""

from collections.abc import Iterator, Sequence
from html import escape

from statplan.advice import SEVERITIES, Severity
from statplan.cli.report import concise
from statplan.cli.report.entry import Entry, Report
from statplan.cli.report.width import shown

LIMIT = 10
_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def write(report: Report) -> str:
    """Write an annotation for each thing that is said, errors first, and the summary."""
    lines: list[str] = []
    for severity in SEVERITIES:
        lines += _level(severity, [e for e in report.said if e.rule.severity == severity], report)
    return "\n".join([*lines, report.summary()]) + "\n"


def _level(severity: Severity, entries: Sequence[Entry], report: Report) -> Iterator[str]:
    command = _COMMANDS[severity]
    shown_ones = entries if len(entries) <= LIMIT else entries[: LIMIT - 1]
    for each in shown_ones:
        yield _annotation(command, each, report)
    rest = entries[len(shown_ones) :]
    if rest:
        title = f"{len(rest)} more {severity}s"
        place = f"file={_property(report.file)},title={title}"
        yield f"::{command} {place}::{title}: see the log or the summary of this job."
        yield from (concise.line(each, report) for each in rest)


def _annotation(command: str, entry: Entry, report: Report) -> str:
    place = {"file": report.file}
    if entry.line:
        place |= {"line": str(entry.line), "col": str(entry.column)}
        place |= {"endColumn": str(max(entry.column, entry.end - 1))}
    place["title"] = f"{entry.rule.code} {entry.rule.title}"
    properties = ",".join(f"{key}={_property(value)}" for key, value in place.items())
    path = f"{entry.path}: " if entry.path else ""
    return f"::{command} {properties}::{_data(f'{path}{entry.fact} {entry.remedy}'.rstrip())}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def write_summary(report: Report) -> str:
    """Write the summary of the job: a table of everything, in Markdown."""
    lines = [f"## statplan: {_cell(report.file)}", "", report.summary(), ""]
    lines += [*report.year, ""] if report.year else []
    if report.said:
        lines += ["| code | severity | line | answer | what is the case | what to do |"]
        lines += ["| --- | --- | --- | --- | --- | --- |"]
        lines += [_row(each) for each in report.said]
        lines.append("")
    if report.silenced:
        lines += ["| silenced | answer | what is the case | reason |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {e.rule.code} | {_code(e.path)} | {_cell(e.fact)} | {_cell(e.reason)} |"
            for e in report.silenced
        ]
        lines.append("")
    return "\n".join(lines) + "\n"


def _row(entry: Entry) -> str:
    rule = entry.rule
    cells = (
        rule.code,
        rule.severity,
        str(entry.line or ""),
        _code(entry.path),
        _cell(entry.fact),
        _cell(entry.remedy),
    )
    return f"| {' | '.join(cells)} |"


def _code(path: str) -> str:
    words = escape(shown(path), quote=False).replace("|", "&#124;")
    return f"<code>{words}</code>" if path else ""


def _cell(text: str) -> str:
    plain = escape(shown(" ".join(text.split())), quote=False)
    return "".join(f"\\{char}" if char in "\\`*_[]|" else char for char in plain)
