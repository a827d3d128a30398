"""A site whose every text tries to break the page."""

from tests.support.sample_site import Data, city

HOSTILE = (
    "</script><img src=x onerror=alert(1)> {{ 7*7 }} \"q\" 'r' & <b>\u00fc</b> =HYPERLINK(1) "
    "\u05e9\u05dc\u05d5\u05dd \U0001f3db"
)


def hostile() -> Data:
    made = city(about=HOSTILE, join=HOSTILE, accessibility=HOSTILE, privacy=HOSTILE)
    made["program"] |= {"name": HOSTILE, "organization": "O" * 199 + HOSTILE[0]}
    made["frequency"]["series"][0]["name"] = "W" * 200
    made["frequency"]["series"][1]["name"] = HOSTILE
    made["frequency"]["place"]["room"] = HOSTILE
    made["publicity"]["broadcast"][0]["channel"] = HOSTILE
    return made
