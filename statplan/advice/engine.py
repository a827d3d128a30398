"""Run every rule on a plan; sort what is found, what is not stated, and what is silenced."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from statplan.advice.catalogue import RETIRED, RULES, by_code
from statplan.advice.facts import Facts
from statplan.advice.own import IMPOSSIBLE_YEAR, SILENCE_IN_VAIN, UNSTATED, WRONG_ANSWER
from statplan.advice.rule import Rule, Severity, Unstated
from statplan.plan import Plan, fields
from statplan.plan.fields import Question
from statplan.schedule.meeting import Schedule

_INDEX = re.compile(r"\[[^\]]*\]")
_ALWAYS = (WRONG_ANSWER.code, IMPOSSIBLE_YEAR.code)


class Found(NamedTuple):
    """One thing that a rule says of one answer of the plan."""

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
        """How much it matters."""
        return self.rule.severity


@dataclass(frozen=True, slots=True)
class Silenced:
    """What a rule found and the plan silences, with its reason."""

    found: Found
    reason: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What there is to say about a plan, in the order of codes and then of the answers.

    `unstated` are the questions without which some rule cannot tell; `passed` counts the rules that
    had nothing to say.
    """

    findings: tuple[Found, ...] = ()
    unstated: tuple[Found, ...] = ()
    silenced: tuple[Silenced, ...] = ()
    passed: int = 0


def advise(
    plan: Plan, data: dict[str, Any], schedule: Schedule, rules: Sequence[Rule] = RULES
) -> Advice:
    """Review a plan.

    Args:
        plan: a plan without problems.
        data: its answers as they were given, as plain data.
        schedule: its year.
        rules: the rules to run; all of them, in the order of their codes.
    """
    facts = Facts(plan, data, schedule)
    found: list[Found] = []
    open_paths: dict[str, None] = {}
    passed = 0
    for rule in rules:
        remarks = list(rule.check(facts)) if rule.check else ()
        passed += not remarks
        for each in remarks:
            if isinstance(each, Unstated):
                open_paths[each.path] = None
            else:
                found.append(Found(rule, each.path, each.fact, each.remedy or rule.remedy))
    unstated = _unstated(open_paths, {each.path for each in found}, data)
    silence = plan.advice.silence
    if not silence:
        return Advice(tuple(sorted(found, key=_order)), tuple(unstated), (), passed)
    vain = _in_vain(silence, {each.code for each in (*found, *unstated)}, rules)
    everything = (*vain, *found, *unstated)
    said = [each for each in everything if each.code not in silence]
    return Advice(
        findings=tuple(sorted((each for each in said if each.rule is not UNSTATED), key=_order)),
        unstated=tuple(each for each in said if each.rule is UNSTATED),
        silenced=tuple(
            Silenced(each, silence[each.code])
            for each in sorted(everything, key=_order)
            if each.code in silence
        ),
        passed=passed,
    )


def _order(found: Found) -> tuple[str, list[tuple[int, str]]]:
    steps = fields.steps(found.path)
    return found.code, [(each, "") if isinstance(each, int) else (0, each) for each in steps]


def _unstated(
    paths: Iterable[str], answered: Collection[str], data: Mapping[str, Any]
) -> list[Found]:
    """A note for each open question, in the order in which questions are asked."""
    wanted = [
        (place, path, question)
        for path in paths
        if path not in answered
        for place, question in (_question(path),)
        if _applies(path, question, data)
    ]
    return [
        Found(UNSTATED, path, f"{question.ask.label}: not stated.", question.words(data))
        for _, path, question in sorted(wanted, key=lambda each: each[:2])
    ]


@cache
def _places() -> dict[str, tuple[int, Question]]:
    return {each.path: (index, each) for index, each in enumerate(fields.questions())}


def _question(path: str) -> tuple[int, Question]:
    """The question at a path, and which it is in the order in which they are asked."""
    return _places()[_INDEX.sub("[]", path) if "[" in path else path]


def _applies(path: str, question: Question, data: Mapping[str, Any]) -> bool:
    if question.ask.only_if is None:
        return True
    record = fields.at(data, path.rpartition("].")[0] + "]") if question.in_record else None
    return fields.applies(question, data, record)


def _in_vain(
    silence: Mapping[str, str], heard: Collection[str], rules: Sequence[Rule]
) -> Iterator[Found]:
    known = by_code()
    run = {each.code for each in rules}
    for code in silence:
        skipped = code in known and code not in run and code[2] != "0"
        if code in heard or skipped or code == SILENCE_IN_VAIN.code:
            continue
        fact, remedy = f"{code} has nothing to say about this plan.", SILENCE_IN_VAIN.remedy
        if code in _ALWAYS:
            fact = f"{code} cannot be silenced."
        elif code in RETIRED:
            fact = f"{code} is no rule any more, since version {RETIRED[code]}."
        elif code not in known:
            near = get_close_matches(code, sorted(known), n=1)
            fact = f"{code} is no rule."
            remedy = f"Did you mean {near[0]}?" if near else remedy
        yield Found(SILENCE_IN_VAIN, f"advice.silence.{code}", fact, remedy)
