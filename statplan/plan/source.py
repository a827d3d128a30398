"""The text of a plan file as plain data, with the place of every key and value.

Read by the rules of YAML 1.2's core schema: `no` is a word, `08:00` a text, `0900` a number and a
day stays a text. Tags, anchors and aliases have no place in a plan.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from statplan.errors import Problem
from statplan.plan.fields import join

LARGEST = 1_000_000
DEEPEST = 30
Path = tuple[str | int, ...]

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]"
)
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_MOST_PROBLEMS = 20


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The C parser with the resolvers of YAML 1.2's core schema."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, _pattern, _first in (
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789")),
    (
        "float",
        r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$",
        list("-+.0123456789"),
    ),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


@dataclass(slots=True)
class Source:
    """Plain data, where each answer stands (line and column from 1), and what could not be read."""

    data: dict[str, Any] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Where an answer stands, or where the nearest answer around it does; (1, 1) at the end."""
        for length in range(len(path), 0, -1):
            part = path[:length]
            for places in (self.keys, self.values) if key else (self.values, self.keys):
                if part in places:
                    return places[part]
        return (1, 1)

    def say(self, place: tuple[int, int], path: Path, fact: str, remedy: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(*place, join(path), fact, remedy))


def parse(text: str) -> Source:
    """Read the text of a plan file, keeping what can be read and naming all that cannot."""
    source = Source()
    if not _readable(text, source):
        return source
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        fact = f"this is not YAML: {error.problem or error.context}."
        source.say(place, (), fact, "Look at the indentation, colons and quotes here.")
        return source
    except yaml.YAMLError as error:
        source.say((1, 1), (), f"this is not YAML: {error}.", "Look for stray characters.")
        return source
    if node is None:
        source.say((1, 1), (), "the file is empty.", "Make a plan with `statplan init`.")
    elif not isinstance(node, yaml.MappingNode):
        source.say(_mark(node), (), "this is no plan.", "A plan begins with `statplan: 1`.")
    else:
        source.data = _Builder(source).mapping(node, ())
    return source


def _readable(text: str, source: Source) -> bool:
    if text.startswith("\ufeff"):
        fact = "the file begins with a byte order mark."
        source.say((1, 1), (), fact, "Save it as UTF-8 without one.")
        return False
    for found in list(_INVISIBLE.finditer(text))[:_MOST_PROBLEMS]:
        fact = f"here stands the invisible character U+{ord(found.group()):04X}."
        source.say(_line_column(text, found.start()), (), fact, "Take it out.")
    for found in list(_TAB_INDENT.finditer(text))[:_MOST_PROBLEMS]:
        place = _line_column(text, found.end() - 1)
        source.say(place, (), "a tab indents this line.", "Use blanks.")
    if not source.problems and (deep := _too_deep(text)):
        source.say(deep, (), f"nesting goes more than {DEEPEST} deep.", "No plan needs that.")
    return not source.problems


def _too_deep(text: str) -> tuple[int, int] | None:
    """Where brackets, or blanks and dashes before a line, could nest deeper than any plan.

    Quoting can only make the true nesting less. The parser recurses, so this is asked first.
    """
    found = re.search(rf"^[ ?:-]{{{DEEPEST * 4}}}", text, re.MULTILINE)
    if found:
        return _line_column(text, found.start())
    depth = 0
    for bracket in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if bracket.group() in "[{" else max(depth - 1, 0)
        if depth > DEEPEST:
            return _line_column(text, bracket.start())
    return None


def _line_column(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


def _mark(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


class _Builder:
    """Turns nodes into plain data, once each; a node met twice is an alias."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.source.say(_mark(key_node), path, "a key must be a word.", "Write it so.")
                continue
            key = str(key_node.value)
            here = (*path, key)
            if key in data:
                first = self.source.keys[here][0]
                fact = f"'{key[:60]}' stands twice; first on line {first}."
                self.source.say(_mark(key_node), here, fact, "Keep one of them.")
                continue
            self.source.keys[here] = _mark(key_node)
            data[key] = self.value(value_node, here)
        return data

    def value(self, node: yaml.Node, path: Path) -> Any:  # noqa: ANN401 - YAML holds anything
        self.source.values[path] = _mark(node)
        if id(node) in self.seen:
            self.source.say(_mark(node), path, "an alias stands here.", "Write the value out.")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*path, index)) for index, each in enumerate(node.value)]
        return self.scalar(node, path)

    def scalar(self, node: yaml.Node, path: Path) -> str | int | float | bool | None:
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        text = str(node.value)
        if kind == "str":
            return text
        if kind == "null" and text in {"", "~", "null", "Null", "NULL"}:
            self.source.values[path] = self.source.keys.get(path, _mark(node))
            return None
        if kind == "bool" and text.lower() in {"true", "false"}:
            return text.lower() == "true"
        if kind in {"int", "float"}:
            return _number(kind, text)
        self.source.say(_mark(node), path, f"the tag {node.tag} stands here.", "Take it out.")
        return None


def _number(kind: str, text: str) -> int | float | str:
    try:
        if kind == "int":
            return int(text, 0 if text.startswith("0") and text[1:2] in {"o", "x"} else 10)
        return float(re.sub(r"^([-+]?)\.(inf|nan)$", r"\1\2", text.lower()))
    except ValueError:
        return text
