"""Rules about dates and the days that are closed: beside holidays, on civic dates."""

from collections.abc import Iterator
from datetime import date, timedelta

from statplan.advice.facts import Facts
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import listing, some
from statplan.schedule.meeting import Meeting

_SEVERAL = 2


@rule("SP523", "note", "NO-PR12")
def beside_holiday(facts: Facts) -> Iterator[Remark]:
    """Meetings stand next to a holiday.

    What it checks: meetings on the working day before or after a holiday, in series that do not
    avoid such days.
    Why it matters: people take the day beside a holiday off, and the meeting gets moved.
    What to do: answer `avoid_near_holidays` with yes, or accept these dates.
    Example: New Orleans moved a Stat from July 5, 2012, the day after Independence Day.
    """
    found: dict[str, list[Meeting]] = {}
    for day in sorted(each for each in facts.beside if each in facts.on_day):
        for each in facts.on_day[day]:
            series = facts.series_of(each)
            if not facts.avoids_holidays(series):
                own = series.avoid_near_holidays is not None
                path = facts.path_of(each) if own else "frequency"
                found.setdefault(f"{path}.avoid_near_holidays", []).append(each)
    for path, meetings in found.items():
        yield Finding(path, f"Next to a holiday: {_told(meetings, facts.beside)}.")


@rule("SP524", "note", "NO-FSJ", "ours")
def in_short_week(facts: Facts) -> Iterator[Remark]:
    """A meeting stands in a week of which holidays or closures take days away.

    What it checks: meetings in a week in which two working days or more are closed, and not next to
    a holiday.
    Why it matters: many people take such a week off as a whole, and the data come late.
    What to do: move the meeting into the week before or after.
    Example: by the residents' count BlightSTAT left out one of its fortnights, at the end of 2011.
    """
    weeks: dict[date, int] = {}
    for day in facts.closed:
        if day.weekday() in facts.working and day not in facts.civic:
            monday = day - timedelta(days=day.weekday())
            weeks[monday] = weeks.get(monday, 0) + 1
    short = [monday for monday, count in weeks.items() if count >= _SEVERAL]
    found: dict[str, list[Meeting]] = {}
    for monday in sorted(short):
        for day in (monday + timedelta(days=count) for count in range(7)):
            if day not in facts.beside:
                for each in facts.on_day.get(day, ()):
                    found.setdefault(facts.path_of(each), []).append(each)
    for path, meetings in found.items():
        series = facts.series_of(meetings[0])
        fact = f"In a week with closed days: {_told(meetings, {})}."
        yield Finding(facts.day_path(path, series), fact)


def _told(meetings: list[Meeting], why: dict[date, str]) -> str:
    """Meetings with their days, and what is to be said of these."""
    days = ((each, each.stand.day) for each in meetings[:3])
    told = [
        f"{each.title} on {day}" + (f" ({why[day]})" if day in why else "") for each, day in days
    ]
    return listing([*told, f"{len(meetings) - 3} more"] if meetings[3:] else told)


@rule("SP525", "warning", "G-PREP")
def on_civic_days(facts: Facts) -> Iterator[Remark]:
    """A series is planned on days that belong to somebody else.

    What it checks: whether several of a series' own dates are civic dates, such as those of the
    council.
    Why it matters: each such meeting has to move, and the leader is wanted in two rooms.
    What to do: choose a week or a weekday that is free of them.
    Example: guidance for cities asks the analyst to keep the legislative calendar in mind.
    """
    if facts.plan.frequency.civic_dates is None:
        yield Unstated("frequency.civic_dates")
        return
    for path, series in facts.each_series:
        planned = [
            *(how.nominal for _, how in facts.moved.get(series.id, ())),
            *(day for day, _ in facts.dropped.get(series.id, ())),
        ]
        taken = sorted(day for day in planned if day in facts.civic)
        if len(taken) >= _SEVERAL:
            told = some(f"{day} ({facts.civic[day]})" for day in taken)
            fact = f"{facts.title(series)} would stand on {told}."
            yield Finding(facts.day_path(path, series), fact)


@rule("SP526", "warning", "ours")
def holidays_not_listed(facts: Facts) -> Iterator[Remark]:
    """The holidays are not listed for the whole year of meetings.

    What it checks: where holidays are listed without a country, whether each calendar year that the
    meetings reach into has some.
    Why it matters: in a year without a list meetings are put on holidays unnoticed.
    What to do: list the holidays of that year too, or name the country.
    Example: a fiscal year from July to June needs the holidays of two calendar years.
    """
    said = facts.plan.frequency.holidays
    if said.country is None and not said.listed:
        yield Unstated("frequency.holidays.country")
    if said.country is not None or not said.listed or not facts.schedule.meetings:
        return
    listed = {each.year for each in said.listed}
    for year in range(facts.schedule.first.year, facts.schedule.last.year + 1):
        held = [each for each in facts.on_day if each.year == year]
        if held and year not in listed:
            fact = f"No holiday of {year} is listed, and meetings stand on {len(held)} of its days."
            yield Finding("frequency.holidays.listed", fact)
