"""The open days: on which a program can meet, on which its offices work; the last of a year."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from statplan.errors import Problem, StatplanError
from statplan.plan.holidays import CivicDate, ClosedDayPolicy, Holidays
from statplan.plan.time_values import WEEKDAYS
from statplan.schedule.closed_days import USUAL_RULES, ClosedDay, ClosedDayRules, ClosedKind
from statplan.schedule.holiday_lists import HolidaySource
from statplan.schedule.public_holidays import (
    BEFORE,
    check_holiday_names,
    iter_name_forms,
    list_closed_holidays,
)
from statplan.schedule.recurrence import Recurrence, iter_nominal_days, list_rrule_days

if TYPE_CHECKING:
    from statplan.plan.frequency import Frequency

BEYOND = timedelta(days=120)  # planned past the end of a year, for its last meetings and backups

_ONE_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_KINDS: tuple[ClosedKind, ...] = ("recess", "closure", "holiday", "civic date")  # first decides


class OpenDays:
    """The days on which a program can meet, and the days on which its offices work.

    "No meeting that day" and "offices closed that day" are two questions: in a recess nobody
    meets, and the offices work; on a holiday both are so, unless the plan says that it meets.
    `first` and `last` bound the days that are planned; what closes days is known from `earliest`
    on, which is earlier where the year before was published, and working days are known before and
    after.
    `near_holidays` has the days next to a holiday that are not closed, each with its holidays.
    """

    def __init__(
        self,
        first: date,
        last: date,
        working_weekdays: frozenset[int],
        closed_days: Iterable[ClosedDay],
        find_holidays: Callable[[int], Iterable[ClosedDay]],
        earliest: date | None = None,
    ) -> None:
        """Take what closes days.

        Args:
            first: the first day that is planned.
            last: the last day that is planned.
            working_weekdays: the weekdays on which people work; Monday is 0.
            closed_days: all closed days but the holidays.
            find_holidays: returns the holidays of a calendar year; asked once for each.
            earliest: the first day from which it is known what closes days; `first` if None.
        """
        self.first = first
        self.earliest = earliest or first
        self.last = last
        self.working_weekdays = working_weekdays
        self._find_holidays = find_holidays
        self._closed_days: dict[date, list[ClosedDay]] = {}
        self._known_years: set[int] = set()
        for closed_day in closed_days:
            self._closed_days.setdefault(closed_day.day, []).append(closed_day)
        for year in range(
            (self.earliest - BEFORE).year, last.year + 1
        ):  # with the deadlines before
            self._add_holidays(year)
        self.near_holidays = self._find_days_near_holidays()
        self._working_days: list[date] = []
        self._counted_first, self._counted_last = first, first - _ONE_DAY
        self._count_through(first, last)

    def _add_holidays(self, year: int) -> None:
        if year not in self._known_years:
            self._known_years.add(year)
            for holiday in self._find_holidays(year):
                self._closed_days.setdefault(holiday.day, []).append(holiday)

    def _find_days_near_holidays(self) -> dict[date, list[ClosedDay]]:
        """Return the nearest working weekday on each side of every holiday."""
        near_holidays: dict[date, list[ClosedDay]] = {}
        for holiday in self.list_closed_days(self.earliest - _WEEK, self.last + _WEEK):
            for step in (-_ONE_DAY, _ONE_DAY) if holiday.kind == "holiday" else ():
                day = holiday.day + step
                for _ in range(7):
                    if day.weekday() in self.working_weekdays:
                        break
                    day += step
                if day not in self._closed_days:
                    near_holidays.setdefault(day, []).append(holiday)
        return near_holidays

    def list_closed_days(self, first: date, last: date) -> tuple[ClosedDay, ...]:
        """Return what closes each day from `first` to `last`, in order and without repeats."""
        closed_days = {
            closed_day
            for day, day_causes in self._closed_days.items()
            if first <= day <= last
            for closed_day in day_causes
        }
        return tuple(sorted(closed_days))

    def list_causes(self, day: date, rules: ClosedDayRules = USUAL_RULES) -> list[ClosedDay]:
        """Return what keeps a series from meeting on a day, what decides about it first."""
        causes = [
            closed_day
            for closed_day in sorted(self._closed_days.get(day, ()))
            if rules.find_policy(closed_day) != "meets anyway"
        ]
        return sorted(causes, key=lambda closed_day: _KINDS.index(closed_day.kind))

    def find_closed_reason(self, day: date, rules: ClosedDayRules = USUAL_RULES) -> str | None:
        """Return why a series does not meet on a day, or None where it may."""
        causes = self.list_causes(day, rules)
        if causes:
            return "; ".join(dict.fromkeys(closed_day.name for closed_day in sorted(causes)))
        if day.weekday() not in self.working_weekdays:
            return WEEKDAYS[day.weekday()]
        near_holiday = self._find_near_holiday(day, rules)
        return f"next to {near_holiday.name}" if near_holiday else None

    def _find_near_holiday(self, day: date, rules: ClosedDayRules) -> ClosedDay | None:
        """Return the holiday next to a day, where a series avoids it."""
        holidays = self.near_holidays.get(day, ()) if rules.avoid_near_holidays else ()
        return next((each for each in holidays if rules.find_policy(each) != "meets anyway"), None)

    def find_policy(self, day: date, rules: ClosedDayRules) -> ClosedDayPolicy:
        """Return what happens to a meeting of a series on a day that is closed to it."""
        causes = self.list_causes(day, rules)
        if causes:
            return rules.find_policy(causes[0])
        near_holiday = self._find_near_holiday(day, rules)
        return rules.find_policy(near_holiday) if near_holiday else rules.holiday

    def find_cause(self, day: date, rules: ClosedDayRules = USUAL_RULES) -> str:
        """Return what closes a day as data, which no change of wording touches.

        That is the plan's own name of a closure or a civic date. A holiday is known by its date
        and not by its name, which may come from a library.
        """
        causes = self.list_causes(day, rules)
        if causes:
            names = (
                "holiday" if closed_day.kind == "holiday" else closed_day.name
                for closed_day in sorted(causes)
            )
            return "; ".join(dict.fromkeys(names))
        return "beside a holiday" if self._find_near_holiday(day, rules) else "no working day"

    def is_working_day(self, day: date) -> bool:
        """Return whether the offices work on a day: a working weekday that is no day off."""
        self._add_holidays(day.year)
        return day.weekday() in self.working_weekdays and not any(
            closed_day.offices_closed for closed_day in self._closed_days.get(day, ())
        )

    def count_working_days(self, day: date, later: date) -> int:
        """Count the working days after `day` up to and including `later`."""
        self._count_through(min(day, later), max(day, later))
        return bisect_right(self._working_days, later) - bisect_right(self._working_days, day)

    def count_notice_days(self, today: date, day: date) -> int:
        """Count the working days from today, included, to the day before another."""
        return self.count_working_days(today - _ONE_DAY, day - _ONE_DAY)

    def list_working_days(self, day: date, least: int, most: int) -> list[date]:
        """List the `least`th to the `most`th working day after `day`, within what is planned."""
        self._count_through(day, self.last)
        index = bisect_right(self._working_days, day)
        days = self._working_days[index + least - 1 : index + most]
        return [later for later in days if later <= self.last]

    def shift_working_days(self, day: date, count: int) -> date:
        """Return the working day that is so many after a day, or before it; the day itself for 0.

        Where nobody works on any weekday, that is the day itself, too.
        """
        if not self.working_weekdays:
            return day
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def find_working_day(self, day: date) -> date:
        """Return a day itself if the offices work on it, or else the last working day before it."""
        return day if self.is_working_day(day) else self.shift_working_days(day, -1)

    def _count_through(self, first: date, last: date) -> None:
        """Make the working days known from `first` to `last`."""
        if first < self._counted_first:
            earlier = iter_days(first, self._counted_first - _ONE_DAY)
            self._working_days[:0] = filter(self.is_working_day, earlier)
            self._counted_first = first
        if last > self._counted_last:
            later = iter_days(self._counted_last + _ONE_DAY, last)
            self._working_days += filter(self.is_working_day, later)
            self._counted_last = last


def iter_days(first: date, last: date) -> Iterator[date]:
    """Yield every day from `first` to `last`, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def build_open_days(
    frequency: "Frequency",
    first: date,
    last: date,
    holiday_source: HolidaySource | None = None,
    earliest: date | None = None,
) -> tuple[OpenDays, tuple[Problem, ...]]:
    """Resolve what a plan says of closed days over a span.

    Args:
        frequency: the plan's answers.
        first: the first day.
        last: the last day.
        holiday_source: the holidays of countries; None for those of the library.
        earliest: the first day from which it is known what closes days; `first` if None.

    Returns:
        The open days; a problem where the holidays of the country or state named are not known.
    """
    holidays, source = frequency.holidays, holiday_source or HolidaySource()
    known_first = earliest or first
    working_weekdays = frozenset(WEEKDAYS.index(day) for day in frequency.working_days)
    closed_days = [
        *_iter_closures(frequency, known_first, last),
        *(
            ClosedDay(day, civic_date.name, "civic date")
            for civic_date in frequency.civic_dates or ()
            for day in list_civic_days(civic_date, known_first, last, first)
        ),
    ]
    problems: list[Problem] = []

    def find_holidays(year: int) -> list[ClosedDay]:
        try:
            return _list_holidays(holidays, year, source)
        except StatplanError as error:
            if first.year <= year <= last.year and not problems:
                problems.append(_build_place_problem(holidays, error))
            return []

    open_days = OpenDays(first, last, working_weekdays, closed_days, find_holidays, earliest)
    return open_days, tuple(problems or _check_holiday_names(holidays, first, last, source))


def _build_place_problem(holidays: Holidays, error: StatplanError) -> Problem:
    part = "subdivision" if holidays.subdivision else "country"
    return Problem(0, 0, f"frequency.holidays.{part}", error.message, error.remedy)


def _check_holiday_names(
    holidays: Holidays, first: date, last: date, source: HolidaySource
) -> list[Problem]:
    try:
        return list(check_holiday_names(holidays, range(first.year, last.year + 1), source))
    except StatplanError as error:
        return [_build_place_problem(holidays, error)]


def _iter_closures(frequency: "Frequency", first: date, last: date) -> Iterator[ClosedDay]:
    for closure in frequency.closures or ():
        end = closure.until or closure.day
        kind: ClosedKind = "recess" if closure.is_recess else "closure"
        earliest, latest = (
            (closure.day, end)
            if closure.offices_closed
            else (max(closure.day, first), min(end, last))
        )
        for day in iter_days(earliest, latest):
            yield ClosedDay(day, closure.why, kind, closure.offices_closed)


def _list_holidays(holidays: Holidays, year: int, source: HolidaySource) -> list[ClosedDay]:
    """Return the holidays of a year, each with the plan's policy for it alone.

    Raises:
        StatplanError: the country or its part is not known.
    """
    policies = _list_policies(holidays)
    return [
        ClosedDay(day, name, "holiday", offices_closed=True, policy=policies.get(name, ""))
        for day, names in list_closed_holidays(holidays, year, source).items()
        for name in names
    ]


def _list_policies(holidays: Holidays) -> dict[str, ClosedDayPolicy]:
    """Return the policies of single holidays by name; the day a holiday is kept on has its own."""
    policies = {answer.holiday: answer.policy for answer in holidays.meetings or ()}
    by_form = {
        form: policy for name, policy in policies.items() for form in iter_name_forms([name])
    }
    return by_form | policies


def list_civic_days(
    civic_date: CivicDate, first: date, last: date, year_first: date | None = None
) -> list[date]:
    """Return the days from `first` to `last` that belong to another body.

    Args:
        civic_date: the days of another body.
        first: the first day.
        last: the last day.
        year_first: the first day of the year of meetings, from which a rule counts that states no
            start; `first` if None.
    """
    if civic_date.dates:
        return [day for day in civic_date.dates if first <= day <= last]
    starts = civic_date.starts or year_first or first
    if civic_date.rule:
        return list_rrule_days(civic_date.rule, starts, first, last)
    if civic_date.every and civic_date.on:
        if civic_date.starts is None and civic_date.every.count == 1:
            starts = first
        recurrence = Recurrence(civic_date.every, civic_date.on, starts)
        nominal_days = iter_nominal_days(recurrence, max(first, starts), last)
        return [nominal.day for nominal in nominal_days if nominal.day]
    return []


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
