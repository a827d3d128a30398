"""The year at a glance: one page to hang up, told by shapes first and by color only besides."""

from collections.abc import Iterable, Iterator
from datetime import date

from statplan.calendars.feed import Feed
from statplan.calendars.months import DayMark, draw_months
from statplan.documents.blocks import Document, Figure
from statplan.holds import GONE, Role, State
from statplan.plan.english import format_list, format_long_date, format_month


def build_wall_calendar(feed: Feed) -> Document:
    """Draw the year of a feed as a document of one page."""
    marks = mark_days(feed)
    months = list(_iter_months(feed.first, feed.last))
    count = sum(mark.meetings for mark in marks.values())
    drawing = draw_months(months, marks)
    description = " ".join(_describe_months(months, marks))
    period = f"{format_long_date(feed.first)} to {format_long_date(feed.last)}"
    figure = Figure(f"{period}: {count} meetings", description or "No day is marked.", drawing)
    title = f"{feed.name}: the year at a glance"
    return Document(
        title, "", "en-US", feed.name, (figure,), feed.plan_date, paper=feed.paper, landscape=True
    )


def mark_days(feed: Feed) -> dict[date, DayMark]:
    """Return the mark of each day; a meeting counts before a backup, and both before closed."""
    marks: dict[date, DayMark] = {}
    for closed_day in feed.schedule.closed_days if feed.schedule else ():
        kind = "civic" if closed_day.kind == "civic date" else "closed"
        marks[closed_day.day] = DayMark(kind)
    meetings: dict[date, list[str]] = {}
    for entry in feed.entries:
        if entry.hold is None or entry.state in GONE:
            continue
        if entry.hold.role is Role.BACKUP and entry.state is not State.CONFIRMED:
            marks[entry.start.date()] = DayMark("backup")
            continue
        is_moved = entry.hold.role is Role.BACKUP or entry.hold.meeting.move is not None
        meetings.setdefault(entry.start.date(), []).append("moved" if is_moved else "meeting")
    for day, kinds in meetings.items():
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
                str(day.day) + (f" ({mark.meetings} of them)" if mark.meetings > 1 else "")
                for day, mark in sorted(marks.items())
                if (day.year, day.month, mark.kind) == (year, month, kind)
            ]
            if days:
                phrases.append(f"{phrase} {format_list(days)}")
        if phrases:
            yield f"In {format_month(month)} {year}, {'; '.join(phrases)}."
