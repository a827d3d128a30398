"""The meetings that the principal attends: who must come, who leads, and what documents say."""

from typing import Any

import pytest

from statplan.calendars.build_calendar import make_calendar
from statplan.charter import make_charter
from statplan.documents import render_document
from statplan.interview.summary import describe_time_cost
from statplan.papers import make_briefing
from statplan.papers.letter import make_letter
from statplan.plan import Plan
from statplan.schedule import Schedule, make_schedule
from statplan.schedule.attendance import list_attended_meetings
from tests.support.plans import answers, monthly

WEEKLY = {"id": "stat", "every": "week", "on": "Tuesday", "at": "08:00"}
EVERY_TWO = {"id": "board", "every": "2 weeks", "on": "Thursday", "at": "08:00"}


def led(*series: dict[str, Any], **leadership: object) -> tuple[Plan, Schedule]:
    data = answers(*(series or (WEEKLY, EVERY_TWO)), months=3)
    data["leadership"] = {
        "form": "mayor",
        "principal": ["mayor"],
        "attends": "first of each month",
        "designee": "manager",
        **leadership,
    }
    plan = Plan.model_validate(data)
    return plan, make_schedule(plan)


def list_days(schedule: Schedule) -> list[str]:
    return [str(each.slot.day) for each in schedule.meetings if each.is_attended]


def test_the_first_meeting_of_each_month_is_attended_whatever_its_series() -> None:
    _, schedule = led()
    assert list_days(schedule) == ["2027-01-05", "2027-02-02", "2027-03-02"]
    _, schedule = led(WEEKLY, {**EVERY_TWO, "on": "Monday"})
    assert list_days(schedule) == ["2027-01-04", "2027-02-01", "2027-03-01"]


@pytest.mark.parametrize(
    ("attends", "count"), [("every", 13), ("first", 1), ("never", 0), ("some", 0), (None, 0)]
)
def test_the_other_answers_hold_as_well(attends: str | None, count: int) -> None:
    plan, schedule = led(WEEKLY, attends=attends)
    assert len(list_days(schedule)) == count
    attended = list_attended_meetings(plan, schedule.meetings)
    assert (attended is None) == (attends in {None, "some"})
    assert attended is None or len(attended) == count


def test_the_principal_must_come_to_what_is_attended_alone() -> None:
    _, schedule = led(WEEKLY)
    required = {str(each.slot.day): each.required for each in schedule.meetings}
    assert required["2027-02-02"] == ("mayor", "manager")
    assert required["2027-02-09"] == ("manager",)


def test_the_principal_cannot_be_at_two_meetings_at_once() -> None:
    _, schedule = led(WEEKLY, {**WEEKLY, "id": "workshop", "required": ["mayor"]}, designee=None)
    facts = [each.fact for each in schedule.problems]
    assert len(facts) == 1
    assert "both need the person 'mayor' on 2027-01-05" in facts[0]
    assert "(3 times in the year)" in facts[0]


def test_the_backup_of_what_is_attended_is_free_for_the_principal() -> None:
    everyday = {"id": "daily", "every": "week", "on": "Wednesday", "at": "08:00"}
    busy = {**everyday, "required": ["mayor"], "backup": {"keep": "no"}}
    _, schedule = led(WEEKLY, busy, designee=None)
    backups = {str(each.slot.day): each.backup for each in schedule.meetings}
    assert str(backups["2027-02-02"].slot.day) == "2027-02-04"  # type: ignore[union-attr]
    assert str(backups["2027-02-09"].slot.day) == "2027-02-10"  # type: ignore[union-attr]


def test_entries_say_who_leads() -> None:
    plan, schedule = led(WEEKLY)
    entries = {
        str(each.start.date()): each for each in make_calendar(plan, schedule).entries
        if each.role == "primary"
    }  # fmt: skip
    assert "Led by: Mayor" in entries["2027-02-02"].text.description
    assert "Led by: Manager" in entries["2027-02-09"].text.description
    assert dict(entries["2027-02-02"].text.facts or ())["leader"] == "mayor"
    assert dict(entries["2027-02-09"].text.facts or ())["leader"] == "manager"
    assert "mayor" in entries["2027-02-02"].people


def test_a_mayor_on_no_roster_leads_by_title() -> None:
    plan, schedule = led(WEEKLY, principal=None)
    entry = next(
        each for each in make_calendar(plan, schedule).entries
        if (str(each.start.date()), each.role) == ("2027-02-02", "primary")
    )  # fmt: skip
    assert "Led by: Mayor" in entry.text.description
    assert dict(entry.text.facts or ())["leader"] == "mayor"


def test_a_deputy_chairs_every_meeting() -> None:
    plan, schedule = led(WEEKLY, chair="manager")
    for entry in make_calendar(plan, schedule).entries:
        assert "Led by: Manager" in entry.text.description
    charter = render_document(make_charter(plan, schedule), "md").decode()
    assert "The Mayor attends the first meeting of each month." in charter
    assert (
        "The Manager, as the designee, chairs every meeting, whether or not the Mayor attends."
        in charter
    )
    assert "leads when" not in charter
    briefing = render_document(make_briefing(plan, schedule), "md").decode()
    assert "The Manager chairs every meeting, also when you attend." in briefing
    assert "leads in your absence" not in briefing


def test_the_briefing_has_the_hours_and_the_dates_that_are_asked() -> None:
    plan, schedule = led()
    text = render_document(make_briefing(plan, schedule), "md").decode()
    assert "four hours in the year, for three meetings" in text
    assert "Meetings that you attend, by month" in text
    assert "| February 2027 | Tue\u00a02 | 1 | 1.5 |" in text
    assert "The Manager leads in your absence." in text


def test_the_summary_counts_the_hours_of_the_principal_and_of_who_leads_else() -> None:
    plan, schedule = led(WEEKLY)
    assert describe_time_cost(plan, schedule.meetings) == (
        "This asks 4.5 hours of the mayor, for the first meeting of each month, and 15 hours of "
        "the Manager's year for the others."
    )


def test_departments_are_told_when_the_principal_comes() -> None:
    plan, schedule = led(monthly(rotate="departments"))
    letter = make_letter(plan, schedule, "works", schedule.first)
    text = render_document(letter, "md").decode()
    assert "I attend the first meeting of each month." in text
