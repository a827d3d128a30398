"""The text of a plan or answers file as plain data, with the position of every key and value.

Read by the rules of YAML 1.2's core schema: `no` is a word, `08:00` a text, `0900` a number and a
day stays a text. Tags, anchors and aliases have no place in a plan.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from statplan.errors import Command, Problem, Remedy, Words
from statplan.plan.paths import AnswerPath, join_path
from statplan.plan.quotation import quote_answer
from statplan.plan.yaml_1_1 import read_key_word, restore_clocks
from statplan.plan.yaml_scalars import parse_scalar

MAX_FILE_SIZE = 1_000_000
BYTE_ORDER_MARK = "\ufeff"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "Save the file as UTF-8."


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of answers file: its name in messages, and what to type where it is none.

    Attributes:
        article: its name with an article.
        noun: its name.
        misfit_fact: the fact where it is no group of answers; `{contents}` says what it is instead.
        start_remedy: what to write instead.
        empty_remedy: what to do where it is empty.
    """

    article: str
    noun: str
    misfit_fact: str
    start_remedy: str
    empty_remedy: Words


_EXAMPLE = "Write answers by section, for example program: {name: CityStat}."
PLAN_FILE = FileKind(
    "a plan",
    "plan",
    "this is no plan.",
    "A plan begins with `statplan: 1`.",
    Remedy("Delete it, and make a plan with ", Command("init"), "."),
)
ANSWERS_FILE = FileKind(
    "an answers file",
    "answers file",
    "this file of answers holds {contents} instead of answers.",
    _EXAMPLE,
    _EXAMPLE,
)


def decode_file(content: bytes, file_kind: FileKind = PLAN_FILE) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, which must be UTF-8, or else the problem that it has."""
    if len(content) > MAX_FILE_SIZE:
        fact = (
            f"the file has {len(content):,} bytes; {file_kind.article} has at most "
            f"{MAX_FILE_SIZE:,}."
        )
        return "", (Problem(0, 0, "", fact, "Is it the right file?"),)
    if b"\0" in content[:4] or content.startswith(_UTF_16):
        fact = "the file is not in UTF-8 but, it seems, in UTF-16."
        return "", (Problem(1, 1, "", fact, _SAVE),)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        text_before = content[: error.start].decode("utf-8").removeprefix(BYTE_ORDER_MARK)
        position = _find_line_column(text_before, len(text_before))
        fact = f"byte {content[error.start]:#04x} is not UTF-8."
        return "", (Problem(*position, "", fact, _SAVE),)


MAX_DEPTH = 30
MAX_KEY_LENGTH = 100
MAX_NODES = 20_000
Position = tuple[int, int]
PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG_PREFIX = "tag:yaml.org,2002:"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_MAX_PROBLEMS = 20
_SYNTAX_REMEDY = "Look at the indentation, colons, quotes and brackets here."

# A pattern of the parser's message, what it means, what to do; True: placed where the part begins.
_SYNTAX_MISTAKES = (
    ("nesting depth", f"answers are nested more than {MAX_DEPTH} deep.", _SYNTAX_REMEDY, False),
    (
        "mapping values are not allowed",
        "a colon cannot stand here.",
        "Put a text that holds a colon in quotes, or look at the indentation here and above.",
        False,
    ),
    ("cannot start any token", "a text cannot begin with this sign.", "Put it in quotes.", False),
    ("expected alphabetic", "a text cannot begin with * or &.", "Put it in quotes.", True),
    ("undefined tag|tag URI|'>'", "a text cannot begin with !.", "Put it in quotes.", True),
    (
        "unexpected end of stream|document indicator",
        "the quotes that open here are not closed.",
        "Close them.",
        True,
    ),
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
class YamlDocument:
    """Plain data, the position of each answer (line and column from 1), and the problems.

    `is_yaml_1_1` tells that a tool that reads YAML 1.1 wrote the text: it has `true:` for `on:`.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    value_positions: dict[AnswerPath, Position] = field(default_factory=dict)
    key_positions: dict[AnswerPath, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_yaml_1_1: bool = False

    def find_position(self, path: AnswerPath, *, prefer_key: bool = False) -> Position:
        """Return the position of an answer, or of the nearest answer around it; else (1, 1)."""
        for length in range(len(path), 0, -1):
            part = path[:length]
            for positions in (
                (self.key_positions, self.value_positions)
                if prefer_key
                else (self.value_positions, self.key_positions)
            ):
                if part in positions:
                    return positions[part]
        return (1, 1)

    def add_problem(self, position: Position, path: AnswerPath, fact: str, remedy: Words) -> None:
        """Add a problem."""
        self.problems.append(Problem(*position, join_path(path), fact, remedy))


class _UnreadableDocument(Exception):  # noqa: N818 - no error of a program: reading ends here
    """Nothing after this point is worth reading."""


def parse_yaml(text: str, file_kind: FileKind = PLAN_FILE) -> YamlDocument:
    """Parse the text of a file, keeping what can be read and naming all that cannot.

    A byte order mark at its beginning is none of its text (YAML 1.2.2, 5.2).
    """
    document = YamlDocument()
    text = text.removeprefix(BYTE_ORDER_MARK)
    if not _check_characters(text, document, file_kind):
        return document
    try:
        document.answers = _AnswersBuilder(
            document, yaml.parse(text, Loader=PARSER), file_kind
        ).build_answers()
    except yaml.MarkedYAMLError as error:
        _add_syntax_problem(error, document)
    except _UnreadableDocument:
        pass
    if document.is_yaml_1_1:
        document.answers = restore_clocks(document.answers)
    return document


def _add_syntax_problem(error: yaml.MarkedYAMLError, document: YamlDocument) -> None:
    parser_message = str(error.problem or error.context)
    fact, remedy = f"this is not YAML: {parser_message}.", _SYNTAX_REMEDY
    mark = error.problem_mark
    for message_pattern, meaning, advice, uses_context in _SYNTAX_MISTAKES:
        if re.search(message_pattern, parser_message):
            fact, remedy = meaning, advice
            mark = error.context_mark if uses_context else mark
            break
    document.add_problem((mark.line + 1, mark.column + 1) if mark else (1, 1), (), fact, remedy)


def _check_characters(text: str, document: YamlDocument, file_kind: FileKind) -> bool:
    if len(text) > MAX_FILE_SIZE:
        fact = (
            f"the file has {len(text):,} characters; {file_kind.article} has at most "
            f"{MAX_FILE_SIZE:,}."
        )
        document.add_problem((0, 0), (), fact, "Is it the right file?")
        return False
    for occurrence in list(_INVISIBLE.finditer(text))[:_MAX_PROBLEMS]:
        fact = f"the invisible character U+{ord(occurrence.group()):04X} stands here."
        position = _find_line_column(text, occurrence.start())
        document.add_problem(position, (), fact, "Delete it, or type the words again.")
    for occurrence in list(_TAB_INDENT.finditer(text))[:_MAX_PROBLEMS]:
        position = _find_line_column(text, occurrence.end() - 1)
        document.add_problem(position, (), "a tab indents this line.", "Use spaces.")
    return not document.problems


def _find_line_column(text: str, index: int) -> Position:
    text_before = text[:index]
    return text_before.count("\n") + 1, index - (text_before.rfind("\n") + 1) + 1


def _get_position(event: yaml.Event) -> Position:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _describe_contents(event: yaml.Event) -> str:
    """Describe the contents of a file that is no group of answers."""
    if isinstance(event, yaml.SequenceStartEvent):
        return "a list"
    return (
        f"only {quote_answer(event.value)}" if isinstance(event, yaml.ScalarEvent) else "an alias"
    )


def _is_valid_key(text: str) -> bool:
    return len(text) <= MAX_KEY_LENGTH and text.isprintable()


class _AnswersBuilder:
    """Builds plain data from the parser's events.

    Events come one at a time and only as deep as is asked for, so that neither nesting nor aliases
    cost more than their text. (PyYAML's own composer recurses in C, without a limit.)
    """

    def __init__(
        self, document: YamlDocument, events: Iterator[yaml.Event], file_kind: FileKind
    ) -> None:
        self.document = document
        self.events = events
        self.file_kind = file_kind
        self.node_count = 0

    def build_answers(self) -> dict[str, Any]:
        next(self.events)
        start, first = next(self.events), next(self.events, None)
        if isinstance(start, yaml.DocumentStartEvent) and (start.version or start.tags):
            fact = f"{self.file_kind.article} has no line that begins with %."
            self.document.add_problem(_get_position(start), (), fact, "Take it out.")
        if first is None or (
            isinstance(first, yaml.ScalarEvent) and first.implicit[0] and not first.value
        ):
            self.refuse_document((1, 1), "the file is empty.", self.file_kind.empty_remedy)
        if not isinstance(first, yaml.MappingStartEvent):
            fact = self.file_kind.misfit_fact.format(contents=_describe_contents(first))
            self.refuse_document(_get_position(first), fact, self.file_kind.start_remedy)
        answers: dict[str, Any] = self.build_value(first, ())
        next(self.events)
        next_event = next(self.events)
        if isinstance(next_event, yaml.DocumentStartEvent):
            self.refuse_document(
                _get_position(next_event),
                "a second document begins here.",
                f"Write only one {self.file_kind.noun}.",
            )
        return answers

    def refuse_document(self, position: Position, fact: str, remedy: Words) -> NoReturn:
        self.document.add_problem(position, (), fact, remedy)
        raise _UnreadableDocument

    def build_value(self, event: yaml.Event, path: AnswerPath) -> Any:  # noqa: ANN401 - YAML holds anything
        self.document.value_positions[path] = _get_position(event)
        self.check_depth(event, len(path))
        self.check_event(event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self.build_mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.build_sequence(path)
        if not isinstance(event, yaml.ScalarEvent):
            return None
        scalar = parse_scalar(event.value) if event.implicit[0] else str(event.value)
        if scalar is None:
            self.document.value_positions[path] = self.document.key_positions.get(
                path, _get_position(event)
            )
        return scalar

    def build_mapping(self, path: AnswerPath) -> dict[str, Any]:
        group: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.read_key(event, path)
            if key is None:
                self.skip_value(next(self.events))
            elif key in group:
                answer_path = (*path, key)
                fact = (
                    f"'{key}' stands twice; first on line "
                    f"{self.document.key_positions[answer_path][0]}."
                )
                self.document.add_problem(
                    _get_position(event), answer_path, fact, "Keep one of them."
                )
                self.skip_value(next(self.events))
            else:
                answer_path = (*path, key)
                self.document.key_positions[answer_path] = _get_position(event)
                group[key] = self.build_value(next(self.events), answer_path)
        return group

    def build_sequence(self, path: AnswerPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.build_value(event, (*path, len(items))))
        return items

    def read_key(self, event: yaml.Event, path: AnswerPath) -> str | None:
        """Return a mapping's key, or None where it is none that a plan could have."""
        self.check_event(event, path)
        if isinstance(event, yaml.AliasEvent):
            return None
        if not isinstance(event, yaml.ScalarEvent) or not _is_valid_key(event.value):
            remedy = "Write key: answer; put a text that begins with { or [ in quotes."
            self.document.add_problem(_get_position(event), path, "this is no key.", remedy)
            self.skip_value(event)
            return None
        if event.value == "<<":
            self.document.add_problem(
                _get_position(event), path, "<< merges other answers in.", "Write them out."
            )
            return None
        key = read_key_word(str(event.value), path)
        self.document.is_yaml_1_1 |= key != event.value
        return key

    def check_depth(self, event: yaml.Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            self.refuse_document(
                _get_position(event),
                f"answers are nested more than {MAX_DEPTH} deep.",
                _SYNTAX_REMEDY,
            )

    def check_event(self, event: yaml.Event, path: AnswerPath) -> None:
        """Report what a plan may not hold: aliases, anchors, tags; and too many answers."""
        self.node_count += 1
        if self.node_count > MAX_NODES:
            fact = f"the file has more than {MAX_NODES:,} keys and answers."
            self.refuse_document(_get_position(event), fact, "Is it the right file?")
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            fact = f"the alias *{str(anchor)[:60]} stands here."
            self.document.add_problem(_get_position(event), path, fact, "Write the answer out.")
        elif anchor:
            fact = f"the anchor &{anchor[:60]} stands here."
            self.document.add_problem(_get_position(event), path, fact, "Take it out.")
        if tag:
            tag_name = f"!!{tag.removeprefix(_TAG_PREFIX)}" if tag.startswith(_TAG_PREFIX) else tag
            fact = f"the tag {tag_name[:60]} stands here."
            self.document.add_problem(_get_position(event), path, fact, "Take it out.")

    def skip_value(self, event: yaml.Event) -> None:
        """Read past a value, whatever it holds."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if not depth:
                return
            self.check_depth(event, depth)
            event = next(self.events)
