"""What is named as the reason is the reason: set aside, it is possible; each set is minimal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.plan.time_values import WEEKDAYS
from statplan.schedule import Backup, TimeSlot, make_schedule
from statplan.schedule.bookings import Resource
from statplan.slots import (
    GapReason,
    Preferences,
    SearchAnswer,
    SlotGap,
    find_gaps,
    find_relaxations,
    make_problem,
    search_slots,
)
from tests.support.plans import plan
from tests.support.sampling import count_examples
from tests.support.slot_cases import cases
from tests.support.slot_verifier import SHIFT, Case, line_faults, overlap

QUIET = settings(
    max_examples=count_examples(6, 25),
    suppress_health_check=list(HealthCheck),
)
Reasons = frozenset[GapReason]


def held(
    case: Case, answer: SearchAnswer, own: str
) -> Iterator[tuple[str, TimeSlot, tuple[Resource, ...]]]:
    """What all other series hold: their id, the place, who is needed there."""
    others = [each for each in case.plan.frequency.series or () if each.id not in case.sought]
    frequency = case.plan.frequency.model_copy(update={"series": tuple(others)})
    for meeting in make_schedule(case.plan.model_copy(update={"frequency": frequency})).meetings:
        needs = next(needs for stand, needs in case.fixed if stand == meeting.slot)
        yield meeting.key.series, meeting.slot, needs
        if isinstance(meeting.backup, Backup):
            yield meeting.key.series, meeting.backup.slot, needs
    for line in answer.series_answers:
        for number, placed in enumerate(line.meetings):
            for stand in (placed.slot, placed.backup):
                if stand and line.series_id != own:
                    yield line.series_id, stand, case.needs(case.rules[line.series_id][1], number)


class Trial:
    """Whether a meeting would be possible if some reasons were set aside."""

    def __init__(self, case: Case, answer: SearchAnswer, gap: SlotGap) -> None:
        self.case = case
        line = next(
            each for each in answer.series_answers if each.series_id == gap.meeting_key.series
        )
        self.number = [each.meeting_key for each in line.meetings].index(gap.meeting_key)
        self.placed = line.meetings[self.number]
        self.series, self.rule = case.rules[line.series_id]
        assert self.series.every
        self.shift = SHIFT[self.series.every.unit][self.series.every.count]
        self.needs = case.needs(self.rule, self.number)
        self.others = list(held(case, answer, line.series_id))
        following = line.meetings[self.number + 1 :]
        days = [(each.slot or each.nominal).day for each in following]
        year = [
            day for day in case.nominal(self.series, self.rule, line.pattern) if day > case.last
        ]
        self.after = (*days, *year, None)[0]
        weekdays = [GapReason("weekday", WEEKDAYS[day]) for day in case.opened.working_weekdays]
        self.everything = frozenset(
            [GapReason("window"), GapReason("hours"), *weekdays]
            + [GapReason(kind, name) for kind, name in self.needs]  # type: ignore[arg-type]
            + [GapReason("series", name) for name, _, _ in self.others]
        )

    def possible(self, aside: Reasons) -> bool:
        return any(self.free(stand, aside) for stand in self.places(aside))

    def free(self, stand: TimeSlot, aside: Reasons) -> bool:
        needs = [each for each in self.needs if GapReason(*each) not in aside]  # type: ignore[arg-type]
        return not any(self.case.is_busy(each, stand, firm=True) for each in needs) and not any(
            overlap(stand, other) and set(self.needs) & set(theirs)
            for name, other, theirs in self.others
            if GapReason("series", name) not in aside
        )

    def places(self, aside: Reasons) -> Iterator[TimeSlot]:
        wishes = self.case.wishes
        for day in self.days(wide=GapReason("window") in aside):
            shut = not self.case.is_open(day, self.rule)
            named = GapReason("weekday", WEEKDAYS[day.weekday()])
            if shut or (day.weekday() not in wishes.days and named not in aside):
                continue
            yield from self.times(day, wide=GapReason("hours") in aside)

    def days(self, *, wide: bool) -> list[date]:
        case, rule = self.case, self.rule
        if self.placed.slot:
            day = self.placed.slot.day
            near = [
                case.working(day, count) for count in range(1, 2 * rule.backup_window.within + 1)
            ]
            found = near if wide else [each for each in near if each in case.backup_days(rule, day)]
            if self.after:
                spare = rule.backup_window.before_next
                found = [
                    each
                    for each in found
                    if case.opened.count_working_days(each, self.after) >= spare
                ]
            return [each for each in found if each <= case.opened.last]
        day, reach = self.placed.nominal.day, (2 if wide else 1) * self.shift
        shut = not case.is_open(day, rule)
        if shut and not wide:
            return [
                each for each in case.closed_moves(self.series, rule, day) if each >= case.first
            ]
        found = [case.working(day, number) for number in range(-reach, reach + 1)]
        if shut:
            found += case.closed_moves(self.series, rule, day)
        return [each for each in found if case.first <= each <= case.opened.last]

    def times(self, day: date, *, wide: bool) -> Iterator[TimeSlot]:
        minutes, step = self.rule.minutes, self.case.wishes.step
        window = self.rule.backup_window
        own_time = window.start_time if self.placed.slot else None
        yield TimeSlot(day, own_time or self.placed.nominal.start_time, minutes)
        if self.placed.slot and (window.start_time or window.times) and not wide:
            yield from (TimeSlot(day, at, minutes) for at in window.times)
            return
        first = datetime.combine(day, self.case.wishes.first)
        last = datetime.combine(day, self.case.wishes.last)
        if wide:
            first, last = first - timedelta(hours=2), last + timedelta(hours=2)
        while first + timedelta(minutes=minutes) <= last:
            if first.date() == day:
                yield TimeSlot(day, first.time(), minutes)
            first += timedelta(minutes=step)


TIGHT = cases(most=3, months=(2, 3), every=("week", "2 weeks", "month", "quarter"), days=2)


@QUIET
@given(TIGHT)
def test_what_is_named_makes_it_impossible_and_is_minimal(case: Case) -> None:
    problem = make_problem(case.plan, case.busy, case.wishes)
    answer = search_slots(problem, budget=10)
    for gap in find_gaps(problem, answer):
        trial = Trial(case, answer, gap)
        assert not trial.possible(frozenset())
        if gap.reason_sets:
            assert trial.possible(frozenset(each for core in gap.reason_sets for each in core))
        for core in map(frozenset, gap.reason_sets):
            alone = trial.everything - core
            assert not trial.possible(alone)
            assert all(trial.possible(alone | {each}) for each in core)


@QUIET
@given(TIGHT)
def test_each_release_makes_it_possible_and_nothing_less_does(case: Case) -> None:
    problem = make_problem(case.plan, case.busy, case.wishes)
    answer = search_slots(problem, budget=10)
    for gap in find_gaps(problem, answer):
        trial = Trial(case, answer, gap)
        for release in map(frozenset, gap.releases):
            assert trial.possible(release)
            assert not any(trial.possible(release - {each}) for each in release)


@pytest.mark.slow
@QUIET
@given(TIGHT)
def test_each_relaxation_stands_as_it_says(case: Case) -> None:
    problem = make_problem(case.plan, case.busy, case.wishes)
    answer = search_slots(problem, budget=10)
    for name in dict.fromkeys(gap.meeting_key.series for gap in find_gaps(problem, answer)):
        for found in find_relaxations(case.plan, problem, answer, name)[:4]:
            terms = found.terms
            eased = Case(
                case.plan,
                case.busy,
                terms.preferences or case.wishes,
                case.sought,
                terms.spared_resources,
            )
            series, rule = eased.rules[name]
            window = replace(
                rule.backup_window, keep=rule.backup_window.keep and terms.keeps_backups
            )
            window = replace(window, within=terms.within or window.within)
            minutes = terms.minutes or rule.minutes
            eased.rules[name] = series, replace(rule, minutes=minutes, backup_window=window)
            eased.fixed += [(stand, needs) for _, stand, needs in held(case, answer, name)]
            assert not list(line_faults(eased, found.series_answer))
            complete = [
                each.slot is not None and (each.backup is not None or not window.keep)
                for each in found.series_answer.meetings
            ]
            assert (sum(complete), len(complete)) == (found.complete, found.total)


def find_gaps_with(hour: int, *weekdays: int, **more: object) -> list[SlotGap]:
    """The gaps of three monthly meetings with the mayor, who is free at one hour of some days."""
    spans = []
    for number in range(120):
        begins = datetime.combine(date(2027, 1, 1) + timedelta(days=number), time())
        free = begins.replace(hour=hour if begins.weekday() in (weekdays or range(5)) else 23)
        spans += [
            BusyInterval(begins, free),
            BusyInterval(free + timedelta(hours=1), begins + timedelta(days=1)),
        ]
    busy = BusyTimes((BusyCalendar(("person", "mayor"), tuple(spans)),))
    made = plan(
        {"id": "stat", "every": "month", "required": ["mayor"], "minutes": 60, **more}, months=3
    )
    problem = make_problem(made, busy, Preferences(first=time(9), last=time(15), step=60))
    return list(find_gaps(problem, search_slots(problem)))


@pytest.mark.slow
@pytest.mark.parametrize(("hour", "hours"), [(6, False), (7, True), (16, True), (17, False)])
def test_other_hours_help_within_two_hours_of_those_that_are_allowed(
    hour: int, hours: bool
) -> None:
    gaps = find_gaps_with(hour, backup={"keep": "no"})
    assert [gap.missing for gap in gaps] == ["place"] * 3
    allowed = (GapReason("hours"),)
    assert all((allowed in gap.releases) is hours for gap in gaps)


@pytest.mark.parametrize(("keep", "missing"), [("yes", ["back-up"] * 3), ("no", [])])
def test_a_meeting_with_a_place_and_no_back_up_is_a_gap_where_back_ups_are_kept(
    keep: str, missing: list[str]
) -> None:
    """The mayor is free on Mondays alone; a back-up is in the week of its meeting."""
    gaps = find_gaps_with(9, 0, backup={"keep": keep, "rule": "same week"})
    assert [gap.missing for gap in gaps] == missing


def test_a_meeting_whose_only_hour_went_to_another_series_names_that_series() -> None:
    """The mayor is free from 9:00 to 10:00 on January 14 alone, and two series need that hour."""
    free = datetime(2027, 1, 14, 9)  # noqa: DTZ001 - local time
    spans = (
        BusyInterval(datetime(2027, 1, 1), free),  # noqa: DTZ001
        BusyInterval(free + timedelta(hours=1), datetime(2027, 3, 1)),  # noqa: DTZ001
    )
    busy = BusyTimes((BusyCalendar(("person", "mayor"), spans),))
    both = [
        {"id": name, "every": "month", "required": ["mayor"], "minutes": 60}
        for name in ("stat", "works")
    ]
    made = plan(*both, months=1, backup={"keep": "no"})
    problem = make_problem(made, busy, Preferences(first=time(9), last=time(11), step=60))
    (gap,) = find_gaps(problem, search_slots(problem, budget=0))
    (other,) = {"stat", "works"} - {gap.meeting_key.series}
    assert gap.releases == ((GapReason("person", "mayor"),), (GapReason("series", other),))
