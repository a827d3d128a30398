"""The formats of a report, one module for each."""

from importlib import import_module

from statplan.advice.report.findings import LocatedFinding, Report, place_advice, place_problems

WRITERS = {
    "text": "statplan.advice.report.text",
    "concise": "statplan.advice.report.concise",
    "json": "statplan.advice.report.json",
    "github": "statplan.advice.report.github",
    "sarif": "statplan.advice.report.sarif",
    "junit": "statplan.advice.report.junit",
}


def render_report(report: Report, format_name: str) -> str:
    """Return a report in one of the formats."""
    text: str = import_module(WRITERS[format_name]).write(report)
    return text


__all__ = ["WRITERS", "LocatedFinding", "Report", "place_advice", "place_problems", "render_report"]
