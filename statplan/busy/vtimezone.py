"""The zones of a calendar file by name: of the IANA database, of Windows, or as the file says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cache

from statplan.busy.budget import Budget
from statplan.busy.content_lines import (
    CalendarFault,
    Component,
    ContentLine,
    UnreadableError,
    unescape_text,
)
from statplan.busy.described_zone import DescribedZone
from statplan.busy.windows_names import find_windows_zone
from statplan.plan import timezones

_UTC_NAMES = frozenset({"tzone://microsoft/utc", "utc", "gmt", "z", "etc/utc"})
_MAX_DESCRIPTIONS = 8  # of one zone, that are read and compared


@dataclass(slots=True)
class Zones:
    """The zones of one file, by the names that it uses.

    A name of the IANA database counts by itself, whatever the file says of it; any other by the
    file's own VTIMEZONE, else as a Windows name (CLDR), else it is not known and the plan's zone
    stands in for it. `years` are the first and the last that is looked at. `floating_count` counts
    times without a zone that are taken in the plan's, `file_zone_count` those in X-WR-TIMEZONE.
    """

    home: tzinfo
    years: tuple[int, int]
    components: dict[str, list[Component]] = field(default_factory=dict)
    faults: list[CalendarFault] = field(default_factory=list)
    floating_count: int = 0
    file_zone_count: int = 0
    budget: Budget = field(default_factory=Budget)
    _resolved: dict[str, tzinfo] = field(default_factory=dict)
    _file_zone_line: ContentLine | None = None
    _file_zones: dict[str, tzinfo | None] = field(default_factory=dict)

    def find_zone(self, name: str, line: int) -> tzinfo:
        """Return the zone of a TZID."""
        if name not in self._resolved:
            self._resolved[name] = self._resolve_zone(name, line)
        return self._resolved[name]

    def _resolve_zone(self, name: str, line: int) -> tzinfo:
        known_zone = self._find_known_zone(name)
        if known_zone is None:
            fact = "this zone is not known, and the file does not say what it is;"
            self.faults.append(
                CalendarFault(line, f"{fact} its times are taken in the plan's zone.")
            )
        return known_zone or self.home

    def _find_known_zone(self, name: str) -> tzinfo | None:
        iana_key = _find_iana_key(name)
        if iana_key:
            return timezones.load_timezone(iana_key)
        if name.casefold() in _UTC_NAMES:
            return UTC
        own_zone = self._read_own_zone(name)
        if own_zone:
            return own_zone
        iana_key = find_windows_zone(name)
        return timezones.load_timezone(iana_key) if iana_key else None

    def _read_own_zone(self, name: str) -> tzinfo | None:
        """Return the zone as the file describes it; of several descriptions the last counts."""
        components = self.components.get(name) or self.components.get(unescape_text(name)) or []
        descriptions: dict[tuple[str, ...], Component] = {}
        for component in reversed(components):
            texts = tuple(content_line.text for content_line in component.lines)
            descriptions.setdefault(texts, component)
        candidates = list(descriptions.values())
        readable = list(self._iter_readable(candidates[:_MAX_DESCRIPTIONS]))
        if not readable:
            return None
        zone, line, changes = readable[0]
        if len(candidates) > _MAX_DESCRIPTIONS or any(other != changes for _, _, other in readable):
            fact = "the file describes this zone more than once, and not alike;"
            self.faults.append(CalendarFault(line, f"{fact} this VTIMEZONE counts, the last one."))
        return zone

    def _iter_readable(
        self, components: Iterable[Component]
    ) -> Iterator[tuple[DescribedZone, int, object]]:
        """Yield the zones that can be read, their lines, and their changes in the years."""
        for component in components:
            if not self.budget.remaining:
                fact = "the calendar costs too much for this VTIMEZONE to be read."
                self.faults.append(CalendarFault(component.first_line, fact))
                continue
            try:
                zone = DescribedZone(component, self.budget, self._report_lost_years)
                yield zone, component.first_line, zone.list_changes(*self.years)
            except UnreadableError as error:
                self.faults.append(error.fault)

    def _report_lost_years(self, line: int) -> None:
        fact = "the calendar costs too much for this VTIMEZONE to be read for every year;"
        self.faults.append(
            CalendarFault(
                line, f"{fact} the offset of the nearest known year counts for the others."
            )
        )

    def enter_calendar(self, calendar: Component) -> None:
        """Take times without a zone in the zone that this VCALENDAR names, if it names one."""
        is_named = calendar.lines and calendar.lines[0].value
        self._file_zone_line = calendar.lines[0] if is_named else None

    def find_floating_zone(self, *, is_counted: bool) -> tzinfo:
        """Return the zone of times without one: X-WR-TIMEZONE of the calendar, else the plan's."""
        file_zone = self._find_file_zone(self._file_zone_line) if self._file_zone_line else None
        if file_zone:
            self.file_zone_count += is_counted
            return file_zone
        self.floating_count += is_counted
        return self.home

    def _find_file_zone(self, content_line: ContentLine) -> tzinfo | None:
        name = unescape_text(content_line.value)
        if name not in self._file_zones:
            self._file_zones[name] = self._find_known_zone(name)
            if self._file_zones[name] is None:
                fact = "the zone that X-WR-TIMEZONE names is not known;"
                self.faults.append(
                    CalendarFault(
                        content_line.number,
                        f"{fact} times without a zone are taken in the plan's.",
                    )
                )
        return self._file_zones[name]

    def to_home_time(self, moment: datetime) -> datetime:
        """Return an aware time as a local time of the plan's zone."""
        return moment.astimezone(self.home).replace(tzinfo=None)


def _find_iana_key(name: str) -> str | None:
    """Return the IANA key of a TZID, also behind a prefix such as `/mozilla.org/20050126_1/`."""
    parts = name.strip("/").split("/")
    for start in range(len(parts)):
        iana_key = "/".join(parts[start:])
        if iana_key in timezones.list_timezones() and ("/" in iana_key or iana_key == name):
            return iana_key
    return _index_iana_keys().get(name.casefold()) if "/" in name else None


@cache
def _index_iana_keys() -> dict[str, str]:
    return {iana_key.casefold(): iana_key for iana_key in timezones.list_timezones()}


def index_vtimezones(components: Iterable[Component]) -> dict[str, list[Component]]:
    """Return the VTIMEZONEs of a file by their TZID.

    There it is TEXT, in which a comma is written with a backslash. The parameter of a time is not
    (RFC 5545, 3.2.19 and 3.8.3.1).
    """
    components_by_name: dict[str, list[Component]] = {}
    for component in components:
        names = {
            unescape_text(content_line.value)
            for content_line in component.lines
            if component.kind == "VTIMEZONE" and content_line.name == "TZID"
        }
        for name in names:
            components_by_name.setdefault(name, []).append(component)
    return components_by_name
