"""The year as CSV and JSON."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from statplan.calendars import WRITERS, render_calendar
from statplan.calendars import csv as csv_writer
from statplan.calendars import json as json_writer
from statplan.calendars.build_calendar import make_calendar
from statplan.calendars.feed import Feed
from statplan.plan import Plan
from statplan.schedule import make_schedule
from tests.support.plans import answers, monthly
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
