"""The reader of phrases: what is printed is read back, and no mixture of words is misunderstood."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.charter.grammar import format_time_range
from statplan.errors import AnswerError
from statplan.plan import english, phrases
from statplan.plan.phrases import PhraseContext, Rhythm
from statplan.plan.time_values import DayRule, DayShift, Gap, RepeatInterval, RuleDay
from statplan.schedule.model import TimeSlot
from tests.support.phrase_spellings import (
    MIXTURES,
    MOST_WORDS,
    SPELLERS,
    index_mixtures,
    index_spellings,
)
from tests.support.sampling import count_examples

READERS: dict[str, Any] = {
    "rule": phrases.read_day_rule,
    "interval": phrases.read_interval,
    "gap": phrases.read_gaps,
    "day": phrases.read_day,
    "clock": phrases.read_clock,
}
many = settings(max_examples=count_examples(200, 5000), deadline=None)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
CLOCKS = st.times().map(lambda each: each.replace(second=0, microsecond=0))
INTERVALS = st.one_of(
    st.sampled_from([RepeatInterval(1, "week"), RepeatInterval(1, "month")]),
    st.just(RepeatInterval(1, "quarter")),
    st.builds(RepeatInterval, st.integers(2, 52), st.sampled_from(["week", "month"])),
)
WEEKDAYS = st.integers(0, 6)
ORDINALS = st.sampled_from([1, 2, 3, 4, 5, -1, -2, -3])
MONTH_DAYS = st.one_of(
    st.builds(RuleDay, ORDINALS, WEEKDAYS),
    st.builds(RuleDay, st.integers(1, 31), st.none(), st.just("day")),
    st.builds(RuleDay, st.integers(1, 23), st.none(), st.just("working day")),
    st.builds(RuleDay, st.integers(-3, -1), st.none(), st.sampled_from(["day", "working day"])),
)
RULE_DAYS = st.one_of(
    st.lists(st.builds(RuleDay, st.none(), WEEKDAYS), min_size=1, max_size=3, unique=True),
    st.lists(MONTH_DAYS, min_size=1, max_size=3, unique=True),
).map(tuple)
SHIFTS = st.one_of(
    st.builds(DayShift, st.sampled_from([-5, -3, -2, -1, 1, 2, 3, 5]), WEEKDAYS),
    st.builds(DayShift, st.integers(1, 30).map(lambda count: -count)),
    st.builds(DayShift, st.integers(1, 30)),
)
SERIES = st.sampled_from(["council", "city-council", "board-2", "stat", "budget-review"])
RULES = st.one_of(
    st.builds(DayRule, RULE_DAYS),
    st.builds(DayRule, RULE_DAYS, SHIFTS),
    st.builds(DayRule, st.just(()), SHIFTS, SERIES),
)
GAPS = st.builds(
    Gap,
    st.integers(1, 12),
    st.none()
    | MONTH_DAYS.filter(lambda each: each.kind != "day" or -3 <= (each.ordinal or 0) <= 28),
)


@pytest.mark.slow
@many
@given(DAYS, DAYS)
def test_a_printed_day_is_read_back(day: date, today: date) -> None:
    for context in (None, PhraseContext(today, "US"), PhraseContext(today, "GB")):
        for text in (str(day), english.format_long_date(day), english.format_short_date(day)):
            assert phrases.read_day(text, context) == day
    # Without its year a day is the next one; what is printed so is ahead, and within a year.
    ahead = today + timedelta(days=day.toordinal() % 365)
    context = PhraseContext(today, "US")
    if ahead.year <= phrases.LAST_YEAR:
        for text in (english.format_month_day(ahead), english.format_short_day(ahead)):
            assert phrases.read_day(text, context) == ahead


@pytest.mark.slow
@many
@given(CLOCKS, DAYS)
def test_a_printed_time_is_read_back(clock: time, today: date) -> None:
    for context in (None, PhraseContext(today)):
        for text in (f"{clock:%H:%M}", english.format_time(clock)):
            assert phrases.read_clock(text, context) == clock


@pytest.mark.slow
@many
@given(CLOCKS, st.integers(1, 719))
def test_a_printed_range_of_times_is_read_back(start: time, minutes: int) -> None:
    day = date(2027, 3, 10)
    slot = TimeSlot(day, start, minutes)
    if (datetime.combine(day, start) + timedelta(minutes=minutes)).date() != day:
        return
    assert phrases.read_clock_range(format_time_range(slot)) == (start, minutes)
    assert phrases.read_clock_range(phrases.format_range((start, minutes))) == (start, minutes)


@pytest.mark.slow
@many
@given(INTERVALS)
def test_a_printed_interval_is_read_back(interval: RepeatInterval) -> None:
    for text in (f"{interval}", f"every {interval}", f"{interval}".upper()):
        assert phrases.read_interval(text) == interval


@pytest.mark.slow
@many
@given(RULES)
def test_a_printed_rule_is_read_back(rule: DayRule) -> None:
    for text in (f"{rule}", f"{rule}".upper()):
        assert phrases.read_day_rule(text) == rule


@pytest.mark.slow
@many
@given(st.lists(GAPS, min_size=1, max_size=4, unique=True))
def test_printed_gaps_are_read_back(gaps: list[Gap]) -> None:
    assert phrases.read_gaps("; ".join(map(str, gaps))) == tuple(gaps)
    assert [phrases.read_gap(str(gap)) for gap in gaps] == gaps


@pytest.mark.slow
@many
@given(INTERVALS, st.none() | RULES, st.none() | CLOCKS, st.none() | st.integers(1, 600))
def test_a_printed_rhythm_is_read_back(
    interval: RepeatInterval, rule: DayRule | None, clock: time | None, minutes: int | None
) -> None:
    rhythm = Rhythm(interval, rule, clock, minutes)
    for context in (None, PhraseContext(date(2026, 12, 1))):
        assert phrases.read_rhythm(str(rhythm), context) == rhythm


@pytest.mark.slow
@many
@given(DAYS, DAYS)
def test_a_printed_range_of_days_is_read_back(first: date, last: date) -> None:
    first, last = sorted((first, last))
    written = f"{english.format_long_date(first)} to {english.format_long_date(last)}"
    for text in (written, f"{first} to {last}", f"{first} - {last}"):
        assert phrases.read_days(text) == (first, last)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SPELLERS)
def test_each_spelling_of_a_value_means_that_value(kind: str) -> None:
    spellings = index_spellings(kind)
    step = max(1, len(spellings) // count_examples(1500, 20000))
    for text, values in list(spellings.items())[::step]:
        assert values == {READERS[kind](text)}, text


@st.composite
def draw_mixture(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a kind, and some of its words in any order."""
    kind = draw(st.sampled_from(list(MIXTURES)))
    words = MIXTURES[kind][0].split()
    drawn = draw(st.lists(st.sampled_from(words), min_size=1, max_size=MOST_WORDS))
    return kind, " ".join(" ".join(drawn).replace("_", " ").split()[:MOST_WORDS])


def read_checked(kind: str, text: str) -> bool:
    """Read a mixture; return whether it was understood, which must then be rightly so."""
    try:
        value = READERS[kind](text)
    except AnswerError:
        return False
    assert index_mixtures(kind).get(text) == {value}, text
    return True


@pytest.mark.slow
@settings(max_examples=count_examples(1500, 30000), deadline=None)
@given(draw_mixture())
def test_a_mixture_of_words_is_refused_or_means_what_it_says(mixture: tuple[str, str]) -> None:
    read_checked(*mixture)


@pytest.mark.parametrize("kind", MIXTURES)
def test_mixtures_that_mean_something_are_reached(kind: str) -> None:
    texts = list(index_mixtures(kind))[:: max(1, len(index_mixtures(kind)) // 500)]
    assert sum(read_checked(kind, text) for text in texts) > len(texts) / 4


def is_explained(read: Any, text: str) -> bool:
    """Return whether a text is read, or refused with a fact and a remedy."""
    try:
        read(text, PhraseContext(date(2026, 12, 1)))
    except AnswerError as error:
        return bool(error.fact and str(error.remedy))
    return True


@pytest.mark.slow
@many
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert all(
        is_explained(read, text)
        for read in (
            phrases.read_day,
            phrases.read_days,
            phrases.read_day_list,
            phrases.read_clock,
            phrases.read_clock_range,
            phrases.read_rhythm,
        )
    )


@pytest.mark.parametrize("text", ["and " * 500, "1st and " * 200, "first, " * 28 + "Monday"])
def test_a_long_phrase_takes_no_time(text: str) -> None:
    with pytest.raises(AnswerError):
        phrases.read_rhythm(text)
