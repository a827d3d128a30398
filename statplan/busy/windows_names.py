"""The zones that Windows and Outlook name, by their ids and by what they show on the screen."""

import re
from functools import cache

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from statplan.plan import timezones

# What Windows shows for the zones of the United States and Canada, without the offset before it and
# with "&" for "and", and the id that it stands for: the comments of CLDR's windowsZones.xml. The
# last two are what earlier Windows shows, without and with a comma for the semicolon.
_DISPLAY_NAMES = {
    "coordinated universal time": "UTC",
    "aleutian islands": "Aleutian Standard Time",
    "hawaii": "Hawaiian Standard Time",
    "alaska": "Alaskan Standard Time",
    "pacific time (us & canada)": "Pacific Standard Time",
    "arizona": "US Mountain Standard Time",
    "mountain time (us & canada)": "Mountain Standard Time",
    "yukon": "Yukon Standard Time",
    "central time (us & canada)": "Central Standard Time",
    "saskatchewan": "Canada Central Standard Time",
    "eastern time (us & canada)": "Eastern Standard Time",
    "indiana (east)": "US Eastern Standard Time",
    "atlantic time (canada)": "Atlantic Standard Time",
    "georgetown, la paz, manaus, san juan": "SA Western Standard Time",
    "newfoundland": "Newfoundland Standard Time",
    "guam, port moresby": "West Pacific Standard Time",
    "pacific time (us & canada); tijuana": "Pacific Standard Time",
    "pacific time (us & canada), tijuana": "Pacific Standard Time",
}
_OFFSET_BEFORE = re.compile(r"\s*\((?:UTC|GMT)(?:[+-]\d{1,2}[:.]?\d{2})?\)\s*", re.IGNORECASE)


def find_windows_zone(name: str) -> str | None:
    """Return the IANA key of a Windows zone, by its id (CLDR) or by what Windows shows for it.

    The offset before the name does not matter: some programs write that of the season.
    """
    plain_name = " ".join(name.casefold().split())
    shown_name = _OFFSET_BEFORE.sub("", plain_name, count=1).replace(" and ", " & ")
    windows_id = _DISPLAY_NAMES.get(shown_name, plain_name)
    return _index_windows_ids().get(windows_id.casefold())


@cache
def _index_windows_ids() -> dict[str, str]:
    return {
        windows_id.casefold(): iana_key
        for windows_id, iana_key in WINDOWS_TO_OLSON.items()
        if iana_key in timezones.list_timezones()
    }
