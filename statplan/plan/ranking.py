"""Bring answers from several places together, the stronger over the weaker, and remember whose."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from statplan.errors import StatplanError
from statplan.plan import fields
from statplan.plan.source import parse

Steps = tuple[str | int, ...]


@dataclass(slots=True)
class Answers:
    """Answers as plain data, and who gave each.

    `given_by` has the path of each leaf: `flag`, a file's name, `like kcstat`. A path that is not
    there has the tool's own default, or no answer.
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
            index = index_of.get(record["id"])
            if index is None:
                old.append(deepcopy(dict(record)))
                self._sign(record, (*at, len(old) - 1), label)
            else:
                self._merge(old[index], record, (*at, index), label)

    def _sign(self, value: object, at: Steps, label: str) -> None:
        path = fields.join(at)
        for known in [each for each in self.given_by if each.startswith((f"{path}.", f"{path}["))]:
            del self.given_by[known]
        if isinstance(value, Mapping):
            for key, each in value.items():
                self._sign(each, (*at, key), label)
        elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            for index, each in enumerate(value):
                self._sign(each, (*at, index), label)
        else:
            self.given_by[path] = label

    def put(self, path: str, value: object, label: str) -> None:
        """Give one answer by its path, entering lists by index or by a record's id.

        Raises:
            StatplanError: there is no such place.
        """
        steps = _located(self.data, path)
        here: Any = self.data
        for step, following in pairwise(steps):
            if isinstance(here, dict):
                here = here.setdefault(step, [] if isinstance(following, int) else {})
            else:
                if step == len(here):
                    here.append({})
                here = here[step]
        last = steps[-1]
        if isinstance(here, list) and last == len(here):
            here.append(value)
        else:
            here[last] = deepcopy(value)
        self._sign(value, steps, label)


def _records(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, Mapping) and isinstance(each.get("id"), str) for each in value)
    )


def _located(data: Mapping[str, Any], path: str) -> Steps:
    """The steps of a path, with ids of records turned into their index."""
    try:
        raw = fields.steps(path)
    except ValueError as error:
        raise StatplanError(str(error), exit_code=2) from error
    found: list[str | int] = []
    here: Any = data
    for index, step in enumerate(raw):
        at = step
        if isinstance(here, list) and isinstance(step, str):
            ids = [each.get("id") if isinstance(each, Mapping) else None for each in here]
            at = ids.index(step) if step in ids else _nowhere(path, f"there is no '{step}'")
        elif isinstance(here, list) and isinstance(step, int) and step > len(here):
            _nowhere(path, f"the list has {len(here)} items")
        elif not isinstance(here, list | Mapping) and here is not None:
            _nowhere(path, f"{fields.join(raw[:index])} is a single answer")
        found.append(at)
        here = _inside(here, at)
    _check_known(path, found)
    return tuple(found)


def _inside(here: Any, at: str | int) -> Any:  # noqa: ANN401 - plain data
    if isinstance(here, Mapping):
        return here.get(str(at))
    if isinstance(here, list) and isinstance(at, int) and at < len(here):
        return here[at]
    return None


def _nowhere(path: str, fact: str) -> int:
    raise StatplanError(f"{path}: {fact}.", hint="Look at the plan's lists.", exit_code=2)


def _check_known(path: str, steps: Sequence[str | int]) -> None:
    general = ".".join(str(step) for step in steps if isinstance(step, str))
    known = {each.replace("[]", "") for each in fields.by_path()} | {"lineage", "created"}
    groups = {each.rpartition(".")[0] for each in known}
    inside = any(general.startswith(f"{each}.") for each in known)
    if general not in known | groups and not inside and steps[-1] != "id":
        near = get_close_matches(general, sorted(known), n=1)
        hint = f"Did you mean {near[0]}?" if near else "See `statplan explain --all`."
        raise StatplanError(f"{path} is no question of the plan.", hint=hint, exit_code=2)


def parse_setting(text: str) -> tuple[str, object]:
    """Read `PATH=VALUE`; the value is YAML where it is a list, a number, yes, no or nothing.

    Raises:
        StatplanError: there is no `=`.
    """
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise StatplanError(
            f"--set '{text[:80]}' has no '='.",
            hint="Write it as in --set leadership.attends=every.",
            exit_code=2,
        )
    source = parse(f"value: {value}\n")
    simple = source.data.get("value")
    if source.problems or (isinstance(simple, dict) and not value.lstrip().startswith("{")):
        simple = value.strip()
    return path.strip(), simple
