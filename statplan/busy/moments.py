"""When something is: local times with their zones, and what they are in the plan's zone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from icalendar import Timezone, vDDDTypes
from icalendar.parser import Contentline
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from statplan.busy.lines import Block, Fault, Row, UnreadableError
from statplan.plan import zone

_FAMILIAR = frozenset({"tzone://microsoft/utc", "utc", "gmt", "z", "etc/utc"})


class Moment(NamedTuple):
    """A local time and its zone; a whole day is its midnight in the plan's zone."""

    local: datetime
    zone: tzinfo
    whole_day: bool = False

    @property
    def utc(self) -> datetime:
        """The moment in UTC; in a gap or a fold by RFC 5545, 3.3.5."""
        return self.local.replace(tzinfo=self.zone).astimezone(UTC)


class Length(NamedTuple):
    """How long something lasts: days of the calendar, then time that passes (RFC 5545, 3.3.6)."""

    days: int
    exact: timedelta


class Period(NamedTuple):
    """A moment of RDATE, with a length of its own where it is a period."""

    start: Moment
    length: Length | None = None


@dataclass(slots=True)
class Zones:
    """The zones of one file, by the names that it uses.

    A name of the IANA database counts by itself, whatever the file says of it; any other by the
    file's own VTIMEZONE, else as a Windows name (CLDR), else it is not known and the plan's zone
    stands in for it.
    """

    home: tzinfo
    blocks: dict[str, Block] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    floating: int = 0
    _known: dict[str, tzinfo] = field(default_factory=dict)

    def of(self, name: str, line: int) -> tzinfo:
        """The zone of a TZID."""
        if name not in self._known:
            self._known[name] = self._found(name, line)
        return self._known[name]

    def _found(self, name: str, line: int) -> tzinfo:
        key = _iana(name)
        if key:
            return zone.zone(key)
        if name.casefold() in _FAMILIAR:
            return UTC
        own = self._embedded(name)
        if own:
            return own
        key = WINDOWS_TO_OLSON.get(name)
        if key and key in zone.names():
            return zone.zone(key)
        fact = "this zone is not known, and the file does not say what it is;"
        self.faults.append(Fault(line, f"{fact} its times are taken in the plan's zone."))
        return self.home

    def _embedded(self, name: str) -> tzinfo | None:
        block = self.blocks.get(name)
        if block is None:
            return None
        lines = ("BEGIN:VTIMEZONE", *(row.text for row in block.rows), "END:VTIMEZONE", "")
        try:
            parsed = Timezone.from_ical("\r\n".join(lines))
            if not isinstance(parsed, Timezone):
                raise TypeError  # noqa: TRY301 - it is told as any other fault
            made: tzinfo = parsed.to_tz(lookup_tzid=False)
            made.utcoffset(datetime(2027, 1, 1))  # noqa: DTZ001 - the zone is asked, not read
        except Exception:  # noqa: BLE001 - the library names no errors of its own here
            self.faults.append(Fault(block.line, "this VTIMEZONE cannot be read."))
            return None
        return made

    def at_home(self, moment: datetime) -> datetime:
        """An aware time as a local time of the plan's zone."""
        return moment.astimezone(self.home).replace(tzinfo=None)


def _iana(name: str) -> str | None:
    """The IANA key of a TZID, also behind a prefix such as `/mozilla.org/20050126_1/`."""
    parts = name.strip("/").split("/")
    for start in range(len(parts)):
        key = "/".join(parts[start:])
        if key in zone.names() and ("/" in key or key == name):
            return key
    folded = {each.casefold(): each for each in zone.names()} if "/" in name else {}
    return folded.get(name.casefold())


def parts_of(row: Row) -> tuple[dict[str, str], str]:
    """The parameters and the value of a line, as the library reads them.

    Raises:
        UnreadableError: it is no content line.
    """
    try:
        _, given, value = Contentline(row.text).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        raise UnreadableError(row.line, f"{row.name} cannot be read.") from None
    return {key.upper(): str(each) for key, each in given.items()}, value.strip()


def periods(row: Row, zones: Zones, faults: list[Fault]) -> Iterator[Period]:
    """The times of EXDATE or RDATE that can be read; what cannot is added to the faults."""
    try:
        given, value = parts_of(row)
    except UnreadableError as error:
        faults.append(error.fault)
        return
    for text in value.split(","):
        try:
            yield _period(_parsed(row, text.strip()), row, given.get("TZID", ""), zones)
        except UnreadableError as error:
            faults.append(error.fault)


def moment(row: Row, zones: Zones) -> Moment:
    """The one time of DTSTART, DTEND or RECURRENCE-ID.

    Raises:
        UnreadableError: it cannot be read.
    """
    given, value = parts_of(row)
    return _moment(_parsed(row, value), row, given.get("TZID", ""), zones)


def _parsed(row: Row, text: str) -> object:
    try:
        return vDDDTypes.from_ical(text)  # type: ignore[no-untyped-call]
    except ValueError:
        raise UnreadableError(row.line, f"{row.name} is no date or time.") from None


def _period(found: object, row: Row, name: str, zones: Zones) -> Period:
    if isinstance(found, tuple):
        start = _moment(found[0], row, name, zones)
        length = found[1]
        if isinstance(length, timedelta):
            return Period(start, Length(0, length))
        return Period(start, Length(0, _moment(length, row, name, zones).utc - start.utc))
    return Period(_moment(found, row, name, zones))


def _moment(found: object, row: Row, name: str, zones: Zones) -> Moment:
    if isinstance(found, datetime):
        if found.tzinfo is not None:  # a Z counts, whatever TZID stands beside it
            return Moment(found.replace(tzinfo=None), UTC)
        if not name:
            zones.floating += row.name == "DTSTART"
            return Moment(found, zones.home)
        return Moment(found, zones.of(name, row.line))
    if isinstance(found, date):
        return Moment(datetime.combine(found, datetime.min.time()), zones.home, whole_day=True)
    raise UnreadableError(row.line, f"{row.name} is no date or time.")


def length(row: Row) -> Length:
    """The length that DURATION states.

    Raises:
        UnreadableError: it cannot be read, or lasts less than nothing.
    """
    _, value = parts_of(row)
    day, mark, _ = value.upper().partition("T")
    try:
        whole = _parsed(row, value)
        days = _parsed(row, day) if mark and day.lstrip("+-") != "P" else timedelta()
    except ValueError:
        whole, days = None, None
    if not isinstance(whole, timedelta) or not isinstance(days, timedelta):
        raise UnreadableError(row.line, "DURATION is no length of time.")
    if whole < timedelta():
        raise UnreadableError(row.line, "DURATION is negative.")
    if not mark:
        days = whole
    return Length(days.days, whole - days)


def zone_blocks(blocks: Iterable[Block]) -> dict[str, Block]:
    """The VTIMEZONEs of a file by their TZID."""
    return {
        row.value: block
        for block in blocks
        if block.kind == "VTIMEZONE"
        for row in block.rows
        if row.name == "TZID"
    }
