"""Paths into a plan's answers, such as frequency.series[0].at: split, join, find, and copy."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from statplan.errors import AnswerError

AnswerPath = tuple[str | int, ...]

_MAX_INDEX_DIGITS = 6  # a longer number is an id


@lru_cache(maxsize=4096)
def split_path(path: str) -> AnswerPath:
    """Split `frequency.series[1].on` into `("frequency", "series", 1, "on")`.

    A list may also be entered by a record's id: `frequency.series[blightstat].on`.

    Raises:
        AnswerError: not a path.
    """
    if not re.fullmatch(r"[^.\[\]]+(\[[^\[\]]+\]|\.[^.\[\]]+)*", path):
        raise AnswerError(f"'{path[:80]}' is not a path.", "Write one as in leadership.attends.")
    steps = re.findall(r"[^.\[\]]+", path)
    return tuple(
        int(step) if step.isdecimal() and len(step) <= _MAX_INDEX_DIGITS else step for step in steps
    )


def strip_indexes(path: str) -> str:
    """Return a path without the number or id of each record: `frequency.series[].on`."""
    return re.sub(r"\[[^\]]*\]", "[]", path)


def join_path(steps: Sequence[str | int]) -> str:
    """Join steps into a path such as `frequency.series[1].on`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


def is_within(path: str, outer_path: str) -> bool:
    """Return whether a path is another path or lies inside it."""
    return path == outer_path or path.startswith((f"{outer_path}.", f"{outer_path}["))


def get_answer(answers: object, path: str) -> Any:  # noqa: ANN401 - answers are of any kind
    """Return the answer at a path, or None where there is none."""
    for step in split_path(path):
        if isinstance(answers, Mapping):
            answers = answers.get(str(step)) if isinstance(step, int) else answers.get(step)
        elif isinstance(answers, list | tuple) and isinstance(step, int) and step < len(answers):
            answers = answers[step]
        else:
            return None
    return answers


def copy_answers(answers: Any) -> Any:  # noqa: ANN401 - answers are of any kind
    """Copy answers as plain data: the groups and lists, which a caller may change."""
    if isinstance(answers, dict):
        return {key: copy_answers(answer) for key, answer in answers.items()}
    return [copy_answers(answer) for answer in answers] if isinstance(answers, list) else answers


def find_answers(answers: object, path: str) -> Iterator[tuple[AnswerPath, Any]]:
    """Yield every answer at a path whose `[]` stands for each record, with its steps.

    Records of a list are entered whether or not they are whole; what is not there is left out.
    """
    matches: list[tuple[AnswerPath, Any]] = [((), answers)]
    for step in path.replace("[]", ".[]").split("."):
        if step == "[]":
            matches = [
                ((*steps, index), record)
                for steps, answer in matches
                if isinstance(answer, list)
                for index, record in enumerate(answer)
            ]
        else:
            matches = [
                ((*steps, step), answer[step])
                for steps, answer in matches
                if isinstance(answer, Mapping) and step in answer
            ]
    yield from matches
