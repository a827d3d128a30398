"""Times, dates, counts, articles, and sentences in the charter's English."""

import re
from collections.abc import Iterable
from datetime import date

from statplan.plan.english import format_bare_time, format_long_date, format_time, is_same_half
from statplan.plan.time_values import RepeatInterval
from statplan.schedule.model import TimeSlot

_NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SMALL_WORDS = frozenset({"and", "for", "of", "the"})
_YEAR = RepeatInterval(12, "month")
_ISO_DAY = re.compile(r"(?:\b[A-Z][a-z]+day, )?\b([0-9]{4}-[0-9]{2}-[0-9]{2})\b")


def format_time_range(slot: TimeSlot) -> str:
    """Format the start and the end of a meeting: "8:00 to 10:00 a.m."."""
    start, end = slot.start_time, slot.end.time()
    format_start = format_bare_time if is_same_half(start, end) else format_time
    return f"{format_start(start)} to {format_time(end)}"


def expand_iso_dates(reason: str) -> str:
    """Write the dates in a reason as prose: "2027-11-25" as "Thursday, November 25, 2027"."""
    return _ISO_DAY.sub(lambda match: format_long_date(date.fromisoformat(match[1])), reason)


def spell_number(count: int) -> str:
    """Spell a count below ten as a word; write others in digits."""
    return _NUMBER_WORDS[count] if 0 <= count < len(_NUMBER_WORDS) else f"{count:,}"


def spell_count(count: int, noun: str) -> str:
    """Spell how many there are of a thing: "one meeting", "48 meetings"."""
    return f"{spell_number(count)} {noun}{'' if count == 1 else 's'}"


def format_interval(every: RepeatInterval) -> str:
    """Format how often something recurs: "every month", "every two weeks", "every year"."""
    if every == _YEAR:
        return "every year"
    is_single = every.count == 1
    return f"every {every.unit if is_single else f'{spell_number(every.count)} {every.unit}s'}"


def join_sentences(sentences: Iterable[str]) -> str:
    """Join sentences; one that ends with an abbreviation needs no second period."""
    return " ".join(
        sentence.removesuffix(".") if sentence.endswith("..") else sentence
        for sentence in sentences
    )


def capitalize_first(text: str) -> str:
    """Begin a sentence with a capital."""
    return text[:1].upper() + text[1:]


def add_article(name: str) -> str:
    """Put "the" before an office or another name that has no article of its own."""
    return name if name.lower().startswith(("the ", "a ", "an ")) else f"the {name}"


def add_indefinite_article(name: str) -> str:
    """Put "a" or "an" before a noun that has no article of its own."""
    if name.lower().startswith(("the ", "a ", "an ")):
        return name
    return f"{'an' if name[:1].lower() in tuple('aeio') else 'a'} {name}"


def capitalize_title(title: str) -> str:
    """Write a job title with capitals: "Chief of Staff"."""
    return " ".join(
        word if word in _SMALL_WORDS else capitalize_first(word) for word in title.split(" ")
    )
