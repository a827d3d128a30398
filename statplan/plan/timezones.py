"""Time zones as the `tzdata` package knows them, so that a plan means the same everywhere.

The operating system's database is never read: two machines rarely have the same release of it, and
their calendars would differ.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

from statplan.plan.english import format_list

_TZDATA = files("tzdata")
_LABELS = {
    "America/New_York": "Eastern Time",
    "America/Chicago": "Central Time",
    "America/Denver": "Mountain Time",
    "America/Phoenix": "Arizona Time",
    "America/Los_Angeles": "Pacific Time",
    "America/Anchorage": "Alaska Time",
    "Pacific/Honolulu": "Hawaii Time",
    "America/Puerto_Rico": "Atlantic Time",
}


@cache
def list_timezones() -> frozenset[str]:
    """Return every key in the package's `zones` file, links such as US/Eastern among them."""
    return frozenset(_TZDATA.joinpath("zones").read_text(encoding="ascii").split())


def find_zone_release() -> str:
    """Return the release of the package whose data is used, such as 2026.6."""
    return str(import_module("tzdata").__version__)


def is_same_zone(timezone: str, other: str) -> bool:
    """Return whether two keys name one zone: they are equal, or one is only a name of the other.

    Zones with equal clocks are two zones: America/New_York and America/Toronto.
    """
    return timezone == other or _resolve_link(timezone) == _resolve_link(other)


def _resolve_link(timezone: str) -> str:
    """Return the key of which a key is only another name; itself where it is none.

    A place that `zone.tab` lists has a zone of its own, also where the database links it to another
    because their clocks agree: Europe/Oslo is not Europe/Berlin.
    """
    places, targets = _read_zone_names()
    while timezone not in places and timezone in targets:
        timezone = targets[timezone]
    return timezone


def find_zone_country(timezone: str) -> str:
    """Return the ISO 3166 code of the country that a zone is in; empty where it is in none."""
    places, targets = _read_zone_names()
    return places.get(timezone, places.get(targets.get(timezone, ""), ""))


def list_zone_places() -> dict[str, str]:
    """Return the zones that are named after a place of theirs, with the codes of the countries."""
    return _read_zone_names()[0]


@cache
def _read_zone_names() -> tuple[dict[str, str], dict[str, str]]:
    """Return the countries of the places in `zone.tab`, and the target of links in `tzdata.zi`."""
    table, source = (
        _TZDATA.joinpath("zoneinfo", name).read_text(encoding="utf-8").splitlines()
        for name in ("zone.tab", "tzdata.zi")
    )
    rows = (line.split("\t") for line in table if line and not line.startswith("#"))
    links = (line.split() for line in source if line.startswith("L "))
    return {row[2]: row[0] for row in rows}, {name: target for _, target, name in links}


@cache
def load_timezone(timezone: str) -> ZoneInfo:
    """Load the zone of an IANA key, from the TZif data (RFC 8536) of the package.

    Raises:
        KeyError: The package lists no such key; keys are compared letter by letter.
    """
    if timezone not in list_timezones():
        raise KeyError(timezone)
    with _TZDATA.joinpath("zoneinfo", *timezone.split("/")).open("rb") as tzif_file:
        return ZoneInfo.from_file(tzif_file, key=timezone)


@cache
def read_posix_rule(timezone: str) -> str:
    """Return the TZ string that rules after the last listed change (RFC 8536, section 3.3).

    Empty where the data has none.

    Raises:
        KeyError: The package lists no such key.
    """
    if timezone not in list_timezones():
        raise KeyError(timezone)
    tzif_bytes = _TZDATA.joinpath("zoneinfo", *timezone.split("/")).read_bytes()
    version = tzif_bytes[4:5]
    return tzif_bytes.rsplit(b"\n", 2)[-2].decode("ascii") if version >= b"2" else ""


@lru_cache(maxsize=4096)
def detect_clock_change(
    local_time: datetime, timezone: str
) -> Literal["skipped", "repeated"] | None:
    """Return whether a change of clocks skips or repeats a naive local time, else None.

    RFC 5545 3.3.5 settles both cases, but readers do not agree in following it, so that no such
    time should be published. The two readings are those of PEP 495.

    Raises:
        KeyError: The package lists no such key.
    """
    aware_time = local_time.replace(tzinfo=load_timezone(timezone))
    first, second = (aware_time.replace(fold=fold).utcoffset() for fold in (0, 1))
    if first is None or second is None or first == second:
        return None
    return "skipped" if first < second else "repeated"


def to_utc(local_time: datetime, timezone: str) -> datetime:
    """Return the moment, in UTC, of a naive local time; of a repeated one the first.

    Raises:
        KeyError: The package lists no such key.
    """
    return local_time.replace(tzinfo=load_timezone(timezone)).astimezone(UTC)


@lru_cache(maxsize=4096)
def count_minutes(start: datetime, end: datetime, timezone: str) -> int:
    """Count the minutes that pass between two naive local times, over a change of clocks too.

    Raises:
        KeyError: The package lists no such key.
    """
    return (to_utc(end, timezone) - to_utc(start, timezone)) // timedelta(minutes=1)


def describe_timezone(timezone: str) -> str:
    """Return a zone as people say it: "Central Time"; its key where there is no such name."""
    return _LABELS.get(timezone, timezone)


def format_timezone_choices(timezones: Iterable[str]) -> str:
    """Return zones to choose from: "America/Chicago (Central Time) or America/Regina"."""
    return format_list(
        (f"{zone} ({_LABELS[zone]})" if zone in _LABELS else zone for zone in timezones), "or"
    )
