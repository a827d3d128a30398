"""Which questions another answer rules out, at the path of each answer."""

from collections.abc import Iterator, Mapping
from typing import Any

from statplan.cli.interview.paths import general
from statplan.plan import fields
from statplan.plan.fields import Question


def applies(question: Question, data: Mapping[str, Any], path: str) -> bool:
    """Tell whether a question is asked at a path, given the answers so far.

    Args:
        question: the question.
        data: the whole plan's answers.
        path: where its answer stands, with the number of each record.
    """
    record = path[: path.rfind("]") + 1]
    return fields.applies(question, data, fields.at(data, record) if record else None)


def followers(path: str) -> Iterator[tuple[Question, str]]:
    """The questions beside an answer that hang on it, each with the path of its own answer."""
    place, group = general(path), path.rpartition(".")[0]
    for question in fields.questions():
        same_group = question.path.rpartition(".")[0] == general(group)
        if same_group and fields.hangs_on(question) == place:
            yield question, f"{group}.{question.key}"
