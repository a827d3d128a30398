"""What kind of answer a question takes, and what a reply means as one."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, get_origin

from statplan.cli.interview import places, spoken
from statplan.plan import fields
from statplan.plan.fields import Question
from statplan.plan.times import Every, On
from statplan.plan.writing import choices_of

_SPOKEN: tuple[tuple[type, Callable[[str], object]], ...] = (
    (Every, spoken.every),
    (On, spoken.on),
    (time, spoken.clock),
    (date, spoken.day),
    (int, spoken.number),
)


def _has(question: Question, kind: object) -> bool:
    return any(part is kind for part in fields.parts(question.field.annotation))


def choices(question: Question) -> tuple[str, ...]:
    """The words that a question may be answered with, where there are only some."""
    return ("yes", "no") if _has(question, bool) else choices_of(question)


def is_list(question: Question) -> bool:
    """Whether the answer is a list of single words, texts, days or times."""
    origins = (get_origin(part) for part in fields.parts(question.field.annotation))
    return question.record is None and any(origin is tuple for origin in origins)


def is_texts(question: Question) -> bool:
    """Whether the answer is a list of free texts, in which commas may stand."""
    words = _has(question, str) and not choices(question) and not question.rosters
    return is_list(question) and words


def of(question: Question, reply: Any, data: Mapping[str, Any]) -> object:  # noqa: ANN401
    """What a reply means as an answer: a list at commas, a number, a day as people say it.

    Args:
        question: the question.
        reply: a text that was typed, a choice, or a tuple of choices.
        data: the answers so far.
    """
    if isinstance(reply, tuple):
        return list(reply)
    if not isinstance(reply, str) or choices(question):
        return reply
    kind = next((meaning for part, meaning in _SPOKEN if _has(question, part)), str.strip)
    if is_list(question):
        parts = [kind(each) for each in reply.split(",") if each.strip()]
        return parts or None
    if question.path == places.COUNTRY:
        return places.country(reply)
    if question.path == places.SUBDIVISION:
        return places.subdivision(reply, str(fields.at(data, places.COUNTRY)))
    return kind(reply)


def examples(question: Question) -> tuple[str, ...]:
    """Answers that show how one is written, as the JSON Schema has them."""
    for part in (*question.field.metadata, *fields.parts(question.field.annotation)):
        schema = getattr(part, "json_schema", None)
        if isinstance(schema, dict) and schema.get("examples"):
            return tuple(str(each) for each in schema["examples"])
    return ()
