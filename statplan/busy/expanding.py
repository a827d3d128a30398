"""From entries to the stretches of time that they take within the year."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from statplan.busy.events import Event
from statplan.busy.lines import Fault, Row
from statplan.busy.moments import Length, Moment
from statplan.busy.policy import Status
from statplan.busy.repeating import TooOftenError, last_of, repeat
from statplan.busy.window import Window
from statplan.busy.zones import Zones

_ZONES_DIFFER_BY = timedelta(days=2)


class Spell(NamedTuple):
    """A stretch that an entry takes, local to the plan's zone."""

    start: datetime
    end: datetime
    status: Status
    all_day: bool


def expand(
    events: Iterable[Event], window: Window, zones: Zones, faults: list[Fault]
) -> Iterator[Spell]:
    """Every stretch that the entries of a file take within a window, in no order.

    Of several versions of one entry the last with the highest SEQUENCE counts (RFC 5546, 2.1.5).
    """
    series: dict[str, list[Event]] = {}
    for event in events:
        series.setdefault(event.uid, []).append(event)
    for versions in series.values():
        try:
            yield from list(_Series(versions, window, zones, faults).spells())
        except OverflowError:
            fact = "the times of this entry lie outside all calendars. It is left out."
            faults.append(Fault(versions[0].line, fact))


class _Series:
    """An entry with its exceptions."""

    def __init__(
        self, versions: list[Event], window: Window, zones: Zones, faults: list[Fault]
    ) -> None:
        self._window, self._zones, self._faults = window, zones, faults
        self._main: Event | None = None
        self._exceptions: dict[datetime, Event] = {}
        for event in sorted(versions, key=lambda each: each.sequence):
            if event.replaces is None:
                self._main = event
            else:
                self._exceptions[event.replaces.utc] = event
        self._onwards = sorted(
            (each for each in self._exceptions.values() if each.onwards), key=_replaced
        )

    def spells(self) -> Iterator[Spell]:
        """What it takes of the window."""
        main = self._main
        without = {each.utc for each in main.without} if main else set()
        if main:
            yield from self._regular(main, without)
        for at, event in self._exceptions.items():
            if at not in without:
                yield from self._spell(event, event.start, event.length)

    def _regular(self, main: Event, without: set[datetime]) -> Iterator[Spell]:
        """The times of the rule that no exception replaces."""
        if not (main.rules or main.more or main.without or self._exceptions):
            yield from self._spell(main, main.start, main.length)
            return
        replaced = (each.replaces for each in self._exceptions.values() if each.replaces)
        days = {
            each.local.date()
            for each in (*main.without, *replaced)
            if each.whole_day or main.start.whole_day
        }
        seen = set(without) | set(self._exceptions)
        excepted = self._by_rules(main, main.except_rules)
        for start, length in self._starts(main):
            at = start.utc
            if at in seen or start.local.date() in days or start.local in excepted:
                continue
            seen.add(at)
            event = self._onward(main, at)
            shift = _shift(event, main)
            lasts = event.length if length is None else length
            yield from self._spell(event, start._replace(local=start.local + shift), lasts)

    def _onward(self, main: Event, at: datetime) -> Event:
        """The exception that holds from an earlier time on, else the entry itself."""
        return next((each for each in reversed(self._onwards) if _replaced(each) < at), main)

    def _starts(self, main: Event) -> Iterator[tuple[Moment, Length | None]]:
        """Every time of the rules and lists, with a length of its own where it has one."""
        for each in main.more:
            yield self._like(main.start, each.start), each.length
        if not self._is_over_before(main):
            yield main.start, None
        for local in self._by_rules(main, main.rules):
            yield main.start._replace(local=local), None

    def _like(self, main: Moment, given: Moment) -> Moment:
        """A listed time in the terms of the entry: a day means its hour."""
        if given.whole_day and not main.whole_day:
            return main._replace(local=datetime.combine(given.local.date(), main.local.time()))
        return given

    def _is_over_before(self, main: Event) -> bool:
        """Whether every rule ends before the start: so a series is written that was cut to none."""
        try:
            bounds = [last_of(row.value, main.start) for row in main.rules]
        except ValueError:
            return False
        return bool(bounds) and all(each and each < main.start.local for each in bounds)

    def _by_rules(self, main: Event, rules: Iterable[Row]) -> set[datetime]:
        """The local times of some rules; one that cannot be read gives none."""
        longest = max(_about(each.length) for each in (main, *self._onwards))
        farthest = max((abs(_shift(each, main)) for each in self._onwards), default=timedelta())
        low = self._window.start - longest - farthest - _ZONES_DIFFER_BY
        high = self._window.end + farthest + _ZONES_DIFFER_BY
        found: set[datetime] = set()
        for row in rules:
            try:
                found.update(repeat(row.value, main.start, low, high))
            except TooOftenError as error:
                self._faults.append(Fault(row.line, f"this {row.name} {error}"))
            except (ValueError, IndexError, KeyError, OverflowError):
                fact = f"this {row.name} cannot be read; the first time of the entry counts alone."
                self._faults.append(Fault(row.line, fact))
        return found

    def _spell(self, event: Event, start: Moment, length: Length) -> Iterator[Spell]:
        """The stretch of one time; nothing where it is cancelled or lies outside."""
        if event.is_cancelled:
            return
        here, end = _stretch(start, length, self._zones)
        if here < end and self._window.meets(here, end):
            yield Spell(here, end, event.status, event.all_day)


def _stretch(start: Moment, length: Length, zones: Zones) -> tuple[datetime, datetime]:
    """The local start and end in the plan's zone.

    Days are days of the calendar and the rest is time that passes (RFC 5545, 3.3.6). A
    stretch that would end before it begins, as clocks are set back within it, lasts as it does.
    """
    if start.whole_day and not length.exact:
        return start.local, start.local + timedelta(days=length.days)
    begin = start.utc
    nominal = start._replace(local=start.local + timedelta(days=length.days), whole_day=False)
    finish = nominal.utc + length.exact
    here, end = zones.at_home(begin), zones.at_home(finish)
    return here, end if here < end else here + (finish - begin)


def _replaced(event: Event) -> datetime:
    return event.replaces.utc if event.replaces else datetime.min.replace(tzinfo=UTC)


def _shift(event: Event, main: Event) -> timedelta:
    """By how much an exception that holds onwards moves the times of the rule, on the clock."""
    if event.replaces is None or not event.onwards:
        return timedelta()
    zone = main.start.zone
    moved, was = (
        each.utc.astimezone(zone).replace(tzinfo=None) for each in (event.start, event.replaces)
    )
    return moved - was


def _about(length: Length) -> timedelta:
    return timedelta(days=length.days) + length.exact
