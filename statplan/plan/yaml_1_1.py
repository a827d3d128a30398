"""What tools that read YAML 1.1 make of a plan, and what it was before.

For them `on` is a truth, and 10:00 the number 600: they write `true: Tuesday` and `at: 600`.
"""

from datetime import time
from typing import Any

from statplan.plan.paths import AnswerPath

# The lists whose records have a key `on`.
LISTS_WITH_DAYS = frozenset({"series", "changes", "places", "groups", "civic_dates"})
# The keys of times of day, alone or in a list.
CLOCK_KEYS = frozenset({"at", "backup_at", "times", "first", "last", "liked_from", "liked_until"})
_TRUE, _ON = "true", "on"
_FIRST_MINUTE, _LAST_MINUTE = 10 * 60, 24 * 60 - 1  # 9:59 and before begin with a zero


def read_key_word(word: str, path: AnswerPath) -> str:
    """Return the key that a word stands for in the record at a path: `on` for `true`."""
    is_record = len(path) > 1 and isinstance(path[-1], int) and path[-2] in LISTS_WITH_DAYS
    return _ON if is_record and word.casefold() == _TRUE else word


def is_key_word(word: str, step: str | int) -> bool:
    """Return whether a word in a text is the key of a step of a path."""
    return word == step or (step == _ON and word.casefold() == _TRUE)


def restore_clocks(answers: Any, key: str = "") -> Any:  # noqa: ANN401 - plain data
    """Return answers with each time of day that became a number of minutes as it was."""
    if isinstance(answers, dict):
        return {name: restore_clocks(answer, name) for name, answer in answers.items()}
    if isinstance(answers, list):
        return [restore_clocks(answer, key) for answer in answers]
    is_minutes = isinstance(answers, int) and not isinstance(answers, bool)
    if key in CLOCK_KEYS and is_minutes and _FIRST_MINUTE <= answers <= _LAST_MINUTE:
        return f"{time(answers // 60, answers % 60):%H:%M}"
    return answers
