"""The content lines that carry time; all others are dropped before anything looks at them.

So no title, description, place or address of a busy calendar is kept, and most of a file is never
parsed (docs/performance.md). Titles are kept of an adopted list alone. A file stays bytes until
then: an old program folds a line inside a character of UTF-8.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TIMES = (
    "DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|EXRULE|RECURRENCE-ID|FREEBUSY|UID|SEQUENCE|STATUS"
    "|TRANSP|X-MICROSOFT-CDO-BUSYSTATUS|X-MICROSOFT-CDO-ALLDAYEVENT"
)
_FILE_ZONE = "X-WR-TIMEZONE"
_ZONES = f"TZID|TZOFFSETFROM|TZOFFSETTO|{_FILE_ZONE}"
# A line feed that is written out is found faster than the beginning of a line.
_TIME_LINE = re.compile(rf"\n((BEGIN|END|{_TIMES}|{_ZONES})[;:].*)".encode(), re.IGNORECASE)
_TIME_OR_REPLY_LINE = re.compile(
    rf"\n((BEGIN|END|{_TIMES}|{_ZONES}|ATTENDEE)[;:].*)".encode(), re.IGNORECASE
)
_TITLE_OR_TIME_LINE = re.compile(
    rf"\n((BEGIN|END|{_TIMES}|{_ZONES}|SUMMARY)[;:].*)".encode(), re.IGNORECASE
)
_MAX_LENGTH = 10_000  # characters of a line, or of what stands before the value of a long one
_LONG = frozenset({"RDATE", "EXDATE", "FREEBUSY", "RRULE", "EXRULE"})  # the budget bounds these
_ESCAPED = re.compile(r"\\([\\;,nN])")
_REPLY = re.compile(r";PARTSTAT=\"?([A-Z-]+)", re.IGNORECASE)
_TOP_KINDS = frozenset({"VEVENT", "VFREEBUSY", "VTIMEZONE", "VTODO", "VJOURNAL", "VCALENDAR"})
CUT_OFF_FACT = "the file was cut off: it has no END:VCALENDAR."
_READ_KINDS = frozenset({"VEVENT", "VFREEBUSY", "VTIMEZONE"})
_LINE_ENDS = ((b"\r\r\n", b"\n"), (b"\r\n", b"\n"), (b"\r", b"\n"), (b"\n\t", b"\n "))
_UTF_8_MARK, _UTF_16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")


class CalendarText(NamedTuple):
    """A file with line feeds alone and a blank after each fold, and the same without its folds.

    A line feed stands before the first line.
    """

    folded: bytes
    unfolded: bytes


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


def unfold_text(content: bytes) -> CalendarText:
    """Undo the folds of a file; one may stand between any two characters (RFC 5545, 3.1)."""
    if content.startswith(_UTF_16_MARKS):
        content = content.decode("utf-16", "replace").encode()
    folded = b"\n" + content.removeprefix(_UTF_8_MARK)
    for written, meant in _LINE_ENDS:
        folded = folded.replace(written, meant)
    return CalendarText(folded, folded.replace(b"\n ", b""))


def find_properties(unfolded: bytes, *names: str) -> tuple[str, ...]:
    """Return the values of properties of a whole file, such as X-WR-CALNAME, to find its owner."""
    pattern = rf"^(?:{'|'.join(names)})(?:;.*?)?:(.*)".encode()
    matches = re.findall(pattern, unfolded, re.MULTILINE | re.IGNORECASE)
    return tuple(dict.fromkeys(match.decode("utf-8", "replace").strip() for match in matches))


class ScannedFile(NamedTuple):
    """The components of a file, and what is wrong with it.

    `is_calendar` tells that it has components of a calendar at all, `is_cut_off` that it ends
    before its calendar does.
    """

    components: list[Component]
    faults: list[CalendarFault]
    is_calendar: bool
    is_cut_off: bool


def scan_components(
    text: CalendarText, addresses: Sequence[str] = (), *, with_titles: bool = False
) -> ScannedFile:
    """Return the components of a file with the lines that carry time, and what is wrong with it.

    Before the components of a calendar stands a VCALENDAR, with its X-WR-TIMEZONE if it has one.

    Args:
        text: a file as `unfold_text` gives it.
        addresses: those of the calendar's owner, in small letters; only their own replies to
            invitations are looked at.
        with_titles: whether the titles of entries are kept too, as those of an adopted list.
    """
    scanner = _ComponentScanner(tuple(f"mailto:{address}" for address in addresses))
    pattern = _TIME_OR_REPLY_LINE if addresses else _TIME_LINE
    for content_line in _iter_lines(text, _TITLE_OR_TIME_LINE if with_titles else pattern):
        scanner.take_line(content_line)
    return scanner.finish_file()


def _iter_lines(text: CalendarText, pattern: re.Pattern[bytes]) -> Iterator[ContentLine]:
    counter = _LineCounter(text)
    for match in pattern.finditer(text.unfolded):
        line, name = match.groups()
        yield ContentLine(
            counter.count_lines(match.start(1)),
            name.upper().decode(),
            line.decode("utf-8", "replace").rstrip(),
        )


class _LineCounter:
    """A counter of the lines of a file as it was written, folds included."""

    def __init__(self, text: CalendarText) -> None:
        self._folded, self._unfolded = text
        self._has_folds = len(self._folded) > len(self._unfolded)
        self._line, self._unfolded_reached, self._folded_reached = 0, 0, 0

    def count_lines(self, position: int) -> int:
        """Return the number of the line that begins at a position of the unfolded text.

        It must not lie before one that was asked for earlier.
        """
        self._line += self._unfolded.count(b"\n", self._unfolded_reached, position)
        if self._has_folds:
            self._line += self._count_folds(position - self._unfolded_reached)
        self._unfolded_reached = position
        return self._line

    def _count_folds(self, length: int) -> int:
        """Count the folds within the next `length` characters of the unfolded text."""
        folds, begin, end = 0, self._folded_reached, self._folded_reached + length
        while begin < end:  # as many characters as the folds take are still to be looked at
            more_folds = self._folded.count(b"\n ", begin, end + 1)
            folds += more_folds
            begin, end = end, end + 2 * more_folds
        self._folded_reached = end
        return folds


def unescape_text(escaped_text: str) -> str:
    """Return what a TEXT value says, without its backslashes (RFC 5545, 3.3.11)."""
    return _ESCAPED.sub(lambda escape: "\n" if escape[1] in "nN" else escape[1], escaped_text)


class _ComponentScanner:
    """A scanner that collects the components of a file line by line."""

    def __init__(self, own_addresses: tuple[str, ...]) -> None:
        self.components: list[Component] = []
        self.faults: list[CalendarFault] = []
        self._own_addresses = own_addresses
        self._kind, self._first_line, self._depth = "", 0, 0
        self._lines: list[ContentLine] = []
        self._replies: list[str] = []
        self._calendar_index = -1
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
        elif content_line.name == _FILE_ZONE:
            self._keep_file_zone(content_line)
        elif self._kind and (not self._depth or self._kind == "VTIMEZONE"):
            self._lines.append(self._limit_line(content_line))

    def _keep_file_zone(self, content_line: ContentLine) -> None:
        if self._calendar_index >= 0 and not self._kind and not self._depth:
            calendar = self.components[self._calendar_index]
            zone_line = self._limit_line(content_line)
            self.components[self._calendar_index] = calendar._replace(lines=(zone_line,))

    def _limit_line(self, content_line: ContentLine) -> ContentLine:
        """Return the line; what is longer than any that a program writes, without its value."""
        name, text = content_line.name, content_line.text
        if len(text) <= _MAX_LENGTH or (name in _LONG and 0 < text.rfind(":") < _MAX_LENGTH):
            return content_line
        self.faults.append(
            CalendarFault(content_line.number, f"this {name} is too long to be read.")
        )
        return content_line._replace(text=f"{name}:")

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
        elif kind == "VCALENDAR":
            if self._calendar_index == len(self.components) - 1 >= 0:
                self.components.pop()  # it was empty
            self._calendar_index = len(self.components)
            self.components.append(Component(kind, content_line.number, ()))

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
