"""Make the year: every series placed, every meeting with its turn, its people and its back-up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count

from statplan.errors import Problem
from statplan.plan import Plan, roster, zone
from statplan.schedule import choosing, rotation
from statplan.schedule.backup import find_backup
from statplan.schedule.closed import OpenDays, open_days
from statplan.schedule.meeting import (
    Backup,
    Meeting,
    NoBackup,
    Omitted,
    Schedule,
    Stand,
    Undecided,
)
from statplan.schedule.placing import Spot, link, place, spots, why_omitted
from statplan.schedule.rules import SeriesRule, series_rules
from statplan.schedule.taken import Taken, resources

# The year is planned a little past its end, so that a back-up in the first weeks of the next year
# meets no closed day and takes no place of a meeting that is bound to stand there.
BEYOND = timedelta(days=120)


def last_day(first: date, months: int) -> date:
    """The last day of a year of meetings that begins on `first` and holds for some months."""
    index = first.year * 12 + first.month - 1 + months
    year, month = divmod(index, 12)
    for day in (first.day, 28):
        try:
            return date(year, month + 1, day) - timedelta(days=1)
        except ValueError:
            continue
    raise AssertionError  # pragma: no cover - every month has a 28th


def make_schedule(plan: Plan) -> Schedule:
    """Turn what was decided into the year of meetings, each with its back-up or the reason why not.

    A plan without a first day or a time zone gives an empty year; `Schedule.undecided` then names
    what is missing.
    """
    first = plan.frequency.first_day
    key = plan.program.timezone
    if first is None or key is None:
        return _nothing(plan)
    last = last_day(first, plan.frequency.months)
    rules, undecided, problems = series_rules(plan, first)
    opened, closed, not_known = open_days(plan.frequency, first, last + BEYOND)
    taken = Taken()
    lines, omitted, clashes = _settle(plan, rules, opened, taken)
    inside = sorted(
        (each for line in lines for each in line if each.nominal <= last), key=_by_stand
    )
    meetings, unfit = _held(plan, inside, opened, taken)
    return Schedule(
        first=first,
        last=last,
        zone=key,
        meetings=tuple(_numbered(meetings, rules)),
        omitted=tuple(each for each in omitted if _inside(each, last)),
        undecided=tuple(undecided),
        closed=tuple(each for each in closed if each.day <= last),
        problems=(
            *(*problems, *not_known, *_collisions(clashes, last), *_clock(lines, key, last)),
            *choosing.strangers(rules, lines, omitted, (opened.first, opened.last)),
            *choosing.wrong_days(inside, opened),
            *unfit,
        ),
    )


def _held(
    plan: Plan, inside: list[Spot], opened: OpenDays, taken: Taken
) -> tuple[list[Meeting], list[Problem]]:
    """The meetings, each with its back-up: those that the plan chose are taken before others."""
    key = plan.program.timezone or ""
    pinned, unfit = choosing.pin_backups(inside, opened, taken, key)
    names = roster.names(plan)
    meetings = [
        _meeting(spot, pinned.get(spot.key) or find_backup(spot, opened, taken, key), names)
        for spot in inside
    ]
    return meetings, unfit


def _nothing(plan: Plan) -> Schedule:
    first = plan.frequency.first_day or date(2000, 1, 1)
    missing = tuple(
        path
        for path, said in (
            ("frequency.first_day", plan.frequency.first_day),
            ("program.timezone", plan.program.timezone),
        )
        if said is None
    )
    waiting = tuple(
        Undecided(each.id, each.name or each.id, missing) for each in plan.frequency.series or ()
    )
    last = last_day(first, plan.frequency.months)
    return Schedule(first, last, plan.program.timezone or "UTC", undecided=waiting)


def _stand(spot: Spot) -> Stand:
    return spot.stand or Stand(spot.nominal, spot.at, spot.rule.minutes)


def _by_stand(spot: Spot) -> tuple[date, time, int, str, str]:
    stand = _stand(spot)
    return stand.day, stand.at, stand.minutes, spot.key.series, spot.key.period


def _settle(
    plan: Plan, rules: list[SeriesRule], opened: OpenDays, taken: Taken
) -> tuple[list[list[Spot]], list[Omitted], list[tuple[Spot, str]]]:
    """Place all series; a spot that finds no stand is left out and the turns are dealt anew."""
    omitted: list[Omitted] = []
    lines: list[list[Spot]] = []
    heads = rotation.heads(plan)
    for rule in rules:
        line, left_out = spots(rule, opened.first, opened.last)
        lines.append(line)
        omitted += left_out
    while True:
        taken.clear()
        for line in lines:
            link(line)
            _deal(line, heads)
        clashes = place([spot for line in lines for spot in line], opened, taken)
        lost = [spot for line in lines for spot in line if spot.stand is None]
        if not lost:
            return lines, omitted, clashes
        omitted += [
            Omitted(spot.key, spot.rule.title, spot.nominal, why_omitted(spot)) for spot in lost
        ]
        lines = [[spot for spot in line if spot.stand is not None] for line in lines]


def _deal(line: list[Spot], heads: dict[str, tuple[str, ...]]) -> None:
    """Give each meeting of a series its turn, and with it the people and the room that it needs."""
    if not line:
        return
    rule = line[0].rule
    by_turn: dict[tuple[str, ...], tuple[str, ...]] = {}
    for spot, about in zip(line, rotation.turns(rule.turns, len(line)), strict=True):
        if about not in by_turn:
            concerned = (head for each in about for head in heads.get(each, ()))
            by_turn[about] = tuple(dict.fromkeys((*rule.people, *concerned)))
        spot.about, spot.people = about, by_turn[about]
        spot.needs = resources(rule.room, (*spot.people, *rule.unlisted))


def _meeting(spot: Spot, found: Backup | NoBackup, names: dict[str, str]) -> Meeting:
    return Meeting(
        key=spot.key,
        title=spot.rule.title,
        stand=_stand(spot),
        about=spot.about,
        subject=", ".join(names.get(each, each) for each in spot.about),
        moved=spot.moved,
        backup=found,
        required=spot.people,
        optional=spot.rule.optional,
        room=spot.rule.room,
        chair=spot.rule.chair,
    )


def _numbered(meetings: list[Meeting], rules: list[SeriesRule]) -> list[Meeting]:
    """The meetings, counted per series where its plan says from which number."""
    counters = {rule.id: count(rule.number_from) for rule in rules if rule.number_from}
    return [
        replace(each, number=next(counters[each.key.series]))
        if each.key.series in counters
        else each
        for each in meetings
    ]


def _inside(omitted: Omitted, last: date) -> bool:
    if omitted.nominal is not None:
        return omitted.nominal <= last
    return omitted.key.period[:7] <= f"{last:%Y-%m}"


def _collisions(clashes: list[tuple[Spot, str]], last: date) -> Iterator[Problem]:
    """One problem for each pair of series that stand in each other's way."""
    pairs: dict[tuple[str, str], list[tuple[Spot, str]]] = {}
    for spot, other in clashes:
        if spot.nominal <= last:
            other_series = other.rpartition("(")[2].partition("/")[0]
            pairs.setdefault((spot.rule.id, other_series), []).append((spot, other))
    for found in pairs.values():
        spot, other = found[0]
        often = f" ({len(found)} times in the year)" if found[1:] else ""
        stand = _stand(spot)
        fact = f"{spot.label} and {other} on {stand.day} at {stand.at:%H:%M}{often}."
        remedy = "Change the day, the time, the room or who must be there."
        chosen = spot.choice and spot.choice.day and f"{spot.choice.path}.day"
        yield Problem(0, 0, chosen or f"{spot.rule.path}.on", fact, remedy)


def _clock(lines: list[list[Spot]], key: str, last: date) -> Iterator[Problem]:
    """Meetings whose start or end a clock change skips or repeats (RFC 5545, 3.3.5)."""
    for spot in (spot for line in lines for spot in line if spot.nominal <= last):
        if spot.stand is None:
            continue
        for local in (spot.stand.start, spot.stand.end):
            why = zone.unclear(local, key)
            if why:
                what = "does not exist" if why == "skipped" else "comes twice"
                fact = f"{spot.label}: {local:%H:%M} {what} on {spot.stand.day}: clocks change."
                remedy = "Choose another time of day."
                yield Problem(0, 0, f"{spot.rule.path}.at", fact, remedy)
                break
