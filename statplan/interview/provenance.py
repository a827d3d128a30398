"""The provenance of an answer: who gave it, and so whether it is asked again."""

from collections.abc import Iterator

from statplan.plan.answers import Answers
from statplan.plan.paths import get_answer, is_within, join_path, split_path

FROM_PERSON = "said"
FROM_PLAN = "the plan"  # as it stood when the interview began
FROM_SUGGESTION = "suggested"
_LIKE_PREFIX = "like "


def iter_labels(answers: Answers, path: str) -> Iterator[str]:
    """Yield who gave an answer, or each part of it."""
    for answer_path, label in answers.origins.items():
        if is_within(answer_path, path):
            yield label


def is_preset(answers: Answers, path: str) -> bool:
    """Return whether an answer came by flag or file and need not be asked for."""
    labels = set(iter_labels(answers, path))
    return bool(labels) and not any(
        label in {FROM_PERSON, "default", FROM_PLAN, FROM_SUGGESTION}
        or label.startswith(_LIKE_PREFIX)
        for label in labels
    )


def find_system(answers: Answers, path: str) -> str:
    """Return the documented system that an answer, or some of it, is from; empty if from none."""
    labels = (label for label in iter_labels(answers, path) if label.startswith(_LIKE_PREFIX))
    return next(labels, "").removeprefix(_LIKE_PREFIX)


def remove_answer(answers: Answers, path: str) -> None:
    """Remove an answer, and who gave it."""
    *parents, last = split_path(path)
    group = get_answer(answers.tree, join_path(parents))
    if isinstance(group, dict):
        group.pop(str(last), None)
    for answer_path in list(answers.origins):
        if is_within(answer_path, path):
            del answers.origins[answer_path]
