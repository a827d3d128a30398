"""Who gave an answer, and so whether it is asked again."""

from collections.abc import Iterator

from statplan.plan import fields
from statplan.plan.ranking import Answers

SAID = "said"
PLAN = "the plan"  # as it stood when the interview began
SUGGESTED = "suggested"
_LIKE = "like "


def labels(answers: Answers, path: str) -> Iterator[str]:
    """Who gave an answer, or each part of it."""
    for known, label in answers.given_by.items():
        if fields.within(known, path):
            yield label


def settled(answers: Answers, path: str) -> bool:
    """Whether an answer came with the command, by flag or file, and need not be asked for."""
    found = set(labels(answers, path))
    return bool(found) and not any(
        label in {SAID, "default", PLAN, SUGGESTED} or label.startswith(_LIKE) for label in found
    )


def system(answers: Answers, path: str) -> str:
    """The documented system that an answer, or some of it, is from; empty where it is from none."""
    found = (label for label in labels(answers, path) if label.startswith(_LIKE))
    return next(found, "").removeprefix(_LIKE)


def drop(answers: Answers, path: str) -> None:
    """Take an answer away, and who gave it."""
    *way, last = fields.steps(path)
    group = fields.at(answers.data, fields.join(way))
    if isinstance(group, dict):
        group.pop(str(last), None)
    for known in [each for each in answers.given_by if fields.within(each, path)]:
        del answers.given_by[known]
