"""Replies as answers: each question has one reader, and what it understood can be said again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, get_origin

from statplan.interview import countries
from statplan.plan import phrases, questions
from statplan.plan.english import format_count, format_list, format_long_date
from statplan.plan.paths import get_answer
from statplan.plan.phrases import PhraseContext, Rhythm
from statplan.plan.questions import Question, list_choices
from statplan.plan.time_answers import (
    FIRST_DAY_PATH,
    ZONE_PATH,
    TimeKind,
    find_time_kind,
    get_country,
)
from statplan.plan.time_types import format_clock
from statplan.plan.timezone_names import read_timezone
from statplan.plan.timezones import describe_timezone

_MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a reply was understood as.

    Attributes:
        canonical: a reply that means the same on any day and in any country.
        words: what is said to the person.
    """

    canonical: str
    words: str

    def is_as_typed(self, reply: object) -> bool:
        """Return whether the person typed just that."""
        typed = " ".join(str(reply).casefold().split())
        return typed in {self.canonical.casefold(), self.words.casefold()}


def _has_kind(question: Question, kind: object) -> bool:
    return any(part is kind for part in questions.walk_annotation(question.field.annotation))


def list_words(question: Question) -> tuple[str, ...]:
    """Return the words that a question may be answered with, where there are only some."""
    return ("yes", "no") if _has_kind(question, bool) else list_choices(question)


def is_list(question: Question) -> bool:
    """Return whether the answer is a list of single words, texts, days or times."""
    origins = (get_origin(part) for part in questions.walk_annotation(question.field.annotation))
    return question.record is None and any(origin is tuple for origin in origins)


def is_text_list(question: Question) -> bool:
    """Return whether the answer is a list of free texts, in which commas may stand."""
    has_texts = _has_kind(question, str) and not list_words(question) and not question.rosters
    return is_list(question) and has_texts


def parse_answer(
    question: Question,
    reply: Any,  # noqa: ANN401 - a text, a choice, or choices
    answers: Mapping[str, Any],
    context: PhraseContext | None = None,
) -> object:
    """Return what a reply means as an answer: a list at commas, a number, a day as people say it.

    Args:
        question: the question.
        reply: a text that was typed, a choice, or a tuple of choices.
        answers: the answers so far.
        context: when and where it is typed.

    Raises:
        AnswerError: a time or a number that is not understood, or that may be two.
    """
    if isinstance(reply, tuple):
        return reply[0] if question.may_be_single and not reply[1:] else list(reply)
    if not isinstance(reply, str) or list_words(question):
        return reply
    kind = find_time_kind(question)
    if context and question.path == FIRST_DAY_PATH:
        context = replace(context, first_day=None)  # the year may begin earlier than it does so far
    if kind:
        return _parse_times(kind, reply, context, several=is_list(question))
    if _has_kind(question, int):
        return _parse_number(question, reply)
    if is_list(question):
        return [word.strip() for word in reply.split(",") if word.strip()] or None
    return _parse_text(question, reply, answers)


def _parse_text(question: Question, reply: str, answers: Mapping[str, Any]) -> str:
    if question.path == countries.COUNTRY_PATH:
        return countries.parse_country(reply)
    if question.path == countries.SUBDIVISION_PATH:
        return countries.parse_subdivision(reply, str(get_answer(answers, countries.COUNTRY_PATH)))
    if question.path == ZONE_PATH:
        return read_timezone(reply.strip(), get_country(answers))
    return reply.strip()


def _parse_times(
    kind: TimeKind, reply: str, context: PhraseContext | None, *, several: bool
) -> object:
    if not several:
        return kind.format_canonical(kind.read(reply, context))
    return [kind.format_canonical(part) for part in kind.read_list(reply, context)] or None


def _parse_number(question: Question, reply: str) -> int:
    if question.ask.unit == _MINUTES:
        return phrases.read_minutes(reply)
    return phrases.read_count(reply, question.ask.unit)


def parse_day_range(reply: str, context: PhraseContext | None) -> str | tuple[str, str]:
    """Return the day that a reply means, or the first and the last day: "July 1 to 31".

    Raises:
        AnswerError: it is not understood, or may be other days.
    """
    if phrases.is_day_phrase(reply):
        return str(phrases.read_day(reply, context))
    first, last = phrases.read_days(reply, context)
    return str(first), str(last)


def explain_day_range(first: str, last: str) -> Understanding:
    """Return what a range of days was understood as."""
    days = (format_long_date(phrases.read_day(day)) for day in (first, last))
    return Understanding(f"{first} to {last}", " to ".join(days))


def explain_answer(question: Question, answer: Any) -> Understanding | None:  # noqa: ANN401 - any kind
    """Return what an answer was understood as, if it is a time, a zone, or a length; else None."""
    if question.path == ZONE_PATH:
        return Understanding(answer, describe_timezone(answer))
    kind = find_time_kind(question)
    if kind:
        texts = answer if isinstance(answer, list) else [answer]
        words = format_list(kind.describe(kind.read(text, None)) for text in texts)
        return Understanding(", ".join(texts), words)
    is_length = isinstance(answer, int) and question.ask.unit == _MINUTES
    return Understanding(str(answer), format_count(answer, "minute")) if is_length else None


def parse_rhythm(reply: str, context: PhraseContext | None = None) -> dict[str, Any]:
    """Return how often, and the day, the time, and the length where they are said, as answers.

    Raises:
        AnswerError: it is not understood, or may be two things.
    """
    rhythm = phrases.read_rhythm(reply, context)
    parts: dict[str, Any] = {
        "every": rhythm.interval and str(rhythm.interval),
        "on": rhythm.rule and str(rhythm.rule),
        "at": rhythm.start_time and format_clock(rhythm.start_time),
        "minutes": rhythm.minutes,
    }
    return {key: part for key, part in parts.items() if part is not None}


def explain_rhythm(answers: Mapping[str, Any]) -> Understanding:
    """Return what a rhythm was understood as."""
    if set(answers) == {"every"}:
        return Understanding(answers["every"], f"every {answers['every']}")
    rhythm = Rhythm(
        phrases.read_interval(answers["every"]) if "every" in answers else None,
        phrases.read_day_rule(answers["on"]) if "on" in answers else None,
        phrases.read_clock(answers["at"]) if "at" in answers else None,
        answers.get("minutes"),
    )
    return Understanding(str(rhythm), str(rhythm))


def list_examples(question: Question) -> tuple[str, ...]:
    """Return answers that show how one is written, as the JSON Schema has them."""
    for part in (*question.field.metadata, *questions.walk_annotation(question.field.annotation)):
        schema = getattr(part, "json_schema", None)
        if isinstance(schema, dict) and schema.get("examples"):
            return tuple(str(example) for example in schema["examples"])
    return ()


def split_entries(text: str) -> list[str]:
    """Return the entries of what was typed or pasted: one a line, or separated by semicolons."""
    return [entry for line in text.replace(";", "\n").splitlines() if (entry := line.strip())]
