"""Schema.org events for search engines (JSON-LD), inert within the page."""

import json
from typing import Any

from statplan.site.language import Language
from statplan.site.making import Site
from statplan.site.meetings import PublicMeeting, Status

_STATUS = {
    Status.MOVED: "EventRescheduled",
    Status.CANCELLED: "EventCancelled",
}
# What would end the element or begin another one, written so that JSON reads the same.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def script(site: Site, said: Language) -> str:
    """The content of the page's `application/ld+json` element."""
    graph = [_event(site, said, each) for each in site.meetings]
    data = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def _event(site: Site, said: Language, meeting: PublicMeeting) -> dict[str, Any]:
    """One event (schema.org/Event); only what is published is said of it."""
    status = _STATUS.get(meeting.status, "EventScheduled")
    if meeting.was and status == "EventScheduled":
        status = "EventRescheduled"
    found: dict[str, Any] = {
        "@type": "Event",
        "@id": f"urn:uuid:{meeting.id}",
        "name": meeting.name,
        "startDate": meeting.at(meeting.start).isoformat(timespec="minutes"),
        "endDate": meeting.at(meeting.end).isoformat(timespec="minutes"),
        "eventStatus": f"https://schema.org/{status}",
        "inLanguage": said.tag,
    }
    if meeting.was:
        found["previousStartDate"] = meeting.at(meeting.was).isoformat(timespec="minutes")
    if meeting.place:
        place = {"@type": "Place", "name": meeting.place}
        address = site.plan.frequency.place.address
        found["location"] = place | ({"address": address} if address else {})
    if site.plan.program.organization:
        found["organizer"] = {
            "@type": "GovernmentOrganization",
            "name": site.plan.program.organization,
        }
    if site.address:
        found["url"] = f"{site.address}#m-{meeting.id}"
    return found
