"""Read the questionnaire off the model: each question with its path, its condition, its kind."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from statplan.plan import Plan
from statplan.plan.ask import Ask
from statplan.plan.section import Section
from statplan.plan.words import Names

_LONG = 7  # digits that are no index any more


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the plan.

    `path` is where its answer stands: `leadership.attends`, or `frequency.series[].on` for a field
    of each record of a list. `record` is the records' class where the answer is a list of them;
    `rosters` are the lists whose ids its words must name: `participants.people`, or none.
    """

    path: str
    ask: Ask
    field: FieldInfo
    record: type[Section] | None = None
    rosters: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The answer's own key, the last part of its path."""
        return self.path.rpartition(".")[2]

    @property
    def section(self) -> str:
        """The section that asks it."""
        return self.path.partition(".")[0]

    @property
    def in_record(self) -> bool:
        """Whether it is asked of each record of a list."""
        return "[]" in self.path

    @property
    def many(self) -> bool:
        """Whether the answer may be a list."""
        return any(get_origin(part) is tuple for part in parts(self.field.annotation))

    def words(self, data: Mapping[str, Any]) -> str:
        """The question with the chief executive called by title."""
        if "{" not in self.ask.question:
            return self.ask.question
        form = at(data, "leadership.form") or "chief executive"
        return self.ask.question.format(principal=form)


def _ask_of(field: FieldInfo) -> Ask | None:
    return next((each for each in field.metadata if isinstance(each, Ask)), None)


def parts(annotation: object) -> Iterator[object]:
    """Every type and marker that an annotation is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from parts(part)


def _rosters_of(field: FieldInfo) -> tuple[str, ...]:
    """The lists whose ids a field's words must name: `participants.people`, or none."""
    marks = (*field.metadata, *parts(field.annotation))
    found = (mark.roster for mark in marks if isinstance(mark, Names))
    return tuple(dict.fromkeys(roster for words in found for roster in words.split()))


def section_in(annotation: object) -> type[Section] | None:
    """The group of answers that a field holds, or holds a list of."""
    found = (part for part in parts(annotation) if isinstance(part, type))
    return next((part for part in found if issubclass(part, Section)), None)


def key_of(name: str, field: FieldInfo) -> str:
    """The key under which a field stands in the plan file."""
    return field.alias or name


def questions_of(model: type[Section], prefix: str = "") -> Iterator[Question]:
    """Every question of a model, in the order in which it is asked."""
    for name, field in model.model_fields.items():
        path = f"{prefix}{key_of(name, field)}"
        inner = section_in(field.annotation)
        ask = _ask_of(field)
        if inner and not ask:
            yield from questions_of(inner, f"{path}.")
        elif ask:
            yield Question(path, ask, field, inner, _rosters_of(field))
            if inner:
                yield from questions_of(inner, f"{path}[].")


@cache
def questions() -> tuple[Question, ...]:
    """Every question of the plan, in the order in which it is asked."""
    return tuple(questions_of(Plan))


@cache
def by_path() -> dict[str, Question]:
    """The questions by their path."""
    return {question.path: question for question in questions()}


@cache
def shapes() -> frozenset[str]:
    """Every path that an answer can have: `[]` for an item of a list, `*` for a key of any name."""
    return frozenset(_shapes(Plan, ""))


def _shapes(model: type[Section], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        path = f"{prefix}{key_of(name, field)}"
        kinds = [get_origin(part) for part in parts(field.annotation)]
        yield path
        if dict in kinds:
            yield f"{path}.*"
        if tuple in kinds:
            path += "[]"
            yield path
        inner = section_in(field.annotation)
        if inner:
            yield from _shapes(inner, f"{path}.")


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[str | int, ...]:
    """Split `frequency.series[1].on` into `("frequency", "series", 1, "on")`.

    A list may also be entered by a record's id: `frequency.series[blightstat].on`.

    Raises:
        ValueError: not a path.
    """
    if not re.fullmatch(r"[^.\[\]]+(\[[^\[\]]+\]|\.[^.\[\]]+)*", path):
        raise ValueError(f"'{path[:80]}' is no path. Write one as in leadership.attends.")
    parts = re.findall(r"[^.\[\]]+", path)
    return tuple(int(part) if part.isdecimal() and len(part) < _LONG else part for part in parts)


def join(parts: Sequence[str | int]) -> str:
    """Put steps back together as `frequency.series[1].on`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".")


def within(path: str, place: str) -> bool:
    """Whether a path is a place or lies inside it."""
    return path == place or path.startswith((f"{place}.", f"{place}["))


def at(data: object, path: str) -> Any:  # noqa: ANN401 - answers are of any kind
    """The answer at a path of plain data, or None where there is none."""
    for step in steps(path):
        if isinstance(data, Mapping):
            data = data.get(str(step)) if isinstance(step, int) else data.get(step)
        elif isinstance(data, list | tuple) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def copy_data(data: Any) -> Any:  # noqa: ANN401 - answers are of any kind
    """Copy plain data: its groups and lists, which somebody may change."""
    if isinstance(data, dict):
        return {key: copy_data(value) for key, value in data.items()}
    return [copy_data(value) for value in data] if isinstance(data, list) else data


def places(data: object, path: str) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every answer at a path whose `[]` stands for each record, with where it is.

    Records of a list are entered whether or not they are whole; what is not there is left out.
    """
    found: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    for step in path.replace("[]", ".[]").split("."):
        if step == "[]":
            found = [
                ((*where, index), each)
                for where, value in found
                if isinstance(value, list)
                for index, each in enumerate(value)
            ]
        else:
            found = [
                ((*where, step), value[step])
                for where, value in found
                if isinstance(value, Mapping) and step in value
            ]
    yield from found


def hangs_on(question: Question) -> str | None:
    """The path of the answer on which a question hangs, if it hangs on one."""
    only_if = question.ask.only_if
    if only_if is None or not only_if.path.startswith("."):
        return only_if.path if only_if else None
    return question.path.rpartition(".")[0] + only_if.path


def applies(question: Question, data: Mapping[str, Any], record: object = None) -> bool:
    """Tell whether a question is asked, given the answers so far (plain data, not the model).

    Args:
        question: the question.
        data: the whole plan's answers.
        record: the record at hand, for a question asked of each record.
    """
    only_if = question.ask.only_if
    if only_if is None:
        return True
    if not only_if.path.startswith("."):
        return only_if.holds(at(data, only_if.path))
    whole = data if record is None else record
    group = question.path.rpartition("[].")[2].rpartition(".")[0]
    return only_if.holds(at(at(whole, group) if group else whole, only_if.path[1:]))
