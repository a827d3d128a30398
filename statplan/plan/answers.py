"""Answers merged from several sources, the stronger over the weaker, with the origin of each."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import Any

from statplan.errors import AnswerError, Command, Remedy, StatplanError, Words
from statplan.plan import questions
from statplan.plan.paths import AnswerPath, is_within, join_path, split_path, strip_indexes
from statplan.plan.quotation import quote_answer
from statplan.plan.yaml_reader import parse_yaml
from statplan.plan.yaml_scalars import parse_scalar
from statplan.spelling import find_similar_word, suggest_similar_word, suggest_words


class Removal(Enum):
    """The mark of an answer that is to be taken out; None would be an answer left open."""

    REMOVED = "removed"


REMOVED = Removal.REMOVED


@dataclass(slots=True)
class Answers:
    """Answers as plain data, and the origin of each.

    `origins` has the path of each leaf: `flag`, a file's name, `like kcstat`. A list of single
    answers is one leaf. A path that is not there has the tool's own default, or no answer.
    """

    tree: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)

    def merge_answers(self, answers: Mapping[str, Any], label: str) -> None:
        """Merge stronger answers into those that are there.

        Groups are merged; lists of records are merged by their `id`; any other list is replaced.
        """
        self._merge_group(self.tree, answers, (), label)

    def _merge_group(
        self,
        old_group: dict[str, Any],
        new_group: Mapping[str, Any],
        group_path: AnswerPath,
        label: str,
    ) -> None:
        for key, answer in new_group.items():
            answer_path = (*group_path, key)
            old_answer = old_group.get(key)
            if isinstance(old_answer, dict) and isinstance(answer, Mapping):
                self._merge_group(old_answer, answer, answer_path, label)
            elif _is_record_list(old_answer) and _is_record_list(answer):
                self._merge_records(old_group[key], answer, answer_path, label)
            else:
                old_group[key] = deepcopy(answer)
                self._record_origin(answer, answer_path, label)

    def _merge_records(
        self,
        old_records: list[dict[str, Any]],
        new_records: Sequence[Mapping[str, Any]],
        list_path: AnswerPath,
        label: str,
    ) -> None:
        indexes_by_id = {record["id"]: index for index, record in enumerate(old_records)}
        for record in new_records:
            index = indexes_by_id.pop(record["id"], len(old_records))
            if index == len(old_records):
                old_records.append(deepcopy(dict(record)))
                self._record_origin(record, (*list_path, index), label)
            else:
                self._merge_group(old_records[index], record, (*list_path, index), label)

    def _record_origin(self, answer: object, steps: AnswerPath, label: str) -> None:
        path = join_path(steps)
        replaced_paths = {join_path(steps[:length]) for length in range(1, len(steps) + 1)}
        for known_path in list(self.origins):
            if known_path in replaced_paths or is_within(known_path, path):
                del self.origins[known_path]
        self.origins |= dict.fromkeys(_iter_leaf_paths(answer, path), label)

    def set_answer(self, path: str, answer: object, label: str) -> None:
        """Set one answer by its path, entering lists by index or by a record's id.

        Raises:
            StatplanError: there is no such place.
        """
        steps = resolve_path(self.tree, path)
        group: Any = self.tree
        for step, next_step in pairwise(steps):
            new_group: Any = [] if isinstance(next_step, int) else {}
            if _get_child(group, step) is None:
                _store_answer(group, step, new_group)
            group = group[step]
        _store_answer(group, steps[-1], deepcopy(answer))
        if isinstance(group, list) and not isinstance(answer, Mapping):
            self._record_origin(group, steps[:-1], label)
        else:
            self._record_origin(answer, steps, label)


def _store_answer(group: Any, step: str | int, answer: object) -> None:  # noqa: ANN401 - plain data
    if isinstance(group, list) and step == len(group):
        group.append(answer)
    else:
        group[step] = answer


def _is_record_list(answer: object) -> bool:
    return (
        isinstance(answer, list)
        and bool(answer)
        and all(
            isinstance(record, Mapping) and isinstance(record.get("id"), str) for record in answer
        )
    )


def _iter_leaf_paths(answer: object, path: str) -> Iterator[str]:
    """Yield the path of each single answer; a list of single answers is one answer."""
    if isinstance(answer, Mapping):
        for key, part in answer.items():
            yield from _iter_leaf_paths(part, f"{path}.{key}")
    elif isinstance(answer, list) and any(isinstance(part, Mapping) for part in answer):
        for index, part in enumerate(answer):
            yield from _iter_leaf_paths(part, f"{path}[{index}]")
    else:
        yield path


def resolve_path(answers: Mapping[str, Any], path: str) -> AnswerPath:
    """Return the steps of an answer's path, with ids of records turned into their index.

    Raises:
        StatplanError: the plan has no such question, or the data no such record.
    """
    try:
        steps = split_path(path)
    except AnswerError as error:
        raise StatplanError(error.fact, remedy=error.remedy, exit_code=2) from error
    resolved_steps: list[str | int] = []
    current: Any = answers
    pattern = ""
    for step in steps:
        resolved_step: str | int = step
        if f"{pattern}[]" in questions.list_path_patterns():
            pattern = f"{pattern}[]"
            resolved_step = _find_index([] if current is None else current, step, path)
        elif f"{pattern}.*" in questions.list_path_patterns():
            pattern, resolved_step = f"{pattern}.*", str(step)
        else:
            pattern = f"{pattern}.{step}".removeprefix(".")
        if pattern not in questions.list_path_patterns():
            raise _make_unknown_path_error(path)
        if not isinstance(resolved_step, int) and not isinstance(current, Mapping | None):
            raise _make_path_error(
                path, f"{join_path(resolved_steps)} is no group", "Give it whole."
            )
        resolved_steps.append(resolved_step)
        current = _get_child(current, resolved_step)
    return tuple(resolved_steps)


def _find_index(records: object, step: str | int, path: str) -> int:
    """Find a list item's index by number or id; the index after the last one adds an item."""
    if not isinstance(records, list):
        raise _make_path_error(
            path, f"{quote_answer(records)} stands where a list should", "Give the list whole."
        )
    ids = [str(record.get("id")) if isinstance(record, Mapping) else "" for record in records]
    if isinstance(step, int) and step <= len(records):
        return step
    if str(step) in ids:
        return ids.index(str(step))
    if isinstance(step, int):
        count = len(records)
        raise _make_path_error(path, f"the list has {count} items", f"Write [{count}] to add one.")
    known_remedy = f"Known: {', '.join(filter(None, ids)) or 'none yet'}."
    remedy = suggest_similar_word(step, ids, known_remedy)
    raise _make_path_error(path, f"there is no '{step}'", remedy)


def _get_child(group: Any, step: str | int) -> Any:  # noqa: ANN401 - plain data
    if isinstance(group, Mapping):
        return group.get(step)
    return group[step] if group and isinstance(step, int) and step < len(group) else None


def _make_path_error(path: str, fact: str, remedy: Words) -> StatplanError:
    return StatplanError(f"{path}: {fact}.", remedy=remedy, exit_code=2)


def _make_unknown_path_error(path: str) -> StatplanError:
    general_path = strip_indexes(path)
    similar_path = find_similar_word(general_path, sorted(questions.list_path_patterns()))
    remedy = (
        suggest_words(similar_path.replace("[]", "[0]"))
        if similar_path
        else Remedy("See ", Command("explain", "--all"), ".")
    )
    return StatplanError(f"{path} is no question of the plan.", remedy=remedy, exit_code=2)


def parse_setting(text: str) -> tuple[str, object]:
    """Parse `PATH=VALUE`; a value in brackets, braces or quotes is YAML, as is a single word.

    Raises:
        StatplanError: there is no `=`.
    """
    path, equals_sign, answer_text = text.partition("=")
    path, answer_text = path.strip(), answer_text.strip()
    if not equals_sign or not path:
        fault = "names no question before its '='" if equals_sign else "has no '='"
        raise StatplanError(
            f"--set '{text[:80]}' {fault}.",
            remedy="Write it as in --set leadership.attends=every.",
            exit_code=2,
        )
    if answer_text[:1] in set("[{'\""):
        document = parse_yaml(f"value: {answer_text}\n")
        if not document.problems and set(document.answers) == {"value"}:
            return path, document.answers["value"]
        return path, answer_text
    return path, parse_scalar(answer_text)
