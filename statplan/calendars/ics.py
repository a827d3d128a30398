"""iCalendar (RFC 5545): one VEVENT for each hold, our own VTIMEZONE, the same bytes every time."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO

from icalendar import Calendar, Event, vCalAddress, vDuration, vText
from icalendar.parser import Contentline

from statplan.calendars.feed import Entry, Feed, Person
from statplan.calendars.timezone import vtimezone
from statplan.holds import State
from statplan.plan.zone import zone

_HOURS = 12
LONGEST_LINE = 75  # octets, RFC 5545, 3.1

# STATUS, TRANSP and the busy status that Outlook reads before it looks at TRANSP (MS-OXCICAL).
_STATES = {
    State.TENTATIVE: ("TENTATIVE", "OPAQUE", "TENTATIVE"),
    State.CONFIRMED: ("CONFIRMED", "OPAQUE", "BUSY"),
    State.CANCELLED: ("CANCELLED", "TRANSPARENT", "FREE"),
    State.RELEASED: ("CANCELLED", "TRANSPARENT", "FREE"),
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
    written = BytesIO()
    written.write(_head(feed).encode())
    zones = sorted({each.zone for each in feed.entries if not each.all_day}) or [feed.zone]
    for key in zones:
        written.write(vtimezone(key, feed.first, feed.last).encode())
    written.writelines(event.encode() for event in _events(feed))
    written.write(b"END:VCALENDAR\r\n")
    return written.getvalue()


def _head(feed: Feed) -> str:
    calendar = Calendar()
    calendar.add("PRODID", vText(_PRODUCT))
    calendar.add("VERSION", vText("2.0"))
    calendar.add("CALSCALE", vText("GREGORIAN"))
    if feed.method:
        calendar.add("METHOD", vText(feed.method))
    else:
        calendar.add("NAME", vText(feed.name))
        calendar.add("X-WR-CALNAME", vText(feed.name))
        # The library leaves out VALUE, which RFC 7986, 5.7 asks for.
        calendar.add(
            "REFRESH-INTERVAL", vDuration(timedelta(hours=_HOURS)), parameters={"VALUE": "DURATION"}
        )
        calendar.add("X-PUBLISHED-TTL", vText(f"PT{_HOURS}H"))
    written: bytes = calendar.to_ical()
    return written.decode().removesuffix("END:VCALENDAR\r\n")


def event(feed: Feed, entry: Entry) -> Event:
    """The library's own event for an entry; the pattern and the measure of what is written fast."""
    status, transparency, busy = _STATES[entry.state]
    if entry.all_day:
        transparency, busy = "TRANSPARENT", "FREE"
    made = Event()
    for name, value in (
        ("SUMMARY", vText(entry.summary)),
        ("DTSTART", _when(entry, entry.start)),
        ("DTEND", _when(entry, entry.end)),
        ("DTSTAMP", entry.changed),
        ("UID", vText(entry.uid)),
        ("SEQUENCE", entry.sequence),
        ("CREATED", entry.created),
        ("LAST-MODIFIED", entry.changed),
        ("DESCRIPTION", vText(entry.description)),
        ("STATUS", vText(status)),
        ("TRANSP", vText(transparency)),
        ("X-MICROSOFT-CDO-BUSYSTATUS", vText(busy)),
        ("CATEGORIES", [entry.category]),
    ):
        made.add(name, value)
    if entry.location:
        made.add("LOCATION", vText(entry.location))
    if entry.related:
        made.add("RELATED-TO", vText(entry.related), parameters={"RELTYPE": "SIBLING"})
    if entry.public:
        made.add("CLASS", vText("PUBLIC"))
    if feed.method:
        _address(made, feed)
    return made


def _when(entry: Entry, local: datetime) -> date | datetime:
    return local.date() if entry.all_day else local.replace(tzinfo=zone(entry.zone))


def _address(made: Event, feed: Feed) -> None:
    """Organizer and attendees: an address each, and a name without the quotes that end one."""
    if feed.organizer:
        made.add("ORGANIZER", _mailto(feed.organizer), parameters=_called(feed.organizer))
    for each in feed.attendees:
        made.add(
            "ATTENDEE",
            _mailto(each),
            parameters={
                **_called(each),
                "ROLE": "REQ-PARTICIPANT",
                "PARTSTAT": "NEEDS-ACTION",
                "RSVP": "FALSE",
            },
        )


def _mailto(person: Person) -> vCalAddress:
    return vCalAddress(f"mailto:{person.address}")


def _called(person: Person) -> dict[str, str]:
    return {"CN": person.name.replace('"', "'")} if person.name else {}


def _events(feed: Feed) -> Iterator[str]:
    """Every event, from one pattern for each shape that occurs.

    What the events of a shape share is written by the library once; the lines that vary are put in
    its place. `event(...).to_ical()` gives the same bytes, nine times slower.
    """
    patterns: dict[tuple[object, ...], list[str]] = {}
    for entry in feed.entries:
        shape = (
            *(entry.state, entry.location, entry.category),
            *(entry.related is None, entry.all_day, entry.public),
        )
        if shape not in patterns:
            patterns[shape] = _pattern(feed, entry)
        of = ";VALUE=DATE" if entry.all_day else f";TZID={entry.zone}"
        form = "%Y%m%d" if entry.all_day else "%Y%m%dT%H%M%S"
        varying = {
            "SUMMARY": _text("SUMMARY", entry.summary),
            "DTSTART": f"DTSTART{of}:{entry.start:{form}}\r\n",
            "DTEND": f"DTEND{of}:{entry.end:{form}}\r\n",
            "DTSTAMP": f"DTSTAMP:{entry.changed:{_UTC}}\r\n",
            "UID": _text("UID", entry.uid),
            "SEQUENCE": f"SEQUENCE:{entry.sequence}\r\n",
            "CREATED": f"CREATED:{entry.created:{_UTC}}\r\n",
            "LAST-MODIFIED": f"LAST-MODIFIED:{entry.changed:{_UTC}}\r\n",
            "DESCRIPTION": _text("DESCRIPTION", entry.description),
            "RELATED-TO": _text("RELATED-TO;RELTYPE=SIBLING", entry.related or ""),
        }
        yield "".join(varying.get(part, part) for part in patterns[shape])


def _pattern(feed: Feed, entry: Entry) -> list[str]:
    """The lines of the library's event, with the name alone where the value varies."""
    lines: list[str] = []
    for line in event(feed, entry).to_ical().decode().replace("\r\n ", "\0").split("\r\n")[:-1]:
        name = line.replace("\0", "").partition(":")[0].partition(";")[0]
        lines.append(name if name in _VARYING else line.replace("\0", "\r\n ") + "\r\n")
    return lines


def _text(name: str, value: str) -> str:
    """A content line with a TEXT value (RFC 5545, 3.3.11), escaped by the library and folded."""
    line = f"{name}:{vText(value).to_ical().decode()}"
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
