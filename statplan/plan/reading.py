"""Read a plan: all its problems at once, each with its line, column and path."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from statplan.errors import Problem
from statplan.plan import Plan, fields
from statplan.plan.consistency import find_faults
from statplan.plan.faults import Fault, explain, keys_of
from statplan.plan.section import Section
from statplan.plan.source import LARGEST, Path, Source, parse

_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the plan, unless something is wrong; the answers as plain data; the problems.

    `data` holds the answers as they were given, without those whose question does not apply.
    """

    plan: Plan | None
    data: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    source: Source = field(default_factory=Source)


def read_bytes(raw: bytes) -> Reading:
    """Read a plan file's bytes, which must be UTF-8."""
    if len(raw) > LARGEST:
        return _too_large(len(raw))
    try:
        return read(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        fact = f"byte {raw[error.start]:#04x} is not UTF-8."
        return _refused(Problem(line, column, "", fact, "Save the file as UTF-8."))


def _too_large(size: int) -> Reading:
    fact = f"the file has {size:,} bytes; a plan has at most {LARGEST:,}."
    return _refused(Problem(0, 0, "", fact, "Is it the right file?"))


def _refused(problem: Problem) -> Reading:
    return Reading(None, {}, (problem,))


def read(text: str) -> Reading:
    """Read the text of a plan file."""
    source = parse(text)
    if not source.data:
        return Reading(None, {}, tuple(source.problems), source)
    return check(source.data, source)


def check(data: Mapping[str, Any], source: Source | None = None) -> Reading:
    """Check answers, from a file (whose `source` knows the places) or from anywhere else."""
    source = source or Source()
    data = _stated(data)
    answers = without_stale(data)
    found, details = _faults(data)
    plan, removed = _what_stands(answers, details)
    if plan is not None:
        found += [_shift(fault, removed) for fault in find_faults(plan, data)]
    problems = {*source.problems, *(_locate(fault, source) for fault in found)}
    return Reading(plan if not problems else None, answers, tuple(sorted(problems)), source)


def _locate(fault: Fault, source: Source) -> Problem:
    place = source.place(fault.path, key=fault.about_key) if source.keys else (0, 0)
    return Problem(*place, fields.join(fault.path), fault.fact, fault.remedy)


def _faults(data: Mapping[str, Any]) -> tuple[list[Fault], list[ErrorDetails]]:
    """All that the model finds wrong; of a choice between kinds, what is wrong deepest."""
    try:
        Plan.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return [], []
    paths = [_trim(each, data) for each in details]
    faults: dict[Path, Fault] = {}
    for each, path in zip(details, paths, strict=True):
        if not any(len(other) > len(path) and other[: len(path)] == path for other in paths):
            faults.setdefault(path, _fault(each, path))
    return list(faults.values()), details


def _what_stands(
    data: Mapping[str, Any], details: list[ErrorDetails]
) -> tuple[Plan | None, list[Path]]:
    """The plan that is left when wrong answers are taken out, and the records that went whole."""
    rest: dict[str, Any] = deepcopy({"statplan": 1, **data})
    removed: list[Path] = []
    for _ in range(_ROUNDS):
        paths = {_trim(each, rest) for each in details}
        for path in sorted(paths, key=_last_first, reverse=True):
            removed += _leave_out(rest, path)
        try:
            return Plan.model_validate(rest), removed
        except ValidationError as error:
            details = error.errors(include_url=False)
        rest.setdefault("statplan", 1)
    return None, removed


def _last_first(path: Path) -> list[str]:
    return [f"{part:06}" if isinstance(part, int) else part for part in path]


def _shift(fault: Fault, removed: list[Path]) -> Fault:
    """The fault at the place that it has while the removed records still stand in their lists."""
    path = list(fault.path)
    for record in sorted(removed, key=_last_first):
        depth = len(record) - 1
        here = path[depth] if len(path) > depth else None
        same = tuple(path[:depth]) == record[:-1]
        if same and isinstance(here, int) and isinstance(record[-1], int) and record[-1] <= here:
            path[depth] = here + 1
    return replace(fault, path=tuple(path))


def _trim(error: ErrorDetails, data: object) -> Path:
    """The part of an error's place that stands in the data, and the key that is missing there."""
    path: list[str | int] = []
    for step in error["loc"]:
        if isinstance(data, Mapping) and (step in data or error["type"] == "missing"):
            path.append(step)
            if step not in data:
                break
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            path.append(step)
            data = data[step]
        else:
            break
    return tuple(path)


def _fault(error: ErrorDetails, path: Path) -> Fault:
    unknown = error["type"] == "extra_forbidden"
    fact, remedy = explain(error, keys_of(_model_at(path[:-1])) if unknown else ())
    return Fault(path, fact, remedy, about_key=unknown or error["loc"][-1] == "[key]")


def _model_at(path: Path) -> type[Section]:
    model: type[Section] = Plan
    for step in path:
        if isinstance(step, str):
            named = {field.alias or name: field for name, field in model.model_fields.items()}
            found = fields.section_in(named[step].annotation) if step in named else None
            model = found or model
    return model


def _leave_out(data: Any, path: Path) -> list[Path]:  # noqa: ANN401 - plain data
    """Take an answer out; a record that lacks what it must have goes whole, and is named."""
    parents = [data]
    for step in path[:-1]:
        here = parents[-1]
        if step not in (here if isinstance(here, dict) else range(len(here))):
            return []
        parents.append(here[step])
    for depth in range(len(path) - 1, -1, -1):
        here, last = parents[depth], path[depth]
        if isinstance(here, dict) and last in here:
            del here[last]
            return []
        if isinstance(here, list) and isinstance(last, int):
            del here[last]
            return [path[: depth + 1]]
    return []


def _stated(data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those that say nothing: a key without a value is a question left open."""
    return {key: _stated_value(value) for key, value in data.items() if value is not None}


def _stated_value(value: Any) -> Any:  # noqa: ANN401 - plain data
    if isinstance(value, Mapping):
        return _stated(value)
    return [_stated_value(each) for each in value] if isinstance(value, list) else value


def without_stale(data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, without those whose question another answer rules out."""
    rest = deepcopy(dict(data))
    for question in fields.questions():
        if question.ask.only_if and not question.in_record and not fields.applies(question, data):
            parent = fields.at(rest, question.path.rpartition(".")[0])
            if isinstance(parent, dict):
                parent.pop(question.key, None)
    return rest
