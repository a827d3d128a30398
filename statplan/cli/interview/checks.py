"""What is wrong with an answer at its place among the others."""

from collections.abc import Mapping
from typing import Any

from statplan.cli.interview import conditions, places
from statplan.cli.interview.given import SAID
from statplan.cli.interview.paths import asked_at
from statplan.errors import Problem
from statplan.plan import fields, reading
from statplan.plan.ranking import Answers


def problems(data: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Everything that is wrong with some answers."""
    return reading.check({"statplan": 1, **data}).problems


def told(problem: Problem) -> str:
    """What a problem says, with the short name of the answer that it is about."""
    found = asked_at(problem.path)
    return f"{found[0].ask.label if found else problem.path}: {_sentence(problem)}"


def _sentence(problem: Problem) -> str:
    return f"{problem.fact} {problem.remedy}".strip()


def wrong(answers: Answers, path: str, answer: object, about: str = "") -> str | None:
    """What would be wrong if an answer stood at a path, or None.

    Nothing counts that is wrong elsewhere in the same record, which is still being asked for, nor
    what was wrong before.

    Args:
        answers: the answers so far.
        path: where the answer would stand.
        answer: the answer.
        about: the path inside the answer that the question is about, where it is not all of it.
    """
    trial = Answers(fields.copy_data(answers.data), {})
    trial.put(path, answer, SAID)
    place = about or path
    found = problems(trial.data)
    own = next((each for each in found if fields.within(each.path, place)), None)
    if own and not _next_mends(trial.data, place):
        return _sentence(own)
    record = place.rpartition("]")[0] + "]" if "]" in place else place
    elsewhere = [each for each in found if not fields.within(each.path, record)]
    before = {(each.path, each.fact) for each in problems(answers.data)} if elsewhere else set()
    for each in elsewhere:
        if (each.path, each.fact) not in before:
            return told(each)
    return places.wrong(trial.data) if place in {places.COUNTRY, places.SUBDIVISION} else None


def _next_mends(data: Mapping[str, Any], path: str) -> bool:
    """Whether an answer calls for another one that is about to be asked: a reserve day's day."""
    return any(
        conditions.applies(question, data, place) and fields.at(data, place) is None
        for question, place in conditions.followers(path)
        if question.ask.only_if and question.ask.only_if.is_
    )
