"""A refusal to move a meeting offers what is left: other days, or to cancel it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from statplan.errors import StatplanError
from statplan.ledger import DecisionRequest, Ledger, record_decision
from statplan.ledger.year_state import DecisionContext
from statplan.schedule import make_schedule
from statplan.schedule.date_rules import build_date_rules
from tests.support.plans import LINEAGE, monthly, plan

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
SATURDAY = date(2027, 3, 20)


def refuse_to_move(*closures: dict[str, str], **backup: Any) -> str:
    """What is offered where March's meeting is to move to a Saturday."""
    made = plan(monthly(), backup=backup, closures=list(closures))
    schedule = make_schedule(made)
    context = DecisionContext(schedule, build_date_rules(made, schedule), NOW.date())
    request = DecisionRequest("move", day=SATURDAY)
    with pytest.raises(StatplanError) as error:
        record_decision(context, Ledger(LINEAGE), "stat/2027-03", request, NOW)
    return str(error.value.remedy)


@pytest.mark.parametrize(
    ("closed", "backup", "offered"),
    [
        (
            [],
            {"keep": "no"},
            (
                "These dates would do: 2027-03-12 at 08:00, 2027-03-15 at 08:00, 2027-03-16 at "
                "08:00, 2027-03-17 at 08:00, or 2027-03-18 at 08:00; "
                "`statplan move stat/2027-03 --to DATE`."
            ),
        ),
        (
            [{"day": "2027-03-12", "until": "2027-04-07", "why": "Move of offices"}],
            {"keep": "no"},
            "No day before the series' next meeting would do; cancel it, or change the plan.",
        ),
    ],
)
def test_a_refusal_to_move_offers_what_is_left(
    closed: list[dict[str, str]], backup: dict[str, Any], offered: str
) -> None:
    assert refuse_to_move(*closed, **backup) == offered
