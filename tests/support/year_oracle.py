"""The year of a single series, found by looking at each day: no code of the scheduler is used.

It reads the answers of a plan as they stand in its file; its rules are those of the documentation.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from holidays import country_holidays

Answers = dict[str, Any]
DAY = timedelta(days=1)
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = ("first", "second", "third", "fourth", "fifth")
AHEAD = 120  # days after the year, on which its last meetings and backup dates may lie


def read_day(text: str) -> date:
    return date.fromisoformat(text)


def list_days(first: date, last: date) -> list[date]:
    return [first + offset * DAY for offset in range((last - first).days + 1)]


@dataclass
class Calendar:
    """Which days are open; `first` to `last` is the whole span, `year_end` the last of the year."""

    answers: Answers
    first: date
    year_end: date
    last: date
    closed: set[date] = field(default_factory=set)
    near: set[date] = field(default_factory=set)

    @property
    def working(self) -> list[str]:
        return list(self.answers["frequency"].get("working_days", NAMES[:5]))

    def is_working(self, day: date) -> bool:
        return NAMES[day.weekday()] in self.working

    def is_open(self, day: date, *, avoid_near: bool) -> bool:
        is_near = avoid_near and day in self.near
        return self.is_working(day) and day not in self.closed and not is_near

    @cached_property
    def working_days(self) -> list[date]:
        span = list_days(self.first - 60 * DAY, self.last + 60 * DAY)
        return [day for day in span if self.is_working(day)]

    def count(self, after: date, until: date) -> int:
        """Working days after one day, up to another; holidays count."""
        return bisect_right(self.working_days, until) - bisect_right(self.working_days, after)


def read_calendar(answers: Answers) -> Calendar:
    frequency = answers["frequency"]
    first = read_day(frequency["first_day"])
    months = first.year * 12 + first.month - 1 + frequency.get("months", 12)
    year, month = divmod(months, 12)
    try:
        year_end = date(year, month + 1, first.day) - DAY
    except ValueError:
        year_end = date(year, month + 1, 28) - DAY
    calendar = Calendar(answers, first, year_end, year_end + AHEAD * DAY)
    holidays = list_holidays(frequency.get("holidays", {}), calendar)
    calendar.closed |= holidays
    for day in list_days(first, calendar.last):
        if any(
            each["day"] <= str(day) <= each.get("until", each["day"])
            for each in frequency.get("closures", ())
        ) or any(is_civic(day, each, first) for each in frequency.get("civic_dates", ())):
            calendar.closed.add(day)
    for holiday in holidays:
        for step in (-DAY, DAY):
            day = holiday + step
            while not calendar.is_working(day):
                day += step
            calendar.near |= {day} - calendar.closed
    return calendar


def list_holidays(holidays: Answers, calendar: Calendar) -> set[date]:
    listed = {read_day(day) for day in holidays.get("listed", ())}
    years = {day.year for day in listed}
    known = (
        country_holidays(
            holidays["country"],
            subdiv=holidays.get("subdivision"),
            observed=holidays.get("observed", "yes") == "yes",
            years=range(calendar.first.year, calendar.last.year + 1),
        )
        if "country" in holidays
        else {}
    )
    found = listed | {day for day in known if day.year not in years}
    return {day for day in found if calendar.first <= day <= calendar.last}


def is_civic(day: date, civic: Answers, first: date) -> bool:
    """Whether a day belongs to others, by each of the rules that plans are drawn with."""
    if "dates" in civic:
        return str(day) in civic["dates"]
    starts = read_day(civic.get("starts", str(first)))
    is_first_tuesday = day.day <= 7 and day.weekday() == 1
    if day < starts:
        return False
    if "every" in civic:
        first_wednesday = starts + (2 - starts.weekday()) % 7 * DAY
        is_turn = (day - first_wednesday).days % 14 == 0
        return is_first_tuesday if civic["every"] == "month" else is_turn
    monday = starts - starts.weekday() * DAY
    by_rule = {
        "MONTHLY": is_first_tuesday,
        "WEEKLY": day.weekday() == 2 and (day - monday).days // 7 % 2 == 0,
        "YEARLY": day.month in {3, 9} and day.day == starts.day,
    }
    return by_rule[civic["rule"].partition(";")[0][5:]]


def is_nth(day: date, rule: str) -> bool:
    """Whether a day is the "second Thursday" of its month."""
    ordinal, weekday = rule.split()
    if day.weekday() != NAMES.index(weekday):
        return False
    if ordinal == "last":
        return (day + 7 * DAY).month != day.month
    return (day.day - 1) // 7 == ORDINALS.index(ordinal)


def begin_period(period: str) -> date:
    """The first day of a month or a quarter: `2027-03`, `2027-Q1`."""
    year, part = period.split("-")
    return date(int(year), int(part[1]) * 3 - 2 if part.startswith("Q") else int(part), 1)


@dataclass
class Place:
    """A meeting: its nominal day, and where it comes to stand."""

    key: str
    nominal: date
    start: time
    exception: Answers
    day: date | None = None
    backup: datetime | None = None

    @property
    def planned_start(self) -> time:
        at = self.exception.get("at")
        return time.fromisoformat(at) if at else self.start

    @property
    def moment(self) -> datetime | None:
        return datetime.combine(self.day, self.planned_start) if self.day else None


@dataclass
class Year:
    """The meetings of the year in order, and the periods that are left out."""

    places: list[Place]
    left_out: set[str]


class Oracle:
    """The year of a plan with one series, which is not one for each department."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.frequency = answers["frequency"]
        (self.series,) = self.frequency["series"]
        self.calendar = read_calendar(answers)
        self.minutes = self.series.get("minutes", self.frequency.get("minutes", 90))
        self.zone = ZoneInfo(answers["program"]["timezone"])
        self.avoid = (
            self.series.get("avoid_near_holidays", self.frequency.get("avoid_near_holidays"))
            == "yes"
        )
        self.policy = self.series.get(
            "closed_day", self.frequency.get("closed_day", "next working day")
        )

    def find_year(self) -> Year:
        places, left_out = self._list_nominal()
        while True:
            self._place(places)
            missing = [each for each in places if each.day is None]
            if not missing:
                break
            left_out |= {each.key for each in missing if each.nominal <= self.calendar.year_end}
            places = [each for each in places if each.day]
        for place in places:
            self._find_backup(place, places)
        inside = [each for each in places if each.nominal <= self.calendar.year_end]
        return Year(inside, left_out)

    # Nominal days.

    def _iter_rules(self) -> Iterator[tuple[Answers, date, date]]:
        """Each rule with the span in which it holds."""
        first, last = self.calendar.first, self.calendar.last
        starts = read_day(self.series.get("starts", str(first)))
        rules = [{**self.series, "from": str(starts)}]
        for change in self.series.get("changes", ()):
            rules.append({**rules[-1], **change})
        ends = [read_day(each["from"]) - DAY for each in rules[1:]]
        ends.append(min(last, read_day(self.series.get("until", str(last)))))
        for rule, end in zip(rules, ends, strict=True):
            yield rule, read_day(rule["from"]), min(end, last)

    def _list_nominal(self) -> tuple[list[Place], set[str]]:
        found: list[tuple[str, date | None, str]] = []
        found += [
            (day, read_day(day), self.series["at"])
            for day in sorted(set(self.series.get("dates", ())))
            if self.calendar.first <= read_day(day) <= self.calendar.last
        ]
        if "dates" not in self.series:
            for rule, start, end in self._iter_rules():
                found += self._apply_rule(rule, start, end)
        exceptions = {each["meeting"]: each for each in self.series.get("exceptions", ())}
        called_off = {each["day"] for each in self.series.get("called_off", ())}
        counts: Counter[str] = Counter()
        places, left_out = [], set()
        for period, nominal, at in found:
            counts[period] += 1
            number = f"-{counts[period]}" if counts[period] > 1 else ""
            key = f"{self.series['id']}/{period}{number}"
            exception = exceptions.get(key, {})
            if nominal is None or str(nominal) in called_off or exception.get("called_off"):
                if (nominal or begin_period(period)) <= self.calendar.year_end:
                    left_out.add(key)
                continue
            places.append(Place(key, nominal, time.fromisoformat(at), exception))
        return places, left_out

    def _apply_rule(
        self, rule: Answers, start: date, end: date
    ) -> list[tuple[str, date | None, str]]:
        every, at = rule["every"], rule["at"]
        span = list_days(max(start, self.calendar.first), end)
        if "week" in every:
            count = 1 if every == "week" else int(every.split()[0])
            weekday = NAMES.index(rule["on"])
            first = start + (weekday - start.weekday()) % 7 * DAY
            days = [day for day in span if day >= first and (day - first).days % (7 * count) == 0]
            return [(f"{day:%G-W%V}", day, at) for day in days]
        months = sorted({(day.year, day.month) for day in span})
        found: list[tuple[str, date | None, str]] = []
        for year, month in months:
            if not self._is_in_turn(rule, start, year, month):
                continue
            period = f"{year}-Q{(month + 2) // 3}" if every == "quarter" else f"{year}-{month:02}"
            whole = [date(year, month, 1) + offset * DAY for offset in range(31)]
            fits = [day for day in whole if day.month == month and is_nth(day, rule["on"])]
            if not fits:
                found.append((period, None, at))
            elif fits[0] in span:
                found.append((period, fits[0], at))
        return found

    def _is_in_turn(self, rule: Answers, start: date, year: int, month: int) -> bool:
        if rule["every"] == "quarter":
            return bool((month - 1) % 3 == self.series.get("in_month", 1) - 1)
        count = 1 if rule["every"] == "month" else int(rule["every"].split()[0])
        return (year * 12 + month - start.year * 12 - start.month) % count == 0

    # Days on which they stand.

    def _place(self, places: list[Place]) -> None:
        moving = []
        for place in places:
            chosen = place.exception.get("day")
            place.day = read_day(chosen) if chosen else place.nominal
            if not chosen and not self.calendar.is_open(place.nominal, avoid_near=self.avoid):
                place.day = None
                moving.append(place)
        for place in sorted(moving, key=lambda each: each.nominal):
            place.day = self._move(place, places)

    def _move(self, place: Place, places: list[Place]) -> date | None:
        index = places.index(place)
        following = places[index + 1] if places[index + 1 :] else None
        before = places[index - 1].day if index else None
        after = (following.day or following.nominal) if following else None
        if before and after and before >= after:  # exceptions have swapped them
            both = (before, after)
            before = max((day for day in both if day < place.nominal), default=None)
            after = min((day for day in both if day > place.nominal), default=None)
        least = max(self.calendar.first, place.nominal - 31 * DAY)
        most = min(self.calendar.last, place.nominal + 31 * DAY)
        least = max(least, before + DAY) if before else least
        most = min(most, after - DAY) if after else most
        start = place.planned_start
        fit = [
            day
            for day in list_days(least, most)
            if self.calendar.is_open(day, avoid_near=self.avoid) and self._is_clear(day, start)
        ]
        later = [day for day in fit if day > place.nominal]
        earlier = [day for day in fit if day < place.nominal]
        week = place.nominal.isocalendar()[:2]
        same = [day for day in later + earlier if day.isocalendar()[:2] == week]
        soonest, latest = self._window()[:2]
        by_policy = {
            "next working day": later[:1],
            "previous working day": earlier[-1:],
            "same week": sorted(same, key=lambda day: (abs(day - place.nominal), -day.toordinal())),
            "use back-up": [
                day for day in later if soonest <= self.calendar.count(place.nominal, day) <= latest
            ],
            "skip": [],
        }
        return next(iter(by_policy[self.policy]), None)

    def _is_clear(self, day: date, start: time) -> bool:
        """Whether it ends on its day, and no clock change skips or repeats its start or end."""
        begin = datetime.combine(day, start)
        end = begin + timedelta(minutes=self.minutes)
        if end > datetime.combine(day + DAY, time()):
            return False
        return all(
            moment.replace(tzinfo=self.zone, fold=0).utcoffset()
            == moment.replace(tzinfo=self.zone, fold=1).utcoffset()
            for moment in (begin, end)
        )

    # Backup dates.

    def _policy(self, name: str, default: Any) -> Any:
        own = self.series.get("backup", {})
        return own.get(name) or self.frequency.get("backup", {}).get(name) or default

    def _window(self) -> tuple[int, int, int]:
        after = self._policy("after", 1)
        return after, self._policy("within", max(10, 2 * after)), self._policy("before_next", 1)

    def _find_backup(self, place: Place, places: list[Place]) -> None:
        assert place.day
        start = place.planned_start
        if place.exception.get("without_backup"):
            return
        following = [each.day for each in places if each.day and each.day > place.day]
        if "backup" in place.exception:
            day = read_day(place.exception["backup"])
            start = time.fromisoformat(place.exception.get("backup_at", start.isoformat()))
            inside = self.calendar.first <= day <= self.calendar.last
            late = following and day >= min(following)
            is_open = inside and self.calendar.is_open(day, avoid_near=False)
            if is_open and day > place.day and not late and self._is_clear(day, start):
                place.backup = datetime.combine(day, start)
                return
        if self._policy("keep", "yes") == "no":
            return
        place.backup = self._search_backup(place.day, place.start, min(following, default=None))

    def _search_backup(self, day: date, start: time, following: date | None) -> datetime | None:
        after, within, spare = self._window()
        days = [
            each
            for each in list_days(day + DAY, self.calendar.last)
            if self.calendar.is_working(each) and after <= self.calendar.count(day, each) <= within
        ]
        rule = self._policy("rule", "soonest")
        if rule == "same week":
            days = [each for each in days if each.isocalendar()[:2] == day.isocalendar()[:2]]
        if rule == "week later":
            days.sort(key=lambda each: (abs(each - day - 7 * DAY), each))
        if rule == "reserve day":
            days = [each for each in days if is_nth(each, self._policy("reserve", ""))]
        times = [start, *map(time.fromisoformat, self._policy("times", ()))]
        for each in days:
            if not self.calendar.is_open(each, avoid_near=self.avoid):
                continue
            if following and self.calendar.count(each, following) < spare:
                continue
            for at in times:
                if self._is_clear(each, at):
                    return datetime.combine(each, at)
        return None
