"""How open the meetings are, what is withheld, and what counsel is to be asked."""

from collections.abc import Iterator

from statplan.charter.english import capital, times
from statplan.charter.given import Given, label
from statplan.charter.layout import points, prose, terms
from statplan.documents.blocks import Block, Link, Paragraph
from statplan.plan.english import listing
from statplan.plan.openness import Broadcast, ElectedBody

_ACCESS = {
    "closed": "The meetings are closed.",
    "employees": "The meetings are open to employees.",
    "invitation": "Members of the public attend by invitation.",
    "open": "The meetings are open to the public.",
    "open with questions": "The meetings are open to the public, who may ask questions",
}
_ASKED = {
    "cards": "on cards",
    "web form": "by web form",
    "phone": "by phone",
    "social media": "on social media",
}

_PUBLISHED = {
    "schedule": "its schedule",
    "follow-up memo": "the follow-up memo",
    "action list": "the action list",
}


def publicity(given: Given) -> Iterator[Block]:
    """Write who may attend, what is published, and what is taken out of it."""
    public = given.plan.publicity
    yield from prose([*_access(given), *_published(given)])
    if public.schedule_page:
        yield Paragraph(
            ("The schedule stands at ", Link(public.schedule_page, public.schedule_page), ".")
        )
    yield from points(
        "The meeting is carried outside the room:",
        [_broadcast(given, each) for each in public.broadcast or ()],
    )
    yield from points("Never discussed in open session:", given.plan.focus.closed_topics)
    yield from points("Taken out before anything is published:", public.redaction.rules)
    grounds = [each.words for each in public.redaction.grounds or ()]
    yield from points("Grounds for withholding, besides those that are usual:", grounds)
    contact = Link(public.contact, f"mailto:{public.contact}") if public.contact else None
    yield from terms(
        [
            (label("publicity.join"), public.join),
            (label("publicity.sensitive"), public.sensitive),
            (label("publicity.contact"), contact),
        ]
    )


def _access(given: Given) -> Iterator[str]:
    public = given.plan.publicity
    if public.access == "open with questions":
        ways = listing((_ASKED[way] for way in public.questions or ()), "or")
        yield f"{_ACCESS[public.access]}{f' {ways}' if ways else ''}."
    elif public.access:
        yield _ACCESS[public.access]


def _published(given: Given) -> Iterator[str]:
    public = given.plan.publicity
    if public.publishes is not None:
        what = listing(_PUBLISHED.get(each, each) for each in public.publishes)
        yield f"The program publishes {what}." if what else "Nothing is published."
    if public.owner:
        yield f"{capital(given.office(public.owner))} sees to it that it is published."
    if public.redaction.reviewer:
        who = capital(given.office(public.redaction.reviewer))
        yield f"{who} takes out what is sensitive before anything is published."
    if public.redaction.within_days is not None:
        days = times(public.redaction.within_days, "working day")
        yield f"What a meeting leaves behind is published within {days}."


def _broadcast(given: Given, way: Broadcast) -> str:
    channel = f", {way.channel}" if way.channel else ""
    owner = f", run by {given.office(way.owner)}" if way.owner else ""
    captions = {True: ", with captions", False: ", without captions", None: ""}[way.captions]
    return f"{capital(way.by)}{channel}{owner}{captions}"


def legal(given: Given) -> Iterator[Block]:
    """Write what counsel has been asked and must be asked; never what the law says."""
    plan = given.plan
    public = plan.publicity
    yield from prose([*_body(given), *_elected(public.elected_body)])
    yield from terms(
        [
            (label("publicity.privacy"), public.privacy),
            (label("publicity.accessibility"), public.accessibility),
        ]
    )
    yield from prose(
        [
            "What open-meeting, privacy, and records law ask for is not settled here: ask counsel.",
            "For the accessibility of what is posted, check with your ADA coordinator.",
        ]
    )


def _body(given: Given) -> Iterator[str]:
    program = given.plan.program
    if program.government:
        article = "an" if program.government == "agency" else "a"
        people = f" of {program.population:,} people" if program.population else ""
        yield f"The program belongs to {article} {program.government}{people}."


def _elected(body: ElectedBody) -> Iterator[str]:
    if body.invited:
        members, are = times(body.invited, "member"), "is" if body.invited == 1 else "are"
        yield f"{capital(members)} of one elected body {are} invited."
    elif body.invited is not None:
        yield "No member of an elected body is invited."
    if body.quorum:
        yield f"A quorum of that body is {times(body.quorum, 'member')}."
    if body.counsel_asked is not None:
        asked = "has been" if body.counsel_asked else "has not yet been"
        yield f"Counsel {asked} asked about open-meeting law."
    if body.notice_hours is not None:
        yield f"Counsel asks for public notice of {times(body.notice_hours, 'hour')}."
