"""A zone that a file describes itself, as the changes of its offset (RFC 5545, 3.6.5)."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from typing import NamedTuple

from statplan.busy.budget import Budget
from statplan.busy.content_lines import Component, ContentLine, UnreadableError
from statplan.busy.event_recurrence import expand_rule, find_last_time, parse_rule
from statplan.busy.moment import Moment

_YEARS = 8  # that are worked out together, when a time in one of them is asked for
_MAX_CHANGES = 5_000  # that a zone may list, and that its rules may cost for those years
_DAY = timedelta(days=1)
_OFFSET = re.compile(r"([+-])?(\d{2}):?(\d{2}):?(\d{2})?")
_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?")
_OBSERVANCES = frozenset({"STANDARD", "DAYLIGHT"})
_UNREADABLE = "this VTIMEZONE cannot be read."
_FREQUENCIES = frozenset({"YEARLY", "MONTHLY", "WEEKLY", "DAILY"})


class _Onset(NamedTuple):
    """The moment, in UTC, from which another offset holds; `order` is that of the file."""

    utc: datetime
    order: int
    offset_from: timedelta
    offset_to: timedelta


class _DescribedObservance(NamedTuple):
    """A STANDARD or DAYLIGHT: its onsets that are listed, the first of its rules, and its rules."""

    order: int
    start: datetime
    offset_from: timedelta
    offset_to: timedelta
    listed: tuple[datetime, ...]
    rules: tuple[ContentLine, ...]

    def create_onset(self, local: datetime) -> _Onset:
        utc = _shift(local, -self.offset_from)
        return _Onset(utc, self.order, self.offset_from, self.offset_to)


class _Changes(NamedTuple):
    """The changes in some years, by moment and by local time.

    Of two equal local times the first is in `first_locals`, the second in `second_locals`.
    `offsets` has one more: what holds before the first change.
    """

    moments: list[datetime]
    first_locals: list[datetime]
    second_locals: list[datetime]
    offsets: list[timedelta]


class DescribedZone(tzinfo):
    """The zone of a VTIMEZONE.

    Its changes are worked out for some years at a time, when a time in one of them is asked for.

    Args:
        component: a VTIMEZONE.
        budget: what its changes cost.
        report_lost: called with the line of the VTIMEZONE where the budget no longer allows to work
            out some years; then the offset of the nearest known ones counts.

    Raises:
        UnreadableError: it cannot be read.
    """

    def __init__(
        self, component: Component, budget: Budget, report_lost: Callable[[int], None]
    ) -> None:
        self._line, self._budget, self._report_lost = component.first_line, budget, report_lost
        self._observances = _read_observances(component)
        self._listed = sorted(
            observance.create_onset(local)
            for observance in self._observances
            for local in observance.listed
        )
        self._changes: dict[int, _Changes] = {}

    def list_changes(self, first_year: int, last_year: int) -> list[tuple[datetime, timedelta]]:
        """List the offset at the start of some years, and each other offset with its moment.

        Raises:
            UnreadableError: a rule cannot be read, or gives too many changes.
        """
        begin, end = datetime(first_year, 1, 1), datetime(last_year + 1, 1, 1)  # noqa: DTZ001 - UTC
        known = self._work_out(first_year)
        offsets = {begin: known.offsets[bisect_right(known.moments, begin)]}
        for year in range(first_year, last_year + _YEARS, _YEARS):
            known = self._work_out(min(year, last_year))
            offsets |= {
                moment: offset
                for moment, offset in zip(known.moments, known.offsets[1:], strict=True)
                if begin < moment < end
            }
        in_order = sorted(offsets.items())
        return in_order[:1] + [
            change for before, change in pairwise(in_order) if change[1] != before[1]
        ]

    def utcoffset(self, local: datetime | None) -> timedelta | None:
        """Return the offset at a local time, in a gap or a fold by RFC 5545, 3.3.5, and PEP 495."""
        if local is None:
            return None
        changes = self._changes.get(local.year // _YEARS) or self._find_changes(local.year)
        onsets = changes.second_locals if local.fold else changes.first_locals
        return changes.offsets[bisect_right(onsets, local.replace(tzinfo=None))]

    def dst(self, local: datetime | None) -> None:
        """Return None: it is not known, and not needed."""

    def tzname(self, local: datetime | None) -> None:
        """Return None: it is not known, and not needed."""

    def fromutc(self, utc: datetime) -> datetime:
        """Return the local time of a moment."""
        changes = self._find_changes(utc.year)
        offset = changes.offsets[bisect_right(changes.moments, utc.replace(tzinfo=None))]
        local = utc + offset
        return local.replace(fold=int(self.utcoffset(local) != offset))

    def _find_changes(self, year: int) -> _Changes:
        try:
            return self._work_out(year)
        except UnreadableError:
            if not self._changes:
                raise
            self._report_lost(self._line)
        key = year // _YEARS
        nearest_key = min(self._changes, key=lambda known_key: abs(known_key - key))
        return self._changes.setdefault(key, self._changes[nearest_key])

    def _work_out(self, year: int) -> _Changes:
        """Return the changes in the years around one.

        Raises:
            UnreadableError: a rule cannot be read, or gives too many changes.
        """
        key = year // _YEARS
        if key not in self._changes:
            low = datetime(max(1, key * _YEARS), 1, 1)  # noqa: DTZ001 - UTC
            high = datetime(min(9_999, key * _YEARS + _YEARS - 1), 12, 31)  # noqa: DTZ001 - UTC
            self._changes[key] = self._collect_changes(
                _shift(low, -2 * _DAY), _shift(high, 2 * _DAY)
            )
        return self._changes[key]

    def _collect_changes(self, low: datetime, high: datetime) -> _Changes:
        """Return the changes from the last before `low` on."""
        onsets = self._listed[: bisect_right(self._listed, high, key=_get_moment)]
        onsets = onsets[max(0, bisect_right(onsets, low, key=_get_moment) - 1) :]
        allowed = min(_MAX_CHANGES, self._budget.remaining)
        own_budget = Budget(allowed)
        try:
            for observance in self._observances:
                for rule in observance.rules:
                    onsets += (
                        observance.create_onset(local)
                        for local in _list_rule_onsets(observance, rule, low, high, own_budget)
                    )
        finally:
            self._budget.remaining -= allowed - own_budget.remaining
        onsets.sort()
        onsets = onsets[max(0, bisect_right(onsets, low, key=_get_moment) - 1) :]
        return _build_changes(onsets, self._listed[0].offset_from)


def _get_moment(onset: _Onset) -> datetime:
    return onset.utc


def _build_changes(onsets: Iterable[_Onset], first_offset: timedelta) -> _Changes:
    changes = _Changes([], [], [], [first_offset])
    for onset in onsets:
        before, after = changes.offsets[-1], onset.offset_to
        if not changes.moments:
            before = changes.offsets[0] = onset.offset_from
        changes.moments.append(onset.utc)
        changes.first_locals.append(_shift(onset.utc, max(before, after)))
        changes.second_locals.append(_shift(onset.utc, min(before, after)))
        changes.offsets.append(after)
    for local_times in (changes.first_locals, changes.second_locals):
        local_times.sort()  # they are sorted but where two changes are only hours apart
    return changes


def _list_rule_onsets(
    observance: _DescribedObservance,
    rule: ContentLine,
    low: datetime,
    high: datetime,
    budget: Budget,
) -> list[datetime]:
    """List the local times that a rule gives from the last before `low` up to `high`, or more.

    Raises:
        UnreadableError: it cannot be read, or costs too much.
    """
    start = Moment(observance.start, timezone(observance.offset_from))
    try:
        last = min(low, find_last_time(rule.value, start) or low)
        begin, near = _find_later_start(rule.value, observance.start, last)
        nearby = list(
            expand_rule(rule.value, start._replace(local=begin), max(begin, near), high, budget)
        )
        if observance.start < near and (not nearby or nearby[0] > last):
            return list(expand_rule(rule.value, start, observance.start, high, budget))
    except (ValueError, IndexError, KeyError, OverflowError):
        raise UnreadableError(rule.number, _UNREADABLE) from None
    return nearby


def _find_later_start(rule: str, start: datetime, last: datetime) -> tuple[datetime, datetime]:
    """Return a later start of the same rule, and the time from which its onsets are asked for.

    It is a little before a rule gives the `last` onset that is needed, and whole intervals of
    years after its start, which often is in 1601, where that changes nothing.

    Raises:
        ValueError: this is no rule of a zone.
    """
    parts = parse_rule(rule)
    if parts["FREQ"] not in _FREQUENCIES:
        raise ValueError(rule)
    interval = int(parts.get("INTERVAL", "1"))
    near_year = max(1, last.year - interval - 1)
    near = datetime(near_year, 1, 1)  # noqa: DTZ001 - local to the observance
    is_leap_day = (start.month, start.day) == (2, 29)
    needs_start = "COUNT" in parts or "BYWEEKNO" in parts or is_leap_day
    if start.year > near_year or needs_start or parts["FREQ"] in {"WEEKLY", "DAILY"}:
        return start, near
    cycles = (near_year - start.year) // interval
    return start.replace(year=start.year + cycles * interval), near


def _read_observances(component: Component) -> tuple[_DescribedObservance, ...]:
    """Return the observances of a VTIMEZONE.

    Raises:
        UnreadableError: it has none, or one of them cannot be read.
    """
    observances: list[_DescribedObservance] = []
    lines: list[ContentLine] | None = None
    for content_line in component.lines:
        is_edge = content_line.value.upper() in _OBSERVANCES
        if content_line.name == "BEGIN" and is_edge:
            lines = [content_line]
        elif content_line.name == "END" and is_edge and lines:
            observances.append(_read_observance(len(observances), lines))
            lines = None
        elif lines:
            lines.append(content_line)
    count = sum(len(observance.listed) for observance in observances)
    if not 0 < count <= _MAX_CHANGES:
        raise UnreadableError(component.first_line, _UNREADABLE)
    return tuple(observances)


def _read_observance(order: int, lines: list[ContentLine]) -> _DescribedObservance:
    """Return a STANDARD or DAYLIGHT.

    Raises:
        UnreadableError: it cannot be read, or lists more than a zone may.
    """
    values = {content_line.name: content_line for content_line in lines}
    missing = {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} - values.keys()
    dates = [content_line for content_line in lines if content_line.name == "RDATE"]
    count = sum(content_line.text.count(",") + 1 for content_line in dates)
    if missing or count > _MAX_CHANGES:
        raise UnreadableError(lines[0].number, _UNREADABLE)
    offset_from = _parse_offset(values["TZOFFSETFROM"])
    start = _parse_time(values["DTSTART"], values["DTSTART"].value, offset_from)
    extra_times = (
        _parse_time(content_line, text, offset_from)
        for content_line in dates
        for text in content_line.value.split(",")
    )
    return _DescribedObservance(
        order,
        start,
        offset_from,
        _parse_offset(values["TZOFFSETTO"]),
        (start, *extra_times),
        tuple(content_line for content_line in lines if content_line.name == "RRULE"),
    )


def _parse_offset(content_line: ContentLine) -> timedelta:
    """Return an offset such as -0500 or +053020.

    Raises:
        UnreadableError: it is none, or a day or more.
    """
    match = _OFFSET.fullmatch(content_line.value)
    if match is None:
        raise UnreadableError(content_line.number, _UNREADABLE)
    hours, minutes, seconds = (int(number or 0) for number in match.groups()[1:])
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if offset >= _DAY:
        raise UnreadableError(content_line.number, _UNREADABLE)
    return -offset if match[1] == "-" else offset


def _parse_time(content_line: ContentLine, text: str, offset_from: timedelta) -> datetime:
    """Return the local time of an onset; one in UTC is against the RFC, but is written.

    Raises:
        UnreadableError: it is no date or time.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise UnreadableError(content_line.number, _UNREADABLE)
    try:
        local = datetime(*(int(number or 0) for number in match.groups()[:6]))  # type: ignore[arg-type] # noqa: DTZ001 - local to the observance
    except ValueError:
        raise UnreadableError(content_line.number, _UNREADABLE) from None
    return _shift(local, offset_from) if match[7] else local


def _shift(moment: datetime, difference: timedelta) -> datetime:
    """Return another time; .NET begins zones in the year 1, before which there is none."""
    try:
        return moment + difference
    except OverflowError:
        return moment
