"""By when what a meeting leaves behind is to be published."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.advice import RuleContext
from statplan.ledger import DecisionContext, DecisionRequest, Ledger, record_decision
from statplan.plan import Plan
from statplan.records import RecordCommitment, RecordKind, list_missing_records
from statplan.schedule import make_schedule
from statplan.schedule.date_rules import build_date_rules
from tests.support.plans import LINEAGE, answers, monthly
from tests.support.sampling import count_examples

HELD = ("blight/2027-03", "blight/2027-05")


def promises(
    within: int | None,
    publishes: list[str],
    there: set[tuple[str, RecordKind]],
    **frequency: object,
) -> tuple[tuple[RecordCommitment, ...], dict[str, date | None]]:
    said = answers(monthly("blight"), **frequency)
    said["publicity"] = {"publishes": publishes, "redaction": {"within_days": within}}
    if not set(publishes) & {"slides", "notes", "follow-up memo", "action list"}:
        del said["publicity"]["redaction"]
    plan = Plan.model_validate(said)
    schedule = make_schedule(plan)
    year = DecisionContext(schedule, build_date_rules(plan, schedule), date(2027, 6, 1))
    ledger = Ledger(LINEAGE)
    for key in HELD:
        now = datetime(2027, 6, 1, tzinfo=UTC) + timedelta(minutes=len(ledger.decisions))
        ledger = record_decision(year, ledger, key, DecisionRequest("held"), now).ledger
    deadlines = RuleContext(plan, said, schedule).deadlines
    by_rule = {str(key): due.publication for key, due in deadlines.items()}
    return list_missing_records(plan, schedule, year.build_state(ledger), there), by_rule


def test_a_promise_is_counted_in_working_days_from_the_meeting() -> None:
    found, _ = promises(10, ["notes"], set())
    assert found == (
        RecordCommitment(date(2027, 3, 25), "blight/2027-03", RecordKind.NOTES),
        RecordCommitment(date(2027, 5, 27), "blight/2027-05", RecordKind.NOTES),
    )


def test_only_what_is_promised_and_not_there_is_owed() -> None:
    published = ["schedule", "notes", "slides", "action list", "follow-up memo"]
    there = {("blight/2027-03", RecordKind.NOTES), ("blight/2027-03", RecordKind.ACTIONS)}
    found, _ = promises(10, published, there)
    march = {each.kind for each in found if each.meeting == "blight/2027-03"}
    assert march == {RecordKind.MEMO}
    assert {each.meeting for each in found} == set(HELD)


@pytest.mark.parametrize(
    ("within", "publishes"), [(None, ["notes"]), (10, ["schedule"]), (10, ["statistics"])]
)
def test_where_nothing_is_promised_nothing_is_owed(
    within: int | None, publishes: list[str]
) -> None:
    assert promises(within, publishes, set())[0] == ()


@settings(max_examples=count_examples(7, 30))
@given(
    st.integers(0, 40),
    st.sampled_from(
        [
            {},
            {"holidays": {"country": "US"}},
            {"working_days": ["Tuesday", "Thursday"]},
            {"closures": [{"day": "2027-03-12", "until": "2027-03-19", "why": "Break"}]},
        ]
    ),
)
def test_the_day_is_that_by_which_the_rules_judge(
    within: int, frequency: dict[str, object]
) -> None:
    found, by_rule = promises(within, ["notes"], set(), **frequency)
    assert {each.meeting: each.due for each in found} == {key: by_rule[key] for key in HELD}
