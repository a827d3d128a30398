"""The year as JSON: meetings with primary, backup and every reason; see `schedule.schema.json`."""

import json
from importlib.resources import files
from typing import Any

from statplan.calendars.feed import Feed
from statplan.holds import Role
from statplan.ledger.model import EntryKey, IssuedEntry
from statplan.schedule.model import Backup, Meeting, NoBackup, Schedule

VERSION = 1


def load_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of what is written."""
    return (files("statplan.calendars") / "schedule.schema.json").read_text(encoding="utf-8")


def write(feed: Feed) -> bytes:
    """Write the schedule, with two-space indents and a line break at its end."""
    entries = {entry.key: entry for entry, _ in feed.iter_holds()}
    deadlines: dict[str, list[IssuedEntry]] = {}
    for deadline in feed.iter_deadlines():
        deadlines.setdefault(deadline.meeting, []).append(deadline)
    reserve_entries = [entry for entry in feed.entries if entry.role == Role.RESERVE]
    entries |= {entry.key: entry for entry in reserve_entries}
    schedule = feed.schedule
    if schedule is None:
        raise TypeError("a feed of the ledger alone has no schedule")
    document = {
        "version": VERSION,
        "program": feed.name,
        "zone": feed.zone,
        "first": schedule.first.isoformat(),
        "last": schedule.last.isoformat(),
        "meetings": [
            _format_meeting(meeting, entries, deadlines.get(str(meeting.key), []))
            for meeting in schedule.meetings
        ],
        **_format_reserve_days(reserve_entries, schedule),
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


def _format_meeting(
    meeting: Meeting, entries: dict[EntryKey, IssuedEntry], deadlines: list[IssuedEntry]
) -> dict[str, Any]:
    move = meeting.move
    reserve_key = _find_reserve_key(meeting)
    backup = (
        entries.get((reserve_key, Role.RESERVE))
        if reserve_key
        else entries.get((str(meeting.key), Role.BACKUP))
    )
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
        **({"reserve_day": reserve_key} if reserve_key else {}),
        "no_backup": meeting.backup.reason if isinstance(meeting.backup, NoBackup) else None,
        "passed": [
            {"date": day.isoformat(), "why": why} for day, why in meeting.backup.rejected_days
        ],
        "deadlines": [
            {
                "kind": deadline.role,
                "date": deadline.start.date().isoformat(),
                "title": deadline.text.name,
                "uid": deadline.uid,
            }
            for deadline in deadlines
        ],
        "required": list(meeting.required),
        "optional": list(meeting.optional),
    }


def _find_reserve_key(meeting: Meeting) -> str | None:
    """Return the key of the reserve day that is a meeting's backup date, where it shares one."""
    key = meeting.backup.reserve_key if isinstance(meeting.backup, Backup) else None
    return str(key) if key else None


def _format_reserve_days(entries: list[IssuedEntry], schedule: Schedule) -> dict[str, Any]:
    """Return the reserve days that several meetings share, where there are any."""
    if not entries:
        return {}
    return {
        "reserve_days": [
            {
                "reserve_day": entry.meeting,
                "title": entry.text.name,
                "hold": _format_hold(entry),
                "meetings": [
                    str(meeting.key)
                    for meeting in schedule.meetings
                    if _find_reserve_key(meeting) == entry.meeting
                ],
            }
            for entry in entries
        ]
    }


def _format_hold(entry: IssuedEntry) -> dict[str, Any]:
    return {
        "uid": entry.uid,
        "state": entry.state.value,
        "start": entry.start.isoformat(timespec="minutes"),
        "end": entry.end.isoformat(timespec="minutes"),
        "place": entry.text.place or None,
    }
