"""The week of people and rooms: how often each half-hour is busy over the year, as letters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from textwrap import wrap

from statplan import screen
from statplan.busy.intervals import BusyInterval
from statplan.busy.owners import Owners
from statplan.busy.reader import BusyReading
from statplan.cli.year_grid import StyledText
from statplan.errors import Command, Remedy
from statplan.plan.model import Plan
from statplan.plan.time_values import WEEKDAYS
from statplan.schedule.bookings import Resource, list_resources
from statplan.schedule.model import Backup, Schedule, TimeSlot
from statplan.schedule.open_days import iter_days
from statplan.screen import shorten_text
from statplan.workspace.busy_folder import read_busy_folder

_FIRST, _LAST = 8, 17  # the hours that are drawn, and more where meetings need more
_HALF = timedelta(minutes=30)
_NAME = 14, 28  # the narrowest and the widest column of names
_MEETINGS = ("", "")  # whose row shows the program's own meetings
_NOT_KNOWN = "not known"
_UNKNOWN_MARK = "?"
_UNKNOWN_STYLE = "magenta"

# From which share of the year's weeks on a letter is written, with its meaning and style.
LETTERS = (
    (0.6, "#", "mostly busy", "bold red"),
    (0.3, "+", "often", "yellow"),
    (0.05, "-", "sometimes", "cyan"),
    (0.0, ".", "free", "dim"),
)


@dataclass(slots=True)
class WeekGrid:
    """In how many of the year's weeks each half-hour of a week is busy, for one row.

    The keys are the weekday, from 0, and the half-hour of the day; movable time counts half.
    `is_known` tells that the calendar was read to its end; else what is not busy is not known.
    """

    weeks: Mapping[int, int]
    busy: dict[tuple[int, int], float]
    is_known: bool = True

    def compute_share(self, weekday: int, half_hour: int) -> float:
        """Return the part of the weeks in which a half-hour is busy."""
        return self.busy.get((weekday, half_hour), 0.0) / max(1, self.weeks[weekday])


def render_week(
    plan: Plan, schedule: Schedule, folder: Path | None, width: int
) -> Iterator[list[StyledText]]:
    """Draw the week of everybody whom meetings need, and of their rooms.

    Args:
        plan: names the people and rooms.
        schedule: the year; its meetings are what is drawn where there is no folder.
        folder: busy calendars, or None.
        width: in columns; it decides how many days are drawn side by side.

    Raises:
        StatplanError: the folder cannot be read.
    """
    days = _list_open_days(schedule)
    spans_by_resource = _collect_spans(plan, schedule)
    rows = {resource: _build_grid(spans, days) for resource, spans in spans_by_resource.items()}
    troubles = 0
    if folder:
        reading = read_busy_folder(folder, plan, published=schedule.published)
        troubles = len(reading.errors)
        everybody = [
            spans for resource_spans in spans_by_resource.values() for spans in resource_spans
        ]
        rows = {_MEETINGS: _build_grid(everybody, days)}
        rows |= _build_rows_of_calendars(reading, spans_by_resource, days)
    title = "Busy weeks" if folder else "Weeks with meetings and back-ups"
    heading = f"{title}, {schedule.first} to {schedule.last_used}"
    yield from ([(line, "bold")] for line in wrap(heading, width))
    yield []
    yield from _draw_rows(rows, Owners(plan), _find_hours(spans_by_resource), width)
    yield from _render_legend(width)
    if not all(grid.is_known for grid in rows.values()):
        yield from _render_unknown_legend(width)
    lacking = [resource for resource in spans_by_resource if resource not in rows]
    if folder and lacking:
        yield from _wrap_prose(f"No calendar: {_format_names(plan, lacking)}.", width)
    if troubles:
        words = Remedy(
            f"Not read: {troubles}; ", Command("check", "--busy", folder), " names them."
        )
        yield from _wrap_prose(screen.format_words(words), width)


def _build_rows_of_calendars(
    reading: BusyReading, needed_resources: Iterable[Resource], days: list[date]
) -> dict[Resource, WeekGrid]:
    """Return a row for everybody who has a calendar, or a file in the place of one."""
    needed = list(needed_resources)
    grids: dict[Resource, WeekGrid] = {}
    for calendar in reading.busy.calendars:
        grid = _build_grid(calendar.intervals, days)
        grids[calendar.owner] = replace(grid, is_known=not reading.find_unknown(calendar.owner))
    for unknown in reading.unknown:
        if unknown.is_named or unknown.owner in needed:
            grids.setdefault(unknown.owner, replace(_build_grid((), days), is_known=False))
    return {resource: grids[resource] for resource in (*needed, *grids) if resource in grids}


def _format_names(plan: Plan, lacking: Iterable[Resource]) -> str:
    owners = Owners(plan)
    return ", ".join(owners.get_label(resource) for resource in lacking)


def _list_open_days(schedule: Schedule) -> list[date]:
    """List the open days of the year, Monday to Friday and other weekdays with meetings.

    A closed day on which the program meets all the same is one of them.
    """
    meeting_days = {meeting.slot.day for meeting in schedule.meetings}
    closed = {closed_day.day for closed_day in schedule.closed_days} - meeting_days
    used = {day.weekday() for day in meeting_days} | set(range(5))
    every = iter_days(schedule.first, schedule.last_used)
    return [day for day in every if day not in closed and day.weekday() in used]


def _collect_spans(plan: Plan, schedule: Schedule) -> dict[Resource, list[BusyInterval]]:
    """Return the meeting times of everybody who is needed, people first, in the roster's order."""
    spans_by_resource: dict[Resource, list[BusyInterval]] = {
        ("person", person.id): [] for person in plan.participants.people or ()
    }
    for meeting in schedule.meetings:
        meeting_spans = [_make_span(meeting.slot, firm=True)]
        if isinstance(meeting.backup, Backup):
            meeting_spans.append(_make_span(meeting.backup.slot, firm=False))
        for resource in list_resources(meeting.room, meeting.required):
            spans_by_resource.setdefault(resource, []).extend(meeting_spans)
    return {resource: spans for resource, spans in spans_by_resource.items() if spans}


def _make_span(slot: TimeSlot, *, firm: bool) -> BusyInterval:
    return BusyInterval(slot.start, slot.end, firm)


def _build_grid(spans: Iterable[BusyInterval], days: Iterable[date]) -> WeekGrid:
    """Count, for each half-hour of the week, the weeks in which any of it is busy."""
    weeks: dict[int, int] = dict.fromkeys(range(7), 0)
    for day in days:
        weeks[day.weekday()] += 1
    opened = set(days)
    busy: dict[tuple[date, int], float] = {}
    first, last = min(opened, default=date.max), max(opened, default=date.min)
    for span in spans:
        begin = max(span.start, datetime.combine(first, time()))
        half_hour_start = begin.replace(minute=begin.minute // 30 * 30, second=0, microsecond=0)
        while half_hour_start < span.end and half_hour_start.date() <= last:
            if half_hour_start.date() in opened:
                half_hour = half_hour_start.hour * 2 + half_hour_start.minute // 30
                day_half = half_hour_start.date(), half_hour
                busy[day_half] = max(busy.get(day_half, 0.0), 1.0 if span.is_firm else 0.5)
            half_hour_start += _HALF
    counted: dict[tuple[int, int], float] = {}
    for (day, half), weight in busy.items():
        counted[day.weekday(), half] = counted.get((day.weekday(), half), 0.0) + weight
    return WeekGrid(weeks, counted)


def _find_hours(spans_by_resource: Mapping[Resource, list[BusyInterval]]) -> range:
    """Return the hours that are drawn, as wide as the program's own meetings."""
    meeting_spans = [span for spans in spans_by_resource.values() for span in spans]
    first = min((span.start.hour for span in meeting_spans), default=_FIRST)
    last = max((span.end.hour + bool(span.end.minute) for span in meeting_spans), default=_LAST)
    return range(min(first, _FIRST), max(last, _LAST))


def _draw_rows(
    rows: Mapping[Resource, WeekGrid], owners: Owners, hours: range, width: int
) -> Iterator[list[StyledText]]:
    """Draw a block for as many days as fit side by side, with a line for each row."""
    labels = {
        resource: owners.get_label(resource) if resource[0] else "Stat meetings"
        for resource in rows
    }
    longest = max(map(len, labels.values()), default=0)
    day_wide = 2 * len(hours) + 1
    least, most = _NAME
    across = max(1, (width - least) // day_wide)
    name_wide = max(least, min(most, longest + 1, width - across * day_wide))
    days = [day for day in range(7) if any(grid.weeks[day] for grid in rows.values())]
    across = -(-len(days) // -(-len(days) // across)) if days else 1
    for start in range(0, len(days), across):
        shown_days = days[start : start + across]
        yield [
            (" " * name_wide, ""),
            *((WEEKDAYS[day].ljust(day_wide), "bold") for day in shown_days),
        ]
        heads = "".join(f"{hour:<4}" for hour in hours[::2])[: day_wide - 1].ljust(day_wide)
        yield [(" " * name_wide, ""), *((heads, "dim") for _ in shown_days)]
        for resource, grid in rows.items():
            line: list[StyledText] = [
                (shorten_text(labels[resource], name_wide - 1).ljust(name_wide), "")
            ]
            if not grid.is_known and not grid.busy:
                yield [*line, (_NOT_KNOWN, _UNKNOWN_STYLE)]
                continue
            for day in shown_days:
                halves = range(2 * hours.start, 2 * hours.stop)
                line += [_choose_letter(grid, day, half) for half in halves]
                line.append((" ", ""))
            yield line
        yield []


def _choose_letter(grid: WeekGrid, weekday: int, half_hour: int) -> StyledText:
    share = grid.compute_share(weekday, half_hour)
    letter = _find_letter(share)
    is_free = letter == _find_letter(0.0)
    return (_UNKNOWN_MARK, _UNKNOWN_STYLE) if is_free and not grid.is_known else letter


def _find_letter(share: float) -> StyledText:
    """Return the letter of a share, with its style."""
    return next((mark, style) for least, mark, _, style in LETTERS if share >= least)


def _render_legend(width: int) -> Iterator[list[StyledText]]:
    """Render the meaning of the letters."""
    parts: list[tuple[StyledText, str]] = [
        ((mark, style), f" {meaning}" + (f" ({least:.0%} of weeks or more)" if least else ""))
        for least, mark, meaning, style in reversed(LETTERS)
    ]
    line: list[StyledText] = []
    for mark, words in parts:
        used = sum(len(text) for text, _ in line)
        if line and used + len(words) + 1 > width:
            yield line
            line = []
        line += [mark, (f"{words}   ", "")]
    yield line
    yield from _wrap_prose("Firm time counts whole; movable time and back-ups count half.", width)


def _render_unknown_legend(width: int) -> Iterator[list[StyledText]]:
    """Render what the rows of calendars mean that could not be read, or not to their end."""
    words = (
        f"{_NOT_KNOWN}, {_UNKNOWN_MARK}: a file of that calendar could not be read, so this time "
        "is neither free nor busy."
    )
    yield from _wrap_prose(words, width)


def _wrap_prose(words: str, width: int) -> Iterator[list[StyledText]]:
    return ([(line, "")] for line in wrap(words, width))
