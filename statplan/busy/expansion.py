"""The times that entries take within the year, from their rules and exceptions."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from statplan.busy.budget import BudgetSpentError
from statplan.busy.content_lines import CalendarFault, ContentLine
from statplan.busy.event_recurrence import TooOftenError, expand_rule, find_last_time
from statplan.busy.events import Event
from statplan.busy.moment import Duration, Moment
from statplan.busy.policy import Status
from statplan.busy.vtimezone import Zones
from statplan.busy.window import Window

_MAX_ZONE_DIFFERENCE = timedelta(days=2)


class BusyOccurrence(NamedTuple):
    """A stretch of time that an entry takes, local to the plan's zone."""

    start: datetime
    end: datetime
    status: Status
    is_all_day: bool


def expand_events(
    events: Iterable[Event], window: Window, zones: Zones, faults: list[CalendarFault]
) -> Iterator[BusyOccurrence]:
    """Yield every stretch that the entries of a file take within a window, in no order.

    Of several versions of one entry that with the highest SEQUENCE counts (RFC 5546, 2.1.5); those
    with the same one all count, since there are programs that give every entry the same UID.
    """
    versions_by_uid: dict[str, list[Event]] = {}
    for event in events:
        versions_by_uid.setdefault(event.uid, []).append(event)
    for versions in versions_by_uid.values():
        mains, exceptions = _select_versions(versions, faults)
        alone: list[Event | None] = [None]
        for main in mains or alone:
            try:
                if len(mains) > 1:  # each of which looks at all exceptions
                    zones.budget.spend(len(exceptions) + 1)
                entry = _RecurringEvent(main, exceptions, window, zones, faults)
                yield from list(entry.iter_occurrences())
            except BudgetSpentError:
                fact = "the calendar has too many exceptions of one entry; all of its time is busy."
                faults.append(CalendarFault(versions[0].line, fact))
                yield BusyOccurrence(window.start, window.end, "busy", is_all_day=False)
                break
            except OverflowError:
                fact = "the times of this entry lie outside all calendars. It is left out."
                faults.append(CalendarFault(versions[0].line, fact))


def _select_versions(
    versions: Iterable[Event], faults: list[CalendarFault]
) -> tuple[list[Event], list[Event]]:
    """Return the versions of one entry that count, and those of its exceptions."""
    by_replaced_time: dict[datetime | None, list[Event]] = {}
    for event in versions:
        replaced_time = event.recurrence_id and event.recurrence_id.utc
        by_replaced_time.setdefault(replaced_time, []).append(event)
    for replaced_time, rivals in by_replaced_time.items():
        if len(rivals) == 1:
            continue
        highest = max(event.sequence for event in rivals)
        latest = {_describe(event): event for event in rivals if event.sequence == highest}
        by_replaced_time[replaced_time] = [*latest.values()]
        if len(latest) > 1:
            fact = f"{len(latest)} entries have the same UID and SEQUENCE; all of them count."
            faults.append(CalendarFault(max(event.line for event in latest.values()), fact))
    mains = by_replaced_time.pop(None, [])
    return mains, [event for rivals in by_replaced_time.values() for event in rivals]


def _describe(event: Event) -> Event:
    """Return an entry without the lines where it stands, to see whether another says the same."""
    rules, exclusion_rules = (
        tuple(rule_line._replace(number=0) for rule_line in rule_lines)
        for rule_lines in (event.rules, event.exclusion_rules)
    )
    return replace(event, line=0, rules=rules, exclusion_rules=exclusion_rules)


class _RecurringEvent:
    """An entry with its exceptions; without the entry, where a file has these alone."""

    def __init__(
        self,
        main: Event | None,
        exceptions: Iterable[Event],
        window: Window,
        zones: Zones,
        faults: list[CalendarFault],
    ) -> None:
        self._main, self._window, self._zones, self._faults = main, window, zones, faults
        self._unknown_stretches: list[tuple[datetime, datetime]] = []
        self._exceptions: dict[datetime, list[Event]] = {}
        for event in exceptions:
            if event.recurrence_id:
                self._exceptions.setdefault(event.recurrence_id.utc, []).append(event)
        self._future_exceptions = sorted(
            (event for event in self._list_exceptions() if event.this_and_future),
            key=_get_replaced_time,
        )
        self._future_times = [_get_replaced_time(event) for event in self._future_exceptions]

    def _list_exceptions(self) -> list[Event]:
        return [event for events in self._exceptions.values() for event in events]

    def iter_occurrences(self) -> Iterator[BusyOccurrence]:
        """Yield the times that the entry takes within the window."""
        main = self._main
        excluded_starts = {moment.utc for moment in main.excluded_moments} if main else set()
        if main:
            yield from self._iter_regular(main, excluded_starts)
            yield from self._iter_unknown(main)
        for event in self._list_exceptions():
            if _get_replaced_time(event) not in excluded_starts:
                yield from self._iter_occurrence(event, event.start, event.duration)

    def _iter_unknown(self, main: Event) -> Iterator[BusyOccurrence]:
        """Yield as one stretch what the budget of the file did not reach of each rule or list."""
        if main.has_unread_times:
            self._unknown_stretches.append((main.start.local, self._window.end))
        for reached, last in self._unknown_stretches if not main.is_cancelled else ():
            home_start, home_end = (
                self._zones.to_home_time(main.start._replace(local=local).utc)
                for local in (reached, last + _estimate_duration(main.duration))
            )
            if self._window.has_overlap(home_start, home_end):
                start = max(home_start, self._window.start)
                yield BusyOccurrence(start, home_end, main.status, is_all_day=False)

    def _iter_regular(
        self, main: Event, excluded_starts: set[datetime]
    ) -> Iterator[BusyOccurrence]:
        """Yield the times of the rule that no exception replaces."""
        if not (main.rules or main.extra_periods or main.excluded_moments or self._exceptions):
            yield from self._iter_occurrence(main, main.start, main.duration)
            return
        replaced_moments = (
            exception.recurrence_id
            for exception in self._list_exceptions()
            if exception.recurrence_id
        )
        excluded_days = {
            moment.local.date()
            for moment in (*main.excluded_moments, *replaced_moments)
            if moment.is_whole_day or main.start.is_whole_day
        }
        seen = set(excluded_starts) | set(self._exceptions)
        excluded_by_rule = self._apply_rules(main, main.exclusion_rules)
        for start, own_duration in self._iter_starts(main):
            instant = start.utc
            if (
                instant in seen
                or start.local.date() in excluded_days
                or start.local in excluded_by_rule
            ):
                continue
            seen.add(instant)
            event = self._find_version(main, instant)
            shift = _measure_shift(event, main)
            duration = event.duration if own_duration is None else own_duration
            yield from self._iter_occurrence(
                event, start._replace(local=start.local + shift), duration
            )

    def _find_version(self, main: Event, instant: datetime) -> Event:
        """Return the exception that holds from an earlier time on, else the entry itself."""
        later = bisect_left(self._future_times, instant)
        return self._future_exceptions[later - 1] if later else main

    def _iter_starts(self, main: Event) -> Iterator[tuple[Moment, Duration | None]]:
        """Yield every time of the rules and lists, with a duration of its own where it has one."""
        for period in main.extra_periods:
            yield self._resolve_moment(main.start, period.start), period.duration
        if not self._is_over_before_start(main):
            yield main.start, None
        for local in self._apply_rules(main, main.rules):
            yield main.start._replace(local=local), None

    def _resolve_moment(self, entry_start: Moment, moment: Moment) -> Moment:
        """Return a listed time in the terms of the entry: a day means its hour."""
        if moment.is_whole_day and not entry_start.is_whole_day:
            return entry_start._replace(
                local=datetime.combine(moment.local.date(), entry_start.local.time())
            )
        return moment

    def _is_over_before_start(self, main: Event) -> bool:
        """Return whether every rule ends before the start, as in a series that was cut to none."""
        try:
            bounds = [find_last_time(rule_line.value, main.start) for rule_line in main.rules]
        except ValueError:
            return False
        return bool(bounds) and all(bound and bound < main.start.local for bound in bounds)

    def _apply_rules(self, main: Event, rules: Iterable[ContentLine]) -> set[datetime]:
        """Return the local times of some rules; one that cannot be read gives none.

        What the budget of the file does not reach of an RRULE is noted as time that is not known.
        """
        longest = max(
            _estimate_duration(event.duration) for event in (main, *self._future_exceptions)
        )
        farthest = max(
            (abs(_measure_shift(exception, main)) for exception in self._future_exceptions),
            default=timedelta(),
        )
        low = self._window.start - longest - farthest - _MAX_ZONE_DIFFERENCE
        high = self._window.end + farthest + _MAX_ZONE_DIFFERENCE
        starts: set[datetime] = set()
        for rule_line in rules:
            try:
                for start in expand_rule(
                    rule_line.value, main.start, low, high, self._zones.budget
                ):
                    starts.add(start)
            except TooOftenError as error:
                fact = "the calendar repeats too often to be read to its end;"
                if rule_line.name == "RRULE":
                    self._unknown_stretches.append((error.reached, error.last))
                    fact = f"{fact} the time that this {rule_line.name} may take counts as busy."
                else:
                    fact = f"{fact} what this {rule_line.name} leaves out counts as busy."
                self._faults.append(CalendarFault(rule_line.number, fact))
            except (ValueError, IndexError, KeyError, OverflowError):
                fact = (
                    f"this {rule_line.name} cannot be read; the first time of the entry "
                    "counts alone."
                )
                self._faults.append(CalendarFault(rule_line.number, fact))
        return starts

    def _iter_occurrence(
        self, event: Event, start: Moment, duration: Duration
    ) -> Iterator[BusyOccurrence]:
        """Yield the stretch of one time; nothing where it is cancelled or lies outside."""
        if event.is_cancelled:
            return
        home_start, home_end = _resolve_interval(start, duration, self._zones)
        if home_start < home_end and self._window.has_overlap(home_start, home_end):
            yield BusyOccurrence(home_start, home_end, event.status, event.is_all_day)


def _resolve_interval(start: Moment, duration: Duration, zones: Zones) -> tuple[datetime, datetime]:
    """Return the local start and end in the plan's zone.

    Days are days of the calendar and the rest is time that passes (RFC 5545, 3.3.6). A
    stretch that would end before it begins, as clocks are set back within it, lasts as it does.
    """
    if start.is_whole_day and not duration.exact:
        return start.local, start.local + timedelta(days=duration.days)
    begin = start.utc
    nominal = start._replace(local=start.local + timedelta(days=duration.days), is_whole_day=False)
    finish = nominal.utc + duration.exact
    home_start, home_end = zones.to_home_time(begin), zones.to_home_time(finish)
    return home_start, home_end if home_start < home_end else home_start + (finish - begin)


def _get_replaced_time(event: Event) -> datetime:
    return event.recurrence_id.utc if event.recurrence_id else datetime.min.replace(tzinfo=UTC)


def _measure_shift(event: Event, main: Event) -> timedelta:
    """Return by how much an exception for later times moves the times of the rule, on the clock."""
    if event.recurrence_id is None or not event.this_and_future:
        return timedelta()
    zone = main.start.zone
    new_start, old_start = (
        moment.utc.astimezone(zone).replace(tzinfo=None)
        for moment in (event.start, event.recurrence_id)
    )
    return new_start - old_start


def _estimate_duration(duration: Duration) -> timedelta:
    return timedelta(days=duration.days) + duration.exact
