"""Questions by the path of their answer, and whether they apply there."""

from collections.abc import Iterator

from statplan.plan import questions
from statplan.plan.paths import is_within, strip_indexes
from statplan.plan.questions import Question

LISTED_HOLIDAYS = "frequency.holidays.listed"


def find_question(path: str) -> tuple[Question, str] | None:
    """Return the question that fixes what is wrong at a path, and the path at which it is asked.

    That is the path itself, the list that it is an entry of, or, for a record, the record. None
    where there is no such question.
    """
    questions_by_path = questions.index_questions()
    if is_within(path, LISTED_HOLIDAYS):
        return questions_by_path[LISTED_HOLIDAYS], LISTED_HOLIDAYS
    general_path = strip_indexes(path)
    if general_path in questions_by_path:
        return questions_by_path[general_path], path
    question = questions_by_path.get(general_path.removesuffix("[]"))
    if question is None:
        return None
    return question, path if question.record else path.rpartition("[")[0]


def iter_followers(path: str) -> Iterator[tuple[Question, str]]:
    """Yield the questions beside an answer that depend on it, each with its own answer's path."""
    general_path, group_path = strip_indexes(path), path.rpartition(".")[0]
    for question in questions.list_questions():
        same_group = question.path.rpartition(".")[0] == strip_indexes(group_path)
        if same_group and questions.find_dependency(question) == general_path:
            yield question, f"{group_path}.{question.key}"
