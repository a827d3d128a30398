"""Bring answers from several places together, the stronger over the weaker, and remember whose."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from statplan.errors import StatplanError
from statplan.plan import fields
from statplan.plan.scalars import plain
from statplan.plan.source import parse
from statplan.plan.words import shown

Steps = tuple[str | int, ...]


@dataclass(slots=True)
class Answers:
    """Answers as plain data, and who gave each.

    `given_by` has the path of each leaf: `flag`, a file's name, `like kcstat`. A list of single
    answers is one leaf. A path that is not there has the tool's own default, or no answer.
    """

    data: dict[str, Any] = field(default_factory=dict)
    given_by: dict[str, str] = field(default_factory=dict)

    def add(self, data: Mapping[str, Any], label: str) -> None:
        """Lay stronger answers over those that are there.

        Groups are merged; lists of records are merged by their `id`; any other list is replaced.
        """
        self._merge(self.data, data, (), label)

    def _merge(self, old: dict[str, Any], new: Mapping[str, Any], at: Steps, label: str) -> None:
        for key, value in new.items():
            here = (*at, key)
            before = old.get(key)
            if isinstance(before, dict) and isinstance(value, Mapping):
                self._merge(before, value, here, label)
            elif _records(before) and _records(value):
                self._merge_records(old[key], value, here, label)
            else:
                old[key] = deepcopy(value)
                self._sign(value, here, label)

    def _merge_records(
        self, old: list[dict[str, Any]], new: Sequence[Mapping[str, Any]], at: Steps, label: str
    ) -> None:
        index_of = {record["id"]: index for index, record in enumerate(old)}
        for record in new:
            index = index_of.pop(record["id"], len(old))
            if index == len(old):
                old.append(deepcopy(dict(record)))
                self._sign(record, (*at, index), label)
            else:
                self._merge(old[index], record, (*at, index), label)

    def _sign(self, value: object, at: Steps, label: str) -> None:
        path = fields.join(at)
        replaced = {fields.join(at[:length]) for length in range(1, len(at) + 1)}
        for known in list(self.given_by):
            if known in replaced or fields.within(known, path):
                del self.given_by[known]
        self.given_by |= dict.fromkeys(_leaves(value, path), label)

    def put(self, path: str, value: object, label: str) -> None:
        """Give one answer by its path, entering lists by index or by a record's id.

        Raises:
            StatplanError: there is no such place.
        """
        steps = located(self.data, path)
        here: Any = self.data
        for step, following in pairwise(steps):
            new: Any = [] if isinstance(following, int) else {}
            if _inside(here, step) is None:
                _place(here, step, new)
            here = here[step]
        _place(here, steps[-1], deepcopy(value))
        if isinstance(here, list) and not isinstance(value, Mapping):
            self._sign(here, steps[:-1], label)
        else:
            self._sign(value, steps, label)


def _place(group: Any, at: str | int, value: object) -> None:  # noqa: ANN401 - plain data
    if isinstance(group, list) and at == len(group):
        group.append(value)
    else:
        group[at] = value


def _records(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, Mapping) and isinstance(each.get("id"), str) for each in value)
    )


def _leaves(value: object, path: str) -> Iterator[str]:
    """The path of each single answer, a list of single answers being one."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, f"{path}.{key}")
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for index, each in enumerate(value):
            yield from _leaves(each, f"{path}[{index}]")
    else:
        yield path


def located(data: Mapping[str, Any], path: str) -> Steps:
    """The steps of an answer's path, with ids of records turned into their index.

    Raises:
        StatplanError: the plan has no such question, or the data no such record.
    """
    try:
        steps = fields.steps(path)
    except ValueError as error:
        raise StatplanError(str(error), exit_code=2) from error
    found: list[str | int] = []
    here: Any = data
    shape = ""
    for step in steps:
        at: str | int = step
        if f"{shape}[]" in fields.shapes():
            shape, at = f"{shape}[]", _index([] if here is None else here, step, path)
        elif f"{shape}.*" in fields.shapes():
            shape, at = f"{shape}.*", str(step)
        else:
            shape = f"{shape}.{step}".removeprefix(".")
        if shape not in fields.shapes():
            raise _unknown(path)
        if not isinstance(at, int) and not isinstance(here, Mapping | None):
            raise _nowhere(path, f"{fields.join(found)} is no group", "Give it whole.")
        found.append(at)
        here = _inside(here, at)
    return tuple(found)


def _index(records: object, step: str | int, path: str) -> int:
    """The index of a list's item, given by number or by id; one more than there are to add one."""
    if not isinstance(records, list):
        raise _nowhere(path, f"{shown(records)} stands where a list should", "Give the list whole.")
    ids = [str(each.get("id")) if isinstance(each, Mapping) else "" for each in records]
    if isinstance(step, int) and step <= len(records):
        return step
    if str(step) in ids:
        return ids.index(str(step))
    if isinstance(step, int):
        count = len(records)
        raise _nowhere(path, f"the list has {count} items", f"Write [{count}] to add one.")
    near = get_close_matches(step, ids, n=1)
    known = f"Known: {', '.join(filter(None, ids)) or 'none yet'}."
    raise _nowhere(path, f"there is no '{step}'", f"Did you mean {near[0]}?" if near else known)


def _inside(here: Any, at: str | int) -> Any:  # noqa: ANN401 - plain data
    if isinstance(here, Mapping):
        return here.get(at)
    return here[at] if here and isinstance(at, int) and at < len(here) else None


def _nowhere(path: str, fact: str, remedy: str) -> StatplanError:
    return StatplanError(f"{path}: {fact}.", hint=remedy, exit_code=2)


def _unknown(path: str) -> StatplanError:
    general = re.sub(r"\[[^\]]*\]", "[]", path)
    near = get_close_matches(general, sorted(fields.shapes()), n=1)
    said = near[0].replace("[]", "[0]") if near else ""
    hint = f"Did you mean {said}?" if near else "See `statplan explain --all`."
    return StatplanError(f"{path} is no question of the plan.", hint=hint, exit_code=2)


def parse_setting(text: str) -> tuple[str, object]:
    """Read `PATH=VALUE`; a value in brackets, braces or quotes is YAML, and so is a single word.

    Raises:
        StatplanError: there is no `=`.
    """
    path, equals, value = text.partition("=")
    path, value = path.strip(), value.strip()
    if not equals or not path:
        lacking = "names no question before its '='" if equals else "has no '='"
        raise StatplanError(
            f"--set '{text[:80]}' {lacking}.",
            hint="Write it as in --set leadership.attends=every.",
            exit_code=2,
        )
    if value[:1] in set("[{'\""):
        source = parse(f"value: {value}\n")
        if not source.problems and set(source.data) == {"value"}:
            return path, source.data["value"]
        return path, value
    return path, plain(value)
