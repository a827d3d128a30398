"""From texts to busy time: whose each calendar is, and what its entries count for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from statplan.busy import freebusy, table
from statplan.busy.events import Event, read_event
from statplan.busy.expanding import Spell, expand
from statplan.busy.lines import Block, Fault, decode, scan, stated
from statplan.busy.owners import Owner, Owners
from statplan.busy.policy import Policies, Policy
from statplan.busy.window import Window, home_of, window_of
from statplan.busy.zones import Zones, zone_blocks
from statplan.plan import Plan
from statplan.schedule.taken import Resource
from statplan.slots import Busy, BusyCalendar, Span

_NOBODY = "no person or room of the plan is called like this"
_RENAME = "Name the file after an id, office, address or room: budget-director.ics."


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was found: its name, its bytes, and the words that may say whose it is."""

    file: str
    data: bytes
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Trouble:
    """What could not be read or used; the message quotes nothing of the file.

    `line` counts from 1; 0 means the whole file.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Source:
    """A calendar that was used: whose it is, what it holds within the window, and its policy.

    `floating` counts times without a zone, which are taken in the plan's; `own` the entries that
    are this plan's holds, which do not count.
    """

    file: str
    owner: Resource
    label: str
    spans: int
    policy: Policy
    floating: int = 0
    own: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """Everybody's busy time, where it comes from, and what could not be read."""

    busy: Busy
    troubles: tuple[Trouble, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(slots=True)
class _Found:
    spans: dict[Resource, list[Span]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


def read_calendars(given: Iterable[Given], plan: Plan, policies: Policies) -> Reading:
    """Read the calendars of people and rooms as busy time within the plan's year.

    Args:
        given: the files; a table (`.csv`) may hold several calendars, any other holds one.
        plan: says who there is, which year is looked at, and in which zone.
        policies: what entries count for.

    Raises:
        StatplanError: the plan has no first day or no time zone yet.
    """
    window, home = window_of(plan), home_of(plan)
    owners, found = Owners(plan), _Found()
    for each in given:
        zones = Zones(home, (window.first.year - 1, window.last.year + 1))
        if each.file.casefold().endswith(".csv"):
            _read_table(each, owners, window, zones, policies, found)
        else:
            _read_calendar(each, owners, window, zones, policies, found)
    calendars = tuple(
        BusyCalendar(owner, tuple(sorted(set(spans)))) for owner, spans in found.spans.items()
    )
    return Reading(Busy(calendars), tuple(sorted(found.troubles)), tuple(found.sources))


def _read_calendar(
    given: Given, owners: Owners, window: Window, zones: Zones, policies: Policies, found: _Found
) -> None:
    text = decode(given.data)
    owner = owners.find((*given.words, *_stated(text)))
    if owner is None:
        found.troubles.append(Trouble(given.file, 0, f"{_NOBODY}; it is not used. {_RENAME}"))
        return
    blocks, faults = scan(text, owner.addresses)
    zones.blocks, zones.faults = zone_blocks(blocks), faults
    spells = list(_spells(blocks, window, zones, faults))
    _add(given.file, owner, spells, zones, policies, found)
    found.troubles += _troubles(given.file, faults)


def _stated(text: str) -> tuple[str, ...]:
    """What a file says of whose it is, before its first entry; for free-busy also within it."""
    head = text.partition("BEGIN:VEVENT")[0][:20_000]
    names: tuple[str, ...] = ("X-WR-CALNAME", "X-WR-RELCALID", "X-OWNER")
    if "BEGIN:VFREEBUSY" in head:
        names = (*names, "ORGANIZER", "ATTENDEE")
    return stated(head, *names)


def _spells(
    blocks: list[Block], window: Window, zones: Zones, faults: list[Fault]
) -> Iterator[Spell]:
    events: list[Event] = []
    for block in blocks:
        if block.kind == "VEVENT":
            event = read_event(block, zones, faults)
            events += [event] if event else []
        elif block.kind == "VFREEBUSY":
            yield from freebusy.expand(block, window, zones, faults)
    yield from expand(events, window, zones, faults)


def _read_table(
    given: Given, owners: Owners, window: Window, zones: Zones, policies: Policies, found: _Found
) -> None:
    rows, faults = table.read(given.data, zones)
    unknown: list[Fault] = []
    by_owner: dict[Owner, list[Spell]] = {}
    for row in rows:
        owner = owners.find((row.who,) if row.who else given.words)
        if owner is None:
            unknown.append(Fault(row.line, f"{_NOBODY}; the line is not used."))
        elif window.meets(row.spell.start, row.spell.end):
            by_owner.setdefault(owner, []).append(row.spell)
        else:
            by_owner.setdefault(owner, [])
    for owner, spells in by_owner.items():
        _add(given.file, owner, spells, zones, policies, found)
    found.troubles += _troubles(given.file, [*faults, *unknown])


def _add(
    file: str, owner: Owner, spells: list[Spell], zones: Zones, policies: Policies, found: _Found
) -> None:
    policy = policies.of(owner.need)
    spans = [
        Span(each.start, each.end, treatment == "block", each.all_day)
        for each in spells
        for treatment in (policy.treats(each.status, all_day=each.all_day),)
        if treatment != "ignore"
    ]
    found.spans.setdefault(owner.need, []).extend(spans)
    floating = zones.floating
    found.sources.append(Source(file, owner.need, owner.label, len(spans), policy, floating))


def _troubles(file: str, faults: Iterable[Fault]) -> Iterator[Trouble]:
    """Each fact once, at its first line, with how often it is the case."""
    lines: dict[str, list[int]] = {}
    for fault in faults:
        lines.setdefault(fault.fact, []).append(fault.line)
    for fact, places in lines.items():
        often = f" ({len(places)} times, here first)" if len(places) > 1 else ""
        yield Trouble(file, min(places), fact + often)
