"""Rules about the rhythm of a series, the length of its meetings, and how far holds reach."""

import math
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_short_list
from statplan.plan.lookup import ROSTER_PATHS
from statplan.plan.series import Series
from statplan.plan.time_values import RepeatInterval

_DAYS = {"week": 7, "month": 31, "quarter": 92}
_YEAR = 365
_MONTHS = 12
_FIFTH, _AFTER_28TH = 5, 29  # that some months lack


def _count_interval_days(every: RepeatInterval) -> int:
    """Return the most days of an interval: a month has 31."""
    return every.count * _DAYS[every.unit]


@rule("SP501", "warning", "S1")
def never_meets(context: RuleContext) -> Iterator[Remark]:
    """A series has no meeting in the year.

    What it checks: whether each series that has a rhythm and a time has a date in the year.
    Why it matters: a series on paper lets everybody think that its subject is looked after.
    What to do: change its days, its start or its end, or take it out.
    Example: a series that starts in the week after the year's last day holds no date in it.
    """
    if not context.series:
        yield Unstated("frequency.series")
    waiting_ids = {undecided.series for undecided in context.schedule.undecided}
    for undecided in context.schedule.undecided:
        yield from (Unstated(_find_question_path(context, path)) for path in undecided.missing)
    for path, series in context.series_with_paths:
        if series.id not in waiting_ids and not context.meetings_by_series[series.id]:
            period = f"between {context.schedule.first} and {context.schedule.last}"
            where = context.find_day_path(path, series)
            yield Finding(where, f"{context.name_series(series)} has no meeting {period}.")


def _find_question_path(context: RuleContext, path: str) -> str:
    """Return the path of the question that a series waits for: a roster where it needs one."""
    series_path, _, question_key = path.rpartition(".")
    if question_key not in {"rotate", "for_each"}:
        return path
    series = dict(context.series_with_paths)[series_path]
    return ROSTER_PATHS.get(str(getattr(series, question_key)), path)


@rule("SP502", "warning", "S1")
def irregular_rhythm(context: RuleContext) -> Iterator[Remark]:
    """A series has no regular rhythm.

    What it checks: for a series that is given by dates, the longest gap against the shortest, by
    `advice.limits.gap_times`.
    Why it matters: people prepare for what comes round; what comes at odd times is put off.
    What to do: give the series an interval and a day that every month has.
    Example: BlightSTAT met every second Thursday in its first year, and residents numbered its
    meetings.
    """
    most = context.limits.gap_times
    for path, series in context.series_with_paths:
        days = sorted(set(series.dates or ()))
        gaps = [(later - sooner).days for sooner, later in pairwise(days)]
        if gaps and max(gaps) > most * min(gaps):
            fact = (
                f"{context.name_series(series)} comes round after {min(gaps)} to {max(gaps)} days."
            )
            yield Finding(f"{path}.dates", fact)


@rule("SP503", "warning", "SUN-15a", "SUN-ED")
def long_break(context: RuleContext) -> Iterator[Remark]:
    """A series pauses for long.

    What it checks: each gap between two meetings against the interval of its series, by
    `advice.limits.break_percent` and `advice.limits.break_days`.
    Why it matters: after a long break the questions are new ones, and what was promised is gone.
    What to do: hold a meeting in between, or move the one that falls out instead of dropping it.
    Example: in Baltimore some groups of agencies went about four months without a session in 2014.
    """
    limits = context.limits
    for path, series in context.series_with_paths:
        if series.every is None or _is_lacking_in_months(series):
            continue
        interval = max(map(_count_interval_days, _list_intervals(series)))
        most = max(interval * limits.break_percent // 100, limits.break_days)
        breaks = sorted(_list_breaks(context, series, most))
        if breaks:
            pauses = format_short_list(
                f"between {sooner} and {later} ({(later - sooner).days} days)"
                for sooner, later in breaks
            )
            yield Finding(f"{path}.every", f"{context.name_series(series)} does not meet {pauses}.")


def _list_breaks(
    context: RuleContext, series: Series, max_days: int
) -> Iterator[tuple[date, date]]:
    """Yield the days of two successive meetings that are more than so many days apart."""
    for stream_id, gaps in context.stream_gaps.items():
        if gaps and max(gaps) > max_days:
            meetings = context.streams[stream_id]
            if context.find_series(meetings[0]) is series:
                for sooner, later in pairwise(meeting.slot.day for meeting in meetings):
                    if (later - sooner).days > max_days:
                        yield sooner, later


def _list_intervals(series: Series) -> Iterator[RepeatInterval]:
    if series.every:
        yield series.every
    yield from (change.every for change in series.changes or () if change.every)


@rule("SP506", "warning", "ours")
def day_that_months_lack(context: RuleContext) -> Iterator[Remark]:
    """A series stands on a day that most months do not have.

    What it checks: whether a series that counts in months stands on a fifth weekday, or on a day
    after the 28th.
    Why it matters: it is planned for each month and not held in all of them.
    What to do: choose the `last` weekday, the `last day`, or another that every month has.
    Example: the first three months of 2027 have no fifth Thursday.
    """
    for path, series in context.series_with_paths:
        if _is_lacking_in_months(series):
            meeting_count = len(context.meetings_by_series[series.id])
            fact = (
                f"{context.name_series(series)} stands on the {series.on}, and meets "
                f"{meeting_count} times."
            )
            yield Finding(f"{path}.on", fact)


def _is_lacking_in_months(series: Series) -> bool:
    return series.on is not None and any(
        day.ordinal is not None
        and day.ordinal >= {"weekday": _FIFTH, "day": _AFTER_28TH}.get(day.kind, math.inf)
        for day in series.on.days
    )


@rule("SP507", "note", "G-HOST")
def relaxed_early(context: RuleContext) -> Iterator[Remark]:
    """A series meets less often before its first year is over.

    What it checks: where a series says from which day it counts and has `changes`, whether one of
    them within the first year has a longer interval.
    Why it matters: the first year is when habits form; a rhythm that slackens then says that the
    meeting matters less.
    What to do: keep the first interval for a year.
    Example: BlightSTAT met every two weeks for a year, then monthly.
    """
    for path, series in context.series_with_paths:
        if series.starts is None or not series.changes or series.every is None:
            continue
        previous = series.every
        for index, change in enumerate(series.changes):
            if change.every is None:
                break
            after = (change.from_ - series.starts).days
            if after < _YEAR and _count_interval_days(change.every) > _count_interval_days(
                previous
            ):
                fact = (
                    f"{context.name_series(series)} goes from every {previous} to every "
                    f"{change.every}"
                )
                yield Finding(f"{path}.changes[{index}].every", f"{fact} after {after} days.")
            previous = change.every


@rule("SP510", "warning", "G-HOST")
def long_meeting(context: RuleContext) -> Iterator[Remark]:
    """A meeting lasts longer than attention does.

    What it checks: the minutes of each series against `advice.limits.minutes`.
    Why it matters: beyond an hour and a half the talk goes on and the attention does not.
    What to do: take fewer topics, or meet more often and shorter.
    Example: StateStat kept to 90 minutes.
    """
    most = context.limits.minutes
    if context.plan.frequency.minutes > most:
        lasts = context.plan.frequency.minutes
        yield Finding("frequency.minutes", f"A meeting lasts {lasts} minutes, over {most}.")
    for path, series in context.series_with_paths:
        if series.minutes and series.minutes > most:
            fact = f"{context.name_series(series)} lasts {series.minutes} minutes, over {most}."
            yield Finding(f"{path}.minutes", fact)


@rule("SP511", "note", "G-HOST")
def lengths_differ(context: RuleContext) -> Iterator[Remark]:
    """Some meetings last longer than others.

    What it checks: whether all series have the same minutes.
    Why it matters: the same length each time lets people plan their day and the chair the talk.
    What to do: give all series the same length, with fewer topics where there is less to say.
    Example: StateStat's meetings always lasted 90 minutes.
    """
    usual = context.plan.frequency.minutes
    others = [
        (path, series, series.minutes)
        for path, series in context.series_with_paths
        if series.minutes and series.minutes != usual
    ]
    if others and (len(others) < len(context.series) or len({other[2] for other in others}) > 1):
        lengths = format_short_list(
            f"{context.name_series(series)} {minutes}" for _, series, minutes in others
        )
        remainder = f"; the others last {usual}" if len(others) < len(context.series) else ""
        yield Finding(f"{others[0][0]}.minutes", f"In minutes: {lengths}{remainder}.")


@rule("SP512", "warning", "S1", "BALT-61")
def short_horizon(context: RuleContext) -> Iterator[Remark]:
    """Holds reach less than a year ahead.

    What it checks: for how many months holds are placed.
    Why it matters: calendars of executives fill early, and what is not held by then is bumped.
    What to do: place holds for twelve months.
    Example: Baltimore's code asks for a schedule of the whole year.
    """
    months = context.plan.frequency.months
    if months < _MONTHS:
        count = "one month" if months == 1 else f"{months} months"
        yield Finding("frequency.months", f"Holds are placed for {count}.")


@rule("SP504", "warning", "G-HOST", "BALT-61")
def slow_rhythm(context: RuleContext) -> Iterator[Remark]:
    """Somebody comes up less often than once a month.

    What it checks: for each subject and department, the usual number of days between two turns,
    against `advice.limits.days_between_turns`. Where a law or an order establishes the program
    (`program.authority.basis`), it is a note: the law may set the rhythm.
    Why it matters: after more than a month people have forgotten what they promised.
    What to do: shorten the interval, split a rotation in two, or silence this with the reason.
    Example: Baltimore's code asks for at least one session a month with each agency.
    """
    limits = context.limits
    least, most = limits.days_between_turns, limits.days_between_turns_at_most
    slow: dict[str, list[tuple[str, int]]] = {}
    for examined_id, usual in context.usual_gaps.items():
        if least < usual <= most:
            slow.setdefault(_find_turns_path(context, examined_id), []).append(
                (context.names[examined_id], usual)
            )
    for path, rhythms in slow.items():
        name, days_between = max(rhythms, key=lambda pair: pair[1])
        others = f", and {len(rhythms) - 1} more as seldom" if len(rhythms) > 1 else ""
        fact = f"{name} comes up every {days_between} days{others}"
        yield _build_rhythm_finding(context, path, fact)


def _build_rhythm_finding(context: RuleContext, path: str, fact: str) -> Finding:
    """Build a finding on a rhythm: a note where a law establishes the program and may set it."""
    if not context.legal_basis:
        return Finding(path, f"{fact}.")
    article = "an" if context.legal_basis[0] in "aeiou" else "a"
    remedy = "If the law sets this, silence the advice with that reason. Else meet more often."
    fact = f"{fact}; {article} {context.legal_basis} establishes the program and may set this."
    return Finding(path, fact, remedy, "note")


def _find_turns_path(context: RuleContext, examined_id: str) -> str:
    """Return the path of the answer on how often a subject or department comes up."""
    first = context.turns[examined_id][0]
    return context.find_rhythm_path(context.find_series_path(first), context.find_series(first))


@rule("SP505", "warning", "GAO15", "G-HOST")
def very_slow_rhythm(context: RuleContext) -> Iterator[Remark]:
    """Somebody comes up less often than once a quarter.

    What it checks: for each subject and department, the usual number of days between two turns,
    against `advice.limits.days_between_turns_at_most`; or a single turn in a year that is longer
    than twice as much. Where a law or an order establishes the program (`program.authority.basis`),
    it is a note: the law may set the rhythm.
    Why it matters: a promise that is asked about twice a year is no promise.
    What to do: shorten the interval, split a rotation in two, or silence this with the reason.
    Example: reviews of federal agencies' goals have to be held once a quarter at the least.
    """
    most = context.limits.days_between_turns_at_most
    slow: dict[str, list[tuple[str, int]]] = {}
    for examined_id, usual in context.usual_gaps.items():
        if usual > most:
            slow.setdefault(_find_turns_path(context, examined_id), []).append(
                (context.names[examined_id], usual)
            )
    for path, rhythms in slow.items():
        named_rhythms = format_short_list(f"{name} (every {days} days)" for name, days in rhythms)
        yield _build_rhythm_finding(context, path, f"Less than once a quarter: {named_rhythms}")
    yield from _find_single_turns(context, 2 * most)


def _find_single_turns(context: RuleContext, max_days: int) -> Iterator[Finding]:
    """Find who comes up only once in a series that lasts longer than so many days."""
    schedule = context.schedule
    names_by_path: dict[str, list[str]] = {}
    for examined_id, meetings in context.turns.items():
        if len(meetings) > 1:
            continue
        series = context.find_series(meetings[0])
        first = max(schedule.first, series.starts or schedule.first)
        last = min(schedule.last, series.until or schedule.last)
        if (last - first).days > max_days:
            names_by_path.setdefault(_find_turns_path(context, examined_id), []).append(
                context.names[examined_id]
            )
    for where, names in names_by_path.items():
        fact = f"Only once in the year: {format_short_list(names)}"
        yield _build_rhythm_finding(context, where, fact)
