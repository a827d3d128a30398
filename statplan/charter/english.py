"""How the charter says lengths of time, counts and sentences."""

import re
from collections.abc import Iterable
from datetime import date

from statplan.plan.english import clock, long_day
from statplan.schedule.meeting import Stand

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ISO_DAY = re.compile(r"(?:\b[A-Z][a-z]+day, )?\b([0-9]{4}-[0-9]{2}-[0-9]{2})\b")


def from_to(stand: Stand) -> str:
    """Say from when to when a meeting lasts: "8:00 to 10:00 a.m."."""
    start, end = clock(stand.at), clock(stand.end.time())
    half = start[-4:]
    return f"{start.removesuffix(half).strip() if end.endswith(half) else start} to {end}"


def dated(reason: str) -> str:
    """Say the days in a reason as prose does: "2027-11-25" as "Thursday, November 25, 2027"."""
    return _ISO_DAY.sub(lambda found: long_day(date.fromisoformat(found[1])), reason)


def number(count: int) -> str:
    """Say a count: a word below ten, digits from there on."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def times(count: int, noun: str) -> str:
    """Say how many of a thing: "one meeting", "48 meetings"."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def joined(sentences: Iterable[str]) -> str:
    """Put sentences together; one that ends with an abbreviation needs no second full stop."""
    return " ".join(
        sentence.removesuffix(".") if sentence.endswith("..") else sentence
        for sentence in sentences
    )


def capital(text: str) -> str:
    """Begin a sentence with a capital."""
    return text[:1].upper() + text[1:]


def the(name: str) -> str:
    """Put an article before an office: "the Budget Director"."""
    return name if name.lower().startswith(("the ", "a ", "an ")) else f"the {name}"
