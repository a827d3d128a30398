"""What the answers come to, in short lines: the year and its hours, and who is not in the room."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from statplan.charter.english import capital, dated, the
from statplan.cli.interview import hours
from statplan.cli.interview.divisions import DIVISIONS, spoken_for
from statplan.plan import Plan, fields, roster
from statplan.plan.english import listing, long_day
from statplan.plan.series import Series
from statplan.schedule import Backup, Meeting, Schedule
from statplan.schedule.meeting import Omitted

_NAMED = 3  # of many, so many are named
_SERIES = 6
_YEAR = 366  # days
_GUESSED = ", as far as the offices tell"


def of_year(plan: Plan, schedule: Schedule) -> list[str]:
    """Say what year the answers give: how many meetings, what moves, what lacks, whose hours."""
    lines = [*_counts(plan, schedule), *_moved(schedule), *_omitted(schedule)]
    if schedule.meetings:
        lines += _backups(plan, schedule)
        lines.append(hours.asked(plan, schedule.meetings))
    waiting = list(dict.fromkeys(each.title for each in schedule.undecided))
    if waiting:
        lines.append(f"Not on the calendar yet: {_first(waiting)}.")
    return lines


def of_participants(data: Mapping[str, Any]) -> list[str]:
    """Say for which of the support divisions nobody speaks on the panel, or else on the roster.

    Where somebody's division is not stated, the words of the office tell, and the line says so.

    Args:
        data: the whole plan's answers as plain data.
    """
    people = [each for _, each in fields.places(data, "participants.people[]")]
    panel = fields.at(data, "participants.panel") or ()
    seated = [each for each in people if each.get("id") in panel]
    present = seated or people
    spoken = {division for each in present for division in spoken_for(each)}
    lacking = [each for each in DIVISIONS if each not in spoken]
    if not present or not lacking:
        return []
    where = "the panel" if seated else "the roster"
    what = listing(lacking, "or") if spoken else "any of the eight support divisions"
    guessed = "" if all(each.get("division") for each in present) else _GUESSED
    said = f"No one on {where} speaks for {what}{guessed}."
    if not seated:
        return [f"Nobody is named to the panel yet. {said}"]
    others = [
        f"{the(str(each.get('office')))} ({listing(able)})"
        for each in people
        if (able := [division for division in spoken_for(each) if division in lacking])
    ]
    return [said, *([f"On the roster, though not on the panel: {_first(others)}."] * bool(others))]


def _first(items: Sequence[str]) -> str:
    """A few items, and how many more there are."""
    more = len(items) - _NAMED
    return "; ".join([*items[:_NAMED], *([f"and {more} more"] if more > 0 else [])])


def _with_reasons(items: Sequence[tuple[str, str]]) -> str:
    """A few items, each with its reason; one that they all have in common is said once."""
    reasons = {why for _, why in items}
    if len(reasons) == 1:
        return f"{_first([item for item, _ in items])} ({reasons.pop()})"
    return _first([f"{item} ({why})" for item, why in items])


def _told(why: str) -> str:
    """A reason as it stands in brackets, without brackets of its own."""
    return why.replace(" (", ", ").replace(")", "").replace("; ", ", ")


def _many(count: int, noun: str = "meeting") -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _day(day: date, schedule: Schedule) -> str:
    """A day without its year where the year of meetings has it once."""
    _, month_day, year = long_day(day).split(", ")
    longer = (schedule.last - schedule.first).days >= _YEAR
    within = schedule.first <= day <= schedule.last and not longer
    return month_day if within else f"{month_day}, {year}"


def _period(period: str) -> str:
    """A period that has no day: a month by its name, a quarter or a week as it is."""
    year, _, month = period.partition("-")
    if not month.isdecimal():
        return period
    return f"{long_day(date(int(year), int(month), 1)).split()[1]} {year}"


def _item(title: str, day: str, schedule: Schedule) -> str:
    """How a list names a meeting: by its day, and by its title where there are others."""
    titles = {each.title for each in schedule.meetings} | {each.title for each in schedule.omitted}
    return f"{title} on {day}" if titles - {title} else day


def _count(meetings: Sequence[Meeting], more: str = "") -> str:
    first = meetings[0].stand
    when = f"the first on {long_day(first.day)} at {first.at:%H:%M}"
    return f"{_many(len(meetings))}{more}, {when}"


def _counts(plan: Plan, schedule: Schedule) -> Iterator[str]:
    """A line for each series, then a total; a single series needs no name."""
    found = [
        (series, meetings)
        for series in plan.frequency.series or ()
        if (meetings := _meetings(plan, schedule, series))
    ]
    if len(found) == 1:
        series, meetings = found[0]
        yield f"{_count(meetings, _for_each(plan, series))}."
        return
    for series, meetings in found[:_SERIES]:
        yield f"{_title(plan, series, meetings)}: {_count(meetings, _for_each(plan, series))}."
    if found:
        rest = f", with {len(found) - _SERIES} more series" if len(found) > _SERIES else ""
        yield f"In all{rest}: {_count(schedule.meetings)}."


def _meetings(plan: Plan, schedule: Schedule, series: Series) -> list[Meeting]:
    ids = _ids(plan, series)
    return [each for each in schedule.meetings if each.key.series in ids]


def _ids(plan: Plan, series: Series) -> set[str]:
    """The ids under which a series stands in the schedule: its own, or one for each department."""
    if not series.for_each:
        return {series.id}
    return {f"{series.id}-{each}" for each in roster.ids(plan, series.for_each)}


def _title(plan: Plan, series: Series, meetings: Sequence[Meeting]) -> str:
    first = meetings[0]
    if not series.for_each:
        return first.title
    names = roster.names(plan)
    return first.title.removesuffix(f": {names[first.about[0]]}")


def _for_each(plan: Plan, series: Series) -> str:
    if not series.for_each:
        return ""
    count = len(roster.ids(plan, series.for_each))
    return f" for {_many(count, series.for_each.removesuffix('s'))}"


def _moved(schedule: Schedule) -> Iterator[str]:
    moved = [
        f"{_item(each.title, _day(each.moved.nominal, schedule), schedule)} "
        f"({_told(each.moved.why)}) to {_day(each.stand.day, schedule)}"
        for each in schedule.meetings
        if each.moved and not each.moved.chosen
    ]
    chosen = sum(each.moved is not None and each.moved.chosen for each in schedule.meetings)
    if chosen:
        has, its = ("has", "its") if chosen == 1 else ("have", "their")
        yield f"{chosen} {has} a date or a time of {its} own."
    if len(moved) == 1:
        yield f"1 falls on a closed day and moves: {moved[0]}."
    elif moved:
        yield f"{len(moved)} fall on closed days and move: {_first(moved)}."


def _omitted(schedule: Schedule) -> Iterator[str]:
    left_out = []
    for each in sorted(schedule.omitted, key=_when):
        day = _day(each.nominal, schedule) if each.nominal else _period(each.key.period)
        why = _closing(each, schedule) or dated(each.why)
        left_out.append((_item(each.title, day, schedule), _told(why)))
    if left_out:
        do = "does" if len(left_out) == 1 else "do"
        yield f"{len(left_out)} {do} not take place: {_with_reasons(left_out)}."


def _when(omitted: Omitted) -> str:
    return str(omitted.nominal or omitted.key.period)


def _closing(omitted: Omitted, schedule: Schedule) -> str:
    """What closes the day of a meeting that is left out for it, without more words."""
    names = (each.name for each in schedule.closed if each.day == omitted.nominal)
    closing = "; ".join(dict.fromkeys(names))
    return closing if closing and f"closed ({closing})" in omitted.why else ""


def _backups(plan: Plan, schedule: Schedule) -> Iterator[str]:
    """Say whether every meeting has a back-up date, and which has none and why."""
    program = plan.frequency.backup.keep
    kept = {
        each
        for series in plan.frequency.series or ()
        if (program if series.backup.keep is None else series.backup.keep)
        for each in _ids(plan, series)
    }
    wanted = [each for each in schedule.meetings if each.key.series in kept]
    none_for = list(
        dict.fromkeys(each.title for each in schedule.meetings if each.key.series not in kept)
    )
    lacking = [
        (_item(each.title, _day(each.stand.day, schedule), schedule), _told(each.backup.why))
        for each in wanted
        if not isinstance(each.backup, Backup)
    ]
    if not wanted:
        yield "No meeting has a back-up date: the plan keeps none."
    elif none_for:
        keeps = f"The plan keeps no back-up dates for {_first(none_for)}"
        yield f"{keeps}; {_backed('every other meeting has one', len(wanted), lacking)}."
    else:
        every = "every meeting has a back-up date"
        yield f"{capital(_backed(every, len(wanted), lacking))}."


def _backed(every: str, count: int, lacking: Sequence[tuple[str, str]]) -> str:
    if not lacking:
        return every
    named = _with_reasons(lacking)
    if len(lacking) == count:
        return f"no meeting that should have a back-up date has one: {named}"
    if len(lacking) <= _NAMED:
        return f"{every} except {named}"
    return f"of {_many(count)}, {len(lacking)} have no back-up date: {named}"
