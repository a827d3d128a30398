"""What the page says besides dates: who may attend, what is left out, whom to ask."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statplan.plan import Plan
from statplan.plan.openness import Broadcast
from statplan.plan.publicity import OPEN
from statplan.site.language import Language

_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")

Piece = tuple[str, str]  # a text, and the address that it leads to or nothing


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the page: what it is about, and the plan's own words or ours.

    `own` marks the plan's words, whose language the page's need not be.
    """

    term: str
    lines: tuple[tuple[Piece, ...], ...]
    own: bool = False


def attending(plan: Plan, said: Language) -> Iterator[Fact]:
    """How one attends, asks, watches or listens; only what the plan states."""
    public = plan.publicity
    if public.access in {"invitation", *OPEN} and public.join:
        yield _own(said.say("attend.join"), public.join)
    if public.access == "open with questions" and public.questions:
        ways = (said.say(f"attend.ask_{_key(each)}") for each in public.questions)
        yield _ours(said.say("attend.ask"), [said.listing(ways)])
    if public.broadcast:
        yield Fact(
            said.say("attend.watch"), tuple(_broadcast(each, said) for each in public.broadcast)
        )


def access(plan: Plan, said: Language) -> str:
    """Whether the public may attend."""
    return said.say(f"attend.{_key(plan.publicity.access or 'unknown')}")


def withheld(plan: Plan, said: Language) -> Iterator[Fact]:
    """What the plan says of what it keeps back, and why."""
    public = plan.publicity
    topics = plan.focus.closed_topics if public.access in OPEN else None
    if topics:
        yield _own(said.say("withheld.closed_topics"), *topics)
    if public.access in {"invitation", *OPEN} and public.sensitive:
        yield _own(said.say("withheld.sensitive"), public.sensitive)
    if public.redaction.rules:
        yield _own(said.say("withheld.rules"), *public.redaction.rules)
    if public.privacy:
        yield _own(said.say("withheld.privacy"), public.privacy)


def left_out(plan: Plan, said: Language) -> Iterator[str]:
    """What the page itself leaves out."""
    yield said.say("withheld.always")
    if plan.publicity.access in {"closed", "employees"}:
        yield said.say("withheld.place")
    if not plan.publicity.back_ups:
        yield said.say("withheld.backups")


def helping(plan: Plan, said: Language) -> Iterator[Fact]:
    """Whom one asks."""
    public = plan.publicity
    if public.accessibility:
        yield _own(said.say("access.help"), public.accessibility)
    if public.contact:
        piece = (public.contact, f"mailto:{public.contact}")
        yield Fact(said.say("access.contact"), ((piece,),))


def pieces(text: str) -> tuple[Piece, ...]:
    """A text cut at the web addresses in it, which become links."""
    found: list[Piece] = []
    at = 0
    for link in _LINK.finditer(text):
        found += [(text[at : link.start()], ""), (link.group(), link.group())]
        at = link.end()
    found.append((text[at:], ""))
    return tuple(each for each in found if each[0])


def _own(term: str, *texts: str) -> Fact:
    lines = (line for text in texts for line in text.split("\n"))
    return Fact(term, tuple(map(pieces, lines)), own=True)


def _ours(term: str, lines: Iterable[str]) -> Fact:
    return Fact(term, tuple(map(pieces, lines)))


def _broadcast(way: Broadcast, said: Language) -> tuple[Piece, ...]:
    captions = {True: "attend.captions", False: "attend.no_captions", None: ""}[way.captions]
    by = said.say(f"attend.{_key(way.by)}")
    tail = f", {said.say(captions)}" if captions else ""
    channel = pieces(f": {way.channel}") if way.channel else ()
    return (by, ""), *channel, *([(tail, "")] if tail else [])


def _key(answer: str) -> str:
    return answer.replace(" ", "_")
