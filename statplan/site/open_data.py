"""The public schedule as JSON: events in Popolo's words, and the changes; with a schema."""

import json
from datetime import date
from importlib.resources import files
from typing import Any

from statplan.plan.choices import format_choice, is_other
from statplan.plan.english import format_year_name
from statplan.site.atom import build_change_id, build_schedule_id
from statplan.site.build_site import Site
from statplan.site.changes import DateChange, NewSchedule
from statplan.site.file_names import CALENDAR, SCHEMA, get_meeting_file_name
from statplan.site.meetings import PublicMeeting

VERSION = 1


def load_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of what is written."""
    return (files("statplan.site") / SCHEMA).read_text(encoding="utf-8")


def render_schedule(site: Site) -> bytes:
    """Write the schedule, with two-space indents and a line break at its end."""
    program = site.plan.program
    schedule = {
        "$schema": SCHEMA,
        "version": VERSION,
        "program": site.program,
        "organization": program.organization,
        "timezone": site.zone,
        "address": site.address or None,
        "calendar": CALENDAR,
        **_build_access(site.plan.publicity.access),
        "published": site.published,
        "updated_at": site.updated.isoformat().replace("+00:00", "Z"),
        "as_of": site.day.isoformat(),
        "events": [_build_event(site, meeting) for meeting in site.meetings],
        "changes": [_build_change(meeting, change) for meeting, change in site.changes],
        "new_schedules": [_build_new_schedule(site, schedule) for schedule in site.new_schedules],
    }
    return (json.dumps(schedule, indent=2, ensure_ascii=False) + "\n").encode()


def parse_day(schedule_json: bytes) -> date | None:
    """Return the day for which a schedule was written; None where that cannot be read."""
    try:
        return date.fromisoformat(json.loads(schedule_json)["as_of"])
    except (ValueError, KeyError, TypeError):
        return None


def _build_event(site: Site, meeting: PublicMeeting) -> dict[str, Any]:
    """Return a meeting as an Event of Popolo, with some fields that Popolo does not have."""
    add_offset = meeting.add_offset
    event: dict[str, Any] = {
        "id": f"urn:uuid:{meeting.id}",
        "name": meeting.name,
        "description": meeting.description,
        "start_date": add_offset(meeting.start).isoformat(),
        "end_date": add_offset(meeting.end).isoformat(),
        "location": meeting.place or None,
        "status": meeting.status.value,
        "classification": "meeting",
        "updated_at": meeting.changed_at.isoformat().replace("+00:00", "Z"),
        "moved_from": add_offset(meeting.moved_from).isoformat() if meeting.moved_from else None,
        "backup_date": add_offset(meeting.backup).isoformat() if meeting.backup else None,
        "calendar": get_meeting_file_name(meeting),
    }
    own_access = site.find_own_access(meeting)
    if own_access:
        event |= _build_access(own_access)
    if site.address:
        event["sources"] = [{"url": f"{site.address}#m-{meeting.id}"}]
    return event


def _build_access(access: str | None) -> dict[str, str | None]:
    """Return who may attend; the program's own words have a field of their own."""
    if access and is_other(access):
        return {"access": "other", "access_words": format_choice(access)}
    return {"access": access}


def _build_change(meeting: PublicMeeting, change: DateChange) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{build_change_id(meeting, change)}",
        "event": f"urn:uuid:{meeting.id}",
        "what": change.kind,
        "published_at": change.published_at.isoformat().replace("+00:00", "Z"),
        "was": meeting.add_offset(change.old_start).isoformat() if change.old_start else None,
        "to": meeting.add_offset(change.new_start).isoformat() if change.new_start else None,
    }


def _build_new_schedule(site: Site, schedule: NewSchedule) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{build_schedule_id(site, schedule)}",
        "name": format_year_name(schedule.first, schedule.last),
        "first_day": schedule.first.isoformat(),
        "last_day": schedule.last.isoformat(),
        "published_at": schedule.published_at.isoformat().replace("+00:00", "Z"),
        "meeting_count": schedule.meeting_count,
    }
