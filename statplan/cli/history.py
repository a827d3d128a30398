"""`statplan log` and `status`: what was decided, how it went, and what is next."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from statplan.calendars import saying
from statplan.calendars.telling import wanted
from statplan.cli.deciding import to_release
from statplan.cli.diffing import difference
from statplan.cli.keeping import Kept, keep
from statplan.cli.lines import aligned, put
from statplan.cli.records import looked_at, owing
from statplan.cli.standing_files import warn_of_broken_files
from statplan.cli.wishes import parse_meeting
from statplan.holds import GONE, Role
from statplan.ledger import Decision, Settled, Standing, choose
from statplan.ledger.deciding import said
from statplan.plan.english import short_day
from statplan.plan.zone import zone
from statplan.records import Promise
from statplan.schedule import Stand

_NEXT, _WEEK = 5, timedelta(days=7)


def run_log(given: Path | None, meeting: str) -> None:
    """Print every decision, or those about one meeting, the oldest first."""
    kept = keep(given)
    found = list(_about(kept, meeting))
    put(_decided(kept, each) for each in found)
    if not found:
        put(["Nothing was decided yet."])


def _about(kept: Kept, meeting: str) -> Iterable[Decision]:
    decisions = kept.ledger.decisions
    if not meeting:
        return decisions
    exact = [each for each in decisions if meeting in {each.meeting, _series(each)}]
    if exact:
        return exact
    settled = kept.year().settled(kept.ledger)
    return kept.ledger.about(choose(parse_meeting(meeting), settled, kept.loaded.schedule).key)


def _series(each: Decision) -> str:
    return each.meeting.rpartition("/")[0]


def _decided(kept: Kept, each: Decision) -> str:
    at = each.at.astimezone(zone(kept.loaded.schedule.zone))
    to = f" on {said(each.to)}" if each.to and each.kind == "held" else ""
    to = to or (f" to {said(each.to)}" if each.to else "")
    why = f": {each.reason}" if each.reason else ""
    return f"{at:%Y-%m-%d %H:%M}  {each.kind:7}  {each.meeting}{to}{why}"


def run_status(given: Path | None) -> None:
    """Print how the year goes."""
    kept = keep(given)
    warn_of_broken_files(kept)
    settled, day = kept.year().settled(kept.ledger), kept.year().day
    folder = looked_at(kept)
    owed = owing(kept, settled, folder)
    for title, lines in (
        ("", _rates(settled, day)),
        ("Next meetings", _coming(settled, day)),
        ("Due within a week", _due(kept, settled, owed)),
        ("Promised to the public, and late: `statplan redact FILE`", _late(owed, day)),
        ("Not cleared any more", (str(each) for each in folder.problems)),
        ("Did these take place? If so: `statplan held MEETING`", _open(kept, settled)),
        ("Back-ups to release: `statplan release --held`", _reserved(kept)),
        ("In the way", (str(each) for each in settled.problems)),
        ("Not published yet: `statplan publish`", _pending(kept, settled)),
    ):
        found = list(lines)
        if found:
            head = [title] * bool(title)
            put([*head, *(f"  {line}" for line in found), ""])


def _rates(settled: Settled, day: date) -> Iterator[str]:
    yield _columns("series", "planned", "over", "held", "bumped", "off", "held rate")
    ordered = sorted(settled.standings, key=lambda each: each.meeting.key)
    for series, found in groupby(ordered, key=lambda each: each.meeting.key.series):
        meetings = list(found)
        over = sum(_is_over(each, day) for each in meetings)
        held = sum(each.course.held for each in meetings)
        bumped = sum(each.course.stands is Role.BACKUP for each in meetings)
        off = sum(each.course.stands is None for each in meetings)
        rate = f"{held * 100 // over}%" if over else "none yet"
        yield _columns(series, len(meetings), over, held, bumped, off, rate)


def _columns(series: str, *cells: object) -> str:
    return f"{series:24.24}" + "".join(f"{each!s:>8}" for each in cells[:-1]) + f"  {cells[-1]}"


def _is_over(each: Standing, day: date) -> bool:
    stand = each.course.stand or each.course.primary
    return each.course.held or stand.day < day


def _coming(settled: Settled, day: date) -> Iterator[str]:
    ahead = [
        (each.course.stand, each.key, each)
        for each in settled.standings
        if each.course.stand and each.course.stand.day >= day and not each.course.held
    ]
    found = sorted(ahead, key=lambda found: found[:2])[:_NEXT]
    return aligned([_row(stand, each) for stand, _, each in found])


def _row(stand: Stand, each: Standing) -> tuple[str, str, str]:
    bumped = stand == each.course.backup and each.course.stands is Role.BACKUP
    note = f" (bumped from {short_day(each.course.primary.day)})" if bumped else ""
    return said(stand), each.key, f"{each.meeting.name}{note}"


def _due(kept: Kept, settled: Settled, owed: Iterable[Promise]) -> Iterator[str]:
    year = kept.year()
    found = [
        (each.start.date(), each.meeting, each.text.name)
        for each in wanted(kept.loaded.plan, settled, year.ground)
        if each.role not in set(Role) and each.state not in GONE
    ]
    promised = [
        (each.due, str(each.meeting), f"{each.kind.heading} to be published") for each in owed
    ]
    return aligned(
        [
            (short_day(day), key, name)
            for day, key, name in sorted([*found, *promised])
            if year.day <= day < year.day + _WEEK
        ]
    )


def _late(owed: Iterable[Promise], day: date) -> Iterator[str]:
    for each in owed:
        if each.due < day:
            due = short_day(each.due)
            yield f"{each.kind.answer} of {each.meeting} due {due}, not published"


def _open(kept: Kept, settled: Settled) -> Iterator[str]:
    day = kept.year().day
    found = [
        (each.course.stand, each)
        for each in settled.standings
        if each.course.stand and each.new and not each.course.held
    ]
    return aligned([_row(stand, each) for stand, each in found if stand.day < day])


def _reserved(kept: Kept) -> Iterator[str]:
    found = [(each.course.backup, each) for each in to_release(kept)]
    return aligned([_row(stand, each) for stand, each in found if stand])


def _pending(kept: Kept, settled: Settled) -> Iterator[str]:
    if settled.problems:
        return
    found = difference(kept)
    if kept.ledger.published is None:
        yield "Nothing was published yet."
    elif found.shown:
        yield from saying.lines(found.shown)
