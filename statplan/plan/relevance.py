"""Answers whose question does not apply: another answer rules it out or does not call for it."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from statplan.plan import questions
from statplan.plan.paths import copy_answers, find_answers, get_answer, join_path
from statplan.plan.questions import Question


def drop_inapplicable_answers(
    answers: Mapping[str, Any],
    earlier_answers: Mapping[str, Any] | None = None,
    *,
    only_ruled_out: bool = False,
) -> tuple[dict[str, Any], list[str]]:
    """Return the answers that apply, and the paths of those that do not and are left out.

    A list from which another answer names a record stays. In a record of a list, what is not stated
    may hold for all of the list: there only an answer that is stated rules another one out.

    Args:
        answers: the answers as plain data.
        earlier_answers: an earlier state of them. An answer stays where it and the one it depends
            on are unchanged: somebody wrote them so.
        only_ruled_out: whether only an answer that is stated rules another one out everywhere, and
            the answers in records of lists are left as they are: so a plan is read.
    """
    remaining: dict[str, Any] = copy_answers(dict(answers))
    dropped_paths: list[str] = []
    for question in questions.list_questions():
        if question.ask.only_if is None or (only_ruled_out and question.is_in_record):
            continue
        if is_roster_used(remaining, question.path):
            continue
        for steps, answer in list(find_answers(remaining, question.path)):
            path = join_path(steps)
            if answer is None or questions.is_applicable_at(question, remaining, path):
                continue
            related_paths = [path, _find_dependency_path(question, path)]
            is_stated = get_answer(remaining, related_paths[1]) is not None
            must_be_stated = only_ruled_out or question.is_in_record
            if must_be_stated and not is_stated and related_paths[1] not in dropped_paths:
                continue
            if earlier_answers is not None and all(
                get_answer(remaining, related_path) == get_answer(earlier_answers, related_path)
                for related_path in related_paths
            ):
                continue
            del get_answer(remaining, join_path(steps[:-1]))[steps[-1]]
            dropped_paths.append(path)
    return remaining, dropped_paths


def _find_dependency_path(question: Question, path: str) -> str:
    """Return the path of the answer that an answer depends on."""
    only_if = question.ask.only_if
    dependency = only_if.path if only_if else ""
    return f"{path.rpartition('.')[0]}{dependency}" if dependency.startswith(".") else dependency


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
        True
        for question in questions.list_questions()
        if roster in question.rosters
        for _, answer in find_answers(answers, question.path)
        if roster_ids & set(_iter_words(answer))
    )


def _iter_words(answer: object) -> Iterator[str]:
    """Yield the words of an answer; those of a list, and of the lists in it."""
    if isinstance(answer, str):
        yield answer
    for part in answer if isinstance(answer, list) else ():
        yield from _iter_words(part)


@cache
def _list_rosters() -> frozenset[str]:
    return frozenset(
        roster for question in questions.list_questions() for roster in question.rosters
    )
