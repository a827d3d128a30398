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
    causes: dict[date, list[tuple[str, str]]] = field(default_factory=dict)  # kind, own policy
    near: dict[date, str] = field(default_factory=dict)  # the own policy of the holiday beside it
    days_off: set[date] = field(default_factory=set)  # on which the offices are closed

    @property
    def working(self) -> list[str]:
        return list(self.answers["frequency"].get("working_days", NAMES[:5]))

    def is_working(self, day: date) -> bool:
        return NAMES[day.weekday()] in self.working

    def find_policy(self, day: date, policies: Answers, *, avoid_near: bool) -> str | None:
        """What happens to a meeting on a day; None where it takes place."""
        found = [
            (("recess", "closure", "holiday", "civic_date").index(kind), own or policies[kind])
            for kind, own in self.causes.get(day, ())
        ]
        closing = sorted(pair for pair in found if pair[1] != "meets anyway")
        if closing:
            return closing[0][1]
        if not self.is_working(day):
            return str(policies["holiday"])
        if avoid_near and day in self.near:
            policy = self.near[day] or policies["holiday"]
            return None if policy == "meets anyway" else str(policy)
        return None

    @cached_property
    def working_days(self) -> list[date]:
        span = list_days(self.first - 60 * DAY, self.last + 60 * DAY)
        return [day for day in span if self.is_working(day) and day not in self.days_off]

    def count(self, after: date, until: date) -> int:
        """Working days after one day, up to another."""
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
    policies = {
        each["holiday"]: each["policy"]
        for each in frequency.get("holidays", {}).get("meetings", ())
    }
    for day, name in holidays.items():
        calendar.causes.setdefault(day, []).append(("holiday", find_own_policy(policies, name)))
        calendar.days_off.add(day)
    add_other_causes(calendar)
    for holiday in sorted(holidays):
        for step in (-DAY, DAY):
            day = holiday + step
            while not calendar.is_working(day):
                day += step
            if day not in calendar.causes:
                calendar.near.setdefault(day, find_own_policy(policies, holidays[holiday]))
    return calendar


def find_own_policy(policies: dict[str, str], name: str) -> str:
    """The policy of one holiday, which the day on which it is observed shares."""
    return policies.get(name) or policies.get(name.removesuffix(" (observed)"), "")


def add_other_causes(calendar: Calendar) -> None:
    """Add the closures and the days of other bodies."""
    frequency = calendar.answers["frequency"]
    for day in list_days(calendar.first, calendar.last):
        for each in frequency.get("closures", ()):
            until = each.get("until", each["day"])
            if each["day"] <= str(day) <= until:
                kind = "recess" if until > each["day"] else "closure"
                calendar.causes.setdefault(day, []).append((kind, ""))
                if each.get("offices_closed") == "yes":
                    calendar.days_off.add(day)
        if any(is_civic(day, each, calendar.first) for each in frequency.get("civic_dates", ())):
            calendar.causes.setdefault(day, []).append(("civic_date", ""))


def read_policies(frequency: Answers, series: Answers) -> Answers:
    """What happens to a meeting of a series, by what closes its day."""
    return {
        "holiday": "next working day",
        "recess": "skip",
        "closure": "next working day",
        "civic_date": "next working day",
        "leaves_period": "no",
        **frequency.get("closed_day", {}),
        **series.get("closed_day", {}),
    }


def list_holidays(holidays: Answers, calendar: Calendar) -> dict[date, str]:
    listed = {read_day(day): name for day, name in holidays.get("listed", {}).items()}
    years = {day.year for day in listed}
    earliest = calendar.first - AHEAD * DAY  # a holiday before the first day is next to it
    known = (
        {
            day: name
            for day, name in country_holidays(
                holidays["country"],
                subdiv=None if holidays["country"] == "US" else holidays.get("subdivision"),
                observed=holidays.get("observed", "yes") == "yes",
                years=range(earliest.year, calendar.last.year + 1),
            ).items()
            if not name.startswith(tuple(holidays.get("open", ())))
        }
        if "country" in holidays
        else {}
    )
    found = listed | {day: name for day, name in known.items() if day.year not in years}
    return {day: name for day, name in found.items() if earliest <= day <= calendar.last}


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


def list_atoms(on: str) -> list[tuple[str, str]]:
    """Each day that a rule of months names, with its code in keys where there are several."""
    atoms = on.rpartition(" the ")[2].split(" and ")
    if len(atoms[0].split()) == 1 and len(atoms) > 1:  # first and third Tuesday
        atoms[0] = f"{atoms[0]} {atoms[1].split()[-1]}"
    codes = [name_code(atom) for atom in atoms]
    if len(atoms) == 1:
        return [("", atoms[0])]
    if codes[0] == codes[1]:
        codes = [codes[0] + atom.split()[-1][:3].lower() for atom in atoms]
    return [(f".{code}", atom) for code, atom in zip(codes, atoms, strict=True)]


def name_code(atom: str) -> str:
    ordinal = atom.split(maxsplit=1)[0]
    return str(ORDINALS.index(ordinal) + 1) if ordinal in ORDINALS else ordinal


def is_named(day: date, atom: str, calendar: "Calendar") -> bool:
    """Whether a day is the one of its month that these words name."""
    days = [day.replace(day=1) + offset * DAY for offset in range(31)]
    month = [each for each in days if each.month == day.month]
    *place, noun = atom.split()
    if atom[0].isdigit():
        return day.day == int(atom[:-2])
    if atom.endswith("working day"):
        month, place = [each for each in month if each in set(calendar.working_days)], place[:-1]
    elif noun != "day":
        month = [each for each in month if NAMES[each.weekday()] == noun]
    if day not in month:
        return False
    from_start, from_end = month.index(day), len(month) - month.index(day)
    if place == ["second", "to", "last"]:
        return from_end == 2
    return from_end == 1 if place == ["last"] else from_start == ORDINALS.index(place[0])


def walk(day: date, on: str) -> date:
    """The day that is as far from another as a rule says before its `the`."""
    way, the, _ = on.rpartition(" the ")
    if not the:
        return day
    *place, noun, direction = way.split()
    step = DAY if direction == "after" else -DAY
    if noun == "day":
        return day + step
    for _ in range(ORDINALS.index(place[0]) + 1 if place else 1):
        day += step
        while NAMES[day.weekday()] != noun:
            day += step
    return day


def walk_around(day: date) -> tuple[date, date]:
    """The days a month before and after."""
    return day - 31 * DAY, day + 31 * DAY


def begin_period(period: str) -> date:
    """The first day of a month or a quarter: `2027-03`, `2027-Q1`."""
    year, part = period[:7].split("-")
    return date(int(year), int(part[1]) * 3 - 2 if part.startswith("Q") else int(part), 1)


@dataclass
class Place:
    """A meeting: its nominal day, the days of its period, and where it comes to stand."""

    key: str
    nominal: date
    period: tuple[date, date]
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
        self.policies = read_policies(self.frequency, self.series)

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
            before = {key: rules[-1][key] for key in rules[-1] if key != "rule"}
            rules.append({**before, **change})
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
            off = str(nominal) in called_off or exception.get("called_off")
            if nominal is None or off or self._is_in_gap(nominal):
                if (nominal or begin_period(period)) <= self.calendar.year_end:
                    left_out.add(key)
                continue
            span = self._bound_period(period, nominal)
            places.append(Place(key, nominal, span, time.fromisoformat(at), exception))
        return places, left_out

    def _bound_period(self, period: str, nominal: date) -> tuple[date, date]:
        """The first and the last day of the month, the quarter, or the weeks of a meeting."""
        if "dates" in self.series:
            return nominal, nominal
        rules = [rule for rule, start, end in self._iter_rules() if start <= nominal <= end]
        if "rule" in rules[0]:
            return nominal, nominal
        if "week" in rules[0]["every"]:
            every = rules[0]["every"]
            weeks = 1 if every == "week" else int(every.split()[0])
            monday = nominal - nominal.weekday() * DAY
            return monday, monday + (7 * weeks - 1) * DAY
        first = begin_period(period[:7])
        length = 3 if "Q" in period else 1
        months = first.year * 12 + first.month - 1 + length
        last = date(months // 12, months % 12 + 1, 1) - DAY
        return min(first, nominal), max(last, nominal)

    def _is_in_gap(self, day: date) -> bool:
        for gap in self.series.get("not_in", ()):
            words, _, month = gap.rpartition(" in ")
            if f"{day:%B}" == month and (not words or is_named(day, words, self.calendar)):
                return True
        return False

    def _apply_rule(
        self, rule: Answers, start: date, end: date
    ) -> list[tuple[str, date | None, str]]:
        at = rule["at"]
        span = list_days(max(start, self.calendar.first), end)
        if "rule" in rule:
            civic = {"rule": rule["rule"], "starts": str(start)}
            return [(str(day), day, at) for day in span if is_civic(day, civic, start)]
        if "week" in rule["every"]:
            return self._apply_weekly_rule(rule, start, span)
        found: list[tuple[str, date | None, str]] = []
        taken: set[date] = set()
        months = {(day.year, day.month) for day in span}
        around = {(day.year, day.month) for each in span for day in walk_around(each)}
        for year, month in sorted(months | around):
            if not self._is_in_turn(rule, start, year, month):
                continue
            quarter = f"{year}-Q{(month + 2) // 3}"
            period = quarter if rule["every"] == "quarter" else f"{year}-{month:02}"
            for code, atom in list_atoms(rule["on"]):
                whole = [date(year, month, 1) + offset * DAY for offset in range(31)]
                days = [day for day in whole if day.month == month]
                fits = [day for day in days if is_named(day, atom, self.calendar)]
                if not fits and (year, month) in months:
                    found.append((period + code, None, at))
                day = walk(fits[0], rule["on"]) if fits else None
                if day in span:
                    found.append((period + code, None if day in taken else day, at))
                if day:
                    taken.add(day)
        return sorted(found, key=lambda each: each[1] or date.max)

    def _apply_weekly_rule(
        self, rule: Answers, start: date, span: list[date]
    ) -> list[tuple[str, date | None, str]]:
        """The days of every nth week, the first being that of the first such day."""
        count = 1 if rule["every"] == "week" else int(rule["every"].split()[0])
        names = rule["on"].split(" and ")
        first = next(
            day for day in list_days(start, start + 6 * DAY) if NAMES[day.weekday()] in names
        )
        monday = first - first.weekday() * DAY
        return [
            (f"{day:%G-W%V}" if len(names) == 1 else str(day), day, rule["at"])
            for day in span
            if day >= first
            and NAMES[day.weekday()] in names
            and (day - monday).days // 7 % count == 0
        ]

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
            if not chosen and "dates" not in self.series and not self._is_open(place.nominal):
                place.day = None
                moving.append(place)
        for place in sorted(moving, key=lambda each: each.nominal):
            place.day = self._move(place, places)

    def _find_policy(self, day: date) -> str | None:
        return self.calendar.find_policy(day, self.policies, avoid_near=self.avoid)

    def _is_open(self, day: date) -> bool:
        return self._find_policy(day) is None

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
        if self.policies["leaves_period"] == "no":
            least, most = max(least, place.period[0]), min(most, place.period[1])
        start = place.planned_start
        times = [start, *map(time.fromisoformat, self._policy("times", ()))]
        fit = [
            day
            for day in list_days(least, most)
            if day in set(self.calendar.working_days)
            and self._is_open(day)
            and any(self._is_clear(day, at) for at in times)
        ]
        later = [day for day in fit if day > place.nominal]
        earlier = [day for day in fit if day < place.nominal]
        week = place.nominal.isocalendar()[:2]
        same = [day for day in later + earlier if day.isocalendar()[:2] == week]
        soonest, latest = self._window()[:2]
        by_policy = {
            "next working day": later[:1],
            "previous working day": [],
            "a week later": [day for day in later if day == place.nominal + 7 * DAY],
            "same week": sorted(same, key=lambda day: (abs(day - place.nominal), -day.toordinal())),
            "use backup": [
                day for day in later if soonest <= self.calendar.count(place.nominal, day) <= latest
            ],
            "skip": [],
            "meets anyway": [],  # of a holiday, next to which the series does not meet
        }
        policy = self._find_policy(place.nominal)
        assert policy
        fallback = [] if policy in {"skip", "meets anyway"} else earlier[-1:]
        return next(iter([*by_policy[policy], *fallback]), None)

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
        usual = max(25 if self._is_shared() else 10, 2 * after)
        return after, self._policy("within", usual), self._policy("before_next", 1)

    def _is_shared(self) -> bool:
        """Whether the series has the reserve day of the program, at its hour and no other."""
        own = self.series.get("backup", {})
        shared = self.frequency.get("backup", {}).get("shared") == "yes"
        return shared and not any(own.get(name) for name in ("rule", "reserve", "at"))

    def _find_backup(self, place: Place, places: list[Place]) -> None:
        assert place.day
        start = place.planned_start
        if place.exception.get("without_backup"):
            return
        in_order = sorted(
            (each for each in places if each.day), key=lambda each: (each.day, each.planned_start)
        )
        following = [each.day for each in in_order[in_order.index(place) + 1 :] if each.day][:1]
        if "backup" in place.exception:
            day = read_day(place.exception["backup"])
            usual = self._policy("at", start.isoformat())
            start = time.fromisoformat(place.exception.get("backup_at", usual))
            inside = self.calendar.first <= day <= self.calendar.last
            late = following and day >= min(following)
            policy = self.calendar.find_policy(day, self.policies, avoid_near=False)
            is_open = inside and policy is None
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
            for each in list_days(max(day + DAY, self.calendar.first), self.calendar.last)
            if each in set(self.calendar.working_days)
            and after <= self.calendar.count(day, each) <= within
        ]
        rule = self._policy("rule", "soonest")
        if rule == "same week":
            days = [each for each in days if each.isocalendar()[:2] == day.isocalendar()[:2]]
        if rule == "week later":
            days.sort(key=lambda each: (abs(each - day - 7 * DAY), each))
        if rule == "reserve day":
            days = [each for each in days if is_nth(each, self._policy("reserve", ""))]
        usual = time.fromisoformat(self._policy("at", start.isoformat()))
        times = [usual, *map(time.fromisoformat, self._policy("times", ()))]
        times = times[:1] if self._is_shared() else times
        for each in days:
            if not self._is_open(each):
                continue
            if following and self.calendar.count(each, following) < spare:
                continue
            for at in times:
                if self._is_clear(each, at):
                    return datetime.combine(each, at)
        return None
