"""Every list and group of a plan, empty or without an answer, means one thing to every command."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, get_origin

import pytest
import yaml
from typer.testing import CliRunner

from statplan.cli.app import app
from statplan.plan import Plan, loader, questions
from statplan.plan.missing import find_calendar_blockers
from statplan.plan.paths import get_answer
from statplan.plan.series import Series
from statplan.schedule import make_schedule
from tests.support.plans import Answers, answers, monthly
from tests.support.sampling import sample

EMPTY: tuple[Any, ...] = ([], {}, None)
COMMANDS = (
    ("show", "--plain"),
    *(("charter", "-f", form) for form in ("md", "html")),
    ("charter", "--for", "principal"),
    ("diff",),
    ("status",),
    ("publish", "--dry-run"),
    ("site", "-o", "public"),
    *(("calendar", "-f", form) for form in ("ics", "csv", "json", "xlsx", "svg")),
)
RHYTHMS: dict[str, Answers] = {
    "by rule": {"every": "month", "on": "second Thursday"},
    "by date": {"dates": ["2027-03-10"]},
    "without dates": {"dates": []},
    "undecided": {},
    "for each": {"every": "month", "on": "Tuesday and Wednesday", "for_each": "departments"},
    "in turn": {"every": "month", "on": "second Thursday", "rotate": "departments"},
}


def paths_of(kinds: tuple[type, ...]) -> Iterator[str]:
    """Find the path of every list, or table, that a plan may hold."""
    for question in questions.list_questions():
        origins = {
            get_origin(part) for part in questions.walk_annotation(question.field.annotation)
        }
        if origins & set(kinds):
            yield question.path


LISTS = sorted({*paths_of((tuple, dict)), "advice.silence"})
GROUPS = sorted(
    {path.rpartition(".")[0] for path in questions.index_questions() if "[]" not in path}
)
SERIES_LISTS = [
    path.removeprefix("frequency.series[].")
    for path in LISTS
    if "series[]" in path and path.count("[]") == 1
]  # fmt: skip


def with_answer(path: str, answer: object) -> Answers:
    """Return a whole plan with one answer at a path, `[]` being the first of each list."""
    data = answers(monthly())
    data["frequency"]["civic_dates"] = [{"name": "Council", "every": "month", "on": "last Friday"}]
    data["publicity"] = {"publishes": ["schedule", "notes"]}
    here: Any = data
    *steps, last = path.replace("[]", ".0").split(".")
    for step, following in zip(steps, [*steps[1:], last], strict=False):
        empty: Any = [{}] if following == "0" else {}
        here = here[int(step)] if step == "0" else here.setdefault(step, empty)
    here[last] = answer
    return data


def run(folder: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [words[0], str(folder), *words[1:]])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stderr


def use(folder: Path, data: Answers, commands: tuple[tuple[str, ...], ...]) -> bool:
    """Run commands on a plan; return whether it is refused, which all of them say or none."""
    (folder / "statplan.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    found = loader.validate_answers(data)
    schedule = make_schedule(found.plan) if found.plan else None
    refused = schedule is None or bool(schedule.problems)
    assert run(folder, "check")[0] == int(refused)
    for command in commands:
        code, said = run(folder, *command)
        if refused:
            assert (code, "found." in said) == (1, True), (command, said)
        elif schedule and not schedule.meetings and command[0] == "calendar":
            assert (code, "no meeting to put on a calendar" in said) == (1, True), (command, said)
        elif (
            "schedule" not in (get_answer(data, "publicity.publishes") or ())
            and command[0] == "site"
        ):
            assert (code, "does not publish the schedule" in said) == (4, True), (command, said)
        else:
            assert code == 0, (command, said)
    return refused


def test_the_plan_that_is_emptied_is_sound() -> None:
    assert loader.validate_answers(with_answer("program.name", "TestStat")).problems == ()


@pytest.mark.slow
@pytest.mark.parametrize("path", sample([*LISTS, *GROUPS], 20))
def test_an_empty_answer_is_used_by_every_command_or_refused_by_each_with_a_message(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for empty in EMPTY:
        use(tmp_path, with_answer(path, empty), COMMANDS[:2])


@pytest.mark.slow
@pytest.mark.parametrize("left", ["everything", "a series", "a published schedule"])
def test_a_plan_of_empty_lists_alone_is_used_by_every_command(
    left: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = with_answer("program.goals", [])
    kept = {"frequency.working_days", "frequency.slots.days"}
    kept |= {"publicity.publishes"} if left == "a published schedule" else set()
    kept |= {"frequency.series"} if left != "everything" else set()
    for path in (path for path in LISTS if "[]" not in path and path not in kept):
        here = data
        *groups, last = path.split(".")
        for group in groups:
            here = here.setdefault(group, {})
        here[last] = {} if last in {"silence", "listed"} else []
    data["publicity"].setdefault("publishes", [])
    assert not use(tmp_path, data, (*COMMANDS, ("build", "-o", "made")))
    assert ("calendar.csv" in {path.name for path in Path("made").iterdir()}) == (
        left != "everything"
    )
    result = CliRunner().invoke(app, ["slots"])
    assert (result.exit_code, "nothing to place" in result.stderr) == (2, True)


@pytest.mark.slow
@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_no_combination_of_empty_lists_of_a_series_stops_the_schedule(rhythm: str) -> None:
    meetings = len(make_schedule(plan_of({"id": "stat", "at": "08:00"} | RHYTHMS[rhythm])).meetings)
    for pair in combinations(SERIES_LISTS, 2):
        series: Answers = {"id": "stat", "at": "08:00", **RHYTHMS[rhythm]}
        for key in pair:
            group, _, name = key.rpartition(".")
            (series.setdefault(group, {}) if group else series).setdefault(name, [])
        found = loader.validate_answers(answers(series))
        if "dates" in pair and "dates" not in RHYTHMS[rhythm] and len(RHYTHMS[rhythm]) > 0:
            assert found.plan is None, pair
            continue
        assert found.plan, (pair, found.problems)
        assert len(make_schedule(found.plan).meetings) == meetings, pair


def plan_of(series: Answers) -> Plan:
    found = loader.validate_answers(answers(series)).plan
    assert found is not None
    return found


def test_an_empty_list_of_dates_says_that_none_are_adopted_yet(tmp_path: Path) -> None:
    data = answers({"id": "stat", "at": "08:00", "dates": []})
    (tmp_path / "statplan.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    schedule = make_schedule(plan_of(data["frequency"]["series"][0]))
    assert [each.missing for each in schedule.undecided] == [("frequency.series[0].dates",)]
    assert not schedule.meetings
    charter = CliRunner().invoke(app, ["charter", str(tmp_path)]).stdout
    assert "No dates are adopted yet for TestStat; it will meet at 8:00" in charter.replace(
        "\n", " "
    )
    assert "TestStat is not scheduled yet: frequency.series[0].dates." in (
        CliRunner().invoke(app, ["check", str(tmp_path)]).stdout
    )
    assert [gap.path for gap in find_calendar_blockers(data) if "series" in gap.path] == []
    question = questions.index_questions()["frequency.series[].dates"].ask
    assert "no dates are adopted yet" in question.why


@pytest.mark.parametrize("dates", [[], ["2027-03-10"]])
@pytest.mark.parametrize("whose", ["departments", "subjects"])
def test_dates_do_not_go_with_one_series_for_each(dates: list[str], whose: str) -> None:
    series = {"id": "stat", "at": "08:00", "dates": dates, "for_each": whose}
    (problem,) = loader.validate_answers(answers(series)).problems
    assert problem.path == "frequency.series[0].for_each"
    mended = {key: answer for key, answer in series.items() if key != "for_each"}
    assert f"rotate: {whose}" in str(problem.remedy)
    assert loader.validate_answers(answers({**mended, "rotate": whose})).plan


@pytest.mark.parametrize(
    ("path", "remedy"),
    [("frequency.working_days", "Monday to Friday"), ("frequency.slots.days", "every working day")],
)
def test_a_year_without_weekdays_is_refused_once(path: str, remedy: str) -> None:
    (problem,) = loader.validate_answers(with_answer(path, [])).problems
    assert problem.path == path
    assert remedy in str(problem.remedy)
    assert loader.validate_answers(with_answer(path, None)).plan


def test_every_list_of_a_series_is_tried() -> None:
    lists = {key for key, each in Series.model_fields.items() if "tuple" in str(each.annotation)}
    assert lists == {key for key in SERIES_LISTS if "." not in key}
    assert len(LISTS) > 30
