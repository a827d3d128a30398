"""What is named as the reason is the reason: set aside, it is possible; each set is minimal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings

from statplan.plan.times import WEEKDAYS
from statplan.schedule import Backup, Stand, make_schedule
from statplan.schedule.taken import Resource
from statplan.slots import Answer, Gap, Reason, gaps, make_problem, relaxations, search
from tests.sampling import count_examples
from tests.slots.cases import cases
from tests.slots.verifier import SHIFT, Case, line_faults, overlap

QUIET = settings(
    max_examples=count_examples(6, 25),
    suppress_health_check=list(HealthCheck),
)
Reasons = frozenset[Reason]


def held(case: Case, answer: Answer, own: str) -> Iterator[tuple[str, Stand, tuple[Resource, ...]]]:
    """What all other series hold: their id, the place, who is needed there."""
    others = [each for each in case.plan.frequency.series or () if each.id not in case.sought]
    frequency = case.plan.frequency.model_copy(update={"series": tuple(others)})
    for meeting in make_schedule(case.plan.model_copy(update={"frequency": frequency})).meetings:
        needs = next(needs for stand, needs in case.fixed if stand == meeting.stand)
        yield meeting.key.series, meeting.stand, needs
        if isinstance(meeting.backup, Backup):
            yield meeting.key.series, meeting.backup.stand, needs
    for line in answer.lines:
        for number, placed in enumerate(line.meetings):
            for stand in (placed.stand, placed.backup):
                if stand and line.series != own:
                    yield line.series, stand, case.needs(case.rules[line.series][1], number)


class Trial:
    """Whether a meeting would be possible if some reasons were set aside."""

    def __init__(self, case: Case, answer: Answer, gap: Gap) -> None:
        self.case = case
        line = next(each for each in answer.lines if each.series == gap.key.series)
        self.number = [each.key for each in line.meetings].index(gap.key)
        self.placed = line.meetings[self.number]
        series, self.rule = case.rules[line.series]
        assert series.every
        self.shift = SHIFT[series.every.unit][series.every.count]
        self.needs = case.needs(self.rule, self.number)
        self.others = list(held(case, answer, line.series))
        following = line.meetings[self.number + 1 :]
        days = [(each.stand or each.nominal).day for each in following]
        year = [day for day in case.nominal(series, self.rule, line.pattern) if day > case.last]
        self.after = (*days, *year, None)[0]
        weekdays = [Reason("weekday", WEEKDAYS[day]) for day in case.opened.working]
        self.everything = frozenset(
            [Reason("window"), Reason("hours"), *weekdays]
            + [Reason(kind, name) for kind, name in self.needs]  # type: ignore[arg-type]
            + [Reason("series", name) for name, _, _ in self.others]
        )

    def possible(self, aside: Reasons) -> bool:
        return any(self.free(stand, aside) for stand in self.places(aside))

    def free(self, stand: Stand, aside: Reasons) -> bool:
        needs = [each for each in self.needs if Reason(*each) not in aside]  # type: ignore[arg-type]
        return not any(self.case.is_busy(each, stand, firm=True) for each in needs) and not any(
            overlap(stand, other) and set(self.needs) & set(theirs)
            for name, other, theirs in self.others
            if Reason("series", name) not in aside
        )

    def places(self, aside: Reasons) -> Iterator[Stand]:
        wishes = self.case.wishes
        for day in self.days(wide=Reason("window") in aside):
            shut = day in self.case.opened.closed or (
                self.rule.avoid_beside and day in self.case.opened.beside
            )
            named = Reason("weekday", WEEKDAYS[day.weekday()])
            if shut or (day.weekday() not in wishes.days and named not in aside):
                continue
            yield from self.times(day, wide=Reason("hours") in aside)

    def days(self, *, wide: bool) -> list[date]:
        case, rule = self.case, self.rule
        factor = 2 if wide else 1
        if self.placed.stand:
            day = self.placed.stand.day
            numbers = range(1 if wide else rule.backup.after, factor * rule.backup.within + 1)
            found = [case.working(day, number) for number in numbers]
            if not wide:
                found = [each for each in found if each in case.backup_days(rule, day)]
            if self.after:
                spare = rule.backup.before_next
                found = [each for each in found if case.distance(each, self.after) >= spare]
            return [each for each in found if each <= case.opened.last]
        day, reach = self.placed.nominal.day, factor * self.shift
        shut = day in case.opened.closed or (rule.avoid_beside and day in case.opened.beside)
        if shut and not wide:
            return [each for each in case.closed_moves(rule, day, self.shift) if each >= case.first]
        found = [case.working(day, number) for number in range(-reach, reach + 1)]
        if shut:
            found += case.closed_moves(rule, day, self.shift)
        return [each for each in found if case.first <= each <= case.opened.last]

    def times(self, day: date, *, wide: bool) -> Iterator[Stand]:
        minutes, step = self.rule.minutes, self.case.wishes.step
        own = Stand(day, self.placed.nominal.at, minutes)
        yield own
        if self.placed.stand and self.rule.backup.times and not wide:
            yield from (Stand(day, at, minutes) for at in self.rule.backup.times)
            return
        first = datetime.combine(day, self.case.wishes.first)
        last = datetime.combine(day, self.case.wishes.last)
        if wide:
            first, last = first - timedelta(hours=2), last + timedelta(hours=2)
        while first + timedelta(minutes=minutes) <= last:
            if first.date() == day:
                yield Stand(day, first.time(), minutes)
            first += timedelta(minutes=step)


TIGHT = cases(most=3, months=(2, 3), every=("week", "2 weeks", "month", "quarter"), days=2)


@QUIET
@given(TIGHT)
def test_what_is_named_makes_it_impossible_and_is_minimal(case: Case) -> None:
    problem = make_problem(case.plan, case.busy, case.wishes)
    answer = search(problem, budget=10)
    for gap in gaps(problem, answer):
        trial = Trial(case, answer, gap)
        assert not trial.possible(frozenset())
        if gap.together:
            assert trial.possible(frozenset(each for core in gap.together for each in core))
        for core in map(frozenset, gap.together):
            alone = trial.everything - core
            assert not trial.possible(alone)
            assert all(trial.possible(alone | {each}) for each in core)


@QUIET
@given(TIGHT)
def test_each_release_makes_it_possible_and_nothing_less_does(case: Case) -> None:
    problem = make_problem(case.plan, case.busy, case.wishes)
    answer = search(problem, budget=10)
    for gap in gaps(problem, answer):
        trial = Trial(case, answer, gap)
        for release in map(frozenset, gap.releases):
            assert trial.possible(release)
            assert not any(trial.possible(release - {each}) for each in release)


@QUIET
@given(TIGHT)
def test_each_relaxation_stands_as_it_says(case: Case) -> None:
    problem = make_problem(case.plan, case.busy, case.wishes)
    answer = search(problem, budget=10)
    for name in dict.fromkeys(gap.key.series for gap in gaps(problem, answer)):
        for found in relaxations(case.plan, problem, answer, name)[:4]:
            terms = found.terms
            eased = Case(
                case.plan, case.busy, terms.wishes or case.wishes, case.sought, terms.spared
            )
            series, rule = eased.rules[name]
            window = replace(rule.backup, keep=rule.backup.keep and terms.keep)
            window = replace(window, within=terms.within or window.within)
            minutes = terms.minutes or rule.minutes
            eased.rules[name] = series, replace(rule, minutes=minutes, backup=window)
            eased.fixed += [(stand, needs) for _, stand, needs in held(case, answer, name)]
            assert not list(line_faults(eased, found.line))
            complete = [
                each.stand is not None and (each.backup is not None or not window.keep)
                for each in found.line.meetings
            ]
            assert (sum(complete), len(complete)) == (found.complete, found.total)
