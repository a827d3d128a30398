"""Questions by the path of their answer, and whether they apply there."""

import re

from statplan.plan import fields
from statplan.plan.fields import Question

LISTED_HOLIDAYS = "frequency.holidays.listed"


def strip_indexes(path: str) -> str:
    """Return a path with the number of each record left out: `frequency.series[].on`."""
    return re.sub(r"\[[0-9]+\]", "[]", path)


def resolve_path(path: str, condition_path: str) -> str:
    """Return the path that a condition names; one that begins with a dot is beside the path."""
    return (
        f"{path.rpartition('.')[0]}{condition_path}"
        if condition_path.startswith(".")
        else condition_path
    )


def find_question(path: str) -> tuple[Question, str] | None:
    """Return the question that fixes what is wrong at a path, and the path at which it is asked.

    That is the path itself, the list that it is an item of, or, for a record, the record. None
    where there is no such question.
    """
    questions = fields.index_questions()
    if fields.is_within(path, LISTED_HOLIDAYS):
        return questions[LISTED_HOLIDAYS], LISTED_HOLIDAYS
    general_path = strip_indexes(path)
    if general_path in questions:
        return questions[general_path], path
    question = questions.get(general_path.removesuffix("[]"))
    if question is None:
        return None
    return question, path if question.record else path.rpartition("[")[0]
