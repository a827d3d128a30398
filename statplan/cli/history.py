"""`statplan log` and `status`: what was decided, how it went, and what is next."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from statplan.calendars import saying
from statplan.calendars.telling import wanted
from statplan.cli.deciding import to_release
from statplan.cli.diffing import difference
from statplan.cli.keeping import Kept, keep
from statplan.cli.records import looked_at, owing
from statplan.holds import GONE, Role
from statplan.ledger import Decision, Settled, Standing, choose
from statplan.ledger.deciding import said
from statplan.plan.english import short_day
from statplan.plan.zone import zone
from statplan.records import Promise

_NEXT, _WEEK = 5, timedelta(days=7)


def run_log(given: Path | None, meeting: str) -> None:
    """Print every decision, or those about one meeting, the oldest first."""
    kept = keep(given)
    found = list(_about(kept, meeting))
    for each in found:
        sys.stdout.write(f"{_decided(kept, each)}\n")
    if not found:
        sys.stdout.write("Nothing was decided yet.\n")


def _about(kept: Kept, meeting: str) -> Iterable[Decision]:
    decisions = kept.ledger.decisions
    if not meeting:
        return decisions
    exact = [each for each in decisions if meeting in {each.meeting, _series(each)}]
    if exact:
        return exact
    settled = kept.year().settled(kept.ledger)
    return kept.ledger.about(choose(meeting, settled, kept.loaded.schedule).key)


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
    settled, day = kept.year().settled(kept.ledger), kept.year().day
    folder = looked_at(kept)
    owed = owing(kept, settled, folder)
    for title, lines in (
        ("", _rates(settled, day)),
        ("Next meetings", _coming(settled, day)),
        ("Due this week", (*_due(kept, settled), *_promised(owed, day))),
        ("Promised to the public, and late: `statplan redact FILE`", _late(owed, day)),
        ("Not cleared any more", (str(each) for each in folder.problems)),
        ("Did these take place? `statplan held MEETING`, or bump or cancel", _open(kept, settled)),
        ("Back-ups to release: `statplan release --held`", _reserved(kept)),
        ("In the way", (str(each) for each in settled.problems)),
        ("Not published yet: `statplan publish`", _pending(kept, settled)),
    ):
        found = list(lines)
        if found:
            head = [title] * bool(title)
            sys.stdout.write("\n".join([*head, *(f"  {line}" for line in found)]) + "\n\n")


def _rates(settled: Settled, day: date) -> Iterator[str]:
    yield _columns("series", "planned", "over", "held", "bumped", "off", "held rate")
    ordered = sorted(settled.standings, key=lambda each: each.meeting.key)
    for series, found in groupby(ordered, key=lambda each: each.meeting.key.series):
        meetings = list(found)
        over = sum(_is_over(each, day) for each in meetings)
        held = sum(each.course.held for each in meetings)
        bumped = sum(each.course.stands is Role.BACKUP for each in meetings)
        off = sum(each.course.stands is None for each in meetings)
        rate = f"{held * 100 // over}%" if over else "none is over"
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
    for stand, key, each in sorted(ahead, key=lambda found: found[:2])[:_NEXT]:
        note = "  (on its back-up date)" if each.course.stands is Role.BACKUP else ""
        yield f"{said(stand)}  {key}  {each.meeting.name}{note}"


def _due(kept: Kept, settled: Settled) -> Iterator[str]:
    year = kept.year()
    found = [
        (each.start.date(), each.text.name, each.meeting)
        for each in wanted(kept.loaded.plan, settled, year.ground)
        if each.role not in set(Role) and each.state not in GONE
    ]
    for day, name, key in sorted(found):
        if year.day <= day < year.day + _WEEK:
            yield f"{day:%a} {day}  {name} ({key})"


def _promised(owed: Iterable[Promise], day: date) -> Iterator[str]:
    for each in owed:
        if day <= each.due < day + _WEEK:
            yield f"{each.due:%a} {each.due}  {each.kind.heading} to be published ({each.meeting})"


def _late(owed: Iterable[Promise], day: date) -> Iterator[str]:
    for each in owed:
        if each.due < day:
            due = short_day(each.due)
            yield f"{each.kind.answer} of {each.meeting} due {due}, not published"


def _open(kept: Kept, settled: Settled) -> Iterator[str]:
    day = kept.year().day
    for each in settled.standings:
        stand = each.course.stand
        if stand and stand.day < day and not each.course.held and each.new:
            yield f"{said(stand)}  {each.key}  {each.meeting.name}"


def _reserved(kept: Kept) -> Iterator[str]:
    for each in to_release(kept):
        if each.course.backup:
            yield f"{said(each.course.backup)}  {each.key}  {each.meeting.name}"


def _pending(kept: Kept, settled: Settled) -> Iterator[str]:
    if settled.problems:
        return
    found = difference(kept)
    if kept.ledger.published is None:
        yield "Nothing was published yet."
    elif found.shown:
        yield from saying.lines(found.shown)
