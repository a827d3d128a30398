"""The backup dates: which meetings have one, and on which day."""

from collections.abc import Iterator
from dataclasses import replace

from statplan.charter.context import CharterContext, Qualifier, group_series_by_policy
from statplan.charter.grammar import spell_count, spell_number
from statplan.charter.layout import build_paragraph
from statplan.documents.blocks import Block
from statplan.plan.english import format_list, format_time
from statplan.schedule.series_rules import BackupWindow, SeriesRule

_DAY_RULES = {
    "soonest": "the first open day",
    "same week": "the first open day of the same week",
    "week later": "the open day nearest to one week later",
}


def write_backups(context: CharterContext) -> Iterator[Block]:
    """Write the backup rule, once where all series share it."""
    for qualify, window in group_series_by_policy(context, _find_window):
        if window.keep:
            yield from build_paragraph([*_describe_window(qualify, window)])
        else:
            yield from build_paragraph([f"{qualify('No meeting')} has a back-up date."])


def _find_window(rule: SeriesRule) -> BackupWindow:
    """Return the backup policy of a series, without what has no effect on a shared reserve day."""
    window = rule.backup_window
    return replace(window, times=()) if window.is_shared else window


def _describe_window(qualify: Qualifier, window: BackupWindow) -> Iterator[str]:
    if window.is_shared and window.start_time:
        yield from _describe_shared_day(qualify, window, format_time(window.start_time))
        return
    every_meeting = qualify("Every meeting")
    yield f"{every_meeting} has a back-up date, kept free in case the meeting is bumped."
    day_rule = _DAY_RULES.get(window.rule) or f"the {window.reserve} of the month, kept in reserve"
    days = f"{spell_number(window.after)} to {spell_count(window.within, 'working day')}"
    if window.after == window.within:
        days = spell_count(window.within, "working day")
    yield (
        f"It stands on {day_rule}, {days} after the meeting and at least "
        f"{spell_count(window.before_next, 'working day')} before the next meeting of its series."
    )
    if window.start_time:
        yield f"It starts at {format_time(window.start_time)}"
    if window.times:
        yield f"It may also start at {format_list(map(format_time, window.times), 'or')}."


def _describe_shared_day(qualify: Qualifier, window: BackupWindow, start: str) -> Iterator[str]:
    """Say which day is the backup date of many meetings, and which of them gets it."""
    has_several = window.reserve is not None and len(window.reserve.days) > 1
    dates = "are kept in reserve" if has_several else "is kept in reserve"
    yield (
        f"The {window.reserve} of each month, at {start}, {dates} for {qualify('all meetings')}."
    )
    yield f"The first meeting to need {'one' if has_several else 'it'} gets it."
    yield (
        f"A meeting uses the next reserve day, {spell_number(window.after)} to "
        f"{spell_count(window.within, 'working day')} after it and at least "
        f"{spell_count(window.before_next, 'working day')} before the next meeting of its series."
    )
