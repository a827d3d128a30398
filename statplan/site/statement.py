"""The statements of the page besides dates: who may attend, what is left out, whom to ask."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statplan.plan.model import Plan
from statplan.plan.publicity import OPEN_ACCESS, Broadcast
from statplan.plan.timezones import load_timezone
from statplan.site.changes import NewSchedule
from statplan.site.locale import Language

_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")

Piece = tuple[str, str]  # a text, and the address that it leads to or nothing


@dataclass(frozen=True, slots=True)
class PageFact:
    """A line of the page: what it is about, and the plan's own words or ours.

    `is_plan_text` marks the plan's words, whose language the page's need not be.
    """

    term: str
    lines: tuple[tuple[Piece, ...], ...]
    is_plan_text: bool = False


def list_attendance_facts(plan: Plan, language: Language) -> Iterator[PageFact]:
    """Yield the ways to attend, ask, watch or listen; only what the plan states."""
    publicity = plan.publicity
    if publicity.access in {"invitation", *OPEN_ACCESS} and publicity.join:
        yield _build_plan_fact(language.format_phrase("attend.join"), publicity.join)
    if publicity.access == "open with questions" and publicity.questions:
        ways = (
            language.format_phrase(f"attend.ask_{_format_key(way)}") for way in publicity.questions
        )
        yield _build_page_fact(language.format_phrase("attend.ask"), [language.join_list(ways)])
    if publicity.broadcast:
        yield PageFact(
            language.format_phrase("attend.watch"),
            tuple(_describe_broadcast(broadcast, language) for broadcast in publicity.broadcast),
        )


def describe_new_schedule(schedule: NewSchedule, zone: str, language: Language) -> str:
    """Return that a further year was published, when, and how many meetings it has.

    Args:
        schedule: the year.
        zone: the IANA key of the zone of its day.
        language: the language.
    """
    day = schedule.published_at.astimezone(load_timezone(zone)).date()
    return language.format_phrase(
        "changes.new_year_one" if schedule.meeting_count == 1 else "changes.new_year",
        year=language.format_year_name(schedule.first, schedule.last),
        date=language.format_long_day(day),
        count=schedule.meeting_count,
    )


def describe_access(plan: Plan, language: Language) -> str:
    """Return whether the public may attend, as a sentence."""
    return language.format_phrase(f"attend.{_format_key(plan.publicity.access or 'unknown')}")


def list_withheld_facts(plan: Plan, language: Language) -> Iterator[PageFact]:
    """Yield the plan's statements about what it withholds, and why."""
    publicity = plan.publicity
    topics = plan.focus.closed_topics if publicity.access in OPEN_ACCESS else None
    if topics:
        yield _build_plan_fact(language.format_phrase("withheld.closed_topics"), *topics)
    if publicity.access in {"invitation", *OPEN_ACCESS} and publicity.sensitive:
        yield _build_plan_fact(language.format_phrase("withheld.sensitive"), publicity.sensitive)
    if publicity.redaction.rules:
        yield _build_plan_fact(language.format_phrase("withheld.rules"), *publicity.redaction.rules)
    if publicity.privacy:
        yield _build_plan_fact(language.format_phrase("withheld.privacy"), publicity.privacy)


def list_omissions(plan: Plan, language: Language) -> Iterator[str]:
    """Yield what the page itself leaves out."""
    yield language.format_phrase("withheld.always")
    if plan.publicity.access in {"closed", "employees"}:
        yield language.format_phrase("withheld.place")
    if not plan.publicity.back_ups:
        yield language.format_phrase("withheld.backups")


def list_contact_facts(plan: Plan, language: Language) -> Iterator[PageFact]:
    """Yield the contacts for help and for questions."""
    publicity = plan.publicity
    if publicity.accessibility:
        yield _build_plan_fact(language.format_phrase("access.help"), publicity.accessibility)
    if publicity.contact:
        piece = (publicity.contact, f"mailto:{publicity.contact}")
        yield PageFact(language.format_phrase("access.contact"), ((piece,),))


def split_links(text: str) -> tuple[Piece, ...]:
    """Split a text at the web addresses in it, which become links."""
    pieces: list[Piece] = []
    position = 0
    for link in _LINK.finditer(text):
        pieces += [(text[position : link.start()], ""), (link.group(), link.group())]
        position = link.end()
    pieces.append((text[position:], ""))
    return tuple(piece for piece in pieces if piece[0])


def _build_plan_fact(term: str, *texts: str) -> PageFact:
    lines = (line for text in texts for line in text.split("\n"))
    return PageFact(term, tuple(map(split_links, lines)), is_plan_text=True)


def _build_page_fact(term: str, lines: Iterable[str]) -> PageFact:
    return PageFact(term, tuple(map(split_links, lines)))


def _describe_broadcast(broadcast: Broadcast, language: Language) -> tuple[Piece, ...]:
    captions = {True: "attend.captions", False: "attend.no_captions", None: ""}[broadcast.captions]
    by = language.format_phrase(f"attend.{_format_key(broadcast.by)}")
    tail = f", {language.format_phrase(captions)}" if captions else ""
    channel = split_links(f": {broadcast.channel}") if broadcast.channel else ()
    return (by, ""), *channel, *([(tail, "")] if tail else [])


def _format_key(answer: str) -> str:
    return answer.replace(" ", "_")
