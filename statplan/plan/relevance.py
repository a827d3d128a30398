"""Answers whose question does not apply: another answer rules it out or does not call for it."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from statplan.plan import questions
from statplan.plan.questions import Question

AnswerPath = tuple[str | int, ...]


def drop_inapplicable_answers(
    answers: Mapping[str, Any], earlier_answers: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], list[str]]:
    """Return the answers that apply, and the paths of those that do not and are left out.

    In a record of a list, what is not stated may hold for all of the list: there only an answer
    that is stated rules another one out.

    Args:
        answers: the answers as plain data.
        earlier_answers: an earlier state of them. An answer is spared where it and the one it hangs
            on are as they were; somebody wrote them so.
    """
    remaining = deepcopy(dict(answers))
    dropped_paths: list[str] = []
    for question in questions.list_questions():
        if questions.depends_on(question) is None:
            continue
        for steps, answer in list(questions.find_answers(remaining, question.path)):
            path = questions.join_path(steps)
            if answer is None or _is_applicable(question, remaining, steps):
                continue
            if (
                question.is_in_record
                and questions.get_answer(remaining, list(_iter_related_paths(question, path))[1])
                is None
            ):
                continue
            if earlier_answers is not None and _is_unchanged(
                question, remaining, earlier_answers, path
            ):
                continue
            group = questions.get_answer(remaining, questions.join_path(steps[:-1]))
            del group[steps[-1]]
            dropped_paths.append(path)
    return remaining, dropped_paths


def _is_applicable(question: Question, answers: Mapping[str, Any], steps: AnswerPath) -> bool:
    ends = (length for length in range(len(steps), 0, -1) if isinstance(steps[length - 1], int))
    record_steps = steps[: next(ends, 0)]
    return questions.is_applicable(
        question,
        answers,
        questions.get_answer(answers, questions.join_path(record_steps)) if record_steps else None,
    )


def _is_unchanged(
    question: Question, answers: Mapping[str, Any], earlier_answers: Mapping[str, Any], path: str
) -> bool:
    return all(
        questions.get_answer(answers, related_path)
        == questions.get_answer(earlier_answers, related_path)
        for related_path in _iter_related_paths(question, path)
    )


def _iter_related_paths(question: Question, path: str) -> Iterator[str]:
    """Yield the path of an answer, and of the answer that it depends on."""
    yield path
    only_if = question.ask.only_if
    if only_if is not None:
        sibling_path = f"{path.rpartition('.')[0]}{only_if.path}"
        yield sibling_path if only_if.path.startswith(".") else only_if.path
