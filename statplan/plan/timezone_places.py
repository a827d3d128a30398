"""The time zones of states, provinces, and cities that have no zone named after them.

Only places that are well known. A state with counties in two zones has both, the larger first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from statplan.plan.timezones import list_zone_places

_EASTERN, _CENTRAL, _MOUNTAIN = "America/New_York", "America/Chicago", "America/Denver"
_PACIFIC, _ARIZONA = "America/Los_Angeles", "America/Phoenix"
_TORONTO, _VANCOUVER, _EDMONTON = "America/Toronto", "America/Vancouver", "America/Edmonton"
_LONDON, _AUCKLAND = "Europe/London", "Pacific/Auckland"
_SYDNEY, _BRISBANE, _ADELAIDE = "Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide"
_DARWIN, _MELBOURNE, _PERTH = "Australia/Darwin", "Australia/Melbourne", "Australia/Perth"


@dataclass(frozen=True, slots=True)
class Region:
    """A country, or a state, province, or territory of one, with its time zones."""

    country: str
    code: str
    names: tuple[str, ...]
    timezones: tuple[str, ...]


def _list_regions(country: str, table: str, *timezones: str) -> list[Region]:
    """Return the regions of a country that have the same zones; `table` has a code and names."""
    return [
        Region(country, code, tuple(names.split("|")), timezones)
        for code, _, names in (entry.strip().partition(" ") for entry in table.split(","))
    ]


REGIONS: tuple[Region, ...] = (
    *_list_regions(
        "US",
        "CT Connecticut, DE Delaware, DC District of Columbia|Washington DC, GA Georgia, ME Maine, "
        "MD Maryland, MA Massachusetts, NH New Hampshire, NJ New Jersey, "
        "NY New York|New York State, NC North Carolina, OH Ohio, PA Pennsylvania, "
        "RI Rhode Island, SC South Carolina, VT Vermont, VA Virginia, WV West Virginia",
        _EASTERN,
    ),
    *_list_regions(
        "US",
        "AL Alabama, AR Arkansas, IL Illinois, IA Iowa, LA Louisiana, MN Minnesota, "
        "MS Mississippi, MO Missouri, OK Oklahoma, WI Wisconsin",
        _CENTRAL,
    ),
    *_list_regions("US", "CO Colorado, MT Montana, NM New Mexico, UT Utah, WY Wyoming", _MOUNTAIN),
    *_list_regions("US", "CA California, WA Washington|Washington State", _PACIFIC),
    *_list_regions("US", "AZ Arizona", _ARIZONA),
    *_list_regions("US", "HI Hawaii", "Pacific/Honolulu"),
    *_list_regions("US", "AK Alaska", "America/Anchorage", "America/Adak"),
    *_list_regions("US", "FL Florida, KY Kentucky", _EASTERN, _CENTRAL),
    *_list_regions("US", "TN Tennessee", _CENTRAL, _EASTERN),
    *_list_regions("US", "IN Indiana", "America/Indiana/Indianapolis", _CENTRAL),
    *_list_regions("US", "MI Michigan", "America/Detroit", "America/Menominee"),
    *_list_regions(
        "US",
        "KS Kansas, NE Nebraska, ND North Dakota, SD South Dakota, TX Texas",
        _CENTRAL,
        _MOUNTAIN,
    ),
    *_list_regions("US", "ID Idaho", "America/Boise", _PACIFIC),
    *_list_regions("US", "OR Oregon", _PACIFIC, "America/Boise"),
    *_list_regions("US", "NV Nevada", _PACIFIC, _MOUNTAIN),
    *_list_regions("US", "PR Puerto Rico", "America/Puerto_Rico"),
    *_list_regions("US", "VI US Virgin Islands", "America/St_Thomas"),
    *_list_regions("US", "GU Guam", "Pacific/Guam"),
    *_list_regions("US", "AS American Samoa", "Pacific/Pago_Pago"),
    *_list_regions("US", "MP Northern Mariana Islands", "Pacific/Saipan"),
    *_list_regions("CA", "AB Alberta", _EDMONTON),
    *_list_regions("CA", "BC British Columbia", _VANCOUVER, _EDMONTON, "America/Dawson_Creek"),
    *_list_regions("CA", "MB Manitoba", "America/Winnipeg"),
    *_list_regions("CA", "NB New Brunswick", "America/Moncton"),
    *_list_regions("CA", "NL Newfoundland and Labrador", "America/St_Johns", "America/Goose_Bay"),
    *_list_regions("CA", "NS Nova Scotia, PE Prince Edward Island", "America/Halifax"),
    *_list_regions("CA", "NT Northwest Territories", _EDMONTON, "America/Inuvik"),
    *_list_regions(
        "CA", "NU Nunavut", "America/Iqaluit", "America/Rankin_Inlet", "America/Cambridge_Bay"
    ),
    *_list_regions("CA", "ON Ontario", _TORONTO, "America/Winnipeg"),
    *_list_regions("CA", "QC Quebec", _TORONTO, "America/Halifax"),
    *_list_regions("CA", "SK Saskatchewan", "America/Regina", _EDMONTON),
    *_list_regions("CA", "YT Yukon", "America/Whitehorse"),
    *_list_regions("AU", "ACT Australian Capital Territory", _SYDNEY),
    *_list_regions("AU", "NSW New South Wales", _SYDNEY, "Australia/Broken_Hill"),
    *_list_regions("AU", "NT Northern Territory", _DARWIN),
    *_list_regions("AU", "QLD Queensland", _BRISBANE),
    *_list_regions("AU", "SA South Australia", _ADELAIDE),
    *_list_regions("AU", "TAS Tasmania", "Australia/Hobart"),
    *_list_regions("AU", "VIC Victoria", _MELBOURNE),
    *_list_regions("AU", "WA Western Australia", _PERTH),
    *_list_regions(
        "GB",
        "UK United Kingdom|Great Britain|Britain, ENG England, SCT Scotland, WLS Wales, "
        "NIR Northern Ireland",
        _LONDON,
    ),
    *_list_regions("NZ", "NZ New Zealand", _AUCKLAND),
    *_list_regions("IE", "IE Ireland", "Europe/Dublin"),
)


@dataclass(frozen=True, slots=True)
class City:
    """A city with its time zone; `region` is the code of its state or province."""

    name: str
    country: str
    region: str
    timezone: str


# For each zone: a country, the code of a region, and its cities.
_CITIES_BY_ZONE: dict[str, tuple[str, ...]] = {
    _EASTERN: (
        "US GA: Atlanta, Augusta, Savannah, Columbus, Athens, Rome",
        (
            "US MA: Boston, Worcester, Cambridge, Somerville, Springfield, Lowell, Salem, "
            "Plymouth, Lawrence"
        ),
        "US PA: Philadelphia, Pittsburgh, Allentown, Harrisburg, Erie, York",
        "US DC: Washington",
        "US MD: Baltimore, Annapolis, Rockville",
        (
            "US FL: Miami, Orlando, Tampa, Jacksonville, St Petersburg, Tallahassee, Fort "
            "Lauderdale, Gainesville, Hialeah, Melbourne, Sarasota, Naples"
        ),
        (
            "US NC: Charlotte, Raleigh, Durham, Greensboro, Winston-Salem, Asheville, "
            "Wilmington, Fayetteville"
        ),
        "US OH: Columbus, Cleveland, Cincinnati, Toledo, Akron, Dayton, Dublin",
        (
            "US NY: New York City, NYC, Buffalo, Rochester, Syracuse, Albany, Yonkers, "
            "Brooklyn, Manhattan"
        ),
        (
            "US VA: Richmond, Norfolk, Virginia Beach, Chesapeake, Arlington, Newport News, "
            "Alexandria, Roanoke, Portsmouth, Petersburg"
        ),
        (
            "US RI: Providence, US CT: Hartford, US CT: New Haven, US CT: Bridgeport, US CT: "
            "Stamford"
        ),
        "US NJ: Newark, Jersey City, Trenton, Camden",
        "US TN: Knoxville, Chattanooga",
        "US KY: Lexington",
        "US SC: Charleston, Columbia, Greenville",
        "US WV: Charleston",
        "US DE: Wilmington, Dover",
        "US VT: Burlington, Montpelier",
        "US ME: Portland, Augusta, Bangor",
        "US NH: Manchester, Concord, Nashua, Portsmouth",
    ),
    "America/Detroit": ("US MI: Grand Rapids, Lansing, Ann Arbor, Flint",),
    "America/Kentucky/Louisville": ("US KY: Louisville",),
    "America/Indiana/Indianapolis": (
        "US IN: Indianapolis, Fort Wayne, South Bend, Bloomington, Lafayette",
    ),
    _CENTRAL: (
        "US MO: Kansas City, St Louis, Springfield, Columbia, Independence, Jefferson City",
        "US KS: Kansas City, Wichita, Topeka, Overland Park, Lawrence",
        "US LA: New Orleans, Baton Rouge, Shreveport, Lafayette",
        (
            "US TX: Houston, Dallas, San Antonio, Austin, Fort Worth, Arlington, Corpus "
            "Christi, Plano, Laredo, Lubbock, Irving, Garland, Pasadena, Amarillo, Waco"
        ),
        "US WI: Milwaukee, Madison, Green Bay",
        "US MN: Minneapolis, St Paul, Duluth, Rochester, Bloomington",
        "US TN: Memphis, Nashville, Clarksville",
        "US NE: Omaha, Lincoln",
        "US IA: Des Moines, Cedar Rapids, Davenport",
        "US OK: Oklahoma City, Tulsa, Norman",
        "US AR: Little Rock, Fayetteville",
        "US AL: Birmingham, Montgomery, Mobile, Huntsville",
        "US MS: Jackson, Gulfport, Biloxi",
        ("US IL: Springfield, Peoria, Rockford, Aurora, Naperville, Joliet, Evanston, Bloomington"),
        "US SD: Sioux Falls",
        "US ND: Fargo, Bismarck",
        "US IN: Evansville, Gary",
        "US FL: Pensacola",
    ),
    _MOUNTAIN: (
        "US CO: Colorado Springs, Aurora, Fort Collins, Boulder, Lakewood, Pueblo",
        "US UT: Salt Lake City, Provo, Ogden",
        "US NM: Albuquerque, Santa Fe, Las Cruces",
        "US TX: El Paso",
        "US MT: Billings, Missoula, Bozeman, Helena",
        "US WY: Cheyenne, Casper",
        "US SD: Rapid City",
    ),
    _ARIZONA: ("US AZ: Tucson, Mesa, Scottsdale, Tempe, Chandler, Flagstaff, Glendale, Peoria",),
    _PACIFIC: (
        (
            "US CA: San Francisco, San Diego, Sacramento, San Jose, Oakland, Fresno, Long "
            "Beach, Anaheim, Santa Ana, Bakersfield, Berkeley, Riverside, Stockton, Pasadena, "
            "Glendale, Richmond, Concord, Ontario"
        ),
        "US WA: Seattle, Spokane, Tacoma, Bellevue, Olympia, Vancouver",
        "US OR: Portland, Eugene, Salem, Bend",
        "US NV: Las Vegas, Reno, Henderson, Carson City",
    ),
    "America/Anchorage": ("US AK: Fairbanks",),
    "Pacific/Honolulu": ("US HI: Hilo",),
    "America/Puerto_Rico": ("US PR: San Juan",),
    _TORONTO: (
        (
            "CA ON: Ottawa, Mississauga, Brampton, Hamilton, London, Kitchener, Windsor, "
            "Kingston, Burlington"
        ),
        "CA QC: Montreal, Quebec City, Laval, Gatineau",
    ),
    _EDMONTON: ("CA AB: Calgary, Red Deer, Lethbridge",),
    "America/Regina": ("CA SK: Saskatoon",),
    _VANCOUVER: ("CA BC: Vancouver, Victoria, Burnaby, Kelowna",),
    "America/Moncton": ("CA NB: Fredericton, St John",),
    "America/Halifax": ("CA PE: Charlottetown",),
    "America/St_Johns": ("CA NL: St John's, Newfoundland",),
    "America/Goose_Bay": ("CA NL: Labrador",),
    _LONDON: (
        (
            "GB ENG: London, Birmingham, Manchester, Leeds, Liverpool, Bristol, Sheffield, "
            "Nottingham, Leicester, Cambridge, Oxford, York, Newcastle, Plymouth, Portsmouth, "
            "Southampton"
        ),
        "GB SCT: Glasgow, Edinburgh, Aberdeen",
        "GB WLS: Cardiff, Swansea",
        "GB NIR: Belfast",
    ),
    _SYDNEY: (
        "AU NSW: Newcastle, Wollongong",
        "AU ACT: Canberra",
    ),
    _MELBOURNE: ("AU VIC: Melbourne, Geelong",),
    _BRISBANE: ("AU QLD: Gold Coast, Cairns, Townsville",),
    _DARWIN: ("AU NT: Alice Springs",),
    _AUCKLAND: ("NZ NZ: Wellington, Christchurch, Hamilton, Dunedin, Tauranga",),
    # Cities elsewhere with the same name.
    "Africa/Cairo": ("EG EG: Alexandria",),
    "America/Costa_Rica": ("CR SJ: San Jose",),
    "America/Argentina/San_Juan": ("AR J: San Juan",),
    "America/Jamaica": ("JM JM: Kingston",),
    "Atlantic/Bermuda": ("BM BM: Hamilton",),
    "Europe/Athens": ("GR GR: Athens",),
    "Europe/Dublin": ("IE IE: Dublin",),
    "Europe/Rome": ("IT IT: Rome, Naples",),
    "Europe/Moscow": ("RU RU: St Petersburg",),
    "Pacific/Norfolk": ("NF NF: Norfolk",),
}


def _list_cities(timezone: str, lines: tuple[str, ...]) -> list[City]:
    cities: list[City] = []
    country, region = "", ""
    for word in (word.strip() for line in lines for word in line.split(",")):
        place, colon, name = word.partition(": ")
        if colon:
            country, region = place.split(" ")
        cities.append(City(name if colon else word, country, region, timezone))
    return cities


CITIES: tuple[City, ...] = tuple(
    city for timezone, lines in _CITIES_BY_ZONE.items() for city in _list_cities(timezone, lines)
)

_READ_COUNTRIES = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
_OPENING = re.compile(r"(?:the )?(?:(?:city|town|county|state|province) of )?(?=.)")


def find_place_zones(name: str, country: str) -> tuple[str, ...]:
    """Return the zones of a city, a state, or a province; several where several places have a name.

    Args:
        name: the name in small letters and without periods: `st louis`, `columbus, ohio`, `oh`.
        country: the program's country, whose places go first; empty where it is not known.
    """
    name = _OPENING.sub("", name, count=1)
    city_name, comma, region_name = (part.strip() for part in name.rpartition(","))
    if comma:
        return _find_city_in_region(city_name, region_name, country)
    words = name.split(" ")
    for count in range(1, len(words)):
        city_name, region_name = " ".join(words[:-count]), " ".join(words[-count:])
        if _find_cities(city_name, country):
            zones = _find_city_in_region(city_name, region_name, country)
            if zones:
                return zones
    matches = [(region.country, region.timezones) for region in _find_regions(name)]
    matches += [(city.country, (city.timezone,)) for city in _find_cities(name, country)]
    return _join_zones(matches, country)


def _join_zones(matches: Iterable[tuple[str, tuple[str, ...]]], country: str) -> tuple[str, ...]:
    """Return the zones of the places in a country, or of all places where none is in it."""
    matches = list(matches)
    own_zones = [zones for place_country, zones in matches if place_country == country]
    zones = own_zones or [zones for _, zones in matches]
    return tuple(dict.fromkeys(zone for place_zones in zones for zone in place_zones))


def _find_city_in_region(city_name: str, region_name: str, country: str) -> tuple[str, ...]:
    """Return the zones of a city, listed or not, in a state or province: that of the state."""
    regions = _find_regions(region_name)
    codes = {(region.country, region.code) for region in regions}
    listed = [
        (city.country, (city.timezone,))
        for city in _find_cities(city_name, country)
        if (city.country, city.region) in codes
        or (not city.region and any(city.timezone in region.timezones for region in regions))
    ]
    return _join_zones(
        listed or [(region.country, region.timezones) for region in regions], country
    )


def _find_regions(name: str) -> list[Region]:
    return [
        region
        for region in REGIONS
        if name == region.code.casefold() or name in map(str.casefold, region.names)
    ]


def _find_cities(name: str, country: str) -> list[City]:
    """Return the cities with a name; a city abroad with its own zone is only suggested."""
    return [
        city
        for city in _index_cities().get(name, ())
        if city.region or city.country in {country, *_READ_COUNTRIES}
    ]


@cache
def _index_cities() -> dict[str, list[City]]:
    """Return the cities by their names; of a city with its own zone, the region is not known."""
    index: dict[str, list[City]] = {}
    for city in CITIES:
        index.setdefault(city.name.casefold(), []).append(city)
    for timezone, country in sorted(list_zone_places().items()):
        city_name = timezone.partition("/")[2]
        name = city_name.replace("_", " ").casefold()
        if "/" not in city_name and name not in index:
            index[name] = [City(name, country, "", timezone)]
    return index
