"""The content lines that carry time; all others are dropped before anything looks at them.

So no title, description, place or address gets into a value, and most of a file is never parsed
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
_KEPT = re.compile(rf"^(BEGIN|END|{_TIMES}|{_ZONES})[;:].*{_FOLDED}", re.MULTILINE | re.IGNORECASE)
_KEPT_WITH_REPLIES = re.compile(
    rf"^(BEGIN|END|{_TIMES}|{_ZONES}|ATTENDEE)[;:].*{_FOLDED}", re.MULTILINE | re.IGNORECASE
)
_ESCAPED = re.compile(r"\\([\\;,nN])")
_REPLY = re.compile(r";PARTSTAT=\"?([A-Z-]+)", re.IGNORECASE)
_TOP = frozenset({"VEVENT", "VFREEBUSY", "VTIMEZONE", "VTODO", "VJOURNAL", "VCALENDAR"})
_READ = frozenset({"VEVENT", "VFREEBUSY", "VTIMEZONE"})


class Row(NamedTuple):
    """One unfolded content line (RFC 5545, 3.1); `line` counts from 1, `name` is in capitals."""

    line: int
    name: str
    text: str

    @property
    def value(self) -> str:
        """What follows the first colon; right for properties without quoted parameters."""
        return self.text.partition(":")[2].strip()


class Block(NamedTuple):
    """A component, with those of its lines that are kept; `replies` are an owner's own PARTSTAT."""

    kind: str
    line: int
    rows: tuple[Row, ...]
    replies: tuple[str, ...] = ()


class Fault(NamedTuple):
    """What could not be read, and where. It quotes nothing of the file."""

    line: int
    fact: str


class UnreadableError(ValueError):
    """A line that cannot be read; the reader of its component decides what is left of it."""

    def __init__(self, line: int, fact: str) -> None:
        super().__init__(fact)
        self.fault = Fault(line, fact)


def decode(data: bytes) -> str:
    """The text of a file with line feeds alone; bytes that are no UTF-8 are replaced."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _lines(data.decode(encoding, "replace"))
    return _lines(data.decode("utf-8-sig", "replace"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def stated(text: str, *names: str) -> tuple[str, ...]:
    """The values of properties of a whole file, such as X-WR-CALNAME, to match its owner by."""
    pattern = rf"^(?:{'|'.join(names)})(?:;.*?)?:(.*{_FOLDED})"
    found = re.findall(pattern, text, re.MULTILINE | re.IGNORECASE)
    return tuple(dict.fromkeys(_unfold(each).strip() for each in found))


def scan(text: str, addresses: Sequence[str] = ()) -> tuple[list[Block], list[Fault]]:
    """Cut a file into components, keeping the lines that carry time.

    Args:
        text: a file as `decode` gives it.
        addresses: those of the calendar's owner, in small letters; only their own replies to
            invitations are looked at.
    """
    walk = _Walk(tuple(f"mailto:{each}" for each in addresses))
    for row in _rows(text, _KEPT_WITH_REPLIES if addresses else _KEPT):
        walk.take(row)
    walk.finish()
    return walk.blocks, walk.faults


def _rows(text: str, kept: re.Pattern[str]) -> Iterator[Row]:
    line, reached = 1, 0
    for match in kept.finditer(text):
        line += text.count("\n", reached, match.start())
        reached = match.start()
        words = match.group()
        yield Row(line, match[1].upper(), _unfold(words) if "\n" in words else words.rstrip())


def unescape_text(words: str) -> str:
    """Return what a TEXT value says, without its backslashes (RFC 5545, 3.3.11)."""
    return _ESCAPED.sub(lambda escape: "\n" if escape[1] in "nN" else escape[1], words)


def _unfold(words: str) -> str:
    return re.sub(r"\n[ \t]", "", words)


class _Walk:
    """The components that are open while the lines of a file go by."""

    def __init__(self, own: tuple[str, ...]) -> None:
        self.blocks: list[Block] = []
        self.faults: list[Fault] = []
        self._own = own
        self._kind, self._line, self._depth = "", 0, 0
        self._rows: list[Row] = []
        self._replies: list[str] = []
        self._is_calendar = False

    def take(self, row: Row) -> None:
        """Take the next line."""
        if row.name == "BEGIN":
            self._begin(row)
        elif row.name == "END":
            self._end(row)
        elif row.name == "ATTENDEE":
            if self._kind and row.text.casefold().endswith(self._own):
                self._replies += (found.upper() for found in _REPLY.findall(row.text))
        elif self._kind and (not self._depth or self._kind == "VTIMEZONE"):
            self._rows.append(row)

    def _begin(self, row: Row) -> None:
        kind = row.value.upper()
        if kind not in _TOP:
            self._depth += 1
            if self._kind == "VTIMEZONE":
                self._rows.append(row)
            return
        self._is_calendar = True
        if self._kind:
            self._cut()
        if kind in _READ:
            self._kind, self._line = kind, row.line

    def _end(self, row: Row) -> None:
        kind = row.value.upper()
        if kind == self._kind:
            self._close()
        elif self._kind and kind == "VCALENDAR":
            self._cut()
        elif self._depth:
            self._depth -= 1
            if self._kind == "VTIMEZONE":
                self._rows.append(row)

    def _cut(self) -> None:
        self.faults.append(Fault(self._line, f"this {self._kind} has no end; it was cut off."))
        self._close()

    def _close(self) -> None:
        block = Block(self._kind, self._line, tuple(self._rows), tuple(self._replies))
        self.blocks.append(block)
        self._kind, self._depth = "", 0
        self._rows, self._replies = [], []

    def finish(self) -> None:
        """Say what the end of the file cut off."""
        if self._kind:
            fact = f"the file ends within this {self._kind}, which is left out: it was cut off."
            self.faults.append(Fault(self._line, fact))
        if not self._is_calendar:
            self.faults.append(Fault(1, "this is no iCalendar file: it has no BEGIN:VCALENDAR."))
