"""Advice on the answers so far: a few lines, never in the way."""

from collections.abc import Mapping
from typing import Any

from statplan.advice.engine import RuleFinding, check_plan
from statplan.plan import loader
from statplan.plan.paths import is_within
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts

_MOST_LINES = 3
_SHOWN_SEVERITIES = ("error", "warning")


def find_advice(
    answers: Mapping[str, Any], published: PublishedFacts = NOTHING_PUBLISHED
) -> tuple[RuleFinding, ...]:
    """Return what the rules find in answers that make a plan, errors first, without notes."""
    checked_plan = loader.validate_answers({"statplan": 1, **answers})
    if checked_plan.plan is None:
        return ()
    schedule = make_schedule(checked_plan.plan, published)
    advice = check_plan(checked_plan.plan, checked_plan.answers, schedule)
    findings = (finding for finding in advice.findings if finding.severity in _SHOWN_SEVERITIES)
    return tuple(sorted(findings, key=lambda finding: _SHOWN_SEVERITIES.index(finding.severity)))


def format_section_advice(
    findings: tuple[RuleFinding, ...], section: str, shown_codes: set[str]
) -> list[str]:
    """Return up to three lines of advice on a section that was not shown before.

    Args:
        findings: what the rules find.
        section: the section.
        shown_codes: the codes that were shown before; the new ones are added.
    """
    new_findings = [
        finding
        for finding in findings
        if finding.path.partition(".")[0] == section and finding.code not in shown_codes
    ]
    shown_codes |= {finding.code for finding in new_findings}
    lines = [f"{finding.code}: {finding.fact}" for finding in new_findings]
    if len(lines) > _MOST_LINES:
        rest = len(lines) - (_MOST_LINES - 1)
        lines[_MOST_LINES - 1 :] = [f"And {rest} more; the review shows each beside its answer."]
    return lines


def format_answer_advice(findings: tuple[RuleFinding, ...], path: str) -> str:
    """Return the advice on an answer: its codes and the first fact; empty where there is none."""
    answer_findings = [finding for finding in findings if is_within(finding.path, path)]
    if not answer_findings:
        return ""
    codes = ", ".join(dict.fromkeys(finding.code for finding in answer_findings))
    return f"{codes}: {answer_findings[0].fact.rstrip('.')}"
