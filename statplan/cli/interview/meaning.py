"""The kind of answer that a question takes, and what a reply means as one."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, get_origin

from statplan.cli.interview import places, spoken
from statplan.plan import fields
from statplan.plan.fields import Question
from statplan.plan.times import RepeatInterval, WeekdayRule
from statplan.plan.writing import list_choices

_PARSERS: tuple[tuple[type, Callable[[str], object]], ...] = (
    (RepeatInterval, spoken.parse_interval),
    (WeekdayRule, spoken.parse_weekday),
    (time, spoken.parse_time),
    (date, spoken.parse_day),
    (int, spoken.parse_number),
)


def _has_kind(question: Question, kind: object) -> bool:
    return any(part is kind for part in fields.walk_annotation(question.field.annotation))


def list_words(question: Question) -> tuple[str, ...]:
    """Return the words that a question may be answered with, where there are only some."""
    return ("yes", "no") if _has_kind(question, bool) else list_choices(question)


def is_list(question: Question) -> bool:
    """Return whether the answer is a list of single words, texts, days or times."""
    origins = (get_origin(part) for part in fields.walk_annotation(question.field.annotation))
    return question.record is None and any(origin is tuple for origin in origins)


def is_text_list(question: Question) -> bool:
    """Return whether the answer is a list of free texts, in which commas may stand."""
    has_texts = _has_kind(question, str) and not list_words(question) and not question.rosters
    return is_list(question) and has_texts


def parse_answer(question: Question, reply: Any, answers: Mapping[str, Any]) -> object:  # noqa: ANN401
    """Return what a reply means as an answer: a list at commas, a number, a day as people say it.

    Args:
        question: the question.
        reply: a text that was typed, a choice, or a tuple of choices.
        answers: the answers so far.
    """
    if isinstance(reply, tuple):
        return list(reply)
    if not isinstance(reply, str) or list_words(question):
        return reply
    parse = next((parser for part, parser in _PARSERS if _has_kind(question, part)), str.strip)
    if is_list(question):
        parts = [parse(word) for word in reply.split(",") if word.strip()]
        return parts or None
    if question.path == places.COUNTRY_PATH:
        return places.parse_country(reply)
    if question.path == places.SUBDIVISION_PATH:
        return places.parse_subdivision(reply, str(fields.get_answer(answers, places.COUNTRY_PATH)))
    return parse(reply)


def list_examples(question: Question) -> tuple[str, ...]:
    """Return answers that show how one is written, as the JSON Schema has them."""
    for part in (*question.field.metadata, *fields.walk_annotation(question.field.annotation)):
        schema = getattr(part, "json_schema", None)
        if isinstance(schema, dict) and schema.get("examples"):
            return tuple(str(example) for example in schema["examples"])
    return ()
