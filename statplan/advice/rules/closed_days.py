"""Rules about closed days: meetings near holidays or on civic dates, holidays not listed."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_list, format_short_list
from statplan.plan.holidays import Holidays
from statplan.schedule.model import Meeting
from statplan.schedule.public_holidays import PublicHoliday, iter_name_forms

_SEVERAL = 2


@rule("SP523", "note", "NO-PR12")
def beside_holiday(context: RuleContext) -> Iterator[Remark]:
    """Meetings stand next to a holiday.

    What it checks: meetings on the working day before or after a holiday, in series that do not
    avoid such days.
    Why it matters: people take the day beside a holiday off, and the meeting gets moved.
    What to do: answer `avoid_near_holidays` with yes, or accept these dates.
    Example: New Orleans moved a Stat from July 5, 2012, the day after Independence Day.
    """
    meetings_by_path: dict[str, list[Meeting]] = {}
    for day in sorted(context.days_beside_holidays.keys() & context.meetings_by_day.keys()):
        for meeting in context.meetings_by_day[day]:
            series = context.find_series(meeting)
            if not context.should_avoid_holidays(series):
                own = series.avoid_near_holidays is not None
                path = context.find_series_path(meeting) if own else "frequency"
                meetings_by_path.setdefault(f"{path}.avoid_near_holidays", []).append(meeting)
    for path, meetings in meetings_by_path.items():
        yield Finding(
            path,
            f"Next to a holiday: {_describe_meetings(meetings, context.days_beside_holidays)}.",
        )


@rule("SP524", "note", "NO-FSJ", "ours")
def in_short_week(context: RuleContext) -> Iterator[Remark]:
    """A meeting stands in a week of which holidays or closures take days away.

    What it checks: meetings in a week in which two working days or more are closed, and not next to
    a holiday.
    Why it matters: many people take such a week off as a whole, and the data come late.
    What to do: move the meeting into the week before or after.
    Example: by the residents' count BlightSTAT left out one of its fortnights, at the end of 2011.
    """
    weeks: dict[date, int] = {}
    working_weekdays = context.schedule.open_days.working_weekdays
    for day in context.closed_days:
        if day.weekday() in working_weekdays and day not in context.civic_dates:
            monday = day - timedelta(days=day.weekday())
            weeks[monday] = weeks.get(monday, 0) + 1
    short_weeks = [monday for monday, count in weeks.items() if count >= _SEVERAL]
    meetings_by_path: dict[str, list[Meeting]] = {}
    for monday in sorted(short_weeks):
        for day in (monday + timedelta(days=weekday) for weekday in range(7)):
            if day not in context.days_beside_holidays:
                for meeting in context.meetings_by_day.get(day, ()):
                    meetings_by_path.setdefault(context.find_series_path(meeting), []).append(
                        meeting
                    )
    for path, meetings in meetings_by_path.items():
        series = context.find_series(meetings[0])
        fact = f"In a week with closed days: {_describe_meetings(meetings, {})}."
        yield Finding(context.find_day_path(path, series), fact)


def _describe_meetings(meetings: list[Meeting], notes_by_day: dict[date, str]) -> str:
    """Describe the first meetings with their days, and the notes on these days."""
    days = ((meeting, meeting.slot.day) for meeting in meetings[:3])
    descriptions = [
        f"{meeting.title} on {day}" + (f" ({notes_by_day[day]})" if day in notes_by_day else "")
        for meeting, day in days
    ]
    return format_list(
        [*descriptions, f"{len(meetings) - 3} more"] if meetings[3:] else descriptions
    )


@rule("SP525", "warning", "G-PREP")
def on_civic_days(context: RuleContext) -> Iterator[Remark]:
    """A series is planned on days that belong to somebody else.

    What it checks: whether several of a series' own dates are civic dates, such as those of the
    council.
    Why it matters: each such meeting has to move, and the leader is wanted in two rooms.
    What to do: choose a week or a weekday that is free of them.
    Example: guidance for cities asks the analyst to keep the legislative calendar in mind.
    """
    if context.plan.frequency.civic_dates is None:
        yield Unstated("frequency.civic_dates")
        return
    for path, series in context.series_with_paths:
        planned = [
            *(move.nominal_day for _, move in context.moved_meetings.get(series.id, ())),
            *(day for day, _ in context.dropped_dates.get(series.id, ())),
        ]
        civic_days = sorted(day for day in planned if day in context.civic_dates)
        if len(civic_days) >= _SEVERAL:
            named_days = format_short_list(
                f"{day} ({context.civic_dates[day]})" for day in civic_days
            )
            fact = f"{context.name_series(series)} would stand on {named_days}."
            yield Finding(context.find_day_path(path, series), fact)


@rule("SP526", "warning", "ours")
def holidays_not_listed(context: RuleContext) -> Iterator[Remark]:
    """The holidays are not listed for the whole year of meetings.

    What it checks: where holidays are listed without a country, whether each calendar year that the
    meetings reach into has some.
    Why it matters: in a year without a list meetings are put on holidays unnoticed.
    What to do: list the holidays of that year too, or name the country.
    Example: a fiscal year from July to June needs the holidays of two calendar years.
    """
    holidays = context.plan.frequency.holidays
    if holidays.country is None and not holidays.listed:
        yield Unstated("frequency.holidays.country")
    if holidays.country is not None or not holidays.listed or not context.schedule.meetings:
        return
    listed = {holiday.year for holiday in holidays.listed}
    for year in range(context.schedule.first.year, context.schedule.last.year + 1):
        meeting_days = [day for day in context.meetings_by_day if day.year == year]
        if meeting_days and year not in listed:
            fact = (
                f"No holiday of {year} is listed, and meetings stand on {len(meeting_days)} "
                "of its days."
            )
            yield Finding("frequency.holidays.listed", fact)


@rule("SP532", "note", "ours")
def listed_holidays_differ(context: RuleContext) -> Iterator[Remark]:
    """The listed holidays differ from those that are known for the country or state.

    What it checks: in the calendar years of which the plan lists holidays, whether it lists each
    public holiday of the country or state that usually closes offices and falls on a working
    weekday, and whether each listed holiday has the date that is known.
    Why it matters: a holiday that was forgotten, or that a law has moved, gets meetings.
    What to do: list the holiday, or name it in `open` where the offices work; correct a wrong date.
    Example: a list made for one year and copied to the next has Thanksgiving on the wrong day.
    """
    holidays = context.plan.frequency.holidays
    if holidays.country is None or not holidays.listed:
        return
    first, last = context.schedule.first, context.schedule.last
    working_weekdays = context.schedule.open_days.working_weekdays
    working_holidays = [
        holiday
        for holiday in context.known_holidays
        if first <= holiday.day <= last and holiday.day.weekday() in working_weekdays
    ]
    missing = [
        f"{holiday.name} on {holiday.day}" for holiday in _list_unlisted(holidays, working_holidays)
    ]
    if missing:
        fact = f"Neither listed nor open: {format_short_list(missing)}."
        yield Finding("frequency.holidays.listed", fact)
    moved = [
        f"{name} on {day}, known on {known_day}"
        for day, name, known_day in _iter_moved(holidays, context.known_holidays)
        if first <= day <= last
    ]
    if moved:
        fact = f"Listed on another date than known: {format_short_list(moved)}."
        yield Finding("frequency.holidays.listed", fact)


def _list_unlisted(
    holidays: Holidays, known_holidays: Iterable[PublicHoliday]
) -> Iterator[PublicHoliday]:
    """Yield the holidays that are neither listed in their year nor open, each once a year."""
    listed = holidays.listed or {}
    open_names = set(iter_name_forms(holidays.open or ()))
    decided = {(day.year, form) for day, name in listed.items() for form in iter_name_forms([name])}
    for holiday in known_holidays:
        is_decided = holiday.name in open_names or (holiday.day.year, holiday.name) in decided
        if holiday.status != "open" and holiday.day not in listed and not is_decided:
            decided |= {(holiday.day.year, form) for form in iter_name_forms([holiday.name])}
            yield holiday


def _iter_moved(
    holidays: Holidays, known_holidays: Iterable[PublicHoliday]
) -> Iterator[tuple[date, str, date]]:
    """Yield each listed day with its name and the first day on which it is known in that year."""
    known_days: dict[tuple[int, str], list[date]] = {}
    for holiday in known_holidays:
        known_days.setdefault((holiday.day.year, holiday.name), []).append(holiday.day)
    for day, name in (holidays.listed or {}).items():
        days = [
            known_day
            for form in iter_name_forms([name])
            for known_day in known_days.get((day.year, form), ())
        ]
        if days and day not in days:
            yield day, name, days[0]
