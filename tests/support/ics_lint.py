"""Our own lint of iCalendar bytes: what no parser notices (RFC 5545, 5546, 7986, MS-OXCICAL).

Each fault begins with the rule that is broken: the section of its source, or "ours".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Line(NamedTuple):
    """An unfolded content line."""

    name: str
    params: str
    value: str


Event = dict[str, list[Line]]

LINE = re.compile(
    r"^(?P<name>[A-Z0-9-]+)(?P<params>(;[A-Z0-9-]+=(\"[^\"]*\"|[^;:\",]*))*):(?P<value>.*)$"
)
DATED = ("DTSTART", "DTEND")
ONCE = (
    "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "TRANSP", "SUMMARY", "CREATED",
    "LAST-MODIFIED", "X-MICROSOFT-CDO-BUSYSTATUS",
)  # fmt: skip
TEXTS = (
    "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "UID", "NAME", "X-WR-CALNAME",
    "X-WR-CALDESC", "X-WR-TIMEZONE", "TZID", "TZNAME", "RELATED-TO", "PRODID", "X-STATPLAN",
)  # fmt: skip
LISTS = ("CATEGORIES",)  # in which a comma parts two texts
TEXT = re.compile(r"(?:[^\\,;]|\\[\\,;nN])*")
TEXT_LIST = re.compile(r"(?:[^\\;]|\\[\\,;nN])*")
# The names of CSS Color Module Level 3, 4.3, to which RFC 7986 refers.
COLORS = frozenset(
    """
aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown
burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue
darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange
darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise
darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia
gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo
ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue
lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon
mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue
mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin
navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen
paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple red rosybrown
royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray
slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke
yellow yellowgreen
""".split()  # noqa: SIM905
)
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
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield "RFC 5545, 3.1.4: the bytes are not UTF-8"
        return
    if re.search(r"(?<!\r)\n|\r(?!\n)", text):
        yield "RFC 5545, 3.1: a line does not end with CRLF"
        return
    if not text.endswith("\r\n"):
        yield "RFC 5545, 3.1: the last line does not end"
        return
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text):
        yield "RFC 5545, 3.3.11: a control character stands in the text"
    for octets in data.split(b"\r\n"):
        if len(octets) > 75:
            yield f"RFC 5545, 3.1: a line has {len(octets)} octets: {octets[:40]!r}"
        if not _is_utf8(octets):
            yield "RFC 5545, 3.1: a fold parts a character"
    unfolded = text.replace("\r\n ", "").split("\r\n")[:-1]
    matches = [LINE.match(line) for line in unfolded]
    for line, match in zip(unfolded, matches, strict=True):
        if not match:
            yield f"RFC 5545, 3.1: this is no content line: {line[:40]}"
    lines = [Line(each["name"], each["params"], each["value"]) for each in matches if each]
    yield from _calendar(lines, absent, message=message)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _calendar(lines: list[Line], absent: frozenset[str], *, message: bool) -> Iterator[str]:
    nesting = list(_nesting(lines))
    if nesting:
        yield from nesting
        return
    begins = [index for index, line in enumerate(lines) if line.name == "BEGIN"]
    head = lines[1 : begins[1]] if begins[1:] else lines[1:-1]
    for name, value in (("VERSION", "2.0"), ("PRODID", None), ("CALSCALE", "GREGORIAN")):
        values = [line.value for line in head if line.name == name]
        if len(values) != 1 or not values[0] or values[0] != (value or values[0]):
            yield f"RFC 5545, 3.6 and 3.7: {name} does not stand once, as {value or 'a name'}"
    methods = [line.value for line in head if line.name == "METHOD"]
    if any(line.name == "UID" for line in head):
        yield "ours: the calendar has a UID, which vdirsyncer takes for that of its one entry"
    if methods and not message:
        yield "RFC 5546, 1.4: a feed has a METHOD"
    yield from _properties(lines)
    yield from _entries(lines, absent, methods[0] if methods else "", message=message)


def _nesting(lines: list[Line]) -> Iterator[str]:
    """Yield what is wrong with BEGIN and END; nothing else can be asked then."""
    open_names: list[str] = []
    for line in lines:
        if not open_names and (line.name, line.value) != ("BEGIN", "VCALENDAR"):
            yield f"RFC 5545, 3.4: {line.name} stands outside the calendar"
            return
        if line.name == "BEGIN":
            open_names.append(line.value)
        elif line.name == "END" and line.value != open_names.pop():
            yield f"RFC 5545, 3.4: END:{line.value} ends nothing that is open"
            return
    if open_names or not lines:
        yield f"RFC 5545, 3.4: {(open_names or ['VCALENDAR'])[-1]} does not end"
    elif [line.value for line in lines if line.name == "BEGIN"].count("VCALENDAR") != 1:
        yield "RFC 5545, 3.4: there is more than one calendar"


def _entries(
    lines: list[Line], absent: frozenset[str], method: str, *, message: bool
) -> Iterator[str]:
    pairs = [(line.name, line.value) for line in lines]
    places = [index for index, pair in enumerate(pairs) if pair == ("BEGIN", "VEVENT")]
    zone_places = [index for index, pair in enumerate(pairs) if pair == ("BEGIN", "VTIMEZONE")]
    if places and zone_places and max(zone_places) > places[0]:
        yield "ours: a time zone stands after an event, where some readers do not see it"
    if ("BEGIN", "VALARM") in pairs:
        yield "ours: a hold has an alarm"
    events = [
        index_lines(lines[place + 1 : pairs.index(("END", "VEVENT"), place)]) for place in places
    ]
    for name in ONCE:
        for event in events:
            if len(event.get(name, [])) != 1:
                yield f"RFC 5545, 3.6.1: {name} does not stand once in an event"
                return
    uids = [event["UID"][0].value for event in events]
    if len({uid.casefold() for uid in uids}) != len(uids):
        yield "RFC 5545, 3.8.4.7: a UID stands twice"
    if method in {"REQUEST", "CANCEL"} and len(uids) != 1:
        yield f"RFC 5546, 3.2: a {method} is about {len(uids)} entries"
    zones = {line.value for line in lines if line.name == "TZID"}
    for event in events:
        yield from _times(event, zones)
        yield from _states(event)
        yield from _identity(event, None if message else {*uids, *absent})
        yield from _addresses(event, method)


def _properties(lines: list[Line]) -> Iterator[str]:
    for name, params, value in lines:
        if name == "REFRESH-INTERVAL" and params != ";VALUE=DURATION":
            yield "RFC 7986, 5.7: REFRESH-INTERVAL has no VALUE"
        if name in {"RDATE", "EXDATE", "RECURRENCE-ID"} or (
            name == "RRULE" and not value.startswith("FREQ=YEARLY;BYMONTH=")
        ):
            yield f"ours: {name} stands in the file, and each date is to be an entry of its own"
        if name in TEXTS and not (TEXT_LIST if name in LISTS else TEXT).fullmatch(value):
            yield f"RFC 5545, 3.3.11: {name} has a character that is to be escaped: {value[:40]}"
        if name == "COLOR" and value.lower() not in COLORS:
            yield f"RFC 7986, 5.9: {value} is no color by name"


def index_lines(lines: list[Line]) -> Event:
    found: Event = {}
    for line in lines:
        found.setdefault(line.name, []).append(line)
    return found


def _times(event: Event, zones: set[str]) -> Iterator[str]:
    for name in DATED:
        _, params, value = event[name][0]
        if params == ";VALUE=DATE" and re.fullmatch(r"\d{8}", value):
            continue
        if params.removeprefix(";TZID=") not in zones or not re.fullmatch(r"\d{8}T\d{6}", value):
            yield (
                f"RFC 5545, 3.2.19: {name} is not a local time of a zone in the file: "
                f"{params}:{value}"
            )
    start, end = event["DTSTART"][0], event["DTEND"][0]
    if start.params != end.params:
        yield "RFC 5545, 3.8.2.2: an event begins on a day and ends at a time, or in another zone"
    if end.value <= start.value:
        yield "RFC 5545, 3.8.2.2: an event ends before it starts"
    for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        if not re.fullmatch(r"\d{8}T\d{6}Z", event[name][0].value):
            yield f"RFC 5545, 3.8.7: {name} is not UTC"
    if event["DTSTAMP"][0].value != event["LAST-MODIFIED"][0].value:
        yield "RFC 5545, 3.8.7.2: DTSTAMP is not LAST-MODIFIED"
    if not re.fullmatch(r"\d{1,10}", event["SEQUENCE"][0].value):
        yield "RFC 5545, 3.8.7.4: SEQUENCE is no number"


def _states(event: Event) -> Iterator[str]:
    status = event["STATUS"][0].value
    shown = (event["TRANSP"][0].value, event["X-MICROSOFT-CDO-BUSYSTATUS"][0].value)
    all_day = event["DTSTART"][0].params == ";VALUE=DATE"
    if status not in BUSY:
        yield f"RFC 5545, 3.8.1.11: an event is {status}"
    elif shown != (("TRANSPARENT", "FREE") if all_day else BUSY[status]):
        yield f"MS-OXCICAL, X-MICROSOFT-CDO-BUSYSTATUS: {status} shows as {shown}"


def _identity(event: Event, uids: set[str] | None) -> Iterator[str]:
    uid = event["UID"][0].value
    if not uid.isascii() or len(uid) > 120 or re.search(r"[,;\\]", uid):
        yield "RFC 5545, 3.8.4.7: a UID has characters that readers change, or too many"
    for _, params, value in event.get("RELATED-TO", []):
        if params != ";RELTYPE=SIBLING" or (uids is not None and value not in uids):
            yield "RFC 5545, 3.8.4.5: RELATED-TO names no sibling of the file"


def _addresses(event: Event, method: str) -> Iterator[str]:
    """RFC 5546, 3.2: who must be named in a message of which method."""
    organizers, attendees = event.get("ORGANIZER", []), event.get("ATTENDEE", [])
    if len(organizers) != bool(method):
        yield f"RFC 5546, 3.2: an entry of method '{method}' has {len(organizers)} organizers"
    if (attendees and method in {"", "PUBLISH"}) or (method == "REQUEST" and not attendees):
        yield f"RFC 5546, 3.2: an entry of method '{method}' has {len(attendees)} attendees"
    status = event["STATUS"][0].value
    if method and (method == "CANCEL") != (status == "CANCELLED"):
        yield f"RFC 5546, 3.2.5: a {method} says {status}"
    for _, params, value in (*organizers, *attendees):
        if not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", value):
            yield f"RFC 5545, 3.3.3: {value} is no address of one person"
        if "^'" in params.replace("^^", ""):
            yield f"RFC 6868, 3: a quote stands in the name of {value}, which some readers show so"
