"""Countries and their parts, as people name them, checked against the library of holidays.

The library is imported when a country is named, and not before.
"""

from collections.abc import Mapping
from typing import Any

from statplan.errors import Remedy, StatplanError
from statplan.plan.paths import get_answer
from statplan.spelling import find_similar_word, suggest_words

COUNTRY_PATH, SUBDIVISION_PATH = "frequency.holidays.country", "frequency.holidays.subdivision"
_SIMILARITY = 0.75  # of 1, in difflib's measure
_ANY_YEAR = 2027  # any will do: it only matters whether the place is known


def parse_country(text: str) -> str:
    """Return a country's code: "us", "USA" and "United States" are `US`."""
    import holidays

    name = "".join(word.capitalize() for word in text.split())
    for candidate in (text.strip().upper(), name):
        code = getattr(getattr(holidays, candidate, None), "country", None)
        if isinstance(code, str):
            return code
    return text.strip()


def parse_subdivision(text: str, country: str) -> str:
    """Return the code of a part of a country: "mo" and "Missouri" are `MO` in the US."""
    codes = _index_subdivisions(country)
    stripped = text.strip()
    return codes.get(
        stripped.casefold(), stripped.upper() if stripped.upper() in codes.values() else stripped
    )


def _index_subdivisions(country: str) -> dict[str, str]:
    """Return the codes of a country's parts by their names, in small letters."""
    import holidays

    country_class = getattr(holidays, country, None)
    aliases: Mapping[str, str] = getattr(country_class, "subdivisions_aliases", {})
    codes = {str(code): str(code) for code in getattr(country_class, "subdivisions", ())}
    return {name.casefold(): code for name, code in {**codes, **aliases}.items()}


def find_country_error(answers: Mapping[str, Any]) -> Remedy | None:
    """Return what the library of holidays says against the country or its part, or None."""
    from statplan.schedule.holiday_lists import HolidaySource

    country = get_answer(answers, COUNTRY_PATH)
    subdivision = get_answer(answers, SUBDIVISION_PATH)
    if not country:
        return None
    try:
        HolidaySource().find_list(country, subdivision, _ANY_YEAR, observed=True)
    except StatplanError as error:
        codes = _index_subdivisions(country)
        similar_name = find_similar_word(str(subdivision).casefold(), codes, _SIMILARITY)
        remedy = suggest_words(codes[similar_name]) if similar_name else error.remedy
        return Remedy(f"{error.message} ", remedy)
    return None
