"""The days on which nobody meets: weekends, holidays, closures, blackouts, civic dates."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from statplan.errors import Problem
from statplan.plan.closed import CivicDate, Holidays
from statplan.plan.frequency import Frequency
from statplan.plan.times import WEEKDAYS
from statplan.schedule.cadence import Rhythm, nominal_days
from statplan.schedule.meeting import ClosedDay

_ONE = timedelta(days=1)


@dataclass(slots=True)
class OpenDays:
    """Which days of a span are open, with the reason for each that is not.

    `closed` maps a day to what closes it, `beside` a day to the holiday next to it, and `causes` a
    closed day to its cause as data (see `find_cause`). The span is `first` to `last`, both
    included.
    """

    first: date
    last: date
    working: frozenset[int]
    closed: dict[date, str] = field(default_factory=dict)
    beside: dict[date, str] = field(default_factory=dict)
    causes: dict[date, str] = field(default_factory=dict)
    _workdays: list[date] = field(default_factory=list)
    _count: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for day in days(self.first, self.last):
            if day.weekday() in self.working:
                self._workdays.append(day)
            self._count.append(len(self._workdays))

    def why_not(self, day: date, *, avoid_beside: bool = False) -> str | None:
        """What closes a day, or None where it is open."""
        if day in self.closed:
            return self.closed[day]
        if day.weekday() not in self.working:
            return WEEKDAYS[day.weekday()]
        if avoid_beside and day in self.beside:
            return f"next to {self.beside[day]}"
        return None

    def find_cause(self, day: date) -> str:
        """Return what closes a day as data, which no change of wording touches.

        That is the plan's own name of a closure or a civic date. A holiday is known by its date
        and not by its name, which may come from a library.
        """
        if day in self.closed:
            return self.causes[day]
        return "beside a holiday" if day.weekday() in self.working else "day off"

    def between(self, day: date, later: date) -> int:
        """How many working days follow `day` up to and including `later`; holidays count."""
        return self._upto(later) - self._upto(day)

    def following(self, day: date, least: int, most: int) -> list[date]:
        """The working days from the `least`th to the `most`th after `day`; holidays count."""
        known = self._upto(day)
        return self._workdays[known + least - 1 : known + most]

    def _upto(self, day: date) -> int:
        index = min((day - self.first).days, len(self._count) - 1)
        return self._count[index] if index >= 0 else 0


def days(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def open_days(
    frequency: Frequency, first: date, last: date
) -> tuple[OpenDays, tuple[ClosedDay, ...], tuple[Problem, ...]]:
    """Resolve what a plan says of closed days over a span.

    Returns:
        The open days; every closed day with its name and kind; a problem where the holidays of the
        country or state named are not known.
    """
    found, problems = _holidays(frequency.holidays, first, last)
    holidays = {each.day: each.name for each in found}
    found += [
        ClosedDay(day, closure.why, "closure")
        for closure in frequency.closures or ()
        for day in days(max(closure.day, first), min(closure.until or closure.day, last))
    ]
    for civic in frequency.civic_dates or ():
        found += [ClosedDay(day, civic.name, "civic date") for day in _civic(civic, first, last)]
    working = frozenset(WEEKDAYS.index(day) for day in frequency.working_days)
    closed = _join_by_day((each.day, each.name) for each in sorted(found))
    causes = _join_by_day(
        (each.day, "holiday" if each.kind == "holiday" else each.name) for each in sorted(found)
    )
    beside = _beside(holidays, working, closed)
    span = OpenDays(first, last, working, closed, beside, causes)
    return span, tuple(sorted(set(found))), problems


def _join_by_day(named: Iterable[tuple[date, str]]) -> dict[date, str]:
    """Join the names that each day has, without repeats, in their order."""
    by_day: dict[date, list[str]] = {}
    for day, name in named:
        by_day.setdefault(day, []).append(name)
    return {day: "; ".join(dict.fromkeys(names)) for day, names in by_day.items()}


def _beside(
    holidays: dict[date, str], working: frozenset[int], closed: dict[date, str]
) -> dict[date, str]:
    """The nearest working day on each side of every holiday."""
    found: dict[date, str] = {}
    for holiday, name in sorted(holidays.items()):
        for step in (-_ONE, _ONE):
            day = holiday + step
            for _ in range(7):
                if day.weekday() in working:
                    break
                day += step
            if day not in closed:
                found.setdefault(day, name)
    return found


def _holidays(
    said: Holidays, first: date, last: date
) -> tuple[list[ClosedDay], tuple[Problem, ...]]:
    listed = said.listed or {}
    found = [
        ClosedDay(day, name, "holiday") for day, name in listed.items() if first <= day <= last
    ]
    written = {day.year for day in listed}
    years = [year for year in range(first.year, last.year + 1) if year not in written]
    if not said.country or not years:
        return found, ()
    try:
        known = public_holidays(
            said.country, said.subdivision, tuple(years), observed=said.observed
        )
    except LookupError as error:
        key = "subdivision" if said.subdivision else "country"
        path = f"frequency.holidays.{key}"
        return found, (Problem(0, 0, path, str(error.args[0]), str(error.args[1])),)
    found += [
        ClosedDay(day, name, "holiday") for day, name in known.items() if first <= day <= last
    ]
    return found, ()


def public_holidays(
    country: str, subdivision: str | None, years: tuple[int, ...], *, observed: bool = True
) -> dict[date, str]:
    """The public holidays that the `holidays` library knows, in order, with their names.

    Raises:
        LookupError: the country or its part is not known; its arguments are fact and remedy.
    """
    import holidays

    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        raise LookupError(
            f"no holidays are known for '{country}'.",
            "Write its two-letter code, or list the days under holidays.listed.",
        )
    if subdivision and subdivision not in known[country]:
        codes = ", ".join(known[country][:12])
        raise LookupError(
            f"'{subdivision}' is no part of {country} whose holidays are known.",
            f"Write a code such as {codes}." if codes else "Leave it out.",
        )
    found = holidays.country_holidays(country, subdiv=subdivision, years=years, observed=observed)
    return {day: str(name) for day, name in sorted(found.items()) if day.year in years}


def _civic(civic: CivicDate, first: date, last: date) -> list[date]:
    if civic.dates:
        return [day for day in civic.dates if first <= day <= last]
    if civic.rule:
        return _by_rule(civic.rule, civic.starts or first, first, last)
    if civic.every and civic.on:
        rhythm = Rhythm(civic.every, civic.on, civic.starts or first)
        return [each.day for each in nominal_days(rhythm, first, last) if each.day]
    return []


def _by_rule(rule: str, starts: date, first: date, last: date) -> list[date]:
    """Dates of an RRULE (RFC 5545, 3.3.10), read by dateutil."""
    from dateutil.rrule import rrulestr

    begin = datetime.combine(starts, time())
    if not {"COUNT", "UNTIL"} & set(re.findall("[A-Z]+", rule.upper())):
        rule = f"{rule};UNTIL={last:%Y%m%d}"  # else a rule that never fits is sought to year 9999
    found = rrulestr(rule, dtstart=begin, ignoretz=True)
    inside = found.between(
        datetime.combine(first, time()), datetime.combine(last, time.max), inc=True
    )
    return [each.date() for each in inside]
