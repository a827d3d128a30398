"""The reader of intervals: "every other week", "fortnightly", "each quarter", `2 weeks`."""

from collections.abc import Iterator

from statplan.errors import AnswerError
from statplan.plan.phrases.tokens import Cursor, iter_numbers, list_whole, split_phrase
from statplan.plan.phrases.vocabulary import AN, EVERY, ORDINAL_WORDS, WEEKDAY_WORDS
from statplan.plan.quotation import quote_answer
from statplan.plan.time_values import WEEKDAYS, RepeatInterval, Unit

_REMEDY = "Write how often, as in week, 2 weeks, month, 3 months, or quarter."
_ADVERBS = {
    "weekly": RepeatInterval(1, "week"),
    "fortnightly": RepeatInterval(2, "week"),
    "monthly": RepeatInterval(1, "month"),
    "quarterly": RepeatInterval(1, "quarter"),
    "yearly": RepeatInterval(12, "month"),
    "annually": RepeatInterval(12, "month"),
}
_UNITS: dict[str, tuple[int, Unit]] = {
    "week": (1, "week"),
    "fortnight": (2, "week"),
    "month": (1, "month"),
    "quarter": (1, "quarter"),
    "year": (12, "month"),
}
_PLURALS = {f"{unit}s": unit for unit in _UNITS}
_MOST = 52
_TWO_DAYS = {"week": "Tuesday and Thursday", "month": "first and third Tuesday"}
# What may be one in two periods, and what is two in one, on days that are not said.
_UNCLEAR = {
    "biweekly": ("2 weeks", "week"),
    "semiweekly": ("", "week"),
    "bimonthly": ("2 months", "month"),
    "semimonthly": ("2 weeks", "month"),
    "biannually": ("6 months", ""),
    "biannual": ("6 months", ""),
    "biennially": ("24 months", ""),
    "semiannually": ("6 months", ""),
    "semiannual": ("6 months", ""),
}
_TWICE = {"week": ("", "week"), "month": ("2 weeks", "month"), "year": ("6 months", "")}
_TIMES_A_YEAR = {3: "4 months", 4: "quarter", 6: "2 months", 12: "month"}
_ALTERNATE = ("alternate", "alternating")


def read_interval(text: str) -> RepeatInterval:
    """Read how often: `week`, `2 weeks`, `quarter`, "every other week", "monthly".

    Raises:
        AnswerError: no interval, or one that may be two.
    """
    start = split_phrase(text)
    refuse_unclear(text, start)
    intervals = list_whole(iter_intervals(start))
    if len(intervals) == 1:
        return intervals[0]
    for interval, weekday in iter_weekday_intervals(start):
        day = WEEKDAYS[WEEKDAY_WORDS[weekday.token.text]]
        fact = f"{quote_answer(text)} says how often, and also on which day."
        raise AnswerError(fact, f"Write {interval} here, and {day} as the day.")
    raise AnswerError(f"{quote_answer(text)} does not say how often.", _REMEDY)


def refuse_unclear(text: str, cursor: Cursor) -> None:
    """Refuse "bi-weekly", "twice a month", and the like, with what they may mean.

    Raises:
        AnswerError: a phrase says so.
    """
    words = [token.text for token in cursor.tokens]
    joined = "".join(word for word in words if word != "-")
    found = next((_UNCLEAR[word] for word in _UNCLEAR if word in joined), None)
    found = found or _read_times(cursor)
    if found:
        interval, unit = found
        two_days = (
            f"{unit} here, and two days as the day, such as {_TWO_DAYS[unit]}" if unit else ""
        )
        choices = "; or ".join(filter(None, (interval, two_days)))
        fact = f"{quote_answer(text)} may mean more than one thing."
        raise AnswerError(fact, f"Write {choices}." if choices else _REMEDY)


def _read_times(cursor: Cursor) -> tuple[str, str] | None:
    """Return what "twice a month" and "4 times a year" may mean, or None where neither is said."""
    words = [token.text for token in cursor.tokens]
    if "twice" not in words and "times" not in words:
        return None
    named = next((words.index(word) for word in ("twice", "times") if word in words), 0)
    before = Cursor(cursor.tokens[:named])
    starts = (before.advance(count) for count in range(named))
    counts = [count for start in starts for count, end in iter_numbers(start) if end.is_at_end]
    count = 2 if "twice" in words else (counts or [0])[0]
    units = {**{unit: unit for unit in _UNITS}, "weekly": "week", "monthly": "month"}
    units |= {"yearly": "year", "annually": "year"}
    unit = next((units[word] for word in words[named:] if word in units), "")
    if count == 2:  # noqa: PLR2004 - twice
        return _TWICE.get(unit, ("", ""))
    return (_TIMES_A_YEAR.get(count, ""), "") if unit == "year" else ("", "")


def iter_intervals(cursor: Cursor) -> Iterator[tuple[RepeatInterval, Cursor]]:
    """Yield the intervals that a phrase may mean."""
    if cursor.token.text in _ADVERBS:
        yield _ADVERBS[cursor.token.text], cursor.advance()
    once = cursor.take("once")
    every = (once or cursor).take(EVERY)
    counted = every or (once or cursor).take((*AN, "per"))
    yield from _iter_units(counted or cursor)
    other = _take_other(once or cursor)
    if other:
        yield from _iter_counted(2, other, _UNITS)
        yield from _iter_counted(2, other, _PLURALS)
    for count, unit in iter_numbers(every or cursor, most=99):
        yield from _iter_counted(count, unit, _PLURALS if count > 1 else _UNITS)
    if every:
        ordinal = _read_ordinal(every)
        if ordinal > 1:
            yield from _iter_counted(ordinal, every.advance(), _UNITS)


def _take_other(cursor: Cursor) -> Cursor | None:
    """Return the cursor behind "every other", "alternate", or "every alternate"; else None."""
    return cursor.take(EVERY, "other") or cursor.skip(*EVERY).take(_ALTERNATE)


def _read_ordinal(cursor: Cursor) -> int:
    is_numeral = cursor.token.kind == "numeral"
    return int(cursor.token.text[:-2]) if is_numeral else ORDINAL_WORDS.get(cursor.token.text, 0)


def _iter_units(cursor: Cursor) -> Iterator[tuple[RepeatInterval, Cursor]]:
    if cursor.token.text in _UNITS:
        count, unit = _UNITS[cursor.token.text]
        yield RepeatInterval(count, unit), cursor.advance()


def _iter_counted(
    count: int, cursor: Cursor, words: dict[str, str] | dict[str, tuple[int, Unit]]
) -> Iterator[tuple[RepeatInterval, Cursor]]:
    """Yield some weeks or months; quarters are counted in months."""
    word = cursor.token.text
    if word not in words:
        return
    factor, unit = _UNITS[_PLURALS.get(word, word)]
    total = count * factor
    is_possible = 1 <= total <= _MOST and (unit != "quarter" or total == 1)
    if is_possible:
        yield RepeatInterval(total, unit), cursor.advance()


def iter_weekday_intervals(cursor: Cursor) -> Iterator[tuple[RepeatInterval, Cursor]]:
    """Yield the interval of "every Wed" and "every other Wed", in front of the weekday."""
    every = cursor.take(EVERY)
    other = _take_other(cursor)
    weekday = other or every
    if weekday and weekday.token.text in WEEKDAY_WORDS:
        yield RepeatInterval(2 if other else 1, "week"), weekday
