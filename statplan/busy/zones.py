"""The zones of a calendar file, by the names that it uses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cache

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from statplan.busy.embedded import zone_of
from statplan.busy.lines import Block, Fault, unescape_text
from statplan.plan import zone

_FAMILIAR = frozenset({"tzone://microsoft/utc", "utc", "gmt", "z", "etc/utc"})


@dataclass(slots=True)
class Zones:
    """The zones of one file, by the names that it uses.

    A name of the IANA database counts by itself, whatever the file says of it; any other by the
    file's own VTIMEZONE, else as a Windows name (CLDR), else it is not known and the plan's zone
    stands in for it.
    """

    home: tzinfo
    years: tuple[int, int]
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
        key = _windows().get(name.casefold())
        if key:
            return zone.zone(key)
        fact = "this zone is not known, and the file does not say what it is;"
        self.faults.append(Fault(line, f"{fact} its times are taken in the plan's zone."))
        return self.home

    def _embedded(self, name: str) -> tzinfo | None:
        block = self.blocks.get(name) or self.blocks.get(unescape_text(name))
        if block is None:
            return None
        lines = ("BEGIN:VTIMEZONE", *(row.text for row in block.rows), "END:VTIMEZONE", "")
        made = zone_of("\n".join(lines), *self.years)
        if made is None:
            self.faults.append(Fault(block.line, "this VTIMEZONE cannot be read."))
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
    return _folded().get(name.casefold()) if "/" in name else None


@cache
def _folded() -> dict[str, str]:
    return {each.casefold(): each for each in zone.names()}


@cache
def _windows() -> dict[str, str]:
    """The IANA keys of Windows zones, by their names in small letters (CLDR, windowsZones)."""
    return {name.casefold(): key for name, key in WINDOWS_TO_OLSON.items() if key in zone.names()}


def zone_blocks(blocks: Iterable[Block]) -> dict[str, Block]:
    """Return the VTIMEZONEs of a file by their TZID.

    There it is TEXT, in which a comma is written with a backslash. The parameter of a time is not
    (RFC 5545, 3.2.19 and 3.8.3.1).
    """
    return {
        unescape_text(row.value): block
        for block in blocks
        if block.kind == "VTIMEZONE"
        for row in block.rows
        if row.name == "TZID"
    }
