"""The reader of times of day: `14:30`, "2 pm", "noon", "9:00-10:30", "2 to 3:30 p.m."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from statplan.errors import AnswerError
from statplan.plan.english import format_time
from statplan.plan.phrases.context import PhraseContext
from statplan.plan.phrases.tokens import Cursor, list_whole, split_phrase
from statplan.plan.phrases.unread import build_ambiguity_error
from statplan.plan.phrases.vocabulary import TO
from statplan.plan.quotation import quote_answer

_CANONICAL = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_REMEDY = "Write a time of day, as in 8:00 a.m. or 14:30."
_RANGE_REMEDY = "Write the start and the end, as in 9:00 a.m. to 10:30 a.m."
_NOON, _HOURS, _MINUTES, _HOUR_DIGITS = 12, 24, 60, 2
_TWO_DIGITS = 10  # 09:00 leaves no doubt, and 10:00 does beside a time that may be in the evening
_EARLIEST = 8  # a person who says 8:00 to 11:59 means the morning; 7:00 may be the evening
_DAY_PARTS = {"morning": "am", "afternoon": "pm", "evening": "pm"}
_AFTERNOON_ENDS, _EVENING_STARTS = 6, 5
_LONGEST = timedelta(hours=12)
_LONGEST_UNSAID, _FIRST_UNSAID = 10 * 60, 6  # a range without a.m. or p.m.: minutes, hour
_MIDNIGHT = ("00:00", "23:59")
Slot = tuple[time, int]


@dataclass(frozen=True, slots=True)
class _ClockPhrase:
    """A time as it is said: by which half of the day it is known, if it is known.

    `half` is `am`, `pm`, `24` where two digits and a colon leave no doubt, or empty.
    """

    hour: int
    minute: int = 0
    half: str = ""
    is_bare: bool = False


def read_clock(text: str, context: PhraseContext | None = None) -> time:
    """Read a time of day.

    Args:
        text: the phrase.
        context: when and where it is said; None reads only what means one time everywhere.

    Raises:
        AnswerError: no time of day, or one that may be in the morning or in the afternoon.
    """
    start = split_phrase(text)
    refuse_midnight(text, start)
    times = list_whole(iter_clocks(start, is_spoken=context is not None))
    if not times:
        raise AnswerError(f"{quote_answer(text)} is not a time.", _REMEDY)
    if len(times) > 1:
        raise build_ambiguity_error(
            text, [format_time(clock) for clock in times], [f"{clock:%H:%M}" for clock in times]
        )
    return times[0]


def read_clock_range(text: str, context: PhraseContext | None = None) -> Slot:
    """Read a range of times, as its start and its length in minutes: "9:00-10:30".

    Raises:
        AnswerError: no such range, or one that may be two.
    """
    start = split_phrase(text)
    refuse_midnight(text, start)
    slots = list_whole(iter_clock_ranges(start, is_spoken=context is not None))
    if not slots:
        raise AnswerError(f"{quote_answer(text)} is not a range of times.", _RANGE_REMEDY)
    if len(slots) > 1:
        spellings = [format_range(slot) for slot in slots]
        raise build_ambiguity_error(text, spellings, spellings)
    return slots[0]


def format_range(slot: Slot) -> str:
    """Return a start and a length as a range: "9:00 a.m. to 10:30 a.m."."""
    start, minutes = slot
    end = datetime.combine(date.min, start) + timedelta(minutes=minutes)
    return f"{format_time(start)} to {format_time(end.time())}"


def refuse_midnight(text: str, cursor: Cursor) -> None:
    """Refuse midnight, which may be the start of a day or its end.

    Raises:
        AnswerError: it is named.
    """
    if any(token.text == "midnight" for token in cursor.tokens):
        fact = f"{quote_answer(text)} may be the start or the end of the day."
        raise AnswerError(fact, f"Write {' or '.join(_MIDNIGHT)}.")


def iter_clocks(cursor: Cursor, *, is_spoken: bool) -> Iterator[tuple[time, Cursor]]:
    """Yield the times that a phrase may mean; `is_spoken` if a person says it."""
    for phrase, after in _iter_phrases(cursor.skip("at")):
        for clock in _list_times(phrase, is_spoken=is_spoken):
            yield clock, after


def iter_clock_ranges(cursor: Cursor, *, is_spoken: bool) -> Iterator[tuple[Slot, Cursor]]:
    """Yield the starts and lengths that a range may mean.

    Both halves of the day are tried where one is not said. A meeting is shorter than 12 hours and
    ends on its day, which mostly leaves one of them.
    """
    between = cursor.take("between")
    for start, to_cursor in _iter_phrases(between or cursor.skip("from", "at")):
        end_cursor = to_cursor.take(("and",) if between else TO)
        if not end_cursor:
            continue
        for end, after in _iter_phrases(end_cursor):
            slots = _list_slots(start, end)
            for slot in _prefer_slots(slots, start, is_spoken=is_spoken):
                yield slot, after


def _prefer_slots(slots: list[Slot], start: _ClockPhrase, *, is_spoken: bool) -> list[Slot]:
    """Return the slots of a start in figures: noon for 12:00, a person's morning for 9:00."""
    if start.is_bare or not slots[1:]:
        return slots
    first_hour = _NOON if start.half == "24" and start.hour == _NOON else _EARLIEST
    last_hour = _NOON if first_hour == _NOON else _NOON - 1
    is_preferred = is_spoken or first_hour == _NOON
    preferred = [slot for slot in slots if first_hour <= slot[0].hour <= last_hour]
    return preferred if preferred and is_preferred else slots


def _list_slots(start: _ClockPhrase, end: _ClockPhrase) -> list[Slot]:
    is_literal = start.half == end.half == "24"
    day = date.min
    slots = []
    for start_time in _list_times(start, is_open=not is_literal):
        for end_time in _list_times(end, is_open=not is_literal):
            length = datetime.combine(day, end_time) - datetime.combine(day, start_time)
            if timedelta() < length and (is_literal or length < _LONGEST):
                slots.append((start_time, int(length.total_seconds()) // _MINUTES))
    return slots if is_literal else _drop_unlikely(slots, start, end)


def _drop_unlikely(slots: list[Slot], start: _ClockPhrase, end: _ClockPhrase) -> list[Slot]:
    """Return slots without those that nobody means by figures alone: 3-2 is a slip."""
    if len(_list_times(start, is_open=True)) == 1:
        return slots
    shared = {"am": range(_NOON), "pm": range(_NOON, _HOURS)}.get(end.half, range(0))
    likely = [slot for slot in slots if slot[0].hour in shared or slot[1] <= _LONGEST_UNSAID]
    is_night = all(slot[0].hour < _FIRST_UNSAID for slot in likely)
    return [] if is_night and end.half != "am" else likely


def _list_times(
    phrase: _ClockPhrase, *, is_spoken: bool = False, is_open: bool = False
) -> list[time]:
    """Return the times that a phrase may mean.

    Args:
        phrase: the time as it is said.
        is_spoken: whether a person says it, who means the morning with 9:00.
        is_open: whether 10:30 may be in the evening too.
    """
    hour = phrase.hour
    is_certain = hour == 0 or hour > _NOON or (phrase.half == "24" and hour < _TWO_DIGITS)
    if phrase.half == "24" and (is_certain or not is_open):
        hours = [hour]
    elif phrase.half in {"am", "pm"}:
        hours = [hour % _NOON + _NOON * (phrase.half == "pm")] if 1 <= hour <= _NOON else []
    elif is_certain:
        hours = [] if phrase.is_bare else [hour]
    elif is_spoken and not phrase.is_bare and (_EARLIEST <= hour < _NOON or hour == _NOON):
        hours = [hour]
    else:
        hours = [hour % _NOON, hour % _NOON + _NOON]
    return [time(value, phrase.minute) for value in hours]


def _iter_phrases(cursor: Cursor) -> Iterator[tuple[_ClockPhrase, Cursor]]:
    noon = cursor.take("noon")
    if noon:
        yield _ClockPhrase(_NOON, 0, "pm"), noon
    token = cursor.token
    if token.kind != "number" or len(token.text) > _HOUR_DIGITS or int(token.text) >= _HOURS:
        return
    hour, after_hour = int(token.text), cursor.advance()
    oclock = after_hour.take("oclock")
    yield from _iter_halves(_ClockPhrase(hour, is_bare=not oclock), oclock or after_hour)
    colon, minute_token = after_hour.token, after_hour.advance().token
    is_joined = not colon.is_spaced and not minute_token.is_spaced
    is_minute = minute_token.kind == "number" and len(minute_token.text) == _HOUR_DIGITS
    if colon.text in {":", "."} and is_joined and is_minute and int(minute_token.text) < _MINUTES:
        is_canonical = bool(_CANONICAL.fullmatch(f"{token.text}:{minute_token.text}"))
        phrase = _ClockPhrase(hour, int(minute_token.text), "24" * is_canonical)
        yield from _iter_halves(phrase, after_hour.advance(2))


def _iter_halves(phrase: _ClockPhrase, cursor: Cursor) -> Iterator[tuple[_ClockPhrase, Cursor]]:
    """Yield a time as it is, and with the half of the day that is said behind it."""
    hour, minute = phrase.hour, phrase.minute
    half, after_half = cursor.token.text, cursor.advance()
    if half in {"am", "pm"}:
        yield _ClockPhrase(hour, minute, half), after_half
        return
    if half == "noon" and (hour, minute) == (_NOON, 0):
        yield _ClockPhrase(hour, minute, "pm"), after_half
        return
    part_cursor = cursor.take("in", "the")
    part = part_cursor.token.text if part_cursor else ""
    if part_cursor and part in _DAY_PARTS:
        is_fitting = {
            "morning": hour < _NOON,
            "afternoon": hour == _NOON or hour <= _AFTERNOON_ENDS,
            "evening": _EVENING_STARTS <= hour < _NOON,
        }[part]
        if is_fitting and hour:
            yield _ClockPhrase(hour, minute, _DAY_PARTS[part]), part_cursor.advance()
        return
    yield phrase, cursor
