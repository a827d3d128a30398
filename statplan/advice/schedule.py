"""Rules about where the dates stand: moved, left out, too many at a time."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise

from statplan.advice.facts import Facts
from statplan.advice.rule import Finding, Remark, rule
from statplan.plan.english import listing, some
from statplan.plan.times import WEEKDAYS
from statplan.schedule.meeting import Meeting, Stand

_SEVERAL = 2
_ALL = 100  # percent


@rule("SP520", "warning", "NO-PR12", "ours")
def often_moved(facts: Facts) -> Iterator[Remark]:
    """A series has to move many of its meetings.

    What it checks: the share of a series' meetings that a holiday or a closure moves, against
    `advice.limits.moved_percent`; one moved meeting alone is not many.
    Why it matters: a date that often moves is no fixed date, and each move has to be told.
    What to do: choose a weekday or a week of the month that is seldom closed.
    Example: one New Orleans Stat that moved in July 2012 took the place of another.
    """
    for path, series in facts.each_series:
        moved = [
            (each, how)
            for each, how in facts.moved.get(series.id, ())
            if how.nominal not in facts.civic
        ]
        held = len(facts.meetings_of[series.id]) if len(moved) >= _SEVERAL else 0
        if held and len(moved) * _ALL > held * facts.limits.moved_percent:
            told = some(f"{how.nominal} ({how.why})" for _, how in moved)
            fact = f"{facts.title(series)} moves {len(moved)} of its {held} meetings: off {told}."
            yield Finding(facts.day_path(path, series), fact)


@rule("SP521", "note", "SUN-15a")
def dates_left_out(facts: Facts) -> Iterator[Remark]:
    """A series leaves out dates that are closed.

    What it checks: the dates of each series that stand on a closed day and are not moved.
    Why it matters: what is left out is seldom made up for, and its questions wait for a whole turn.
    What to do: let `closed_day` move the meeting, or name the missing dates so that people know.
    Example: in Baltimore a third of the sessions scheduled in 2014 were cancelled.
    """
    for path, series in facts.each_series:
        called = {each.day for each in series.called_off or ()}
        missing = [day for day, _ in facts.dropped.get(series.id, ()) if day not in called]
        if missing:
            told = some(f"{day} ({facts.closed.get(day, 'closed')})" for day in missing)
            fact = f"{facts.title(series)} leaves out {told}."
            yield Finding(f"{path}.closed_day", fact)


@rule("SP522", "warning", "SUN-ED", "SUN-15a")
def many_dropped(facts: Facts) -> Iterator[Remark]:
    """The plan itself drops many of its dates.

    What it checks: the dates of a series that are called off or left out, as a share of all its
    dates, against `advice.limits.dropped_percent`; one date alone is not many.
    Why it matters: some meetings will fall through anyway; a plan that begins with gaps ends with
    more.
    What to do: choose days that are open, or a longer interval that can be kept.
    Example: of 144 sessions that Baltimore scheduled in 2014, 89 took place.
    """
    for path, series in facts.each_series:
        missing = facts.dropped.get(series.id, ())
        every = len(facts.meetings_of[series.id]) + len(missing)
        if len(missing) < _SEVERAL or len(missing) * _ALL <= every * facts.limits.dropped_percent:
            continue
        key = "called_off" if series.called_off else "closed_day"
        told = some(str(day) for day, _ in missing)
        fact = f"{facts.title(series)} drops {len(missing)} of its {every} dates: {told}."
        yield Finding(f"{path}.{key}", fact)


@rule("SP527", "note", "ours")
def crowded_day(facts: Facts) -> Iterator[Remark]:
    """Somebody has to be at many meetings on one day.

    What it checks: how many meetings of a day the same person has to attend, against
    `advice.limits.meetings_per_day`.
    Why it matters: by the last one nobody has read the memo, and a bumped day takes them all along.
    What to do: put one of the series on another day.
    Example: three meetings of an hour and a half take more than half of a working day.
    """
    most = facts.limits.meetings_per_day
    found: list[tuple[Meeting, str]] = []
    for day, meetings in facts.full_days.items():
        if len(meetings) > most:
            wanted = Counter(chain.from_iterable(each.required for each in meetings))
            person, count = max(wanted.items(), key=lambda pair: pair[1], default=("", 0))
            if count > most:
                told = f"{day} ({facts.office(person)}, {count})"
                found.append((meetings[-1], told))
    if found:
        last = found[0][0]
        path = facts.day_path(facts.path_of(last), facts.series_of(last))
        told = some(each for _, each in found)
        yield Finding(path, f"More than {most} meetings on {told}.")


@rule("SP528", "note", "ours")
def no_pause(facts: Facts) -> Iterator[Remark]:
    """The same people go from one meeting straight into the next.

    What it checks: the minutes between two meetings of a day that share somebody who has to be
    there, against `advice.limits.pause_minutes`.
    Why it matters: the first meeting runs over, and its read-back of actions is cut.
    What to do: start the second one later, or make the first one shorter.
    Example: a meeting of 90 minutes at 9:00 and the next at 10:30 leave no minute in between.
    """
    least = facts.limits.pause_minutes
    found: dict[str, list[tuple[Meeting, Meeting]]] = {}
    for meetings in facts.full_days.values():
        for sooner, later in pairwise(meetings):
            pause = _minute(later.stand) - _minute(sooner.stand) - sooner.stand.minutes
            if 0 <= pause < least and not set(sooner.required).isdisjoint(later.required):
                found.setdefault(f"{facts.path_of(later)}.at", []).append((sooner, later))
    for path, pairs in found.items():
        told = some(
            f"{later.title} after {sooner.title} on {later.stand.day}" for sooner, later in pairs
        )
        yield Finding(path, f"Fewer than {least} minutes in between: {told}.")


def _minute(stand: Stand) -> int:
    """The minute of its day at which something starts."""
    return stand.at.hour * 60 + stand.at.minute


@rule("SP529", "note", "G-HOST", "NO-PR12")
def weekdays_differ(facts: Facts) -> Iterator[Remark]:
    """A series stands now on this weekday, now on that.

    What it checks: the weekdays of a series that is given by dates.
    Why it matters: the same day each time is remembered without a calendar.
    What to do: give the series an interval and a day, as in `second Thursday`.
    Example: New Orleans kept its four Stats on Thursdays; KCStat's weekday varied.
    """
    for path, series in facts.each_series:
        weekdays = Counter(each.weekday() for each in sorted(set(series.dates or ())))
        if len(weekdays) > 1:
            told = listing(f"{count} on a {WEEKDAYS[day]}" for day, count in weekdays.most_common())
            yield Finding(f"{path}.dates", f"Of the dates of {facts.title(series)}, {told}.")


@rule("SP530", "warning", "ours")
def outside_term(facts: Facts) -> Iterator[Remark]:
    """Meetings stand outside the program's term.

    What it checks: the first and the last meeting against the term of the program.
    Why it matters: before and after the term nobody has the authority to hold them.
    What to do: extend the term, or end the series with it.
    Example: StateStat was replaced in 2015, after a change of governors.
    """
    term, meetings = facts.plan.program.term, facts.schedule.meetings
    if not meetings:
        return
    if term.starts and meetings[0].stand.day < term.starts:
        first = meetings[0]
        fact = f"{first.title} meets on {first.stand.day}, before the term starts on {term.starts}."
        yield Finding("program.term.starts", fact)
    if term.ends and meetings[-1].stand.day > term.ends:
        last = meetings[-1]
        fact = f"{last.title} meets on {last.stand.day}, after the term ends on {term.ends}."
        yield Finding("program.term.ends", fact)


@rule("SP531", "note", "G-WO", "ours")
def many_for_one(facts: Facts) -> Iterator[Remark]:
    """Somebody has to be at very many meetings.

    What it checks: how many meetings a month each person has to attend on average, against
    `advice.limits.meetings_per_month`.
    Why it matters: a monthly meeting with every department is much for a program that begins.
    What to do: begin with a few departments, take two at a time, or let others stand in.
    Example: a lighter way is to look at the figures within meetings that are held anyway.
    """
    months = facts.plan.frequency.months
    most = facts.limits.meetings_per_month
    if len(facts.schedule.meetings) <= most * months:
        return
    wanted: Counter[str] = Counter()
    for meetings in facts.streams.values():
        same = not facts.series_of(meetings[0]).rotate
        for each in meetings[:1] if same else meetings:
            for person in each.required:
                wanted[person] += len(meetings) if same else 1
    many = [(facts.office(each), count) for each, count in wanted.items() if count > most * months]
    if many:
        told = some(f"{office} ({round(count / months)} a month)" for office, count in many)
        yield Finding("frequency.series", f"More than {most} meetings a month: {told}.")
