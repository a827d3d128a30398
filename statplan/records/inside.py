"""What of a plan and its ledger no record of a meeting may hold, and where each text is from."""

from collections.abc import Iterable, Iterator

from statplan.ledger import Ledger
from statplan.plan import Plan
from statplan.plan.publicity import OPEN
from statplan.records.scan import leaks
from statplan.records.secrets import Withheld


def kept_inside(
    plan: Plan, ledger: Ledger, marked: Iterable[Withheld] = (), said: Iterable[str] = ()
) -> tuple[Withheld, ...]:
    """Every text that stays inside: people, links, rooms, reasons, marks.

    What is said anyway is no secret: a person whose name a program bears, a reason that is the one
    word "cancelled".

    Args:
        plan: the plan.
        ledger: its decisions have reasons.
        marked: what records of meetings withhold.
        said: what else is public anyway, besides titles.
    """
    anyway = (*titles(plan), *said)
    return untold((*_people(plan), *_places(plan), *_reasons(ledger), *marked), anyway)


def untold(texts: Iterable[Withheld], said: Iterable[str]) -> tuple[Withheld, ...]:
    """Those of some texts that are not said anyway, each once."""
    every = tuple(dict.fromkeys(texts))
    told = {each.withheld for each in leaks("\n".join(said), every)}
    return tuple(each for each in every if each not in told)


def titles(plan: Plan) -> Iterator[str]:
    """The names that are public: of program, government, series, subjects and departments."""
    yield from filter(None, (plan.program.name, plan.program.organization))
    yield from (each.name for each in plan.frequency.series or () if each.name)
    yield from (each.name for each in plan.focus.subjects or ())
    yield from (each.name for each in plan.participants.departments or ())


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
