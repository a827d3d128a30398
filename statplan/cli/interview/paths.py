"""Paths of answers: which lie inside which, and which question stands at one."""

import re

from statplan.plan import fields
from statplan.plan.fields import Question

LISTED = "frequency.holidays.listed"


def general(path: str) -> str:
    """A path with the number of each record left out: `frequency.series[].on`."""
    return re.sub(r"\[[0-9]+\]", "[]", path)


def beside(path: str, other: str) -> str:
    """The path that a condition names: one beside the path itself where it begins with a dot."""
    return f"{path.rpartition('.')[0]}{other}" if other.startswith(".") else other


def asked_at(path: str) -> tuple[Question, str] | None:
    """The question that mends what is wrong at a path, and the path at which it is asked.

    That is the path itself, the list that it is an item of, or, for a record, the record. None
    where there is no such question.
    """
    known = fields.by_path()
    if fields.within(path, LISTED):
        return known[LISTED], LISTED
    place = general(path)
    if place in known:
        return known[place], path
    question = known.get(place.removesuffix("[]"))
    if question is None:
        return None
    return question, path if question.record else path.rpartition("[")[0]
