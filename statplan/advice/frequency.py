"""Rules about the rhythm of a series and the length of its meetings."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from statplan.advice.facts import Facts
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import some
from statplan.plan.series import Series
from statplan.plan.times import Every

_ROSTERS = {"departments": "participants.departments", "subjects": "focus.subjects"}
_DAYS = {"week": 7, "month": 31, "quarter": 92}
_YEAR = 365
_MONTHS = 12
_FIFTH = 5


def _days(every: Every) -> int:
    """The days of an interval, those of a long month where it counts months."""
    return every.count * _DAYS[every.unit]


@rule("SP501", "warning", "S1")
def never_meets(facts: Facts) -> Iterator[Remark]:
    """A series has no meeting in the year.

    What it checks: whether each series that has a rhythm and a time has a date in the year.
    Why it matters: a series on paper lets everybody think that its subject is looked after.
    What to do: change its days, its start or its end, or take it out.
    Example: a series that starts in the week after the year's last day holds no date in it.
    """
    if not facts.series:
        yield Unstated("frequency.series")
    waiting = {each.series for each in facts.schedule.undecided}
    for undecided in facts.schedule.undecided:
        yield from (Unstated(_asked(facts, path)) for path in undecided.missing)
    for path, series in facts.each_series:
        if series.id not in waiting and not facts.meetings_of[series.id]:
            year = f"between {facts.schedule.first} and {facts.schedule.last}"
            where = _out_of_year(facts, path, series)
            yield Finding(where, f"{facts.title(series)} has no meeting {year}.")


def _asked(facts: Facts, path: str) -> str:
    """The question behind what a series waits for: a roster where it wants one for each."""
    series, _, key = path.rpartition(".")
    if key not in {"rotate", "for_each"}:
        return path
    wanted = next(each for at, each in facts.each_series if at == series)
    return _ROSTERS.get(str(getattr(wanted, key)), path)


def _out_of_year(facts: Facts, path: str, series: Series) -> str:
    """Which answer keeps a series out of the year."""
    if series.until and series.until < facts.schedule.first:
        return f"{path}.until"
    if series.starts and series.starts > facts.schedule.last:
        return f"{path}.starts"
    return facts.day_path(path, series)


@rule("SP502", "warning", "S1")
def irregular_rhythm(facts: Facts) -> Iterator[Remark]:
    """A series has no regular rhythm.

    What it checks: for a series that is given by dates, the longest gap against the shortest, by
    `advice.limits.gap_times`.
    Why it matters: people prepare for what comes round; what comes at odd times is put off.
    What to do: give the series an interval and a day that every month has.
    Example: BlightSTAT met every second Thursday in its first year, and residents numbered its
    meetings.
    """
    most, year = facts.limits.gap_times, facts.schedule
    for path, series in facts.each_series:
        dates = series.dates or ()
        days = sorted(each for each in set(dates) if year.first <= each <= year.last)
        found = [(later - sooner).days for sooner, later in pairwise(days)]
        if found and max(found) > most * min(found):
            fact = f"{facts.title(series)} comes round after {min(found)} to {max(found)} days."
            yield Finding(f"{path}.dates", fact)


@rule("SP503", "warning", "SUN-15a", "SUN-ED")
def long_break(facts: Facts) -> Iterator[Remark]:
    """A series pauses for long.

    What it checks: each gap between two meetings against the interval of its series, by
    `advice.limits.break_percent` and `advice.limits.break_days`.
    Why it matters: after a long break the questions are new ones, and what was promised is gone.
    What to do: hold a meeting in between, or move the one that falls out instead of dropping it.
    Example: in Baltimore some groups of agencies went about four months without a session in 2014.
    """
    limits = facts.limits
    for path, series in facts.each_series:
        if series.every is None or _is_fifth(series):
            continue
        interval = max(_days(each) for each in _rhythms(series))
        most = max(interval * limits.break_percent // 100, limits.break_days)
        breaks = sorted(_breaks(facts, series, most))
        if breaks:
            told = some(
                f"between {sooner} and {later} ({(later - sooner).days} days)"
                for sooner, later in breaks
            )
            yield Finding(f"{path}.every", f"{facts.title(series)} does not meet {told}.")


def _breaks(facts: Facts, series: Series, most: int) -> Iterator[tuple[date, date]]:
    """The days between which a series pauses for longer than so many days."""
    for key, found in facts.stream_gaps.items():
        if found and max(found) > most:
            meetings = facts.streams[key]
            if facts.series_of(meetings[0]) is series:
                for sooner, later in pairwise(each.stand.day for each in meetings):
                    if (later - sooner).days > most:
                        yield sooner, later


def _rhythms(series: Series) -> Iterator[Every]:
    if series.every:
        yield series.every
    yield from (change.every for change in series.changes or ())


@rule("SP506", "warning", "ours")
def day_that_months_lack(facts: Facts) -> Iterator[Remark]:
    """A series stands on a day that most months do not have.

    What it checks: whether a series that counts in months stands on a fifth weekday.
    Why it matters: it is planned for each month and held in four or five of the twelve.
    What to do: choose the `last` weekday, or another that every month has.
    Example: the first three months of 2027 have no fifth Thursday.
    """
    for path, series in facts.each_series:
        if _is_fifth(series):
            held = len(facts.meetings_of[series.id])
            fact = f"{facts.title(series)} stands on the {series.on}, and meets {held} times."
            yield Finding(f"{path}.on", fact)


def _is_fifth(series: Series) -> bool:
    return series.on is not None and series.on.ordinal == _FIFTH


@rule("SP507", "note", "G-HOST")
def relaxed_early(facts: Facts) -> Iterator[Remark]:
    """A series meets less often before its first year is over.

    What it checks: where a series says from which day it counts and has `changes`, whether one of
    them within the first year has a longer interval.
    Why it matters: the first year is when habits form; a rhythm that slackens then says that the
    meeting matters less.
    What to do: keep the first interval for a year.
    Example: BlightSTAT met every two weeks for a year, then monthly.
    """
    for path, series in facts.each_series:
        if series.starts is None or not series.changes or series.every is None:
            continue
        before = series.every
        for index, change in enumerate(series.changes):
            after = (change.from_ - series.starts).days
            if after < _YEAR and _days(change.every) > _days(before):
                fact = f"{facts.title(series)} goes from every {before} to every {change.every}"
                yield Finding(f"{path}.changes[{index}].every", f"{fact} after {after} days.")
            before = change.every


@rule("SP510", "warning", "G-HOST")
def long_meeting(facts: Facts) -> Iterator[Remark]:
    """A meeting lasts longer than attention does.

    What it checks: the minutes of each series against `advice.limits.minutes`.
    Why it matters: beyond an hour and a half the talk goes on and the attention does not.
    What to do: take fewer topics, or meet more often and shorter.
    Example: StateStat kept to 90 minutes.
    """
    most = facts.limits.minutes
    if facts.plan.frequency.minutes > most:
        lasts = facts.plan.frequency.minutes
        yield Finding("frequency.minutes", f"A meeting lasts {lasts} minutes, over {most}.")
    for path, series in facts.each_series:
        if series.minutes and series.minutes > most:
            fact = f"{facts.title(series)} lasts {series.minutes} minutes, over {most}."
            yield Finding(f"{path}.minutes", fact)


@rule("SP511", "note", "G-HOST")
def lengths_differ(facts: Facts) -> Iterator[Remark]:
    """Some meetings last longer than others.

    What it checks: whether all series have the same minutes.
    Why it matters: the same length each time lets people plan their day and the chair the talk.
    What to do: give all series the same length, with fewer topics where there is less to say.
    Example: StateStat's meetings always lasted 90 minutes.
    """
    usual = facts.plan.frequency.minutes
    others = [
        (path, series, series.minutes)
        for path, series in facts.each_series
        if series.minutes and series.minutes != usual
    ]
    if others and (len(others) < len(facts.series) or len({each[2] for each in others}) > 1):
        told = some(f"{facts.title(series)} {minutes}" for _, series, minutes in others)
        kept = f"; the others last {usual}" if len(others) < len(facts.series) else ""
        yield Finding(f"{others[0][0]}.minutes", f"In minutes: {told}{kept}.")


@rule("SP512", "warning", "S1", "BALT-61")
def short_horizon(facts: Facts) -> Iterator[Remark]:
    """Holds reach less than a year ahead.

    What it checks: for how many months holds are placed.
    Why it matters: calendars of executives fill early, and what is not held by then is bumped.
    What to do: place holds for twelve months.
    Example: Baltimore's code asks for a schedule of the whole year.
    """
    months = facts.plan.frequency.months
    if months < _MONTHS:
        count = "one month" if months == 1 else f"{months} months"
        yield Finding("frequency.months", f"Holds are placed for {count}.")
