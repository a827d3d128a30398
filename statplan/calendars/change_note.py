"""The note for assistants: what changed, old and new dates, and what to do in a calendar."""

import re
from collections.abc import Iterator
from dataclasses import replace

from statplan.calendars.change_text import describe_shift, format_counts, render_table
from statplan.calendars.published_files import ADDITIONS_FILE
from statplan.calendars.year_summary import describe_new_year, split_additions
from statplan.ledger.diff import Change, Changes
from statplan.ledger.model import Ledger
from statplan.ledger.new_year import find_last_new_year
from statplan.plan import lookup
from statplan.plan.english import format_long_date
from statplan.plan.model import Plan
from statplan.plan.timezones import load_timezone
from statplan.schedule.series_rules import index_titles

_INSTRUCTIONS = """\
## How to take it over

- **Subscribed to `calendar.ics`?** Nothing to do; the program fetches it by itself, within half an
  hour (Thunderbird), hours or a day (Google, Outlook, Apple: they decide). For a change of today or
  tomorrow, use the files below as well.
- **Imported once?** Never import the year again: most programs then make every entry twice, or
  refuse the file. Open the files of `{folder}/` one by one: `additions.ics` first,
  where there is one, then each other file, which is about one entry each.
- **Outlook** makes a new appointment of a file that is imported: take the old one away by hand, by
  the table above. Invitations and cancellations that come by mail change what is there, as its
  maker says; `statplan publish --invite` writes them.
- **Google Calendar, Apple Calendar**: subscribe, or change by hand; how they take a file for an
  entry that they have was not tried.
"""


def is_change_note(content: bytes) -> bool:
    """Return whether a file is a note of this kind, of whatever program."""
    return re.match(rb"# .*: changes of the calendar\r?\n", content) is not None


def render_change_note(plan: Plan, ledger: Ledger, changes: Changes, folder: str) -> str:
    """Write CHANGES.md.

    Args:
        plan: names the program.
        ledger: the ledger after the publish.
        changes: what it changed.
        folder: where the files of the changes are.
    """
    return "\n".join(_iter_lines(plan, ledger, changes, folder))


def _to_calendar_change(change: Change) -> Change:
    """Return a change as its reader's calendar shows it: a bumped date is cancelled there."""
    return replace(change, other_entry=None) if change.kind == "restore" else change


def _iter_lines(plan: Plan, ledger: Ledger, changes: Changes, folder: str) -> Iterator[str]:
    published = ledger.published
    visible_changes = [
        _to_calendar_change(change) for change in changes.differences if not change.is_all_day
    ]
    unchanged_count = sum(entry.is_live and not entry.is_all_day for entry in changes.unchanged)
    people = {person for change in visible_changes for person in change.people}
    yield f"# {plan.program.name or 'Stat'}: changes of the calendar"
    yield ""
    if published:
        day = published.published_at.astimezone(
            load_timezone(plan.program.timezone or "UTC")
        ).date()
        yield (
            f"{format_long_date(day)}. "
            f"{format_counts(len(visible_changes), unchanged_count, len(people))}."
        )
        yield ""
    yield "## What changed"
    yield ""
    shift = describe_shift(changes)
    if shift:
        yield shift
        yield ""
    new_year = find_last_new_year(ledger)
    if new_year:
        additions, _ = split_additions(visible_changes, new_year)
        summary = describe_new_year(new_year, additions)
        yield f"{summary} `{folder}/{ADDITIONS_FILE}` has its entries."
        yield ""
    yield from render_table(visible_changes, index_titles(plan), new_year)
    untold = lookup.format_unlisted_people(plan, sorted(people))
    if untold:
        yield "## Whom to tell yourself"
        yield ""
        yield f"The roster has no address for these people, so tell them about it: {untold}."
        yield ""
    reasons = _list_reasons(ledger, {change.new.meeting for change in visible_changes})
    if reasons:
        yield "## Why"
        yield ""
        yield from reasons
        yield ""
    yield "## What did not change"
    yield ""
    yield f"All other dates stand: {unchanged_count} entries are as they were, to the letter."
    yield ""
    yield _INSTRUCTIONS.format(folder=folder)


def _list_reasons(ledger: Ledger, meetings: set[str]) -> list[str]:
    """Return the last decision about each meeting, where somebody gave a reason."""
    last_decisions = {
        decision.meeting: decision for decision in ledger.decisions if decision.meeting in meetings
    }
    return [
        f"- `{meeting_key}`: {decision.kind}, {decision.reason}"
        for meeting_key, decision in sorted(last_decisions.items())
        if decision.reason
    ]
