"""A summary of the answers in short lines: the year, its hours, and the divisions that lack."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from statplan.charter.grammar import add_article, capitalize_first, expand_iso_dates
from statplan.interview.divisions import list_divisions
from statplan.plan import lookup
from statplan.plan.english import (
    format_count,
    format_list,
    format_long_date,
    format_month,
    format_month_day,
)
from statplan.plan.model import Plan
from statplan.plan.participants import DIVISIONS
from statplan.plan.paths import find_answers, get_answer
from statplan.plan.series import Series
from statplan.plan.unlisted_people import list_principal_offices
from statplan.schedule.model import Backup, Meeting, Move, OmittedMeeting, Schedule
from statplan.schedule.series_rules import index_titles

_MOST_NAMED = 3  # of many, so many are named
_MOST_SERIES = 6
_DAYS_IN_YEAR = 366  # a schedule of more days may have the same date twice
_GUESS_NOTE = ", as far as the offices tell"
_HOUR = 60  # minutes
_UNNAMED = ""  # stands for a leader who is not named yet


def summarize_year(plan: Plan, schedule: Schedule) -> list[str]:
    """Return lines on the year: the meetings, those that move or lack something, whose hours."""
    lines = [
        *_describe_series(plan, schedule),
        *_describe_moved(schedule),
        *_describe_omitted(schedule),
    ]
    if schedule.meetings:
        lines += _describe_backups(plan, schedule)
        if schedule.reserve_days:
            lines.append("Meetings share a reserve day, and the first meeting to need it gets it.")
        lines.append(describe_time_cost(plan, schedule.meetings))
    waiting = list(dict.fromkeys(series.title for series in schedule.undecided))
    if waiting:
        lines.append(f"Not on the calendar yet: {_list_first(waiting)}.")
    return lines


def summarize_participants(answers: Mapping[str, Any]) -> list[str]:
    """Return lines on the support divisions that nobody on the panel or roster speaks for.

    Where somebody's division is not stated, the words of the office tell, and the line says so.

    Args:
        answers: the whole plan's answers as plain data.
    """
    people = [person for _, person in find_answers(answers, "participants.people[]")]
    panel = get_answer(answers, "participants.panel") or ()
    seated = [person for person in people if person.get("id") in panel]
    present = seated or people
    represented = {division for person in present for division in list_divisions(person)}
    lacking = [division_name for division_name in DIVISIONS if division_name not in represented]
    if not present or not lacking:
        return []
    where = "the panel" if seated else "the roster"
    lacking_text = (
        format_list(lacking, "or") if represented else "any of the eight support divisions"
    )
    guess_note = "" if all(person.get("division") for person in present) else _GUESS_NOTE
    sentence = f"No one on {where} speaks for {lacking_text}{guess_note}."
    if not seated:
        return [f"Nobody is named to the panel yet. {sentence}"]
    others = [
        f"{add_article(str(person.get('office')))} ({format_list(able)})"
        for person in people
        if (able := [division for division in list_divisions(person) if division in lacking])
    ]
    return [
        sentence,
        *([f"On the roster, though not on the panel: {_list_first(others)}."] * bool(others)),
    ]


def _list_first(phrases: Sequence[str]) -> str:
    """Join the first few phrases, and say how many more there are."""
    more = len(phrases) - _MOST_NAMED
    return "; ".join([*phrases[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])


def _list_with_reasons(named_reasons: Sequence[tuple[str, str]]) -> str:
    """List a few items, each with its reason; a reason that they all share is given once."""
    reasons = {reason for _, reason in named_reasons}
    if len(reasons) == 1:
        return f"{_list_first([name for name, _ in named_reasons])} ({reasons.pop()})"
    return _list_first([f"{name} ({reason})" for name, reason in named_reasons])


def _strip_brackets(reason: str) -> str:
    """Return a reason for use in brackets, without brackets of its own."""
    return reason.replace(" (", ", ").replace(")", "").replace("; ", ", ")


def _format_day(day: date, schedule: Schedule) -> str:
    """Format a day, without its year where the year of meetings has it once."""
    is_longer = (schedule.last - schedule.first).days >= _DAYS_IN_YEAR
    is_within = schedule.first <= day <= schedule.last and not is_longer
    return format_month_day(day) if is_within else f"{format_month_day(day)}, {day.year}"


def _format_period(period: str) -> str:
    """Format a period that has no day: a month by its name, a quarter or a week as it is."""
    year, _, month = period.partition("-")
    if not month.isdecimal():
        return period
    return f"{format_month(int(month))} {year}"


def _format_meeting(title: str, day: str, schedule: Schedule) -> str:
    """Name a meeting in a list: by its day, and by its title where there are others."""
    titles = {meeting.title for meeting in schedule.meetings}
    titles |= {meeting.title for meeting in schedule.omitted}
    return f"{title} on {day}" if titles - {title} else day


def _describe_meetings(meetings: Sequence[Meeting], more: str = "") -> str:
    first_slot = meetings[0].slot
    when = f"the first on {format_long_date(first_slot.day)} at {first_slot.start_time:%H:%M}"
    return f"{format_count(len(meetings), 'meeting')}{more}, {when}"


def _describe_series(plan: Plan, schedule: Schedule) -> Iterator[str]:
    """Yield a line for each series, then a total; a single series needs no name."""
    meetings_by_series = [
        (series, meetings)
        for series in plan.frequency.series or ()
        if (meetings := _find_meetings(plan, schedule, series))
    ]
    if len(meetings_by_series) == 1:
        series, meetings = meetings_by_series[0]
        yield f"{_describe_meetings(meetings, _describe_for_each(plan, series))}."
        return
    for series, meetings in meetings_by_series[:_MOST_SERIES]:
        yield (
            f"{index_titles(plan)[series.id]}: "
            f"{_describe_meetings(meetings, _describe_for_each(plan, series))}."
        )
    if meetings_by_series:
        rest = (
            f", with {len(meetings_by_series) - _MOST_SERIES} more series"
            if len(meetings_by_series) > _MOST_SERIES
            else ""
        )
        yield f"In all{rest}: {_describe_meetings(schedule.meetings)}."


def _find_meetings(plan: Plan, schedule: Schedule, series: Series) -> list[Meeting]:
    series_ids = _list_series_ids(plan, series)
    return [meeting for meeting in schedule.meetings if meeting.key.series in series_ids]


def _list_series_ids(plan: Plan, series: Series) -> set[str]:
    """Return the ids of a series in the schedule: its own, or one for each department."""
    if not series.for_each:
        return {series.id}
    return {f"{series.id}-{member_id}" for member_id in lookup.list_ids(plan, series.for_each)}


def _describe_for_each(plan: Plan, series: Series) -> str:
    if not series.for_each:
        return ""
    count = len(lookup.list_ids(plan, series.for_each))
    return f" for {format_count(count, series.for_each.removesuffix('s'))}"


def _describe_moved(schedule: Schedule) -> Iterator[str]:
    def format_nominal_day(move: Move) -> str:
        return _format_day(move.nominal_day, schedule)

    moved_meetings = [
        f"{_format_meeting(meeting.title, format_nominal_day(meeting.move), schedule)} "
        f"({_strip_brackets(meeting.move.reason)}) to {_format_day(meeting.slot.day, schedule)}"
        for meeting in schedule.meetings
        if meeting.move and not meeting.move.is_exception
    ]
    chosen_count = sum(
        meeting.move is not None and meeting.move.is_exception for meeting in schedule.meetings
    )
    if chosen_count:
        has, its = ("has", "its") if chosen_count == 1 else ("have", "their")
        yield f"{chosen_count} {has} a date or a time of {its} own."
    if len(moved_meetings) == 1:
        yield f"1 falls on a closed day and moves: {moved_meetings[0]}."
    elif moved_meetings:
        yield f"{len(moved_meetings)} fall on closed days and move: {_list_first(moved_meetings)}."


def _describe_omitted(schedule: Schedule) -> Iterator[str]:
    left_out = []
    for meeting in sorted(schedule.omitted, key=_format_date_or_period):
        day = (
            _format_day(meeting.nominal_day, schedule)
            if meeting.nominal_day
            else _format_period(meeting.key.calendar_period)
        )
        reason = _find_closing(meeting, schedule) or expand_iso_dates(meeting.reason)
        left_out.append((_format_meeting(meeting.title, day, schedule), _strip_brackets(reason)))
    if left_out:
        do = "does" if len(left_out) == 1 else "do"
        yield f"{len(left_out)} {do} not take place: {_list_with_reasons(left_out)}."


def _format_date_or_period(omitted: OmittedMeeting) -> str:
    return str(omitted.nominal_day or omitted.key.period)


def _find_closing(omitted: OmittedMeeting, schedule: Schedule) -> str:
    """Return what closes the day of a meeting that is left out for it, without more words."""
    names = (
        closed_day.name
        for closed_day in schedule.closed_days
        if closed_day.day == omitted.nominal_day
    )
    closing = "; ".join(dict.fromkeys(names))
    return closing if closing and f"closed ({closing})" in omitted.reason else ""


def _describe_backups(plan: Plan, schedule: Schedule) -> Iterator[str]:
    """Say whether every meeting has a backup date, and which has none and why."""
    keeps_by_default = plan.frequency.backup.keep
    backed_ids = {
        series_id
        for series in plan.frequency.series or ()
        if (keeps_by_default if series.backup.keep is None else series.backup.keep)
        for series_id in _list_series_ids(plan, series)
    }
    backed_meetings = [meeting for meeting in schedule.meetings if meeting.key.series in backed_ids]
    titles_without = list(
        dict.fromkeys(
            meeting.title for meeting in schedule.meetings if meeting.key.series not in backed_ids
        )
    )
    lacking = [
        (
            _format_meeting(meeting.title, _format_day(meeting.slot.day, schedule), schedule),
            _strip_brackets(meeting.backup.reason),
        )
        for meeting in backed_meetings
        if not isinstance(meeting.backup, Backup)
    ]
    if not backed_meetings:
        yield "No meeting has a back-up date: the plan keeps none."
    elif titles_without:
        keeps = f"The plan keeps no back-up dates for {_list_first(titles_without)}"
        yield (
            f"{keeps}; "
            f"{_describe_lacking('every other meeting has one', len(backed_meetings), lacking)}."
        )
    else:
        every = "every meeting has a back-up date"
        yield f"{capitalize_first(_describe_lacking(every, len(backed_meetings), lacking))}."


def _describe_lacking(claim: str, count: int, lacking: Sequence[tuple[str, str]]) -> str:
    if not lacking:
        return claim
    named = _list_with_reasons(lacking)
    if len(lacking) == count:
        return f"no meeting that should have a back-up date has one: {named}"
    if len(lacking) <= _MOST_NAMED:
        return f"{claim} except {named}"
    return f"of {format_count(count, 'meeting')}, {len(lacking)} have no back-up date: {named}"


def describe_time_cost(plan: Plan, meetings: Sequence[Meeting]) -> str:
    """Say in a sentence how many hours of the year the meetings take, of whom.

    The principal's, where every meeting is attended; else those of whoever leads. The plan does not
    say how long a briefing is, so that briefings are named and not counted.
    """
    leadership, total_minutes = plan.leadership, _count_minutes(meetings)
    total, leaders = format_length(total_minutes), _describe_leader_hours(plan, meetings)
    everyone = "everyone who comes each time"
    offices = list_principal_offices(plan)
    is_plural = len(offices) > 1
    principals = format_list(map(add_article, offices))
    brief = ", besides the briefings" if leadership.prebrief_days is not None else ""
    limit = _format_limit(plan, total_minutes)
    match leadership.attends:
        case "every":
            theirs = format_list(f"{add_article(office)}'s" for office in offices)
            shortfall = _describe_shortfall(plan, total_minutes)
            phrase = f"{total} of {theirs} year{brief}, and of {everyone}{shortfall}"
        case "first" | "first of each month":
            attended = [meeting for meeting in meetings if meeting.is_attended]
            others = [meeting for meeting in meetings if not meeting.is_attended]
            hours = format_length(_count_minutes(attended))
            which = "the first meeting" + " of each month" * (leadership.attends != "first")
            phrase = f"{hours} of {principals}, for {which}{brief}"
            if others:
                phrase += f", and {_describe_leader_hours(plan, others)} for the others"
        case "some":
            decide = "decide" if is_plural else "decides"
            phrase = f"{leaders}, and of {everyone}; {principals} {decide} which to attend"
            phrase += limit and f", within the {limit} that the plan allows"
        case "never":
            do = "do" if is_plural else "does"
            phrase = f"{leaders}, and of {everyone}; {principals} {do} not attend"
        case None:
            come = "come" if is_plural else "comes"
            phrase = f"{total} of {everyone}; which of them {principals} {come} to"
            phrase += " is not decided yet"
            phrase += limit and f", and the plan allows {limit}"
    return f"This asks {phrase}."


def format_length(minutes: int) -> str:
    """Format a length of time: "45 minutes", "1 hour", "10.5 hours", "about 23 hours"."""
    if minutes < _HOUR:
        return f"{minutes} minutes"
    exact = minutes % (_HOUR // 2) == 0
    count = f"{minutes / _HOUR:g}" if exact else f"{round(minutes / _HOUR)}"
    return f"{'' if exact else 'about '}{count} hour{'s' * (count != '1')}"


def _count_minutes(meetings: Sequence[Meeting]) -> int:
    return sum(meeting.slot.minutes for meeting in meetings)


def _format_limit(plan: Plan, minutes: int) -> str:
    """Return the hours that the plan allows the principal, where the meetings take more."""
    allowed = plan.leadership.hours_per_year
    return format_length(allowed * _HOUR) if allowed and allowed * _HOUR < minutes else ""


def _describe_shortfall(plan: Plan, minutes: int) -> str:
    limit = _format_limit(plan, minutes)
    return limit and f"; the plan allows only {limit}"


def _describe_leader_hours(plan: Plan, meetings: Sequence[Meeting]) -> str:
    """Describe the hours of each leader: the meeting's chair, or the designee for the principal.

    A principal who chairs is not counted: who leads when absent is the question here.
    """
    leadership = plan.leadership
    principal_ids = leadership.principal or ()
    minutes_by_leader: dict[str, int] = {}
    for meeting in meetings:
        chair = meeting.chair if meeting.chair not in principal_ids else None
        leader_id = chair or leadership.designee or _UNNAMED
        minutes_by_leader[leader_id] = minutes_by_leader.get(leader_id, 0) + meeting.slot.minutes
    offices = {person.id: person.office for person in plan.participants.people or ()}
    return format_list(
        f"{format_length(minutes)} of {_format_whose_year(offices.get(leader_id, leader_id))}"
        for leader_id, minutes in minutes_by_leader.items()
    )


def _format_whose_year(office: str) -> str:
    """Return whose year it is: "the Chief of Staff's year"; an office with a comma comes last."""
    if office == _UNNAMED:
        return "the year of whoever leads, who is not named yet"
    return (
        f"the year of {add_article(office)}" if "," in office else f"{add_article(office)}'s year"
    )
