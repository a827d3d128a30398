"""The week of people and rooms: how often each half-hour is busy over the year, as letters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from textwrap import wrap

from statplan.busy.owners import Owners
from statplan.cli.year import Cell
from statplan.files.busy import gather
from statplan.plan import Plan
from statplan.plan.times import WEEKDAYS
from statplan.schedule import Backup, Schedule, Stand
from statplan.schedule.rules import unlisted
from statplan.schedule.taken import Resource, resources
from statplan.slots import Span

_FIRST, _LAST = 8, 17  # the hours that are drawn, and more where meetings need more
_HALF = timedelta(minutes=30)
_DAY = timedelta(days=1)
_NAME = 14, 28  # the narrowest and the widest column of names
_MEETINGS = ("", "")  # whose row shows the program's own meetings

# From which share of the year's weeks on a letter is written, with its meaning and style.
LETTERS = (
    (0.6, "#", "mostly busy", "bold red"),
    (0.3, "+", "often", "yellow"),
    (0.05, "-", "sometimes", "cyan"),
    (0.0, ".", "free", "dim"),
)


@dataclass(slots=True)
class Grid:
    """In how many of the year's weeks each half-hour of a week is busy, for one row.

    The keys are the weekday, from 0, and the half-hour of the day; movable time counts half.
    """

    weeks: Mapping[int, int]
    busy: dict[tuple[int, int], float]

    def share(self, weekday: int, half: int) -> float:
        """The part of the weeks in which it is busy."""
        return self.busy.get((weekday, half), 0.0) / max(1, self.weeks[weekday])


def people_lines(
    plan: Plan, schedule: Schedule, folder: Path | None, width: int
) -> Iterator[list[Cell]]:
    """Draw the week of everybody whom meetings need, and of their rooms.

    Args:
        plan: says who there is.
        schedule: the year; its meetings are what is drawn where there is no folder.
        folder: busy calendars, or None.
        width: in columns; as many days stand side by side as it holds.

    Raises:
        StatplanError: the folder cannot be read.
    """
    days = _working_days(schedule)
    own = _taken(plan, schedule)
    rows = {need: _grid(spans, days) for need, spans in own.items()}
    troubles = 0
    if folder:
        reading = gather(folder, plan)
        troubles = len(reading.troubles)
        everybody = [spans for each in own.values() for spans in each]
        read = {each.owner: _grid(each.spans, days) for each in reading.busy.calendars}
        rows = {_MEETINGS: _grid(everybody, days)}
        rows |= {need: read[need] for need in (*own, *read) if need in read}
    title = "Busy weeks" if folder else "Weeks with meetings and back-ups"
    heading = f"{title}, {schedule.first} to {schedule.last}"
    yield from ([(line, "bold")] for line in wrap(heading, width))
    yield []
    yield from _drawn(rows, Owners(plan), _hours(own), width)
    yield from _key(width)
    lacking = [need for need in own if need not in rows]
    if folder and lacking:
        yield from _prose(f"No calendar: {_names(plan, lacking)}.", width)
    if troubles:
        words = f"Not read: {troubles}; `statplan check --busy {folder}` names them."
        yield from _prose(words, width)


def _names(plan: Plan, needs: Iterable[Resource]) -> str:
    owners = Owners(plan)
    return ", ".join(owners.called(each) for each in needs)


def _working_days(schedule: Schedule) -> list[date]:
    """The open days of the year, Monday to Friday and whatever else a meeting stands on."""
    closed = {each.day for each in schedule.closed}
    used = {each.stand.day.weekday() for each in schedule.meetings} | set(range(5))
    count = (schedule.last - schedule.first).days + 1
    every = (schedule.first + index * _DAY for index in range(count))
    return [each for each in every if each not in closed and each.weekday() in used]


def _taken(plan: Plan, schedule: Schedule) -> dict[Resource, list[Span]]:
    """The stands of everybody who is needed, people first, in the order of the roster."""
    always = unlisted(plan)
    found: dict[Resource, list[Span]] = {
        ("person", each.id): [] for each in plan.participants.people or ()
    }
    for meeting in schedule.meetings:
        stands = [_span(meeting.stand, firm=True)]
        if isinstance(meeting.backup, Backup):
            stands.append(_span(meeting.backup.stand, firm=False))
        for need in resources(meeting.room, (*meeting.required, *always)):
            found.setdefault(need, []).extend(stands)
    return {need: spans for need, spans in found.items() if spans}


def _span(stand: Stand, *, firm: bool) -> Span:
    return Span(stand.start, stand.end, firm)


def _grid(spans: Iterable[Span], days: Iterable[date]) -> Grid:
    """Count, for each half-hour of the week, the weeks in which any of it is busy."""
    weeks: dict[int, int] = dict.fromkeys(range(7), 0)
    for day in days:
        weeks[day.weekday()] += 1
    opened = set(days)
    busy: dict[tuple[date, int], float] = {}
    first, last = min(opened, default=date.max), max(opened, default=date.min)
    for span in spans:
        begin = max(span.start, datetime.combine(first, time()))
        at = begin.replace(minute=begin.minute // 30 * 30, second=0, microsecond=0)
        while at < span.end and at.date() <= last:
            if at.date() in opened:
                key = at.date(), at.hour * 2 + at.minute // 30
                busy[key] = max(busy.get(key, 0.0), 1.0 if span.firm else 0.5)
            at += _HALF
    counted: dict[tuple[int, int], float] = {}
    for (day, half), weight in busy.items():
        counted[day.weekday(), half] = counted.get((day.weekday(), half), 0.0) + weight
    return Grid(weeks, counted)


def _hours(own: Mapping[Resource, list[Span]]) -> range:
    """The hours that are drawn, as wide as the program's own meetings."""
    stands = [span for spans in own.values() for span in spans]
    first = min((each.start.hour for each in stands), default=_FIRST)
    last = max((each.end.hour + bool(each.end.minute) for each in stands), default=_LAST)
    return range(min(first, _FIRST), max(last, _LAST))


def _drawn(
    rows: Mapping[Resource, Grid], owners: Owners, hours: range, width: int
) -> Iterator[list[Cell]]:
    """A block for as many days as stand side by side, with a line for each row."""
    labels = {need: owners.called(need) if need[0] else "Stat meetings" for need in rows}
    longest = max(map(len, labels.values()), default=0)
    day_wide = 2 * len(hours) + 1
    least, most = _NAME
    across = max(1, (width - least) // day_wide)
    name_wide = max(least, min(most, longest + 1, width - across * day_wide))
    days = [day for day in range(7) if any(grid.weeks[day] for grid in rows.values())]
    across = -(-len(days) // -(-len(days) // across)) if days else 1
    for start in range(0, len(days), across):
        some = days[start : start + across]
        yield [(" " * name_wide, ""), *((WEEKDAYS[day].ljust(day_wide), "bold") for day in some)]
        heads = "".join(f"{hour:<4}" for hour in hours[::2])[: day_wide - 1].ljust(day_wide)
        yield [(" " * name_wide, ""), *((heads, "dim") for _ in some)]
        for need, grid in rows.items():
            line: list[Cell] = [(_short(labels[need], name_wide - 1).ljust(name_wide), "")]
            for day in some:
                halves = range(2 * hours.start, 2 * hours.stop)
                line += [_cell(grid.share(day, half)) for half in halves]
                line.append((" ", ""))
            yield line
        yield []


def _cell(share: float) -> Cell:
    """The letter of a share, with its style."""
    return next((mark, style) for least, mark, _, style in LETTERS if share >= least)


def _key(width: int) -> Iterator[list[Cell]]:
    """What the letters mean."""
    parts: list[tuple[Cell, str]] = [
        ((mark, style), f" {meaning}" + (f" ({least:.0%} of weeks or more)" if least else ""))
        for least, mark, meaning, style in reversed(LETTERS)
    ]
    line: list[Cell] = []
    for mark, words in parts:
        used = sum(len(text) for text, _ in line)
        if line and used + len(words) + 1 > width:
            yield line
            line = []
        line += [mark, (f"{words}   ", "")]
    yield line
    yield from _prose("Firm time counts whole; movable time and back-ups count half.", width)


def _prose(words: str, width: int) -> Iterator[list[Cell]]:
    return ([(line, "")] for line in wrap(words, width))


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3]}..."
