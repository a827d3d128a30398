"""Countries and their parts, as people name them, checked against the library of holidays.

The library is imported when a country is named, and not before.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from statplan.plan import fields

COUNTRY, SUBDIVISION = "frequency.holidays.country", "frequency.holidays.subdivision"
_A_YEAR = (2027,)  # any will do: it is asked whether the place is known


def country(text: str) -> str:
    """A country's code: "us", "USA" and "United States" are `US`."""
    import holidays

    name = "".join(word.capitalize() for word in text.split())
    for known in (text.strip().upper(), name):
        code = getattr(getattr(holidays, known, None), "country", None)
        if isinstance(code, str):
            return code
    return text.strip()


def subdivision(text: str, of: str) -> str:
    """The code of a part of a country: "mo" and "Missouri" are `MO` in the US."""
    named = _named(of)
    said = text.strip()
    return named.get(said.casefold(), said.upper() if said.upper() in named.values() else said)


def _named(of: str) -> dict[str, str]:
    """The codes of a country's parts by their names, in small letters."""
    import holidays

    found = getattr(holidays, of, None)
    aliases: Mapping[str, str] = getattr(found, "subdivisions_aliases", {})
    codes = {str(code): str(code) for code in getattr(found, "subdivisions", ())}
    return {name.casefold(): code for name, code in {**codes, **aliases}.items()}


def wrong(data: Mapping[str, Any]) -> str | None:
    """What the library of holidays says against the country or its part, or None."""
    from statplan.schedule.closed import public_holidays

    of, part = fields.at(data, COUNTRY), fields.at(data, SUBDIVISION)
    if not of:
        return None
    try:
        public_holidays(of, part, _A_YEAR)
    except LookupError as error:
        fact, remedy = (str(each) for each in error.args)
        named = _named(of)
        near = get_close_matches(str(part).casefold(), named, n=1, cutoff=0.75)
        return f"{fact} Did you mean {named[near[0]]}?" if near else f"{fact} {remedy}"
    return None
