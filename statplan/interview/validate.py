"""Validation of an answer at its path, together with the other answers."""

from collections.abc import Mapping
from typing import Any

from statplan.errors import Problem, Remedy
from statplan.interview import countries, question_lookup
from statplan.interview.provenance import FROM_PERSON
from statplan.interview.question_lookup import find_question
from statplan.plan import loader
from statplan.plan.answers import Answers
from statplan.plan.paths import copy_answers, get_answer, is_within
from statplan.plan.questions import is_applicable_at


def find_problems(answers: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return everything that is wrong with some answers."""
    return loader.validate_answers({"statplan": 1, **answers}).problems


def describe_problem(problem: Problem) -> Remedy:
    """Return what a problem says, with the short name of the answer that it is about."""
    match = find_question(problem.path)
    return Remedy(f"{match[0].ask.label if match else problem.path}: ", _describe_fault(problem))


def _describe_fault(problem: Problem) -> Remedy:
    return Remedy(problem.fact, " " if problem.remedy else "", problem.remedy)


def find_answer_error(
    answers: Answers, path: str, answer: object, question_path: str = ""
) -> Remedy | None:
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
    trial = Answers(copy_answers(answers.tree), {})
    trial.set_answer(path, answer, FROM_PERSON)
    checked_path = question_path or path
    trial_problems = find_problems(trial.tree)
    own_problem = next(
        (problem for problem in trial_problems if is_within(problem.path, checked_path)),
        None,
    )
    if own_problem and not _is_fixed_by_next(trial.tree, checked_path):
        return _describe_fault(own_problem)
    record_path = checked_path.rpartition("]")[0] + "]" if "]" in checked_path else checked_path
    other_problems = [
        problem for problem in trial_problems if not is_within(problem.path, record_path)
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
        countries.find_country_error(trial.tree)
        if checked_path in {countries.COUNTRY_PATH, countries.SUBDIVISION_PATH}
        else None
    )


def _is_fixed_by_next(answers: Mapping[str, Any], path: str) -> bool:
    """Return whether an answer needs another that is asked next, such as a reserve day's day."""
    return any(
        is_applicable_at(question, answers, follower_path)
        and get_answer(answers, follower_path) is None
        for question, follower_path in question_lookup.iter_followers(path)
        if question.ask.only_if and question.ask.only_if.is_
    )
