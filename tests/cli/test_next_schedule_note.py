"""From 60 days before its day, the next schedule is asked for, until it is published."""

import json
import shutil
from pathlib import Path

import pytest

from statplan.cli import init_dialogue
from statplan.interview.sources import InitOptions
from statplan.interview.steps import QuestionFilter
from tests.support.command_folders import apply_commands
from tests.support.commands import run
from tests.support.person import Script
from tests.support.year import PLAN, Clock, clock

__all__ = ["clock"]  # a fixture
BY = "months: 12\n  release: {by: 2027-12-01}\n"
NOT_YET = "The 2028 schedule is not published yet."
DUE = f"{NOT_YET} It is due by Wednesday, December 1, 2027."
LATE = f"{NOT_YET} It was due by Wednesday, December 1, 2027."
TO_TYPE = (
    "Write that year into the plan: `statplan next-year`. Then publish it: `statplan publish`."
)


def start_year(folder: Path, release: str = BY) -> None:
    """Publish the year 2027 on December 10, 2026."""
    text = PLAN.replace("months: 4\n", release)
    assert text != PLAN
    (folder / "statplan.yaml").write_text(text, encoding="utf-8")
    apply_commands(folder, "publish")


@pytest.fixture
def plan(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    del clock
    monkeypatch.chdir(tmp_path)
    start_year(tmp_path)
    return tmp_path


def show(*words: str) -> str:
    code, out, err = run(*words)
    assert code == 0, err
    return " ".join(out.split())


@pytest.mark.slow
@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("command", ["status", "check"])
def test_it_is_said_from_60_days_before_until_it_is_late(command: str, clock: Clock) -> None:
    for moment, fact in (
        ("2027-10-01T18:00", ""),
        ("2027-10-02T04:00", ""),  # still October 1 in Chicago
        ("2027-10-02T18:00", DUE),
        ("2027-12-02T04:00", DUE),  # still December 1
        ("2027-12-02T18:00", LATE),
        ("2028-02-01T18:00", LATE),
    ):
        clock(moment)
        shown = show(command)
        assert (f"{fact} {TO_TYPE}" in shown) if fact else ("2028 schedule" not in shown), moment


@pytest.mark.usefixtures("plan")
def test_a_review_for_programs_has_it_too(clock: Clock) -> None:
    clock("2027-12-02T18:00")
    data = json.loads(run("check", "-f", "json")[1])
    assert data["year"][-1] == f"{LATE} {TO_TYPE}"


@pytest.mark.slow
def test_a_plan_without_a_date_says_from_where_it_counts(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    start_year(tmp_path, "months: 12\n")
    clock("2027-10-31T18:00")
    assert "2028 schedule" not in show("check")
    clock("2027-11-01T18:00")
    counted = (
        f"{NOT_YET} The plan sets no date for it, so this reminder counts from the last day of "
        f"the year, Friday, December 31, 2027. {TO_TYPE}"
    )
    assert counted in show("status")
    clock("2028-01-04T18:00")
    assert "The plan sets no date for it, and the year ended on Friday, December 31, 2027." in show(
        "check"
    )


def test_a_date_that_is_moved_later_moves_no_promise(plan: Path, clock: Clock) -> None:
    text = (plan / "statplan.yaml").read_text(encoding="utf-8")
    (plan / "statplan.yaml").write_text(text.replace("2027-12-01}", "2027-12-30}"), "utf-8")
    clock("2027-12-02T18:00")
    assert LATE in show("status")


@pytest.mark.slow
@pytest.mark.usefixtures("plan")
def test_once_it_is_planned_it_is_to_be_published_and_then_it_is_silent(clock: Clock) -> None:
    clock("2027-12-02T18:00")
    assert run("next-year", "--yes")[0] == 0
    planned = f"{LATE} The plan has that year. Publish it: `statplan publish`."
    for command in ("status", "check"):
        assert planned in show(command)
    assert run("publish")[0] == 0
    for command in ("status", "check"):
        assert NOT_YET not in show(command)


@pytest.mark.slow
def test_a_schedule_that_is_due_early_names_its_year(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    start_year(tmp_path, "months: 12\n  release: {by: 2027-03-01}\n")
    clock("2027-02-01T18:00")
    monkeypatch.chdir(tmp_path.parent)
    shown = show("status", str(tmp_path))
    assert f"`statplan next-year --year 2028 {tmp_path}`" in shown
    assert f"`statplan publish --plan {tmp_path}`" in shown
    assert run("next-year", "--year", "2028", tmp_path, "--yes")[0] == 0


def test_a_year_that_is_no_calendar_year_is_named_by_its_first_day(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "statplan.yaml").write_text(PLAN, encoding="utf-8")  # from January to April
    apply_commands(tmp_path, "publish")
    clock("2027-03-15T18:00")
    name = "The schedule of the year that begins on Saturday, May 1, 2027 is not published yet."
    assert name in show("status")


def test_of_several_plans_each_is_named(
    plan: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(plan, plan.parent / "other")
    clock("2027-12-02T18:00")
    monkeypatch.chdir(plan.parent)
    shown = show("check", plan.name, "other")
    for name in (plan.name, "other"):
        assert f"`statplan next-year {name}/statplan.yaml`" in shown
        assert run("next-year", f"{name}/statplan.yaml", "--dry-run")[0] == 0


@pytest.mark.usefixtures("plan")
def test_nothing_is_said_where_the_ledger_cannot_be_read(clock: Clock) -> None:
    clock("2027-12-02T18:00")
    Path("statplan.ledger.json").write_text("{", encoding="utf-8")
    assert NOT_YET not in show("check")


@pytest.mark.slow
@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_the_interview_says_it_before_it_asks(
    is_elsewhere: bool, plan: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, to_type = Path(), TO_TYPE
    if is_elsewhere:
        monkeypatch.chdir(plan.parent)
        folder = Path(plan.name)
        to_type = TO_TYPE.replace("next-year`", f"next-year {plan.name}`")
        to_type = to_type.replace("publish`", f"publish --plan {plan.name}`")
    for moment, is_said in (("2027-09-01T18:00", False), ("2027-11-01T18:00", True)):
        clock(moment)
        script = Script()
        monkeypatch.setattr(init_dialogue, "_choose_prompter", lambda said=script, **_: said)
        init_dialogue.run_dialogue(folder, InitOptions(), QuestionFilter(), plain=False)
        assert any(f"{DUE} {to_type}" in text for text in script.said) == is_said
