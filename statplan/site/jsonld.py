"""Schema.org events for search engines (JSON-LD), as data that the page does not execute."""

import json
from typing import Any

from statplan.site.build_site import Site
from statplan.site.locale import Language
from statplan.site.meetings import PublicMeeting, PublicStatus

_STATUS = {
    PublicStatus.MOVED: "EventRescheduled",
    PublicStatus.CANCELLED: "EventCancelled",
}
# Characters that could end the element or begin another, as escapes that JSON reads the same.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def render_script(site: Site, language: Language) -> str:
    """Return the content of the page's `application/ld+json` element."""
    graph = [_build_event(site, language, meeting) for meeting in site.meetings]
    document = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def _build_event(site: Site, language: Language, meeting: PublicMeeting) -> dict[str, Any]:
    """Return one event (schema.org/Event), with nothing but what is published."""
    status = _STATUS.get(meeting.status, "EventScheduled")
    if meeting.moved_from and status == "EventScheduled":
        status = "EventRescheduled"
    event: dict[str, Any] = {
        "@type": "Event",
        "@id": f"urn:uuid:{meeting.id}",
        "name": meeting.name,
        "startDate": meeting.add_offset(meeting.start).isoformat(timespec="minutes"),
        "endDate": meeting.add_offset(meeting.end).isoformat(timespec="minutes"),
        "eventStatus": f"https://schema.org/{status}",
        "inLanguage": language.tag,
    }
    if meeting.moved_from:
        event["previousStartDate"] = meeting.add_offset(meeting.moved_from).isoformat(
            timespec="minutes"
        )
    if meeting.place:
        place = {"@type": "Place", "name": meeting.place}
        address = site.plan.frequency.place.address
        is_there = address is not None and address in meeting.place
        event["location"] = place | ({"address": address} if is_there else {})
    if site.plan.program.organization:
        event["organizer"] = {
            "@type": "GovernmentOrganization",
            "name": site.plan.program.organization,
        }
    if site.address:
        event["url"] = f"{site.address}#m-{meeting.id}"
    return event
