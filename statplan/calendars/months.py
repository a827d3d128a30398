"""Months drawn side by side: a sign of its own shape for each kind of day."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from statplan.documents.drawing import ACCENT, INK, PALE, QUIET, RULE, Drawing, Letters, Pen
from statplan.plan.english import month_name

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


def draw_months(months: list[tuple[int, int]], marks: dict[date, Marked]) -> Drawing:
    """Draw months of a year and a number, with a sign on each day that is marked."""
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
