"""Time zones are read as people say them; what may mean several, or never changes, is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.errors import AnswerError
from statplan.plan.fixed_clocks import has_daylight_time
from statplan.plan.timezone_names import find_similar_zone, list_main_zones, read_timezone
from statplan.plan.timezone_places import CITIES, REGIONS
from statplan.plan.timezones import describe_timezone, find_zone_country, list_timezones

NEW_YORK, CHICAGO, DENVER = "America/New_York", "America/Chicago", "America/Denver"
LOS_ANGELES, PHOENIX, TORONTO = "America/Los_Angeles", "America/Phoenix", "America/Toronto"

# What is typed, and the zone; the country is not known.
READ = {
    **dict.fromkeys([
        "America/New_York", "america/new_york", " America/New  York ", "Eastern", "eastern",
        "EASTERN TIME", "Eastern time zone", "US Eastern", "U.S. Eastern Time", "Eastern Time (US)",
        "Eastern Time (US & Canada)", "(UTC-05:00) Eastern Time (US & Canada)", "ET",
        "Atlanta", "Boston", "Philadelphia", "Baltimore", "Miami", "Charlotte", "Cleveland",
        "Cincinnati", "Pittsburgh", "Buffalo", "Providence", "New York", "New York City",
        "city of Boston", "The City of Boston", "Washington, D.C.", "Washington DC", "DC",
        "District of Columbia", "Columbus, Ohio", "Columbus Ohio", "columbus, oh", "Portland, ME",
        "Portland, Maine", "Athens, GA", "Norfolk, Virginia", "Richmond VA", "Zanesville, Ohio",
        "Boston, USA", "Boston, Massachusetts, USA",
    ], NEW_YORK),
    **dict.fromkeys([
        "Central", "Central Time", "US Central", "US Central Time", "Kansas City",
        "Kansas City, MO", "Kansas City, Kansas", "St. Louis", "St Louis", "Saint Louis",
        "St. Louis, MO", "New Orleans", "Houston", "Dallas", "San Antonio", "Austin", "Fort Worth",
        "Ft. Worth", "Milwaukee", "Minneapolis", "St. Paul", "Memphis", "Nashville", "Omaha",
        "Oklahoma City", "Tulsa", "Chicago", "Chicago time", "Chicago, IL", "Baton Rouge",
        "Metairie, LA",
        "Springfield, Missouri", "Nashville, TN", "Pensacola, Florida", "Rolla, Missouri",
    ], CHICAGO),
    **dict.fromkeys([
        "Mountain", "Mountain Time", "MT", "Salt Lake City", "Albuquerque", "Colorado Springs",
        "El Paso", "El Paso, Texas", "Denver", "Aurora, Colorado",
    ], DENVER),
    **dict.fromkeys([
        "Pacific", "Pacific Time", "PT", "US Pacific", "Los Angeles", "Seattle", "San Francisco",
        "San Diego", "Oakland", "Sacramento", "Las Vegas", "Portland, Oregon", "Portland OR",
        "Washington State", "Vancouver, Washington",
    ], LOS_ANGELES),
    **dict.fromkeys(["Arizona Time", "Tucson", "Mesa", "Phoenix"], PHOENIX),
    **dict.fromkeys(["Hawaii Time", "Hawaii Standard Time", "Honolulu"], "Pacific/Honolulu"),
    **dict.fromkeys(["Alaska Time", "Anchorage", "Fairbanks"], "America/Anchorage"),
    **dict.fromkeys(["Puerto Rico", "San Juan, Puerto Rico"], "America/Puerto_Rico"),
    **dict.fromkeys(["Louisville", "Louisville, KY"], "America/Kentucky/Louisville"),
    **dict.fromkeys(["Indianapolis", "Fort Wayne"], "America/Indiana/Indianapolis"),
    **dict.fromkeys(["Detroit", "Detroit, Michigan", "Grand Rapids"], "America/Detroit"),
    **dict.fromkeys(["Boise", "Boise, Idaho"], "America/Boise"),
    **dict.fromkeys(["Toronto", "Ottawa", "Montreal", "Montr\u00e9al", "Toronto, Canada",
                     "London, Ontario", "Canadian Eastern", "Canada Eastern Time"], TORONTO),
    **dict.fromkeys(["Calgary", "Alberta", "Edmonton"], "America/Edmonton"),
    **dict.fromkeys(["Winnipeg", "Manitoba", "Canadian Central"], "America/Winnipeg"),
    **dict.fromkeys(["Saskatoon", "Regina"], "America/Regina"),
    **dict.fromkeys(["Halifax", "Nova Scotia", "Canadian Atlantic"], "America/Halifax"),
    **dict.fromkeys(["St. John's", "Newfoundland", "Newfoundland Time"], "America/St_Johns"),
    **dict.fromkeys(["Canadian Pacific", "Vancouver, BC", "Victoria, BC"], "America/Vancouver"),
    **dict.fromkeys(["Leeds", "Glasgow", "Cardiff", "England", "Scotland", "UK", "London, England",
                     "Birmingham, UK"], "Europe/London"),
    **dict.fromkeys(["Sydney", "Wollongong", "Canberra"], "Australia/Sydney"),
    **dict.fromkeys(["Brisbane", "Queensland", "Gold Coast"], "Australia/Brisbane"),
    **dict.fromkeys(["Perth", "Western Australia"], "Australia/Perth"),
    **dict.fromkeys(["Auckland", "Wellington", "Christchurch", "New Zealand"], "Pacific/Auckland"),
    "US/Eastern": "US/Eastern", "US/eastern": "US/Eastern", "EST5EDT": "EST5EDT",
    "UTC": "UTC", "utc": "UTC", "Etc/UTC": "Etc/UTC", "GMT": "GMT", "HST": "HST",
}  # fmt: skip

# What may mean several zones, where the country is not known.
CHOICES = {
    "CT": (CHICAGO, NEW_YORK),
    "CST": (CHICAGO, "America/Winnipeg", "America/Regina", "Asia/Shanghai", "America/Havana"),
    "IST": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "AST": ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"),
    "MST": (DENVER, PHOENIX),
    "Mountain Standard Time": (DENVER, PHOENIX),
    "Atlantic": ("America/Halifax", "America/Puerto_Rico"),
    "Washington": (LOS_ANGELES, NEW_YORK),
    "Portland": (NEW_YORK, LOS_ANGELES),
    "Springfield": (NEW_YORK, CHICAGO),
    "Aurora": (CHICAGO, DENVER),
    "Birmingham": (CHICAGO, "Europe/London"),
    "Manchester": (NEW_YORK, "Europe/London"),
    "London": (TORONTO, "Europe/London"),
    "Norfolk": (NEW_YORK, "Pacific/Norfolk"),
    "Vancouver": (LOS_ANGELES, "America/Vancouver"),
    "Ontario": (TORONTO, "America/Winnipeg", LOS_ANGELES),
    "British Columbia": ("America/Vancouver", "America/Edmonton", "America/Dawson_Creek"),
    "Cedar Hill, Texas": (CHICAGO, DENVER),
    "Australian Eastern": ("Australia/Sydney", "Australia/Brisbane"),
    "WA": (LOS_ANGELES, "Australia/Perth"),
    **dict.fromkeys(["LA", "L.A."], (LOS_ANGELES, CHICAGO)),  # Los Angeles, or Louisiana
    "Qu\u00e9bec": (TORONTO, "America/Halifax"),
}

# A clock that never changes, and the zones that are offered.
FIXED = {
    **dict.fromkeys(["EST", "est", "EDT", "EST5", "EST+5", "Eastern Standard Time",
                     "Eastern Daylight Time", "US Eastern Standard Time", "EST time"], (NEW_YORK,)),
    **dict.fromkeys(["CDT", "CDT5", "Central Standard Time (US)", "US Central Standard Time"],
                    (CHICAGO,)),
    **dict.fromkeys(["PST", "PST8", "PDT", "Pacific Standard Time"], (LOS_ANGELES,)),
    **dict.fromkeys(["MDT", "Mountain Daylight Time"], (DENVER,)),
    **dict.fromkeys(["GMT-5", "UTC-5", "UTC-05:00", "GMT-0500", "-05:00", "-0500", "UTC -5",
                     "UTC\u22125", "gmt-05", "Etc/GMT-5", "Etc/GMT+5", "etc/gmt-5",
                     "UTC+5", "GMT+5"], (NEW_YORK, CHICAGO)),
    **dict.fromkeys(["UTC-6", "GMT-6", "-06:00"], (CHICAGO, DENVER)),
    **dict.fromkeys(["UTC-8", "Etc/GMT+8"], (LOS_ANGELES, "America/Anchorage")),
}  # fmt: skip

IN_COUNTRY = [
    ("Eastern", "CA", TORONTO),
    ("Central Time", "CA", "America/Winnipeg"),
    ("Mountain", "CA", "America/Edmonton"),
    ("Pacific", "CA", "America/Vancouver"),
    ("Atlantic", "CA", "America/Halifax"),
    ("Atlantic", "US", "America/Puerto_Rico"),
    ("US Eastern", "CA", NEW_YORK),
    ("London", "GB", "Europe/London"),
    ("London", "CA", TORONTO),
    ("Hamilton", "NZ", "Pacific/Auckland"),
    ("Norfolk", "US", NEW_YORK),
    ("Vancouver", "CA", "America/Vancouver"),
    ("Birmingham", "GB", "Europe/London"),
    ("Melbourne", "AU", "Australia/Melbourne"),
    ("Berlin", "DE", "Europe/Berlin"),
    ("WA", "AU", "Australia/Perth"),
    ("WA", "US", LOS_ANGELES),
    ("IST", "IN", "Asia/Kolkata"),
    ("CST", "CN", "Asia/Shanghai"),
    ("AST", "SA", "Asia/Riyadh"),
    ("Western", "AU", "Australia/Perth"),
]

ONE_ZONE = {
    NEW_YORK: "Connecticut Delaware Georgia Maine Maryland Massachusetts New_Hampshire New_Jersey "
    "New_York North_Carolina Ohio Pennsylvania Rhode_Island South_Carolina Vermont Virginia "
    "West_Virginia",
    CHICAGO: "Alabama Arkansas Illinois Iowa Louisiana Minnesota Mississippi Missouri Oklahoma "
    "Wisconsin",
    DENVER: "Colorado Montana New_Mexico Utah Wyoming",
    LOS_ANGELES: "California Washington_State",
    PHOENIX: "Arizona",
    "Pacific/Honolulu": "Hawaii",
}
SEVERAL_ZONES = (
    "Florida Idaho Indiana Kansas Kentucky Michigan Nebraska Nevada North_Dakota Oregon "
    "South_Dakota Tennessee Texas"
)


def list_offered(text: str, country: str = "") -> tuple[str, ...]:
    """The zones that a refusal offers; each of them is read."""
    with pytest.raises(AnswerError) as refused:
        read_timezone(text, country)
    assert repr(text) in refused.value.fact
    words = str(refused.value.remedy).replace(",", " ").replace(".", " ").replace("?", " ").split()
    offered = tuple(word for word in words if "/" in word)
    assert all(read_timezone(zone, country) == zone for zone in offered)
    return offered


@pytest.mark.parametrize(("text", "timezone"), READ.items())
def test_a_name_of_one_zone_is_read(text: str, timezone: str) -> None:
    assert read_timezone(text) == timezone


@pytest.mark.parametrize(("text", "timezones"), CHOICES.items())
def test_a_name_of_several_zones_is_refused_with_the_choices(
    text: str, timezones: tuple[str, ...]
) -> None:
    assert list_offered(text) == timezones


@pytest.mark.parametrize(("text", "timezones"), FIXED.items())
def test_a_clock_that_never_changes_is_questioned(text: str, timezones: tuple[str, ...]) -> None:
    offered = list_offered(text)
    assert offered == timezones
    assert all(has_daylight_time(zone) for zone in offered)


@pytest.mark.parametrize(("text", "country", "timezone"), IN_COUNTRY)
def test_the_country_decides(text: str, country: str, timezone: str) -> None:
    assert read_timezone(text, country) == timezone


@pytest.mark.parametrize(
    ("text", "country", "timezones"),
    [
        ("CST", "US", (CHICAGO,)),
        ("EST", "CA", (TORONTO,)),
        ("BST", "GB", ("Europe/London",)),
        ("GMT", "GB", ("Europe/London",)),
        ("Etc/GMT", "IE", ("Europe/Dublin",)),
        ("IST", "IE", ("Europe/Dublin",)),
        ("IST", "US", ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem")),
        ("UTC+10", "AU", ("Australia/Sydney", "Australia/Brisbane")),
        ("UTC-5", "CA", (TORONTO, "America/Winnipeg")),
        ("Ontario", "CA", (TORONTO, "America/Winnipeg")),
    ],
)
def test_the_country_decides_what_is_offered(
    text: str, country: str, timezones: tuple[str, ...]
) -> None:
    assert list_offered(text, country) == timezones


def test_each_state_has_one_zone_or_the_choices() -> None:
    states = [
        (name.replace("_", " "), zone) for zone, names in ONE_ZONE.items() for name in names.split()
    ]
    for state, zone in states:
        assert read_timezone(state) == read_timezone(f"state of {state}") == zone
    several = [name.replace("_", " ") for name in SEVERAL_ZONES.split()]
    for state in several:
        offered = list_offered(state)
        assert len(offered) == 2
        assert list_offered(f"Nowhere, {state}") == offered
    assert len(states) + len(several) + len(["Alaska"]) == 50
    assert read_timezone("Alaska") == "America/Anchorage"


def test_a_fixed_offset_never_becomes_its_opposite() -> None:
    for text in ("GMT-5", "UTC-5", "-05:00", "Etc/GMT-5", "Etc/GMT+5", "GMT+5"):
        for zone in list_offered(text):
            assert find_zone_country(zone) == "US"
    with pytest.raises(AnswerError, match="means 5 hours ahead of UTC: the sign"):
        read_timezone("Etc/GMT-5")
    with pytest.raises(AnswerError, match="is 5 hours behind UTC all year"):
        read_timezone("GMT-5")


@pytest.mark.parametrize("timezone", list_main_zones("US"))
def test_what_is_printed_of_a_zone_is_read_as_the_same(timezone: str) -> None:
    for printed in (describe_timezone(timezone), timezone):
        for typed in (printed, printed.upper(), printed.lower(), f"{printed} "):
            assert read_timezone(typed, "US") == timezone


@given(st.sampled_from(sorted(list_timezones())), st.sampled_from(["", "US", "CA", "GB", "AU"]))
def test_a_key_is_read_as_itself_or_refused_as_a_clock_that_never_changes(
    key: str, country: str
) -> None:
    try:
        assert read_timezone(key, country) == key
    except AnswerError:
        is_fixed = not has_daylight_time(key)
        assert is_fixed
        assert key in {"EST", "MST", "GMT", "Greenwich"} or key.startswith("Etc/G")


def test_the_zones_of_places_are_keys_of_their_country() -> None:
    names = [(city.name, city.country, city.region, city.timezone) for city in CITIES]
    assert len(set(names)) == len(names)
    for city in CITIES:
        assert find_zone_country(city.timezone) in {city.country, city.region}
        regions = [
            region
            for region in REGIONS
            if (region.country, region.code) == (city.country, city.region)
        ]
        for region in regions:
            is_known = city.timezone in region.timezones
            assert is_known or region.names[0] in {"Michigan", "Kentucky", "Ohio", "Indiana"}, city
            assert read_timezone(f"{city.name}, {region.names[0]}") == city.timezone
    for region in REGIONS:
        for zone in region.timezones:
            assert zone in list_timezones()
            assert find_zone_country(zone) in {region.country, region.code}  # PR has its own


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("Chicgo", CHICAGO),
        ("America/Chigaco", CHICAGO),
        ("Los Angelos", LOS_ANGELES),
        ("US Mountain Standard Time", PHOENIX),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("AUS Eastern Standard Time", "Australia/Sydney"),
    ],
)
def test_a_name_that_is_near_one_is_asked_about(text: str, suggested: str) -> None:
    with pytest.raises(AnswerError) as refused:
        read_timezone(text)
    assert refused.value.remedy.suggestion == suggested


@pytest.mark.parametrize(
    "text",
    ["", " ", "xyz", "CEST", "../../etc/passwd", "Nowhere/Else", "time", "Time zone", "EST or so",
     "Eastern or Central", "US", "Pacific Northwest", "UTC-", "UTC-99999", "noon"],
)  # fmt: skip
def test_what_is_no_zone_says_what_to_write(text: str) -> None:
    with pytest.raises(AnswerError, match=r"is not a time zone\. Write Eastern, Central, Mountain"):
        read_timezone(text)
    assert not find_similar_zone(text)


def test_the_table_is_long_enough() -> None:
    assert len(READ) + len(CHOICES) + len(FIXED) + len(IN_COUNTRY) >= 200


@given(st.text(max_size=30))
def test_any_text_is_read_as_a_key_or_refused_with_a_remedy(text: str) -> None:
    refusal: AnswerError | None = None
    try:
        assert read_timezone(text) in list_timezones()
    except AnswerError as error:
        refusal = error
    assert refusal is None or refusal.remedy
