"""The public schedule as JSON: events in Popolo's words, and the changes; with a schema."""

import json
from datetime import date
from importlib.resources import files
from typing import Any

from statplan.site.atom import news_id
from statplan.site.history import News
from statplan.site.making import Site
from statplan.site.meetings import PublicMeeting
from statplan.site.names import CALENDAR, SCHEMA, meeting_name

VERSION = 1


def schema() -> str:
    """The JSON Schema (draft 2020-12) of what is written."""
    return (files("statplan.site") / SCHEMA).read_text(encoding="utf-8")


def write(site: Site) -> bytes:
    """Write the schedule, with two-space indents and a line break at its end."""
    program = site.plan.program
    found = {
        "$schema": SCHEMA,
        "version": VERSION,
        "program": site.program,
        "organization": program.organization,
        "timezone": site.zone,
        "address": site.address or None,
        "calendar": CALENDAR,
        "access": site.plan.publicity.access,
        "published": site.published,
        "updated_at": site.updated.isoformat().replace("+00:00", "Z"),
        "as_of": site.day.isoformat(),
        "events": [_event(site, each) for each in site.meetings],
        "changes": [_change(meeting, news) for meeting, news in site.news],
    }
    return (json.dumps(found, indent=2, ensure_ascii=False) + "\n").encode()


def day_of(data: bytes) -> date | None:
    """The day for which a schedule was written; None where that cannot be read."""
    try:
        return date.fromisoformat(json.loads(data)["as_of"])
    except (ValueError, KeyError, TypeError):
        return None


def _event(site: Site, meeting: PublicMeeting) -> dict[str, Any]:
    """A meeting by the names of Popolo's Event, and what that does not know."""
    at = meeting.at
    found: dict[str, Any] = {
        "id": f"urn:uuid:{meeting.id}",
        "name": meeting.name,
        "description": meeting.words,
        "start_date": at(meeting.start).isoformat(),
        "end_date": at(meeting.end).isoformat(),
        "location": meeting.place or None,
        "status": meeting.status.value,
        "classification": "meeting",
        "updated_at": meeting.changed.isoformat().replace("+00:00", "Z"),
        "moved_from": at(meeting.was).isoformat() if meeting.was else None,
        "backup_date": at(meeting.backup).isoformat() if meeting.backup else None,
        "calendar": meeting_name(meeting),
    }
    if site.address:
        found["sources"] = [{"url": f"{site.address}#m-{meeting.id}"}]
    return found


def _change(meeting: PublicMeeting, news: News) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{news_id(meeting, news)}",
        "event": f"urn:uuid:{meeting.id}",
        "what": news.what,
        "published_at": news.at.isoformat().replace("+00:00", "Z"),
        "was": meeting.at(news.was).isoformat() if news.was else None,
        "to": meeting.at(news.to).isoformat() if news.to else None,
    }
