"""Time zones as the `tzdata` package knows them, so that a plan means the same everywhere.

The operating system's database is never read: two machines rarely have the same release of it, and
their calendars would differ.
"""

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

_TZDATA = files("tzdata")
_SHORTEST_MISSPELLED = 5
_NEAR = 0.85  # of 1, in difflib's measure: finds Chicgo, does not take Atlanta for Atlantic

# What people write who learned their zone from Windows, from Outlook or from a letterhead.
_FAMILIAR = {
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
def names() -> frozenset[str]:
    """Every key the package lists in its `zones` file, links such as US/Eastern among them."""
    return frozenset(_TZDATA.joinpath("zones").read_text(encoding="ascii").split())


@cache
def zone(key: str) -> ZoneInfo:
    """The zone of an IANA key, from the TZif data (RFC 8536) of the package.

    Raises:
        KeyError: The package lists no such key; keys are compared letter by letter.
    """
    if key not in names():
        raise KeyError(key)
    with _TZDATA.joinpath("zoneinfo", *key.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=key)


@cache
def posix_rule(key: str) -> str:
    """The TZ string that rules after the last listed change (RFC 8536, section 3.3).

    Empty where the data has none.

    Raises:
        KeyError: The package lists no such key.
    """
    if key not in names():
        raise KeyError(key)
    data = _TZDATA.joinpath("zoneinfo", *key.split("/")).read_bytes()
    version = data[4:5]
    return data.rsplit(b"\n", 2)[-2].decode("ascii") if version >= b"2" else ""


def closest(key: str) -> str | None:
    """The key that was probably meant by an unknown one, None where nothing is near.

    Tried in this order: a familiar name (Windows zones as in CLDR's windowsZones.xml, American
    abbreviations), a key ignoring case and blanks, a city alone, and a spelling that is near.
    """
    from difflib import get_close_matches

    folded, spellings = _fold(key), _spellings()
    if folded in spellings:
        return spellings[folded]
    near = get_close_matches(folded, spellings, n=1, cutoff=_NEAR)
    # Every abbreviation is near some other one, and means another zone.
    return spellings[near[0]] if near and len(folded) >= _SHORTEST_MISSPELLED else None


@lru_cache(maxsize=4096)
def unclear(local: datetime, key: str) -> Literal["skipped", "repeated"] | None:
    """Whether a naive local time is skipped or repeated by a change of clocks, else None.

    RFC 5545 3.3.5 settles both cases, but readers do not agree in following it, so that no such
    time should be published. The two readings are those of PEP 495.

    Raises:
        KeyError: The package lists no such key.
    """
    aware = local.replace(tzinfo=zone(key))
    first, second = (aware.replace(fold=fold).utcoffset() for fold in (0, 1))
    if first is None or second is None or first == second:
        return None
    return "skipped" if first < second else "repeated"


@lru_cache(maxsize=4096)
def elapsed(start: datetime, end: datetime, key: str) -> int:
    """The minutes that pass between two naive local times, over a change of clocks too.

    Raises:
        KeyError: The package lists no such key.
    """
    here = zone(key)
    first, last = (each.replace(tzinfo=here).astimezone(UTC) for each in (start, end))
    return (last - first) // timedelta(minutes=1)


@cache
def _spellings() -> dict[str, str]:
    # Later lines win: a whole key over a city, and of two cities the one with the shorter path.
    by_depth = sorted(names(), key=lambda name: (name.count("/"), name), reverse=True)
    return (
        {_fold(name.rsplit("/", 1)[-1]): name for name in by_depth}
        | {_fold(name): name for name in by_depth}
        | {_fold(name): key for key, known in _FAMILIAR.items() for name in known.split("|")}
    )


def _fold(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()
