"""The statements of the page besides dates: who may attend, what is left out, whom to ask."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statplan.plan.choices import format_choice, is_other
from statplan.plan.english import end_sentence
from statplan.plan.model import Plan
from statplan.plan.public_access import (
    find_public_title,
    has_open_meeting,
    list_access_answers,
)
from statplan.plan.publicity import Broadcast
from statplan.plan.timezones import load_timezone
from statplan.schedule.series_rules import index_titles
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
    if publicity.join and _may_somebody_attend(plan):
        yield _build_plan_fact(language.format_phrase("attend.join"), publicity.join)
    if publicity.questions and _may_somebody_ask(plan):
        yield _build_choice_fact(language, "attend.ask", publicity.questions)
    if publicity.unreached_questions and _may_somebody_ask(plan):
        term = language.format_phrase("attend.unreached")
        yield _build_plan_fact(term, publicity.unreached_questions)
    if publicity.broadcast:
        yield PageFact(
            language.format_phrase("attend.watch"),
            tuple(_describe_broadcast(broadcast, language) for broadcast in publicity.broadcast),
        )
    publications = [
        publication for publication in publicity.publishes or () if publication != "schedule"
    ]
    if publications:
        yield _build_choice_fact(language, "attend.published", publications)


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
    """Return whether the public may attend, in a sentence; empty where meetings differ."""
    answers = list_access_answers(plan)
    return "" if len(answers) > 1 else _describe_answer(next(iter(answers)), language)


def list_access_facts(plan: Plan, language: Language) -> Iterator[PageFact]:
    """Yield whether the public may attend which recurring meetings, where they differ."""
    if len(list_access_answers(plan)) == 1:
        return
    titles = index_titles(plan)
    titles_by_access: dict[str | None, list[str]] = {}
    for series in plan.frequency.series or ():
        access = series.access or plan.publicity.access
        title = find_public_title(plan, series.id) or titles[series.id]
        titles_by_access.setdefault(access, []).append(title)
    for access, series_titles in titles_by_access.items():
        names = language.join_list(dict.fromkeys(series_titles))
        yield _build_page_fact(names, [_describe_answer(access, language)])


def _describe_answer(access: str | None, language: Language) -> str:
    if access and is_other(access):
        return end_sentence(language.format_phrase("attend.other", words=format_choice(access)))
    return language.format_phrase(f"attend.{_format_key(access or 'unknown')}")


def list_withheld_facts(plan: Plan, language: Language) -> Iterator[PageFact]:
    """Yield the plan's statements about what it withholds, and why."""
    publicity = plan.publicity
    topics = plan.focus.closed_topics if has_open_meeting(plan) else None
    if topics:
        yield _build_plan_fact(language.format_phrase("withheld.closed_topics"), *topics)
    if publicity.sensitive and _may_somebody_attend(plan):
        yield _build_plan_fact(language.format_phrase("withheld.sensitive"), publicity.sensitive)
    if publicity.redaction.rules:
        yield _build_plan_fact(language.format_phrase("withheld.rules"), *publicity.redaction.rules)
    if publicity.privacy:
        yield _build_plan_fact(language.format_phrase("withheld.privacy"), publicity.privacy)


def list_omissions(plan: Plan, language: Language) -> Iterator[str]:
    """Yield what the page itself leaves out."""
    yield language.format_phrase("withheld.always")
    answers = list_access_answers(plan)
    if answers <= {"closed", "employees", "press"}:
        yield language.format_phrase("withheld.place")
    elif len(answers) > 1 or any(map(is_other, answers)):
        yield language.format_phrase("withheld.place_some")
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
    by = _format_way(broadcast.by, language, "attend.")
    tail = f", {language.format_phrase(captions)}" if captions else ""
    channel = split_links(f": {broadcast.channel}") if broadcast.channel else ()
    return (by, ""), *channel, *([(tail, "")] if tail else [])


def _build_choice_fact(language: Language, section: str, choices: Iterable[str]) -> PageFact:
    """Return a fact that lists choices; one in the plan's own words stays as it was written."""
    words = [_format_way(choice, language, f"{section}_") for choice in choices]
    return _build_page_fact(language.format_phrase(section), [language.join_list(words)])


def _format_way(choice: str, language: Language, prefix: str) -> str:
    if is_other(choice):
        return format_choice(choice)
    return language.format_phrase(f"{prefix}{_format_key(choice)}")


def _may_somebody_attend(plan: Plan) -> bool:
    """Return whether somebody from outside may attend some meeting."""
    return not list_access_answers(plan) <= {None, "closed", "employees"}


def _may_somebody_ask(plan: Plan) -> bool:
    """Return whether the public may be in some meeting, and so ask questions."""
    return not list_access_answers(plan) <= {None, "closed", "employees", "invitation", "press"}


def _format_key(answer: str) -> str:
    return answer.replace(" ", "_").replace("-", "_")
