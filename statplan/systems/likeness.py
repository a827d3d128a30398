"""The structure of a documented system, without what belongs to one government."""

from collections.abc import Mapping
from typing import Any

from statplan import systems
from statplan.plan import fields
from statplan.plan.source import parse

_ROSTERS = ("participants.people", "participants.departments")


def like(key: str) -> dict[str, Any]:
    """The answers of a documented system that another government may begin with.

    Kept are its leadership pattern, focus, cadence, length and publicity; names, people,
    departments, rooms, hashtags and dates are left to be asked. A series takes its subject's id.

    Raises:
        KeyError: no system has this key.
    """
    data = parse(systems.text(key)).data
    data.pop("advice", None)
    subjects = {each["id"] for each in fields.at(data, "focus.subjects") or ()}
    for question in fields.questions():
        strange = any(roster in _ROSTERS for roster in question.rosters)
        if question.key == "rotate":
            for path, value in list(fields.places(data, question.path)):
                if isinstance(value, list) and not set(value) <= subjects:
                    _drop(data, path)
        elif question.ask.identity or strange:
            for path, _ in list(fields.places(data, question.path)):
                _drop(data, path)
    for index, series in enumerate(fields.at(data, "frequency.series") or ()):
        series["id"] = series.get("subject") or (f"series-{index + 1}" if index else "stat")
    return _filled(data)


def _drop(data: Any, path: tuple[str | int, ...]) -> None:  # noqa: ANN401 - plain data
    for step in path[:-1]:
        data = data[step]
    del data[path[-1]]


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without groups that have become empty."""
    kept = {
        key: _filled(value) if isinstance(value, dict) else value for key, value in data.items()
    }
    return {key: value for key, value in kept.items() if value != {}}
