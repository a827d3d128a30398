"""The year as JSON: meetings with primary, back-up and every reason; see `schedule.schema.json`."""

import json
from importlib.resources import files
from typing import Any

from statplan.calendars.feed import Entry, Feed
from statplan.holds import Role
from statplan.schedule import Meeting, NoBackup

VERSION = 1


def schema() -> str:
    """The JSON Schema (draft 2020-12) of what is written."""
    return (files("statplan.calendars") / "schedule.schema.json").read_text(encoding="utf-8")


def write(feed: Feed) -> bytes:
    """Write the schedule, with two-space indents and a line break at its end."""
    entries = {entry.hold.key: entry for entry in feed.entries if entry.hold}
    schedule = feed.schedule
    if schedule is None:
        raise TypeError("a feed told from the ledger alone has no schedule")
    data = {
        "version": VERSION,
        "program": feed.name,
        "zone": feed.zone,
        "first": schedule.first.isoformat(),
        "last": schedule.last.isoformat(),
        "meetings": [_meeting(each, entries) for each in schedule.meetings],
        "omitted": [
            {
                "meeting": str(each.key),
                "title": each.title,
                "date": each.nominal.isoformat() if each.nominal else None,
                "why": each.why,
            }
            for each in schedule.omitted
        ],
        "undecided": [
            {"series": each.series, "title": each.title, "missing": list(each.missing)}
            for each in schedule.undecided
        ],
        "closed": [
            {"date": each.day.isoformat(), "name": each.name, "kind": each.kind}
            for each in schedule.closed
        ],
    }
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _meeting(meeting: Meeting, entries: dict[str, Entry]) -> dict[str, Any]:
    moved = meeting.moved
    backup = entries.get(f"{meeting.key}/{Role.BACKUP}")
    return {
        "meeting": str(meeting.key),
        "series": meeting.key.series,
        "title": meeting.title,
        "number": meeting.number,
        "about": list(meeting.about),
        "subject": meeting.subject or None,
        "primary": _hold(entries[f"{meeting.key}/{Role.PRIMARY}"]),
        "moved": {"from": moved.nominal.isoformat(), "why": moved.why} if moved else None,
        "backup": _hold(backup) if backup else None,
        "no_backup": meeting.backup.why if isinstance(meeting.backup, NoBackup) else None,
        "passed": [{"date": day.isoformat(), "why": why} for day, why in meeting.backup.passed],
        "required": list(meeting.required),
        "optional": list(meeting.optional),
    }


def _hold(entry: Entry) -> dict[str, Any]:
    return {
        "uid": entry.uid,
        "state": entry.state.value,
        "start": entry.start.isoformat(timespec="minutes"),
        "end": entry.end.isoformat(timespec="minutes"),
        "place": entry.location or None,
    }
