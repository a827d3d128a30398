"""Open Civic Data events as City Scrapers publishes them: one JSON object on each line."""

import json
from typing import Any

from statplan.site.making import Site
from statplan.site.meetings import PublicMeeting, Status
from statplan.site.names import meeting_name

_STATUS = {
    Status.CANCELLED: "cancelled",
    Status.PLANNED: "tentative",
    Status.HELD: "passed",
    Status.PAST: "passed",
}

_NO_PLACE = "Not published"  # such an event has to name a place


def write(site: Site) -> bytes:
    """Write a line for each meeting, in order of start.

    An event of this kind names its source, so there are none for a site without an address.
    """
    lines = [json.dumps(_event(site, each), ensure_ascii=False) for each in site.meetings]
    return "".join(f"{each}\n" for each in lines).encode()


def _event(site: Site, meeting: PublicMeeting) -> dict[str, Any]:
    at = meeting.at
    host = site.plan.program.organization or site.program
    start = at(meeting.start)
    slug = f"statplan/{start:%Y%m%d%H%M}/x/{meeting.id}"
    notes = f"Moved from {at(meeting.was).isoformat(timespec='minutes')}" if meeting.was else ""
    return {
        "_type": "event",
        "_id": f"ocd-event/{meeting.id}",
        "updated_at": meeting.changed.isoformat(timespec="seconds"),
        "name": meeting.name,
        "description": meeting.words,
        "classification": "Not classified",
        "status": _STATUS.get(meeting.status, "confirmed"),
        "all_day": False,
        "start_time": start.isoformat(timespec="seconds"),
        "end_time": at(meeting.end).isoformat(timespec="seconds"),
        "timezone": meeting.zone,
        "location": {"url": "", "name": meeting.place or _NO_PLACE, "coordinates": None},
        "documents": [],
        "links": [{"note": "Calendar", "url": site.address + meeting_name(meeting)}],
        "sources": [{"url": f"{site.address}#m-{meeting.id}", "note": ""}],
        "participants": [
            {
                "note": "host",
                "name": host,
                "entity_type": "organization",
                "entity_name": host,
                "entity_id": "",
            }
        ],
        "extras": {
            "cityscrapers/id": slug,
            "cityscrapers/agency": host,
            "cityscrapers/time_notes": notes,
            "cityscrapers/address": meeting.place,
        },
    }
