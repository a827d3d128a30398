"""A meeting of a plan, of which templates of records are made."""

from datetime import UTC, datetime
from typing import Any

from statplan.ledger import DecisionContext, DecisionRequest, Ledger, MeetingState, record_decision
from statplan.plan import Plan
from statplan.schedule import make_schedule
from statplan.schedule.date_rules import build_date_rules
from tests.support.plans import LINEAGE, answers, monthly

NOW = datetime(2027, 1, 2, tzinfo=UTC)
AGENDA = [{"item": "Opening"}, {"item": "Follow-up from last time", "minutes": 15}]


def plan_of(access: str = "open", own_access: str | None = None, **more: Any) -> Plan:
    more |= {"access": own_access} if own_access else {}
    series = monthly("blight", subject="blight", required=["works-head"], chair="mayor", **more)
    said = answers(series, agenda=AGENDA, place={"room": "Room 8"})
    people = said["participants"]["people"]
    people[0]["name"] = "Jo Smith"
    said["participants"]["panel"] = ["mayor", "law", "finance"]
    said["program"]["purpose"] = "Look at figures: <b>together</b> | [agree]."
    said["publicity"] = {"access": access, "publishes": ["notes"]}
    return Plan.model_validate(said)


def standing_of(plan: Plan, *wishes: DecisionRequest) -> MeetingState:
    schedule = make_schedule(plan)
    year = DecisionContext(schedule, build_date_rules(plan, schedule), NOW.date())
    ledger = Ledger(LINEAGE)
    for each in wishes:
        ledger = record_decision(year, ledger, "blight/2027-03", each, NOW).ledger
    return year.build_state(ledger).index_by_key()["blight/2027-03"]
