"""The year as JSON: meetings with primary, backup and every reason; see `schedule.schema.json`."""

import json
from importlib.resources import files
from typing import Any

from statplan.calendars.feed import Feed
from statplan.holds import Role
from statplan.ledger.model import EntryKey, IssuedEntry
from statplan.schedule.model import Meeting, NoBackup

VERSION = 1


def load_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of what is written."""
    return (files("statplan.calendars") / "schedule.schema.json").read_text(encoding="utf-8")


def write(feed: Feed) -> bytes:
    """Write the schedule, with two-space indents and a line break at its end."""
    entries = {entry.key: entry for entry, _ in feed.iter_holds()}
    schedule = feed.schedule
    if schedule is None:
        raise TypeError("a feed of the ledger alone has no schedule")
    document = {
        "version": VERSION,
        "program": feed.name,
        "zone": feed.zone,
        "first": schedule.first.isoformat(),
        "last": schedule.last.isoformat(),
        "meetings": [_format_meeting(meeting, entries) for meeting in schedule.meetings],
        "omitted": [
            {
                "meeting": str(omission.key),
                "title": omission.title,
                "date": omission.nominal_day.isoformat() if omission.nominal_day else None,
                "why": omission.reason,
            }
            for omission in schedule.omitted
        ],
        "undecided": [
            {
                "series": undecided.series,
                "title": undecided.title,
                "missing": list(undecided.missing),
            }
            for undecided in schedule.undecided
        ],
        "closed": [
            {"date": closed_day.day.isoformat(), "name": closed_day.name, "kind": closed_day.kind}
            for closed_day in schedule.closed_days
        ],
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _format_meeting(meeting: Meeting, entries: dict[EntryKey, IssuedEntry]) -> dict[str, Any]:
    move = meeting.move
    backup = entries.get((str(meeting.key), Role.BACKUP))
    return {
        "meeting": str(meeting.key),
        "series": meeting.key.series,
        "title": meeting.title,
        "number": meeting.number,
        "about": list(meeting.subject_ids),
        "subject": meeting.subject or None,
        "primary": _format_hold(entries[str(meeting.key), Role.PRIMARY]),
        "moved": {"from": move.nominal_day.isoformat(), "why": move.reason} if move else None,
        "backup": _format_hold(backup) if backup else None,
        "no_backup": meeting.backup.reason if isinstance(meeting.backup, NoBackup) else None,
        "passed": [
            {"date": day.isoformat(), "why": why} for day, why in meeting.backup.rejected_days
        ],
        "required": list(meeting.required),
        "optional": list(meeting.optional),
    }


def _format_hold(entry: IssuedEntry) -> dict[str, Any]:
    return {
        "uid": entry.uid,
        "state": entry.state.value,
        "start": entry.start.isoformat(timespec="minutes"),
        "end": entry.end.isoformat(timespec="minutes"),
        "place": entry.text.place or None,
    }
