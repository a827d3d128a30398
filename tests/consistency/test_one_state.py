"""Whatever is decided and published: every output says the same of each meeting."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statplan.calendars.build_calendar import desired_entries
from statplan.ledger import compare_entries, record_publish
from statplan.ledger.model import DecisionKind
from tests.consistency.outputs import Outputs
from tests.consistency.reference import build_reference
from tests.support.histories import KINDS, TIMES, ZONES, Histories
from tests.support.sampling import count_examples
from tests.support.schedule_plans import generated


@dataclass(frozen=True)
class Step:
    """A decision, an edit of the plan, perhaps a publish, and the days until the next step."""

    kind: DecisionKind
    which: int
    days: int
    at: str | None
    edit: str
    is_published: bool
    later: int


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(KINDS),
        st.integers(0, 999),
        st.integers(0, 40),
        st.sampled_from((None, *TIMES)),
        st.sampled_from(("", "", "time", "people", "zone")),
        st.booleans(),
        st.integers(0, 45),
    ),
    min_size=1,
    max_size=8,
)
_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


def read_outputs(history: Histories) -> Outputs:
    """The outputs of a year at its moment."""
    context, plan = history.year(), history.plan()
    state = context.build_state(history.ledger)
    facts = build_reference(history.model(), context, history.ledger, state)
    return Outputs(plan, context, history.ledger, history.now, facts)


def publish(history: Histories, outputs: Outputs) -> None:
    """Publish what the outputs show."""
    context = outputs.context
    entries = desired_entries(outputs.plan, outputs.state, context.date_rules)
    changes = compare_entries(history.ledger, entries, context.as_of)
    history.ledger = record_publish(history.ledger, changes, history.now)


def edit(history: Histories, step: Step) -> None:
    """Edit the plan."""
    match step.edit:
        case "time":
            history.a_time_changes(step.at or "16:00", 60 + step.days)
        case "people":
            history.people_change(["law", "finance"][: step.which % 3])
        case "zone":
            history.the_zone_changes(ZONES[step.which % len(ZONES)])
        case _:
            pass


@pytest.mark.slow
@settings(max_examples=count_examples(20, 400), suppress_health_check=_QUIET, deadline=None)
@given(generated(), st.integers(3, 7), st.sampled_from(("yes", "no")), STEPS)
def test_every_output_says_the_same_of_each_meeting(
    data: dict[str, Any], months: int, back_ups: str, steps: list[Step]
) -> None:
    history = Histories()
    history.begin(data, months, back_ups)
    for step in steps:
        history.decide(step.kind, step.which, step.days, step.at)
        edit(history, step)
        outputs = read_outputs(history)
        if outputs.state.problems:
            return
        outputs.check()
        if step.is_published:
            publish(history, outputs)
            outputs = read_outputs(history)
            outputs.check()
            outputs.check_published()
        history.time_passes(step.later, 0)
