"""Questions that another answer rules out, at the path of each answer."""

from collections.abc import Iterator, Mapping
from typing import Any

from statplan.cli.interview.paths import strip_indexes
from statplan.plan import fields
from statplan.plan.fields import Question


def is_applicable(question: Question, answers: Mapping[str, Any], path: str) -> bool:
    """Return whether a question is asked at a path, given the answers so far.

    Args:
        question: the question.
        answers: the whole plan's answers.
        path: where its answer stands, with the number of each record.
    """
    record_path = path[: path.rfind("]") + 1]
    return fields.is_applicable(
        question, answers, fields.get_answer(answers, record_path) if record_path else None
    )


def iter_followers(path: str) -> Iterator[tuple[Question, str]]:
    """Yield the questions beside an answer that depend on it, each with its own answer's path."""
    general_path, group_path = strip_indexes(path), path.rpartition(".")[0]
    for question in fields.list_questions():
        same_group = question.path.rpartition(".")[0] == strip_indexes(group_path)
        if same_group and fields.depends_on(question) == general_path:
            yield question, f"{group_path}.{question.key}"
