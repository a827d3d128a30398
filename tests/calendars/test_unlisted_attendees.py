"""Attendees on no roster: on the hold and in its words, with no address and in no folder."""

from datetime import UTC, date, datetime

from statplan.calendars.audience import find_audience
from statplan.calendars.build_calendar import desired_entries, list_addresses, make_calendar
from statplan.calendars.change_note import render_change_note
from statplan.ledger import DecisionContext, Ledger, compare_entries, record_publish
from statplan.ledger.file_reader import read_ledger
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.year_records import build_planned_year, record_year
from statplan.plan import Plan
from statplan.schedule import make_schedule
from statplan.schedule.date_rules import build_date_rules
from tests.support.plans import LINEAGE, Answers, answers, monthly

NOW = datetime(2026, 12, 10, 12, tzinfo=UTC)
TODAY = date(2026, 12, 10)


def make_answers() -> Answers:
    made = answers(monthly(department="police"))
    made["leadership"] = {"form": "mayor", "attends": "every"}
    made["participants"]["department_brings"] = ["head", "other: the union's president"]
    return made


def plan_year(made: Answers) -> tuple[Plan, DecisionContext]:
    plan = Plan.model_validate(made)
    schedule = make_schedule(plan)
    return plan, DecisionContext(schedule, build_date_rules(plan, schedule), TODAY)


def publish(made: Answers, ledger: Ledger) -> tuple[Ledger, str]:
    """The ledger after the plan is published, and the note on what changed."""
    plan, year = plan_year(made)
    entries = list(desired_entries(plan, year.build_state(ledger), year.date_rules))
    changes = compare_entries(ledger, entries, TODAY)
    published = record_publish(ledger, changes, NOW)
    published = record_year(published, build_planned_year(plan, year.schedule, TODAY))
    return published, render_change_note(plan, published, changes, "changes")


def test_an_entry_says_who_has_no_address_and_must_be_told() -> None:
    ledger, note = publish(make_answers(), Ledger(LINEAGE))
    told = "Mayor, Head of Police, and The union's president of Police"
    assert {
        f"Please also tell: {told}" in entry.text.description
        for entry in ledger.issued
        if not entry.is_all_day
    } == {True}
    assert "tell them about it: Head of Police, The union's president of Police, and Mayor." in note


def test_where_everybody_is_on_the_roster_nobody_else_is_named() -> None:
    made = answers(monthly(department="works"))
    ledger, note = publish(made, Ledger(LINEAGE))
    assert not any("Please also tell" in entry.text.description for entry in ledger.issued)
    assert "Whom to tell yourself" not in note


def test_nobody_on_no_roster_has_an_address_or_a_folder() -> None:
    plan, year = plan_year(make_answers())
    (people, *_) = {meeting.required for meeting in year.schedule.meetings}
    assert people == (
        "program/office/mayor", "police/head", "police/other-the-union-s-president",
    )  # fmt: skip
    assert list_addresses(plan, people) == ()
    for audience in ("police", "finance"):
        assert not (find_audience(plan, audience).people or frozenset()) & set(people)


def test_the_leadership_calendar_has_the_meetings_of_an_executive_on_no_roster() -> None:
    plan, year = plan_year(make_answers())
    leadership = find_audience(plan, "leadership")
    assert leadership.people == frozenset({"program/office/mayor"})
    entries = [*desired_entries(plan, year.build_state(Ledger(LINEAGE)), year.date_rules)]
    assert all(leadership.has_entry(entry) for entry in entries if not entry.is_all_day)


def test_the_calendar_of_a_department_has_the_meetings_of_its_key_staff() -> None:
    made = answers(monthly(required=["law"]))
    made["participants"]["departments"][2]["key_staff"] = ["law"]
    plan, year = plan_year(made)
    entries = [*desired_entries(plan, year.build_state(Ledger(LINEAGE)), year.date_rules)]
    assert any(find_audience(plan, "police").has_entry(entry) for entry in entries)


def test_a_ledger_with_them_is_read_as_it_was_written() -> None:
    ledger, _ = publish(make_answers(), Ledger(LINEAGE))
    assert read_ledger(dump_ledger(ledger), "statplan.ledger.json", LINEAGE) == ledger


def test_a_head_who_is_named_later_is_a_change_of_people_and_nothing_else() -> None:
    ledger, _ = publish(make_answers(), Ledger(LINEAGE))
    named = make_answers()
    named["participants"]["departments"][2]["head"] = "finance"
    plan, year = plan_year(named)
    entries = list(desired_entries(plan, year.build_state(ledger), year.date_rules))
    changes = compare_entries(ledger, entries, TODAY)
    assert {change.kind for change in changes.differences} == {"people"}
    assert {entry.uid for entry in record_publish(ledger, changes, NOW).issued} == {
        entry.uid for entry in ledger.issued
    }


def test_the_sheet_of_people_has_them_after_the_roster() -> None:
    plan, year = plan_year(make_answers() | {"created": "2026-12-01"})
    members = make_calendar(plan, year.schedule).roster
    assert [(one.office, one.address, one.department) for one in members[-3:]] == [
        ("Mayor", "", ""),
        ("Head of Police", "", "Police"),
        ("The union's president of Police", "", "Police"),
    ]
    assert len(members) == len(plan.participants.people or ()) + 3
