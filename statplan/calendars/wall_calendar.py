"""The year at a glance: months side by side, with a shape of its own for each kind of day."""

from calendar import Calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from statplan.calendars.feed import Feed
from statplan.documents.blocks import Document, Figure
from statplan.documents.svg import ACCENT, INK, PALE, QUIET, RULE, Drawing, Pen, TextStyle
from statplan.holds import Role, State
from statplan.plan.english import format_list, format_long_date, format_month

_WIDTH = 720
_HEAD, _FOOT = 26, 30  # points above the days of a month, and below all months
_DAY = (23.0, 18.0)  # points across and down
_GAP = 13  # points between months
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_SATURDAY = 5
_WIDE_YEAR = 12  # months; of more, six are in a row

# What a day can be, the strongest last, with what it is called.
DAY_KINDS = {
    "civic": "civic date, not for meetings",
    "closed": "closed day",
    "backup": "back-up date",
    "moved": "meeting off its usual day",
    "meeting": "meeting",
}


@dataclass(frozen=True, slots=True)
class DayMark:
    """The kind of a day, as a key of `DAY_KINDS`, and the number of meetings on it."""

    kind: str
    meeting_count: int = 0


def build_wall_calendar(feed: Feed) -> Document:
    """Draw the year of a feed as a document of one page."""
    marks = mark_days(feed)
    months = list(_iter_months(feed.first, feed.last))
    count = sum(mark.meeting_count for mark in marks.values())
    drawing = _draw_months(months, marks)
    description = " ".join(_describe_months(months, marks))
    period = f"{format_long_date(feed.first)} to {format_long_date(feed.last)}"
    figure = Figure(f"{period}: {count} meetings", description or "No day is marked.", drawing)
    title = f"{feed.name}: the year at a glance"
    return Document(
        title, "", "en-US", feed.name, (figure,), feed.plan_date, paper=feed.paper, landscape=True
    )


def mark_days(feed: Feed) -> dict[date, DayMark]:
    """Return the mark of each day: a meeting before a backup date, and both before a closed day."""
    marks: dict[date, DayMark] = {}
    for closed_day in feed.schedule.closed_days if feed.schedule else ():
        kind = "civic" if closed_day.kind == "civic date" else "closed"
        marks[closed_day.day] = DayMark(kind)
    for entry in feed.entries:
        if entry.role == Role.RESERVE and entry.is_live:
            marks[entry.start.date()] = DayMark("backup")
    kinds_by_day: dict[date, list[str]] = {}
    for entry, hold in feed.iter_holds():
        if not entry.is_live:
            continue
        if hold.role is Role.BACKUP and entry.state is not State.CONFIRMED:
            marks[entry.start.date()] = DayMark("backup")
            continue
        is_moved = hold.role is Role.BACKUP or hold.meeting.move is not None
        kinds_by_day.setdefault(entry.start.date(), []).append("moved" if is_moved else "meeting")
    for day, kinds in kinds_by_day.items():
        marks[day] = DayMark("moved" if "moved" in kinds else "meeting", len(kinds))
    return marks


def _iter_months(first: date, last: date) -> Iterator[tuple[int, int]]:
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield index // 12, index % 12 + 1


def _describe_months(
    months: Iterable[tuple[int, int]], marks: dict[date, DayMark]
) -> Iterator[str]:
    yield "A calendar of the year, month by month."
    for year, month in months:
        phrases = []
        for kind, phrase in (
            ("meeting", "there are meetings on"),
            ("moved", "there are meetings off their usual day on"),
            ("backup", "dates are kept free as back-ups on"),
            ("closed", "nobody meets, since the offices are closed, on"),
            ("civic", "nobody meets, since the day belongs to others, on"),
        ):
            days = [
                str(day.day)
                + (f" ({mark.meeting_count} of them)" if mark.meeting_count > 1 else "")
                for day, mark in sorted(marks.items())
                if (day.year, day.month, mark.kind) == (year, month, kind)
            ]
            if days:
                phrases.append(f"{phrase} {format_list(days)}")
        if phrases:
            yield f"In {format_month(month)} {year}, {'; '.join(phrases)}."


def _draw_months(months: list[tuple[int, int]], marks: dict[date, DayMark]) -> Drawing:
    """Draw months, each a year and a number, with a sign on each day that is marked."""
    columns = 4 if len(months) <= _WIDE_YEAR else 6
    scale = 1.0 if columns == 4 else 0.66  # noqa: PLR2004 - four months in a row
    rows = [months[index : index + columns] for index in range(0, len(months), columns)]
    column_width = (_WIDTH + _GAP) / columns
    tops, height = [], 2.0
    for row in rows:
        tops.append(height)
        weeks = max(len(Calendar().monthdatescalendar(*month)) for month in row)
        height += (_HEAD + weeks * _DAY[1] + _GAP * 0.7) * scale
    drawing = Drawing(_WIDTH, round(height + _FOOT))
    for top, row in zip(tops, rows, strict=True):
        for column, month in enumerate(row):
            _draw_month(_MonthArea(drawing, column * column_width, top, scale), month, marks)
    _draw_key(drawing, height + _FOOT - 10, {mark.kind for mark in marks.values()})
    return drawing


@dataclass(frozen=True, slots=True)
class _MonthArea:
    """The area of the drawing for one month, and how much smaller than usual it is."""

    drawing: Drawing
    left: float
    top: float
    scale: float

    def to_point(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.scale, self.top + y * self.scale

    def build_text_style(self, size: float, fill: str = INK, *, bold: bool = False) -> TextStyle:
        return TextStyle(size * self.scale, fill, bold=bold, anchor="middle")


def _draw_month(area: _MonthArea, month: tuple[int, int], marks: dict[date, DayMark]) -> None:
    year, number = month
    wide, high = _DAY
    title_style = TextStyle(10 * area.scale, ACCENT, bold=True)
    area.drawing.draw_text(area.to_point(2, 9), f"{format_month(number)} {year}", title_style)
    for column, weekday in enumerate(_WEEKDAYS):
        position = area.to_point((column + 0.5) * wide, 21)
        area.drawing.draw_text(position, weekday, area.build_text_style(7, QUIET))
    for row, week in enumerate(Calendar().monthdatescalendar(year, number)):
        for column, day in enumerate(week):
            if day.month == number:
                middle = area.to_point((column + 0.5) * wide, _HEAD + (row + 0.5) * high)
                _draw_day(area, middle, str(day.day), marks.get(day), weekend=column >= _SATURDAY)


def _draw_day(
    area: _MonthArea,
    middle: tuple[float, float],
    number: str,
    mark: DayMark | None,
    *,
    weekend: bool = False,
) -> None:
    """Draw a day: its sign below its number."""
    x, y = middle
    kind = mark.kind if mark else ""
    _draw_sign(area, middle, kind)
    light = kind in {"meeting", "moved"}
    fill = "#fff" if light else QUIET if weekend and not kind else INK
    text_style = area.build_text_style(8.5, fill, bold=light or kind == "backup")
    area.drawing.draw_text((x, y + 3 * area.scale), number, text_style)
    if mark and mark.meeting_count > 1:
        position = (x + 11.2 * area.scale, y - 4 * area.scale)
        area.drawing.draw_text(
            position, f"\u00d7{mark.meeting_count}", area.build_text_style(5.2, bold=True)
        )


def _draw_sign(area: _MonthArea, middle: tuple[float, float], kind: str) -> None:
    (x, y), size = middle, 7.6 * area.scale
    drawing = area.drawing
    if kind == "meeting":
        drawing.draw_circle(middle, size, Pen(fill=ACCENT, stroke=ACCENT))
    elif kind == "moved":
        drawing.draw_rectangle(
            (x - size, y - size, 2 * size, 2 * size), Pen(fill="#8a2b06", stroke="#8a2b06")
        )
    elif kind == "backup":
        drawing.draw_circle(middle, size, Pen(stroke=ACCENT, thick=1.2))
    elif kind == "closed":
        drawing.draw_rectangle(
            (x - size, y - size, 2 * size, 2 * size), Pen(fill=PALE, stroke="none")
        )
        for start, end in (((-1, -1), (1, 1)), ((-1, 1), (1, -1))):
            ends = [(x + a * size, y + b * size) for a, b in (start, end)]
            drawing.draw_line(ends[0], ends[1], Pen(stroke=RULE, thick=0.9))
    elif kind == "civic":
        drawing.draw_rectangle(
            (x - size, y - size, 2 * size, 2 * size), Pen(stroke=INK, dashed=True)
        )


def _draw_key(drawing: Drawing, y: float, used_kinds: set[str]) -> None:
    """Draw the key below the months: each sign in use, with its meaning."""
    x = 10.0
    for kind, meaning in reversed(DAY_KINDS.items()):
        if kind not in used_kinds:
            continue
        _draw_day(_MonthArea(drawing, 0, 0, 1), (x, y), "8", DayMark(kind))
        drawing.draw_text((x + 13, y + 3), meaning, TextStyle(8.5))
        x += 13 + len(meaning) * 4.7 + 24
