"""What the search finds is what the plan schedules once the answer is written into it."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from statplan.errors import StatplanError
from statplan.plan import Plan, loader, writer
from statplan.schedule import TimeSlot, make_schedule
from statplan.slots import make_problem, search_slots
from statplan.slots.apply import apply_answer
from tests.support.sampling import count_examples
from tests.support.slot_cases import cases
from tests.support.slot_verifier import Case

ALL = ("week", "2 weeks", "3 weeks", "month", "2 months", "quarter")
QUIET = settings(
    max_examples=count_examples(7, 30),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
@QUIET
@given(cases(most=3, months=(3, 12), every=ALL), st.booleans())
def test_the_plan_schedules_what_the_search_found(case: Case, each: bool) -> None:
    data = case.plan.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if each:  # the first series is made one for each department
        first = {"for_each": "departments", "on": None, "rotate": None}
        data["frequency"]["series"][0] |= first
    plan = Plan.model_validate(data)
    answer = search_slots(make_problem(plan, case.busy, case.wishes), budget=20)
    assume(answer.series_answers)
    placed = [each for line in answer.series_answers for each in line.meetings]
    rotating = {each.id for each in plan.frequency.series or () if each.rotate}
    if {each.meeting_key.series for each in placed if each.slot is None} & rotating:
        with pytest.raises(StatplanError, match="move up in the turns"):
            apply_answer(plan, data, answer)
        return
    applied = apply_answer(plan, data, answer)
    found = loader.parse_plan(writer.edit_plan(writer.render_plan(data), applied.changes))
    assert found.plan is not None, found.problems
    schedule = make_schedule(found.plan)
    assert schedule.problems == ()
    sought = {each.series_id for each in answer.series_answers}

    def in_year(backup: TimeSlot | None) -> TimeSlot | None:
        """The next year's meetings, which the search does not know, decide about later ones."""
        return backup if backup and backup.day <= schedule.last else None

    made = {
        each.key: (each.slot, in_year(getattr(each.backup, "slot", None)))
        for each in schedule.meetings
        if each.key.series in sought
    }
    assert made == {
        each.meeting_key: (each.slot, in_year(each.backup)) for each in placed if each.slot
    }
