"""Exceptions and own places in the charter, on the screen and in the calendar entry."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from statplan.cli.app import app

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
