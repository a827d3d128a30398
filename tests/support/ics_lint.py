"""Our own lint of iCalendar bytes: what no parser notices (RFC 5545, RFC 7986, MS-OXCICAL)."""

import re
from collections.abc import Iterator

LINE = re.compile(
    r"^(?P<name>[A-Z0-9-]+)(?P<params>(;[A-Z0-9-]+=(\"[^\"]*\"|[^;:\",]*))*):(?P<value>.*)$"
)
DATED = ("DTSTART", "DTEND")
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "TRANSP", "SUMMARY")
BUSY = {
    "TENTATIVE": ("OPAQUE", "TENTATIVE"),
    "CONFIRMED": ("OPAQUE", "BUSY"),
    "CANCELLED": ("TRANSPARENT", "FREE"),
}


def lint(data: bytes, *, message: bool = False, absent: frozenset[str] = frozenset()) -> list[str]:
    """Everything that is wrong with a feed, in words; or with a message, which may be either.

    A message, or what is published over time, may name a sibling that stands in another file. A
    feed may name one of `absent`: what is over keeps its bytes, also when its sibling leaves.
    """
    return list(_faults(data, absent, message=message))


def _faults(data: bytes, absent: frozenset[str], *, message: bool) -> Iterator[str]:
    text = data.decode("utf-8")
    if re.search(r"(?<!\r)\n|\r(?!\n)", text):
        yield "a line does not end with CRLF"
        return
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text):
        yield "a control character stands in the text"
    for line in data.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line has {len(line)} octets: {line[:40]!r}"
        line.decode("utf-8")
    lines = [LINE.match(line) for line in text.replace("\r\n ", "").split("\r\n")[:-1]]
    if not all(lines):
        yield "a content line has no name"
    yield from _components(
        [(each["name"], each["params"], each["value"]) for each in lines if each],
        absent,
        message=message,
    )


def _components(
    lines: list[tuple[str, str, str]], absent: frozenset[str], *, message: bool
) -> Iterator[str]:
    names = [(name, value) for name, _, value in lines]
    for wanted in (("VERSION", "2.0"), ("BEGIN", "VCALENDAR"), ("END", "VCALENDAR")):
        if names.count(wanted) != 1:
            yield f"{wanted} does not stand once"
    head = [name for name, _ in names[: names.index(("BEGIN", "VTIMEZONE"))]]
    methods = [value for name, value in names if name == "METHOD"]
    if "UID" in head or (methods and not message):
        yield "the calendar has a UID or a METHOD of its own"
    yield from _properties(lines)
    zones = {value for name, value in names if name == "TZID"}
    events = [
        dict_of(lines[start + 1 : end])
        for start, end in zip(
            [index for index, each in enumerate(names) if each == ("BEGIN", "VEVENT")],
            [index for index, each in enumerate(names) if each == ("END", "VEVENT")],
            strict=True,
        )
    ]
    if events and names.index(("BEGIN", "VTIMEZONE")) > names.index(("BEGIN", "VEVENT")):
        yield "the time zone stands after an event"
    uids = [event["UID"][0][1] for event in events]
    if len({uid.casefold() for uid in uids}) != len(uids):
        yield "a UID stands twice"
    method = methods[0] if methods else ""
    if method in {"REQUEST", "CANCEL"} and len(uids) != 1:
        yield f"a {method} is about {len(uids)} entries"
    for event in events:
        yield from _event(event, zones, None if message else {*uids, *absent}, method)


def _properties(lines: list[tuple[str, str, str]]) -> Iterator[str]:
    for name, params, value in lines:
        if name == "REFRESH-INTERVAL" and params != ";VALUE=DURATION":
            yield "REFRESH-INTERVAL has no VALUE"
        if name in {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"} and (
            name != "RRULE" or not value.startswith("FREQ=YEARLY;BYMONTH=")
        ):
            yield f"{name} stands in the file"


def dict_of(lines: list[tuple[str, str, str]]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name, params, value in lines:
        found.setdefault(name, []).append((params, value))
    return found


def _event(
    event: dict[str, list[tuple[str, str]]], zones: set[str], uids: set[str] | None, method: str
) -> Iterator[str]:
    for name in ONCE:
        if len(event.get(name, [])) != 1:
            yield f"{name} does not stand once in an event"
            return
    yield from _times(event, zones)
    yield from _told(event, uids)
    yield from _addressed(event, method)


def _times(event: dict[str, list[tuple[str, str]]], zones: set[str]) -> Iterator[str]:
    for name in DATED:
        params, value = event[name][0]
        if params == ";VALUE=DATE" and re.fullmatch(r"\d{8}", value):
            continue
        if params.removeprefix(";TZID=") not in zones or not re.fullmatch(r"\d{8}T\d{6}", value):
            yield f"{name} is not a local time of a zone in the file: {params}:{value}"
    if event["DTSTART"][0][0] != event["DTEND"][0][0]:
        yield "an event begins on a day and ends at a time, or in another zone"
    if event["DTEND"][0][1] <= event["DTSTART"][0][1]:
        yield "an event ends before it starts"
    if not re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"][0][1]):
        yield "DTSTAMP is not UTC"
    if event["DTSTAMP"] != event["LAST-MODIFIED"]:
        yield "without METHOD, DTSTAMP is LAST-MODIFIED (RFC 5545, 3.8.7.2)"
    if not event["SEQUENCE"][0][1].isdecimal():
        yield "SEQUENCE is no number"


def _told(event: dict[str, list[tuple[str, str]]], uids: set[str] | None) -> Iterator[str]:
    status = event["STATUS"][0][1]
    told = (event["TRANSP"][0][1], event["X-MICROSOFT-CDO-BUSYSTATUS"][0][1])
    all_day = event["DTSTART"][0][0] == ";VALUE=DATE"
    if told != (("TRANSPARENT", "FREE") if all_day else BUSY.get(status)):
        yield f"{status} is told as {told}"
    uid = event["UID"][0][1]
    if not uid.isascii() or len(uid) > 120 or re.search(r"[,;\\]", uid):
        yield "a UID has characters that readers change"
    for params, value in event.get("RELATED-TO", []):
        if params != ";RELTYPE=SIBLING" or (uids is not None and value not in uids):
            yield "RELATED-TO names no sibling of the file"
    if "VALARM" in str(event):
        yield "a hold has an alarm"


def _addressed(event: dict[str, list[tuple[str, str]]], method: str) -> Iterator[str]:
    """RFC 5546, 3.2: who must be named in a message of which method."""
    people = (len(event.get("ORGANIZER", [])), len(event.get("ATTENDEE", [])))
    if people[0] != bool(method):
        yield f"an entry of method '{method}' has {people[0]} organizers"
    if (people[1] and method in {"", "PUBLISH"}) or (method == "REQUEST" and not people[1]):
        yield f"an entry of method '{method}' has {people[1]} attendees"
    if (method == "CANCEL") != (event["STATUS"][0][1] == "CANCELLED") and method:
        yield f"a {method} says {event['STATUS'][0][1]}"
    for params, value in (*event.get("ORGANIZER", []), *event.get("ATTENDEE", [])):
        if not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", value) or "^'" in params.replace("^^", ""):
            yield f"{value} is no address of one person"
