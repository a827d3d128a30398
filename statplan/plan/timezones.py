"""Time zones as the `tzdata` package knows them, so that a plan means the same everywhere.

The operating system's database is never read: two machines rarely have the same release of it, and
their calendars would differ.
"""

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

from statplan.spelling import find_similar_word

_TZDATA = files("tzdata")
_MIN_MISSPELLED_LENGTH = 5
_SIMILARITY = 0.85  # of 1, in difflib's measure: finds Chicgo, does not take Atlanta for Atlantic

# What people write who learned their zone from Windows, from Outlook or from a letterhead.
_FAMILIAR_NAMES = {
    "America/New_York": "Eastern|Eastern Time|Eastern Standard Time|ET|EST|EDT",
    "America/Chicago": "Central|Central Time|Central Standard Time|CT|CST|CDT",
    "America/Denver": "Mountain|Mountain Time|Mountain Standard Time|MT|MST|MDT",
    "America/Phoenix": "US Mountain Standard Time|Arizona",
    "America/Los_Angeles": "Pacific|Pacific Time|Pacific Standard Time|PT|PST|PDT",
    "America/Anchorage": "Alaskan Standard Time|Alaska|AKST|AKDT",
    "Pacific/Honolulu": "Hawaiian Standard Time|Hawaii|HST",
    "Europe/London": "GMT Standard Time",
    "Europe/Berlin": "W. Europe Standard Time",
    "Europe/Paris": "Romance Standard Time",
}


@cache
def list_timezones() -> frozenset[str]:
    """Return every key in the package's `zones` file, links such as US/Eastern among them."""
    return frozenset(_TZDATA.joinpath("zones").read_text(encoding="ascii").split())


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


def suggest_timezone(timezone: str) -> str | None:
    """Return the key that an unknown one probably means, None where nothing is near.

    Tried in this order: a familiar name (Windows zones as in CLDR's windowsZones.xml, American
    abbreviations), a key ignoring case and blanks, a city alone, and a spelling that is near.
    """
    normalized_name, spellings = _normalize_name(timezone), _index_spellings()
    if normalized_name in spellings:
        return spellings[normalized_name]
    if len(normalized_name) < _MIN_MISSPELLED_LENGTH:
        return None  # every abbreviation is near some other one, and means another zone
    return spellings.get(find_similar_word(normalized_name, spellings, _SIMILARITY))


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


@lru_cache(maxsize=4096)
def count_minutes(start: datetime, end: datetime, timezone: str) -> int:
    """Count the minutes that pass between two naive local times, over a change of clocks too.

    Raises:
        KeyError: The package lists no such key.
    """
    tzinfo = load_timezone(timezone)
    first, last = (local_time.replace(tzinfo=tzinfo).astimezone(UTC) for local_time in (start, end))
    return (last - first) // timedelta(minutes=1)


@cache
def _index_spellings() -> dict[str, str]:
    # Later lines win: a whole key over a city, and of two cities the one with the shorter path.
    by_depth = sorted(list_timezones(), key=lambda name: (name.count("/"), name), reverse=True)
    return (
        {_normalize_name(name.rsplit("/", 1)[-1]): name for name in by_depth}
        | {_normalize_name(name): name for name in by_depth}
        | {
            _normalize_name(name): timezone
            for timezone, spellings in _FAMILIAR_NAMES.items()
            for name in spellings.split("|")
        }
    )


def _normalize_name(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()
