"""The loader of plans: it finds all problems at once, each with its line, column and path."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from statplan.errors import Problem, Remedy
from statplan.plan import questions
from statplan.plan.base import Section
from statplan.plan.cross_checks import find_id_faults, find_plan_faults
from statplan.plan.error_messages import AnswerFault, explain_error, explain_version, list_keys
from statplan.plan.group_checks import find_group_faults
from statplan.plan.model import Plan
from statplan.plan.paths import AnswerPath, copy_answers, join_path, split_path
from statplan.plan.relevance import drop_inapplicable_answers
from statplan.plan.series_checks import find_series_faults
from statplan.plan.time_answers import get_country, normalize_times
from statplan.plan.yaml_reader import ANSWERS_FILE, YamlDocument, decode_file, parse_yaml

_MAX_ROUNDS = 50
UNKNOWN_KEY_ERRORS = frozenset({"extra_forbidden"})  # keys that a plan does not know
WRONG_SHAPE_ERRORS = frozenset({"model_type", "tuple_type", "dict_type"})  # no group, or no list


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A loaded plan, unless something is wrong; the answers as plain data; the problems.

    `answers` holds the answers as they were given, without those whose question does not apply.
    """

    plan: Plan | None
    answers: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    document: YamlDocument = field(default_factory=YamlDocument)


def load_plan_bytes(content: bytes) -> LoadedPlan:
    """Load a plan from a file's bytes, which must be UTF-8."""
    text, problems = decode_file(content)
    return LoadedPlan(None, {}, problems) if problems else parse_plan(text)


def parse_plan(text: str) -> LoadedPlan:
    """Parse the text of a plan file."""
    document = parse_yaml(text)
    if document.problems and not document.answers:
        return LoadedPlan(None, {}, tuple(sorted(document.problems)), document)
    return validate_answers(document.answers, document)


def validate_answers(
    answers: Mapping[str, Any], document: YamlDocument | None = None
) -> LoadedPlan:
    """Validate answers, from a file (whose `document` knows the positions) or from elsewhere."""
    document = document or YamlDocument()
    answers = normalize_times(_drop_empty_answers(answers))
    relevant_answers, _ = drop_inapplicable_answers(answers, only_ruled_out=True)
    faults = _find_model_faults(answers)
    wrong_paths = {fault.path for fault in faults}
    faults += [fault for fault in find_id_faults(answers) if fault.path not in wrong_paths]
    plan, removed_by_round = _drop_invalid_answers(relevant_answers)
    if plan is not None:
        plan_faults = [
            _restore_indexes(fault, removed_by_round)
            for fault in (
                *find_plan_faults(plan),
                *find_series_faults(plan),
                *find_group_faults(plan),
            )
        ]
        faults += [fault for fault in plan_faults if not _is_consequence(fault, wrong_paths)]
    problems = {*document.problems, *(_locate_fault(fault, document) for fault in faults)}
    return LoadedPlan(
        plan if not problems else None, relevant_answers, tuple(sorted(problems)), document
    )


def add_position(problem: Problem, document: YamlDocument) -> Problem:
    """Return a problem with the line and column of the answer that it is about."""
    line, column = (
        document.find_position(split_path(problem.path)) if document.key_positions else (0, 0)
    )
    return replace(problem, line=line, column=column)


def check_answers_file(document: YamlDocument, error_kinds: frozenset[str]) -> tuple[Problem, ...]:
    """Return the faults of an answers file taken alone: unknown keys, wrong shapes, or both.

    Whatever else is wrong is known only once they are brought together with all others.
    """
    faults = _find_model_faults(
        {"statplan": 1, **_drop_empty_answers(document.answers)}, error_kinds
    )
    return tuple(sorted(add_example(_locate_fault(fault, document)) for fault in faults))


def add_example(problem: Problem) -> Problem:
    """Add an example of what may be written to a problem with a key that resembles none."""
    if not str(problem.remedy).startswith("Known here"):
        return problem
    return replace(problem, remedy=Remedy(problem.remedy, f" {ANSWERS_FILE.start_remedy}"))


def _is_consequence(fault: AnswerFault, wrong_paths: set[AnswerPath]) -> bool:
    """Return whether the answer that a fault misses is there, but wrong and already reported."""
    group = fault.path if isinstance(fault.path[-1], int) else fault.path[:-1]
    missing_paths = [(*group, key) for key in fault.missing_keys]
    return any(
        path[: len(missing_path)] == missing_path
        for missing_path in missing_paths
        for path in wrong_paths
    )


def _locate_fault(fault: AnswerFault, document: YamlDocument) -> Problem:
    position = (
        document.find_position(fault.path, prefer_key=fault.is_key_fault)
        if document.value_positions
        else (0, 0)
    )
    return Problem(*position, join_path(fault.path), fault.fact, fault.remedy)


def _find_model_faults(
    answers: Mapping[str, Any], error_kinds: frozenset[str] | None = None
) -> list[AnswerFault]:
    """Return all model errors, or those of some kinds; of a choice of types, the deepest."""
    plan_version, errors = answers.get("statplan"), []
    try:
        Plan.model_validate(answers, context={"country": get_country(answers)})
    except ValidationError as error:
        all_errors = error.errors(include_url=False)
        errors = [
            model_error
            for model_error in all_errors
            if error_kinds is None or model_error["type"] in error_kinds
        ]
    paths = [_trim_error_path(model_error, answers) for model_error in errors]
    outer_paths = {path[:length] for path in paths for length in range(len(path))}
    faults: dict[AnswerPath, AnswerFault] = {}
    if plan_version == 1 and type(plan_version) is not int:  # true and 1.0 are 1 to the model
        faults["statplan",] = AnswerFault(("statplan",), *explain_version(plan_version))
    for model_error, path in zip(errors, paths, strict=True):
        if path not in outer_paths:
            faults.setdefault(path, _make_fault(model_error, path))
    return list(faults.values())


def _drop_invalid_answers(answers: Mapping[str, Any]) -> tuple[Plan | None, list[list[AnswerPath]]]:
    """Return the plan without its wrong answers, and the list items that were removed, by round.

    A record that lacks what it must have goes whole; a round finds what the last one left wrong.
    """
    remaining: dict[str, Any] = copy_answers({"statplan": 1, **answers})
    removed_by_round: list[list[AnswerPath]] = []
    context = {"country": get_country(answers)}
    for _ in range(_MAX_ROUNDS):
        try:
            return Plan.model_validate(remaining, context=context), removed_by_round
        except ValidationError as error:
            errors = error.errors(include_url=False)
        removed_by_round.append(
            _remove_answers(
                remaining, {_find_removal_path(model_error, remaining) for model_error in errors}
            )
        )
        remaining.setdefault("statplan", 1)
    return None, removed_by_round


def _find_removal_path(error: ErrorDetails, answers: object) -> AnswerPath:
    """Return what to remove to end an error: the answer, or the record that lacks one."""
    path = _trim_error_path(error, answers)
    if error["type"] == "missing":
        while path and not isinstance(path[-1], int):
            path = path[:-1]
    return path


def _remove_answers(answers: Any, removal_paths: set[AnswerPath]) -> list[AnswerPath]:  # noqa: ANN401 - plain data
    """Remove answers, the last and deepest first; return the items of lists among them."""
    removed_items: list[AnswerPath] = []
    for path in sorted(removal_paths, key=_make_sort_key, reverse=True):
        parent = answers
        for step in path[:-1]:
            parent = parent[step]
        del parent[path[-1]]
        if isinstance(path[-1], int):
            removed_items.append(path)
    return removed_items


def _make_sort_key(path: AnswerPath) -> list[str]:
    return [f"{step:06}" if isinstance(step, int) else step for step in path]


def _restore_indexes(fault: AnswerFault, removed_by_round: list[list[AnswerPath]]) -> AnswerFault:
    """Return a fault with its path as it was before items were removed from their lists."""
    path = list(fault.path)
    for removed_items in reversed(removed_by_round):
        for *list_path, index in reversed(removed_items):
            depth = len(list_path)
            current_index = path[depth] if path[:depth] == list_path and len(path) > depth else None
            if isinstance(current_index, int) and isinstance(index, int) and current_index >= index:
                path[depth] = current_index + 1
    return replace(fault, path=tuple(path))


def _trim_error_path(error: ErrorDetails, answers: object) -> AnswerPath:
    """Return the part of an error's path that is in the data, and the key missing there."""
    path: list[str | int] = []
    for step in error["loc"]:
        if isinstance(answers, Mapping) and (step in answers or error["type"] == "missing"):
            path.append(step)
            if step not in answers:
                break
            answers = answers[str(step)]
        elif isinstance(answers, list) and isinstance(step, int) and step < len(answers):
            path.append(step)
            answers = answers[step]
        elif not isinstance(answers, list):  # else it names one of the kinds to choose from
            break
    return tuple(path)


def _make_fault(error: ErrorDetails, path: AnswerPath) -> AnswerFault:
    is_unknown_key = error["type"] == "extra_forbidden"
    known_keys = list_keys(_find_model(path[:-1])) if is_unknown_key else ()
    question_paths = [
        question.path
        for question in questions.list_questions()
        if is_unknown_key and question.key == path[-1]
    ]
    fact, remedy = explain_error(error, known_keys, question_paths)
    if is_unknown_key and "." in str(path[-1]) and path[-1] in questions.list_path_patterns():
        group, _, key = str(path[-1]).rpartition(".")
        remedy = f"Write {group.replace('.', ': and below it ')}: and below it, indented, {key}:."
    return AnswerFault(
        path, fact, remedy, is_key_fault=is_unknown_key or error["loc"][-1] == "[key]"
    )


def _find_model(path: AnswerPath) -> type[Section]:
    model: type[Section] = Plan
    for step in path:
        if isinstance(step, str):
            fields_by_key = {
                questions.get_file_key(name, field_info): field_info
                for name, field_info in model.model_fields.items()
            }
            if step in fields_by_key:
                model = questions.find_section(fields_by_key[step].annotation) or model
    return model


def _drop_empty_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Drop the keys that have no value: each is a question left open."""
    return {
        _encode_key(key): _drop_empty_parts(answer)
        for key, answer in answers.items()
        if answer is not None
    }


def _encode_key(key: str) -> str:
    """Return a key that can be written: what UTF-8 cannot hold becomes a question mark."""
    return key if key.isascii() else key.encode("utf-8", "replace").decode()


def _drop_empty_parts(answer: Any) -> Any:  # noqa: ANN401 - plain data
    if isinstance(answer, Mapping):
        return _drop_empty_answers(answer)
    return [_drop_empty_parts(part) for part in answer] if isinstance(answer, list) else answer
