"""The text of a plan file as plain data, with the place of every key and value.

Read by the rules of YAML 1.2's core schema: `no` is a word, `08:00` a text, `0900` a number and a
day stays a text. Tags, anchors and aliases have no place in a plan.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from statplan.errors import Problem
from statplan.plan.fields import join
from statplan.plan.file_text import BYTE_ORDER_MARK, LARGEST, PLAN, FileKind
from statplan.plan.scalars import plain
from statplan.plan.words import shown

DEEPEST = 30
LONGEST_KEY = 100
MOST_NODES = 20_000
Path = tuple[str | int, ...]
Place = tuple[int, int]
PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_MOST_PROBLEMS = 20
_LOOK = "Look at the indentation, colons, quotes and brackets here."

# What the parser says (a pattern), what it means, what to do; True for the place of the beginning.
_MISTAKES = (
    ("nesting depth", f"answers are nested more than {DEEPEST} deep.", _LOOK, False),
    (
        "mapping values are not allowed",
        "a colon cannot stand here.",
        "Put a text that holds a colon in quotes, or look at the indentation here and above.",
        False,
    ),
    ("cannot start any token", "a text cannot begin with this sign.", "Put it in quotes.", False),
    ("expected alphabetic", "a text cannot begin with * or &.", "Put it in quotes.", True),
    ("unexpected end of stream", "the quotes that open here are not closed.", "Close them.", True),
    ("expected ',' or", "the bracket that opens here is not closed.", "Close it.", True),
    (
        "expected node content",
        "this sign cannot stand here.",
        "Put a text that begins with it in quotes, or take it out.",
        False,
    ),
    ("escape c|hexdecimal", "this backslash cannot stand here.", "Take it out.", False),
    ("could not find expected ':'", "this line has no colon.", "Write it as key: answer.", True),
    (
        "block sequence entries are not allowed",
        "a hyphen cannot stand here.",
        "Write a list below its key, each item on its own line.",
        False,
    ),
    (
        "did not find expected",
        "this does not fit what stands above or before it.",
        "Indent it like its neighbors, and look for quotes that close too early.",
        False,
    ),
)


@dataclass(slots=True)
class Source:
    """Plain data, where each answer stands (line and column from 1), and what could not be read."""

    data: dict[str, Any] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where an answer stands, or where the nearest answer around it does; (1, 1) at the end."""
        for length in range(len(path), 0, -1):
            part = path[:length]
            for places in (self.keys, self.values) if key else (self.values, self.keys):
                if part in places:
                    return places[part]
        return (1, 1)

    def say(self, place: Place, path: Path, fact: str, remedy: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(*place, join(path), fact, remedy))


class _Refused(Exception):  # noqa: N818 - no error of a program: reading ends here
    """Nothing that follows is worth reading."""


def parse(text: str, kind: FileKind = PLAN) -> Source:
    """Read the text of a plan file, keeping what can be read and naming all that cannot.

    A byte order mark at its beginning is none of its text (YAML 1.2.2, 5.2).
    """
    source = Source()
    text = text.removeprefix(BYTE_ORDER_MARK)
    if not _readable(text, source, kind):
        return source
    try:
        source.data = _Builder(source, yaml.parse(text, Loader=PARSER), kind).document()
    except yaml.MarkedYAMLError as error:
        _mistake(error, source)
    except _Refused:
        pass
    return source


def _mistake(error: yaml.MarkedYAMLError, source: Source) -> None:
    said = str(error.problem or error.context)
    fact, remedy = f"this is not YAML: {said}.", _LOOK
    mark = error.problem_mark
    for words, meaning, advice, begins in _MISTAKES:
        if re.search(words, said):
            fact, remedy = meaning, advice
            mark = error.context_mark if begins else mark
            break
    source.say((mark.line + 1, mark.column + 1) if mark else (1, 1), (), fact, remedy)


def _readable(text: str, source: Source, kind: FileKind) -> bool:
    if len(text) > LARGEST:
        fact = f"the file has {len(text):,} characters; {kind.article} has at most {LARGEST:,}."
        source.say((0, 0), (), fact, "Is it the right file?")
        return False
    for found in list(_INVISIBLE.finditer(text))[:_MOST_PROBLEMS]:
        fact = f"the invisible character U+{ord(found.group()):04X} stands here."
        place = _line_column(text, found.start())
        source.say(place, (), fact, "Delete it, or type the words again.")
    for found in list(_TAB_INDENT.finditer(text))[:_MOST_PROBLEMS]:
        place = _line_column(text, found.end() - 1)
        source.say(place, (), "a tab indents this line.", "Use spaces.")
    return not source.problems


def _line_column(text: str, index: int) -> Place:
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


def _mark(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _contents(event: yaml.Event) -> str:
    """Say what a file holds that is no group of answers."""
    if isinstance(event, yaml.SequenceStartEvent):
        return "a list"
    return f"only {shown(event.value)}" if isinstance(event, yaml.ScalarEvent) else "an alias"


def _may_be_key(text: str) -> bool:
    return len(text) <= LONGEST_KEY and text.isprintable()


class _Builder:
    """Turns the parser's events into plain data.

    Events come one at a time and only as deep as is asked for, so that neither nesting nor aliases
    cost more than their text. (PyYAML's own composer recurses in C, without a limit.)
    """

    def __init__(self, source: Source, events: Iterator[yaml.Event], kind: FileKind) -> None:
        self.source = source
        self.events = events
        self.kind = kind
        self.count = 0

    def document(self) -> dict[str, Any]:
        next(self.events)
        start, first = next(self.events), next(self.events, None)
        if isinstance(start, yaml.DocumentStartEvent) and (start.version or start.tags):
            fact = f"{self.kind.article} has no line that begins with %."
            self.source.say(_mark(start), (), fact, "Take it out.")
        if first is None or (
            isinstance(first, yaml.ScalarEvent) and first.implicit[0] and not first.value
        ):
            self.refuse((1, 1), "the file is empty.", self.kind.fill)
        if not isinstance(first, yaml.MappingStartEvent):
            fact = self.kind.misfit.format(contents=_contents(first))
            self.refuse(_mark(first), fact, self.kind.begin)
        data: dict[str, Any] = self.value(first, ())
        next(self.events)
        rest = next(self.events)
        if isinstance(rest, yaml.DocumentStartEvent):
            self.refuse(
                _mark(rest), "a second document begins here.", f"Write only one {self.kind.noun}."
            )
        return data

    def refuse(self, place: Place, fact: str, remedy: str) -> NoReturn:
        self.source.say(place, (), fact, remedy)
        raise _Refused

    def value(self, event: yaml.Event, path: Path) -> Any:  # noqa: ANN401 - YAML holds anything
        self.source.values[path] = _mark(event)
        self.within(event, len(path))
        self.bare(event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        if not isinstance(event, yaml.ScalarEvent):
            return None
        found = plain(event.value) if event.implicit[0] else str(event.value)
        if found is None:
            self.source.values[path] = self.source.keys.get(path, _mark(event))
        return found

    def mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, path)
            if key is None:
                self.skip(next(self.events))
            elif key in data:
                here = (*path, key)
                fact = f"'{key}' stands twice; first on line {self.source.keys[here][0]}."
                self.source.say(_mark(event), here, fact, "Keep one of them.")
                self.skip(next(self.events))
            else:
                here = (*path, key)
                self.source.keys[here] = _mark(event)
                data[key] = self.value(next(self.events), here)
        return data

    def sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*path, len(items))))
        return items

    def key(self, event: yaml.Event, path: Path) -> str | None:
        """A mapping's key, or None where it is none that a plan could have."""
        self.bare(event, path)
        if isinstance(event, yaml.AliasEvent):
            return None
        if not isinstance(event, yaml.ScalarEvent) or not _may_be_key(event.value):
            remedy = "Write key: answer; put a text that begins with { or [ in quotes."
            self.source.say(_mark(event), path, "this is no key.", remedy)
            self.skip(event)
            return None
        if event.value == "<<":
            self.source.say(_mark(event), path, "<< merges other answers in.", "Write them out.")
            return None
        return str(event.value)

    def within(self, event: yaml.Event, depth: int) -> None:
        if depth > DEEPEST:
            self.refuse(_mark(event), f"answers are nested more than {DEEPEST} deep.", _LOOK)

    def bare(self, event: yaml.Event, path: Path) -> None:
        """Name what a plan may not hold: aliases, anchors, tags; and too much of anything."""
        self.count += 1
        if self.count > MOST_NODES:
            fact = f"the file has more than {MOST_NODES:,} keys and answers."
            self.refuse(_mark(event), fact, "Is it the right file?")
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            fact = f"the alias *{str(anchor)[:60]} stands here."
            self.source.say(_mark(event), path, fact, "Write the answer out.")
        elif anchor:
            fact = f"the anchor &{anchor[:60]} stands here."
            self.source.say(_mark(event), path, fact, "Take it out.")
        if tag:
            named = f"!!{tag.removeprefix(_TAG)}" if tag.startswith(_TAG) else tag
            fact = f"the tag {named[:60]} stands here."
            self.source.say(_mark(event), path, fact, "Take it out.")

    def skip(self, event: yaml.Event) -> None:
        """Go past a value, whatever it holds."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if not depth:
                return
            self.within(event, depth)
            event = next(self.events)
