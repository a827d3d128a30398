"""Ask any question where it belongs, and ask again for an answer that is wrong."""

from collections.abc import Mapping

from statplan.errors import Problem
from statplan.interview import (
    countries,
    holidays,
    parse_reply,
    question_lookup,
    records,
    series,
    validate,
)
from statplan.interview.state import InterviewState
from statplan.plan import questions
from statplan.plan.questions import Question

_SPECIAL_QUESTIONS = {
    series.SERIES_PATH: series.ask_series,
    question_lookup.LISTED_HOLIDAYS: holidays.ask_holidays,
    countries.COUNTRY_PATH: records.ask_country,
}


def ask_question(state: InterviewState, question: Question, path: str) -> None:
    """Ask the question that is answered at a path, if it applies there."""
    _SPECIAL_QUESTIONS.get(path, records.ask_by_kind)(state, question, path)


def can_fix(problem: Problem, answers: Mapping[str, object]) -> bool:
    """Return whether asking can fix a problem: there is a question, and records to ask it of."""
    match = question_lookup.find_question(problem.path)
    if match is None:
        return False
    question, question_path = match
    answer = questions.get_answer(answers, question_path)
    if not question.record or answer is None:
        return True
    if question_path.endswith("]"):
        return isinstance(answer, Mapping)
    return isinstance(answer, list) and all(isinstance(record, Mapping) for record in answer)


def ask_to_fix(state: InterviewState, problem: Problem) -> bool:
    """Say what is wrong with an answer and ask for it again; False where no question could help."""
    match = question_lookup.find_question(problem.path)
    if match is None:
        return False
    question, question_path = match
    state.show(validate.describe_problem(problem), "wrong")
    if question.record and question_path.endswith("]"):
        records.fix_or_remove(state, question, question_path)
    elif not question_lookup.is_applicable(question, state.answer_tree, question_path):
        state.set_answer(question_path, None)
        state.show("It is left out.")
    else:
        if parse_reply.is_list(question) and not isinstance(
            questions.get_answer(state.answer_tree, question_path), list
        ):
            state.set_answer(question_path, None)
        ask_question(state, question, question_path)
        for follower, follower_path in question_lookup.iter_followers(question_path):
            if questions.get_answer(state.answer_tree, follower_path) is None:
                ask_question(state, follower, follower_path)
    return True
