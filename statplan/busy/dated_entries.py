"""The entries of a calendar by date and title, for a list of meetings that is a calendar."""

from datetime import datetime, time, tzinfo
from typing import NamedTuple

from statplan.busy.content_lines import (
    CalendarFault,
    Component,
    ContentLine,
    UnreadableError,
    scan_components,
    unescape_text,
    unfold_text,
)
from statplan.busy.events import Event, read_event
from statplan.busy.expansion import expand_events
from statplan.busy.policy import Status
from statplan.busy.vtimezone import Zones, index_vtimezones
from statplan.busy.window import Window


class DatedEntry(NamedTuple):
    """One time of an entry; `start_time` is None for a whole day, `title` empty if unknown."""

    start: datetime
    start_time: time | None
    title: str
    uid: str
    status: Status
    line: int


class DatedCalendar(NamedTuple):
    """The times of the entries of a calendar in order, and everything that could not be read."""

    entries: list[DatedEntry]
    faults: list[CalendarFault]
    is_calendar: bool


def read_dated_entries(content: bytes, home: tzinfo, window: Window) -> DatedCalendar:
    """Read the times and titles of the entries of a calendar that are not cancelled.

    Args:
        content: the calendar.
        home: the zone in which dates are.
        window: the days within which entries that repeat are looked at.
    """
    scanned = scan_components(unfold_text(content), with_titles=True)
    faults = scanned.faults
    zones = Zones(home, (window.first.year - 1, window.last.year + 1))
    zones.components, zones.faults = index_vtimezones(scanned.components), faults
    titles: dict[int, str] = {}
    events: list[Event] = []
    for component in scanned.components:
        if component.kind == "VCALENDAR":
            zones.enter_calendar(component)
        elif component.kind == "VEVENT":
            try:
                event = read_event(_shorten_entry(component), zones, faults)
            except UnreadableError as error:
                faults.append(error.fault)
                continue
            if event:
                events.append(event)
                titles[event.line] = _find_title(component)
    entries = [
        DatedEntry(
            occurrence.start,
            None if occurrence.is_all_day else occurrence.start.time(),
            titles[versions[0].line],
            versions[0].uid,
            occurrence.status,
            versions[0].line,
        )
        for versions in _group_versions(events)
        for occurrence in expand_events(versions, window, zones, faults)
    ]
    return DatedCalendar(sorted(entries, key=_get_order), faults, scanned.is_calendar)


def _get_order(entry: DatedEntry) -> tuple[datetime, int]:
    return entry.start, entry.line


def _find_title(component: Component) -> str:
    titles = (line.text.partition(":")[2] for line in component.lines if line.name == "SUMMARY")
    return unescape_text(next(titles, "")).strip()


def _shorten_entry(component: Component) -> Component:
    """Return an entry with a length of a minute, where it is timed: its start alone counts.

    Outlook marks whole days that it writes as times, and says with their end where they are whole.
    """
    is_marked = any(
        line.name == "X-MICROSOFT-CDO-ALLDAYEVENT" and line.value.upper() == "TRUE"
        for line in component.lines
    )
    is_timed = any(line.name == "DTSTART" and "T" in line.value for line in component.lines)
    if is_marked or not is_timed:
        return component
    kept = [line for line in component.lines if line.name not in {"DTEND", "DURATION"}]
    minute = ContentLine(component.first_line, "DURATION", "DURATION:PT1M")
    return component._replace(lines=(*kept, minute))


def _group_versions(events: list[Event]) -> list[list[Event]]:
    """Group entries with their exceptions.

    Of several entries with one UID the latest version counts, and each of several latest ones
    counts by itself: there are programs that give every entry the same UID.
    """
    events_by_uid: dict[str, list[Event]] = {}
    for event in events:
        events_by_uid.setdefault(event.uid, []).append(event)
    groups: list[list[Event]] = []
    for versions in events_by_uid.values():
        exceptions = [event for event in versions if event.recurrence_id]
        mains = [event for event in versions if not event.recurrence_id]
        latest = max((event.sequence for event in mains), default=0)
        first, *others = [[event] for event in mains if event.sequence == latest] or [[]]
        groups += [[*first, *exceptions], *others]
    return groups
