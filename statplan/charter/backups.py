"""The backup dates: which meetings have one, and on which day."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext, group_series_by_policy
from statplan.charter.grammar import spell_count, spell_number
from statplan.charter.layout import build_paragraph
from statplan.documents.blocks import Block
from statplan.plan.english import format_list, format_time
from statplan.schedule.series_rules import BackupWindow

_DAY_RULES = {
    "soonest": "the first open day",
    "same week": "the first open day of the same week",
    "week later": "the open day nearest to one week later",
}


def write_backups(context: CharterContext) -> Iterator[Block]:
    """Write the backup rule, once where all series share it."""
    for qualify, window in group_series_by_policy(context, lambda rule: rule.backup_window):
        if window.keep:
            yield from build_paragraph([*_describe_window(qualify("Every meeting"), window)])
        else:
            yield from build_paragraph([f"{qualify('No meeting')} has a back-up date."])


def _describe_window(every_meeting: str, window: BackupWindow) -> Iterator[str]:
    yield f"{every_meeting} has a back-up date, kept free in case the meeting is bumped."
    day_rule = _DAY_RULES.get(window.rule) or f"the {window.reserve} of the month, kept in reserve"
    days = f"{spell_number(window.after)} to {spell_count(window.within, 'working day')}"
    if window.after == window.within:
        days = spell_count(window.within, "working day")
    yield (
        f"It stands on {day_rule}, {days} after the meeting and at least "
        f"{spell_count(window.before_next, 'working day')} before the next meeting of its series."
    )
    if window.times:
        yield f"It may also start at {format_list(map(format_time, window.times), 'or')}."
