"""The page: one self-contained HTML file in one language, without script or outside request."""

import calendar
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import Any

from statplan.site import linked, records, statement
from statplan.site.language import Language
from statplan.site.making import RECENT, Site
from statplan.site.meetings import PublicMeeting, Status
from statplan.site.names import CALENDAR, CIVIC, DATA, SCHEMA, feed_name, meeting_name, page_name

GLYPHS = {
    Status.PLANNED: "○",
    Status.SCHEDULED: "●",
    Status.MOVED: "▲",
    Status.CANCELLED: "✕",
    Status.HELD: "✓",
    Status.PAST: "□",
}
BACKUP = "◇"
_BACKUP = "backup"
_MARKS = (*((each.value, glyph) for each, glyph in GLYPHS.items()), (_BACKUP, BACKUP))
_FURTHER = 3  # dates that are named after the next one
_HERE = files("statplan.site")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the year grid: the glyphs that stand on it, and the same in words.

    `kind` is "on" where a meeting takes place, "off" where all that stands there is cancelled.
    """

    day: date
    glyphs: str
    words: str
    kind: str


def write(site: Site, said: Language) -> bytes:
    """Write the page in a language, in UTF-8; the same site gives the same bytes."""
    style = _HERE.joinpath("page.css").read_text(encoding="utf-8").strip()
    data = linked.script(site, said)
    page = _template().render(
        **_context(site, said),
        style=style,
        style_hash=_digest(style),
        linked=data,
        linked_hash=_digest(data),
    )
    return f"{page.rstrip()}\n".encode()


def _digest(text: str) -> str:
    """How a policy names what it lets stand in the page (CSP 3, 2.3.1)."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _template() -> Any:  # noqa: ANN401 - the library's type, imported only here
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_HERE.joinpath("page.html.j2").read_text(encoding="utf-8"))


def _context(site: Site, said: Language) -> dict[str, Any]:
    plan = site.plan
    return {
        "site": site,
        "said": said,
        "say": said.say,
        "recent_days": RECENT,
        "organization": plan.program.organization or "",
        "about": plan.publicity.about or "",
        "page": plan.publicity.schedule_page or "",
        "glyphs": GLYPHS,
        "backup_glyph": BACKUP,
        "upcoming": _upcoming(site),
        "months": [*_months(site)],
        "place": _place(site),
        "grid": [*_grid(site, said)],
        "used": _used(site),
        "access": statement.access(plan, said),
        "attending": [*statement.attending(plan, said)],
        "withheld": [*statement.withheld(plan, said)],
        "left_out": [*statement.left_out(plan, said)],
        "helping": [*statement.helping(plan, said)],
        "pieces": statement.pieces,
        "others": [(each, page_name(site, each)) for each in site.languages if each != said],
        "names": {
            "calendar": CALENDAR, "feed": feed_name(site, said), "data": DATA, "schema": SCHEMA,
            "civic": CIVIC, "meeting": meeting_name, "record": records.name,
        },
        "webcal": f"webcal://{site.address.partition('://')[2]}{CALENDAR}" if site.address else "",
        "record_label": records.label,
        "stamp": _stamp,
    }  # fmt: skip


def _stamp(meeting: PublicMeeting, local: datetime) -> str:
    """A date for programs that read the page."""
    return meeting.at(local).isoformat(timespec="minutes")


def _upcoming(site: Site) -> dict[str, list[PublicMeeting]]:
    """What stands next: that day's meetings, what was called off before, and a few dates after."""
    ahead = site.ahead()
    on = [each for each in ahead if not each.off]
    first = [each for each in on if each.start.date() == on[0].start.date()]
    last = first[0].start.date() if first else date.max
    off = [each for each in ahead if each.off and each.start.date() <= last]
    later = on[len(first) : len(first) + _FURTHER]
    return {"first": first, "off": off if first else [], "later": later}


def _place(site: Site) -> str:
    """Where most of the meetings that have a place are, so that it is said once."""
    places = Counter(each.place for each in site.meetings if each.place)
    return max(places, key=lambda each: (places[each], each)) if places else ""


def _months(site: Site) -> Iterator[tuple[date, list[PublicMeeting]]]:
    def month(meeting: PublicMeeting) -> date:
        return meeting.start.date().replace(day=1)

    for first, found in groupby(site.meetings, key=month):
        yield first, [*found]


def _grid(site: Site, said: Language) -> Iterator[tuple[date, list[list[Day | None]]]]:
    """Each month of the year as weeks that begin on Sunday; None outside of the month."""
    marks: dict[date, Counter[str]] = {}
    for each in site.meetings:
        marks.setdefault(each.start.date(), Counter())[each.status.value] += 1
        if each.backup:
            marks.setdefault(each.backup.date(), Counter())[_BACKUP] += 1
    weeks = calendar.Calendar(calendar.SUNDAY)
    year, month = site.first.year, site.first.month
    while (year, month) <= (site.last.year, site.last.month):
        yield (
            date(year, month, 1),
            [
                [
                    _day(each, marks.get(each, Counter()), said) if each.month == month else None
                    for each in week
                ]
                for week in weeks.monthdatescalendar(year, month)
            ],
        )
        year, month = year + month // 12, month % 12 + 1


def _day(day: date, marks: Counter[str], said: Language) -> Day:
    here = [(each, glyph) for each, glyph in _MARKS if marks[each]]
    words = (
        said.say(f"status.{each}") + (f" ({marks[each]})" if marks[each] > 1 else "")
        for each, _ in here
    )
    standing = marks.keys() - {_BACKUP, Status.CANCELLED.value}
    kind = "on" if standing else "off" if Status.CANCELLED.value in marks else "kept"
    return Day(day, "".join(glyph for _, glyph in here), said.listing(words), kind)


def _used(site: Site) -> list[tuple[str, str]]:
    """The statuses that occur, with their glyphs, in the order of a meeting's life."""
    found = {each.status.value for each in site.meetings}
    kept = {_BACKUP} if any(each.backup for each in site.meetings) else set()
    return [(each, glyph) for each, glyph in _MARKS if each in found | kept]
