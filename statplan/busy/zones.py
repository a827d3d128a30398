"""The zones of a calendar file, by the names that it uses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cache

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from statplan.busy.embedded import parse_vtimezone
from statplan.busy.lines import CalendarFault, Component, unescape_text
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
    components: dict[str, Component] = field(default_factory=dict)
    faults: list[CalendarFault] = field(default_factory=list)
    floating_count: int = 0
    _resolved: dict[str, tzinfo] = field(default_factory=dict)

    def find_zone(self, name: str, line: int) -> tzinfo:
        """Return the zone of a TZID."""
        if name not in self._resolved:
            self._resolved[name] = self._resolve_zone(name, line)
        return self._resolved[name]

    def _resolve_zone(self, name: str, line: int) -> tzinfo:
        iana_key = _find_iana_key(name)
        if iana_key:
            return zone.load_timezone(iana_key)
        if name.casefold() in _FAMILIAR:
            return UTC
        own_zone = self._read_own_zone(name)
        if own_zone:
            return own_zone
        iana_key = _index_windows_zones().get(name.casefold())
        if iana_key:
            return zone.load_timezone(iana_key)
        fact = "this zone is not known, and the file does not say what it is;"
        self.faults.append(CalendarFault(line, f"{fact} its times are taken in the plan's zone."))
        return self.home

    def _read_own_zone(self, name: str) -> tzinfo | None:
        component = self.components.get(name) or self.components.get(unescape_text(name))
        if component is None:
            return None
        lines = (
            "BEGIN:VTIMEZONE",
            *(content_line.text for content_line in component.lines),
            "END:VTIMEZONE",
            "",
        )
        parsed_zone = parse_vtimezone("\n".join(lines), *self.years)
        if parsed_zone is None:
            self.faults.append(
                CalendarFault(component.first_line, "this VTIMEZONE cannot be read.")
            )
        return parsed_zone

    def to_home_time(self, moment: datetime) -> datetime:
        """Return an aware time as a local time of the plan's zone."""
        return moment.astimezone(self.home).replace(tzinfo=None)


def _find_iana_key(name: str) -> str | None:
    """Return the IANA key of a TZID, also behind a prefix such as `/mozilla.org/20050126_1/`."""
    parts = name.strip("/").split("/")
    for start in range(len(parts)):
        iana_key = "/".join(parts[start:])
        if iana_key in zone.list_timezones() and ("/" in iana_key or iana_key == name):
            return iana_key
    return _index_iana_keys().get(name.casefold()) if "/" in name else None


@cache
def _index_iana_keys() -> dict[str, str]:
    return {iana_key.casefold(): iana_key for iana_key in zone.list_timezones()}


@cache
def _index_windows_zones() -> dict[str, str]:
    """Return the IANA keys of Windows zones, by their names in lower case (CLDR, windowsZones)."""
    return {
        name.casefold(): iana_key
        for name, iana_key in WINDOWS_TO_OLSON.items()
        if iana_key in zone.list_timezones()
    }


def index_vtimezones(components: Iterable[Component]) -> dict[str, Component]:
    """Return the VTIMEZONEs of a file by their TZID.

    There it is TEXT, in which a comma is written with a backslash. The parameter of a time is not
    (RFC 5545, 3.2.19 and 3.8.3.1).
    """
    return {
        unescape_text(content_line.value): component
        for component in components
        if component.kind == "VTIMEZONE"
        for content_line in component.lines
        if content_line.name == "TZID"
    }
