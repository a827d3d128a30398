"""The engine: it runs the rules on a plan, and sorts what they say."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from statplan.advice.builtin import IMPOSSIBLE_YEAR, SILENCE_IN_VAIN, UNSTATED, WRONG_ANSWER
from statplan.advice.catalogue import RETIRED, RULES, index_rules
from statplan.advice.context import RuleContext
from statplan.advice.rule import SEVERITIES, Finding, Rule, Severity, Unstated
from statplan.plan import questions
from statplan.plan.model import Plan
from statplan.plan.paths import split_path, strip_indexes
from statplan.plan.questions import Question
from statplan.schedule.model import Schedule
from statplan.schedule.public_holidays import PublicHoliday

_NEVER_SILENCED = (WRONG_ANSWER.code, IMPOSSIBLE_YEAR.code)


class RuleFinding(NamedTuple):
    """A fact that a rule states about one answer of the plan, with its remedy."""

    rule: Rule
    path: str
    fact: str
    remedy: str

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """The severity of the finding: that of the rule, or a milder one."""
        return self.rule.severity


@dataclass(frozen=True, slots=True)
class SilencedFinding:
    """A finding that the plan silences, with the reason."""

    finding: RuleFinding
    reason: str


@dataclass(frozen=True, slots=True)
class PlanAdvice:
    """The advice on a plan, in the order of codes and then of the answers.

    `unstated` are the questions that rules need and nobody has answered; `passed` counts the rules
    without a remark.
    """

    findings: tuple[RuleFinding, ...] = ()
    unstated: tuple[RuleFinding, ...] = ()
    silenced: tuple[SilencedFinding, ...] = ()
    passed: int = 0


def check_plan(
    plan: Plan,
    answers: dict[str, Any],
    schedule: Schedule,
    rules: Sequence[Rule] = RULES,
    known_holidays: tuple[PublicHoliday, ...] = (),
) -> PlanAdvice:
    """Run the rules on a plan.

    Args:
        plan: a plan without problems.
        answers: its answers as they were given, as plain data.
        schedule: its year.
        rules: the rules to run, in the order of their codes; by default, all.
        known_holidays: those that the library has (`list_known_holidays`); none are compared
            without them.
    """
    context = RuleContext(plan, answers, schedule, known_holidays)
    remarks_by_rule = [(rule, list(rule.check(context)) if rule.check else []) for rule in rules]
    passed = sum(not remarks for _, remarks in remarks_by_rule)
    remarks = [(rule, remark) for rule, remarks in remarks_by_rule for remark in remarks]
    open_paths = dict.fromkeys(remark.path for _, remark in remarks if isinstance(remark, Unstated))
    findings = [
        _build_finding(rule, remark) for rule, remark in remarks if not isinstance(remark, Unstated)
    ]
    unstated = _list_unstated(open_paths, {finding.path for finding in findings}, answers)
    silence = plan.advice.silence
    if not silence:
        return PlanAdvice(tuple(sorted(findings, key=_build_sort_key)), tuple(unstated), (), passed)
    reported_codes = {finding.code for finding in (*findings, *unstated)}
    idle_silences = _list_idle_silences(silence, reported_codes, rules)
    all_findings = (*idle_silences, *findings, *unstated)
    unsilenced = [finding for finding in all_findings if finding.code not in silence]
    return PlanAdvice(
        findings=tuple(
            sorted(
                (finding for finding in unsilenced if finding.rule is not UNSTATED),
                key=_build_sort_key,
            )
        ),
        unstated=tuple(finding for finding in unsilenced if finding.rule is UNSTATED),
        silenced=tuple(
            SilencedFinding(finding, silence[finding.code])
            for finding in sorted(all_findings, key=_build_sort_key)
            if finding.code in silence
        ),
        passed=passed,
    )


def _build_finding(rule: Rule, remark: Finding) -> RuleFinding:
    """Build a finding; its rule has the severity of the remark where that is milder."""
    remedy = remark.remedy or rule.remedy
    if remark.severity and SEVERITIES.index(remark.severity) > SEVERITIES.index(rule.severity):
        rule = replace(rule, severity=remark.severity)
    return RuleFinding(rule, remark.path, remark.fact, remedy)


def _build_sort_key(finding: RuleFinding) -> tuple[str, list[tuple[int, str]]]:
    steps = split_path(finding.path)
    return finding.code, [(step, "") if isinstance(step, int) else (0, step) for step in steps]


def _list_unstated(
    open_paths: Iterable[str], flagged_paths: Collection[str], answers: Mapping[str, Any]
) -> list[RuleFinding]:
    """List a note for each open question, in the order in which questions are asked."""
    open_questions = [
        (position, path, question)
        for path in open_paths
        if path not in flagged_paths
        for position, question in (_find_question(path),)
        if questions.is_applicable_at(question, answers, path)
    ]
    return [
        RuleFinding(
            UNSTATED, path, f"{question.ask.label}: not stated.", question.format_question(answers)
        )
        for _, path, question in sorted(open_questions, key=lambda entry: entry[:2])
    ]


@cache
def _index_questions() -> dict[str, tuple[int, Question]]:
    return {
        question.path: (index, question)
        for index, question in enumerate(questions.list_questions())
    }


def _find_question(path: str) -> tuple[int, Question]:
    """Return the position of the question at a path in the order of asking, and the question."""
    return _index_questions()[strip_indexes(path) if "[" in path else path]


def _list_idle_silences(
    silences: Mapping[str, str], reported_codes: Collection[str], rules: Sequence[Rule]
) -> Iterator[RuleFinding]:
    rules_by_code = index_rules()
    run_codes = {rule.code for rule in rules}
    for code in silences:
        skipped = code in rules_by_code and code not in run_codes and code[2] != "0"
        if code in reported_codes or skipped or code == SILENCE_IN_VAIN.code:
            continue
        fact, remedy = f"{code} has nothing to say about this plan.", SILENCE_IN_VAIN.remedy
        if code in _NEVER_SILENCED:
            fact = f"{code} cannot be silenced."
        elif code in RETIRED:
            fact = f"{code} is no rule any more, since version {RETIRED[code]}."
        elif code not in rules_by_code:
            fact = f"{code} is no rule."
        yield RuleFinding(SILENCE_IN_VAIN, f"advice.silence.{code}", fact, remedy)
