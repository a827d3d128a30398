"""Clocks that never change: EST, GMT-5, -05:00. Where a place has daylight time they are refused.

A year of meetings by such a clock would be an hour off for eight months.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from statplan.errors import AnswerError
from statplan.plan.quotation import quote_answer
from statplan.plan.timezones import format_timezone_choices, load_timezone
from statplan.spelling import suggest_words

_SAMPLE_YEAR = 2027
# The zones of each country that uses an abbreviation.
_ABBREVIATIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "est": {"US": ("America/New_York",), "CA": ("America/Toronto",)},
    "cst": {"US": ("America/Chicago",), "CA": ("America/Winnipeg", "America/Regina"),
            "CN": ("Asia/Shanghai",), "CU": ("America/Havana",)},
    "mst": {"US": ("America/Denver", "America/Phoenix"), "CA": ("America/Edmonton",)},
    "pst": {"US": ("America/Los_Angeles",), "CA": ("America/Vancouver",), "PH": ("Asia/Manila",)},
    "edt": {"US": ("America/New_York",), "CA": ("America/Toronto",)},
    "cdt": {"US": ("America/Chicago",), "CA": ("America/Winnipeg",)},
    "mdt": {"US": ("America/Denver",), "CA": ("America/Edmonton",)},
    "pdt": {"US": ("America/Los_Angeles",), "CA": ("America/Vancouver",)},
    "akst": {"US": ("America/Anchorage",)},
    "akdt": {"US": ("America/Anchorage",)},
    "hst": {"US": ("Pacific/Honolulu",)},
    "ast": {"CA": ("America/Halifax",), "US": ("America/Puerto_Rico",), "SA": ("Asia/Riyadh",)},
    "adt": {"CA": ("America/Halifax",)},
    "nst": {"CA": ("America/St_Johns",)},
    "ndt": {"CA": ("America/St_Johns",)},
    "gmt": {"GB": ("Europe/London",), "IE": ("Europe/Dublin",)},
    "bst": {"GB": ("Europe/London",), "BD": ("Asia/Dhaka",)},
    "ist": {"IN": ("Asia/Kolkata",), "IE": ("Europe/Dublin",), "IL": ("Asia/Jerusalem",)},
    "aest": {"AU": ("Australia/Sydney", "Australia/Brisbane")},
    "aedt": {"AU": ("Australia/Sydney",)},
    "acst": {"AU": ("Australia/Adelaide", "Australia/Darwin")},
    "acdt": {"AU": ("Australia/Adelaide",)},
    "awst": {"AU": ("Australia/Perth",)},
    "nzst": {"NZ": ("Pacific/Auckland",)},
    "nzdt": {"NZ": ("Pacific/Auckland",)},
}  # fmt: skip
# Where the country is not known, any other is that of the United States, if it is used there.
_USED_WORLDWIDE = frozenset({"ast", "bst", "cst", "ist"})
_FIRST_LETTERS = {
    "eastern": "e", "central": "c", "mountain": "m", "pacific": "p", "alaska": "ak", "hawaii": "h",
    "hawaii-aleutian": "h", "atlantic": "a", "newfoundland": "n", "greenwich": "g",
    "australian eastern": "ae", "australian central": "ac", "australian western": "aw",
    "new zealand": "nz", "british": "b",
}  # fmt: skip
_LONG_NAME = re.compile(r"(.+) (standard|daylight|summer|mean)")
_POSIX_NAME = re.compile(r"([a-z]{3,4})[+-]?\d{1,2}")
_OFFSET = re.compile(r"(?:utc|gmt|z)? ?([+-]) ?(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_FIXED_KEYS = re.compile(r"EST|MST|Etc/GMT[+-]0*[1-9]\d*")
_BRITISH_KEYS = frozenset({"GMT", "Etc/GMT", "Greenwich", "Etc/Greenwich"})


def is_fixed_key(key: str, country: str) -> bool:
    """Return whether an IANA key is a clock that never changes, where a place is likely meant."""
    is_british = country in {"GB", "IE"} and key in _BRITISH_KEYS
    return is_british or bool(_FIXED_KEYS.fullmatch(key))


def refuse_fixed_clock(text: str, key: str, main_zones: Sequence[str]) -> None:
    """Refuse a distance from UTC, and offer the zones of the country that have it.

    Args:
        text: what was typed.
        key: the IANA key that it is, if it is one.
        main_zones: the main zones of the program's country.

    Raises:
        AnswerError: it is a distance from UTC.
    """
    if key.startswith("Etc/GMT") and key != "Etc/GMT":
        hours = -int(key.removeprefix("Etc/GMT"))  # Etc/GMT-5 is 5 hours ahead
        fact = (
            f"{quote_answer(text)} means {_describe_offset(timedelta(hours=hours))}: the sign in "
            "such names is turned around."
        )
        raise AnswerError(fact, _offer_zones(timedelta(hours=hours), main_zones))
    match = _OFFSET.fullmatch(re.sub("[\u2010-\u2015\u2212]", "-", text.strip().strip("()")))
    if match:
        distance = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        offset = distance if match[1] == "+" else -distance
        fact = (
            f"{quote_answer(text)} is {_describe_offset(offset)} all year, without daylight time."
        )
        raise AnswerError(fact, _offer_zones(offset, main_zones))


def find_abbreviated_zones(text: str, name: str, country: str) -> Sequence[str]:
    """Return the zones of an abbreviation such as HST; several where it is used in several.

    Args:
        text: what was typed.
        name: the same in small letters, without "time": `est`, `eastern standard`, `est5`.
        country: the program's country; empty where it is not known.

    Raises:
        AnswerError: the abbreviation is of one zone, whose clocks change.
    """
    long_name, posix_name = _LONG_NAME.fullmatch(name), _POSIX_NAME.fullmatch(name)
    if long_name:
        ending = "dt" if long_name[2] == "daylight" else long_name[2][0] + "t"
        name = _FIRST_LETTERS.get(long_name[1], "?") + ending
    elif posix_name:
        name = posix_name[1]
    elif name in {"etc/gmt", "etc/greenwich", "greenwich"}:
        name = "gmt"
    zones_by_country = _ABBREVIATIONS.get(name, {})
    used_country = "US" if not country and name not in _USED_WORLDWIDE else country
    every_zone = tuple(zone for zones in zones_by_country.values() for zone in zones)
    zones = zones_by_country.get(used_country, every_zone)
    if len(zones) != 1 or not has_daylight_time(zones[0]):
        return zones
    city = zones[0].rpartition("/")[2].replace("_", " ")
    fact = f"{quote_answer(text)} is one clock for the whole year, but clocks change in {city}."
    raise AnswerError(fact, suggest_words(*zones))


def has_daylight_time(timezone: str) -> bool:
    """Return whether the clocks of a zone change in the course of a year."""
    standard, daylight = _find_offsets(timezone)
    return standard != daylight


def _find_offsets(timezone: str) -> tuple[timedelta, timedelta]:
    """Return the distance of a zone from UTC in its winter, and in its summer."""
    zone = load_timezone(timezone)
    moments = (datetime(_SAMPLE_YEAR, month, 1, tzinfo=zone) for month in (1, 7))
    offsets = sorted(moment.utcoffset() or timedelta() for moment in moments)
    return offsets[0], offsets[-1]


def _describe_offset(offset: timedelta) -> str:
    """Describe a distance from UTC: "5 hours behind UTC"."""
    minutes = abs(offset) // timedelta(minutes=1)
    hours = f"{minutes / 60:g} hour{'s' * (minutes != 60)}"  # noqa: PLR2004 - an hour
    if not minutes:
        return "UTC itself"
    return f"{hours} {'ahead of' if offset > timedelta() else 'behind'} UTC"


def _offer_zones(offset: timedelta, main_zones: Sequence[str]) -> str:
    """Offer the main zones at a distance from UTC; where there are none, at the opposite one."""
    choices = _list_zones_at(offset, main_zones)
    if choices:
        return f"Write {format_timezone_choices(choices)}."
    choices = _list_zones_at(-offset, main_zones)
    if choices:
        return f"If you mean {_describe_offset(-offset)}, write {format_timezone_choices(choices)}."
    return "Write the zone of a city, such as America/Chicago or Europe/London, or else UTC."


def _list_zones_at(offset: timedelta, main_zones: Sequence[str]) -> list[str]:
    """Return the zones at a distance from UTC in their winter, then those in their summer."""
    offsets = {zone: _find_offsets(zone) for zone in main_zones}
    in_winter = [zone for zone, (winter, _) in offsets.items() if winter == offset]
    in_summer = [zone for zone, (_, summer) in offsets.items() if summer == offset]
    return list(dict.fromkeys((*in_winter, *in_summer)))
