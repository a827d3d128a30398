"""iCalendar (RFC 5545): one VEVENT for each entry, our own VTIMEZONE, the same bytes every time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from io import BytesIO

from icalendar import Calendar, Event, vCalAddress, vDuration, vText
from icalendar.parser import Contentline

from statplan.calendars.feed import CalendarAddress, Feed
from statplan.calendars.vtimezone_writer import render_vtimezone
from statplan.holds import Role, State, make_uid
from statplan.ledger.model import IssuedEntry
from statplan.plan.timezones import load_timezone

_REFRESH_HOURS = 12
LONGEST_LINE = 75  # octets, RFC 5545, 3.1

# STATUS, TRANSP and the busy status that Outlook reads before it looks at TRANSP (MS-OXCICAL).
_STATES = {
    State.TENTATIVE: ("TENTATIVE", "OPAQUE", "TENTATIVE"),
    State.CONFIRMED: ("CONFIRMED", "OPAQUE", "BUSY"),
    State.CANCELLED: ("CANCELLED", "TRANSPARENT", "FREE"),
    State.RELEASED: ("CANCELLED", "TRANSPARENT", "FREE"),
}
_TITLE_PREFIXES: dict[tuple[str, State], str] = {
    (Role.PRIMARY, State.TENTATIVE): "HOLD: ",
    (Role.BACKUP, State.TENTATIVE): "BACK-UP: ",
}
_VARYING = (
    "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CREATED", "LAST-MODIFIED",
    "DESCRIPTION", "RELATED-TO",
)  # fmt: skip
_UTC = "%Y%m%dT%H%M%SZ"
_PRODUCT = "-//statplan//statplan//EN"


def write(feed: Feed) -> bytes:
    """Write a feed without METHOD and without a UID of its own (readers would merge it).

    With a method it is a message, which names its organizer and is no calendar to subscribe to.
    """
    stream = BytesIO()
    stream.write(_render_header(feed.name, feed.method).encode())
    zone_names = {entry.zone for entry in feed.entries if not entry.is_all_day} or {feed.zone}
    for zone_name in sorted(zone_names):
        stream.write(render_vtimezone(zone_name, feed.first, feed.last).encode())
    stream.writelines(event_text.encode() for event_text in _iter_events(feed))
    stream.write(b"END:VCALENDAR\r\n")
    return stream.getvalue()


@lru_cache(maxsize=64)
def _render_header(name: str, method: str) -> str:
    calendar = Calendar()
    calendar.add("PRODID", vText(_PRODUCT))
    calendar.add("VERSION", vText("2.0"))
    calendar.add("CALSCALE", vText("GREGORIAN"))
    if method:
        calendar.add("METHOD", vText(method))
    else:
        calendar.add("NAME", vText(name))
        calendar.add("X-WR-CALNAME", vText(name))
        # The library leaves out VALUE, which RFC 7986, 5.7 asks for.
        calendar.add(
            "REFRESH-INTERVAL",
            vDuration(timedelta(hours=_REFRESH_HOURS)),
            parameters={"VALUE": "DURATION"},
        )
        calendar.add("X-PUBLISHED-TTL", vText(f"PT{_REFRESH_HOURS}H"))
    header: bytes = calendar.to_ical()
    return header.decode().removesuffix("END:VCALENDAR\r\n")


def build_event(feed: Feed, entry: IssuedEntry) -> Event:
    """Return the library's own event for an entry: the model that the fast writer must equal."""
    status, transparency, busy_status = _STATES[entry.state]
    if entry.is_all_day:
        transparency, busy_status = "TRANSPARENT", "FREE"
    ical_event = Event()
    for name, property_value in (
        ("SUMMARY", vText(format_title(feed, entry))),
        ("DTSTART", _resolve_time(entry, entry.start)),
        ("DTEND", _resolve_time(entry, entry.end)),
        ("DTSTAMP", entry.changed),
        ("UID", vText(entry.uid)),
        ("SEQUENCE", entry.sequence),
        ("CREATED", entry.created),
        ("LAST-MODIFIED", entry.changed),
        ("DESCRIPTION", vText(entry.text.description)),
        ("STATUS", vText(status)),
        ("TRANSP", vText(transparency)),
        ("X-MICROSOFT-CDO-BUSYSTATUS", vText(busy_status)),
        ("CATEGORIES", [entry.text.category]),
    ):
        ical_event.add(name, property_value)
    if entry.text.place:
        ical_event.add("LOCATION", vText(entry.text.place))
    related_uid = _find_related_uid(feed, entry)
    if related_uid:
        ical_event.add("RELATED-TO", vText(related_uid), parameters={"RELTYPE": "SIBLING"})
    if feed.is_public:
        ical_event.add("CLASS", vText("PUBLIC"))
    if feed.method:
        _add_participants(ical_event, feed)
    return ical_event


def format_title(feed: Feed, entry: IssuedEntry) -> str:
    """Return the title of an entry, which begins with its kind if it is not certain."""
    name = entry.text.name
    if entry.state is State.CANCELLED:
        return f"CANCELLED: {name}"
    if entry.state is State.RELEASED:  # its name says what became of the meeting
        return name
    return name if feed.is_public else _TITLE_PREFIXES.get((entry.role, entry.state), "") + name


def _find_related_uid(feed: Feed, entry: IssuedEntry) -> str | None:
    """Return the UID of the other hold of a meeting, where the entry names it."""
    if not entry.text.paired or feed.is_public:
        return None
    other_role = Role.BACKUP if entry.role == Role.PRIMARY else Role.PRIMARY
    return make_uid(feed.lineage, entry.meeting, other_role)


def _resolve_time(entry: IssuedEntry, local: datetime) -> date | datetime:
    return local.date() if entry.is_all_day else local.replace(tzinfo=load_timezone(entry.zone))


def _add_participants(ical_event: Event, feed: Feed) -> None:
    """Add organizer and attendees: an address each, and a name without the quotes that end one."""
    if feed.organizer:
        ical_event.add(
            "ORGANIZER",
            _format_mailto(feed.organizer),
            parameters=_format_name_parameter(feed.organizer),
        )
    for attendee in feed.attendees:
        ical_event.add(
            "ATTENDEE",
            _format_mailto(attendee),
            parameters={
                **_format_name_parameter(attendee),
                "ROLE": "REQ-PARTICIPANT",
                "PARTSTAT": "NEEDS-ACTION",
                "RSVP": "FALSE",
            },
        )


def _format_mailto(person: CalendarAddress) -> vCalAddress:
    return vCalAddress(f"mailto:{person.address}")


def _format_name_parameter(person: CalendarAddress) -> dict[str, str]:
    return {"CN": person.name.replace('"', "'")} if person.name else {}


def _iter_events(feed: Feed) -> Iterator[str]:
    """Yield every event, from one pattern for each shape that occurs.

    What the events of a shape share is written by the library once; the lines that vary are put in
    its place. `build_event(...).to_ical()` gives the same bytes, nine times slower.
    """
    for entry in feed.entries:
        related_uid = _find_related_uid(feed, entry)
        zone_parameter = ";VALUE=DATE" if entry.is_all_day else f";TZID={entry.zone}"
        time_format = "%Y%m%d" if entry.is_all_day else "%Y%m%dT%H%M%S"
        varying = {
            "SUMMARY": _format_text_line("SUMMARY", format_title(feed, entry)),
            "DTSTART": f"DTSTART{zone_parameter}:{entry.start:{time_format}}\r\n",
            "DTEND": f"DTEND{zone_parameter}:{entry.end:{time_format}}\r\n",
            "DTSTAMP": f"DTSTAMP:{entry.changed:{_UTC}}\r\n",
            "UID": _format_text_line("UID", entry.uid),
            "SEQUENCE": f"SEQUENCE:{entry.sequence}\r\n",
            "CREATED": f"CREATED:{entry.created:{_UTC}}\r\n",
            "LAST-MODIFIED": f"LAST-MODIFIED:{entry.changed:{_UTC}}\r\n",
            "DESCRIPTION": _format_text_line("DESCRIPTION", entry.text.description),
            "RELATED-TO": _format_text_line("RELATED-TO;RELTYPE=SIBLING", related_uid or ""),
        }
        pattern = _build_pattern(_EventShape(_list_shared_facts(feed, entry), feed, entry))
        yield "".join(varying.get(part, part) for part in pattern)


@dataclass(frozen=True, slots=True)
class _EventShape:
    """The facts in which events of one pattern agree, and one such event with its feed."""

    facts: tuple[object, ...]
    feed: Feed = field(compare=False)
    entry: IssuedEntry = field(compare=False)


def _list_shared_facts(feed: Feed, entry: IssuedEntry) -> tuple[object, ...]:
    """Return every fact that the lines of `build_event` say, but for those that vary."""
    has_related = _find_related_uid(feed, entry) is not None
    participants = (feed.method, feed.organizer, feed.attendees)
    event_facts = (entry.state, entry.is_all_day, entry.text.place, entry.text.category)
    return (*event_facts, has_related, feed.is_public, *participants)


@lru_cache(maxsize=64)
def _build_pattern(shape: _EventShape) -> list[str]:
    """Return the lines of the library's event, with the name alone where the value varies."""
    lines: list[str] = []
    unfolded = build_event(shape.feed, shape.entry).to_ical().decode().replace("\r\n ", "\0")
    for line in unfolded.split("\r\n")[:-1]:
        name = line.replace("\0", "").partition(":")[0].partition(";")[0]
        lines.append(name if name in _VARYING else line.replace("\0", "\r\n ") + "\r\n")
    return lines


def _format_text_line(name: str, text: str) -> str:
    """Return a content line with a TEXT value (RFC 5545, 3.3.11), escaped and folded."""
    line = f"{name}:{vText(text).to_ical().decode()}"
    if not line.isascii():
        folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]
        return folded.decode() + "\r\n"
    pieces: list[str] = []
    while len(line) >= LONGEST_LINE:
        cut = LONGEST_LINE - 1
        cut -= line[cut - 1] in "\\^"  # like the library, never between an escape and its letter
        pieces.append(line[:cut])
        line = line[cut:]
    return "\r\n ".join([*pieces, line]) + "\r\n"
