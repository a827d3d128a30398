"""The content lines that carry time; all others are dropped before anything looks at them.

So no title, description, place or address is kept, and most of a file is never parsed
(docs/performance.md).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TIMES = (
    "DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|EXRULE|RECURRENCE-ID|FREEBUSY|UID|SEQUENCE|STATUS"
    "|TRANSP|X-MICROSOFT-CDO-BUSYSTATUS|X-MICROSOFT-CDO-ALLDAYEVENT"
)
_ZONES = "TZID|TZOFFSETFROM|TZOFFSETTO"
_FOLDED = r"(?:\n[ \t].*)*"
_TIME_LINE = re.compile(
    rf"^(BEGIN|END|{_TIMES}|{_ZONES})[;:].*{_FOLDED}", re.MULTILINE | re.IGNORECASE
)
_TIME_OR_REPLY_LINE = re.compile(
    rf"^(BEGIN|END|{_TIMES}|{_ZONES}|ATTENDEE)[;:].*{_FOLDED}", re.MULTILINE | re.IGNORECASE
)
_ESCAPED = re.compile(r"\\([\\;,nN])")
_REPLY = re.compile(r";PARTSTAT=\"?([A-Z-]+)", re.IGNORECASE)
_TOP_KINDS = frozenset({"VEVENT", "VFREEBUSY", "VTIMEZONE", "VTODO", "VJOURNAL", "VCALENDAR"})
CUT_OFF_FACT = "the file was cut off: it has no END:VCALENDAR."
_READ_KINDS = frozenset({"VEVENT", "VFREEBUSY", "VTIMEZONE"})


class ContentLine(NamedTuple):
    """One unfolded content line (RFC 5545, 3.1); `number` counts from 1, `name` is in capitals."""

    number: int
    name: str
    text: str

    @property
    def value(self) -> str:
        """The text after the first colon; right for properties without quoted parameters."""
        return self.text.partition(":")[2].strip()


class Component(NamedTuple):
    """A component, with those of its lines that are kept; `replies` are an owner's own PARTSTAT."""

    kind: str
    first_line: int
    lines: tuple[ContentLine, ...]
    replies: tuple[str, ...] = ()


class CalendarFault(NamedTuple):
    """Something that could not be read, and its line. It quotes nothing of the file."""

    line: int
    fact: str


class UnreadableError(ValueError):
    """A line that cannot be read; the reader of its component decides what is left of it."""

    def __init__(self, line: int, fact: str) -> None:
        super().__init__(fact)
        self.fault = CalendarFault(line, fact)


def decode_text(content: bytes) -> str:
    """Return the text of a file with line feeds alone; bytes that are no UTF-8 are replaced."""
    for byte_order_mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(byte_order_mark):
            return _normalize_line_ends(content.decode(encoding, "replace"))
    return _normalize_line_ends(content.decode("utf-8-sig", "replace"))


def _normalize_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def find_properties(text: str, *names: str) -> tuple[str, ...]:
    """Return the values of properties of a whole file, such as X-WR-CALNAME, to find its owner."""
    pattern = rf"^(?:{'|'.join(names)})(?:;.*?)?:(.*{_FOLDED})"
    matches = re.findall(pattern, text, re.MULTILINE | re.IGNORECASE)
    return tuple(dict.fromkeys(_join_folded_line(match).strip() for match in matches))


class ScannedFile(NamedTuple):
    """The components of a file, and what is wrong with it.

    `is_calendar` tells that it has components of a calendar at all, `is_cut_off` that it ends
    before its calendar does.
    """

    components: list[Component]
    faults: list[CalendarFault]
    is_calendar: bool
    is_cut_off: bool


def scan_components(text: str, addresses: Sequence[str] = ()) -> ScannedFile:
    """Return the components of a file with the lines that carry time, and what is wrong with it.

    Args:
        text: a file as `decode_text` gives it.
        addresses: those of the calendar's owner, in small letters; only their own replies to
            invitations are looked at.
    """
    scanner = _ComponentScanner(tuple(f"mailto:{address}" for address in addresses))
    for content_line in _iter_lines(text, _TIME_OR_REPLY_LINE if addresses else _TIME_LINE):
        scanner.take_line(content_line)
    return scanner.finish_file()


def _iter_lines(text: str, pattern: re.Pattern[str]) -> Iterator[ContentLine]:
    line, reached = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", reached, match.start())
        reached = match.start()
        line_text = match.group()
        yield ContentLine(
            line,
            match[1].upper(),
            _join_folded_line(line_text) if "\n" in line_text else line_text.rstrip(),
        )


def unescape_text(escaped_text: str) -> str:
    """Return what a TEXT value says, without its backslashes (RFC 5545, 3.3.11)."""
    return _ESCAPED.sub(lambda escape: "\n" if escape[1] in "nN" else escape[1], escaped_text)


def _join_folded_line(folded_text: str) -> str:
    return re.sub(r"\n[ \t]", "", folded_text)


class _ComponentScanner:
    """A scanner that collects the components of a file line by line."""

    def __init__(self, own_addresses: tuple[str, ...]) -> None:
        self.components: list[Component] = []
        self.faults: list[CalendarFault] = []
        self._own_addresses = own_addresses
        self._kind, self._first_line, self._depth = "", 0, 0
        self._lines: list[ContentLine] = []
        self._replies: list[str] = []
        self._is_calendar, self._open_calendars = False, 0

    def take_line(self, content_line: ContentLine) -> None:
        """Take the next line."""
        if content_line.name == "BEGIN":
            self._begin_component(content_line)
        elif content_line.name == "END":
            self._end_component(content_line)
        elif content_line.name == "ATTENDEE":
            if self._kind and content_line.text.casefold().endswith(self._own_addresses):
                self._replies += (reply.upper() for reply in _REPLY.findall(content_line.text))
        elif self._kind and (not self._depth or self._kind == "VTIMEZONE"):
            self._lines.append(content_line)

    def _begin_component(self, content_line: ContentLine) -> None:
        kind = content_line.value.upper()
        if kind not in _TOP_KINDS:
            self._depth += 1
            if self._kind == "VTIMEZONE":
                self._lines.append(content_line)
            return
        self._is_calendar = True
        self._open_calendars += kind == "VCALENDAR"
        if self._kind:
            self._report_cut_off()
        if kind in _READ_KINDS:
            self._kind, self._first_line = kind, content_line.number

    def _end_component(self, content_line: ContentLine) -> None:
        kind = content_line.value.upper()
        self._open_calendars -= kind == "VCALENDAR"
        if kind == self._kind:
            self._close_component()
        elif self._kind and kind == "VCALENDAR":
            self._report_cut_off()
        elif self._depth:
            self._depth -= 1
            if self._kind == "VTIMEZONE":
                self._lines.append(content_line)

    def _report_cut_off(self) -> None:
        self.faults.append(
            CalendarFault(self._first_line, f"this {self._kind} has no end; it was cut off.")
        )
        self._close_component()

    def _close_component(self) -> None:
        component = Component(
            self._kind, self._first_line, tuple(self._lines), tuple(self._replies)
        )
        self.components.append(component)
        self._kind, self._depth = "", 0
        self._lines, self._replies = [], []

    def finish_file(self) -> ScannedFile:
        """Report what the end of the file cut off, and return all that was found."""
        if self._kind:
            fact = f"the file ends within this {self._kind}, which is left out: it was cut off."
            self.faults.append(CalendarFault(self._first_line, fact))
        elif self._open_calendars > 0:
            self.faults.append(CalendarFault(0, CUT_OFF_FACT))
        is_cut_off = bool(self._kind) or self._open_calendars > 0
        return ScannedFile(self.components, self.faults, self._is_calendar, is_cut_off)
