"""The year as CSV and JSON."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from statplan.calendars import WRITERS, render_calendar
from statplan.calendars import csv as csv_writer
from statplan.calendars import json as json_writer
from statplan.calendars.audience import find_audience
from statplan.calendars.build_calendar import build_year_feed, make_calendar
from statplan.calendars.feed import Feed
from statplan.ledger import Ledger
from statplan.ledger.year_state import build_decision_context
from statplan.plan import Plan
from statplan.schedule import make_schedule
from tests.support.plans import LINEAGE, answers, monthly, plan
from tests.support.sampling import count_examples
from tests.support.schedule_plans import generated

checked = settings(
    max_examples=count_examples(7, 30),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def feed_of(data: dict[str, Any]) -> Feed:
    made = Plan.model_validate(data)
    return make_calendar(made, make_schedule(made))


def rows_of(feed: Feed) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_writer.write(feed).decode(), newline="")))


@checked
@given(generated())
def test_csv_has_one_row_for_each_hold(data: dict[str, Any]) -> None:
    feed = feed_of(data)
    rows = rows_of(feed)
    assert [row["uid"] for row in rows] == [each.uid for each in feed.entries]
    assert [row["date"] for row in rows] == [str(each.start.date()) for each in feed.entries]


@checked
@given(generated())
def test_json_obeys_its_schema_and_says_all_of_the_schedule(data: dict[str, Any]) -> None:
    feed = feed_of(data)
    told = json.loads(json_writer.write(feed))
    Draft202012Validator(json.loads(json_writer.load_schema())).validate(told)
    assert feed.schedule
    assert [each["meeting"] for each in told["meetings"]] == [
        str(each.key) for each in feed.schedule.meetings
    ]
    for each in told["meetings"]:
        assert (each["backup"] is None) != (each["no_backup"] is None)


def test_the_schema_of_the_json_is_a_schema_and_refuses_what_is_not_ours() -> None:
    schema = json.loads(json_writer.load_schema())
    Draft202012Validator.check_schema(schema)
    told = json.loads(json_writer.write(feed_of(answers(monthly()))))
    told["meetings"][0]["primary"]["state"] = "perhaps"
    assert not Draft202012Validator(schema).is_valid(told)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_of_the_csv_is_a_formula(start: str) -> None:
    rows = rows_of(
        feed_of(answers(monthly(name="stat") | {"name": f"{start} Stat", "room": start}))
    )
    assert {row["title"] for row in rows} == {f"'{start} Stat"}
    assert {row["place"] for row in rows} == {f"'{start}"}


def test_csv_says_where_a_meeting_moved_from_and_when_its_back_up_is() -> None:
    data = answers(monthly(), closures=[{"day": "2027-01-14", "why": "Budget"}])
    primary, backup, *_ = rows_of(feed_of(data))
    assert (primary["moved from"], primary["reason"]) == ("2027-01-14", "Budget")
    assert (primary["back-up date"], primary["back-up start"]) == ("2027-01-18", "08:00")
    assert (backup["role"], backup["back-up date"]) == ("backup", "")


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_gives_the_same_bytes_twice(form: str) -> None:
    assert render_calendar(feed_of(answers(monthly())), form) == render_calendar(
        feed_of(answers(monthly())), form
    )


def test_the_analysts_tables_have_the_deadlines_of_the_analysts_calendar() -> None:
    made = plan(monthly(), preparation={"data_due": 5, "memo_hours": 48, "responses_due": 3})
    context = build_decision_context(made, make_schedule(made), date(2027, 1, 1))
    state = context.build_state(Ledger(LINEAGE))
    feed = build_year_feed(made, context, state, find_audience(made, "analyst"))
    due = {(each.uid, each.role, str(each.start.date())) for each in feed.iter_deadlines()}
    assert len(due) == 12 + 12 + 11
    rows = [row for row in rows_of(feed) if row["role"] not in {"primary", "backup"}]
    assert {(row["uid"], row["role"], row["date"]) for row in rows} == due
    assert {(row["start"], row["end"], row["place"]) for row in rows} == {("", "", "")}
    told = json.loads(json_writer.write(feed))
    Draft202012Validator(json.loads(json_writer.load_schema())).validate(told)
    assert {
        (deadline["uid"], deadline["kind"], deadline["date"])
        for each in told["meetings"]
        for deadline in each["deadlines"]
    } == due
    everybody = build_year_feed(made, context, state)
    assert not list(everybody.iter_deadlines())
    assert "data-due" not in {row["role"] for row in rows_of(everybody)}


SHARED = {"rule": "reserve day", "reserve": "last Friday", "shared": "yes", "at": "14:00"}


def test_a_shared_reserve_day_is_one_row_and_one_entry() -> None:
    blight = monthly("blight", room="Hall") | {"name": "A"}
    series = (blight, monthly("works", "third Tuesday") | {"name": "B"})
    feed = feed_of(answers(*series, backup=SHARED, months=2))
    row = next(each for each in rows_of(feed) if each["title"].startswith("Reserve"))
    assert (row["role"], row["state"]) == ("reserve", "tentative")
    assert (row["date"], row["start"], row["end"]) == ("2027-01-29", "14:00", "15:30")
    assert row["title"] == "Reserve day: backup date for A and B"
    assert row["place"] == "Hall"
    told = json.loads(json_writer.write(feed))
    Draft202012Validator(json.loads(json_writer.load_schema())).validate(told)
    (day, _) = told["reserve_days"]
    assert (day["reserve_day"], day["hold"]["uid"]) == ("reserve/2027-01", row["uid"])
    assert day["meetings"] == ["blight/2027-01", "works/2027-01"]
    first = told["meetings"][0]
    assert (first["reserve_day"], first["backup"]) == ("reserve/2027-01", day["hold"])
    assert "reserve_days" not in json.loads(json_writer.write(feed_of(answers(monthly()))))
