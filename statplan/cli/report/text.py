"""For people: grouped by section, with the line of the plan quoted and the answer underlined."""

from collections.abc import Iterator
from itertools import groupby

from statplan.advice import group_of
from statplan.cli.report.entry import Entry, Report
from statplan.cli.report.width import excerpt, wrap


def write(report: Report) -> str:
    """Write the report in as many columns as it says."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    for group, entries in groupby(report.findings, key=lambda each: group_of(each.rule.code)):
        yield group.upper()
        yield ""
        for _, same in groupby(entries, key=lambda each: each.rule.code):
            yield from _rule(list(same), report)
            yield ""
    if report.unstated:
        yield from _list("NOT STATED", report, report.unstated)
    if report.silenced:
        yield from _list("SILENCED", report, report.silenced)
    yield f"{report.file}: {'problems found' if report.refused else 'reviewed'}."
    for sentence in (*report.year, report.summary()):
        yield from _wrapped(sentence, report)


def _wrapped(words: str, report: Report, indent: str = "") -> Iterator[str]:
    return wrap(words, report.width, indent)


def _rule(entries: list[Entry], report: Report) -> Iterator[str]:
    """What one rule says: its title, each answer in question, what to do."""
    rule = entries[0].rule
    yield from wrap(rule.title, report.width, "  ", f"{rule.code} {rule.severity}: ")
    remedies = {each.remedy for each in entries}
    for before, entry in zip((None, *entries), entries, strict=False):
        if before is None or (before.line, before.column) != (entry.line, entry.column):
            yield from _quoted(entry, report)
        yield from _wrapped(entry.fact, report, "  ")
        if entry.remedy and len(remedies) > 1:
            yield from wrap(entry.remedy, report.width, "      ", "  Do: ")
    (shared,) = remedies if len(remedies) == 1 else ("",)
    if shared:
        yield from wrap(shared, report.width, "      ", "  Do: ")
    yield f"  More: statplan explain {rule.code}"


def _quoted(entry: Entry, report: Report) -> Iterator[str]:
    if not entry.line:
        return
    yield f"  {report.file}:{entry.line}:{entry.column}  {entry.path}".rstrip()
    if entry.line > len(report.lines):
        return
    number = f"{entry.line:>6}"
    room = report.width - len(number) - 3
    words = report.lines[entry.line - 1]
    text, before, under = excerpt(words, entry.column - 1, entry.end - 1, room)
    yield f"{number} | {text}".rstrip()
    yield f"{' ' * len(number)} | {' ' * before}{'^' * under}"


def _list(heading: str, report: Report, entries: tuple[Entry, ...]) -> Iterator[str]:
    yield heading
    yield ""
    for entry in entries:
        place = f"  (line {entry.line})" if entry.line else ""
        code = "" if entry in report.unstated else f"{entry.rule.code} "
        yield f"  {code}{entry.path}{place}"
        words = entry.remedy if entry in report.unstated else entry.fact
        yield from _wrapped(words, report, "    ")
        if entry.reason:
            yield from wrap(entry.reason, report.width, "    ", "    Reason: ")
    yield ""
