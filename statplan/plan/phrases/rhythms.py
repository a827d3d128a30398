"""The reader of whole rhythms: "monthly, second Tuesday, 2 pm", "every other Wed at 9:00-10:30"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time

from statplan.errors import AnswerError
from statplan.plan.english import format_time
from statplan.plan.phrases.clocks import iter_clock_ranges, iter_clocks, refuse_midnight
from statplan.plan.phrases.context import PhraseContext
from statplan.plan.phrases.day_rules import check_rule, iter_day_rules, refuse_every_second
from statplan.plan.phrases.lengths import iter_lengths
from statplan.plan.phrases.repeats import iter_intervals, iter_weekday_intervals, refuse_unclear
from statplan.plan.phrases.tokens import Cursor, list_whole, split_phrase
from statplan.plan.phrases.unread import build_ambiguity_error
from statplan.plan.phrases.vocabulary import EVERY, PLURAL_WEEKDAYS
from statplan.plan.quotation import quote_answer
from statplan.plan.time_values import DayRule, RepeatInterval

_REMEDY = (
    "Write how often, and on which day and at what time if you know them, as in monthly, second "
    "Tuesday, 2:00 p.m."
)
_EVERY_WEEK, _EVERY_MONTH = RepeatInterval(1, "week"), RepeatInterval(1, "month")
_LINKS = (",", "on", "at", "@", "from", "for", "and", "meets", "meeting")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a series meets, and its days, its time, and its length in minutes, where said."""

    interval: RepeatInterval | None = None
    rule: DayRule | None = None
    start_time: time | None = None
    minutes: int | None = None

    def __str__(self) -> str:
        parts = [
            f"every {self.interval}" if self.interval else "",
            str(self.rule or ""),
            format_time(self.start_time) if self.start_time else "",
            f"{self.minutes} minutes" if self.minutes else "",
        ]
        return ", ".join(part for part in parts if part)


def read_rhythm(text: str, context: PhraseContext | None = None) -> Rhythm:
    """Read how often, and on which day, at what time, and how long, where that is said as well.

    Days of the month repeat every month, and "Tuesdays" every week, where no interval is said.

    Args:
        text: the phrase.
        context: when and where it is said; None reads only what means one thing everywhere.

    Raises:
        AnswerError: no rhythm, or one that may be two.
    """
    start = split_phrase(text)
    refuse_midnight(text, start)
    refuse_unclear(text, start)
    refuse_every_second(text, start)
    is_spoken = context is not None
    readings = list_whole(_iter_rhythms(start.skip("repeat"), Rhythm(), is_spoken=is_spoken))
    has_plural = any(token.text in PLURAL_WEEKDAYS for token in start.tokens)
    rhythms = list(
        dict.fromkeys(_add_interval(rhythm, is_weekly=has_plural) for rhythm in readings)
    )
    if not rhythms:
        raise AnswerError(f"{quote_answer(text)} is not understood.", _REMEDY)
    if len(rhythms) > 1:
        spellings = [f"{rhythm}" for rhythm in rhythms]
        raise build_ambiguity_error(text, spellings, spellings)
    rhythm = rhythms[0]
    if rhythm.rule:
        check_rule(text, rhythm.rule)
    if rhythm.interval is None and not (rhythm.rule and rhythm.rule.series):
        raise AnswerError(f"{quote_answer(text)} does not say how often.", _REMEDY)
    return rhythm


def _add_interval(rhythm: Rhythm, *, is_weekly: bool) -> Rhythm:
    """Return a rhythm with the interval that its days imply, where none is said."""
    if rhythm.interval or rhythm.rule is None or rhythm.rule.series:
        return rhythm
    if rhythm.rule.ordinal is not None:
        return replace(rhythm, interval=_EVERY_MONTH)
    return replace(rhythm, interval=_EVERY_WEEK) if is_weekly else rhythm


def _iter_rhythms(
    cursor: Cursor, rhythm: Rhythm, *, is_spoken: bool
) -> Iterator[tuple[Rhythm, Cursor]]:
    """Yield a rhythm with one part more, in any order, and so on to the end of the phrase."""
    start = cursor
    while start.token.text in _LINKS and not start.is_at_end and cursor.position:
        start = start.advance()
    for longer, after in _iter_parts(start, rhythm, is_spoken=is_spoken):
        yield longer, after
        yield from _iter_rhythms(after, longer, is_spoken=is_spoken)


def _iter_parts(
    cursor: Cursor, rhythm: Rhythm, *, is_spoken: bool
) -> Iterator[tuple[Rhythm, Cursor]]:
    if rhythm.interval is None:
        for interval, after in iter_intervals(cursor):
            yield replace(rhythm, interval=interval), after
        if rhythm.rule is None:
            for interval, rule, after in _iter_weekday_rules(cursor):
                yield replace(rhythm, interval=interval, rule=rule), after
    if rhythm.rule is None:
        is_every = cursor.token.text in EVERY  # "every Tuesday" says how often
        for rule, after in iter_day_rules(cursor):
            if not (is_every and rule.shift is None and rule.ordinal is None):
                yield replace(rhythm, rule=rule), after
    yield from _iter_times(cursor, rhythm, is_spoken=is_spoken)


def _iter_times(
    cursor: Cursor, rhythm: Rhythm, *, is_spoken: bool
) -> Iterator[tuple[Rhythm, Cursor]]:
    if rhythm.start_time is None:
        for clock, after in iter_clocks(cursor, is_spoken=is_spoken):
            yield replace(rhythm, start_time=clock), after
        if rhythm.minutes is None:
            for (clock, minutes), after in iter_clock_ranges(cursor, is_spoken=is_spoken):
                yield replace(rhythm, start_time=clock, minutes=minutes), after
    if rhythm.minutes is None:
        for minutes, after in iter_lengths(cursor):
            yield replace(rhythm, minutes=minutes), after


def _iter_weekday_rules(cursor: Cursor) -> Iterator[tuple[RepeatInterval, DayRule, Cursor]]:
    """Yield "every Wed" and "every other Tuesday and Thursday" as an interval and a rule."""
    for interval, weekday_start in iter_weekday_intervals(cursor):
        for rule, after in iter_day_rules(weekday_start):
            if rule.days and rule.days[0].ordinal is None and rule.shift is None:
                yield interval, rule, after
