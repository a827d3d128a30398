"""The year at a glance as lines of text: months side by side, a mark on each day that counts."""

from calendar import Calendar, month_name
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest

from statplan.schedule.model import Backup, Schedule

_DAY = 3
_WIDE = 7 * _DAY + 3  # a month and the air beside it; four of them fit 96 columns
_WEEKDAYS = "Mo Tu We Th Fr Sa Su"

# Mark, letter for plain output, meaning, style; the first that applies to a day is shown.
KINDS = {
    "primary": ("●", "M", "meeting", "bold green"),
    "moved": ("▲", "V", "moved meeting", "bold yellow"),
    "backup": ("○", "b", "back-up", "cyan"),
    "closed": ("✕", "x", "closed", "red"),
}

StyledText = tuple[str, str]  # text, style


def mark_days(schedule: Schedule) -> dict[date, str]:
    """Return the kind of each day, a key of `KINDS`; a meeting counts before a backup."""
    kinds_by_day = {closed_day.day: "closed" for closed_day in schedule.closed_days}
    for meeting in schedule.meetings:
        if isinstance(meeting.backup, Backup):
            kinds_by_day[meeting.backup.slot.day] = "backup"
    for meeting in schedule.meetings:
        kinds_by_day[meeting.slot.day] = "moved" if meeting.move else "primary"
    return kinds_by_day


def render_year(schedule: Schedule, width: int, *, plain: bool) -> Iterator[list[StyledText]]:
    """Render the months as lines of cells, as many side by side as `width` columns hold."""
    marks = mark_days(schedule)
    across = next((count for count in (4, 3, 2) if width >= count * _WIDE), 1)
    gap = " " * (_WIDE - 7 * _DAY)
    months = list(_list_months(schedule.first, schedule.last_used))
    for start in range(0, len(months), across):
        row = [
            _render_month(*year_month, marks, plain=plain)
            for year_month in months[start : start + across]
        ]
        for lines in zip_longest(*row, fillvalue=[(" " * 7 * _DAY, "")]):
            line: list[StyledText] = []
            for index, cells in enumerate(lines):
                line += [(gap, "")] * bool(index)
                line += cells
            yield line
        yield []


def _list_months(first: date, last: date) -> Iterator[tuple[int, int]]:
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield index // 12, index % 12 + 1


def _render_month(
    year: int, month: int, marks: Mapping[date, str], *, plain: bool
) -> list[list[StyledText]]:
    title = f"{month_name[month]} {year}"
    lines: list[list[StyledText]] = [
        [(title.ljust(7 * _DAY), "bold")],
        [(f"{_WEEKDAYS} ", "dim")],
    ]
    weeks = Calendar().monthdatescalendar(year, month)
    return lines + [[_render_day(day, month, marks, plain=plain) for day in week] for week in weeks]


def _render_day(day: date, month: int, marks: Mapping[date, str], *, plain: bool) -> StyledText:
    if day.month != month:
        return " " * _DAY, ""
    if day not in marks:
        return f"{day.day:2} ", ""
    mark, letter, _, style = KINDS[marks[day]]
    return f"{day.day:2}{letter if plain else mark}", style


def render_legend(width: int, *, plain: bool) -> list[list[StyledText]]:
    """Render the meaning of the marks, on as many lines as it takes."""
    lines: list[list[StyledText]] = [[]]
    for mark, letter, meaning, style in KINDS.values():
        used = sum(len(text) for text, _ in lines[-1])
        if used + len(meaning) + 2 > width:
            lines.append([])
        lines[-1] += [(letter if plain else mark, style), (f" {meaning}   ", "")]
    return lines
