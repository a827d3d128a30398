"""The reader of calendars, which gives the busy time of their owners."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from statplan.busy.calendar_files import CalendarFile, OwnedFile, find_owners, select_files
from statplan.busy.content_lines import (
    CalendarFault,
    Component,
    UnreadableError,
    scan_components,
    unfold_text,
)
from statplan.busy.csv_table import BusyRow, BusyTable, read_busy_table
from statplan.busy.events import Event, read_event
from statplan.busy.expansion import BusyOccurrence, expand_events
from statplan.busy.foreign_files import CUT_OFF, NO_CALENDAR, ForeignFile
from statplan.busy.freebusy import expand_freebusy
from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.busy.owners import NOBODY, Owner, Owners
from statplan.busy.policy import Policies, Policy
from statplan.busy.unknown_calendars import (
    ANYBODYS,
    UnknownCalendar,
    UnreadableFile,
    find_unknown_calendars,
)
from statplan.busy.vtimezone import Zones, index_vtimezones
from statplan.busy.window import build_window, find_home_zone
from statplan.holds import UID_SUFFIX, iter_hold_keys, make_uid
from statplan.plan.model import Plan
from statplan.schedule.bookings import Resource
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts

_GENERATIONS = range(1, 10)
_RENAME = "Name the file after an id, office, address or room: budget-director.ics."
_UNREAD_LINES = ForeignFile("none of their lines in this table could be read.", "Mend the table.")


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
    entries that are this plan's holds, which do not count. `entry_count` counts all others, also
    those that take no time. `is_copy` tells that the file is a copy, by its name.
    """

    file: str
    owner: Resource
    label: str
    interval_count: int
    policy: Policy
    floating_count: int = 0
    file_zone_count: int = 0
    own_count: int = 0
    entry_count: int = 0
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class BusyReading:
    """Everybody's busy time, where it comes from, and what could not be read.

    `unknown` are the people and rooms of whom a file could not be read: they are neither free nor
    busy. Of some of them there are sources as well, where a part could be read.
    """

    busy: BusyTimes
    errors: tuple[ReadError, ...] = ()
    sources: tuple[CalendarSource, ...] = ()
    unknown: tuple[UnknownCalendar, ...] = ()

    def find_unknown(self, owner: Resource) -> UnknownCalendar | None:
        """Return why the calendar of a person or room is not known; None where it is."""
        return next((calendar for calendar in self.unknown if calendar.owner == owner), None)

    def list_known_owners(self) -> list[Resource]:
        """List the people and rooms whose calendars were read to their end."""
        return [
            owner
            for owner in dict.fromkeys(source.owner for source in self.sources)
            if self.find_unknown(owner) is None
        ]


def read_calendars(
    calendar_files: Iterable[CalendarFile],
    plan: Plan,
    policies: Policies,
    published: PublishedFacts = NOTHING_PUBLISHED,
) -> BusyReading:
    """Read the calendars of people and rooms as busy time within the plan's year.

    Args:
        calendar_files: the files; a table (`.csv`) may hold several calendars, any other holds one.
        plan: says who there is, which year is looked at, and in which zone; its own holds, which
            calendars that were exported after a publish have, are not busy time.
        policies: what entries count for.
        published: what the ledger of a published year has of it.

    Raises:
        StatplanError: the plan has no first day or no time zone yet.
    """
    reader = _CalendarReader(plan, policies, published)
    reader.read_files(calendar_files)
    return reader.finish_reading()


class _CalendarReader:
    """The reader of a folder's files, with all that has been read so far."""

    def __init__(self, plan: Plan, policies: Policies, published: PublishedFacts) -> None:
        self._plan, self._policies, self._owners = plan, policies, Owners(plan)
        self._published = published
        self._window, self._home = build_window(plan), find_home_zone(plan)
        self._intervals: dict[Resource, list[BusyInterval]] = {}
        self._errors: list[ReadError] = []
        self._sources: list[CalendarSource] = []
        self._unreadable: list[UnreadableFile] = []

    def read_files(self, calendar_files: Iterable[CalendarFile]) -> None:
        """Read the files; of a file and its copies, one."""
        kept_files, unused_copies = select_files(find_owners(calendar_files, self._owners))
        for copy in unused_copies:
            same = " Both have the same contents." if copy.is_same else ""
            fact = f"this is a copy of {copy.used_file}, which counts; the copy does not.{same}"
            remedy = "Delete the one that is out of date."
            self._errors.append(ReadError(copy.file, 0, f"{fact} {remedy}"))
        for owned_file in kept_files:
            file = owned_file.calendar_file
            if file.foreign:
                self._report_damage(owned_file, file.foreign)
            elif file.is_table:
                self._read_table(owned_file)
            else:
                self._read_calendar(owned_file)

    def finish_reading(self) -> BusyReading:
        """Return all that has been read."""
        calendars = tuple(
            BusyCalendar(owner, tuple(sorted(set(intervals))))
            for owner, intervals in self._intervals.items()
        )
        unknown_calendars = find_unknown_calendars(
            self._unreadable, self._owners.list_owners(), self._intervals.keys()
        )
        return BusyReading(
            BusyTimes(calendars),
            tuple(sorted(self._errors)),
            tuple(self._sources),
            unknown_calendars,
        )

    @cached_property
    def _own_uids(self) -> frozenset[str]:
        """The UIDs of this plan's holds, also of those that were issued again."""
        if self._plan.lineage is None:
            return frozenset()
        return frozenset(
            make_uid(self._plan.lineage, hold_key, role, generation)
            for hold_key, role in iter_hold_keys(make_schedule(self._plan, self._published))
            for generation in _GENERATIONS
        )

    def _create_zones(self) -> Zones:
        return Zones(self._home, (self._window.first.year - 1, self._window.last.year + 1))

    def _report_damage(
        self,
        owned_file: OwnedFile,
        damage: ForeignFile,
        line: int = 0,
        *,
        is_reported: bool = False,
    ) -> None:
        """Record that a file could not be read to its end, and name it unless that was done."""
        file, owner = owned_file.calendar_file, owned_file.owner
        is_anybodys = owner is None and file.is_anybodys
        self._unreadable.append(
            UnreadableFile(file.name, line, damage, owner, file.is_calendar, file.is_anybodys)
        )
        if not is_reported:
            words = [damage.fact, damage.remedy, ANYBODYS if is_anybodys else ""]
            self._errors.append(ReadError(file.name, line, " ".join(filter(None, words))))

    def _read_calendar(self, owned_file: OwnedFile) -> None:
        """Read an iCalendar file, of entries or of free-busy time."""
        file, owner = owned_file.calendar_file, owned_file.owner
        scanned = scan_components(unfold_text(file.content), owner.addresses if owner else ())
        if not scanned.is_calendar:
            self._report_damage(owned_file, NO_CALENDAR)
            return
        if scanned.is_cut_off:
            self._report_damage(owned_file, CUT_OFF, is_reported=owner is not None)
        if owner is None:
            if not scanned.is_cut_off:
                fact = f"{NOBODY}; it is not used. {_RENAME}"
                self._errors.append(ReadError(file.name, 0, fact))
            return
        zones, faults = self._create_zones(), scanned.faults
        zones.components, zones.faults = index_vtimezones(scanned.components), faults
        occurrences, events = self._read_components(owned_file, scanned.components, zones)
        other_events = [event for event in events if not self._is_own_hold(event)]
        occurrences += expand_events(other_events, self._window, zones, faults)
        own_count = len(events) - len(other_events)
        self._add_calendar(owned_file, owner, occurrences, zones, own_count)
        self._errors += _merge_faults(file.name, faults)

    def _read_components(
        self, owned_file: OwnedFile, components: Iterable[Component], zones: Zones
    ) -> tuple[list[BusyOccurrence], list[Event]]:
        """Read free-busy time and entries; where every entry is left out, its owner is unknown."""
        occurrences: list[BusyOccurrence] = []
        events: list[Event] = []
        entry_count, left_out_count = 0, 0
        for component in components:
            match component.kind:
                case "VCALENDAR":
                    zones.enter_calendar(component)
                case "VFREEBUSY":
                    occurrences += expand_freebusy(component, self._window, zones, zones.faults)
                case "VEVENT":
                    entry_count += 1
                    try:
                        event = read_event(component, zones, zones.faults)
                        events += [event] if event else []
                    except UnreadableError as error:
                        zones.faults.append(error.fault)
                        left_out_count += 1
        if left_out_count and left_out_count == entry_count:
            damage = ForeignFile("not one of its entries could be read.", "Save it again.")
            self._report_damage(owned_file, damage, is_reported=True)
        return occurrences, events

    def _is_own_hold(self, event: Event) -> bool:
        return event.uid.endswith(UID_SUFFIX) and event.uid in self._own_uids

    def _read_table(self, owned_file: OwnedFile) -> None:
        """Read a table, which may hold the time of many."""
        file, table = owned_file.calendar_file, self._read_rows(owned_file)
        rows_by_owner: dict[Owner, list[BusyRow]] = {}
        for row in table.rows:
            owner = (
                self._owners.find_owner((row.owner_name,)) if row.owner_name else owned_file.owner
            )
            if owner:
                rows_by_owner.setdefault(owner, []).append(row)
            elif row.occurrence:
                table.faults.append(CalendarFault(row.line, f"{NOBODY}; the line is not used."))
        if owned_file.owner and not table.rows and not table.end_fault:
            rows_by_owner[owned_file.owner] = []  # a table without a line is a calendar without one
        for owner, rows in rows_by_owner.items():
            occurrences = [row.occurrence for row in rows if row.occurrence]
            if rows and not occurrences:
                self._report_damage(OwnedFile(file, owner), _UNREAD_LINES, is_reported=True)
            else:
                in_window = [
                    occurrence
                    for occurrence in occurrences
                    if self._window.has_overlap(occurrence.start, occurrence.end)
                ]
                self._add_calendar(owned_file, owner, in_window)
            if table.end_fault and owner != owned_file.owner:
                self._report_table_end(OwnedFile(file, owner), table.end_fault)
        self._errors += _merge_faults(file.name, table.faults)

    def _read_rows(self, owned_file: OwnedFile) -> BusyTable:
        table = read_busy_table(owned_file.calendar_file.content, self._create_zones())
        if table.end_fault:
            self._report_table_end(owned_file, table.end_fault)
        return table

    def _report_table_end(self, owned_file: OwnedFile, end_fault: CalendarFault) -> None:
        damage = ForeignFile(end_fault.fact, "")
        self._report_damage(owned_file, damage, end_fault.line, is_reported=True)

    def _add_calendar(
        self,
        owned_file: OwnedFile,
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
        if not occurrences and self._is_damaged(owned_file, owner):
            return
        self._intervals.setdefault(owner.resource, []).extend(intervals)
        source = CalendarSource(
            owned_file.calendar_file.name,
            owner.resource,
            owner.label,
            len(intervals),
            policy,
            zones.floating_count if zones else 0,
            zones.file_zone_count if zones else 0,
            own_count,
            len(occurrences),
            is_copy=bool(owned_file.original),
        )
        self._sources.append(source)

    def _is_damaged(self, owned_file: OwnedFile, owner: Owner) -> bool:
        return any(
            file.file == owned_file.calendar_file.name and file.owner == owner
            for file in self._unreadable
        )


def _merge_faults(file_name: str, faults: Iterable[CalendarFault]) -> Iterator[ReadError]:
    """Yield each fact once, at its first line, with how often it is the case."""
    lines_by_fact: dict[str, list[int]] = {}
    for fault in faults:
        lines_by_fact.setdefault(fault.fact, []).append(fault.line)
    for fact, line_numbers in lines_by_fact.items():
        repetition = f" ({len(line_numbers)} times, here first)" if len(line_numbers) > 1 else ""
        yield ReadError(file_name, min(line_numbers), fact + repetition)
