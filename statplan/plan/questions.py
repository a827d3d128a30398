"""The questionnaire, read from the model: each question with its path, condition and kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from statplan.plan.ask import Ask, Depth, GroupDepth, OnlyIf
from statplan.plan.base import Section
from statplan.plan.choices import ChoicesOrOther, format_choice
from statplan.plan.model import Plan
from statplan.plan.paths import find_answers, get_answer
from statplan.plan.text_types import RosterReference


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the plan.

    `path` is where its answer stands: `leadership.attends`, or `frequency.series[].on` for a field
    of each record of a list. `record` is the records' class where the answer is a list of them;
    `rosters` are the lists whose ids its words must name: `participants.people`, or none. `depth`
    tells when it is asked: as its `Ask` says, or as the group of answers that it belongs to.
    """

    path: str
    ask: Ask
    field: FieldInfo
    record: type[Section] | None = None
    rosters: tuple[str, ...] = ()
    depth: Depth = "essential"

    @property
    def key(self) -> str:
        """The answer's own key, the last part of its path."""
        return self.path.rpartition(".")[2]

    @property
    def section(self) -> str:
        """The section that the question belongs to."""
        return self.path.partition(".")[0]

    @property
    def is_in_record(self) -> bool:
        """True if the question is asked of each record of a list."""
        return "[]" in self.path

    @property
    def is_list(self) -> bool:
        """True if the answer may be a list."""
        return any(map(_is_tuple, walk_annotation(self.field.annotation)))

    @property
    def may_be_single(self) -> bool:
        """True if one answer alone stands without a list, as one topic of a series does."""
        if not self.is_list or _is_tuple(self.field.annotation):
            return False
        return any(
            choice is not NoneType
            and get_origin(choice) is not Literal
            and not any(map(_is_tuple, walk_annotation(choice)))
            for choice in get_args(self.field.annotation)
        )

    @property
    def has_inner_lists(self) -> bool:
        """True if an item of the answer may be a list itself, as a turn of several."""
        lists = [part for part in walk_annotation(self.field.annotation) if _is_tuple(part)]
        return any(_is_tuple(part) for outer in lists for part in list(walk_annotation(outer))[1:])

    def format_question(self, answers: Mapping[str, Any]) -> str:
        """Return the question, with the title of the chief executive filled in."""
        if "{" not in self.ask.question:
            return self.ask.question
        title = format_choice(get_answer(answers, "leadership.form") or "chief executive")
        return self.ask.question.format(principal=title)


def _find_ask(field: FieldInfo) -> Ask | None:
    return next((mark for mark in field.metadata if isinstance(mark, Ask)), None)


def _is_tuple(annotation: object) -> bool:
    return get_origin(annotation) is tuple


def walk_annotation(annotation: object) -> Iterator[object]:
    """Yield every type and marker that an annotation consists of."""
    yield annotation
    for part in get_args(annotation):
        yield from walk_annotation(part)


def _find_rosters(field: FieldInfo) -> tuple[str, ...]:
    """Return the lists that hold the ids of a field: `participants.people`, or none."""
    marks = (*field.metadata, *walk_annotation(field.annotation))
    references = (mark for mark in marks if isinstance(mark, RosterReference))
    return tuple(
        dict.fromkeys(roster for reference in references for roster in reference.roster.split())
    )


def find_section(annotation: object) -> type[Section] | None:
    """Return the group of answers that a field holds, or holds a list of."""
    classes = (part for part in walk_annotation(annotation) if isinstance(part, type))
    return next((part for part in classes if issubclass(part, Section)), None)


def get_file_key(name: str, field: FieldInfo) -> str:
    """Return the key that a field has in the plan file."""
    return field.alias or name


def iter_questions(
    model: type[Section], prefix: str = "", group_depth: Depth | None = None
) -> Iterator[Question]:
    """Yield every question of a model, in the order in which it is asked.

    Args:
        model: a group of answers.
        prefix: the path of the group, with a dot at its end.
        group_depth: the depth at which all of the group is asked; None where each question says it.
    """
    for name, field in model.model_fields.items():
        path = f"{prefix}{get_file_key(name, field)}"
        inner_model = find_section(field.annotation)
        ask = _find_ask(field)
        mark = next((mark for mark in field.metadata if isinstance(mark, GroupDepth)), None)
        depth = mark.depth if mark else group_depth
        if inner_model and not ask:
            yield from iter_questions(inner_model, f"{path}.", depth)
        elif ask:
            own_depth = depth or ask.depth
            yield Question(path, ask, field, inner_model, _find_rosters(field), own_depth)
            if inner_model:
                inner_depth: Depth | None = "file" if own_depth == "file" else depth
                yield from iter_questions(inner_model, f"{path}[].", inner_depth)


@cache
def list_questions() -> tuple[Question, ...]:
    """Return every question of the plan, in the order in which it is asked."""
    return tuple(iter_questions(Plan))


@cache
def index_questions() -> dict[str, Question]:
    """Return the questions by their path."""
    return {question.path: question for question in list_questions()}


@cache
def list_path_patterns() -> frozenset[str]:
    """Return every path an answer can have: `[]` for an item of a list, `*` for any key."""
    return frozenset(_iter_path_patterns(Plan, ""))


def _iter_path_patterns(model: type[Section], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        path = f"{prefix}{get_file_key(name, field)}"
        kinds = [get_origin(part) for part in walk_annotation(field.annotation)]
        yield path
        if dict in kinds:
            yield f"{path}.*"
        if tuple in kinds:
            path += "[]"
            yield path
        inner_model = find_section(field.annotation)
        if inner_model:
            yield from _iter_path_patterns(inner_model, f"{path}.")


def find_dependency(question: Question) -> str | None:
    """Return the path of the answer that a question depends on, if there is one."""
    only_if = question.ask.only_if
    if only_if is None or not only_if.path.startswith("."):
        return only_if.path if only_if else None
    return question.path.rpartition(".")[0] + only_if.path


def is_applicable(question: Question, answers: Mapping[str, Any], record: object = None) -> bool:
    """Return whether a question is asked, given the answers so far (plain data, not the model).

    Args:
        question: the question.
        answers: the whole plan's answers.
        record: the record at hand, for a question asked of each record.
    """
    only_if = question.ask.only_if
    if only_if is None:
        return True
    scope_answers = answers if record is None else record
    group = question.path.rpartition("[].")[2].rpartition(".")[0]
    own_answers = get_answer(scope_answers, group) if group else scope_answers
    return all(
        condition.is_satisfied_by(
            get_answer(own_answers, condition.path[1:])
            if condition.path.startswith(".")
            else get_answer(answers, condition.path)
        )
        or _is_satisfied_in_list(condition, answers)
        for condition in only_if.conditions
    )


def _is_satisfied_in_list(condition: OnlyIf, answers: Mapping[str, Any]) -> bool:
    """Return whether an answer in the records of a list satisfies a condition."""
    list_answers = find_answers(answers, condition.or_in_list) if condition.or_in_list else ()
    return any(answer and condition.is_satisfied_by(answer) for _, answer in list_answers)


def is_applicable_at(question: Question, answers: Mapping[str, Any], path: str) -> bool:
    """Return whether a question is asked at a path, given the answers so far.

    Args:
        question: the question.
        answers: the whole plan's answers.
        path: where its answer stands, with the number of each record.
    """
    record_path, bracket, _ = path.rpartition("].")
    return is_applicable(
        question, answers, get_answer(answers, f"{record_path}]") if bracket else None
    )


def list_choices(question: Question) -> tuple[str, ...]:
    """Return the words that may answer a question, where there are only some."""
    if question.record is not None:
        return ()
    mark = find_other_choices(question)
    choices = list(mark.choices) if mark else []
    for part in walk_annotation(question.field.annotation):
        if get_origin(part) is Literal:
            choices += [str(choice) for choice in get_args(part)]
    return tuple(dict.fromkeys(choices))


def find_other_choices(question: Question) -> ChoicesOrOther | None:
    """Return the choices of a question that other words may answer, too; None for all others."""
    marks = (*question.field.metadata, *walk_annotation(question.field.annotation))
    return next((mark for mark in marks if isinstance(mark, ChoicesOrOther)), None)
