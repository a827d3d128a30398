"""Replies as answers: days, times, intervals and numbers in the words of a plan.

What is not understood is returned as it was typed; the plan's own check then says what is wrong.
"""

import re
from calendar import month_name
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, get_origin

from statplan.interview import countries
from statplan.plan import questions
from statplan.plan.paths import get_answer
from statplan.plan.questions import Question, list_choices
from statplan.plan.time_phrases import ORDINALS, WEEKDAYS, RepeatInterval, WeekdayRule

_INTERVALS = {
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "biweekly": "2 weeks",
    "fortnightly": "2 weeks",
    "other week": "2 weeks",
    "other month": "2 months",
}
_NUMBERS = dict(
    zip(("two", "three", "four", "five", "six", "seven", "eight"), range(2, 9), strict=True)
)
_NUMERALS = {f"{number}{end}": word for word, number, end in (
    ("first", 1, "st"), ("second", 2, "nd"), ("third", 3, "rd"), ("fourth", 4, "th"),
    ("fifth", 5, "th"),
)}  # fmt: skip
_DAY = (
    r"(?:(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)\b"
    r"|(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?\b)"
)
_EARLIEST = 7  # 2:00 without a.m. or p.m. may be either; 9:00 is the morning
_NOON = 12
_SHORTEST = 3  # letters by which a weekday or a month is known
_DATE_PARTS = 3  # a month, a day, a year


def parse_interval(text: str) -> str:
    """Parse an interval: "every two weeks" or "biweekly" is `2 weeks`."""
    interval = re.sub(r"^(every|each|once a|a|per) ", "", " ".join(text.lower().split()))
    interval = _INTERVALS.get(interval, interval)
    first, _, unit = interval.partition(" ")
    interval = f"{_NUMBERS.get(first, first)} {unit}".strip()
    return re.sub(r"^1 (week|month|quarter)s?$", r"\1", interval)


def parse_rhythm(text: str) -> dict[str, str]:
    """Parse how often, and after commas on which day and at what time, as answers of a series.

    "monthly, second Tuesday, 2 pm" has all three; "every two weeks" is an interval alone.
    """
    remaining = " ".join(text.lower().replace(",", " , ").split())
    answers: dict[str, str] = {}
    time_match = re.search(r",? ?(at )?(\d{1,2}([:.]\d\d)? ?([ap]\.?m\b\.?)?|noon)$", remaining)
    if time_match and re.search(r"[:.m]|noon", time_match[0]):
        answers["at"], remaining = parse_time(time_match[2]), remaining[: time_match.start()]
    day_match = re.search(r"[ ,]+(?:on )?(?:the )?(?=" + _DAY + ")", remaining)
    if day_match:
        answers["on"] = parse_weekday(remaining[day_match.end() :].replace(" ,", ","))
        remaining = remaining[: day_match.start()]
    return {"every": parse_interval(remaining.strip(" ,")), **answers}


def parse_weekday(text: str) -> str:
    """Parse a weekday of the month or week: "the 2nd thursday" is `second Thursday`."""
    cleaned = re.sub(r"\b(the|every|each|on|of the month)\b", " ", text.lower())
    words = []
    for word in re.findall(r"[a-z0-9]+|,", cleaned):
        ordinal = _NUMERALS.get(word, word)
        words.append(ordinal if ordinal in ORDINALS else _complete_weekday(word))
    return " ".join(words).replace(" ,", ",")


def _complete_weekday(word: str) -> str:
    for name in WEEKDAYS:
        plural = f"{name.lower()}s"
        if len(word) >= _SHORTEST and (plural.startswith(word) or word == "thurs"):
            return name if plural.startswith(word) else "Thursday"
    return word


def parse_time(text: str) -> str:
    """Parse a time of day: "8:30 am" is `08:30`; "2:00" is left alone, as it may mean 14:00."""
    match = re.fullmatch(
        r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?", re.sub(r"\.(?!\d)", "", text.strip().lower())
    )
    if text.strip().lower() == "noon":
        return "12:00"
    if not match or (match[2] is None and match[3] is None):
        return text.strip()
    hour = int(match[1])
    if match[3]:
        if not 1 <= hour <= _NOON:
            return text.strip()
        hour = hour % _NOON + (_NOON if match[3] == "pm" else 0)
    elif len(match[1]) == 1 and hour < _EARLIEST:
        return text.strip()
    return f"{hour:02}:{match[2] or '00'}"


def parse_day(text: str) -> str:
    """Parse a day: "January 5, 2027" and "5 Jan 2027" are `2027-01-05`; 1/5/2027 may be either."""
    cleaned = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text.lower().replace(",", " "))
    parts = re.findall(r"[a-z]+|\d+", cleaned)
    if re.fullmatch(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", text.strip()):
        year, month, day_number = (int(part) for part in parts)
        return f"{year:04}-{month:02}-{day_number:02}"
    if len(parts) == _DATE_PARTS and parts[2].isdecimal():
        word, number_word = (parts[0], parts[1]) if parts[0].isalpha() else (parts[1], parts[0])
        names = [name.lower() for name in month_name]
        fitting = [n for n, name in enumerate(names) if n and name.startswith(word)]
        is_day = re.fullmatch(r"\d{1,2}", number_word) is not None
        if len(word) >= _SHORTEST and len(fitting) == 1 and is_day:
            return f"{parts[2]}-{fitting[0]:02}-{int(number_word):02}"
    return text.strip()


def parse_number(text: str) -> int | str:
    """Parse a whole number: "90 minutes" and "488,000" are numbers."""
    match = re.fullmatch(r"(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?: [a-z]+)*", text.strip().lower())
    return int(match[1].replace(",", "")) if match else text.strip()


_PARSERS: tuple[tuple[type, Callable[[str], object]], ...] = (
    (RepeatInterval, parse_interval),
    (WeekdayRule, parse_weekday),
    (time, parse_time),
    (date, parse_day),
    (int, parse_number),
)


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
    if question.path == countries.COUNTRY_PATH:
        return countries.parse_country(reply)
    if question.path == countries.SUBDIVISION_PATH:
        return countries.parse_subdivision(reply, str(get_answer(answers, countries.COUNTRY_PATH)))
    return parse(reply)


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
