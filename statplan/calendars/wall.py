"""The year at a glance: one page to hang up, told by shapes first and by color only besides."""

from collections.abc import Iterable, Iterator
from datetime import date

from statplan.calendars.feed import Feed
from statplan.calendars.months import Marked, draw_months
from statplan.documents.blocks import Document, Figure
from statplan.holds import GONE, Role, State
from statplan.plan.english import listing, long_day, month_name


def make_wall(feed: Feed) -> Document:
    """Draw the year of a feed as a document of one page."""
    marks = marks_of(feed)
    months = list(_months(feed.first, feed.last))
    count = sum(each.meetings for each in marks.values())
    drawing = draw_months(months, marks)
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
