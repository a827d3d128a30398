"""The changes of the schedule as a feed (Atom, RFC 4287), an entry for each, the latest first."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from statplan.plan.english import sentence
from statplan.site.history import News
from statplan.site.language import Language
from statplan.site.making import Site
from statplan.site.meetings import PublicMeeting
from statplan.site.names import feed_name, page_name

_NAMESPACE = "http://www.w3.org/2005/Atom"
_LONGEST = 100  # entries; readers keep what they have seen


def write(site: Site, said: Language) -> bytes:
    """Write the feed in a language; ids are made of the plan's and the meeting's, and stay."""
    feed = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": said.tag})
    _text(feed, "id", f"urn:uuid:{uuid5(UUID(site.ledger.lineage), f'site/{said.key}')}")
    _text(feed, "title", said.say("page.title", program=site.program))
    _text(feed, "subtitle", said.say("changes.heading"))
    _text(feed, "updated", _moment(site.updated))
    author = SubElement(feed, "author")
    _text(author, "name", site.plan.program.organization or site.program)
    if site.address:
        own, page = feed_name(site, said), page_name(site, said)
        SubElement(feed, "link", {"rel": "self", "href": site.address + own})
        where = site.address + ("" if page == "index.html" else page)
        SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": where})
    for meeting, news in [*reversed(site.news)][:_LONGEST]:
        feed.append(_entry(site, said, meeting, news))
    written = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()


def _entry(site: Site, said: Language, meeting: PublicMeeting, news: News) -> Element:
    entry = Element("entry")
    _text(entry, "id", f"urn:uuid:{news_id(meeting, news)}")
    _text(entry, "title", _title(said, meeting, news))
    _text(entry, "updated", _moment(news.at))
    _text(entry, "published", _moment(news.at))
    if site.address:
        where = f"{site.address}#m-{meeting.id}"
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": where})
    _text(entry, "summary", " ".join(_lines(said, news)))
    return entry


def news_id(meeting: PublicMeeting, news: News) -> UUID:
    """What identifies a change for good: the meeting, and the moment that it was published."""
    return uuid5(UUID(meeting.id), f"news/{_moment(news.at)}")


def _title(said: Language, meeting: PublicMeeting, news: News) -> str:
    start = news.to or news.was
    date = said.short(start) if start else ""
    return f"{said.say(f'changes.{news.what}')}: {meeting.name}, {date}"


def _lines(said: Language, news: News) -> Iterator[str]:
    old = said.long(news.was) if news.was else said.say("changes.no_date")
    new = said.long(news.to) if news.to else said.say("changes.no_date")
    yield sentence(f"{said.say('changes.was')}: {old}")
    yield sentence(f"{said.say('changes.now')}: {new}")


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
