"""Open Civic Data events as City Scrapers publishes them: one JSON object on each line."""

import json
from typing import Any

from statplan.site.build_site import Site
from statplan.site.file_names import get_meeting_file_name
from statplan.site.meetings import PublicMeeting, PublicStatus

_STATUS = {
    PublicStatus.CANCELLED: "cancelled",
    PublicStatus.HELD: "passed",
    PublicStatus.PAST: "passed",
}

_NO_PLACE = "Not published"  # such an event has to name a place


def render_events(site: Site) -> bytes:
    """Write a line for each meeting, in order of start.

    An event of this kind names its source, so there are none for a site without an address.
    """
    lines = [
        json.dumps(_build_event(site, meeting), ensure_ascii=False) for meeting in site.meetings
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _build_event(site: Site, meeting: PublicMeeting) -> dict[str, Any]:
    add_offset = meeting.add_offset
    host = site.plan.program.organization or site.program
    start = add_offset(meeting.start)
    slug = f"statplan/{start:%Y%m%d%H%M}/x/{meeting.id}"
    notes = (
        f"Moved from {add_offset(meeting.moved_from).isoformat(timespec='minutes')}"
        if meeting.moved_from
        else ""
    )
    return {
        "_type": "event",
        "_id": f"ocd-event/{meeting.id}",
        "updated_at": meeting.changed_at.isoformat(timespec="seconds"),
        "name": meeting.name,
        "description": meeting.description,
        "classification": "Not classified",
        "status": _STATUS.get(meeting.status, "tentative" if meeting.is_tentative else "confirmed"),
        "all_day": False,
        "start_time": start.isoformat(timespec="seconds"),
        "end_time": add_offset(meeting.end).isoformat(timespec="seconds"),
        "timezone": meeting.zone,
        "location": {"url": "", "name": meeting.place or _NO_PLACE, "coordinates": None},
        "documents": [],
        "links": [{"note": "Calendar", "url": site.address + get_meeting_file_name(meeting)}],
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
