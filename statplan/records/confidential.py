"""The texts of a plan and its ledger that no record of a meeting may hold, and their sources."""

from collections.abc import Iterable, Iterator

from statplan.ledger.model import Ledger
from statplan.plan.choices import format_choice, is_other
from statplan.plan.model import Plan
from statplan.plan.public_access import list_public_places
from statplan.plan.series import Series
from statplan.plan.series_dates import MeetingException
from statplan.plan.timezones import load_timezone
from statplan.records.leak_search import WithheldIndex
from statplan.records.letters import split_words
from statplan.records.name_lists import is_given_name, is_surname
from statplan.records.ordinary_words import is_ordinary_word
from statplan.records.withheld_text import Parts, WithheldText


def list_confidential_texts(
    plan: Plan,
    ledger: Ledger,
    marked_texts: Iterable[WithheldText] = (),
    public_texts: Iterable[str] = (),
) -> tuple[WithheldText, ...]:
    """Return every text that stays inside: people, links, rooms, reasons, marks.

    What is said anyway is no secret: a person whose name a program bears, a reason that is the one
    word "cancelled", the room of a meeting that was open when it took place.

    Args:
        plan: the plan.
        ledger: its decisions have reasons, and its entries the places that were published.
        marked_texts: what records of meetings withhold.
        public_texts: what else is public anyway, besides titles.
    """
    places = {*list_public_places(plan), *_iter_published_places(ledger)}
    known_texts = (*iter_public_names(plan), *sorted(places), *public_texts)
    return filter_unpublished(
        (
            *_iter_people_texts(plan),
            *_iter_place_texts(plan),
            *_iter_reasons(ledger),
            *marked_texts,
        ),
        known_texts,
    )


def filter_unpublished(
    texts: Iterable[WithheldText], public_texts: Iterable[str]
) -> tuple[WithheldText, ...]:
    """Return those of some texts that are not public anyway, each once."""
    unique_texts = tuple(dict.fromkeys(texts))
    leaks = WithheldIndex(unique_texts).find_leaks("\n".join(public_texts))
    published = {leak.withheld for leak in leaks if not leak.part}
    return tuple(withheld_text for withheld_text in unique_texts if withheld_text not in published)


def iter_public_names(plan: Plan) -> Iterator[str]:
    """Yield the names that are public: of program, government, series, topics and departments."""
    yield from filter(None, (plan.program.name, plan.program.organization))
    yield from (series.name for series in plan.frequency.series or () if series.name)
    yield from (topic.name for topic in plan.focus.subjects or ())
    yield from (department.name for department in plan.participants.departments or ())


def iter_public_other_words(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield what the plan says to the public where no choice fits, with the paths."""
    publicity = plan.publicity
    answers = [
        ("publicity.access", publicity.access),
        *(("publicity.publishes", publication) for publication in publicity.publishes or ()),
        *(("publicity.questions", way) for way in publicity.questions or ()),
        *(("publicity.broadcast[].by", broadcast.by) for broadcast in publicity.broadcast or ()),
        *(
            (f"frequency.series[{series.id}].access", series.access)
            for series in plan.frequency.series or ()
        ),
    ]
    for path, answer in answers:
        if answer and is_other(answer):
            yield path, format_choice(answer)


def iter_office_mailboxes(plan: Plan) -> Iterator[str]:
    """Yield what is before the @ of the addresses that name an office, and no person.

    Code-enforcement@ names one; rose.grant@ and smithers@ do not.
    """
    for person in plan.participants.people or ():
        mailbox = (person.email or "").partition("@")[0]
        words = split_words(mailbox)
        is_name = any(is_given_name(word) or is_surname(word) for word in words)
        if not is_name and all(map(is_ordinary_word, words)):
            yield mailbox


def list_public_texts(plan: Plan) -> tuple[str, ...]:
    """Return the texts of a plan whose single words are public: names, job titles, addresses.

    The room and the address of meetings that anybody may attend are among them.
    """
    publicity = plan.publicity
    rooms = sorted(list_public_places(plan))
    addresses = (publicity.contact, publicity.address, publicity.schedule_page)
    offices = (person.office for person in plan.participants.people or ())
    names = (*iter_public_names(plan), *offices, *iter_office_mailboxes(plan))
    return (*names, *filter(None, (*addresses, *rooms)))


def _iter_people_texts(plan: Plan) -> Iterator[WithheldText]:
    for person in plan.participants.people or ():
        path = f"participants.people[{person.id}]"
        if person.name:
            yield WithheldText(person.name, f"{path}.name")
        if person.email and person.email != plan.publicity.contact:
            yield WithheldText(person.email, f"{path}.email")


def _iter_place_texts(plan: Plan) -> Iterator[WithheldText]:
    place, publicity = plan.frequency.place, plan.publicity
    holders = [("frequency.place", place), *_iter_place_holders(plan)]
    for source, holder in holders:
        if holder.link and holder.link not in {publicity.schedule_page, publicity.address}:
            yield WithheldText(holder.link, f"{source}.link", Parts.NONE)
    if place.seating:
        yield WithheldText(place.seating, "frequency.place.seating", Parts.NONE)
    public_places = list_public_places(plan)
    if place.address and place.address not in public_places:
        yield WithheldText(place.address, "frequency.place.address", Parts.NONE)
    for source, holder in holders:
        if holder.room and holder.room not in public_places:
            yield WithheldText(holder.room, f"{source}.room", Parts.NONE)


def _iter_published_places(ledger: Ledger) -> Iterator[str]:
    """Yield where meetings that are over were held, if residents were told.

    It stays public when the meetings that follow are closed.
    """
    if ledger.published is None:
        return
    for entry in ledger.issued:
        day = ledger.published.published_at.astimezone(load_timezone(entry.zone)).date()
        if entry.end.date() <= day:
            facts = dict(entry.text.facts or ())
            places = (facts.get("public_room"), facts.get("public_address"))
            yield from filter(None, places)


def _iter_place_holders(plan: Plan) -> Iterator[tuple[str, Series | MeetingException]]:
    """Yield what may have a room and a link of its own, with its place in the plan."""
    for series in plan.frequency.series or ():
        source = f"frequency.series[{series.id}]"
        yield source, series
        for exception in series.exceptions or ():
            yield f"{source}.exceptions[{exception.meeting}]", exception


def _iter_reasons(ledger: Ledger) -> Iterator[WithheldText]:
    for decision in ledger.decisions:
        if decision.reason:
            yield WithheldText(
                decision.reason,
                f"the reason of a decision about {decision.meeting}",
                Parts.TELLING,
            )
