"""The reader of time zones, as people say them: "Eastern", "Central Time", a city, a state.

A name that means one zone is read; one that may mean several is refused with the choices.
"""

import re
from collections.abc import Sequence
from functools import cache
from unicodedata import normalize

from statplan.errors import AnswerError
from statplan.plan.fixed_clocks import find_abbreviated_zones, is_fixed_key, refuse_fixed_clock
from statplan.plan.quotation import quote_answer
from statplan.plan.timezone_places import find_place_zones
from statplan.plan.timezones import format_timezone_choices, list_timezones
from statplan.spelling import find_similar_word, suggest_words

_MIN_MISSPELLED_LENGTH = 5
_SIMILARITY = 0.85  # of 1, in difflib's measure: finds Chicgo, does not take Atlanta for Atlantic
_EXAMPLE = "Write Eastern, Central, Mountain, or Pacific, or a zone such as America/Chicago."

# The zones of a country by the names that its people use.
_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "US": {
        "eastern": ("America/New_York",),
        "central": ("America/Chicago",),
        "mountain": ("America/Denver",),
        "pacific": ("America/Los_Angeles",),
        "arizona": ("America/Phoenix",),
        "alaska": ("America/Anchorage",),
        "hawaii": ("Pacific/Honolulu",),
        "hawaii-aleutian": ("Pacific/Honolulu", "America/Adak"),
        "atlantic": ("America/Puerto_Rico",),
        "chamorro": ("Pacific/Guam", "Pacific/Saipan"),
        "ct": ("America/Chicago", "America/New_York"),  # Central Time, or Connecticut
        "la": ("America/Los_Angeles", "America/Chicago"),  # Los Angeles, or Louisiana
    },
    "CA": {
        "eastern": ("America/Toronto",),
        "central": ("America/Winnipeg",),
        "mountain": ("America/Edmonton",),
        "pacific": ("America/Vancouver",),
        "atlantic": ("America/Halifax",),
        "newfoundland": ("America/St_Johns",),
        "yukon": ("America/Whitehorse",),
        "ct": ("America/Winnipeg",),
    },
    "AU": {
        "eastern": ("Australia/Sydney", "Australia/Brisbane"),
        "central": ("Australia/Adelaide", "Australia/Darwin"),
        "western": ("Australia/Perth",),
    },
    "GB": {"british": ("Europe/London",)},
    # Where the country is not known, a name is that of the United States if it means one zone.
    "": {
        "atlantic": ("America/Halifax", "America/Puerto_Rico"),
        "newfoundland": ("America/St_Johns",),
    },
}
_NAMES[""] = _NAMES["US"] | _NAMES[""]
_LETTERS = {"et": "eastern", "mt": "mountain", "pt": "pacific", "at": "atlantic"}
_COUNTRIES = {
    "us": "US", "usa": "US", "united states": "US", "american": "US",
    "canada": "CA", "canadian": "CA", "australia": "AU", "australian": "AU",
}  # fmt: skip
# The names of Windows that no country uses, as in CLDR's windowsZones.xml.
_WINDOWS_NAMES = {
    "us mountain standard": "America/Phoenix",
    "alaskan standard": "America/Anchorage",
    "hawaiian standard": "Pacific/Honolulu",
    "gmt standard": "Europe/London",
    "w europe standard": "Europe/Berlin",
    "romance standard": "Europe/Paris",
    "e australia standard": "Australia/Brisbane",
    "aus eastern standard": "Australia/Sydney",
    "new zealand standard": "Pacific/Auckland",
}
_WINDOWS_PREFIX = re.compile(r"\((?:utc|gmt)[^)]*\) *(?=.)")
_BOTH_COUNTRIES = re.compile(r" *\(?\bus (?:&|and) canada\)?$")
_ENDING = re.compile(r" (?:(?:local|prevailing) )?(?:time ?zone|time)$")


def read_timezone(text: str, country: str = "") -> str:
    """Read a time zone as people say it, and return its IANA key.

    Args:
        text: an IANA key, in any case; a name such as "Central Time"; a city, a state, a province.
        country: the program's country as an ISO 3166 code; empty where it is not known, and then a
            name such as "Eastern" is that of the United States.

    Raises:
        AnswerError: no time zone, one of several, or a clock without its place's daylight time.
    """
    key = text if text in list_timezones() else _index_keys().get(_fold_name(text), "")
    if key and not is_fixed_key(key, country):
        return key
    refuse_fixed_clock(text, key, list_main_zones(country))
    timezones = _find_zones(text, country)
    if len(timezones) > 1:
        fact = f"{quote_answer(text)} may mean {len(timezones)} time zones."
        raise AnswerError(fact, f"Write {format_timezone_choices(timezones)}.")
    if timezones:
        return timezones[0]
    suggestion = find_similar_zone(text)
    remedy = suggest_words(suggestion) if suggestion else _EXAMPLE
    raise AnswerError(f"{quote_answer(text)} is not a time zone.", remedy)


def list_main_zones(country: str) -> tuple[str, ...]:
    """Return the zones that a country has names for, the main ones first; empty for most."""
    zones = (zone for zones in _NAMES.get(country, {}).values() for zone in zones)
    return tuple(dict.fromkeys(zones))


def find_similar_zone(text: str) -> str:
    """Return the key that is spelled almost like a text, or whose city is; empty where none is.

    Names of Windows are among the spellings.
    """
    spellings, name = _index_spellings(), _fold_name(text)
    if name in spellings:
        return spellings[name]
    if len(name) < _MIN_MISSPELLED_LENGTH:
        return ""  # every abbreviation is near some other one, and means another zone
    return spellings.get(find_similar_word(name, spellings, _SIMILARITY), "")


def _fold_name(text: str) -> str:
    """Return a name as it is compared: small letters, no periods, "st" for "saint"."""
    letters = re.sub("[\u0300-\u036f]", "", normalize("NFKD", text.casefold()))  # Qu\u00e9bec
    folded = re.sub(r"[\u2010-\u2015\u2212]", "-", letters)
    folded = re.sub(r"[_\s]+", " ", folded.replace(".", "").replace("\u2019", "'"))
    folded = re.sub(r"\bsaint\b", "st", folded)
    return re.sub(r"\bft\b", "fort", folded).strip(" ,")


@cache
def _index_keys() -> dict[str, str]:
    return {_fold_name(name): name for name in sorted(list_timezones())}


@cache
def _index_spellings() -> dict[str, str]:
    # Later lines win: a whole key over a city, and of two cities the one with the shorter path.
    by_depth = sorted(list_timezones(), key=lambda name: (name.count("/"), name), reverse=True)
    cities = {_fold_name(name.rsplit("/", 1)[-1]): name for name in by_depth}
    windows_names = {f"{name} time": timezone for name, timezone in _WINDOWS_NAMES.items()}
    return cities | _index_keys() | windows_names


def _find_zones(text: str, country: str) -> Sequence[str]:
    """Return the zones that a name may mean.

    Raises:
        AnswerError: a clock without the daylight time of its place, such as EST.
    """
    name = _BOTH_COUNTRIES.sub("", _WINDOWS_PREFIX.sub("", _fold_name(text)))
    if name in _index_spellings() and name.removesuffix(" time") in _WINDOWS_NAMES:
        return ()
    bare_name, bare_country = _split_country(_ENDING.sub("", name), country)
    for read_name in dict.fromkeys((_ENDING.sub("", bare_name), bare_name)):
        zones = (
            find_abbreviated_zones(text, read_name, bare_country)
            or _NAMES.get(bare_country, {}).get(_LETTERS.get(read_name, read_name), ())
            or find_place_zones(read_name, bare_country)
        )
        if zones:
            return zones
    return ()


def _split_country(name: str, country: str) -> tuple[str, str]:
    """Return a name without the country that it says, and that country: "US Eastern"."""
    for word, named_country in _COUNTRIES.items():
        match = re.fullmatch(rf"{word} (.+)|(.+?),? \(?{word}\)?", name)
        if match:
            return match[1] or match[2], named_country
    return name, country
