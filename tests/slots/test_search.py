"""Every answer keeps every rule, costs what it says, and is the cheapest where that is promised."""

from hypothesis import HealthCheck, assume, given, settings

from statplan.slots import make_problem, search
from tests.slots.brute import cheapest
from tests.slots.cases import cases
from tests.slots.verifier import Case, faults

QUIET = settings(
    max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
ALL = ("week", "2 weeks", "3 weeks", "month", "2 months", "quarter")


@QUIET
@given(cases(most=4, months=(3, 6, 12), every=ALL))
def test_every_answer_keeps_every_rule(case: Case) -> None:
    problem = make_problem(case.plan, case.busy, case.wishes)
    found = search(problem, budget=30)
    assert not faults(case, found)
    assert {each.series for each in found.lines} == {each.id for each in problem.wanted}


@QUIET
@given(cases(most=1, months=(1, 2), every=("3 weeks", "month", "quarter"), days=2))
def test_one_series_is_as_cheap_as_can_be(case: Case) -> None:
    found = search(make_problem(case.plan, case.busy, case.wishes))
    assume(found.lines)
    assert found.cost == found.bound == cheapest(case, case.sought, found.cost)


@QUIET
@given(cases(most=3, months=(1,), every=("2 weeks", "3 weeks"), days=2))
def test_the_cheapest_of_few_lies_between_bound_and_answer(case: Case) -> None:
    found = search(make_problem(case.plan, case.busy, case.wishes), budget=100)
    assume(len(found.lines) == len(case.sought))
    assert found.bound <= cheapest(case, case.sought, found.cost) <= found.cost
