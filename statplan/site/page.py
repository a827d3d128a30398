"""The page: one self-contained HTML file in one language, without script or outside request."""

import calendar
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import Any

from statplan.papers.scorecard import format_year
from statplan.site import jsonld, record_pages, statement
from statplan.site.build_site import RECENT, Site
from statplan.site.file_names import (
    CALENDAR,
    CIVIC,
    DATA,
    SCHEMA,
    get_feed_file_name,
    get_meeting_file_name,
    get_page_file_name,
    list_scorecard_file_names,
)
from statplan.site.locale import Language
from statplan.site.meetings import PublicMeeting, PublicStatus

GLYPHS = {
    PublicStatus.PLANNED: "○",
    PublicStatus.TENTATIVE: "◐",
    PublicStatus.CONFIRMED: "●",
    PublicStatus.MOVED: "▲",
    PublicStatus.CANCELLED: "✕",
    PublicStatus.HELD: "✓",
    PublicStatus.PAST: "□",
}
BACKUP_GLYPH = "◇"
_BACKUP = "backup"
_MARKS = (*((status.value, glyph) for status, glyph in GLYPHS.items()), (_BACKUP, BACKUP_GLYPH))
_FURTHER = 3  # dates that are named after the next one
_HERE = files("statplan.site")


@dataclass(frozen=True, slots=True)
class GridDay:
    """A day of the year grid: the glyphs on it, and the same in words.

    `kind` is "on" where a meeting takes place, "off" where all meetings are cancelled, and "kept"
    otherwise.
    """

    day: date
    glyphs: str
    words: str
    kind: str


def render_page(site: Site, language: Language) -> bytes:
    """Write the page in a language, in UTF-8; the same site gives the same bytes."""
    style = _HERE.joinpath("page.css").read_text(encoding="utf-8").strip()
    script = jsonld.render_script(site, language)
    page = _load_template().render(
        **_build_context(site, language),
        style=style,
        style_hash=_hash_text(style),
        linked=script,
        linked_hash=_hash_text(script),
    )
    return f"{page.rstrip()}\n".encode()


def _hash_text(text: str) -> str:
    """Return the hash by which a policy allows a style or script of the page (CSP 3, 2.3.1)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _load_template() -> Any:  # noqa: ANN401 - the library's type, imported only here
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_HERE.joinpath("page.html.j2").read_text(encoding="utf-8"))


def _build_context(site: Site, language: Language) -> dict[str, Any]:
    plan = site.plan
    return {
        "site": site,
        "language": language,
        "say": language.format_phrase,
        "recent_days": RECENT,
        "organization": plan.program.organization or "",
        "about": plan.publicity.about or "",
        "glyphs": GLYPHS,
        "backup_glyph": BACKUP_GLYPH,
        "upcoming": _select_upcoming(site),
        "months": [*_group_by_month(site.list_current_meetings())],
        "earlier_months": [*_group_by_month(site.list_earlier_meetings())],
        "place": _find_main_place(site),
        "grid": [*_build_grid(site, language)],
        "used": _list_statuses(site),
        "access": statement.describe_access(plan, language),
        "access_facts": [*statement.list_access_facts(plan, language)],
        "attending": [*statement.list_attendance_facts(plan, language)],
        "withheld": [*statement.list_withheld_facts(plan, language)],
        "left_out": [*statement.list_omissions(plan, language)],
        "helping": [*statement.list_contact_facts(plan, language)],
        "pieces": statement.split_links,
        "describe_new_schedule": statement.describe_new_schedule,
        "others": [(other, get_page_file_name(site, other)) for other in site.languages
                   if other != language],
        "names": {
            "calendar": CALENDAR, "feed": get_feed_file_name(site, language), "data": DATA,
            "schema": SCHEMA,
            "civic": CIVIC, "meeting": get_meeting_file_name,
            "record": record_pages.get_record_file_name,
        },
        "scorecards": [
            (name, format_year(year)) for name, year in list_scorecard_file_names(site)
        ],
        "webcal": f"webcal://{site.address.partition('://')[2]}{CALENDAR}" if site.address else "",
        "record_label": record_pages.get_record_label,
        "stamp": _format_stamp,
    }  # fmt: skip


def _format_stamp(meeting: PublicMeeting, local_time: datetime) -> str:
    """Format a date for programs that read the page."""
    return meeting.add_offset(local_time).isoformat(timespec="minutes")


def _select_upcoming(site: Site) -> dict[str, list[PublicMeeting]]:
    """Select what is next: the meetings of the next day, any cancelled by then, and a few later."""
    upcoming = site.list_upcoming_meetings()
    taking_place = [meeting for meeting in upcoming if not meeting.is_cancelled]
    first = [
        meeting for meeting in taking_place if meeting.start.date() == taking_place[0].start.date()
    ]
    last = first[0].start.date() if first else date.max
    cancelled = [
        meeting for meeting in upcoming if meeting.is_cancelled and meeting.start.date() <= last
    ]
    later = taking_place[len(first) : len(first) + _FURTHER]
    return {"first": first, "off": cancelled if first else [], "later": later}


def _find_main_place(site: Site) -> str:
    """Return the place of most meetings, which the page names once; empty if there is none.

    Where a meeting has no place that is public, the page names that of each other one beside it.
    """
    if any(not meeting.place and not meeting.is_cancelled for meeting in site.meetings):
        return ""
    places = Counter(meeting.place for meeting in site.meetings if meeting.place)
    return max(places, key=lambda place: (places[place], place)) if places else ""


def _group_by_month(
    meetings: Iterable[PublicMeeting],
) -> Iterator[tuple[date, list[PublicMeeting]]]:
    def get_month(meeting: PublicMeeting) -> date:
        return meeting.start.date().replace(day=1)

    for first, month_meetings in groupby(meetings, key=get_month):
        yield first, [*month_meetings]


def _build_grid(
    site: Site, language: Language
) -> Iterator[tuple[date, list[list[GridDay | None]]]]:
    """Yield each month of the year as weeks that begin on Sunday; None outside of the month."""
    marks: dict[date, Counter[str]] = {}
    for meeting in site.list_current_meetings():
        marks.setdefault(meeting.start.date(), Counter())[meeting.status.value] += 1
        if meeting.backup:
            marks.setdefault(meeting.backup.date(), Counter())[_BACKUP] += 1
    weeks = calendar.Calendar(calendar.SUNDAY)
    year, month = site.first.year, site.first.month
    while (year, month) <= (site.last.year, site.last.month):
        yield (
            date(year, month, 1),
            [
                [
                    _build_grid_day(day, marks.get(day, Counter()), language)
                    if day.month == month
                    else None
                    for day in week
                ]
                for week in weeks.monthdatescalendar(year, month)
            ],
        )
        year, month = year + month // 12, month % 12 + 1


def _build_grid_day(day: date, marks: Counter[str], language: Language) -> GridDay:
    shown_marks = [(status, glyph) for status, glyph in _MARKS if marks[status]]
    words = (
        language.format_phrase(f"status.{status}")
        + (f" ({marks[status]})" if marks[status] > 1 else "")
        for status, _ in shown_marks
    )
    active = marks.keys() - {_BACKUP, PublicStatus.CANCELLED.value}
    kind = "on" if active else "off" if PublicStatus.CANCELLED.value in marks else "kept"
    return GridDay(day, "".join(glyph for _, glyph in shown_marks), language.join_list(words), kind)


def _list_statuses(site: Site) -> list[tuple[str, str]]:
    """List the statuses that the grid has, with their glyphs, in the order of a meeting's life."""
    meetings = site.list_current_meetings()
    statuses = {meeting.status.value for meeting in meetings}
    backup_status = {_BACKUP} if any(meeting.backup for meeting in meetings) else set()
    return [(status, glyph) for status, glyph in _MARKS if status in statuses | backup_status]
