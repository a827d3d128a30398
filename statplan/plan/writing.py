"""Write a plan file: each question as a comment above its answer; edits keep all comments."""

import io
import re
from collections.abc import Mapping
from datetime import time
from textwrap import dedent, wrap
from typing import Any, Literal, get_args, get_origin

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from statplan.plan import SECTIONS, fields
from statplan.plan.fields import Question
from statplan.plan.file_text import BYTE_ORDER_MARK
from statplan.plan.ranking import Answers, located
from statplan.plan.scalars import CORE
from statplan.plan.section import Section
from statplan.plan.source import parse
from statplan.plan.splicing import splice

SCHEMA_FILE = "statplan.schema.json"
_WIDTH = 96
_SHORT = 72
_ROWS = {"exceptions", "places"}  # records that are read as a table: a line for each
_MISREAD = re.compile(r"^[:?]|:\?")  # ruamel writes them bare between brackets; PyYAML stumbles


class _Resolver(VersionedResolver):
    """YAML 1.2's core schema and no more, so that both readers of a plan agree.

    ruamel's own has timestamps, binary numbers, underscores, merge keys and values besides.
    """

    @property
    def versioned_resolver(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for kind, pattern, firsts in CORE:
            for first in firsts:
                found.setdefault(first, []).append((f"tag:yaml.org,2002:{kind}", pattern))
        return found


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Resolver = _Resolver
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.allow_unicode = True
    return yaml


def load(text: str) -> CommentedMap:
    """Load a plan file for editing, with its comments."""
    return _yaml().load(text)  # type: ignore[no-any-return]


def dump(data: CommentedMap | CommentedSeq) -> str:
    """The text of a plan that was loaded for editing."""
    stream = io.StringIO()
    _yaml().dump(data, stream)
    return stream.getvalue()


def write(data: Mapping[str, Any], schema: str = SCHEMA_FILE) -> str:
    """Write answers as a plan file.

    Essential questions stand there whether or not they are answered; a further question stands
    there once it is answered, and the head of each section names those that are not. What the plan
    says about the advice on it stands at the end, if anything.

    Args:
        data: answers as plain data.
        schema: where the editor finds the JSON Schema, relative to the file.
    """
    plan = CommentedMap()
    plan["statplan"] = data.get("statplan", 1)
    for key in ("lineage", "created"):
        if data.get(key) is not None:
            plan[key] = data[key]
    for name in SECTIONS:
        questions = [each for each in fields.questions() if each.section == name]
        own = [each for each in questions if not each.in_record]
        section = _group(own, data.get(name) or {}, data, f"{name}.", 2)
        plan[name] = section
        heading = "\n".join(["", _heading(name), *_further(own, data)])
        plan.yaml_set_comment_before_after_key(name, before=heading, indent=0)
    if data.get("advice"):
        plan["advice"] = _value(data["advice"])
        plan.yaml_set_comment_before_after_key("advice", before=f"\n{_heading('advice')}", indent=0)
    return f"# yaml-language-server: $schema={schema}\n{dump(plan)}"


def _heading(name: str) -> str:
    return f"{name.upper()} {'-' * (_WIDTH - len(name) - 3)}"


def _further(questions: list[Question], data: Mapping[str, Any]) -> list[str]:
    """A line that names the further questions of a section that nobody has answered."""
    open_ones = [
        each.path.partition(".")[2]
        for each in questions
        if each.ask.depth == "more" and fields.at(data, each.path) is None
    ]
    return wrap(f"More can be said: {', '.join(open_ones)}.", _WIDTH - 2) if open_ones else []


def _group(
    questions: list[Question],
    answers: Mapping[str, Any],
    data: Mapping[str, Any],
    at: str,
    indent: int,
) -> CommentedMap:
    """One group of answers, with its questions above them."""
    group = CommentedMap()
    keys = list(dict.fromkeys(each.path[len(at) :].partition(".")[0] for each in questions))
    for key in keys:
        here = [each for each in questions if each.path[len(at) :].partition(".")[0] == key]
        answer = answers.get(key)
        if here[0].path != at + key:
            inner = _group(here, answer or {}, data, f"{at}{key}.", indent + 2)
            if inner:
                group[key] = inner
            continue
        question = here[0]
        if answer is None and (question.ask.depth == "more" or not fields.applies(question, data)):
            continue
        group[key] = _value(answer, question)
        group.yaml_set_comment_before_after_key(key, before=_comment(question, data), indent=indent)
    for key, answer in answers.items():  # settings, of which nobody is asked
        if key not in keys and answer is not None:
            group[key] = _value(answer)
    return group


def _comment(question: Question, data: Mapping[str, Any]) -> str:
    words = question.words(data)
    choices = choices_of(question)
    if choices:
        words += f" [{' | '.join(choices)}]"
    if question.field.default is not None and not question.field.is_required():
        words += f" Left open, it is {_shown(question.field.default)}."
    return "\n".join(wrap(words, _WIDTH - 6))


def _shown(default: object) -> str:
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, time):
        return f"{default:%H:%M}"
    return ", ".join(default) if isinstance(default, tuple) else str(default)


def choices_of(question: Question) -> tuple[str, ...]:
    """The words that a question may be answered with, where there are only some."""
    found: list[str] = []
    for part in fields.parts(question.field.annotation):
        if get_origin(part) is Literal and question.record is None:
            found += [str(each) for each in get_args(part)]
    return tuple(dict.fromkeys(found))


def _value(answer: Any, question: Question | None = None) -> Any:  # noqa: ANN401 - plain data
    if isinstance(answer, list | tuple):
        items = CommentedSeq([_value(each) for each in answer])
        plain = all(not isinstance(each, dict | list) for each in answer)
        if plain and len(", ".join(str(each) for each in answer)) < _SHORT:
            items.fa.set_flow_style()
        if question and question.record and items and isinstance(items[0], CommentedMap):
            _teach(items, question.record)
        return items
    if isinstance(answer, Mapping):
        return CommentedMap({key: _keyed(key, each) for key, each in answer.items()})
    if isinstance(answer, str) and _MISREAD.search(answer):
        return DoubleQuotedScalarString(answer)
    return answer


def _keyed(key: str | int, answer: Any) -> Any:  # noqa: ANN401 - plain data
    """An answer as it stands behind its key."""
    value = _value(answer)
    if key in _ROWS and isinstance(value, CommentedSeq):
        for record in value:
            if isinstance(record, CommentedMap):
                record.fa.set_flow_style()
    return value


def _teach(records: CommentedSeq, model: type[Section]) -> None:
    """Write the questions of a record above the answers of the first one of its list."""
    record = records[0]
    for question in fields.questions_of(model):
        if question.key in record and "." not in question.path:
            before = "\n".join(wrap(question.ask.question, _WIDTH - 10))
            if question.key == next(iter(record)):  # a comment behind the hyphen would part them
                records.yaml_set_comment_before_after_key(0, before=before, indent=4)
            else:
                record.yaml_set_comment_before_after_key(question.key, before=before, indent=6)


def edit(text: str, changes: Mapping[str, Any]) -> str:
    """Change answers in the text of a plan file and keep every other line, comments included.

    The line ends stay as they are in the first line, and so does a byte order mark. A group that is
    not there is made; a list's record is entered by index or id, and one more than there are adds
    one.

    Args:
        text: a plan file that can be read.
        changes: new answers by their path.

    Raises:
        StatplanError: there is no such place.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    ending = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    text = text.removeprefix(mark).replace("\r\n", "\n")
    for path, value in changes.items():
        answers = Answers(parse(text).data)
        steps = located(answers.data, path)
        answers.put(path, value, "")
        new = splice(text, steps, answers.data, _lines)
        if parse(new).data != answers.data:  # a layout that cannot be cut into
            plan = load(text)
            Answers(plan).put(path, value, "")
            new = dump(plan)
        text = new
    return mark + text.replace("\n", ending)


def _has_rows(answer: object) -> bool:
    """Whether an answer holds records, which would make too long a line between brackets."""
    if isinstance(answer, Mapping):
        return any(key in _ROWS or _has_rows(each) for key, each in answer.items())
    return isinstance(answer, list | tuple) and any(map(_has_rows, answer))


def _lines(step: str | int, answer: object, flow: bool) -> list[str]:  # noqa: FBT001 - as splice asks
    value = _keyed(step, answer)
    flow = flow and not _has_rows(answer)
    if flow and isinstance(value, CommentedMap | CommentedSeq):
        value.fa.set_flow_style()
    whole = CommentedMap({step: value}) if isinstance(step, str) else CommentedSeq([value])
    return dedent(dump(whole)).splitlines()
