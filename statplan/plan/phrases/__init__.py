"""The one reader of phrases: days, times, rhythms, and lengths, as people write them.

Without a context it reads what means one thing without today, a country, or a zone: that is what a
plan file may hold. With a context it also reads what a person means: "next Friday", "1/5/27". A
phrase of which two readings differ is refused with both.
"""

from statplan.plan.phrases.clocks import format_range, read_clock, read_clock_range
from statplan.plan.phrases.context import PhraseContext
from statplan.plan.phrases.day_phrases import FIRST_YEAR, LAST_YEAR
from statplan.plan.phrases.day_rules import read_day_rule
from statplan.plan.phrases.days import (
    is_day_phrase,
    read_day,
    read_day_list,
    read_days,
    split_leading_day,
)
from statplan.plan.phrases.gaps import read_gap, read_gaps
from statplan.plan.phrases.lengths import read_count, read_minutes
from statplan.plan.phrases.minimums import read_minimum
from statplan.plan.phrases.repeats import read_interval
from statplan.plan.phrases.rhythms import Rhythm, read_rhythm

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "PhraseContext",
    "Rhythm",
    "format_range",
    "is_day_phrase",
    "read_clock",
    "read_clock_range",
    "read_count",
    "read_day",
    "read_day_list",
    "read_day_rule",
    "read_days",
    "read_gap",
    "read_gaps",
    "read_interval",
    "read_minimum",
    "read_minutes",
    "read_rhythm",
    "split_leading_day",
]
