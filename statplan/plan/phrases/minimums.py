"""The reader of the fewest meetings: "monthly", "twice a month", "4 times a year"."""

from collections.abc import Iterator

from statplan.errors import AnswerError
from statplan.plan.phrases.repeats import iter_intervals
from statplan.plan.phrases.tokens import Cursor, iter_numbers, list_whole, split_phrase
from statplan.plan.phrases.vocabulary import AN, EVERY
from statplan.plan.quotation import quote_answer
from statplan.plan.time_values import MeetingMinimum, PeriodUnit, RepeatInterval

_REMEDY = "Write it as in once a month, twice a month, 4 times a year, or every 6 weeks."
_MONTHS_OF_YEAR = 12
_UNITS: dict[str, PeriodUnit] = {
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
}
_ADVERBS: dict[str, PeriodUnit] = {
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_MOST_TIMES: dict[PeriodUnit, int] = {"week": 7, "month": 31, "quarter": 92, "year": 366}
# What may be one in two periods, or two in one.
_UNCLEAR = {
    "biweekly": "every 2 weeks, or twice a week",
    "bimonthly": "every 2 months, or twice a month",
    "biannually": "twice a year, or every 24 months",
    "biannual": "twice a year, or every 24 months",
}
_HALVES: dict[str, PeriodUnit] = {
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "annual": "year",
}
_LEADS = (("at", "least"), ("no", "less", "than"), ("not", "less", "than"))
_LEADS_OF_COUNTS = (("no", "fewer", "than"), ("not", "fewer", "than"))
_TWICE = 2


def read_minimum(text: str) -> MeetingMinimum:
    """Read the fewest meetings: "monthly", "at least twice a month", "every 6 weeks".

    Raises:
        AnswerError: no number of meetings in a period, or one that may be two.
    """
    start = split_phrase(text)
    for words in (*_LEADS, *_LEADS_OF_COUNTS):
        start = start.take(*words) or start
    joined = "".join(token.text for token in start.tokens if token.text != "-")
    for word, choices in _UNCLEAR.items():
        if word in joined:
            fact = f"{quote_answer(text)} may mean more than one thing."
            raise AnswerError(fact, f"Write {choices}.")
    minimums = list_whole(_iter_minimums(start))
    if len(minimums) != 1:
        raise AnswerError(f"{quote_answer(text)} does not say how often at the least.", _REMEDY)
    minimum = minimums[0]
    if minimum.times > _MOST_TIMES[minimum.unit]:
        fact = f"{quote_answer(text)} is more than once a day."
        raise AnswerError(fact, _REMEDY)
    return minimum


def _iter_minimums(cursor: Cursor) -> Iterator[tuple[MeetingMinimum, Cursor]]:
    """Yield the fewest meetings that a phrase may mean."""
    for interval, after in iter_intervals(cursor):
        yield _convert_interval(interval), after
    for times, counted in _iter_times(cursor):
        for unit, after in _iter_periods(counted.skip(",")):
            yield MeetingMinimum(times, 1, unit), after
    for word, unit in _HALVES.items():
        half_end = _take_half(cursor, word)
        if half_end:
            yield MeetingMinimum(_TWICE, 1, unit), half_end


def _convert_interval(interval: RepeatInterval) -> MeetingMinimum:
    """Return one meeting in the period of an interval."""
    if interval.unit == "month" and interval.count == _MONTHS_OF_YEAR:
        return MeetingMinimum(1, 1, "year")
    return MeetingMinimum(1, interval.count, interval.unit)


def _iter_times(cursor: Cursor) -> Iterator[tuple[int, Cursor]]:
    """Yield the number of "twice", "4 times", and "four meetings"."""
    for word, times in (("once", 1), ("twice", _TWICE)):
        counted = cursor.take(word)
        if counted:
            yield times, counted.skip("-")
    for number, after in iter_numbers(cursor, most=999):
        counted = after.take(("times", "time", "meetings", "meeting", "sessions", "session"))
        if counted and number:
            yield number, counted


def _iter_periods(cursor: Cursor) -> Iterator[tuple[PeriodUnit, Cursor]]:
    """Yield the period of "a month", "per month", "in each month", and "monthly"."""
    after = cursor.skip("in").take((*AN, *EVERY, "per"))
    if after and after.token.text in _UNITS:
        yield _UNITS[after.token.text], after.advance()
    if cursor.token.text in _ADVERBS:
        yield _ADVERBS[cursor.token.text], cursor.advance()


def _take_half(cursor: Cursor, word: str) -> Cursor | None:
    """Return the cursor behind "semi-monthly", with a hyphen in it or without; else None."""
    semi = cursor.take("semi")
    return semi.skip("-").take(word) if semi else cursor.take(f"semi{word}")
