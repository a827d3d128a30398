"""The open days: working days without holidays, closures, and civic dates; the last of a year."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from statplan.errors import Problem, StatplanError
from statplan.plan.frequency import Frequency
from statplan.plan.holidays import CivicDate, Holidays
from statplan.plan.time_phrases import WEEKDAYS
from statplan.schedule.model import ClosedDay
from statplan.schedule.recurrence import Recurrence, iter_nominal_days

BEYOND = timedelta(days=120)  # planned past the end of a year, for its last meetings and backups

_ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class OpenDays:
    """The open days of a span, with the reason for each day that is closed.

    `closed_days` maps a day to what closes it, `near_holidays` a day to the holiday next to it, and
    `causes` a closed day to its cause as data (see `find_cause`). The span is `first` to `last`,
    both included.
    """

    first: date
    last: date
    working_weekdays: frozenset[int]
    closed_days: dict[date, str] = field(default_factory=dict)
    near_holidays: dict[date, str] = field(default_factory=dict)
    causes: dict[date, str] = field(default_factory=dict)
    _working_days: list[date] = field(default_factory=list)
    _counts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for day in iter_days(self.first, self.last):
            if day.weekday() in self.working_weekdays:
                self._working_days.append(day)
            self._counts.append(len(self._working_days))

    def find_closed_reason(self, day: date, *, avoid_near_holidays: bool = False) -> str | None:
        """Return what closes a day, or None where it is open."""
        if day in self.closed_days:
            return self.closed_days[day]
        if day.weekday() not in self.working_weekdays:
            return WEEKDAYS[day.weekday()]
        if avoid_near_holidays and day in self.near_holidays:
            return f"next to {self.near_holidays[day]}"
        return None

    def find_cause(self, day: date) -> str:
        """Return what closes a day as data, which no change of wording touches.

        That is the plan's own name of a closure or a civic date. A holiday is known by its date
        and not by its name, which may come from a library.
        """
        if day in self.closed_days:
            return self.causes[day]
        return "beside a holiday" if day.weekday() in self.working_weekdays else "day off"

    def count_working_days(self, day: date, later: date) -> int:
        """Count the working days after `day` up to and including `later`; holidays count."""
        return self._count_up_to(later) - self._count_up_to(day)

    def list_working_days(self, day: date, least: int, most: int) -> list[date]:
        """List the `least`th to the `most`th working day after `day`; holidays count."""
        days_before = self._count_up_to(day)
        return self._working_days[days_before + least - 1 : days_before + most]

    def _count_up_to(self, day: date) -> int:
        index = min((day - self.first).days, len(self._counts) - 1)
        return self._counts[index] if index >= 0 else 0


def iter_days(first: date, last: date) -> Iterator[date]:
    """Yield every day from `first` to `last`, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def build_open_days(
    frequency: Frequency, first: date, last: date
) -> tuple[OpenDays, tuple[ClosedDay, ...], tuple[Problem, ...]]:
    """Resolve what a plan says of closed days over a span.

    Returns:
        The open days; every closed day with its name and kind; a problem where the holidays of the
        country or state named are not known.
    """
    closed_days, problems = _list_holidays(frequency.holidays, first, last)
    holiday_names = {holiday.day: holiday.name for holiday in closed_days}
    closed_days += [
        ClosedDay(day, closure.why, "closure")
        for closure in frequency.closures or ()
        for day in iter_days(max(closure.day, first), min(closure.until or closure.day, last))
    ]
    for civic_date in frequency.civic_dates or ():
        closed_days += [
            ClosedDay(day, civic_date.name, "civic date")
            for day in _list_civic_days(civic_date, first, last)
        ]
    working_weekdays = frozenset(WEEKDAYS.index(day) for day in frequency.working_days)
    names_by_day = _join_by_day(
        (closed_day.day, closed_day.name) for closed_day in sorted(closed_days)
    )
    causes = _join_by_day(
        (closed_day.day, "holiday" if closed_day.kind == "holiday" else closed_day.name)
        for closed_day in sorted(closed_days)
    )
    near_holidays = _find_days_near_holidays(holiday_names, working_weekdays, names_by_day)
    open_days = OpenDays(first, last, working_weekdays, names_by_day, near_holidays, causes)
    return open_days, tuple(sorted(set(closed_days))), problems


def _join_by_day(named_days: Iterable[tuple[date, str]]) -> dict[date, str]:
    """Join the names that each day has, without repeats, in their order."""
    by_day: dict[date, list[str]] = {}
    for day, name in named_days:
        by_day.setdefault(day, []).append(name)
    return {day: "; ".join(dict.fromkeys(names)) for day, names in by_day.items()}


def _find_days_near_holidays(
    holiday_names: dict[date, str], working_weekdays: frozenset[int], names_by_day: dict[date, str]
) -> dict[date, str]:
    """Return the nearest working day on each side of every holiday."""
    near_holidays: dict[date, str] = {}
    for holiday, name in sorted(holiday_names.items()):
        for step in (-_ONE_DAY, _ONE_DAY):
            day = holiday + step
            for _ in range(7):
                if day.weekday() in working_weekdays:
                    break
                day += step
            if day not in names_by_day:
                near_holidays.setdefault(day, name)
    return near_holidays


def _list_holidays(
    holidays: Holidays, first: date, last: date
) -> tuple[list[ClosedDay], tuple[Problem, ...]]:
    listed = holidays.listed or {}
    closed_days = [
        ClosedDay(day, name, "holiday") for day, name in listed.items() if first <= day <= last
    ]
    listed_years = {day.year for day in listed}
    years = [year for year in range(first.year, last.year + 1) if year not in listed_years]
    if not holidays.country or not years:
        return closed_days, ()
    try:
        holiday_names = find_public_holidays(
            holidays.country, holidays.subdivision, tuple(years), observed=holidays.observed
        )
    except StatplanError as error:
        part = "subdivision" if holidays.subdivision else "country"
        path = f"frequency.holidays.{part}"
        return closed_days, (Problem(0, 0, path, error.message, error.remedy),)
    closed_days += [
        ClosedDay(day, name, "holiday")
        for day, name in holiday_names.items()
        if first <= day <= last
    ]
    return closed_days, ()


def find_public_holidays(
    country: str, subdivision: str | None, years: tuple[int, ...], *, observed: bool = True
) -> dict[date, str]:
    """Return the public holidays that the `holidays` library knows, in order, with their names.

    Raises:
        StatplanError: the country or its part is not known.
    """
    import holidays

    supported = holidays.list_supported_countries(include_aliases=False)
    if country not in supported:
        raise StatplanError(
            f"no holidays are known for '{country}'.",
            remedy="Write its ISO code, such as GB, or list the days under holidays.listed.",
        )
    if subdivision and subdivision not in supported[country]:
        codes = ", ".join(supported[country][:12])
        raise StatplanError(
            f"'{subdivision}' is no part of {country} whose holidays are known.",
            remedy=f"Write a code such as {codes}." if codes else "Leave it out.",
        )
    calendar = holidays.country_holidays(
        country, subdiv=subdivision, years=years, observed=observed
    )
    return {day: str(name) for day, name in sorted(calendar.items()) if day.year in years}


def _list_civic_days(civic_date: CivicDate, first: date, last: date) -> list[date]:
    if civic_date.dates:
        return [day for day in civic_date.dates if first <= day <= last]
    if civic_date.rule:
        return _expand_rrule(civic_date.rule, civic_date.starts or first, first, last)
    if civic_date.every and civic_date.on:
        recurrence = Recurrence(civic_date.every, civic_date.on, civic_date.starts or first)
        nominal_days = iter_nominal_days(recurrence, max(first, recurrence.anchor), last)
        return [nominal.day for nominal in nominal_days if nominal.day]
    return []


def _expand_rrule(rule: str, starts: date, first: date, last: date) -> list[date]:
    """Return the dates of an RRULE (RFC 5545, 3.3.10), read by dateutil."""
    from dateutil.rrule import rrulestr

    begin = datetime.combine(starts, time())
    if not {"COUNT", "UNTIL"} & set(re.findall("[A-Z]+", rule.upper())):
        rule = f"{rule};UNTIL={last:%Y%m%d}"  # else a rule that never fits is sought to year 9999
    recurrence = rrulestr(rule, dtstart=begin, ignoretz=True)
    starts_in_span = recurrence.between(
        datetime.combine(first, time()), datetime.combine(last, time.max), inc=True
    )
    return [moment.date() for moment in starts_in_span]


def find_last_day(first: date, months: int) -> date:
    """Return the last day of a year of meetings that begins on `first` and lasts some months."""
    index = first.year * 12 + first.month - 1 + months
    year, month = divmod(index, 12)
    for day in (first.day, 28):
        try:
            return date(year, month + 1, day) - timedelta(days=1)
        except ValueError:
            continue
    raise AssertionError  # pragma: no cover - every month has a 28th
