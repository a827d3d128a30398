"""Read a plan: all its problems at once, each with its line, column and path."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from statplan.errors import Problem
from statplan.plan import Plan, fields
from statplan.plan.consistency import find_faults, find_id_faults
from statplan.plan.faults import Fault, explain, keys_of, version
from statplan.plan.file_text import ANSWERS, decode
from statplan.plan.roster import is_used
from statplan.plan.section import Section
from statplan.plan.source import Path, Source, parse

_ROUNDS = 50
UNKNOWN = frozenset({"extra_forbidden"})  # keys that a plan does not know
MISSHAPEN = frozenset({"model_type", "tuple_type", "dict_type"})  # no group, or no list


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
    text, problems = decode(raw)
    return Reading(None, {}, problems) if problems else read(text)


def read(text: str) -> Reading:
    """Read the text of a plan file."""
    source = parse(text)
    if source.problems and not source.data:
        return Reading(None, {}, tuple(sorted(source.problems)), source)
    return check(source.data, source)


def check(data: Mapping[str, Any], source: Source | None = None) -> Reading:
    """Check answers, from a file (whose `source` knows the places) or from anywhere else."""
    source = source or Source()
    data = _stated(data)
    answers = without_stale(data)
    found = _faults(data)
    wrong = {fault.path for fault in found}
    found += [fault for fault in find_id_faults(data) if fault.path not in wrong]
    plan, rounds = _what_stands(answers)
    if plan is not None:
        further = [_put_back(fault, rounds) for fault in find_faults(plan)]
        found += [fault for fault in further if not _follows(fault, wrong)]
    problems = {*source.problems, *(_locate(fault, source) for fault in found)}
    return Reading(plan if not problems else None, answers, tuple(sorted(problems)), source)


def check_answers(source: Source, kinds: frozenset[str]) -> tuple[Problem, ...]:
    """Return what is wrong with answers of a file by themselves: `UNKNOWN`, `MISSHAPEN`, or both.

    Whatever else is wrong is known only once they are brought together with all others.
    """
    faults = _faults({"statplan": 1, **_stated(source.data)}, kinds)
    return tuple(sorted(with_example(_locate(fault, source)) for fault in faults))


def with_example(problem: Problem) -> Problem:
    """The problem of a key that is near to none, with an example of what may stand there."""
    if not problem.remedy.startswith("Known here"):
        return problem
    return replace(problem, remedy=f"{problem.remedy} {ANSWERS.begin}")


def _follows(fault: Fault, wrong: set[Path]) -> bool:
    """Whether what a fault misses was there, but wrong and so already named."""
    group = fault.path if isinstance(fault.path[-1], int) else fault.path[:-1]
    missed = [(*group, key) for key in fault.lacks]
    return any(path[: len(each)] == each for each in missed for path in wrong)


def _locate(fault: Fault, source: Source) -> Problem:
    place = source.place(fault.path, key=fault.about_key) if source.values else (0, 0)
    return Problem(*place, fields.join(fault.path), fault.fact, fault.remedy)


def _faults(data: Mapping[str, Any], kinds: frozenset[str] | None = None) -> list[Fault]:
    """All that the model finds wrong, or of some kinds; of a choice of types, the deepest."""
    given, details = data.get("statplan"), []
    try:
        Plan.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        details = [each for each in found if kinds is None or each["type"] in kinds]
    paths = [_trim(each, data) for each in details]
    above = {path[:length] for path in paths for length in range(len(path))}
    faults: dict[Path, Fault] = {}
    if given == 1 and type(given) is not int:  # true and 1.0 are 1 to the model
        faults["statplan",] = Fault(("statplan",), *version(given))
    for each, path in zip(details, paths, strict=True):
        if path not in above:
            faults.setdefault(path, _fault(each, path))
    return list(faults.values())


def _what_stands(answers: Mapping[str, Any]) -> tuple[Plan | None, list[list[Path]]]:
    """The plan that is left when wrong answers are taken out, and the items that went, by round.

    A record that lacks what it must have goes whole; a round finds what the last one left wrong.
    """
    rest: dict[str, Any] = fields.copy_data({"statplan": 1, **answers})
    rounds: list[list[Path]] = []
    for _ in range(_ROUNDS):
        try:
            return Plan.model_validate(rest), rounds
        except ValidationError as error:
            details = error.errors(include_url=False)
        rounds.append(_leave_out(rest, {_doomed(each, rest) for each in details}))
        rest.setdefault("statplan", 1)
    return None, rounds


def _doomed(error: ErrorDetails, data: object) -> Path:
    """What has to go for an error to go: the answer, or the record that lacks one."""
    path = _trim(error, data)
    if error["type"] == "missing":
        while path and not isinstance(path[-1], int):
            path = path[:-1]
    return path


def _leave_out(data: Any, doomed: set[Path]) -> list[Path]:  # noqa: ANN401 - plain data
    """Take answers out, the last and deepest first; return the items of lists among them."""
    gone: list[Path] = []
    for path in sorted(doomed, key=_order, reverse=True):
        parent = data
        for step in path[:-1]:
            parent = parent[step]
        del parent[path[-1]]
        if isinstance(path[-1], int):
            gone.append(path)
    return gone


def _order(path: Path) -> list[str]:
    return [f"{part:06}" if isinstance(part, int) else part for part in path]


def _put_back(fault: Fault, rounds: list[list[Path]]) -> Fault:
    """The fault at the place that it has while the items that went still stand in their lists."""
    path = list(fault.path)
    for gone in reversed(rounds):
        for *around, index in reversed(gone):
            depth = len(around)
            here = path[depth] if path[:depth] == around and len(path) > depth else None
            if isinstance(here, int) and isinstance(index, int) and here >= index:
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
        elif not isinstance(data, list):  # else it names one of the kinds to choose from
            break
    return tuple(path)


def _fault(error: ErrorDetails, path: Path) -> Fault:
    unknown = error["type"] == "extra_forbidden"
    known = keys_of(_model_at(path[:-1])) if unknown else ()
    homes = [each.path for each in fields.questions() if unknown and each.key == path[-1]]
    fact, remedy = explain(error, known, homes)
    if unknown and "." in str(path[-1]) and path[-1] in fields.shapes():
        group, _, key = str(path[-1]).rpartition(".")
        remedy = f"Write {group.replace('.', ': and below it ')}: and below it, indented, {key}:."
    return Fault(path, fact, remedy, about_key=unknown or error["loc"][-1] == "[key]")


def _model_at(path: Path) -> type[Section]:
    model: type[Section] = Plan
    for step in path:
        if isinstance(step, str):
            named = {field.alias or name: field for name, field in model.model_fields.items()}
            found = fields.section_in(named[step].annotation) if step in named else None
            model = found or model
    return model


def _stated(data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those that say nothing: a key without a value is a question left open."""
    return {_encoded(key): _stated_value(value) for key, value in data.items() if value is not None}


def _encoded(key: str) -> str:
    """A key that can be written: what is no character of UTF-8 shows as a question mark."""
    return key if key.isascii() else key.encode("utf-8", "replace").decode()


def _stated_value(value: Any) -> Any:  # noqa: ANN401 - plain data
    if isinstance(value, Mapping):
        return _stated(value)
    return [_stated_value(each) for each in value] if isinstance(value, list) else value


def without_stale(data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, without those whose question an answer before it rules out.

    A list that another answer takes somebody from stays.
    Where the answer before it is not stated, it rules nothing out: what somebody said stays.
    """
    rest: dict[str, Any] = fields.copy_data(dict(data))
    gone: set[str] = set()
    for question in fields.questions():
        if question.ask.only_if is None or question.in_record:
            continue
        other = fields.hangs_on(question) or ""
        stated = other in gone or fields.at(rest, other) is not None
        parent = fields.at(rest, question.path.rpartition(".")[0])
        if not stated or is_used(rest, question.path):
            continue
        if isinstance(parent, dict) and not fields.applies(question, rest):
            parent.pop(question.key, None)
            gone.add(question.path)
    return rest
