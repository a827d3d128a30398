"""What a good colleague would say about the plan, with sources: `advise(plan, data, schedule)`."""

from statplan.advice.catalogue import GROUPS, RETIRED, RULES, by_code, group_of
from statplan.advice.engine import Advice, Found, Silenced, advise
from statplan.advice.facts import Facts
from statplan.advice.rule import SEVERITIES, Finding, Rule, Severity, Unstated, rule

__all__ = [
    "GROUPS",
    "RETIRED",
    "RULES",
    "SEVERITIES",
    "Advice",
    "Facts",
    "Finding",
    "Found",
    "Rule",
    "Severity",
    "Silenced",
    "Unstated",
    "advise",
    "by_code",
    "group_of",
    "rule",
]
