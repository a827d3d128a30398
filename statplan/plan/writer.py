"""The writer of plan files: a new one is rendered whole, a change is an edit in place.

In a new file, each question is a comment above its answer. A change leaves every other line as
somebody wrote it (`yaml_edit`), and is refused where that cannot be done.
"""

import io
import re
from collections.abc import Mapping
from datetime import time
from functools import partial
from textwrap import dedent, wrap
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from statplan.errors import StatplanError
from statplan.plan import questions
from statplan.plan.answers import REMOVED, Answers, resolve_path
from statplan.plan.base import Section
from statplan.plan.choices import OTHER
from statplan.plan.model import SECTIONS
from statplan.plan.paths import AnswerPath, get_answer, join_path, strip_indexes
from statplan.plan.questions import Question
from statplan.plan.yaml_edit import remove_answer, replace_answer
from statplan.plan.yaml_reader import BYTE_ORDER_MARK, parse_yaml
from statplan.plan.yaml_scalars import CORE_SCHEMA

SCHEMA_FILE = "statplan.schema.json"
_WIDTH = 96
_MAX_FLOW_WIDTH = 72
_UNBROKEN_OTHER = OTHER.replace(" ", "\N{NO-BREAK SPACE}")  # as long as `OTHER`
_TABLE_KEYS = {"exceptions", "places", "groups"}  # read as a table: a line for each record
# Texts that ruamel writes without quotes between brackets, and PyYAML cannot read there.
_NEEDS_QUOTES = re.compile(r"^[:?]|:\?")


class _Resolver(VersionedResolver):
    """YAML 1.2's core schema and no more, so that both readers of a plan agree.

    ruamel's own has timestamps, binary numbers, underscores, merge keys and values besides.
    """

    @property
    def versioned_resolver(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for kind, pattern, firsts in CORE_SCHEMA:
            for first in firsts:
                resolvers.setdefault(first, []).append((f"tag:yaml.org,2002:{kind}", pattern))
        return resolvers


def make_yaml() -> YAML:
    """Return the writer of YAML, which quotes what the reader of plans would not take as text."""
    yaml = YAML()
    yaml.Resolver = _Resolver
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.allow_unicode = True
    return yaml


def dump_answers(answers: CommentedMap | CommentedSeq) -> str:
    """Return answers with their comments as text."""
    stream = io.StringIO()
    make_yaml().dump(answers, stream)
    return stream.getvalue()


def render_plan(answers: Mapping[str, Any], schema: str = SCHEMA_FILE) -> str:
    """Render answers as the text of a plan file.

    An essential question that applies is written whether or not it is answered; a further question
    is written once it is answered, and the head of each section names those that are not. Settings
    for the advice on the plan come last, if there are any.

    Args:
        answers: answers as plain data.
        schema: where the editor finds the JSON Schema, relative to the file.
    """
    plan = CommentedMap()
    plan["statplan"] = answers.get("statplan", 1)
    for key in ("lineage", "created"):
        if answers.get(key) is not None:
            plan[key] = answers[key]
    for name in SECTIONS:
        section_questions = [
            question for question in questions.list_questions() if question.section == name
        ]
        group_questions = [question for question in section_questions if not question.is_in_record]
        section = _build_group(group_questions, answers.get(name) or {}, answers, f"{name}.", 2)
        plan[name] = section
        heading = "\n".join(
            ["", _format_heading(name), *_format_open_questions(group_questions, answers)]
        )
        plan.yaml_set_comment_before_after_key(name, before=heading, indent=0)
    if answers.get("advice"):
        plan["advice"] = _build_node(answers["advice"])
        plan.yaml_set_comment_before_after_key(
            "advice", before=f"\n{_format_heading('advice')}", indent=0
        )
    return f"# yaml-language-server: $schema={schema}\n{dump_answers(plan)}"


def _format_heading(name: str) -> str:
    return f"{name.upper()} {'-' * (_WIDTH - len(name) - 3)}"


def _format_open_questions(
    group_questions: list[Question], answers: Mapping[str, Any]
) -> list[str]:
    """Return a line that names the further questions of a section that nobody has answered."""
    open_paths = [
        question.path.partition(".")[2]
        for question in group_questions
        if question.depth == "more" and get_answer(answers, question.path) is None
    ]
    return wrap(f"More can be said: {', '.join(open_paths)}.", _WIDTH - 2) if open_paths else []


def _build_group(
    group_questions: list[Question],
    answers: Mapping[str, Any],
    plan_answers: Mapping[str, Any],
    prefix: str,
    indent: int,
) -> CommentedMap:
    """Build one group of answers, with its questions above them."""
    group = CommentedMap()
    questions_by_key: dict[str, list[Question]] = {}
    for question in group_questions:
        key = question.path[len(prefix) :].partition(".")[0]
        questions_by_key.setdefault(key, []).append(question)
    for key, key_questions in questions_by_key.items():
        question, answer = key_questions[0], answers.get(key)
        if question.path != prefix + key:
            inner_group = _build_group(
                key_questions, answer or {}, plan_answers, f"{prefix}{key}.", indent + 2
            )
            if inner_group:
                group[key] = inner_group
            continue
        if answer is None and (
            question.depth != "essential" or not questions.is_applicable(question, plan_answers)
        ):
            continue
        group[key] = _build_node(answer, question)
        group.yaml_set_comment_before_after_key(
            key, before=_format_comment(question, plan_answers), indent=indent
        )
    for key, answer in answers.items():  # settings, of which nobody is asked
        if key not in questions_by_key and answer is not None:
            group[key] = _build_node(answer)
    return group


def _format_comment(question: Question, answers: Mapping[str, Any]) -> str:
    comment = question.format_question(answers)
    choices = questions.list_choices(question)
    if choices:
        own_words = ', or "other: ..."' if questions.find_other_choices(question) else ""
        comment += f" [{' | '.join(choices)}{own_words}]"
    if question.field.default is not None and not question.field.is_required():
        comment += f" Left open, it is {_format_default(question.field.default)}."
    # No line ends within "other: ...", which somebody may copy.
    lines = wrap(comment.replace(OTHER, _UNBROKEN_OTHER), _WIDTH - 6)
    return "\n".join(lines).replace(_UNBROKEN_OTHER, OTHER)


def _format_default(default: object) -> str:
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, time):
        return f"{default:%H:%M}"
    return ", ".join(default) if isinstance(default, tuple) else str(default)


def _build_node(answer: Any, question: Question | None = None) -> Any:  # noqa: ANN401 - plain data
    if isinstance(answer, list | tuple):
        items = CommentedSeq([_build_node(part) for part in answer])
        is_flat = all(not isinstance(part, dict | list) for part in answer)
        if is_flat and len(", ".join(str(part) for part in answer)) < _MAX_FLOW_WIDTH:
            items.fa.set_flow_style()
        if question and question.record and items and isinstance(items[0], CommentedMap):
            _add_record_questions(items, question.record, indent=4)
        return items
    if isinstance(answer, Mapping):
        return CommentedMap({key: _build_keyed_node(key, part) for key, part in answer.items()})
    if isinstance(answer, str) and _NEEDS_QUOTES.search(answer):
        return DoubleQuotedScalarString(answer)
    return answer


def _build_keyed_node(key: str | int, answer: Any) -> Any:  # noqa: ANN401 - plain data
    """Build the node of an answer as it is written after its key."""
    node = _build_node(answer)
    if key in _TABLE_KEYS and isinstance(node, CommentedSeq):
        for record in node:
            if isinstance(record, CommentedMap):
                record.fa.set_flow_style()
    return node


def _add_record_questions(records: CommentedSeq, model: type[Section], indent: int) -> None:
    """Write the questions of a record above the answers of the first one of its list.

    Args:
        records: the list.
        model: the class of its records.
        indent: the column of the hyphens.
    """
    record = records[0]
    for question in questions.iter_questions(model):
        if question.key in record and "." not in question.path:
            before = "\n".join(_wrap_record_question(question))
            if question.key == next(iter(record)):  # a comment behind the hyphen would part them
                records.yaml_set_comment_before_after_key(0, before=before, indent=indent)
            else:
                record.yaml_set_comment_before_after_key(
                    question.key, before=before, indent=indent + 2
                )


def _wrap_record_question(question: Question) -> list[str]:
    return wrap(question.ask.question, _WIDTH - 10)


def edit_plan(text: str, changes: Mapping[str, Any]) -> str:
    """Change answers in the text of a plan file and keep every other line, comments included.

    The line ends stay as they are in the first line, and so does a byte order mark. A group that is
    not there is made; a list's record is entered by index or id, and one more than there are adds
    one. An answer that becomes `REMOVED` is taken out with the question above it.

    Args:
        text: a plan file that can be read.
        changes: new answers by their path.

    Raises:
        StatplanError: there is no such place, or another answer would change with it.
    """
    byte_order_mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    line_ending = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    text = text.removeprefix(byte_order_mark).replace("\r\n", "\n")
    for path, answer in changes.items():
        answers = Answers(parse_yaml(text).answers)
        steps = resolve_path(answers.tree, path)
        if answer is REMOVED:
            group: Any = get_answer(answers.tree, join_path(steps[:-1]))
            del group[steps[-1]]
            new_text = _remove_lines(text, steps, answers.tree)
        else:
            answers.set_answer(path, answer, "")
            new_text = _replace_lines(text, steps, answers.tree)
        if parse_yaml(new_text).answers != answers.tree:
            raise StatplanError(
                f"{path} cannot be changed in this file without changing another answer.",
                remedy="Change it in the file yourself.",
            )
        text = new_text
    return byte_order_mark + text.replace("\n", line_ending)


def _replace_lines(text: str, steps: AnswerPath, answers: Mapping[str, Any]) -> str:
    """Return the text with the lines of one answer as they are for the new answers."""
    question = questions.index_questions().get(strip_indexes(join_path(steps)))
    record = question.record if question and _has_record_questions(text, question) else None
    render = partial(_render_lines, last_step=steps[-1], record=record)
    return replace_answer(text, steps, answers, render)


def _remove_lines(text: str, steps: AnswerPath, answers: Mapping[str, Any]) -> str:
    """Return the text without the lines of one answer; what is in brackets is written anew."""
    question = questions.index_questions().get(strip_indexes(join_path(steps)))
    comments: set[str] = set()
    if question and not isinstance(steps[-1], int):
        comments = {f"# {line}" for line in _wrap_record_question(question)}
        comments |= {f"# {line}" for line in _format_comment(question, answers).splitlines()}
    shorter_text = remove_answer(text, steps, comments)
    return _replace_lines(text, steps[:-1], answers) if shorter_text is None else shorter_text


def _has_table(answer: object) -> bool:
    """Return whether an answer holds records, which would make a line in brackets too long."""
    if isinstance(answer, Mapping):
        return any(key in _TABLE_KEYS or _has_table(part) for key, part in answer.items())
    return isinstance(answer, list | tuple) and any(map(_has_table, answer))


def _has_record_questions(text: str, question: Question) -> bool:
    """Return whether a plan has the questions of a list's records as comments."""
    record_questions = questions.iter_questions(question.record) if question.record else ()
    return any(f"# {_wrap_record_question(asked)[0]}\n" in text for asked in record_questions)


def _is_record_list(node: object) -> bool:
    """Return whether a node is a list of records, each over several lines."""
    first = node[0] if isinstance(node, CommentedSeq) and node else None
    return isinstance(first, CommentedMap) and not first.fa.flow_style()


def _render_lines(
    step: str | int,
    answer: object,
    was_flow: bool,  # noqa: FBT001 - as LineRenderer asks
    is_within_flow: bool,  # noqa: FBT001
    *,
    last_step: str | int,
    record: type[Section] | None,
) -> list[str]:
    """Return the lines of a key with its answer; a list of records keeps their questions."""
    node = _build_keyed_node(step, answer)
    is_flow = is_within_flow or (was_flow and not _has_table(answer))
    if is_flow and isinstance(node, CommentedMap | CommentedSeq):
        node.fa.set_flow_style()
    elif record and step == last_step and _is_record_list(node):
        _add_record_questions(node, record, indent=2)
    container = CommentedMap({step: node}) if isinstance(step, str) else CommentedSeq([node])
    return dedent(dump_answers(container)).splitlines()
