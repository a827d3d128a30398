"""Verify an answer of the slot search from the plan alone, and find the cheapest by brute force.

Nothing of the search is used: dates come from dateutil, places are datetimes, who is needed and
which days are closed come from the scheduler's reading of the plan.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import combinations

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from statplan.busy.intervals import BusyTimes
from statplan.plan import Plan
from statplan.plan.series import Series
from statplan.plan.time_values import make_weekday_rule
from statplan.schedule import Backup, TimeSlot, make_schedule
from statplan.schedule.attendees import list_attendees
from statplan.schedule.bookings import Resource, list_resources
from statplan.schedule.open_days import OpenDays, build_open_days
from statplan.schedule.series_rules import SeriesRule, build_unplaced_rules
from statplan.slots import Pattern, PlacedMeeting, Preferences, SearchAnswer, SeriesAnswer

DAY = timedelta(days=1)
SHIFT = {"week": {1: 2, 2: 4, 3: 4}, "month": {1: 5, 2: 5}, "quarter": {1: 8}}


@dataclass(eq=False)
class Case:
    """A plan, its busy calendars and wishes, and what follows from them."""

    plan: Plan
    busy: BusyTimes
    wishes: Preferences
    sought: tuple[str, ...]
    spared: frozenset[Resource] = frozenset()
    first: date = field(init=False)
    last: date = field(init=False)
    opened: OpenDays = field(init=False)
    rules: dict[str, tuple[Series, SeriesRule]] = field(init=False)
    fixed: list[tuple[TimeSlot, tuple[Resource, ...]]] = field(init=False)

    def __post_init__(self) -> None:
        frequency = self.plan.frequency
        assert frequency.first_day
        self.first = frequency.first_day
        months = self.first.month - 1 + frequency.months
        self.last = date(self.first.year + months // 12, months % 12 + 1, self.first.day) - DAY
        self.opened, _ = build_open_days(frequency, self.first, self.last + timedelta(days=120))
        self.rules = {
            rule.id: (series, rule)
            for series in frequency.series or ()
            if series.id in self.sought
            for rule in build_unplaced_rules(self.plan, series, self.first)
        }
        others = tuple(each for each in frequency.series or () if each.id not in self.sought)
        kept = self.plan.model_copy(
            update={"frequency": frequency.model_copy(update={"series": others})}
        )
        self.fixed = []
        for meeting in make_schedule(kept).meetings:
            needs = list_resources(meeting.room, meeting.required)
            self.fixed.append((meeting.slot, needs))
            if isinstance(meeting.backup, Backup):
                self.fixed.append((meeting.backup.slot, needs))

    # --- days ---------------------------------------------------------------------------------

    @cache  # noqa: B019 - cases are few
    def working(self, day: date, count: int) -> date:
        """The working day so many working days after (or before) a day."""
        step = DAY if count > 0 else -DAY
        for _ in range(abs(count)):
            day += step
            while day.weekday() not in self.opened.working_weekdays:
                day += step
        return day

    @cache  # noqa: B019
    def distance(self, day: date, other: date) -> int:
        """How many working days lie from one day to another, below zero where it is earlier."""
        if other < day:
            return -self.distance(other, day)
        span = (day + DAY * number for number in range(1, (other - day).days + 1))
        return sum(each.weekday() in self.opened.working_weekdays for each in span)

    def allowed(self, day: date, rule: SeriesRule) -> bool:
        is_open = self.is_open(day, rule) and day.weekday() in self.opened.working_weekdays
        return is_open and day.weekday() in self.wishes.days and day >= self.first

    def nominal(self, series: Series, rule: SeriesRule, pattern: Pattern) -> list[date]:
        """The days of a pattern from the first day to 120 days past the year's end."""
        anchor = series.starts or self.first
        day = weekday(pattern.on.weekdays[0])
        assert series.every
        until = datetime.combine(self.opened.last, time())
        if series.every.unit == "week":
            start = next(
                anchor + DAY * number
                for number in range(7)
                if (anchor + DAY * number).weekday() == pattern.on.weekdays[0]
            ) + timedelta(weeks=pattern.phase)
            found = rrule(WEEKLY, interval=series.every.count, dtstart=start, until=until)
        else:
            quarter = series.every.unit == "quarter"
            step = 3 if quarter else series.every.count
            month = date(anchor.year, anchor.month, 1)
            number = pattern.month - 1
            if quarter:
                month = date(self.first.year, 1, 1)
            index = month.month - 1 + number
            begin = date(month.year + index // 12, index % 12 + 1, 1)
            while begin > self.first:
                index = begin.year * 12 + begin.month - 1 - step
                begin = date(index // 12, index % 12 + 1, 1)
            found = rrule(
                MONTHLY,
                interval=step,
                dtstart=begin,
                until=until,
                byweekday=day(pattern.on.ordinal or 1),
            )
        days = [each.date() for each in found if each.date() >= self.first]
        return [each for each in days if each not in rule.cancelled_days]

    def is_open(self, day: date, rule: SeriesRule) -> bool:
        return self.opened.find_closed_reason(day, rule.closed_day_rules) is None

    def bound_period(self, series: Series, day: date) -> tuple[date, date]:
        """The first and the last day of a meeting's own weeks, month, or quarter."""
        assert series.every
        if series.every.unit == "week":
            monday = day - DAY * day.weekday()
            return monday, monday + DAY * (7 * series.every.count - 1)
        months = 3 if series.every.unit == "quarter" else 1
        index = day.month - 1 - (day.month - 1) % months
        after = index + months
        following = date(day.year + after // 12, after % 12 + 1, 1)
        return date(day.year, index + 1, 1), following - DAY

    def closed_moves(self, series: Series, rule: SeriesRule, nominal: date) -> set[date]:
        """The days to which a meeting moves whose day is closed."""
        first, last = self.bound_period(series, nominal)
        days = [first + DAY * number for number in range((last - first).days + 1)]
        window = rule.backup_window
        backup_days = {
            self.working(nominal, number) for number in range(window.after, window.within + 1)
        }
        by_policy = {
            "next working day": {each for each in days if each > nominal},
            "previous working day": set(),
            "a week later": {nominal + 7 * DAY},
            "same week": {
                each for each in days if each.isocalendar()[:2] == nominal.isocalendar()[:2]
            },
            "use backup": backup_days,
        }
        policy = self.opened.find_policy(nominal, rule.closed_day_rules)
        if policy == "skip":
            return set()
        opened = {
            each
            for each in days
            if self.is_open(each, rule) and each >= self.first and self.opened.is_working_day(each)
        }
        return by_policy[policy] & opened or {each for each in opened if each < nominal}

    def backup_days(self, rule: SeriesRule, day: date) -> list[date]:
        """The days on which a back-up may stand, as the plan's rule orders them."""
        window = rule.backup_window
        numbers = range(window.after, window.within + 1)
        days = [day + DAY * number for number in range(1, (self.opened.last - day).days + 1)]
        working = [each for each in days if self.opened.is_working_day(each)]
        found = [working[number - 1] for number in numbers if number <= len(working)]
        if window.rule == "same week":
            return [each for each in found if each.isocalendar()[:2] == day.isocalendar()[:2]]
        if window.rule == "week later":
            wanted = day + timedelta(weeks=1)
            return sorted(found, key=lambda each: (abs((each - wanted).days), each))
        assert window.rule == "soonest"
        return found

    # --- people -------------------------------------------------------------------------------

    def needs(self, rule: SeriesRule, number: int) -> tuple[Resource, ...]:
        about = rule.turns[number % len(rule.turns)] if rule.turns else ()
        attended = self.plan.leadership.attends == "every"
        attendees = list_attendees(self.plan, rule.series, about, is_attended=attended)
        needs = list_resources(rule.place.room, [one.id for one in attendees if one.is_required])
        return tuple(each for each in needs if each not in self.spared)

    def optional(self, rule: SeriesRule) -> tuple[str, ...]:
        return (*(rule.series.optional or ()), *(self.plan.participants.partners or ()))

    def is_busy(self, owner: Resource, stand: TimeSlot, *, firm: bool) -> bool:
        own = [each for one in self.busy.calendars if one.owner == owner for each in one.intervals]
        return any(
            each.is_firm == firm and each.start < stand.end and stand.start < each.end
            for each in own
        )

    @cache  # noqa: B019
    def free(self, stand: TimeSlot, needs: tuple[Resource, ...]) -> bool:
        """Whether nobody who is needed has firm time, or a fixed meeting, then."""
        return not any(self.is_busy(each, stand, firm=True) for each in needs) and not any(
            set(theirs) & set(needs) and overlap(stand, other) for other, theirs in self.fixed
        )

    @cache  # noqa: B019
    def wished(
        self, stand: TimeSlot, optional: tuple[str, ...], needs: tuple[Resource, ...]
    ) -> int:
        """What people's softer time, the weekday and the hour of a place cost."""
        wishes, weights = self.wishes, self.wishes.weights
        cost = weights.disturbed * sum(self.is_busy(each, stand, firm=False) for each in needs)
        for each in optional:
            owner = ("person", each)
            if owner not in needs:
                blocked = any(
                    owner in theirs and overlap(stand, other) for other, theirs in self.fixed
                )
                soft = self.is_busy(owner, stand, firm=False)
                busy = blocked or soft or self.is_busy(owner, stand, firm=True)
                cost += weights.disturbed * busy
        cost += weights.weekday * (stand.day.weekday() in wishes.shunned)
        early = wishes.liked_from is not None and stand.start_time < wishes.liked_from
        late = wishes.liked_until is not None and stand.end.time() > wishes.liked_until
        return cost + weights.hour * (early or late)

    def in_hours(self, stand: TimeSlot) -> bool:
        begins, ends = stand.start, stand.end
        first = datetime.combine(stand.day, self.wishes.first)
        last = datetime.combine(stand.day, self.wishes.last)
        on_step = (begins - first).total_seconds() % (self.wishes.step * 60) == 0
        return first <= begins and ends <= last and on_step


def overlap(stand: TimeSlot, other: TimeSlot) -> bool:
    return stand.start < other.end and other.start < stand.end


def faults(case: Case, answer: SearchAnswer) -> list[str]:
    """Everything that is wrong with an answer: overlaps, broken rules, a cost that is not so."""
    found = [fault for line in answer.series_answers for fault in line_faults(case, line)]
    found += list(overlaps(case, answer))
    cost = sum(line_cost(case, line) for line in answer.series_answers) + joint_cost(
        case, answer.series_answers
    )
    if cost != answer.cost:
        found.append(f"the cost is {cost} and not {answer.cost}")
    if sum(part for _, part in answer.parts) != answer.cost:
        found.append("the parts are not the cost")
    if answer.bound > answer.cost:
        found.append("the bound is above the cost")
    return found


def turns(case: Case, line: SeriesAnswer) -> tuple[list[date], date | None, int]:
    """The nominal days of a line, the one after the year, and how many are lost to closed days."""
    series, rule = case.rules[line.series_id]
    every = case.nominal(series, rule, line.pattern)
    inside = [each for each in every if each <= case.last]
    kept = [
        each
        for each in inside
        if not shut(case, each, rule) or case.closed_moves(series, rule, each)
    ]
    then = next((each for each in every if each > case.last), None)
    return kept, then, len(inside) - len(kept)


def shut(case: Case, day: date, rule: SeriesRule) -> bool:
    return not case.is_open(day, rule)


def line_faults(case: Case, line: SeriesAnswer) -> Iterator[str]:
    series, rule = case.rules[line.series_id]
    days, then, _ = turns(case, line)
    if [each.nominal for each in line.meetings] != [
        TimeSlot(day, line.pattern.start_time, rule.minutes) for day in days
    ]:
        yield f"{line.series_id}: the nominal places are not those of the pattern"
        return
    if series.at is None and not case.in_hours(line.meetings[0].nominal):
        yield f"{line.series_id}: the pattern lies outside the allowed hours"
    following = [each.slot.day if each.slot else each.nominal.day for each in line.meetings[1:]]
    for number, (meeting, after) in enumerate(zip(line.meetings, [*following, then], strict=True)):
        yield from meeting_faults(case, rule, series, meeting, after, case.needs(rule, number))


def meeting_faults(
    case: Case, rule: SeriesRule, series: Series, meeting: PlacedMeeting, after: date | None,
    needs: tuple[Resource, ...],
) -> Iterator[str]:  # fmt: skip
    nominal, stand, backup = meeting.nominal, meeting.slot, meeting.backup
    if stand is None:
        if backup:
            yield f"{meeting.meeting_key}: a back-up of nothing"
        return
    if stand not in stands(case, series, rule, nominal, needs):
        yield f"{meeting.meeting_key}: {stand} breaks a rule"
    if backup and backup not in backups(case, rule, nominal, stand.day, after, needs):
        yield f"{meeting.meeting_key}: the back-up {backup} breaks a rule"


def times(case: Case, minutes: int, day: date) -> Iterator[TimeSlot]:
    """Every stand of a day within the allowed hours."""
    begins = datetime.combine(day, case.wishes.first)
    while True:
        stand = TimeSlot(day, begins.time(), minutes)
        if not case.in_hours(stand):
            return
        yield stand
        begins += timedelta(minutes=case.wishes.step)


def stands(
    case: Case, series: Series, rule: SeriesRule, nominal: TimeSlot, needs: tuple[Resource, ...]
) -> dict[TimeSlot, int]:
    """Every place that a meeting may have, and what it costs."""
    assert series.every
    weights, shift = case.wishes.weights, SHIFT[series.every.unit][series.every.count]
    if shut(case, nominal.day, rule):
        days = case.closed_moves(series, rule, nominal.day)
    else:
        days = {case.working(nominal.day, number) for number in range(-shift, shift + 1)}
    found: dict[TimeSlot, int] = {}
    for day in days:
        own = TimeSlot(day, nominal.start_time, nominal.minutes)
        for stand in {own, *times(case, rule.minutes, day)}:
            if not case.allowed(day, rule) or not case.free(stand, needs):
                continue
            cost = case.wished(stand, case.optional(rule), needs)
            if stand != nominal:
                cost += weights.exception + weights.other_time * (
                    stand.start_time != nominal.start_time
                )
                cost += weights.farther * abs(case.distance(nominal.day, day))
            found[stand] = cost
    return found


def backups(
    case: Case, rule: SeriesRule, nominal: TimeSlot, day: date, after: date | None,
    needs: tuple[Resource, ...],
) -> dict[TimeSlot, int]:  # fmt: skip
    """Every place that the back-up of a meeting on a day may have, and what it costs."""
    weights, window = case.wishes.weights, rule.backup_window
    found: dict[TimeSlot, int] = {}
    for rank, later in enumerate(case.backup_days(rule, day) if window.keep else ()):
        if not case.allowed(later, rule):
            continue
        if after and case.opened.count_working_days(later, after) < window.before_next:
            continue
        own = TimeSlot(later, window.start_time or nominal.start_time, rule.minutes)
        others = [TimeSlot(later, at, rule.minutes) for at in window.times]
        if not others and not window.start_time:
            others = list(times(case, rule.minutes, later))
        for stand in {own, *others}:
            if case.free(stand, needs):
                cost = weights.backup_farther * rank + case.wished(
                    stand, case.optional(rule), needs
                )
                found[stand] = cost + weights.other_time * (stand.start_time != nominal.start_time)
    return found


def overlaps(case: Case, answer: SearchAnswer) -> Iterator[str]:
    held: list[tuple[TimeSlot, tuple[Resource, ...], str]] = []
    for line in answer.series_answers:
        _, rule = case.rules[line.series_id]
        for number, meeting in enumerate(line.meetings):
            places = [each for each in (meeting.slot, meeting.backup) if each]
            needs = case.needs(rule, number)
            held += [(each, needs, str(meeting.meeting_key)) for each in places]
    for (one, own, key), (other, theirs, second) in combinations(held, 2):
        if set(own) & set(theirs) and overlap(one, other):
            yield f"{key} and {second} overlap on {one.day}"


def line_cost(case: Case, line: SeriesAnswer) -> int:
    """The cost of a series, counted again."""
    series, rule = case.rules[line.series_id]
    weights = case.wishes.weights
    cost = lost(case, line) * weights.exception
    for number, meeting in enumerate(line.meetings):
        needs = case.needs(rule, number)
        if meeting.slot is None:
            cost += weights.unplaced
            continue
        cost += stands(case, series, rule, meeting.nominal, needs).get(meeting.slot, 0)
        if meeting.backup:
            day = meeting.slot.day
            found = backups(case, rule, meeting.nominal, day, None, needs)
            cost += found.get(meeting.backup, 0)
        elif rule.backup_window.keep:
            cost += weights.no_backup
    return cost


def lost(case: Case, line: SeriesAnswer) -> int:
    """How many meetings fewer the line has than another of its series would have."""
    series, _ = case.rules[line.series_id]
    kept, _, skipped = turns(case, line)
    if series.every is None or series.every.unit == "week":
        return skipped
    return most_turns(case, line.series_id) - len(kept)


@cache
def most_turns(case: Case, name: str) -> int:
    series, rule = case.rules[name]
    return max(
        len([day for day in case.nominal(series, rule, each) if day <= case.last])
        for each in patterns(case, name)
    )


def joint_cost(case: Case, lines: tuple[SeriesAnswer, ...]) -> int:
    wishes, cost = case.wishes, 0
    if wishes.spread:
        weeks = [
            ("month", each.pattern.on.ordinal)
            if each.pattern.on.ordinal
            else (case.rules[each.series_id][0].every, each.pattern.phase)
            for each in lines
            if each.pattern.on.ordinal or str(case.rules[each.series_id][0].every) != "week"
        ]
        cost += wishes.weights.bunched * sum(a == b for a, b in combinations(weeks, 2))
    if wishes.same_day and lines:
        common = Counter(each.pattern.on.weekdays for each in lines).most_common(1)[0][1]
        cost += wishes.weights.apart * (len(lines) - common)
    return cost


def patterns(case: Case, name: str) -> Iterator[Pattern]:
    """Every pattern that a series may have."""
    series, rule = case.rules[name]
    assert series.every
    unit, count = series.every.unit, series.every.count
    named = series.on.weekdays if series.on else range(7)
    days = [
        each for each in named if each in case.wishes.days and each in case.opened.working_weekdays
    ]
    ordinals: tuple[int | None, ...] = (1, 2, 3, 4, -1)
    if unit == "week":
        ordinals = (None,)
    elif series.on and series.on.ordinal:
        ordinals = (series.on.ordinal,)
    months = {"week": 1, "month": count, "quarter": 3}[unit]
    phases = count if unit == "week" and not series.starts else 1
    clock = (
        [series.at]
        if series.at
        else [each.start_time for each in times(case, rule.minutes, case.first)]
    )
    for day in days:
        for ordinal in ordinals:
            for month in [series.in_month] if series.in_month else range(1, months + 1):
                for phase in range(phases):
                    for at in clock:
                        yield Pattern(make_weekday_rule((day,), ordinal), at, month, phase)
