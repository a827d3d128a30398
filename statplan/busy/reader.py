"""The reader of calendars, which gives the busy time of their owners, and of their policies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import get_args

from statplan.busy.content_lines import (
    CalendarFault,
    CalendarText,
    find_properties,
    scan_components,
    unfold_text,
)
from statplan.busy.csv_table import normalize_word, read_busy_table, read_cells
from statplan.busy.events import Event, read_event
from statplan.busy.expansion import BusyOccurrence, expand_events
from statplan.busy.freebusy import expand_freebusy
from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.busy.owners import Owner, Owners
from statplan.busy.policy import Policies, Policy, Treatment
from statplan.busy.vtimezone import Zones, index_vtimezones
from statplan.busy.window import build_window, find_home_zone
from statplan.holds import UID_SUFFIX, Role, make_uid
from statplan.plan.model import Plan
from statplan.schedule.bookings import Resource
from statplan.schedule.build_schedule import make_schedule

_NOBODY = "no person or room of the plan is called like this"
_GENERATIONS = range(1, 10)
_HEAD = 20_000  # bytes in which a file says whose it is
_RENAME = "Name the file after an id, office, address or room: budget-director.ics."


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A file: its name, its bytes, and the words that may say who owns it."""

    name: str
    content: bytes
    owner_hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class ReadError:
    """A fact about a file that could not be read or used; the message quotes nothing of the file.

    `line` counts from 1; 0 means the whole file.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """A calendar that was used: its owner, what it holds within the window, and its policy.

    `floating_count` counts times without a zone that are taken in the plan's, `file_zone_count`
    those that are taken in the zone that the calendar names (X-WR-TIMEZONE); `own_count` the
    entries that are this plan's holds, which do not count.
    """

    file: str
    owner: Resource
    label: str
    interval_count: int
    policy: Policy
    floating_count: int = 0
    file_zone_count: int = 0
    own_count: int = 0


@dataclass(frozen=True, slots=True)
class BusyReading:
    """Everybody's busy time, where it comes from, and what could not be read."""

    busy: BusyTimes
    errors: tuple[ReadError, ...] = ()
    sources: tuple[CalendarSource, ...] = ()


def read_calendars(
    calendar_files: Iterable[CalendarFile], plan: Plan, policies: Policies
) -> BusyReading:
    """Read the calendars of people and rooms as busy time within the plan's year.

    Args:
        calendar_files: the files; a table (`.csv`) may hold several calendars, any other holds one.
        plan: says who there is, which year is looked at, and in which zone; its own holds, which
            calendars that were exported after a publish have, are not busy time.
        policies: what entries count for.

    Raises:
        StatplanError: the plan has no first day or no time zone yet.
    """
    reader = _CalendarReader(plan, policies)
    for calendar_file in calendar_files:
        if calendar_file.name.casefold().endswith(".csv"):
            reader.read_table(calendar_file)
        else:
            reader.read_calendar(calendar_file)
    return reader.finish_reading()


class _CalendarReader:
    """The reader of a folder's files, with all that has been read so far."""

    def __init__(self, plan: Plan, policies: Policies) -> None:
        self._plan, self._policies, self._owners = plan, policies, Owners(plan)
        self._window, self._home = build_window(plan), find_home_zone(plan)
        self._intervals: dict[Resource, list[BusyInterval]] = {}
        self._errors: list[ReadError] = []
        self._sources: list[CalendarSource] = []

    def finish_reading(self) -> BusyReading:
        """Return all that has been read."""
        calendars = tuple(
            BusyCalendar(owner, tuple(sorted(set(intervals))))
            for owner, intervals in self._intervals.items()
        )
        return BusyReading(BusyTimes(calendars), tuple(sorted(self._errors)), tuple(self._sources))

    @cached_property
    def _own_uids(self) -> frozenset[str]:
        """The UIDs of this plan's holds, also of those that were issued again."""
        if self._plan.lineage is None:
            return frozenset()
        return frozenset(
            make_uid(self._plan.lineage, meeting.key, role, generation)
            for meeting in make_schedule(self._plan).meetings
            for role in Role
            for generation in _GENERATIONS
        )

    def _create_zones(self) -> Zones:
        return Zones(self._home, (self._window.first.year - 1, self._window.last.year + 1))

    def read_calendar(self, calendar_file: CalendarFile) -> None:
        """Read an iCalendar file, of entries or of free-busy time."""
        text = unfold_text(calendar_file.content)
        owner = self._owners.find_owner((*calendar_file.owner_hints, *_find_owner_hints(text)))
        if owner is None:
            fact = f"{_NOBODY}; it is not used. {_RENAME}"
            self._errors.append(ReadError(calendar_file.name, 0, fact))
            return
        components, faults = scan_components(text, owner.addresses)
        zones = self._create_zones()
        zones.components, zones.faults = index_vtimezones(components), faults
        occurrences: list[BusyOccurrence] = []
        events: list[Event] = []
        for component in components:
            if component.kind == "VCALENDAR":
                zones.enter_calendar(component)
            elif component.kind == "VEVENT":
                event = read_event(component, zones, faults)
                events += [event] if event else []
            elif component.kind == "VFREEBUSY":
                occurrences += expand_freebusy(component, self._window, zones, faults)
        other_events = [event for event in events if not self._is_own_hold(event)]
        occurrences += expand_events(other_events, self._window, zones, faults)
        own_count = len(events) - len(other_events)
        self._add_calendar(calendar_file.name, owner, occurrences, zones, own_count)
        self._errors += _merge_faults(calendar_file.name, faults)

    def _is_own_hold(self, event: Event) -> bool:
        return event.uid.endswith(UID_SUFFIX) and event.uid in self._own_uids

    def read_table(self, calendar_file: CalendarFile) -> None:
        """Read a table, which may hold the time of many."""
        rows, faults = read_busy_table(calendar_file.content, self._create_zones())
        occurrences_by_owner: dict[Owner, list[BusyOccurrence]] = {}
        for row in rows:
            owner = self._owners.find_owner(
                (row.owner_name,) if row.owner_name else calendar_file.owner_hints
            )
            if owner is None:
                faults.append(CalendarFault(row.line, f"{_NOBODY}; the line is not used."))
                continue
            is_in_window = self._window.has_overlap(row.occurrence.start, row.occurrence.end)
            occurrences_by_owner.setdefault(owner, []).extend(
                [row.occurrence] if is_in_window else []
            )
        for owner, occurrences in occurrences_by_owner.items():
            self._add_calendar(calendar_file.name, owner, occurrences)
        self._errors += _merge_faults(calendar_file.name, faults)

    def _add_calendar(
        self,
        file_name: str,
        owner: Owner,
        occurrences: list[BusyOccurrence],
        zones: Zones | None = None,
        own_count: int = 0,
    ) -> None:
        policy = self._policies.find_policy(owner.resource)
        intervals = [
            BusyInterval(
                occurrence.start, occurrence.end, treatment == "block", occurrence.is_all_day
            )
            for occurrence in occurrences
            for treatment in (
                policy.choose_treatment(occurrence.status, all_day=occurrence.is_all_day),
            )
            if treatment != "ignore"
        ]
        self._intervals.setdefault(owner.resource, []).extend(intervals)
        source = CalendarSource(
            file_name,
            owner.resource,
            owner.label,
            len(intervals),
            policy,
            zones.floating_count if zones else 0,
            zones.file_zone_count if zones else 0,
            own_count,
        )
        self._sources.append(source)


def _find_owner_hints(text: CalendarText) -> tuple[str, ...]:
    """Return the owner that a file names before its first entry; for free-busy also inside it."""
    head, _, _ = text.unfolded[:_HEAD].partition(b"BEGIN:VEVENT")
    names: tuple[str, ...] = ("X-WR-CALNAME", "X-WR-RELCALID", "X-OWNER")
    if b"BEGIN:VFREEBUSY" in head:
        names = (*names, "ORGANIZER", "ATTENDEE")
    return find_properties(head, *names)


def _merge_faults(file_name: str, faults: Iterable[CalendarFault]) -> Iterator[ReadError]:
    """Yield each fact once, at its first line, with how often it is the case."""
    lines_by_fact: dict[str, list[int]] = {}
    for fault in faults:
        lines_by_fact.setdefault(fault.fact, []).append(fault.line)
    for fact, line_numbers in lines_by_fact.items():
        repetition = f" ({len(line_numbers)} times, here first)" if len(line_numbers) > 1 else ""
        yield ReadError(file_name, min(line_numbers), fact + repetition)


_POLICY_COLUMNS = {
    "who": ("who", "person", "room", "calendar", "email"),
    "busy": ("busy",),
    "tentative": ("tentative",),
    "away": ("away", "out of office"),
    "all_day": ("all day",),
}
_EVERYBODY = ("", "*", "all", "everybody")
_TREATMENTS = {normalize_word(treatment): treatment for treatment in get_args(Treatment)}


def read_policies(
    content: bytes, plan: Plan, default_policy: Policy
) -> tuple[Policies, list[CalendarFault]]:
    """Read the table `policy.csv`: a line for each calendar, and one with `*` for all others.

    An empty cell leaves what holds for all. What cannot be read changes nothing and is named.

    Args:
        content: the table.
        plan: says who there is.
        default_policy: what holds where the table says nothing.
    """
    owners, fact = Owners(plan), "the first line names no column who."
    rows, faults = read_cells(content, _POLICY_COLUMNS, {"who"}, fact)
    general_policy, policies_by_owner = default_policy, dict[Resource, Policy]()
    for _, cells in (row for row in rows if row[1].get("who", "") in _EVERYBODY):
        general_policy = replace(general_policy, **_read_treatments(cells))
    for line, cells in rows:
        faults += (
            CalendarFault(line, f"{name.replace('_', ' ')} is none of {', '.join(_TREATMENTS)}.")
            for name, word in cells.items()
            if name != "who" and word and normalize_word(word) not in _TREATMENTS
        )
        if cells.get("who", "") in _EVERYBODY:
            continue
        owner = owners.find_owner((cells["who"],))
        if owner is None:
            faults.append(CalendarFault(line, f"{_NOBODY}."))
        else:
            policies_by_owner[owner.resource] = replace(
                policies_by_owner.get(owner.resource, general_policy), **_read_treatments(cells)
            )
    return Policies(general_policy, policies_by_owner), faults


def _read_treatments(cells: dict[str, str]) -> dict[str, Treatment]:
    return {
        name: _TREATMENTS[normalize_word(word)]
        for name, word in cells.items()
        if name != "who" and normalize_word(word) in _TREATMENTS
    }
