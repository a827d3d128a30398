"""Reports on the plans beside, and what each format writes of them.

`python -m tests.advice.report.reports` writes `expected/` anew: look at each before it is kept.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

from statplan import __version__
from statplan.advice import Severity
from statplan.advice.report import WRITERS, Report, render_report
from statplan.advice.report.github import write_summary
from statplan.advice.rule_selection import RuleSelection
from statplan.cli.check import review_file
from statplan.workspace.files import write_files

HERE = Path(__file__).parent
PLANS = sorted((HERE / "plans").glob("*.yaml"))
# The rules that these plans were written for; others may come and go.
SELECT = ("SP001", "SP002", "SP010", "SP011", "SP204", "SP206", "SP504", "SP510")
NARROW = 80
# What people read is kept of every plan; what programs read, of these, and checked of all.
READ = ("text", "concise", "github")
WHOLE = ("advised", "wide")


def report_on(path: Path, fails: Severity = "error") -> Report:
    """The report on a plan, in 80 columns, under its bare name."""
    found = review_file(path, path.read_bytes(), RuleSelection(SELECT), fails)
    return replace(found, file=path.name, width=NARROW)


@cache
def written() -> dict[Path, str]:
    """What every format writes of every plan, and the job's summary on GitHub."""
    found = {}
    for path in PLANS:
        report = report_on(path)
        for form in WRITERS if path.stem in WHOLE else READ:
            text = render_report(report, form).replace(f'"{__version__}"', '"VERSION"')
            found[HERE / "expected" / f"{path.stem}.{form}"] = text
        found[HERE / "expected" / f"{path.stem}.md"] = write_summary(report)
    return found


if __name__ == "__main__":
    write_files({path: text.encode() for path, text in written().items()})
