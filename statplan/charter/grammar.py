"""Lengths of time, counts, and sentences in the charter's English."""

import re
from collections.abc import Iterable
from datetime import date

from statplan.plan.english import format_long_date, format_time
from statplan.schedule.model import TimeSlot

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ISO_DAY = re.compile(r"(?:\b[A-Z][a-z]+day, )?\b([0-9]{4}-[0-9]{2}-[0-9]{2})\b")


def format_time_range(slot: TimeSlot) -> str:
    """Say from when to when a meeting lasts: "8:00 to 10:00 a.m."."""
    start, end = format_time(slot.start_time), format_time(slot.end.time())
    half = start[-4:]
    return f"{start.removesuffix(half).strip() if end.endswith(half) else start} to {end}"


def expand_iso_dates(reason: str) -> str:
    """Write the dates in a reason as prose: "2027-11-25" as "Thursday, November 25, 2027"."""
    return _ISO_DAY.sub(lambda match: format_long_date(date.fromisoformat(match[1])), reason)


def spell_number(count: int) -> str:
    """Say a count: a word below ten, digits from there on."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def format_count(count: int, noun: str) -> str:
    """Say how many of a thing: "one meeting", "48 meetings"."""
    return f"{spell_number(count)} {noun}{'' if count == 1 else 's'}"


def join_sentences(sentences: Iterable[str]) -> str:
    """Put sentences together; one that ends with an abbreviation needs no second full stop."""
    return " ".join(
        sentence.removesuffix(".") if sentence.endswith("..") else sentence
        for sentence in sentences
    )


def capitalize_first(text: str) -> str:
    """Begin a sentence with a capital."""
    return text[:1].upper() + text[1:]


def add_article(name: str) -> str:
    """Put an article before an office: "the Budget Director"."""
    return name if name.lower().startswith(("the ", "a ", "an ")) else f"the {name}"
