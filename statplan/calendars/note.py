"""The note for assistants: what changed, from which date to which, and how calendars take it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from statplan.calendars.saying import counted, table
from statplan.ledger import Change, Changes, Ledger
from statplan.plan import Plan
from statplan.plan.english import long_day
from statplan.plan.zone import zone

_PROGRAMS = """\
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


def is_note(data: bytes) -> bool:
    """Return whether a file is a note of this kind, of whatever program."""
    return re.match(rb"# .*: changes of the calendar\r?\n", data) is not None


def note(plan: Plan, ledger: Ledger, changes: Changes, folder: str) -> str:
    """Write CHANGES.md.

    Args:
        plan: names the program.
        ledger: the ledger after the publish.
        changes: what it changed.
        folder: where the files of the changes are.
    """
    return "\n".join(_lines(plan, ledger, changes, folder))


def _as_in_calendars(change: Change) -> Change:
    """Return a change as its reader's calendar shows it: what was bumped is cancelled there."""
    return replace(change, other=None) if change.what == "restore" else change


def _lines(plan: Plan, ledger: Ledger, changes: Changes, folder: str) -> Iterator[str]:
    published = ledger.published
    shown = [_as_in_calendars(each) for each in changes.found if not each.all_day]
    same = sum(row.lives and not row.all_day for row in changes.same)
    touched = {person for each in shown for person in each.people}
    yield f"# {plan.program.name or 'Stat'}: changes of the calendar"
    yield ""
    if published:
        day = published.at.astimezone(zone(plan.program.timezone or "UTC")).date()
        yield f"{long_day(day)}. {counted(len(shown), same, len(touched))}."
        yield ""
    yield "## What changed"
    yield ""
    yield from table(shown)
    reasons = _reasons(ledger, {each.new.meeting for each in shown})
    if reasons:
        yield "## Why"
        yield ""
        yield from reasons
        yield ""
    yield "## What did not change"
    yield ""
    yield f"All other dates stand: {same} entries are as they were, to the letter."
    yield ""
    yield _PROGRAMS.format(folder=folder)


def _reasons(ledger: Ledger, meetings: set[str]) -> list[str]:
    """The last decision about each meeting, where somebody gave a reason."""
    last = {each.meeting: each for each in ledger.decisions if each.meeting in meetings}
    return [
        f"- `{key}`: {each.kind}, {each.reason}"
        for key, each in sorted(last.items())
        if each.reason
    ]
