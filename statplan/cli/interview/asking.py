"""Ask any question where it belongs, and ask again for an answer that is wrong."""

from collections.abc import Mapping

from statplan.cli.interview import (
    checks,
    conditions,
    listed,
    meaning,
    paths,
    places,
    records,
    series,
)
from statplan.cli.interview.talk import InterviewState
from statplan.errors import Problem
from statplan.plan import fields
from statplan.plan.fields import Question

_SPECIAL_QUESTIONS = {
    series.SERIES_PATH: series.ask_series,
    paths.LISTED_HOLIDAYS: listed.ask_holidays,
    places.COUNTRY_PATH: records.ask_country,
}


def ask_question(state: InterviewState, question: Question, path: str) -> None:
    """Ask the question that is answered at a path, if it applies there."""
    _SPECIAL_QUESTIONS.get(path, records.ask_by_kind)(state, question, path)


def can_fix(problem: Problem, answers: Mapping[str, object]) -> bool:
    """Return whether asking can fix a problem: there is a question, and records to ask it of."""
    match = paths.find_question(problem.path)
    if match is None:
        return False
    question, question_path = match
    answer = fields.get_answer(answers, question_path)
    if not question.record or answer is None:
        return True
    if question_path.endswith("]"):
        return isinstance(answer, Mapping)
    return isinstance(answer, list) and all(isinstance(record, Mapping) for record in answer)


def ask_to_fix(state: InterviewState, problem: Problem) -> bool:
    """Say what is wrong with an answer and ask for it again; False where no question could help."""
    match = paths.find_question(problem.path)
    if match is None:
        return False
    question, question_path = match
    state.show(checks.describe_problem(problem), "wrong")
    if question.record and question_path.endswith("]"):
        records.fix_or_remove(state, question, question_path)
    elif not conditions.is_applicable(question, state.answer_tree, question_path):
        state.set_answer(question_path, None)
        state.show("It is left out.")
    else:
        if meaning.is_list(question) and not isinstance(
            fields.get_answer(state.answer_tree, question_path), list
        ):
            state.set_answer(question_path, None)
        ask_question(state, question, question_path)
        for follower, follower_path in conditions.iter_followers(question_path):
            if fields.get_answer(state.answer_tree, follower_path) is None:
                ask_question(state, follower, follower_path)
    return True
