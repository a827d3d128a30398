"""The names of the files in the public folder; a name that was published stays."""

from statplan.ledger.accounting import YearAccount, name_year
from statplan.site.build_site import Site
from statplan.site.locale import Language
from statplan.site.meetings import PublicMeeting

CALENDAR = "calendar.ics"
DATA = "schedule.json"
SCHEMA = "schedule.schema.json"
CIVIC = "schedule.ocd.jsonl"


def get_page_file_name(site: Site, language: Language) -> str:
    """Return the file name of the page: `index.html`, or `index.es.html` if not the main one."""
    return f"index{_get_suffix(site, language)}.html"


def get_feed_file_name(site: Site, language: Language) -> str:
    """Return the file name of the feed of changes in a language."""
    return f"changes{_get_suffix(site, language)}.atom"


def list_scorecard_file_names(site: Site) -> list[tuple[str, YearAccount]]:
    """Return the file name of each scorecard: `scorecard-2027.html`.

    Of two short years that are called the same, the later one has its first day in the name.
    """
    years_by_name: dict[str, YearAccount] = {}
    for year in site.scorecards:
        name = f"scorecard-{name_year(year.first, year.last)}.html"
        years_by_name[f"scorecard-{year.first}.html" if name in years_by_name else name] = year
    return list(years_by_name.items())


def get_meeting_file_name(meeting: PublicMeeting) -> str:
    """Return the name of a meeting's calendar file, which stays when the meeting is moved."""
    return f"meetings/{meeting.id}.ics"


def _get_suffix(site: Site, language: Language) -> str:
    return "" if language == site.languages[0] else f".{language.key}"
