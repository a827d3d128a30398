"""Text for people, by group of rules: the line of the plan is quoted, the answer underlined."""

from collections.abc import Iterator
from itertools import groupby

from statplan.advice.catalogue import find_group_name
from statplan.advice.report.findings import LocatedFinding, Report
from statplan.advice.report.text_width import cut_excerpt, wrap_text


def write(report: Report) -> str:
    """Write the report for a screen of `report.width` columns."""
    return "\n".join(_render_lines(report)) + "\n"


def _render_lines(report: Report) -> Iterator[str]:
    for group, findings in groupby(
        report.findings, key=lambda finding: find_group_name(finding.rule.code)
    ):
        yield group.upper()
        yield ""
        for _, same in groupby(findings, key=lambda finding: finding.rule.code):
            yield from _render_rule(list(same), report)
            yield ""
    if report.unstated:
        yield from _render_list("NOT STATED", report, report.unstated)
    if report.silenced:
        yield from _render_list("SILENCED", report, report.silenced)
    yield f"{report.file}: {'problems found' if report.refused else 'reviewed'}."
    for sentence in (*report.year, report.format_summary()):
        yield from _wrap_words(sentence, report)


def _wrap_words(words: str, report: Report, indent: str = "") -> Iterator[str]:
    return wrap_text(words, report.width, indent)


def _render_rule(findings: list[LocatedFinding], report: Report) -> Iterator[str]:
    """Render the findings of one rule: its title, each answer in question, and the remedy."""
    rule = findings[0].rule
    yield from wrap_text(rule.title, report.width, "  ", f"{rule.code} {rule.severity}: ")
    remedies = {finding.remedy for finding in findings}
    for before, finding in zip((None, *findings), findings, strict=False):
        if before is None or (before.line, before.column) != (finding.line, finding.column):
            yield from _quote_line(finding, report)
        yield from _wrap_words(finding.fact, report, "  ")
        if finding.remedy and len(remedies) > 1:
            yield from wrap_text(finding.remedy, report.width, "      ", "  Do: ")
    (shared,) = remedies if len(remedies) == 1 else ("",)
    if shared:
        yield from wrap_text(shared, report.width, "      ", "  Do: ")
    yield f"  More: statplan explain {rule.code}"


def _quote_line(finding: LocatedFinding, report: Report) -> Iterator[str]:
    if not finding.line:
        return
    yield f"  {report.file}:{finding.line}:{finding.column}  {finding.path}".rstrip()
    if finding.line > len(report.lines):
        return
    number = f"{finding.line:>6}"
    columns = report.width - len(number) - 3
    words = report.lines[finding.line - 1]
    text, before, under = cut_excerpt(words, finding.column - 1, finding.end - 1, columns)
    yield f"{number} | {text}".rstrip()
    yield f"{' ' * len(number)} | {' ' * before}{'^' * under}"


def _render_list(
    heading: str, report: Report, findings: tuple[LocatedFinding, ...]
) -> Iterator[str]:
    yield heading
    yield ""
    for finding in findings:
        place = f"  (line {finding.line})" if finding.line else ""
        code = "" if finding in report.unstated else f"{finding.rule.code} "
        yield f"  {code}{finding.path}{place}"
        words = finding.remedy if finding in report.unstated else finding.fact
        yield from _wrap_words(words, report, "    ")
        if finding.reason:
            yield from wrap_text(finding.reason, report.width, "    ", "    Reason: ")
    yield ""
