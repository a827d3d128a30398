"""The reader of lengths and counts: "90 min", "1.5 hours", "an hour and a half", "488,000"."""

from collections.abc import Iterator
from fractions import Fraction

from statplan.errors import AnswerError
from statplan.plan.phrases.tokens import Cursor, iter_numbers, list_whole, split_phrase
from statplan.plan.phrases.vocabulary import AN, AND
from statplan.plan.quotation import quote_answer

_MINUTES = ("minutes", "minute", "mins", "min")
_HOURS = ("hours", "hour", "hrs", "hr", "h")
_MINUTES_IN_HOUR = 60
_HALF = Fraction(1, 2)
_GROUP_DIGITS, _MOST_DIGITS = 3, 12


def read_minutes(text: str) -> int:
    """Read a length in minutes; a number alone counts minutes.

    Raises:
        AnswerError: no length, or no whole number of minutes.
    """
    start = split_phrase(text)
    lengths = list_whole(iter_lengths(start)) or list_whole(iter_numbers(start))
    if len(lengths) != 1 or not lengths[0]:
        fact = f"{quote_answer(text)} is not a length of time."
        raise AnswerError(fact, "Write minutes or hours, as in 90 minutes or 1.5 hours.")
    return lengths[0]


def read_count(text: str, unit: str = "") -> int:
    """Read a whole number, with or without its unit.

    Args:
        text: the phrase.
        unit: what is counted, such as `days`; "2 weeks" is no number of days.

    Raises:
        AnswerError: no whole number, or one of something else.
    """
    units = {unit, unit.rstrip("s")}
    counts = [
        count
        for count, after in _iter_counts(split_phrase(text))
        if after.is_at_end or (unit and after.skip("working", "business").skip(*units).is_at_end)
    ]
    if not counts:
        fact = f"{quote_answer(text)} is not a whole number here."
        raise AnswerError(fact, "Write digits, as in 12 or 488,000.")
    return counts[-1]


def iter_lengths(cursor: Cursor) -> Iterator[tuple[int, Cursor]]:
    """Yield the minutes of a length that names its unit."""
    for minutes, after in _iter_parts(cursor):
        if minutes.denominator == 1:
            yield int(minutes), after


def _iter_parts(cursor: Cursor) -> Iterator[tuple[Fraction, Cursor]]:
    for hours, after in _iter_hours(cursor):
        yield hours * _MINUTES_IN_HOUR, after
        for rest, unit in iter_numbers(after.skip(",").skip(*AND)):
            end = unit.take(_MINUTES) or unit.take(("m",))
            if end and rest < _MINUTES_IN_HOUR and hours.denominator == 1:
                yield hours * _MINUTES_IN_HOUR + rest, end
    for minutes, unit in _iter_amounts(cursor):
        end = unit.skip("-").take(_MINUTES)
        if end:
            yield minutes, end


def _iter_hours(cursor: Cursor) -> Iterator[tuple[Fraction, Cursor]]:
    for hours, unit in _iter_amounts(cursor):
        end = unit.skip("-").take(_HOURS)
        if end:
            yield hours, end
            and_half = end.take("and", "a", "half")
            if and_half and hours.denominator == 1:
                yield hours + _HALF, and_half
    half = (cursor.take(AN) or cursor).take("half")
    hour = half and (half.take(AN) or half.skip("-")).take("hour")
    if hour:
        yield _HALF, hour


def _iter_amounts(cursor: Cursor) -> Iterator[tuple[Fraction, Cursor]]:
    """Yield whole numbers, decimals, and mixed ones: 2, 1.5, 1 1/2, "two and a half", "an"."""
    article = cursor.take(AN)
    if article:
        yield Fraction(1), article
    for whole, after in iter_numbers(cursor):
        yield Fraction(whole), after
        point = after.take(".")
        if point and not after.token.is_spaced and not point.token.is_spaced:
            digits = point.token.text
            if point.token.kind == "number" and len(digits) <= _GROUP_DIGITS:
                yield whole + Fraction(int(digits), 10 ** len(digits)), point.advance()
        and_half = after.take("and", "a", "half") or after.take("1", "/", "2")
        if and_half:
            yield whole + _HALF, and_half


def _iter_counts(cursor: Cursor) -> Iterator[tuple[int, Cursor]]:
    """Yield whole numbers, also with commas between thousands."""
    yield from iter_numbers(cursor, most=10**_MOST_DIGITS - 1)
    digits, after = cursor.token.text, cursor.advance()
    if cursor.token.kind != "number" or len(digits) > _GROUP_DIGITS or digits.startswith("0"):
        return
    while after.token.text == "," and not after.token.is_spaced:
        group = after.advance().token
        if group.kind != "number" or len(group.text) != _GROUP_DIGITS or group.is_spaced:
            return
        digits, after = digits + group.text, after.advance(2)
        if len(digits) <= _MOST_DIGITS:
            yield int(digits), after
