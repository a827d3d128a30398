"""Answers that are times: which questions they answer, and their canonical form in a plan."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache, partial
from typing import Any

from statplan.errors import AnswerError
from statplan.plan import phrases, questions
from statplan.plan.english import format_long_date, format_time
from statplan.plan.paths import copy_answers, find_answers, get_answer
from statplan.plan.phrases import PhraseContext
from statplan.plan.questions import Question
from statplan.plan.time_types import format_clock
from statplan.plan.time_values import DayRule, Gap, MeetingMinimum, RepeatInterval
from statplan.plan.timezone_names import read_timezone
from statplan.plan.timezones import find_zone_country

_MOST_KEPT = 4096  # phrases that are read once only
_COUNTRY_PATH, ZONE_PATH = "frequency.holidays.country", "program.timezone"
FIRST_DAY_PATH = "frequency.first_day"
_MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class TimeKind:
    """A kind of time: how it is read, alone and in a list, how a plan has it, and how it is said.

    Attributes:
        read: reads one.
        read_list: reads several, with commas or "and" between them.
        format_canonical: writes it as a plan has it.
        describe: says it in words.
    """

    read: Callable[[str, PhraseContext | None], Any]
    read_list: Callable[[str, PhraseContext | None], tuple[Any, ...]]
    format_canonical: Callable[[Any], str] = str
    describe: Callable[[Any], str] = str


def _read_parts(read: Callable[[str, PhraseContext | None], Any]) -> Any:  # noqa: ANN401 - a reader
    """Return a reader of several, with commas between them."""

    def read_parts(text: str, context: PhraseContext | None) -> tuple[Any, ...]:
        return tuple(read(part, context) for part in text.split(",") if part.strip())

    return read_parts


def _read_interval(text: str, _: PhraseContext | None) -> RepeatInterval:
    return phrases.read_interval(text)


def _read_minimum(text: str, _: PhraseContext | None) -> MeetingMinimum:
    return phrases.read_minimum(text)


def _read_day_rule(text: str, _: PhraseContext | None) -> DayRule:
    return phrases.read_day_rule(text)


def _describe_minimum(minimum: MeetingMinimum) -> str:
    return f"at least {minimum}"


def _describe_interval(interval: RepeatInterval) -> str:
    return f"every {interval}"


_KINDS: dict[type, TimeKind] = {
    date: TimeKind(phrases.read_day, phrases.read_day_list, describe=format_long_date),
    time: TimeKind(
        phrases.read_clock, _read_parts(phrases.read_clock), format_clock, describe=format_time
    ),
    RepeatInterval: TimeKind(
        _read_interval, _read_parts(_read_interval), describe=_describe_interval
    ),
    MeetingMinimum: TimeKind(_read_minimum, _read_parts(_read_minimum), describe=_describe_minimum),
    DayRule: TimeKind(_read_day_rule, _read_parts(_read_day_rule)),
    Gap: TimeKind(lambda text, _: phrases.read_gap(text), lambda text, _: phrases.read_gaps(text)),
}


def find_time_kind(question: Question) -> TimeKind | None:
    """Return the kind of time that answers a question, or None."""
    parts = list(questions.walk_annotation(question.field.annotation))
    return next((_KINDS[kind] for kind in _KINDS if any(part is kind for part in parts)), None)


@cache
def _list_time_questions() -> tuple[tuple[str, Callable[[str], str | int]], ...]:
    """Return the paths of times and of lengths, each with what makes an answer canonical."""
    normalizers: list[tuple[str, Callable[[str], str | int]]] = []
    for question in questions.list_questions():
        kind = find_time_kind(question)
        if kind:
            normalizers.append((question.path, partial(_normalize_time, kind=kind)))
        elif question.ask.unit == _MINUTES:
            normalizers.append((question.path, _normalize_length))
    return tuple(normalizers)


def normalize_times(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers with every time and time zone in its canonical form.

    What cannot be read stays as it is.
    """
    normalized: dict[str, Any] = copy_answers(dict(answers))
    timezone = get_answer(normalized, ZONE_PATH)
    if isinstance(timezone, str):
        with suppress(AnswerError):
            normalized["program"]["timezone"] = read_timezone(timezone, get_country(normalized))
    for path, normalize in _list_time_questions():
        for steps, answer in list(find_answers(normalized, path)):
            group: Any = normalized
            for step in steps[:-1]:
                group = group[step]
            if isinstance(answer, str):
                group[steps[-1]] = normalize(answer)
            elif isinstance(answer, list):
                group[steps[-1]] = [
                    normalize(part) if isinstance(part, str) else part for part in answer
                ]
    return normalized


@lru_cache(maxsize=_MOST_KEPT)
def _normalize_time(text: str, kind: TimeKind) -> str:
    try:
        return kind.format_canonical(kind.read(text, None))
    except AnswerError:
        return text


def _normalize_length(text: str) -> str | int:
    """Return the minutes of a length that names its unit; digits in quotes stay a text."""
    try:
        return text if text.strip().isdigit() else phrases.read_minutes(text)
    except AnswerError:
        return text


def get_country(answers: Mapping[str, Any]) -> str:
    """Return the country of the holidays, as an ISO 3166 code; empty where no code is answered."""
    country = get_answer(answers, _COUNTRY_PATH)
    is_code = isinstance(country, str) and re.fullmatch("[A-Z]{2}", country)
    return country if is_code else ""


def build_phrase_context(
    answers: Mapping[str, Any], today: date, first_day: date | None = None
) -> PhraseContext:
    """Return what phrases are read by: today, and the country of the holidays or of the zone.

    Args:
        answers: the answers of the plan.
        today: the day on which they are said.
        first_day: the first day of the program's year; None takes the answer.
    """
    answered = get_answer(answers, FIRST_DAY_PATH)
    if first_day is None and isinstance(answered, str):
        with suppress(AnswerError):
            first_day = phrases.read_day(answered)
    timezone = get_answer(answers, ZONE_PATH)
    zone_country = find_zone_country(timezone) if isinstance(timezone, str) else ""
    return PhraseContext(today, get_country(answers) or zone_country, first_day)
