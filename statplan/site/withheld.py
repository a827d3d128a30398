"""What of a plan and its ledger no public file may hold, each text with where it is from."""

from collections.abc import Iterable, Iterator

from statplan.ledger import Ledger
from statplan.plan import Plan
from statplan.records import Withheld
from statplan.site.language import catalogue
from statplan.site.scan import leaks
from statplan.site.statement import OPEN


def withheld_of(
    plan: Plan, ledger: Ledger, marked: Iterable[Withheld] = ()
) -> tuple[Withheld, ...]:
    """Every text that stays inside: that of `kept_inside`, and what the plan says to insiders.

    The purpose and the like are no secret where an answer for the public says the same.

    Args:
        plan: the plan.
        ledger: its decisions have reasons.
        marked: what records of meetings withhold.
    """
    spoken = "\n".join((*_titles(plan), *_phrases(), *_answers(plan)))
    inside = _untold(tuple(_inside(plan)), spoken)
    return tuple(dict.fromkeys((*kept_inside(plan, ledger, marked), *inside)))


def kept_inside(
    plan: Plan, ledger: Ledger, marked: Iterable[Withheld] = ()
) -> tuple[Withheld, ...]:
    """What a record of a meeting may not hold either: people, links, rooms, reasons, marks.

    What the page says anyway, titles and our own phrases, is no secret: a reason that is the one
    word "cancelled", a person whose name a program bears.

    Args:
        plan: the plan.
        ledger: its decisions have reasons.
        marked: what records of meetings withhold.
    """
    anyway = "\n".join((*_titles(plan), *_phrases()))
    return _untold((*_people(plan), *_places(plan), *_reasons(ledger), *marked), anyway)


def _untold(texts: tuple[Withheld, ...], said: str) -> tuple[Withheld, ...]:
    told = {each.withheld for each in leaks(said, texts)}
    return tuple(each for each in dict.fromkeys(texts) if each not in told)


def _people(plan: Plan) -> Iterator[Withheld]:
    for each in plan.participants.people or ():
        where = f"participants.people[{each.id}]"
        if each.name:
            yield Withheld(each.name, f"{where}.name")
        if each.email and each.email != plan.publicity.contact:
            yield Withheld(each.email, f"{where}.email")


def _places(plan: Plan) -> Iterator[Withheld]:
    place, public = plan.frequency.place, plan.publicity
    if place.link and place.link not in {public.schedule_page, public.address}:
        yield Withheld(place.link, "frequency.place.link")
    if place.seating:
        yield Withheld(place.seating, "frequency.place.seating")
    if public.access in OPEN:
        return
    if place.room:
        yield Withheld(place.room, "frequency.place.room")
    if place.address:
        yield Withheld(place.address, "frequency.place.address")
    for each in plan.frequency.series or ():
        if each.room:
            yield Withheld(each.room, f"frequency.series[{each.id}].room")


def _reasons(ledger: Ledger) -> Iterator[Withheld]:
    for each in ledger.decisions:
        if each.reason:
            yield Withheld(each.reason, f"the reason of a decision about {each.meeting}")


def _inside(plan: Plan) -> Iterator[Withheld]:
    """What the plan says to those inside."""
    inside = {
        "program.purpose": plan.program.purpose,
        "program.succession": plan.program.succession,
        "frequency.moving.told": plan.frequency.moving.told,
        "frequency.moving.rhythm": plan.frequency.moving.rhythm,
        "participants.buy_in.replaces": plan.participants.buy_in.replaces,
    }
    yield from (Withheld(text, where) for where, text in inside.items() if text)
    lists = {
        "program.goals": plan.program.goals,
        "leadership.ground_rules": plan.leadership.ground_rules,
        "participants.buy_in.gains": plan.participants.buy_in.gains,
        "participants.buy_in.steps": plan.participants.buy_in.steps,
    }
    for where, texts in lists.items():
        yield from (Withheld(each, where) for each in texts or ())


def _titles(plan: Plan) -> Iterator[str]:
    yield from filter(None, (plan.program.name, plan.program.organization))
    yield from (each.name for each in plan.frequency.series or () if each.name)
    yield from (each.name for each in plan.focus.subjects or ())
    yield from (each.name for each in plan.participants.departments or ())


def _answers(plan: Plan) -> Iterator[str]:
    """What the plan says to the public."""
    public = plan.publicity
    said = (public.about, public.join, public.sensitive, public.privacy, public.accessibility)
    yield from filter(None, said)
    yield from public.redaction.rules or ()


def _phrases() -> Iterator[str]:
    for each in catalogue():
        for table in each.phrases.values():
            for phrase in table.values():
                yield from [phrase] if isinstance(phrase, str) else phrase
