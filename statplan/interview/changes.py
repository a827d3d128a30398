"""The changes of an interview in a plan: by path for the file, in words for the person."""

from collections.abc import Iterator, Mapping
from typing import Any

from statplan.interview.question_lookup import find_question
from statplan.plan import questions
from statplan.plan.choices import format_choice, is_other
from statplan.plan.paths import strip_indexes


def iter_changes(old: Any, new: Any, path: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield every answer that differs, with its path and what it is now; None where there is none.

    Records of a list are compared one by one while their ids stay in place; a list that was cut or
    put in another order is one change, and so is a group whose keys are days.
    """
    if old == new:
        return
    if isinstance(old, Mapping | None) and isinstance(new, Mapping) and not _has_open_keys(path):
        before = old or {}
        for key in dict.fromkeys((*before, *new)):
            child_path = f"{path}.{key}".removeprefix(".")
            yield from iter_changes(before.get(key), new.get(key), child_path)
    elif _has_same_records(old, new):
        for index, record in enumerate(new):
            if index < len(old):
                yield from iter_changes(old[index], record, f"{path}[{index}]")
            else:
                yield f"{path}[{index}]", record
    else:
        yield path, new


def _has_open_keys(path: str) -> bool:
    """Return whether the keys of a group may be any, as those of the listed holidays."""
    return f"{strip_indexes(path)}.*" in questions.list_path_patterns()


def _has_same_records(old: object, new: object) -> bool:
    """Return whether two lists have the same records in the same places, perhaps with more."""
    if not (isinstance(old, list) and isinstance(new, list) and len(old) <= len(new)):
        return False
    if not all(isinstance(record, Mapping) for record in (*old, *new)):
        return False
    pairs = zip(old, new, strict=False)
    return bool(old) and all(a.get("id") == b.get("id") for a, b in pairs)


def describe_change(path: str, old: object, new: object) -> str:
    """Describe a change in words: "Tone: hot seat, now problem-focused"."""
    match = find_question(path)
    label = match[0].ask.label if match else path
    if old is None:
        return f"{label}: {_format_answer(new)}"
    return f"{label}: {_format_answer(old)}, now {_format_answer(new)}"


def _format_answer(answer: object) -> str:
    if answer is None:
        return "left open"
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list) and answer and not isinstance(answer[0], Mapping):
        separator = "; " if any(is_other(str(part)) for part in answer) else ", "
        return separator.join(format_choice(str(part)) for part in answer)
    if isinstance(answer, Mapping):
        title = next((answer[key] for key in ("name", "office", "item") if key in answer), None)
        return str(title) if title else f"{len(answer)} listed"
    return f"{len(answer)} listed" if isinstance(answer, list) else format_choice(str(answer))
