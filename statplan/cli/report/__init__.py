"""The formats of a report: one module for each, values in and text out."""

from importlib import import_module

from statplan.cli.report.entry import LocatedFinding, Report, place_advice, place_problems

WRITERS = {
    "text": "statplan.cli.report.text",
    "concise": "statplan.cli.report.concise",
    "json": "statplan.cli.report.json",
    "github": "statplan.cli.report.github",
    "sarif": "statplan.cli.report.sarif",
    "junit": "statplan.cli.report.junit",
}


def render_report(report: Report, form: str) -> str:
    """Write a report in one of the formats."""
    text: str = import_module(WRITERS[form]).write(report)
    return text


__all__ = ["WRITERS", "LocatedFinding", "Report", "place_advice", "place_problems", "render_report"]
