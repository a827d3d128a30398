"""The reader of gaps: the months, and days of months, in which a series never meets."""

from calendar import monthrange
from collections.abc import Iterator

from statplan.errors import AnswerError
from statplan.plan.phrases.day_rules import iter_rule_days
from statplan.plan.phrases.tokens import Cursor, list_whole, split_phrase
from statplan.plan.phrases.vocabulary import AND, MONTH_WORDS, TO
from statplan.plan.quotation import quote_answer
from statplan.plan.time_values import MONTHS, Gap, RuleDay

Gaps = tuple[Gap, ...]
_REMEDY = "Write it as in July, or first Monday in July."
_LEAP_YEAR = 2028
_NEGATIONS = ("no", "none", "not", "never", "except", "excluding", "skip", "without")
_LAST_WORDS = ("in", "of", "during")


def read_gap(text: str) -> Gap:
    """Read a month in which a series never meets, or one day of it: `first Monday in July`.

    Raises:
        AnswerError: no month, or several.
    """
    gaps = read_gaps(text)
    if len(gaps) > 1:
        fact = f"{quote_answer(text)} names more than one month or day."
        raise AnswerError(fact, f"Write each of them by itself: {'; '.join(map(str, gaps))}.")
    return gaps[0]


def read_gaps(text: str) -> Gaps:
    """Read months, and days of months: "July and August", "June to August".

    Raises:
        AnswerError: no month, or a day that may be of one month or of several.
    """
    start = split_phrase(text)
    months_start = _skip_negation(start)
    # "No meetings in July or August" leaves out both.
    links = (*AND, "/", "or") if start.take(_NEGATIONS) else (*AND, "/")
    readings = list_whole(_iter_gaps(months_start, links))
    if not readings:
        raise AnswerError(f"{quote_answer(text)} is no month.", _REMEDY)
    if len(readings) > 1:
        fact = f"{quote_answer(text)} may leave out a whole month, or only a day of it."
        gap = next(gap for gap in readings[0] if gap.day)
        others = [gap for gap in readings[0] if gap.day is None]
        by_itself = "; ".join(map(str, others))
        each = "; ".join(str(Gap(other.month, gap.day)) for other in others)
        raise AnswerError(fact, f"Write {gap}; {by_itself}. Or {gap}; {each}.")
    return readings[0]


def _skip_negation(cursor: Cursor) -> Cursor:
    """Return the cursor behind "no", "not in", "never in", "no meetings in", "except"."""
    negation = cursor.take(_NEGATIONS)
    start = negation.skip("meeting", "meetings", "for") if negation else cursor
    return start.skip("in", "during", "from").skip("the")


def _iter_gaps(cursor: Cursor, links: tuple[str, ...]) -> Iterator[tuple[Gaps, Cursor]]:
    for gaps, after in _iter_items(cursor, links):
        yield gaps, after
        comma = after.take((",", ";"))
        rest = (comma or after).take(links) or comma
        if rest:
            for more_gaps, end in _iter_gaps(rest.skip("in").skip("the"), links):
                yield tuple(dict.fromkeys((*gaps, *more_gaps))), end


def _iter_items(cursor: Cursor, links: tuple[str, ...]) -> Iterator[tuple[Gaps, Cursor]]:
    """Yield months, a range of months, or days of one or of several months."""
    for month, after in _iter_months(cursor):
        yield (Gap(month),), after
        last_start = after.take(TO)
        for last, end in _iter_months(last_start) if last_start else ():
            count = (last - month) % len(MONTHS) + 1
            yield tuple(Gap((month - 1 + step) % len(MONTHS) + 1) for step in range(count)), end
        numeral = after.skip("the").token
        if numeral.kind == "numeral":
            day = RuleDay(int(numeral.text[:-2]), None, "day")
            if _has_day(month, day):
                yield (Gap(month, day),), after.skip("the").advance()
    for days, after in iter_rule_days(cursor):
        of_month = after.take(_LAST_WORDS)
        is_counted = all(day.ordinal is not None for day in days)
        for months, end in _iter_month_lists(of_month, links) if of_month and is_counted else ():
            if all(_has_day(month, day) for month in months for day in days):
                yield tuple(Gap(month, day) for month in months for day in days), end


def _has_day(month: int, day: RuleDay) -> bool:
    """Return whether a month can have a day of the month, in a leap year at least."""
    return day.kind != "day" or 0 < abs(day.ordinal or 0) <= monthrange(_LEAP_YEAR, month)[1]


def _iter_month_lists(
    cursor: Cursor, links: tuple[str, ...]
) -> Iterator[tuple[tuple[int, ...], Cursor]]:
    for month, after in _iter_months(cursor):
        yield (month,), after
        comma = after.take(",")
        rest = (comma or after).take(links) or comma
        for months, end in _iter_month_lists(rest, links) if rest else ():
            yield (month, *months), end


def _iter_months(cursor: Cursor) -> Iterator[tuple[int, Cursor]]:
    if cursor.token.text in MONTH_WORDS:
        yield MONTH_WORDS[cursor.token.text], cursor.advance()
