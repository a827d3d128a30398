"""The dates of a year beside those of an adopted list: same, moved, only here, only there."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from statplan.plan import lookup
from statplan.plan.model import Plan
from statplan.schedule.model import Meeting, OmittedMeeting, Schedule
from statplan.schedule.series_rules import index_titles

ComparisonKind = Literal["same", "moved", "only here", "only there", "outside the year"]
DIFFERENCES: tuple[ComparisonKind, ...] = ("moved", "only here", "only there")
NameWords = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdoptedDate:
    """A date of an adopted list.

    `start_time` is None where the list has none; `name` is what the list calls the meeting, and
    `meeting_key` its key where the list has one; `line` counts from 1. `is_note` tells that `name`
    is only what follows the date on its line, which need not be a name.
    """

    day: date
    start_time: time | None = None
    name: str = ""
    meeting_key: str = ""
    line: int = 0
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class DateComparison:
    """A meeting and the date that the list has for it; one of the two is None where it is missing.

    `reason` says why the meeting is not where the list has it, as far as the year knows; `omitted`
    is the meeting that the year leaves out, where the list has one.
    """

    kind: ComparisonKind
    meeting: Meeting | None
    adopted: AdoptedDate | None
    reason: str = ""
    omitted: OmittedMeeting | None = None

    @property
    def meeting_key(self) -> str:
        """The key of the meeting, as far as it is known."""
        source = self.meeting or self.omitted
        return str(source.key) if source else ""


@dataclass(frozen=True, slots=True)
class ListComparison:
    """The year and the list, date by date, in order.

    `has_names` tells that the list names recurring meetings of the plan; where it does not, its
    dates are those of all of them together. `skipped_count` counts its dates of other meetings than
    those that were asked for.
    """

    comparisons: tuple[DateComparison, ...]
    has_names: bool = False
    skipped_count: int = 0

    def count_kind(self, kind: ComparisonKind) -> int:
        """Count the dates of a kind."""
        return sum(comparison.kind == kind for comparison in self.comparisons)

    @property
    def differences(self) -> tuple[DateComparison, ...]:
        """What differs; a date outside the year is no difference."""
        return tuple(
            comparison for comparison in self.comparisons if comparison.kind in DIFFERENCES
        )


@dataclass(frozen=True, slots=True)
class _SeriesDate:
    """A date of the list, and the series of which it can be."""

    adopted: AdoptedDate
    series_ids: frozenset[str]


def index_series_names(plan: Plan) -> dict[str, frozenset[str]]:
    """Return the series that each name means: an id, a title, or a department or topic of its own.

    The name of a series that there is one of for each department means all of them.
    """
    titles, subject_names = index_titles(plan), lookup.index_names(plan)
    ids_by_name: dict[str, frozenset[str]] = {}

    def add_names(series_ids: Iterable[str], *names: str | None) -> None:
        for name in filter(None, names):
            ids_by_name[name] = ids_by_name.get(name, frozenset()) | frozenset(series_ids)

    for series in plan.frequency.series or ():
        subject_ids = lookup.list_ids(plan, series.for_each) if series.for_each else ()
        series_ids = [f"{series.id}-{subject_id}" for subject_id in subject_ids] or [series.id]
        own_subjects = [subject_names.get(subject_id) for subject_id in series.examined_ids]
        add_names(series_ids, series.id, titles[series.id], *own_subjects)
        for subject_id, series_id in zip(subject_ids, series_ids, strict=False):
            add_names([series_id], series_id, titles[series_id], subject_names.get(subject_id))
    return ids_by_name


def compare_dates(
    schedule: Schedule,
    ids_by_name: Mapping[str, frozenset[str]],
    adopted_dates: Iterable[AdoptedDate],
    chosen_ids: Collection[str] = (),
) -> ListComparison:
    """Compare the meetings of a year with the dates of an adopted list.

    A date is that of the meetings of its series on that day; one without a name can be that of any
    series. What is left over on both sides is paired within one month or one week, the
    nearest dates first. The meeting's key counts before its date, where the list has one.

    Args:
        schedule: the year as it is now.
        ids_by_name: the series that each name means (`index_series_names`).
        adopted_dates: the dates of the list.
        chosen_ids: the series that are compared; none means all of them.
    """
    reader = _NameReader(ids_by_name)
    resolved = [(adopted, reader.find_series(adopted)) for adopted in adopted_dates]
    has_names = any(series_ids for _, series_ids in resolved)
    all_ids = frozenset(meeting.key.series for meeting in schedule.meetings) | reader.all_ids
    wanted_ids = frozenset(chosen_ids) or all_ids
    series_dates = [
        _SeriesDate(
            adopted, series_ids if series_ids or (has_names and _is_named(adopted)) else wanted_ids
        )
        for adopted, series_ids in resolved
    ]
    compared = [
        replace(series_date, series_ids=series_date.series_ids & wanted_ids)
        for series_date in series_dates
        if not chosen_ids or series_date.series_ids & wanted_ids
    ]
    matcher = _DateMatcher(schedule, wanted_ids, compared)
    return ListComparison(
        tuple(sorted(matcher.match_dates(), key=_get_order)),
        has_names,
        len(series_dates) - len(compared),
    )


def _is_named(adopted: AdoptedDate) -> bool:
    return bool(adopted.meeting_key or (adopted.name and not adopted.is_note))


def _get_order(comparison: DateComparison) -> tuple[date, str, int]:
    meeting, adopted = comparison.meeting, comparison.adopted
    day = meeting.slot.day if meeting else adopted.day if adopted else date.min
    return day, str(meeting.key) if meeting else "~", adopted.line if adopted else 0


class _NameReader:
    """The reader of what a list calls a meeting."""

    def __init__(self, ids_by_name: Mapping[str, frozenset[str]]) -> None:
        self.all_ids = frozenset().union(*ids_by_name.values())
        self._ids_by_words: dict[NameWords, frozenset[str]] = {}
        self._ids_by_letters: dict[str, frozenset[str]] = {}
        for name, series_ids in ids_by_name.items():
            words = _split_words(name)
            letters = "".join(words)
            self._ids_by_words[words] = self._ids_by_words.get(words, series_ids) | series_ids
            same_ids = self._ids_by_letters.get(letters, series_ids)
            self._ids_by_letters[letters] = same_ids | series_ids

    def find_series(self, adopted: AdoptedDate) -> frozenset[str]:
        """Return the series that a date is of; empty where nothing names one."""
        key_series = adopted.meeting_key.rpartition("/")[0]
        if key_series in self.all_ids:
            return frozenset({key_series})
        words = _split_words(adopted.name)
        exact = self._ids_by_letters.get("".join(words))
        if exact:
            return exact
        lengths = sorted({len(name) for name in self._ids_by_words if name}, reverse=True)
        for length in lengths:
            parts = {words[start : start + length] for start in range(len(words) - length + 1)}
            named = frozenset().union(*(self._ids_by_words.get(part, ()) for part in parts))
            if named:
                return named
        return frozenset()


def _split_words(name: str) -> NameWords:
    normalized = unicodedata.normalize("NFKC", name).casefold()
    return tuple(re.findall(r"[^\W_]+", normalized))


class _DateMatcher:
    """The matching of meetings with dates; what is matched is taken from both sides."""

    def __init__(
        self, schedule: Schedule, series_ids: frozenset[str], dates: list[_SeriesDate]
    ) -> None:
        self._schedule, self._dates = schedule, dates
        self._meetings = {
            str(meeting.key): meeting
            for meeting in schedule.meetings
            if meeting.key.series in series_ids
        }
        self._closed_names = {closed.day: closed.name for closed in schedule.closed_days}

    def match_dates(self) -> Iterator[DateComparison]:
        """Yield every meeting and every date, matched or alone."""
        yield from self._match_keys()
        yield from self._match_days()
        yield from self._take_omitted()
        yield from self._match_nearest()
        for meeting in self._meetings.values():
            yield DateComparison("only here", meeting, None, _get_reason(meeting))
        for series_date in self._dates:
            day = series_date.adopted.day
            is_inside = self._schedule.first <= day <= self._schedule.last
            kind: ComparisonKind = "only there" if is_inside else "outside the year"
            reason = self._closed_names.get(day, "") if is_inside else ""
            yield DateComparison(kind, None, series_date.adopted, reason)

    def _match_keys(self) -> Iterator[DateComparison]:
        open_dates: list[_SeriesDate] = []
        for series_date in self._dates:
            meeting = self._meetings.pop(series_date.adopted.meeting_key, None)
            if meeting:
                yield _pair_dates(meeting, series_date.adopted)
            else:
                open_dates.append(series_date)
        self._dates = open_dates

    def _match_days(self) -> Iterator[DateComparison]:
        """Yield the meetings whose date the list has; it may have a date once for several."""
        meetings_by_day: dict[date, list[Meeting]] = {}
        for meeting in self._meetings.values():
            meetings_by_day.setdefault(meeting.slot.day, []).append(meeting)
        open_dates: list[_SeriesDate] = []
        for series_date in self._dates:
            matching = [
                meeting
                for meeting in meetings_by_day.get(series_date.adopted.day, ())
                if meeting.key.series in series_date.series_ids
                and series_date.adopted.start_time in {None, meeting.slot.start_time}
            ]
            if not matching:
                open_dates.append(series_date)
            for meeting in matching:
                if self._meetings.pop(str(meeting.key), None):
                    yield DateComparison("same", meeting, series_date.adopted)
        self._dates = open_dates

    def _take_omitted(self) -> Iterator[DateComparison]:
        """Yield the dates of meetings that the year leaves out, with the reason."""
        omitted_by_key = {str(omission.key): omission for omission in self._schedule.omitted}
        omitted_by_day = {
            (omission.key.series, omission.nominal_day): omission
            for omission in self._schedule.omitted
        }
        open_dates: list[_SeriesDate] = []
        for series_date in self._dates:
            adopted = series_date.adopted
            days = ((series_id, adopted.day) for series_id in sorted(series_date.series_ids))
            on_day = next((omitted_by_day[day] for day in days if day in omitted_by_day), None)
            omission = omitted_by_key.get(adopted.meeting_key, on_day)
            if omission is None:
                open_dates.append(series_date)
            else:
                yield DateComparison("only there", None, adopted, omission.reason, omission)
        self._dates = open_dates

    def _match_nearest(self) -> Iterator[DateComparison]:
        """Yield pairs of what is left over in one month or week, the nearest first."""
        keys_by_period: dict[tuple[int, ...], list[str]] = {}
        for key, meeting in self._meetings.items():
            for period in _list_periods(meeting.slot.day):
                keys_by_period.setdefault(period, []).append(key)
        pairs = sorted(
            (_measure_distance(self._meetings[key], series_date.adopted), key, index)
            for index, series_date in enumerate(self._dates)
            for period in _list_periods(series_date.adopted.day)
            for key in keys_by_period.get(period, ())
            if self._meetings[key].key.series in series_date.series_ids
        )
        paired_indexes: set[int] = set()
        for _, key, index in pairs:
            if key in self._meetings and index not in paired_indexes:
                paired_indexes.add(index)
                yield _pair_dates(self._meetings.pop(key), self._dates[index].adopted)
        self._dates = [
            series_date
            for index, series_date in enumerate(self._dates)
            if index not in paired_indexes
        ]


def _pair_dates(meeting: Meeting, adopted: AdoptedDate) -> DateComparison:
    is_same_time = adopted.start_time in {None, meeting.slot.start_time}
    if adopted.day == meeting.slot.day and is_same_time:
        return DateComparison("same", meeting, adopted)
    return DateComparison("moved", meeting, adopted, _get_reason(meeting))


def _get_reason(meeting: Meeting) -> str:
    return meeting.move.reason if meeting.move else ""


def _list_periods(day: date) -> tuple[tuple[int, ...], ...]:
    """Return the month and the week of a day; the two never look alike."""
    return (day.year, day.month, 0), tuple(day.isocalendar()[:2])


def _measure_distance(meeting: Meeting, adopted: AdoptedDate) -> tuple[int, float, date]:
    days = abs((meeting.slot.day - adopted.day).days)
    start_time = adopted.start_time or meeting.slot.start_time
    minutes = datetime.combine(meeting.slot.day, start_time) - meeting.slot.start
    return days, abs(minutes.total_seconds()), adopted.day
