"""The year at a glance: one page to hang up, told by shapes first and by color only besides."""

from calendar import Calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from statplan.calendars.feed import Feed
from statplan.documents.blocks import Document, Figure
from statplan.documents.drawing import ACCENT, INK, PALE, QUIET, RULE, Drawing, Letters, Pen
from statplan.holds import GONE, Role, State
from statplan.plan.english import listing, long_day, month_name

_WIDTH = 720
_HEAD, _FOOT = 26, 30  # points above the days of a month, and below all months
_DAY = (23.0, 18.0)  # points across and down
_AIR = 13  # points between months
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_SATURDAY = 5
_WIDE_YEAR = 12  # months; more stand six in a row

# What a day can be, the strongest last, with what it is called.
KINDS = {
    "civic": "civic date, not for meetings",
    "closed": "closed day",
    "backup": "back-up date",
    "moved": "meeting off its usual day",
    "meeting": "meeting",
}


@dataclass(frozen=True, slots=True)
class Marked:
    """What a day is, as a key of `KINDS`, and how many meetings stand on it."""

    kind: str
    meetings: int = 0


def make_wall(feed: Feed) -> Document:
    """Draw the year of a feed as a document of one page."""
    marks = marks_of(feed)
    months = list(_months(feed.first, feed.last))
    count = sum(each.meetings for each in marks.values())
    drawing = _drawn(months, marks)
    told = " ".join(_told(months, marks))
    span = f"{long_day(feed.first)} to {long_day(feed.last)}"
    figure = Figure(f"{span}: {count} meetings", told or "No day is marked.", drawing)
    title = f"{feed.name}: the year at a glance"
    return Document(
        title, "", "en-US", feed.name, (figure,), feed.made, paper=feed.paper, landscape=True
    )


def marks_of(feed: Feed) -> dict[date, Marked]:
    """What each day of the year is; a meeting counts before a back-up, and both before closed."""
    found: dict[date, Marked] = {}
    for each in feed.schedule.closed if feed.schedule else ():
        kind = "civic" if each.kind == "civic date" else "closed"
        found[each.day] = Marked(kind)
    meetings: dict[date, list[str]] = {}
    for entry in feed.entries:
        if entry.hold is None or entry.state in GONE:
            continue
        if entry.hold.role is Role.BACKUP and entry.state is not State.CONFIRMED:
            found[entry.start.date()] = Marked("backup")
            continue
        off = entry.hold.role is Role.BACKUP or entry.hold.meeting.moved is not None
        meetings.setdefault(entry.start.date(), []).append("moved" if off else "meeting")
    for day, kinds in meetings.items():
        found[day] = Marked("moved" if "moved" in kinds else "meeting", len(kinds))
    return found


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield index // 12, index % 12 + 1


def _drawn(months: list[tuple[int, int]], marks: dict[date, Marked]) -> Drawing:
    across = 4 if len(months) <= _WIDE_YEAR else 6
    scale = 1.0 if across == 4 else 0.66  # noqa: PLR2004 - four months in a row
    rows = [months[at : at + across] for at in range(0, len(months), across)]
    step = (_WIDTH + _AIR) / across
    tops, height = [], 2.0
    for row in rows:
        tops.append(height)
        weeks = max(len(Calendar().monthdatescalendar(*month)) for month in row)
        height += (_HEAD + weeks * _DAY[1] + _AIR * 0.7) * scale
    drawing = Drawing(_WIDTH, round(height + _FOOT))
    for top, row in zip(tops, rows, strict=True):
        for place, month in enumerate(row):
            _draw_month(_Sheet(drawing, place * step, top, scale), month, marks)
    _draw_key(drawing, height + _FOOT - 10, {each.kind for each in marks.values()})
    return drawing


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A place on the drawing for one month, and how much smaller than usual it is."""

    drawing: Drawing
    left: float
    top: float
    scale: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.scale, self.top + y * self.scale

    def letters(self, size: float, fill: str = INK, *, bold: bool = False) -> Letters:
        return Letters(size * self.scale, fill, bold=bold, anchor="middle")


def _draw_month(sheet: _Sheet, month: tuple[int, int], marks: dict[date, Marked]) -> None:
    year, number = month
    wide, high = _DAY
    name = Letters(10 * sheet.scale, ACCENT, bold=True)
    sheet.drawing.text(sheet.at(2, 9), f"{month_name(number)} {year}", name)
    for place, weekday in enumerate(_WEEKDAYS):
        at = sheet.at((place + 0.5) * wide, 21)
        sheet.drawing.text(at, weekday, sheet.letters(7, QUIET))
    for row, week in enumerate(Calendar().monthdatescalendar(year, number)):
        for place, day in enumerate(week):
            if day.month == number:
                middle = sheet.at((place + 0.5) * wide, _HEAD + (row + 0.5) * high)
                _draw_day(sheet, middle, str(day.day), marks.get(day), weekend=place >= _SATURDAY)


def _draw_day(
    sheet: _Sheet,
    middle: tuple[float, float],
    number: str,
    mark: Marked | None,
    *,
    weekend: bool = False,
) -> None:
    """Draw a day: its sign below its number."""
    x, y = middle
    kind = mark.kind if mark else ""
    _draw_sign(sheet, middle, kind)
    light = kind in {"meeting", "moved"}
    fill = "#fff" if light else QUIET if weekend and not kind else INK
    letters = sheet.letters(8.5, fill, bold=light or kind == "backup")
    sheet.drawing.text((x, y + 3 * sheet.scale), number, letters)
    if mark and mark.meetings > 1:
        at = (x + 11.2 * sheet.scale, y - 4 * sheet.scale)
        sheet.drawing.text(at, f"\u00d7{mark.meetings}", sheet.letters(5.2, bold=True))


def _draw_sign(sheet: _Sheet, middle: tuple[float, float], kind: str) -> None:
    (x, y), size = middle, 7.6 * sheet.scale
    drawing = sheet.drawing
    if kind == "meeting":
        drawing.circle(middle, size, Pen(fill=ACCENT, stroke=ACCENT))
    elif kind == "moved":
        drawing.rect(
            (x - size, y - size, 2 * size, 2 * size), Pen(fill="#8a2b06", stroke="#8a2b06")
        )
    elif kind == "backup":
        drawing.circle(middle, size, Pen(stroke=ACCENT, thick=1.2))
    elif kind == "closed":
        drawing.rect((x - size, y - size, 2 * size, 2 * size), Pen(fill=PALE, stroke="none"))
        for start, end in (((-1, -1), (1, 1)), ((-1, 1), (1, -1))):
            ends = [(x + a * size, y + b * size) for a, b in (start, end)]
            drawing.line(ends[0], ends[1], Pen(stroke=RULE, thick=0.9))
    elif kind == "civic":
        drawing.rect((x - size, y - size, 2 * size, 2 * size), Pen(stroke=INK, dashed=True))


def _draw_key(drawing: Drawing, line: float, used: set[str]) -> None:
    """Say below the months what each sign means that stands there."""
    x = 10.0
    for kind, meaning in reversed(KINDS.items()):
        if kind not in used:
            continue
        _draw_day(_Sheet(drawing, 0, 0, 1), (x, line), "8", Marked(kind))
        drawing.text((x + 13, line + 3), meaning, Letters(8.5))
        x += 13 + len(meaning) * 4.7 + 24


def _told(months: Iterable[tuple[int, int]], marks: dict[date, Marked]) -> Iterator[str]:
    yield "A calendar of the year, month by month."
    for year, month in months:
        said = []
        for kind, what in (
            ("meeting", "there are meetings on"),
            ("moved", "there are meetings off their usual day on"),
            ("backup", "dates are kept free as back-ups on"),
            ("closed", "nobody meets, since the offices are closed, on"),
            ("civic", "nobody meets, since the day belongs to others, on"),
        ):
            days = [
                str(day.day) + (f" ({mark.meetings} of them)" if mark.meetings > 1 else "")
                for day, mark in sorted(marks.items())
                if (day.year, day.month, mark.kind) == (year, month, kind)
            ]
            if days:
                said.append(f"{what} {listing(days)}")
        if said:
            yield f"In {month_name(month)} {year}, {'; '.join(said)}."
