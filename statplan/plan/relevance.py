"""Answers whose question does not apply: another answer rules it out or does not call for it."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from statplan.plan import questions
from statplan.plan.paths import AnswerPath, copy_answers, find_answers, get_answer, join_path
from statplan.plan.questions import Question


def drop_inapplicable_answers(
    answers: Mapping[str, Any], earlier_answers: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], list[str]]:
    """Return the answers that apply, and the paths of those that do not and are left out.

    In a record of a list, what is not stated may hold for all of the list: there only an answer
    that is stated rules another one out.

    Args:
        answers: the answers as plain data.
        earlier_answers: an earlier state of them. An answer stays where it and the one it depends
            on are unchanged: somebody wrote them so.
    """
    remaining = deepcopy(dict(answers))
    dropped_paths: list[str] = []
    for question in questions.list_questions():
        if questions.find_dependency(question) is None:
            continue
        for steps, answer in list(find_answers(remaining, question.path)):
            path = join_path(steps)
            if answer is None or _is_applicable(question, remaining, steps):
                continue
            if (
                question.is_in_record
                and get_answer(remaining, list(_iter_related_paths(question, path))[1]) is None
            ):
                continue
            if earlier_answers is not None and _is_unchanged(
                question, remaining, earlier_answers, path
            ):
                continue
            group = get_answer(remaining, join_path(steps[:-1]))
            del group[steps[-1]]
            dropped_paths.append(path)
    return remaining, dropped_paths


def _is_applicable(question: Question, answers: Mapping[str, Any], steps: AnswerPath) -> bool:
    ends = (length for length in range(len(steps), 0, -1) if isinstance(steps[length - 1], int))
    record_steps = steps[: next(ends, 0)]
    return questions.is_applicable(
        question,
        answers,
        get_answer(answers, join_path(record_steps)) if record_steps else None,
    )


def _is_unchanged(
    question: Question, answers: Mapping[str, Any], earlier_answers: Mapping[str, Any], path: str
) -> bool:
    return all(
        get_answer(answers, related_path) == get_answer(earlier_answers, related_path)
        for related_path in _iter_related_paths(question, path)
    )


def _iter_related_paths(question: Question, path: str) -> Iterator[str]:
    """Yield the path of an answer, and of the answer that it depends on."""
    yield path
    only_if = question.ask.only_if
    if only_if is not None:
        sibling_path = f"{path.rpartition('.')[0]}{only_if.path}"
        yield sibling_path if only_if.path.startswith(".") else only_if.path


_ROTATION_PATHS = ("frequency.series[].rotate", "frequency.series[].for_each")


def is_roster_used(answers: Mapping[str, Any], roster: str) -> bool:
    """Return whether another answer names a record, or all records, of a list of the answers."""
    if roster not in _list_rosters():
        return False
    roster_ids = {
        answer for _, answer in find_answers(answers, f"{roster}[].id") if isinstance(answer, str)
    }
    list_name = roster.rpartition(".")[2]
    if any(
        word == list_name
        for rotation_path in _ROTATION_PATHS
        for _, word in find_answers(answers, rotation_path)
    ):
        return bool(roster_ids)
    return any(
        word in roster_ids
        for question in questions.list_questions()
        if roster in question.rosters
        for _, answer in find_answers(answers, question.path)
        for word in (answer if isinstance(answer, list) else [answer])
        if isinstance(word, str)
    )


@cache
def _list_rosters() -> frozenset[str]:
    return frozenset(
        roster for question in questions.list_questions() for roster in question.rosters
    )


def drop_stale_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Drop the answers whose question an answer before it rules out.

    A list from which another answer names a record stays. An answer that is not stated rules
    nothing out. The answers in records of lists are left as they are.
    """
    remaining: dict[str, Any] = copy_answers(dict(answers))
    dropped_paths: set[str] = set()
    for question in questions.list_questions():
        if question.ask.only_if is None or question.is_in_record:
            continue
        dependency = questions.find_dependency(question) or ""
        is_stated = dependency in dropped_paths or get_answer(remaining, dependency) is not None
        parent = get_answer(remaining, question.path.rpartition(".")[0])
        if not is_stated or is_roster_used(remaining, question.path):
            continue
        if isinstance(parent, dict) and not questions.is_applicable(question, remaining):
            parent.pop(question.key, None)
            dropped_paths.add(question.path)
    return remaining
