"""The reader of the days of a rule: "the 2nd Tues of the month", "Monday before council"."""

from collections.abc import Iterator

from statplan.errors import AnswerError
from statplan.plan.phrases.repeats import iter_weekday_intervals
from statplan.plan.phrases.tokens import Cursor, iter_numbers, list_whole, split_phrase
from statplan.plan.phrases.unread import build_ambiguity_error
from statplan.plan.phrases.vocabulary import (
    AFTER,
    AN,
    AND,
    BEFORE,
    EVERY,
    ORDINAL_WORDS,
    PLURAL_WEEKDAYS,
    WEEKDAY_WORDS,
)
from statplan.plan.quotation import quote_answer
from statplan.plan.time_values import DayRule, DayShift, RuleDay, RuleDayKind

Days = tuple[RuleDay, ...]
_REMEDY = "Write it as in second Thursday, last Friday, or Tuesday and Thursday."
_MOST_OF_WEEKDAY, _MOST_OF_DAY, _MOST_OF_WORKING_DAY = 5, 31, 23
_LEAST_ORDINAL = -3
_DAYS_IN_WEEK = 7
# Words that end the name of another series in a rhythm.
_STOPS = frozenset(
    {*EVERY, *AND, "at", "from", "for", "on", "in", "monthly", "weekly", "quarterly"}
)


def read_day_rule(text: str) -> DayRule:
    """Read the days of a rule: `second Thursday`, `Tuesday and Thursday`, `Monday before council`.

    Raises:
        AnswerError: no such rule, a day twice, or a rule that may be two.
    """
    start = split_phrase(text)
    refuse_every_second(text, start)
    rules = list_whole(iter_day_rules(start))
    if not rules:
        _refuse_interval(text, start)
        raise AnswerError(f"{quote_answer(text)} is not understood.", _REMEDY)
    if len(rules) > 1:
        spellings = [str(rule) for rule in rules]
        raise build_ambiguity_error(text, spellings, spellings)
    check_rule(text, rules[0])
    return rules[0]


def _refuse_interval(text: str, cursor: Cursor) -> None:
    """Refuse "every other Wed", which says how often as well.

    Raises:
        AnswerError: the whole phrase says so.
    """
    for interval, weekday_start in iter_weekday_intervals(cursor):
        for rule in list_whole(iter_day_rules(weekday_start)):
            fact = f"{quote_answer(text)} says on which day, and also how often."
            raise AnswerError(fact, f"Write {rule} here, and {interval} as how often.")


def check_rule(text: str, rule: DayRule) -> None:
    """Refuse a rule that names a day twice.

    Raises:
        AnswerError: it does.
    """
    if len(set(rule.days)) != len(rule.days):
        raise AnswerError(f"{quote_answer(text)} names a weekday twice.", _REMEDY)


def refuse_every_second(text: str, cursor: Cursor) -> None:
    """Refuse "every second Tuesday": that of each month, or one Tuesday of two.

    Raises:
        AnswerError: a phrase says so, without "of the month".
    """
    while not cursor.is_at_end:
        after_every = cursor.take(EVERY)
        for ordinal, after in _iter_ordinals(after_every) if after_every else ():
            weekday = after.token.text
            follower = after.advance().token.text
            if ordinal > 1 and weekday in WEEKDAY_WORDS and follower != "of":
                day = RuleDay(ordinal, WEEKDAY_WORDS[weekday])
                count = "other" if ordinal == 2 else f"{ordinal} weeks on"  # noqa: PLR2004 - every other
                meanings = [f"the {day} of each month", f"every {count} {day.noun}"]
                fact = f"{quote_answer(text)} may be {' or '.join(meanings)}."
                remedy = f"Write {day}; or repeat every {ordinal} weeks, on {day.noun}."
                raise AnswerError(fact, remedy)
        cursor = cursor.advance()


def iter_day_rules(cursor: Cursor) -> Iterator[tuple[DayRule, Cursor]]:
    """Yield what the days of a rule may be read as."""
    start = cursor.skip("on")
    every = start.take(EVERY)
    for days, after in iter_rule_days((every or start).skip("the")):
        if not every or _is_each_month(days, after):
            yield DayRule(days), after
    yield from _iter_shifted(start.skip(*EVERY).skip("the"))


def _is_each_month(days: Days, cursor: Cursor) -> bool:
    """Return whether "every" before days means each month or week: "every third day" does not."""
    ordinal = days[0].ordinal
    has_month = cursor.tokens[cursor.position - 1].text == "month"
    return ordinal is None or ordinal <= 1 or len(days) > 1 or has_month


def iter_rule_days(cursor: Cursor) -> Iterator[tuple[Days, Cursor]]:
    """Yield days in a row: weekdays, ordinals with what they count, days of the month."""
    yield from _iter_month_days(cursor)
    for days, after in _iter_items(cursor):
        is_weekly = {day.ordinal is None for day in days}
        if len(is_weekly) > 1:
            continue  # "second Tuesday and Thursday" may be the second Thursday
        yield days, after
        if is_weekly == {True}:
            weekly = after.take("of", ("the", *EVERY), "week") or after.take(EVERY, "week")
            if weekly:
                yield days, weekly


def _iter_items(cursor: Cursor) -> Iterator[tuple[Days, Cursor]]:
    for days, after in _iter_item(cursor):
        yield days, after
        rest = _skip_separator(after)
        if rest:
            for more_days, end in _iter_items(rest.skip("the").skip(*EVERY)):
                yield (*days, *more_days), end


def _skip_separator(cursor: Cursor) -> Cursor | None:
    """Return the cursor behind a comma, "and", a slash, or a comma and "and"."""
    comma = cursor.take(",")
    return (comma or cursor).take(AND) or comma or cursor.take("/")


def _iter_item(cursor: Cursor) -> Iterator[tuple[Days, Cursor]]:
    """Yield a weekday, or some ordinals and what they count."""
    if cursor.token.text in WEEKDAY_WORDS:
        yield (RuleDay(None, WEEKDAY_WORDS[cursor.token.text]),), cursor.advance()
    for number, after in _iter_numerals(cursor):
        month = _take_month(after)
        if month and number <= _MOST_OF_DAY:
            yield (RuleDay(number, None, "day"),), month
    for ordinals, noun_start in _iter_ordinal_lists(cursor):
        for weekday, kind, after in _iter_nouns(noun_start):
            days = tuple(_make_day(ordinal, weekday, kind) for ordinal in ordinals)
            if all(days):
                found = tuple(day for day in days if day)
                yield found, after
                month = _take_month(after)
                if month:
                    yield found, month


def _iter_month_days(cursor: Cursor) -> Iterator[tuple[Days, Cursor]]:
    """Yield days of the month alone: "the 15th", "1st and 15th of each month"."""
    for number, after in _iter_numerals(cursor):
        if not 1 <= number <= _MOST_OF_DAY:
            continue
        day = RuleDay(number, None, "day")
        yield (day,), after
        month = after.skip("day").take("of", ("the", *EVERY), "month") or _take_month(after)
        if month:
            yield (day,), month
        rest = _skip_separator(after)
        for days, end in _iter_month_days(rest.skip("the")) if rest else ():
            yield (day, *days), end


def _take_month(cursor: Cursor) -> Cursor | None:
    """Return the cursor behind "of the month", "each month", "of a month"; else None."""
    of_month = cursor.take(("of", "in"), ("the", "a", *EVERY), "month") or cursor.take(
        "of", "month"
    )
    return of_month or cursor.take(EVERY, "month")


def _make_day(ordinal: int, weekday: int | None, kind: RuleDayKind) -> RuleDay | None:
    most = {
        "weekday": _MOST_OF_WEEKDAY,
        "working day": _MOST_OF_WORKING_DAY,
        "day": _MOST_OF_DAY,
    }[kind]
    return RuleDay(ordinal, weekday, kind) if _LEAST_ORDINAL <= ordinal <= most else None


def _iter_nouns(cursor: Cursor) -> Iterator[tuple[int | None, RuleDayKind, Cursor]]:
    """Yield what an ordinal counts: weekdays, working days, days."""
    word, after = cursor.token.text, cursor.advance()
    if word in WEEKDAY_WORDS:
        yield WEEKDAY_WORDS[word], "weekday", after
    if word in {"workday", "workdays"}:
        yield None, "working day", after
    working = cursor.take(("working", "business", "work"), ("day", "days"))
    if working:
        yield None, "working day", working
    if word in {"day", "days"}:
        yield None, "day", after


def _iter_numerals(cursor: Cursor) -> Iterator[tuple[int, Cursor]]:
    if cursor.token.kind == "numeral":
        yield int(cursor.token.text[:-2]), cursor.advance()


def _iter_ordinals(cursor: Cursor) -> Iterator[tuple[int, Cursor]]:
    """Yield an ordinal: first, 1st, last, second to last, next to last."""
    for number, after in _iter_plain_ordinals(cursor):
        yield number, after
        to_last = after.skip("-").take("to")
        last = to_last.skip("-", "the").take("last") if to_last else after.skip("-").take("last")
        if last and 1 < number <= -_LEAST_ORDINAL:
            yield -number, last
    next_to = cursor.take("next")
    to = next_to.skip("-").take("to") if next_to else None
    last = to.skip("-").take("last") if to else cursor.take("last", "but", "one")
    if last:
        yield -2, last


def _iter_plain_ordinals(cursor: Cursor) -> Iterator[tuple[int, Cursor]]:
    yield from _iter_numerals(cursor)
    if cursor.token.text in ORDINAL_WORDS:
        yield ORDINAL_WORDS[cursor.token.text], cursor.advance()


def _iter_ordinal_lists(cursor: Cursor) -> Iterator[tuple[tuple[int, ...], Cursor]]:
    """Yield ordinals that share what they count: first, third and last."""
    for ordinal, after in _iter_ordinals(cursor):
        yield (ordinal,), after
        rest = _skip_separator(after)
        for ordinals, end in _iter_ordinal_lists(rest.skip("the")) if rest else ():
            yield (ordinal, *ordinals), end


def _iter_shifted(cursor: Cursor) -> Iterator[tuple[DayRule, Cursor]]:
    """Yield rules that are relative to other days, or to another series."""
    for count, weekday, way_start in _iter_steps(cursor):
        way = way_start.skip("immediately", "directly", "right", "just")
        sign = -1 if way.token.text in BEFORE else 1
        target = way.take((*BEFORE, *AFTER)) or way.take("prior", "to")
        if target is None:
            continue
        if way.token.text == "prior":
            sign = -1
        yield from _iter_targets(target, DayShift(sign * count, weekday))


def _iter_steps(cursor: Cursor) -> Iterator[tuple[int, int | None, Cursor]]:
    """Yield how far a day is from another: a number of weekdays, or of days."""
    if cursor.token.text in WEEKDAY_WORDS and cursor.token.text not in PLURAL_WEEKDAYS:
        yield 1, WEEKDAY_WORDS[cursor.token.text], cursor.advance()
    for ordinal, after in _iter_ordinals(cursor):
        if 1 <= ordinal <= _MOST_OF_WEEKDAY and after.token.text in WEEKDAY_WORDS:
            yield ordinal, WEEKDAY_WORDS[after.token.text], after.advance()
    if cursor.token.text == "day":
        yield 1, None, cursor.advance()
    article = cursor.take(AN)
    counts = [*iter_numbers(cursor, most=99), *([(1, article)] if article else [])]
    for count, unit in counts:
        days = {"day": 1, "days": 1, "week": _DAYS_IN_WEEK, "weeks": _DAYS_IN_WEEK}
        if count and unit.token.text in days:
            yield count * days[unit.token.text], None, unit.advance()


def _iter_targets(cursor: Cursor, shift: DayShift) -> Iterator[tuple[DayRule, Cursor]]:
    """Yield the days, or the other series, that a rule is relative to."""
    after_the = cursor.take("the")
    is_named = False
    for days, after in iter_rule_days(after_the or cursor):
        if after_the or days[0].ordinal is not None:
            is_named = True
            yield DayRule(days, shift), after
    start = after_the or cursor
    series, after = _read_series(start)
    is_weekday = series in WEEKDAY_WORDS
    if series and not is_named and not is_weekday:
        yield DayRule((), shift, series), after


def _read_series(cursor: Cursor) -> tuple[str, Cursor]:
    """Return the id of a series, said in words or with hyphens, and the cursor behind it."""
    parts: list[str] = []
    while True:
        hyphen = cursor.take("-") if parts and not cursor.token.is_spaced else None
        word = hyphen or cursor
        is_glued = bool(parts) and not word.token.is_spaced
        is_joined = is_glued or (not parts and _is_hyphenated(word))
        is_part = word.token.text.isascii() and (
            word.token.kind == "word" or (is_joined and word.token.kind in {"number", "numeral"})
        )
        if not is_part or (not is_joined and word.token.text in _STOPS):
            return "".join(parts), cursor
        parts.append(
            word.token.text if not parts or (is_glued and not hyphen) else f"-{word.token.text}"
        )
        cursor = word.advance()


def _is_hyphenated(cursor: Cursor) -> bool:
    """Return whether a hyphen joins a part of an id to a word: 311-stat, on-call."""
    hyphen = cursor.advance()
    word = hyphen.advance().token
    is_joined = hyphen.token.text == "-" and not hyphen.token.is_spaced and not word.is_spaced
    return is_joined and word.kind == "word"
