"""A proof is what brute force finds, from whatever start; its bound holds when time runs out."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import inf

import highspy
import pytest
from hypothesis import HealthCheck, assume, given, settings

from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.errors import StatplanError
from statplan.slots import (
    Preferences,
    SearchAnswer,
    SlotProblem,
    make_problem,
    optimality_proof,
    search_slots,
)
from statplan.slots.availability import Availability
from statplan.slots.milp_model import MilpModel
from statplan.slots.milp_pruning import PrunedSeries
from statplan.slots.milp_solver import LinearModel, SolverOutcome
from statplan.slots.optimality_proof import Proof, describe_proof, find_placements, prove_answer
from tests.support.brute_force import cheapest
from tests.support.plans import plan
from tests.support.sampling import count_examples, sample
from tests.support.slot_cases import cases
from tests.support.slot_verifier import Case, faults

QUIET = settings(
    max_examples=count_examples(5, 20),
    suppress_health_check=list(HealthCheck),
)
SMALL = cases(most=3, months=(1,), every=("2 weeks", "3 weeks"), days=2)
KINDS = ("drops", "hits", "offs", "cells", "even", "later", "bare", "backups", "level", "patterns")


@pytest.mark.slow
@QUIET
@given(SMALL)
def test_what_is_proven_is_what_brute_force_finds(case: Case) -> None:
    problem = make_problem(case.plan, case.busy, case.wishes)
    first = search_slots(problem, budget=0)
    assume(len(first.series_answers) == len(case.sought))
    proof = prove_answer(problem, first, time_limit=60)
    assert proof.is_optimal
    assert not faults(case, proof.answer)
    assert proof.answer.cost == proof.bound == cheapest(case, case.sought, first.cost)


@pytest.mark.slow
@QUIET
@given(cases(most=1, months=(1, 2), every=("week", "2 weeks")))
def test_meetings_of_a_week_keep_their_order(case: Case) -> None:
    """What one series costs at least is known exactly by other means, order and all."""
    problem = make_problem(case.plan, case.busy, case.wishes)
    best = search_slots(problem)
    assume(best.series_answers)
    formula, chosen = model_of(problem, best, everything=True)
    solved = formula.linear_model.solve_model(chosen, 60)
    assert solved.bound == best.cost == round(solved.cost)


@pytest.mark.slow
@QUIET
@given(cases(most=3, months=(1,), every=("week", "2 weeks"), days=3))
def test_what_is_proven_keeps_every_rule(case: Case) -> None:
    problem = make_problem(case.plan, case.busy, case.wishes)
    first = search_slots(problem, budget=20)
    proof = prove_answer(problem, first, time_limit=60)
    assert proof.is_optimal
    assert not faults(case, proof.answer)
    assert first.bound <= proof.bound <= first.cost


@QUIET
@given(SMALL)
def test_without_time_the_bound_holds_and_the_answer_stays(case: Case) -> None:
    problem = make_problem(case.plan, case.busy, case.wishes)
    first = search_slots(problem, budget=0)
    assume(len(first.series_answers) == len(case.sought))
    proof = prove_answer(problem, first, time_limit=0)
    assert proof.answer.cost <= first.cost
    assert proof.bound <= cheapest(case, case.sought, first.cost)
    assert proof.is_optimal == (proof.answer.cost == proof.bound)


@pytest.mark.slow
@QUIET
@given(cases(most=4, months=(3, 6), every=("week", "2 weeks", "month", "quarter")))
def test_the_model_counts_what_the_search_counts(case: Case) -> None:
    problem = make_problem(case.plan, case.busy, replace(case.wishes, spread=False, same_day=False))
    for answer in (search_slots(problem, budget=0), search_slots(problem, budget=20)):
        formula, chosen = model_of(problem, answer)
        assert sum(formula.linear_model.costs[each] for each in chosen) == answer.cost


def model_of(
    problem: SlotProblem, answer: SearchAnswer, *, everything: bool = False
) -> tuple[MilpModel, frozenset[int]]:
    """The model on the patterns of an answer or on all, and the columns that say the answer."""
    ground = Availability(problem)
    years = {number: year for number, year in enumerate(find_placements(problem, answer)) if year}
    series: list[PrunedSeries] = []
    for number, year in years.items():
        pairs = problem.iter_patterns(number) if everything else [(year.candidate, year.start)]
        costs = dict.fromkeys(pairs, 0)  # what a pattern costs at least is left out
        series.append(PrunedSeries(ground, number, costs, 0, room=1 << 20))
    formula = MilpModel(ground, series)
    return formula, formula.list_chosen_columns(years)


def of_mondays(before_next: int, busy_on: Callable[[date], bool]) -> SlotProblem:
    """A weekly meeting of a mayor who is away on some days of the first ten weeks."""
    days = [date(2027, 1, 4) + timedelta(days=number) for number in range(70)]
    begins = [datetime.combine(day, time()) for day in days if busy_on(day)]
    spans = tuple(BusyInterval(each, each + timedelta(days=1)) for each in begins)
    window = {"within": 4, "before_next": before_next}
    series = {"id": "a", "every": "week", "required": ["mayor"], "backup": window}
    made = plan(series | {"on": "Monday", "closed_day": {"holiday": "skip"}}, months=1)
    busy = BusyTimes((BusyCalendar(("person", "mayor"), spans),))
    return make_problem(made, busy, Preferences())


@pytest.mark.parametrize("before_next", [1, 2, 3])
def test_a_back_up_may_stand_as_late_as_the_plan_says_and_no_later(before_next: int) -> None:
    """The only free days are Monday and Thursday, two working days before the next Monday."""
    problem = of_mondays(before_next, lambda day: day.weekday() in {1, 2, 4})
    best = search_slots(problem)
    formula, chosen = model_of(problem, best, everything=True)
    assert formula.linear_model.solve_model(chosen, 60).bound == best.cost
    assert ("exception" in dict(best.parts)) == (before_next == 3)


@pytest.mark.parametrize("before_next", [3, 4])
def test_a_back_up_precedes_the_day_of_a_meeting_without_a_place(before_next: int) -> None:
    """The second meeting has none; the first could have its back-up three working days before."""
    away = range(7, 14)
    problem = of_mondays(before_next, lambda day: day.month == 1 and day.day in {5, *away})
    best = search_slots(problem)
    formula, chosen = model_of(problem, best, everything=True)
    assert formula.linear_model.solve_model(chosen, 60).bound == best.cost
    assert "unplaced" in dict(best.parts)
    assert ("exception" in dict(best.parts)) == (before_next == 4)


# --- one problem in which everything occurs ---------------------------------------------------


@pytest.fixture(scope="module")
def tight() -> tuple[SlotProblem, SearchAnswer]:
    """Two series for one mayor, whose weeks are full: some meetings move and some find no place."""
    begins = date(2027, 1, 4)
    days = [begins + timedelta(days=number) for number in range(370)]
    spans = [
        BusyInterval(
            datetime.combine(day, time(8 + day.day % 3)),
            datetime.combine(day, time(16 - day.day % 2)),
            is_firm=day.day % 4 > 0,
        )
        for day in days
    ]
    away = datetime.combine(date(2027, 6, 1), time())
    spans.append(BusyInterval(away, away + timedelta(days=55), is_all_day=True))
    series = [{"id": name, "every": "month", "required": ["mayor"]} for name in ("a", "b")]
    made = plan(*series, backup={"within": 3, "times": ["09:00"]})
    busy = BusyTimes((BusyCalendar(("person", "mayor"), tuple(sorted(spans))),))
    problem = make_problem(made, busy, Preferences(last=time(12), shunned=(0,), liked_from=time(9)))
    return problem, search_slots(problem, budget=60)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_cost_of_any_kind_is_seen(
    tight: tuple[SlotProblem, SearchAnswer], kind: str
) -> None:
    problem, answer = tight
    formula, chosen = model_of(problem, answer)
    costs = formula.linear_model.costs
    assert sum(costs[each] for each in chosen) == answer.cost
    for sheet in formula.variables.values():
        for column in getattr(sheet, kind).values():
            costs[column] += 1
    assert sum(costs[each] for each in chosen) != answer.cost


@pytest.mark.slow
def test_what_all_occurs_there_is_proven(tight: tuple[SlotProblem, SearchAnswer]) -> None:
    problem, answer = tight
    names = {name for name, _ in answer.parts}
    assert names >= {"unplaced", "no_backup", "exception", "disturbed", "other_time", "hour"}
    proof = prove_answer(problem, answer, time_limit=60)
    assert proof.end == "proven"
    assert proof.answer.bound == proof.bound == proof.answer.cost <= answer.cost
    assert describe_proof(proof) == "Nothing better exists."


@pytest.mark.slow
@pytest.mark.parametrize("weight", sample([1000, 300, 2], 1))
def test_a_model_that_counts_otherwise_is_not_believed(
    tight: tuple[SlotProblem, SearchAnswer], weight: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong coefficient makes the solver's cost another than the one that is counted."""
    problem, answer = tight
    right = LinearModel.add_column

    def wrong(self: LinearModel, cost: int = 0, *, is_whole: bool = False, upper: float = 1) -> int:
        return right(self, cost - (abs(cost) == weight), is_whole=is_whole, upper=upper)

    monkeypatch.setattr(LinearModel, "add_column", wrong)
    proof = prove_answer(problem, answer, time_limit=60)
    assert proof.end == "doubted"
    assert proof.bound <= answer.bound
    assert proof.answer.cost <= answer.cost
    assert describe_proof(proof).startswith(
        "The solver contradicts itself and is not believed: at most"
    )


def test_what_is_too_large_is_polished_and_its_bound_stays(
    tight: tuple[SlotProblem, SearchAnswer], monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, _ = tight
    first = search_slots(problem, budget=0)
    monkeypatch.setattr(optimality_proof, "_MOST_MEETINGS", 0)
    proof = prove_answer(problem, first, time_limit=60)
    assert proof.end == "too large"
    assert proof.bound == first.bound
    assert proof.answer.cost <= first.cost
    assert describe_proof(proof).startswith("Too large to be sought as a whole: at most ")


# --- when the solver gives nothing --------------------------------------------------------------


@pytest.mark.parametrize("bound", [-inf, 0.0])
def test_a_solver_that_finds_nothing_leaves_answer_and_bound(
    tight: tuple[SlotProblem, SearchAnswer], bound: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, answer = tight
    nothing = SolverOutcome(None, inf, bound, 1.0, is_interrupted=False)
    monkeypatch.setattr(LinearModel, "solve_model", lambda *_: nothing)
    proof = prove_answer(problem, answer, time_limit=60)
    assert proof == Proof(answer, answer.bound, "nothing")
    assert describe_proof(proof).startswith(
        "The solver found nothing more in the time it had: at most "
    )


def test_ctrl_c_keeps_what_was_found(
    tight: tuple[SlotProblem, SearchAnswer], monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, answer = tight
    waits: list[float] = []
    right = highspy.Highs.wait

    def wait(self: highspy.Highs, timeout: float = -1.0) -> object:
        waits.append(timeout)
        if timeout > 0:
            raise KeyboardInterrupt
        return right(self, timeout)

    monkeypatch.setattr(highspy.Highs, "wait", wait)
    proof = prove_answer(problem, answer, time_limit=60)
    assert len(waits) == 2, "it goes on after Ctrl-C"
    assert answer.bound <= proof.bound <= proof.answer.cost <= answer.cost


def test_without_highspy_it_is_said_what_to_install(
    tight: tuple[SlotProblem, SearchAnswer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(StatplanError, match="not installed") as caught:
        prove_answer(*tight, time_limit=60)
    assert str(caught.value.remedy) == 'Install it with: pip install "statplan[exact]"'


def test_the_solver_says_nothing(
    tight: tuple[SlotProblem, SearchAnswer], capfd: pytest.CaptureFixture[str]
) -> None:
    prove_answer(*tight, time_limit=60)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("cost", "bound", "said"),
    [
        (1021, 1000, "At most 2.1 % from the best possible."),
        (10211, 10000, "At most 2.2 % from the best possible."),
        (10, 0, "How near to the best possible is not known."),
        (2000, 1000, "At most 100.0 % from the best possible."),
    ],
)
def test_the_gap_is_said_rounded_up(cost: int, bound: float, said: str) -> None:
    assert describe_proof(Proof(SearchAnswer((), cost, bound), bound, "stopped")) == said
