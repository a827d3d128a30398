"""Advice on a plan, with sources: `check_plan(plan, answers, schedule)`."""

from statplan.advice.catalogue import GROUPS, RETIRED, RULES, find_group_name, index_rules
from statplan.advice.context import RuleContext
from statplan.advice.engine import PlanAdvice, RuleFinding, SilencedFinding, check_plan
from statplan.advice.rule import SEVERITIES, Finding, Rule, Severity, Unstated, rule

__all__ = [
    "GROUPS",
    "RETIRED",
    "RULES",
    "SEVERITIES",
    "Finding",
    "PlanAdvice",
    "Rule",
    "RuleContext",
    "RuleFinding",
    "Severity",
    "SilencedFinding",
    "Unstated",
    "check_plan",
    "find_group_name",
    "index_rules",
    "rule",
]
