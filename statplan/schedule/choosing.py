"""Hold what the plan chose for single meetings against the year: their days, their back-ups."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from difflib import get_close_matches

from statplan.errors import Problem
from statplan.plan import zone
from statplan.schedule.closed import OpenDays
from statplan.schedule.meeting import Backup, MeetingKey, NoBackup, Omitted, Stand
from statplan.schedule.placing import Spot
from statplan.schedule.rules import SeriesRule
from statplan.schedule.taken import Taken

Chosen = dict[MeetingKey, Backup | NoBackup]
_LENGTHS = {"Q": 91, "W": 6, "": 30}  # days after the first, at most
_ELSEWHERE = "Choose another day, or take it out."


def pin_backups(
    spots: Iterable[Spot], opened: OpenDays, taken: Taken, zone_key: str
) -> tuple[Chosen, list[Problem]]:
    """Take the back-up dates that the plan chose, before any is looked for.

    Args:
        spots: the meetings, each with its stand.
        opened: the days on which one may meet.
        taken: all primaries; the back-ups are added.
        zone_key: the zone, for times that a clock change skips or repeats.

    Returns:
        The back-ups by meeting, or that there is none; a problem for each that cannot stand.
    """
    pinned: Chosen = {}
    problems: list[Problem] = []
    for spot in spots:
        choice = spot.choice
        if choice and choice.without_backup:
            pinned[spot.key] = NoBackup("the plan keeps none for this meeting")
        if choice is None or choice.backup is None or spot.stand is None:
            continue
        at = choice.backup_at or spot.stand.at
        stand = Stand(choice.backup, at, spot.rule.minutes)
        why = _why_not(spot, stand, opened, taken, zone_key)
        if why:
            fact = f"the back-up of {spot.label} cannot stand on {stand.day}: {why}."
            problems.append(Problem(0, 0, f"{choice.path}.backup", fact, _ELSEWHERE))
            continue
        taken.take(stand, spot.needs, f"the back-up of {spot.label}")
        pinned[spot.key] = Backup(stand)
    return pinned, problems


def _why_not(spot: Spot, stand: Stand, opened: OpenDays, taken: Taken, zone_key: str) -> str | None:
    following = spot.after.stand if spot.after else None
    if not opened.first <= stand.day <= opened.last:
        return f"it lies outside {opened.first} to {opened.last}, which is planned"
    if spot.stand and stand.day <= spot.stand.day:
        return f"the meeting itself is on {spot.stand.day}"
    if following and stand.day >= following.day:
        return f"the next meeting is on {following.day}"
    if zone.unclear(stand.start, zone_key) or zone.unclear(stand.end, zone_key):
        return "the clocks change at that hour"
    clash = taken.clash(stand, spot.needs)
    if clash:
        return f"it is taken by {clash[0]}, which needs the same {clash[1][0]} ({clash[1][1]})"
    closed = opened.why_not(stand.day)
    return f"it is closed ({closed})" if closed else None


def wrong_days(spots: Iterable[Spot], opened: OpenDays) -> Iterator[Problem]:
    """A problem for each meeting for which the plan chose a day on which nobody meets."""
    for spot in spots:
        choice = spot.choice
        if choice is None or choice.day is None:
            continue
        closed = opened.why_not(choice.day)
        why = f"it is closed ({closed})" if closed else ""
        if not opened.first <= choice.day <= opened.last:
            why = f"it lies outside {opened.first} to {opened.last}, which is planned"
        if why:
            fact = f"{spot.label} cannot stand on {choice.day}: {why}."
            yield Problem(0, 0, f"{choice.path}.day", fact, _ELSEWHERE)


def strangers(
    rules: Iterable[SeriesRule],
    lines: Iterable[Iterable[Spot]],
    omitted: Iterable[Omitted],
    span: tuple[date, date],
) -> Iterator[Problem]:
    """A problem for each exception that names no meeting of the year.

    One of a period that lies wholly before or after the days that are planned is left alone: it
    belongs to another year of the same plan.
    """
    periods = _group_periods(lines, omitted)
    for rule in rules:
        own = periods.get(rule.id, set())
        for period, choice in rule.chosen.items():
            if period in own or not _within(period, span):
                continue
            near = get_close_matches(period, sorted(own), n=1)
            fact = f"the year has no meeting {rule.id}/{period}."
            remedy = f"Did you mean {rule.id}/{near[0]}?" if near else "Take it out."
            yield Problem(0, 0, f"{choice.path}.meeting", fact, remedy)


def _group_periods(
    lines: Iterable[Iterable[Spot]], omitted: Iterable[Omitted]
) -> dict[str, set[str]]:
    """Return the periods of each series that has a meeting, or had one that was left out."""
    periods: dict[str, set[str]] = {}
    for line in lines:
        for spot in line:
            periods.setdefault(spot.key.series, set()).add(spot.key.period)
    for meeting in omitted:
        periods.setdefault(meeting.key.series, set()).add(meeting.key.period)
    return periods


def _within(period: str, span: tuple[date, date]) -> bool:
    """Whether a period may lie in a span of days; what is no period is taken to."""
    found = re.match(r"(\d{4})-([QW]?)(\d{1,2})(?:-(\d\d))?", period)
    if not found:
        return True
    year, kind, number = int(found[1]), found[2], int(found[3])
    try:
        if kind == "W":
            first = date.fromisocalendar(year, number, 1)
        else:
            first = date(year, (number - 1) * 3 + 1 if kind else number, int(found[4] or 1))
    except ValueError:
        return True
    last = first if found[4] else first + timedelta(days=_LENGTHS[kind])
    return first <= span[1] and span[0] <= last
