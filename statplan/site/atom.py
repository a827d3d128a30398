"""The changes of the schedule as a feed (Atom, RFC 4287), an entry for each, the latest first."""

from collections.abc import Iterator
from itertools import islice
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from statplan.ledger.file_writer import format_moment
from statplan.plan.english import end_sentence
from statplan.site.build_site import Site
from statplan.site.changes import DateChange, NewSchedule
from statplan.site.file_names import get_feed_file_name, get_page_file_name
from statplan.site.locale import Language
from statplan.site.meetings import PublicMeeting
from statplan.site.statement import describe_new_schedule

_NAMESPACE = "http://www.w3.org/2005/Atom"
_MOST_ENTRIES = 100  # readers keep what they have seen


def render_feed(site: Site, language: Language) -> bytes:
    """Write the feed in a language; its ids are made of the plan's and the meetings', and stay."""
    feed = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": language.tag})
    _add_text(feed, "id", f"urn:uuid:{uuid5(UUID(site.ledger.lineage), f'site/{language.key}')}")
    _add_text(feed, "title", language.format_phrase("page.title", program=site.program))
    _add_text(feed, "subtitle", language.format_phrase("changes.heading"))
    _add_text(feed, "updated", format_moment(site.updated))
    author = SubElement(feed, "author")
    _add_text(author, "name", site.plan.program.organization or site.program)
    if site.address:
        feed_file, page_file = (
            get_feed_file_name(site, language),
            get_page_file_name(site, language),
        )
        SubElement(feed, "link", {"rel": "self", "href": site.address + feed_file})
        page_address = site.address + ("" if page_file == "index.html" else page_file)
        SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": page_address})
    for entry in islice(_iter_entries(site, language), _MOST_ENTRIES):
        feed.append(entry)
    written = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()


def _iter_entries(site: Site, language: Language) -> Iterator[Element]:
    """Yield an entry for each change and each new schedule, the latest first."""
    changes, schedules = [*site.changes], [*site.new_schedules]
    while changes or schedules:
        is_new_schedule = schedules and (
            not changes or schedules[-1].published_at >= changes[-1][1].published_at
        )
        if is_new_schedule:
            yield _build_schedule_entry(site, language, schedules.pop())
        else:
            yield _build_entry(site, language, *changes.pop())


def _build_schedule_entry(site: Site, language: Language, schedule: NewSchedule) -> Element:
    entry = Element("entry")
    _add_text(entry, "id", f"urn:uuid:{build_schedule_id(site, schedule)}")
    year = language.format_year_name(schedule.first, schedule.last)
    _add_text(entry, "title", language.format_phrase("changes.new_year_title", year=year))
    _add_text(entry, "updated", format_moment(schedule.published_at))
    _add_text(entry, "published", format_moment(schedule.published_at))
    if site.address:
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": site.address})
    _add_text(entry, "summary", describe_new_schedule(schedule, site.zone, language))
    return entry


def _build_entry(
    site: Site, language: Language, meeting: PublicMeeting, change: DateChange
) -> Element:
    entry = Element("entry")
    _add_text(entry, "id", f"urn:uuid:{build_change_id(meeting, change)}")
    _add_text(entry, "title", _format_title(language, meeting, change))
    _add_text(entry, "updated", format_moment(change.published_at))
    _add_text(entry, "published", format_moment(change.published_at))
    if site.address:
        anchor = f"{site.address}#m-{meeting.id}"
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": anchor})
    _add_text(entry, "summary", " ".join(_list_summary_lines(language, change)))
    return entry


def build_schedule_id(site: Site, schedule: NewSchedule) -> UUID:
    """Return the lasting id of the news of a year, made of the plan's and its first day."""
    return uuid5(UUID(site.ledger.lineage), f"schedule/{schedule.first}")


def build_change_id(meeting: PublicMeeting, change: DateChange) -> UUID:
    """Return the lasting id of a change, made of the meeting and the moment it was published."""
    return uuid5(UUID(meeting.id), f"news/{format_moment(change.published_at)}")


def _format_title(language: Language, meeting: PublicMeeting, change: DateChange) -> str:
    start = change.new_start or change.old_start
    date = language.format_short_start(start) if start else ""
    return f"{language.format_phrase(f'changes.{change.kind}')}: {meeting.name}, {date}"


def _list_summary_lines(language: Language, change: DateChange) -> Iterator[str]:
    no_date = language.format_phrase("changes.no_date")
    old = language.format_long_start(change.old_start) if change.old_start else no_date
    new = language.format_long_start(change.new_start) if change.new_start else no_date
    yield end_sentence(f"{language.format_phrase('changes.was')}: {old}")
    yield end_sentence(f"{language.format_phrase('changes.now')}: {new}")


def _add_text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text
