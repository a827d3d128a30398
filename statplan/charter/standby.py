"""The back-up dates: which meetings have one, and where it stands."""

from collections.abc import Iterator

from statplan.charter.english import number, times
from statplan.charter.given import Given
from statplan.charter.layout import prose
from statplan.charter.policies import by_series
from statplan.documents.blocks import Block
from statplan.plan.english import clock, listing
from statplan.schedule.rules import BackupWindow

_STANDS = {
    "soonest": "the first open day",
    "same week": "the first open day of the same week",
    "week later": "the open day nearest to one week later",
}


def backups(given: Given) -> Iterator[Block]:
    """Write the back-up rule, once where all series share it."""
    for whose, window in by_series(given, lambda rule: rule.backup):
        if window.keep:
            yield from prose([*_kept(whose("Every meeting"), window)])
        else:
            yield from prose([f"{whose('No meeting')} has a back-up date."])


def _kept(meeting: str, window: BackupWindow) -> Iterator[str]:
    yield f"{meeting} has a back-up date, kept free in case the meeting is bumped."
    where = _STANDS.get(window.rule) or f"the {window.reserve} of the month, kept in reserve"
    days = f"{number(window.after)} to {times(window.within, 'working day')}"
    if window.after == window.within:
        days = times(window.within, "working day")
    yield (
        f"It stands on {where}, {days} after the meeting and at least "
        f"{times(window.before_next, 'working day')} before the next meeting of its series."
    )
    if window.times:
        yield f"It may also start at {listing(map(clock, window.times), 'or')}."
