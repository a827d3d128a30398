"""What the files of the public folder are called; a name that was published stays."""

from statplan.site.language import Language
from statplan.site.making import Site
from statplan.site.meetings import PublicMeeting

CALENDAR = "calendar.ics"
DATA = "schedule.json"
SCHEMA = "schedule.schema.json"
CIVIC = "schedule.ocd.jsonl"


def page_name(site: Site, said: Language) -> str:
    """The page in a language: `index.html`, and `index.es.html` where that is not the main one."""
    return f"index{_suffix(site, said)}.html"


def feed_name(site: Site, said: Language) -> str:
    """The feed of changes in a language."""
    return f"changes{_suffix(site, said)}.atom"


def meeting_name(meeting: PublicMeeting) -> str:
    """The calendar file of one meeting, which keeps its name when the meeting is moved."""
    return f"meetings/{meeting.id}.ics"


def _suffix(site: Site, said: Language) -> str:
    return "" if said == site.languages[0] else f".{said.key}"
