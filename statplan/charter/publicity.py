"""The openness of the meetings: who may attend, what is withheld, what counsel is to be asked."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext, find_label
from statplan.charter.grammar import add_indefinite_article, capitalize_first, spell_count
from statplan.charter.layout import build_facts, build_list, build_paragraph
from statplan.documents.blocks import Block, Link, Paragraph
from statplan.plan.choices import format_choice, is_other
from statplan.plan.english import format_list
from statplan.plan.public_access import list_access_answers
from statplan.plan.publicity import Broadcast, ElectedBody, Publicity

_ACCESS = {
    "closed": "the meetings are closed.",
    "employees": "the meetings are open to employees.",
    "invitation": "members of the public attend by invitation.",
    "open": "the meetings are open to the public.",
    "open with questions": "the meetings are open to the public, who may ask questions.",
    "open with reservation": "members of the public may attend with a reservation.",
    "press": "reporters may attend the meetings.",
}
_QUESTION_WAYS = {
    "at the meeting": "at the meeting",
    "cards": "on cards",
    "web form": "by web form",
    "e-mail": "by e-mail",
    "phone": "by phone",
    "social media": "on social media",
}

_PUBLICATIONS = {
    "schedule": "its schedule",
    "agenda": "the agenda",
    "memo": "the memo before the meeting",
    "recording": "a recording of the meeting",
    "annual report": "an annual report",
    "follow-up memo": "the follow-up memo",
    "action list": "the action list",
}


def write_publicity(context: CharterContext) -> Iterator[Block]:
    """Write who may attend, what is published, and what is taken out of it."""
    publicity = context.plan.publicity
    access_answers = list_access_answers(context.plan)
    if is_other(publicity.access) and publicity.access in access_answers:
        label = "Who may attend"
        if len(access_answers) > 1:
            label += ", unless the calendar says otherwise"
        yield from build_facts([(label, format_choice(publicity.access or ""))])
    yield from build_paragraph([*_describe_access(context), *_describe_publication(context)])
    if _has_other_ways(publicity):
        ways = [capitalize_first(format_choice(way)) for way in publicity.questions or ()]
        yield from build_list("The public may ask questions in these ways:", ways)
    if publicity.schedule_page:
        yield Paragraph(
            ("The schedule stands at ", Link(publicity.schedule_page, publicity.schedule_page), ".")
        )
    yield from build_list(
        "The meeting is carried outside the room:",
        [_format_broadcast(context, broadcast) for broadcast in publicity.broadcast or ()],
    )
    yield from build_list("Never discussed in open session:", context.plan.focus.closed_topics)
    yield from build_list("Taken out before anything is published:", publicity.redaction.rules)
    grounds = [ground.words for ground in publicity.redaction.grounds or ()]
    yield from build_list("Grounds for withholding, besides those that are usual:", grounds)
    contact = Link(publicity.contact, f"mailto:{publicity.contact}") if publicity.contact else None
    yield from build_facts(
        [
            (find_label("publicity.unreached_questions"), publicity.unreached_questions),
            (find_label("publicity.public_input"), publicity.public_input),
            (find_label("publicity.join"), publicity.join),
            (find_label("publicity.sensitive"), publicity.sensitive),
            (find_label("publicity.contact"), contact),
        ]
    )


def _describe_access(context: CharterContext) -> Iterator[str]:
    publicity = context.plan.publicity
    known_ways = () if _has_other_ways(publicity) else publicity.questions or ()
    ways = format_list((_QUESTION_WAYS[way] for way in known_ways), "or")
    if not list_access_answers(context.plan) <= {publicity.access}:
        yield from _describe_mixed_access(context, ways)
        return
    if publicity.access == "open with questions":
        asks = f"may ask questions {ways}" if ways else "may ask questions"
        yield f"The meetings are open to the public, who {asks}."
        return
    if publicity.access in _ACCESS:
        yield capitalize_first(_ACCESS[publicity.access])
    if ways:
        yield f"The public may ask questions {ways}."


def _describe_mixed_access(context: CharterContext, ways: str) -> Iterator[str]:
    """Say who may attend the meetings that have no answer of their own, and how people ask."""
    access = context.plan.publicity.access
    if access in list_access_answers(context.plan) and access in _ACCESS:
        yield f"Unless the calendar says otherwise of a recurring meeting, {_ACCESS[access]}"
    if ways:
        yield f"Where the public may ask questions, people ask them {ways}."


def _has_other_ways(publicity: Publicity) -> bool:
    """Return whether a way to ask questions is in the reader's own words, which fit no sentence."""
    return any(map(is_other, publicity.questions or ()))


def _describe_publication(context: CharterContext) -> Iterator[str]:
    publicity = context.plan.publicity
    if publicity.publishes is not None:
        published = format_list(
            _PUBLICATIONS.get(publication, format_choice(publication))
            for publication in publicity.publishes
        )
        yield f"The program publishes {published}." if published else "Nothing is published."
    if publicity.scorecard is not None:
        verb = "is" if publicity.scorecard else "is not"
        yield f"The scorecard of each year, which counts meetings promised and held, {verb} public."
    if publicity.owner:
        yield (
            f"{capitalize_first(context.name_office(publicity.owner))} sees to it that it is "
            "published."
        )
    if publicity.redaction.reviewer:
        reviewer = capitalize_first(context.name_office(publicity.redaction.reviewer))
        yield f"{reviewer} takes out what is sensitive before anything is published."
    if publicity.redaction.second_reader is not None:
        needs_reader = publicity.redaction.second_reader
        yield (
            "A second person reads each public copy before it is published."
            if needs_reader
            else "A public copy needs no second reader before it is published."
        )
    if publicity.redaction.within_days is not None:
        days = spell_count(publicity.redaction.within_days, "working day")
        yield f"What a meeting leaves behind is published within {days}."


def _format_broadcast(context: CharterContext, broadcast: Broadcast) -> str:
    channel = f", {broadcast.channel}" if broadcast.channel else ""
    owner = f", run by {context.name_office(broadcast.owner)}" if broadcast.owner else ""
    captions = {True: ", with captions", False: ", without captions", None: ""}[broadcast.captions]
    return f"{capitalize_first(format_choice(broadcast.by))}{channel}{owner}{captions}"


def write_legal_checks(context: CharterContext) -> Iterator[Block]:
    """Write what counsel has been asked and must be asked; never what the law says."""
    plan = context.plan
    publicity = plan.publicity
    yield from build_paragraph(
        [*_describe_government(context), *_describe_elected_body(publicity.elected_body)]
    )
    yield from build_facts(
        [
            (find_label("publicity.privacy"), publicity.privacy),
            (find_label("publicity.accessibility"), publicity.accessibility),
        ]
    )
    yield from build_paragraph(_describe_open_questions(context))


def _describe_open_questions(context: CharterContext) -> Iterator[str]:
    """Say what to ask counsel; the ADA's rules are for state and local governments alone."""
    if context.plan.program.government == "federal":
        yield (
            "What the law asks for on privacy, records, and accessibility is not settled here: "
            "ask counsel."
        )
        return
    yield "What open-meeting, privacy, and records law ask for is not settled here: ask counsel."
    yield "For the accessibility of what is posted, check with your ADA coordinator."


def _describe_government(context: CharterContext) -> Iterator[str]:
    program = context.plan.program
    if program.government:
        kind = format_choice(program.government)
        body = "the federal government" if kind == "federal" else add_indefinite_article(kind)
        people = f" of {program.population:,} people" if program.population else ""
        yield f"The program belongs to {body}{people}."


def _describe_elected_body(body: ElectedBody) -> Iterator[str]:
    if body.invited:
        members, are = spell_count(body.invited, "member"), "is" if body.invited == 1 else "are"
        yield f"{capitalize_first(members)} of one elected body {are} invited."
    elif body.invited is not None:
        yield "No member of an elected body is invited."
    if body.quorum:
        yield f"A quorum of that body is {spell_count(body.quorum, 'member')}."
    if body.counsel_asked is not None:
        has_been = "has been" if body.counsel_asked else "has not yet been"
        yield f"Counsel {has_been} asked about open-meeting law."
    if body.notice_hours is not None:
        yield f"Counsel asks for public notice of {spell_count(body.notice_hours, 'hour')}."
