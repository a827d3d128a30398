"""Answers whose question does not apply: another answer rules it out or does not call for it."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from statplan.plan import fields
from statplan.plan.fields import Question

Place = tuple[str | int, ...]


def without_inapplicable(
    data: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], list[str]]:
    """The answers that apply, and the paths of those that do not and are left out.

    In a record of a list, what is not stated may hold for all of the list: there only an answer
    that is stated rules another one out.

    Args:
        data: the answers as plain data.
        before: an earlier state of them. An answer is spared where it and the one it hangs on are
            as they were; somebody wrote them so.
    """
    rest = deepcopy(dict(data))
    gone: list[str] = []
    for question in fields.questions():
        if fields.hangs_on(question) is None:
            continue
        for place, answer in list(fields.places(rest, question.path)):
            path = fields.join(place)
            if answer is None or _applies(question, rest, place):
                continue
            if question.in_record and fields.at(rest, list(_hinges(question, path))[1]) is None:
                continue
            if before is not None and _as_before(question, rest, before, path):
                continue
            group = fields.at(rest, fields.join(place[:-1]))
            del group[place[-1]]
            gone.append(path)
    return rest, gone


def _applies(question: Question, data: Mapping[str, Any], place: Place) -> bool:
    ends = (length for length in range(len(place), 0, -1) if isinstance(place[length - 1], int))
    record = place[: next(ends, 0)]
    return fields.applies(question, data, fields.at(data, fields.join(record)) if record else None)


def _as_before(
    question: Question, data: Mapping[str, Any], before: Mapping[str, Any], path: str
) -> bool:
    return all(fields.at(data, each) == fields.at(before, each) for each in _hinges(question, path))


def _hinges(question: Question, path: str) -> Iterator[str]:
    """The path of an answer, and of the answer that it hangs on."""
    yield path
    only_if = question.ask.only_if
    if only_if is not None:
        beside = f"{path.rpartition('.')[0]}{only_if.path}"
        yield beside if only_if.path.startswith(".") else only_if.path
