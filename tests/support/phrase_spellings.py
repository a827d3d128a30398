"""An independent reader of phrases: it lists every way to spell a value, and looks a text up.

Nothing here parses. A value is drawn, all its spellings are written out, and a phrase means the
values among whose spellings it is.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from functools import cache
from itertools import product
from typing import Any

from statplan.plan.time_values import DayRule, Gap, RepeatInterval, RuleDay, RuleDayKind, Unit

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_DAYS = (
    ("mon",), ("tue", "tues"), ("wed", "weds"), ("thu", "thur", "thurs"), ("fri",), ("sat",),
    ("sun",),
)  # fmt: skip
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
ORDINALS = {
    1: ("first", "1st"), 2: ("second", "2nd"), 3: ("third", "3rd"), 4: ("fourth", "4th"),
    5: ("fifth", "5th"), -1: ("last", "final"),
    -2: ("second to last", "2nd to last", "second last", "2nd last", "penultimate",
         "next to last"),
    -3: ("third to last", "3rd to last", "third last", "3rd last"),
}  # fmt: skip
OF_MONTH = (
    "", "of the month", "of each month", "of every month", "of a month", "in the month",
    "in each month", "in every month", "in a month", "each month", "every month",
)  # fmt: skip
NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
YEARS = (2027, 2028)


def write_numeral(number: int) -> str:
    """Write an ordinal in figures."""
    ending = "th" if number in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def join(*words: str) -> str:
    """Join words that may be empty."""
    return " ".join(word for word in words if word)


def list_day_names(weekday: int, *, plural: bool = True) -> list[str]:
    """List the names of a weekday."""
    name = DAY_NAMES[weekday]
    return [name, *([f"{name}s"] if plural else []), *SHORT_DAYS[weekday]]


def list_month_names(month: int) -> list[str]:
    """List the names of a month."""
    name = MONTH_NAMES[month - 1]
    return list(dict.fromkeys([name, name[:3], *(["sept"] if month == 9 else [])]))


def spell_weekly_rules() -> Iterator[tuple[str, DayRule]]:
    """Spell one or two weekdays of every week."""
    for weekday in range(7):
        rule = DayRule((RuleDay(None, weekday),))
        for name in list_day_names(weekday):
            for before in ("", "on", "every", "each", "on every", "the", "on the"):
                yield join(before, name), rule
            for week in ("of each week", "of every week", "of the week", "each week", "every week"):
                yield join(name, week), rule
    for first, second in product(range(7), repeat=2):
        if first != second:
            rule = DayRule((RuleDay(None, first), RuleDay(None, second)))
            for one, other, between in product(
                list_day_names(first), list_day_names(second), (" and ", ", ", " & ")
            ):
                yield f"{one}{between}{other}", rule


def spell_monthly_rules() -> Iterator[tuple[str, DayRule]]:
    """Spell one or two weekdays or working days of a month."""
    nouns = [
        *((weekday, name) for weekday in range(7) for name in list_day_names(weekday)),
        *((None, name) for name in ("working day", "business day", "workday")),
    ]
    for (weekday, noun), ordinal in product(nouns, ORDINALS):
        kind = "working day" if weekday is None else "weekday"
        rule = DayRule((RuleDay(ordinal, weekday, kind),))  # type: ignore[arg-type]
        for word, before, after in product(ORDINALS[ordinal], ("", "the", "on the"), OF_MONTH):
            yield join(before, word, noun, after), rule
    for weekday, first, second in product(range(7), ORDINALS, ORDINALS):
        if first != second:
            rule = DayRule((RuleDay(first, weekday), RuleDay(second, weekday)))
            for one, other, between, noun in product(
                ORDINALS[first], ORDINALS[second], ("and", "&"), list_day_names(weekday)
            ):
                for after in ("", "of the month"):
                    yield join(one, between, other, noun, after), rule


def spell_month_days() -> Iterator[tuple[str, DayRule]]:
    """Spell days of the month, alone or two of them."""
    for day in range(1, 32):
        rule = DayRule((RuleDay(day, None, "day"),))
        for before, after in product(("", "the", "on the"), OF_MONTH):
            yield join(before, write_numeral(day), after), rule
        for other in range(1, 32):
            if other != day:
                both = DayRule((RuleDay(day, None, "day"), RuleDay(other, None, "day")))
                for after in ("", "of the month", "of each month"):
                    yield join(write_numeral(day), "and", write_numeral(other), after), both


def spell_intervals() -> Iterator[tuple[str, RepeatInterval]]:
    """Spell intervals of weeks, months, a quarter."""
    units: tuple[Unit, ...] = ("week", "month", "quarter")
    for unit in units:
        one = RepeatInterval(1, unit)
        for word in (unit, f"{unit}ly", f"1 {unit}", f"one {unit}"):
            yield word, one
        for before in ("every", "each", "a", "per", "every 1", "every one", "each 1", "each one"):
            for once in ("", "once"):
                yield join(once, before, unit), one
        if unit == "quarter":
            continue
        yield from _spell_counted(unit)
        for every in expand("[once] (every|each)"):
            yield join(every, "other", unit), RepeatInterval(2, unit)
    for word in ("fortnight", "fortnightly", "every fortnight", "each fortnight", "a fortnight"):
        yield word, RepeatInterval(2, "week")


def _spell_counted(unit: Unit) -> Iterator[tuple[str, RepeatInterval]]:
    """Spell several weeks or months."""
    for count, word in NUMBERS.items():
        several = RepeatInterval(count, unit)
        for every in ("", *expand("[once] (every|each)")):
            yield join(every, str(count), f"{unit}s"), several
            yield join(every, word, f"{unit}s"), several
        ordinals = ORDINALS.get(count, (write_numeral(count), "sixth"))[:2]
        for every, ordinal in product(expand("[once] (every|each)"), ordinals):
            yield join(every, ordinal, unit), several


def spell_gaps() -> Iterator[tuple[str, tuple[Gap, ...]]]:
    """Spell months, and weekdays of months."""
    nots = ("", "no", "not in", "never in", "no meetings in", "except", "except in", "in")
    for month in range(1, 13):
        for name in list_month_names(month):
            for before in nots:
                yield join(before, name), (Gap(month),)
            for ordinal, weekday in product(ORDINALS, range(7)):
                gap = Gap(month, RuleDay(ordinal, weekday))
                for word, day_name, between in product(
                    ORDINALS[ordinal][:2], list_day_names(weekday)[:3], ("in", "of")
                ):
                    yield join(word, day_name, between, name), (gap,)
                    yield join("no", word, day_name, between, name), (gap,)
        for other in range(1, 13):
            if other != month:
                for one, two in product(list_month_names(month), list_month_names(other)):
                    for between in (" and ", ", ", " & "):
                        yield f"{one}{between}{two}", (Gap(month), Gap(other))


def spell_days() -> Iterator[tuple[str, date]]:
    """Spell days of two years, as a plan may have them."""
    day = date(YEARS[0], 1, 1)
    while day.year in YEARS:
        pairs = list(product(list_month_names(day.month), (day.day, write_numeral(day.day))))
        names = [f"{name} {number}" for name, number in pairs]
        names += [f"{number} {name}" for name, number in pairs]
        dated = [f"{name}{comma} {day.year}" for name, comma in product(names, ("", ","))]
        dated += [
            str(day),
            f"{day.year}-{day.month}-{day.day}",
            f"{day.year}/{day.month}/{day.day}",
        ]
        for text in dated:
            yield text, day
            for name in list_day_names(day.weekday(), plural=False):
                yield f"{name} {text}", day
                yield f"{name}, {text}", day
        day += timedelta(days=1)


def spell_clocks() -> Iterator[tuple[str, time]]:
    """Spell times of day, as a plan may have them."""
    for hour, minute in product(range(24), range(0, 60, 5)):
        clock = time(hour, minute)
        half, spoken = ("am", "pm")[hour // 12], hour % 12 or 12
        halves = (half, f" {half}", f" {half[0]}.m.", f"{half[0]}.m.", f" {half.upper()}")
        figures = [f"{spoken}:{minute:02}", f"{spoken:02}:{minute:02}"]
        figures += [str(spoken), f"{spoken:02}"] if not minute else []
        yield f"{clock:%H:%M}", clock
        for figure, ending in product(figures, halves):
            yield f"{figure}{ending}", clock
            yield f"at {figure}{ending}", clock
    yield "noon", time(12)
    yield "at noon", time(12)
    yield "12 noon", time(12)


def expand(template: str) -> list[str]:
    """Write out a template: `[a|b]` is one of these or nothing, `(a|b)` one of these."""
    parts = re.findall(r"\[[^]]*\]|\([^)]*\)|[^\s\[\]()]+", template)
    choices = [
        ["", *part[1:-1].split("|")] if part[0] == "[" else part.strip("()").split("|")
        for part in parts
    ]
    return [join(*words) for words in product(*choices)]


_START = expand("[on] [every|each] [the]")
_MONTH_ENDS = expand("[of|in] (the|each|every|a) month")
_MONTHS = ["", *(end for end in _MONTH_ENDS if end not in {"the month", "a month"})]
_WEEKS = ["", *expand("[of] (each|every) week"), "of the week"]
_MIXED_DAYS = ((1, "tuesday"), (3, "thu"), (0, "mondays"))
_MIXED_ORDINALS = (
    *((1, "first"), (2, "second"), (2, "2nd"), (-1, "last"), (-2, "second last"), (-2, "2nd last")),
    *((-2, "second to last"), (-2, "2nd to last"), (15, "15th")),
)
_NEXT = expand("and [the] [every|each]")


def _list_mixed_items() -> list[tuple[str, tuple[RuleDay, ...]]]:
    """List what a mixture may name: ordinals with what they count, and days of the month."""
    items: list[tuple[str, tuple[RuleDay, ...]]] = []
    nouns: list[tuple[int | None, str]] = [*_MIXED_DAYS, (None, "working day")]
    for (weekday, noun), end in product(nouns, _MONTHS):
        kind: RuleDayKind = "working day" if weekday is None else "weekday"
        ordinals = [pair for pair in _MIXED_ORDINALS if pair[0] < 6 or weekday is None]
        for ordinal, word in ordinals:
            items.append((join(word, noun, end), (RuleDay(ordinal, weekday, kind),)))
        for (ordinal, word), (other, other_word) in product(ordinals, repeat=2):
            days = (RuleDay(ordinal, weekday, kind), RuleDay(other, weekday, kind))
            items += [(join(word, "and", the, other_word, noun, end), days) for the in ("", "the")]
    for number, end in product((2, 15), _MONTHS[1:]):
        items.append((join(write_numeral(number), end), (RuleDay(number, None, "day"),)))
    return [item for item in items if len(item[0].split()) <= MOST_WORDS]


def spell_mixed_rules() -> Iterator[tuple[str, DayRule]]:
    """Spell all rules of a few words, as a mixture of them may hit one."""
    for start, (weekday, name), end in product(_START, _MIXED_DAYS, _WEEKS):
        yield join(start, name, end), DayRule((RuleDay(None, weekday),))
        for between, (other, other_name) in product(_NEXT, _MIXED_DAYS):
            both = RuleDay(None, weekday), RuleDay(None, other)
            yield join(start, name, between, other_name, end), DayRule(both)
    items = _list_mixed_items()
    for start, (text, days) in product(_START, items):
        is_every = "every" in start or "each" in start
        is_second = len(days) == 1 and (days[0].ordinal or 0) > 1
        is_of_month = " of " in text or ("working" in text and text.endswith("month"))
        if not (is_every and is_second) or is_of_month:
            yield join(start, text), DayRule(days)
    short = [item for item in items if len(item[0].split()) <= MOST_WORDS - 3]
    for start, (text, days), between, (other_text, other_days) in product(
        _START, short, _NEXT, short
    ):
        phrase = join(start, text, between, other_text)
        if len(phrase.split()) <= MOST_WORDS:
            yield phrase, DayRule((*days, *other_days))
    for start, number, end in product(_START, (2, 15), _MONTHS):
        is_every = "every" in start or "each" in start
        if end or not is_every:
            yield join(start, write_numeral(number), end), DayRule((RuleDay(number, None, "day"),))
        for other, the in product((2, 15), ("", "the")):
            month_days = DayRule((RuleDay(number, None, "day"), RuleDay(other, None, "day")))
            yield (
                join(start, write_numeral(number), "and", the, write_numeral(other), end),
                month_days,
            )


def spell_mixed_gaps() -> Iterator[tuple[str, tuple[Gap, ...]]]:
    """Spell all gaps of a few words; a day of "july and aug" means two things, and is in twice."""
    months = ((7, "july"), (8, "aug"), (12, "december"))
    items: list[tuple[str, tuple[Gap, ...]]] = [(name, (Gap(month),)) for month, name in months]
    ordinals = ((1, "first"), (2, "2nd"), (4, "4th"), (-1, "last"), (-2, "2nd last"))
    for (month, name), between in product(months, ("in", "of")):
        for ordinal, word in ordinals:
            gap = Gap(month, RuleDay(ordinal, 0))
            items.append((join(word, "monday", between, name), (gap,)))
            for (other, other_word), the in product(ordinals, ("", "the")):
                both = gap, Gap(month, RuleDay(other, 0))
                text = join(word, "and", the, other_word, "monday", between, name)
                items.append((text, both))
            for other_month, other_name in months:
                text = join(word, "monday", between, name, "and", other_name)
                items.append((text, (gap, Gap(other_month, RuleDay(ordinal, 0)))))
        for number in (2, 4):
            day = RuleDay(number, None, "day")
            items.append((join(write_numeral(number), between, name), (Gap(month, day),)))
            for other_month, other_name in months:
                text = join(write_numeral(number), between, name, "and", other_name)
                items.append((text, (Gap(month, day), Gap(other_month, day))))
            items.append((join(name, write_numeral(number)), (Gap(month, day),)))
            items.append((join(name, "the", write_numeral(number)), (Gap(month, day),)))
    by_length = [(len(text.split()), text, gaps) for text, gaps in items]
    pairs = [
        (join(text, between, other_text), tuple(dict.fromkeys((*gaps, *other_gaps))))
        for length, text, gaps in by_length
        for other_length, other_text, other_gaps in by_length
        if length + other_length < MOST_WORDS
        for between in expand("and [in] [the]")
    ]
    for start, (text, gaps) in product(expand("[no|not|never] [in] [the]"), (*items, *pairs)):
        yield join(start, text), gaps


def spell_mixed_days() -> Iterator[tuple[str, date]]:
    """Spell all days of a few words."""
    for (month, name), day in product(((3, "mar"), (3, "march"), (1, "jan")), (5, 10)):
        value = date(2027, month, day)
        number = f"({day}|{write_numeral(day)})"
        bodies = [
            *expand(f"{name} [the] {number} [,] 2027"),
            *expand(f"[the] {number} [of] {name} [,] 2027"),
            *expand(f"2027 {name} {number}"),
        ]
        weekdays = [name for name in ("wed", "wednesday") if value.weekday() == 2]
        for start, body in product(["", *expand("(on)")], bodies):
            yield join(start, body), value
            for weekday, comma, the in product(weekdays, ("", ","), ("", "the")):
                yield join(start, weekday, comma, the, body), value


def spell_mixed_clocks() -> Iterator[tuple[str, time]]:
    """Spell all times of a few words; one without its half of the day is in with both."""
    figures = {"2": (2, 0), "2:00": (2, 0), "9": (9, 0), "12": (12, 0)}
    for at, (figure, (hour, minute)) in product(("", "at"), figures.items()):
        early, late = time(hour % 12, minute), time(hour % 12 + 12, minute)
        for mark in ("",) if ":" in figure else ("", "o'clock"):
            for half in ("am", "a.m.", "a. m."):
                yield join(at, figure, mark, half), early
            yield join(at, figure, mark, "pm"), late
            yield join(at, figure, mark), early
            yield join(at, figure, mark), late
            if hour < 12:
                yield join(at, figure, mark, "in the morning"), early
            if hour == 9:
                yield join(at, figure, mark, "in the evening"), late
    for at in ("", "at"):
        yield join(at, "10:30 in the morning"), time(10, 30)
        yield join(at, "10:30 in the evening"), time(22, 30)
        for figure, half in product(("10:30",), ("", "am", "a.m.", "pm")):
            yield join(at, figure, half), time(22 if half == "pm" else 10, 30)
        yield join(at, "14:00"), time(14)
        yield join(at, "noon"), time(12)
        yield join(at, "12 noon"), time(12)


MOST_WORDS = 6
# Of each kind: the words that are mixed, and the spellings that they may hit.
MIXTURES: dict[str, tuple[str, tuple[Callable[[], Iterator[tuple[str, Any]]], ...]]] = {
    "rule": (
        (
            "every each the on of month week and first 2nd last second tuesday thu mondays to 15th "
            "working_day in a"
        ),
        (spell_mixed_rules,),
    ),
    "interval": (
        (
            "every each once other a per two 2 3 three second third week weeks month months "
            "quarter weekly monthly on day 1 one"
        ),
        (spell_intervals,),
    ),
    "gap": (
        "no not in of the first 2nd last monday july aug december and never 4th week",
        (spell_mixed_gaps,),
    ),
    "day": (
        "mar march 10 10th 2027 5 5th wed wednesday the of , on jan first week",
        (spell_mixed_days,),
    ),
    "clock": (
        "2 2:00 10:30 14:00 am pm a.m. at noon in_the_morning 12 o'clock 9 in_the_evening on",
        (spell_mixed_clocks,),
    ),
}
SPELLERS: dict[str, tuple[Callable[[], Iterator[tuple[str, Any]]], ...]] = {
    "rule": (spell_weekly_rules, spell_monthly_rules, spell_month_days),
    "interval": (spell_intervals,),
    "gap": (spell_gaps,),
    "day": (spell_days,),
    "clock": (spell_clocks,),
}


@cache
def index_spellings(kind: str) -> dict[str, set[object]]:
    """Return the values of a kind by each of their spellings."""
    return _index_texts(SPELLERS[kind])


@cache
def index_mixtures(kind: str) -> dict[str, set[object]]:
    """Return the values of a kind by all that a mixture of words may spell."""
    return _index_texts(MIXTURES[kind][1])


def _index_texts(
    spellers: Iterable[Callable[[], Iterator[tuple[str, Any]]]],
) -> dict[str, set[object]]:
    found: dict[str, set[object]] = defaultdict(set)
    for spell in spellers:
        for text, value in spell():
            found[" ".join(text.casefold().split())].add(value)
    return dict(found)
