"""Exceptions and own places in the charter, on the screen and in the calendar entry."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from statplan.charter.context import CharterContext
from statplan.charter.frequency import write_meetings
from statplan.cli.app import app
from statplan.documents.blocks import BulletList
from statplan.schedule import make_schedule
from tests.support.plans import Answers, monthly
from tests.support.plans import plan as plan_of

PLANS = Path(__file__).parent.parent / "plans" / "fine"


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """The plan with exceptions and own places among those that are read without a problem."""
    path = tmp_path / "statplan.yaml"
    text = (PLANS / "exceptions.yaml").read_text("utf-8")
    identity = "created: 2026-12-01\nlineage: 6f1c2b1e-0000-4000-8000-000000000001"
    path.write_text(text.replace("statplan: 1", f"statplan: 1\n{identity}"), "utf-8")
    return str(path)


def run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_charter_tells_what_stands_elsewhere_from_where_and_why(plan: str) -> None:
    text = run("charter", plan)
    row = "| Thu Mar 11, 2027, 8:00 a.m. | Thu Mar 18, 2027, 10:00 a.m. | School break |"
    assert row in text
    assert "Wed Mar 24, 9:00 a.m." in text
    assert "gives one meeting of it a date, a time or a back-up of its own." in text


def test_the_charter_tells_who_has_a_place_of_their_own(plan: str) -> None:
    place = "on the last Monday of the third month of every quarter at 9:00 a.m."
    assert f"These have their own place: Public Works ({place})." in run("charter", plan)


def test_the_screen_counts_them_apart_from_closed_days(plan: str) -> None:
    text = run("show", plan)
    assert "0 moved off closed days, 1 as the plan" in text
    assert "stat/2027-03 moved from 2027-03-11 08:00 to 2027-03-18 10:00: School break" in text


def test_the_entry_says_from_which_day_and_time(plan: str) -> None:
    text = run("calendar", plan).replace("\r\n ", "").replace("\n ", "")
    assert "Moved from Thursday\\, March 11\\, 2027\\, 08:00: School break." in text


def describe(*lines: Answers) -> str:
    """The sentences of the charter on how each series meets."""
    made = plan_of(*lines)
    blocks = write_meetings(CharterContext(made, make_schedule(made)))
    lists = [block for block in blocks if isinstance(block, BulletList)]
    return "".join(str(span) for block in lists for item in block.items for span in item)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"on": "first and third Tuesday"}, "on the first and third Tuesday of every month at"),
        ({"on": "second to last Tuesday"}, "on the second to last Tuesday of every month at"),
        ({"on": "last working day"}, "on the last working day of every month at"),
        ({"on": "15th"}, "on the 15th of every month at"),
        (
            {"on": "third Tuesday after the first Monday"},
            "on the third Tuesday after the first Monday of every month at",
        ),
        (
            {"on": "2 days after the first Monday"},
            "meets 2 days after the first Monday of every month at",
        ),
        (
            {"every": "2 months", "on": "first and third Tuesday"},
            "every two months on the first and third Tuesday at",
        ),
        ({"every": "week", "on": "Tuesday and Thursday"}, "meets every Tuesday and Thursday at"),
        (
            {"every": "2 weeks", "on": "Tuesday and Thursday"},
            "meets every two weeks on Tuesday and Thursday at",
        ),
        (
            {"every": None, "on": None, "rule": "FREQ=WEEKLY;BYDAY=TU", "starts": "2027-01-05"},
            "meets on the days listed in Annex A at",
        ),
        ({"not_in": ["July", "August"]}, "It does not meet in July and August."),
        (
            {"not_in": ["July", "second Thursday in May"]},
            "It does not meet in July. It does not meet on the second Thursday in May.",
        ),
        (
            {"changes": [{"from": "2027-06-01", "every": "month", "on": "15th"}]},
            "From Tuesday, June 1, 2027 on it meets on the 15th of every month.",
        ),
    ],
)
def test_the_charter_says_each_rhythm_in_words(rule: Answers, words: str) -> None:
    assert words in describe(monthly(**rule))


def test_the_charter_names_the_series_that_another_one_follows() -> None:
    council = monthly() | {"id": "council", "name": "Council Review"}
    before = {"id": "prep", "name": "Prep", "on": "Monday before council", "at": "13:30"}
    after = {"id": "recap", "name": "Recap", "on": "2 days after council", "at": "13:30"}
    words = describe(council, before, after)
    assert "Prep meets on the Monday before each meeting of Council Review at 1:30 p.m." in words
    assert "Recap meets 2 days after each meeting of Council Review at 1:30 p.m." in words
