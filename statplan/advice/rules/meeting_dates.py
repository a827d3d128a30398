"""Rules about the dates of meetings: moved, left out, crowded, or outside the term."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, rule
from statplan.plan.english import format_count, format_list, format_short_list
from statplan.plan.time_values import WEEKDAYS
from statplan.schedule.model import Meeting, OmittedMeeting, TimeSlot

_SEVERAL = 2
_ALL = 100  # percent


@rule("SP520", "warning", "NO-PR12", "ours")
def often_moved(context: RuleContext) -> Iterator[Remark]:
    """A series has to move many of its meetings.

    What it checks: the share of a series' meetings that a holiday or a closure moves, against
    `advice.limits.moved_percent`; one moved meeting alone is not many.
    Why it matters: a date that often moves is no fixed date, and each move has to be told.
    What to do: choose a weekday or a week of the month that is seldom closed.
    Example: one New Orleans Stat that moved in July 2012 took the place of another.
    """
    for path, series in context.series_with_paths:
        moved = [
            (meeting, move)
            for meeting, move in context.moved_meetings.get(series.id, ())
            if move.nominal_day not in context.civic_dates
        ]
        meeting_count = len(context.meetings_by_series[series.id]) if len(moved) >= _SEVERAL else 0
        if meeting_count and len(moved) * _ALL > meeting_count * context.limits.moved_percent:
            dates = format_short_list(f"{move.nominal_day} ({move.reason})" for _, move in moved)
            fact = (
                f"{context.name_series(series)} moves {len(moved)} of its {meeting_count} "
                f"meetings: off {dates}."
            )
            yield Finding(context.find_day_path(path, series), fact)


@rule("SP521", "note", "SUN-15a")
def dates_left_out(context: RuleContext) -> Iterator[Remark]:
    """A series leaves out dates that are closed.

    What it checks: the dates of each series that stand on a closed day and are not moved.
    Why it matters: what is left out is seldom made up for, and its questions wait for a whole turn.
    What to do: let `closed_day` move the meeting, give it another date under `exceptions`, or name
    the missing dates so that people know.
    Example: in Baltimore a third of the sessions scheduled in 2014 were cancelled.
    """
    for path, series in context.series_with_paths:
        called_off = {cancellation.day for cancellation in series.called_off or ()}
        missing = [
            (day, omitted)
            for day, omitted in context.dropped_dates.get(series.id, ())
            if day not in called_off
        ]
        if missing:
            dates = format_short_list(
                f"{day} ({context.closed_days.get(day, 'closed')}{_format_open_days(omitted)})"
                for day, omitted in missing
            )
            fact = f"{context.name_series(series)} leaves out {dates}."
            yield Finding(f"{path}.closed_day", fact)


def _format_open_days(omitted: OmittedMeeting) -> str:
    """Return in words which days would do in place of one that is left out."""
    days = format_list(map(str, omitted.open_days), "or")
    return f"; {days} would do" if days else ""


@rule("SP522", "warning", "SUN-ED", "SUN-15a")
def many_dropped(context: RuleContext) -> Iterator[Remark]:
    """The plan itself drops many of its dates.

    What it checks: the dates of a series that are called off or left out, as a share of all its
    dates, against `advice.limits.dropped_percent`; one date alone is not many.
    Why it matters: some meetings will fall through anyway; a plan that begins with gaps ends with
    more.
    What to do: choose days that are open, or a longer interval that can be kept.
    Example: of 144 sessions that Baltimore scheduled in 2014, 89 took place.
    """
    for path, series in context.series_with_paths:
        missing = context.dropped_dates.get(series.id, ())
        date_count = len(context.meetings_by_series[series.id]) + len(missing)
        most = date_count * context.limits.dropped_percent
        if len(missing) < _SEVERAL or len(missing) * _ALL <= most:
            continue
        answer_key = "called_off" if series.called_off else "closed_day"
        dates = format_short_list(str(day) for day, _ in missing)
        counts = f"{len(missing)} of its {date_count} dates"
        fact = f"{context.name_series(series)} drops {counts}: {dates}."
        yield Finding(f"{path}.{answer_key}", fact)


@rule("SP527", "note", "ours")
def crowded_day(context: RuleContext) -> Iterator[Remark]:
    """Somebody has to be at many meetings on one day.

    What it checks: how many meetings of a day the same person has to attend, against
    `advice.limits.meetings_per_day`.
    Why it matters: by the last one nobody has read the memo, and a bumped day takes them all along.
    What to do: put one of the series on another day.
    Example: three meetings of an hour and a half take more than half of a working day.
    """
    most = context.limits.meetings_per_day
    crowded_days: list[tuple[Meeting, str]] = []
    for day, meetings in context.full_days.items():
        if len(meetings) > most:
            person_counts = Counter(chain.from_iterable(meeting.required for meeting in meetings))
            person, count = max(person_counts.items(), key=lambda pair: pair[1], default=("", 0))
            if count > most:
                summary = f"{day} ({context.name_person(person)}, {count})"
                crowded_days.append((meetings[-1], summary))
    if crowded_days:
        last = crowded_days[0][0]
        path = context.find_day_path(context.find_series_path(last), context.find_series(last))
        days = format_short_list(summary for _, summary in crowded_days)
        yield Finding(path, f"More than {format_count(most, 'meeting')} on {days}.")


@rule("SP528", "note", "ours")
def no_pause(context: RuleContext) -> Iterator[Remark]:
    """The same people go from one meeting straight into the next.

    What it checks: the minutes between two meetings of a day that share somebody who has to be
    there, against `advice.limits.pause_minutes`.
    Why it matters: the first meeting runs over, and its read-back of actions is cut.
    What to do: start the second one later, or make the first one shorter.
    Example: a meeting of 90 minutes at 9:00 and the next at 10:30 leave no minute in between.
    """
    least = context.limits.pause_minutes
    pairs_by_path: dict[str, list[tuple[Meeting, Meeting]]] = {}
    for meetings in context.full_days.values():
        for sooner, later in pairwise(meetings):
            pause = (
                _find_start_minute(later.slot)
                - _find_start_minute(sooner.slot)
                - sooner.slot.minutes
            )
            if 0 <= pause < least and not set(sooner.required).isdisjoint(later.required):
                pairs_by_path.setdefault(f"{context.find_series_path(later)}.at", []).append(
                    (sooner, later)
                )
    for path, pairs in pairs_by_path.items():
        pauses = format_short_list(
            f"{later.title} after {sooner.title} on {later.slot.day}" for sooner, later in pairs
        )
        yield Finding(path, f"Fewer than {least} minutes in between: {pauses}.")


def _find_start_minute(slot: TimeSlot) -> int:
    """Return the minute of the day at which something starts."""
    return slot.start_time.hour * 60 + slot.start_time.minute


@rule("SP529", "note", "G-HOST", "NO-PR12")
def weekdays_differ(context: RuleContext) -> Iterator[Remark]:
    """A series stands now on this weekday, now on that.

    What it checks: the weekdays of a series that is given by dates.
    Why it matters: the same day each time is remembered without a calendar.
    What to do: give the series an interval and a day, as in `second Thursday`.
    Example: New Orleans kept its four Stats on Thursdays; KCStat's weekday varied.
    """
    for path, series in context.series_with_paths:
        weekdays = Counter(day.weekday() for day in sorted(set(series.dates or ())))
        if len(weekdays) > 1:
            weekday_counts = format_list(
                f"{count} on a {WEEKDAYS[weekday]}" for weekday, count in weekdays.most_common()
            )
            yield Finding(
                f"{path}.dates", f"Of the dates of {context.name_series(series)}, {weekday_counts}."
            )


@rule("SP530", "warning", "ours")
def outside_term(context: RuleContext) -> Iterator[Remark]:
    """Meetings stand outside the program's term.

    What it checks: the first and the last meeting against the term of the program.
    Why it matters: before and after the term nobody has the authority to hold them.
    What to do: extend the term, or end the series with it.
    Example: StateStat was replaced in 2015, after a change of governors.
    """
    term, meetings = context.plan.program.term, context.schedule.meetings
    if not meetings:
        return
    if term.starts and meetings[0].slot.day < term.starts:
        first = meetings[0]
        fact = f"{first.title} meets on {first.slot.day}, before the term starts on {term.starts}."
        yield Finding("program.term.starts", fact)
    if term.ends and meetings[-1].slot.day > term.ends:
        last = meetings[-1]
        fact = f"{last.title} meets on {last.slot.day}, after the term ends on {term.ends}."
        yield Finding("program.term.ends", fact)


@rule("SP531", "note", "G-WO", "ours")
def many_for_one(context: RuleContext) -> Iterator[Remark]:
    """Somebody has to be at very many meetings.

    What it checks: how many meetings a month each person has to attend on average, against
    `advice.limits.meetings_per_month`.
    Why it matters: a monthly meeting with every department is much for a program that begins.
    What to do: begin with a few departments, take two at a time, or let others stand in.
    Example: a lighter way is to look at the figures within meetings that are held anyway.
    """
    months = context.plan.frequency.months
    most = context.limits.meetings_per_month
    if len(context.schedule.meetings) <= most * months:
        return
    meeting_counts: Counter[str] = Counter()
    for meeting in context.schedule.meetings:
        meeting_counts.update(meeting.required)
    many = [
        (context.name_person(person_id), count)
        for person_id, count in meeting_counts.items()
        if count > most * months
    ]
    if many:
        offices = format_short_list(
            f"{office} ({round(count / months)} a month)" for office, count in many
        )
        count = format_count(most, "meeting")
        yield Finding("frequency.series", f"More than {count} a month: {offices}.")


@rule("SP533", "note", "ours")
def meeting_in_the_next_year(context: RuleContext) -> Iterator[Remark]:
    """A meeting takes place after the year of meetings has ended.

    What it checks: meetings that a closed day, or the plan itself, puts after the last day of the
    year.
    Why it matters: next year's schedule is made without it and may put something else there.
    What to do: give it a day within the year under `exceptions`, or tell whoever plans the next
    year.
    Example: a year ends on a Wednesday that is closed, and its last meeting is on the Thursday.
    """
    for path, series in context.series_with_paths:
        late = [
            meeting
            for meeting in context.meetings_by_series[series.id]
            if meeting.slot.day > context.schedule.last
        ]
        if late:
            days = format_short_list(str(meeting.slot.day) for meeting in late)
            fact = f"{context.name_series(series)} meets after {context.schedule.last}: on {days}."
            yield Finding(context.find_day_path(path, series), fact)
