"""From texts to busy time: whose each calendar is, and what its entries count for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from statplan.busy import freebusy, table
from statplan.busy.events import Event, read_event
from statplan.busy.expanding import Spell, expand
from statplan.busy.lines import Fault, decode, scan, stated
from statplan.busy.owners import Owner, Owners
from statplan.busy.policy import Policies, Policy
from statplan.busy.window import home_of, window_of
from statplan.busy.zones import Zones, zone_blocks
from statplan.holds import OURS, Role, uid
from statplan.plan import Plan
from statplan.schedule import make_schedule
from statplan.schedule.taken import Resource
from statplan.slots import Busy, BusyCalendar, Span

_NOBODY = "no person or room of the plan is called like this"
_GENERATIONS = range(1, 10)
_HEAD = 20_000  # characters in which a file says whose it is
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


def read_calendars(given: Iterable[Given], plan: Plan, policies: Policies) -> Reading:
    """Read the calendars of people and rooms as busy time within the plan's year.

    Args:
        given: the files; a table (`.csv`) may hold several calendars, any other holds one.
        plan: says who there is, which year is looked at, and in which zone; its own holds, which
            calendars that were exported after a publish have, are not busy time.
        policies: what entries count for.

    Raises:
        StatplanError: the plan has no first day or no time zone yet.
    """
    reader = _Reader(plan, policies)
    for each in given:
        if each.file.casefold().endswith(".csv"):
            reader.table(each)
        else:
            reader.calendar(each)
    return reader.read()


class _Reader:
    """What the files of a folder share, and what has been read of them."""

    def __init__(self, plan: Plan, policies: Policies) -> None:
        self._plan, self._policies, self._owners = plan, policies, Owners(plan)
        self._window, self._home = window_of(plan), home_of(plan)
        self._spans: dict[Resource, list[Span]] = {}
        self._troubles: list[Trouble] = []
        self._sources: list[Source] = []

    def read(self) -> Reading:
        """What has been read."""
        calendars = tuple(
            BusyCalendar(owner, tuple(sorted(set(spans)))) for owner, spans in self._spans.items()
        )
        return Reading(Busy(calendars), tuple(sorted(self._troubles)), tuple(self._sources))

    @cached_property
    def _own(self) -> frozenset[str]:
        """The UIDs of this plan's holds, also of those that were issued again."""
        if self._plan.lineage is None:
            return frozenset()
        return frozenset(
            uid(self._plan.lineage, meeting.key, role, generation)
            for meeting in make_schedule(self._plan).meetings
            for role in Role
            for generation in _GENERATIONS
        )

    def _zones(self) -> Zones:
        return Zones(self._home, (self._window.first.year - 1, self._window.last.year + 1))

    def calendar(self, given: Given) -> None:
        """Read an iCalendar file, of entries or of free-busy time."""
        text = decode(given.data)
        owner = self._owners.find((*given.words, *_stated(text)))
        if owner is None:
            fact = f"{_NOBODY}; it is not used. {_RENAME}"
            self._troubles.append(Trouble(given.file, 0, fact))
            return
        blocks, faults = scan(text, owner.addresses)
        zones = self._zones()
        zones.blocks, zones.faults = zone_blocks(blocks), faults
        spells: list[Spell] = []
        events: list[Event] = []
        for block in blocks:
            if block.kind == "VEVENT":
                event = read_event(block, zones, faults)
                events += [event] if event else []
            elif block.kind == "VFREEBUSY":
                spells += freebusy.expand(block, self._window, zones, faults)
        others = [each for each in events if not self._is_own(each)]
        spells += expand(others, self._window, zones, faults)
        self._add(given.file, owner, spells, zones.floating, len(events) - len(others))
        self._troubles += _troubles(given.file, faults)

    def _is_own(self, event: Event) -> bool:
        return event.uid.endswith(OURS) and event.uid in self._own

    def table(self, given: Given) -> None:
        """Read a table, which may hold the time of many."""
        rows, faults = table.read(given.data, self._zones())
        by_owner: dict[Owner, list[Spell]] = {}
        for row in rows:
            owner = self._owners.find((row.who,) if row.who else given.words)
            if owner is None:
                faults.append(Fault(row.line, f"{_NOBODY}; the line is not used."))
                continue
            inside = self._window.meets(row.spell.start, row.spell.end)
            by_owner.setdefault(owner, []).extend([row.spell] if inside else [])
        for owner, spells in by_owner.items():
            self._add(given.file, owner, spells)
        self._troubles += _troubles(given.file, faults)

    def _add(
        self, file: str, owner: Owner, spells: list[Spell], floating: int = 0, own: int = 0
    ) -> None:
        policy = self._policies.of(owner.need)
        spans = [
            Span(each.start, each.end, treatment == "block", each.all_day)
            for each in spells
            for treatment in (policy.treats(each.status, all_day=each.all_day),)
            if treatment != "ignore"
        ]
        self._spans.setdefault(owner.need, []).extend(spans)
        source = Source(file, owner.need, owner.label, len(spans), policy, floating, own)
        self._sources.append(source)


def _stated(text: str) -> tuple[str, ...]:
    """What a file says of whose it is, before its first entry; for free-busy also within it."""
    head = text.partition("BEGIN:VEVENT")[0][:_HEAD]
    names: tuple[str, ...] = ("X-WR-CALNAME", "X-WR-RELCALID", "X-OWNER")
    if "BEGIN:VFREEBUSY" in head:
        names = (*names, "ORGANIZER", "ATTENDEE")
    return stated(head, *names)


def _troubles(file: str, faults: Iterable[Fault]) -> Iterator[Trouble]:
    """Each fact once, at its first line, with how often it is the case."""
    lines: dict[str, list[int]] = {}
    for fault in faults:
        lines.setdefault(fault.fact, []).append(fault.line)
    for fact, places in lines.items():
        often = f" ({len(places)} times, here first)" if len(places) > 1 else ""
        yield Trouble(file, min(places), fact + often)
