"""Validation of an answer at its path, together with the other answers."""

from collections.abc import Mapping
from typing import Any

from statplan.cli.interview import conditions, places
from statplan.cli.interview.given import FROM_PERSON
from statplan.cli.interview.paths import find_question
from statplan.errors import Problem
from statplan.plan import fields, reading
from statplan.plan.ranking import Answers


def find_problems(answers: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return everything that is wrong with some answers."""
    return reading.validate_answers({"statplan": 1, **answers}).problems


def describe_problem(problem: Problem) -> str:
    """Return what a problem says, with the short name of the answer that it is about."""
    match = find_question(problem.path)
    return f"{match[0].ask.label if match else problem.path}: {_format_problem(problem)}"


def _format_problem(problem: Problem) -> str:
    return f"{problem.fact} {problem.remedy}".strip()


def validation_error(
    answers: Answers, path: str, answer: object, question_path: str = ""
) -> str | None:
    """Return the error that an answer would cause at a path, or None.

    Nothing counts that is wrong elsewhere in the same record, which is still being asked for, nor
    what was wrong before.

    Args:
        answers: the answers so far.
        path: where the answer would stand.
        answer: the answer.
        question_path: the path inside the answer that the question is about, where it is not all of
            it.
    """
    trial = Answers(fields.copy_answers(answers.tree), {})
    trial.set_answer(path, answer, FROM_PERSON)
    checked_path = question_path or path
    trial_problems = find_problems(trial.tree)
    own_problem = next(
        (problem for problem in trial_problems if fields.is_within(problem.path, checked_path)),
        None,
    )
    if own_problem and not _is_fixed_by_next(trial.tree, checked_path):
        return _format_problem(own_problem)
    record_path = checked_path.rpartition("]")[0] + "]" if "]" in checked_path else checked_path
    other_problems = [
        problem for problem in trial_problems if not fields.is_within(problem.path, record_path)
    ]
    earlier_facts = (
        {(problem.path, problem.fact) for problem in find_problems(answers.tree)}
        if other_problems
        else set()
    )
    for problem in other_problems:
        if (problem.path, problem.fact) not in earlier_facts:
            return describe_problem(problem)
    return (
        places.find_country_error(trial.tree)
        if checked_path in {places.COUNTRY_PATH, places.SUBDIVISION_PATH}
        else None
    )


def _is_fixed_by_next(answers: Mapping[str, Any], path: str) -> bool:
    """Return whether an answer needs another that is asked next, such as a reserve day's day."""
    return any(
        conditions.is_applicable(question, answers, follower_path)
        and fields.get_answer(answers, follower_path) is None
        for question, follower_path in conditions.iter_followers(path)
        if question.ask.only_if and question.ask.only_if.is_
    )
