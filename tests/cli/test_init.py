"""`statplan init` without a person: flags, files, spreadsheets, and the same plan again."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from typer.testing import CliRunner, Result

from statplan.cli.app import app
from statplan.cli.init import complete_answers
from statplan.cli.init_dialogue import resolve_filter
from statplan.errors import StatplanError
from statplan.interview import draft as interview_draft
from statplan.interview.changes import iter_changes
from statplan.interview.replies import Reply
from statplan.interview.sources import AnswerSources, InitOptions, read_sources
from statplan.interview.steps import QuestionFilter
from statplan.plan import loader, questions, writer
from statplan.plan.answers import Answers, parse_setting
from statplan.plan.paths import get_answer
from statplan.plan.relevance import drop_inapplicable_answers
from statplan.plan.yaml_reader import parse_yaml
from statplan.plan.yaml_scalars import parse_scalar
from statplan.schedule.holiday_lists import look_up_holidays
from statplan.schedule.published_facts import PublishedFacts
from tests.support.generated_plans import answers as any_answers
from tests.support.holiday_library import holiday_library
from tests.support.person import LINEAGE, NEEDED, SMALL, TODAY, interviewed
from tests.support.sampling import count_examples
from tests.support.schedule_plans import generated


def stated(data: Any) -> Any:
    """The answers without nulls and without the groups that hold none."""
    if isinstance(data, dict):
        kept = {key: stated(each) for key, each in data.items()}
        return {key: each for key, each in kept.items() if each is not None and each != {}}
    return [stated(each) for each in data] if isinstance(data, list) else data


def flags_of(data: Any, path: str = "") -> Iterator[str]:
    """Answers as flags; a list is given whole, and so is a group whose keys may be any."""
    if isinstance(data, dict) and data and f"{path}.*" not in questions.list_path_patterns():
        for key, value in data.items():
            yield from flags_of(value, f"{path}.{key}".removeprefix("."))
    elif data != {}:
        bare = isinstance(data, str) and data == data.strip() and parse_scalar(data) == data
        bare = bare and data[:1] not in {"[", "{", '"', "'"} and "\n" not in str(data)
        yield f"{path}={data if bare else json.dumps(data, ensure_ascii=False)}"


def from_flags(flags: list[str]) -> Answers:
    answers = Answers()
    for flag in flags:
        answers.set_answer(*parse_setting(flag), "flag")
    return answers


@pytest.mark.slow
@settings(max_examples=count_examples(20, 80))
@given(data=any_answers() | generated())
def test_answers_as_flags_are_the_same_answers(data: dict[str, Any]) -> None:
    flags = list(flags_of(data))
    answers = from_flags(flags)
    assert list(flags_of(answers.tree)) == flags
    assert stated(answers.tree) == stated(data)
    assert set(answers.origins.values()) <= {"flag"}


@pytest.mark.slow
@settings(max_examples=count_examples(20, 80))
@given(data=any_answers() | generated())
def test_answers_in_a_file_are_the_same_answers(data: dict[str, Any]) -> None:
    assert stated(parse_yaml(writer.render_plan(data)).answers) == stated(data)


@pytest.mark.slow
@settings(max_examples=count_examples(5, 20))
@given(data=any_answers() | generated(), more=any_answers() | generated())
def test_changes_turn_the_one_plan_into_the_other(
    data: dict[str, Any], more: dict[str, Any]
) -> None:
    old, new = (
        loader.validate_answers(data).answers,
        loader.validate_answers({**data, **more}).answers,
    )
    text = writer.edit_plan(writer.render_plan(old), dict(iter_changes(old, new)))
    assert stated(parse_yaml(text).answers) == stated(new)
    assert list(iter_changes(old, old)) == []


@settings(max_examples=count_examples(15, 60))
@given(data=any_answers() | generated())
def test_what_does_not_apply_is_found_once(data: dict[str, Any]) -> None:
    rest, gone = drop_inapplicable_answers(data)
    assert drop_inapplicable_answers(rest) == (rest, [])
    assert all(get_answer(rest, each) is None for each in gone)
    same, spared = drop_inapplicable_answers(data, data)
    assert (same, spared) == (data, [])


@pytest.mark.slow
@pytest.mark.parametrize("said", [SMALL, {**SMALL, "depth": "all"}])
def test_a_plan_given_as_answers_is_the_same_plan_byte_for_byte(
    said: dict[str, Any], tmp_path: Path
) -> None:
    answers, _ = interviewed(said)
    data, _ = complete_answers(answers.tree, LINEAGE, TODAY)
    first = tmp_path / "first.yaml"
    first.write_text(writer.render_plan(data), encoding="utf-8")
    assert init(tmp_path / "again", "--answers", str(first), "--no-input").exit_code == 0
    assert (tmp_path / "again" / "statplan.yaml").read_bytes() == first.read_bytes()


def test_answers_may_be_json(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"program": {"name": "JsonStat"}}), encoding="utf-8")
    run = init(tmp_path, "--answers", str(file), "--no-input", *sets(*NEEDED[1:]))
    assert run.exit_code == 0, run.stderr
    assert "name: JsonStat" in (tmp_path / "statplan.yaml").read_text(encoding="utf-8")


def init(*words: object) -> Result:
    """Run `statplan init` in this process."""
    return CliRunner().invoke(app, ["init", *map(str, words)])


def sets(*settings: str) -> list[str]:
    return [part for each in settings for part in ("--set", each)]


def test_defaults_take_what_is_suggested_and_nothing_else() -> None:
    answers = read_sources(
        InitOptions(settings=(*NEEDED, "leadership.tone=hot seat"), defaults=True), 2027, {}
    )
    found = answers.combine_answers()
    suggested = {path for path, label in found.origins.items() if label == "suggested"}
    assert {"leadership.attends", "publicity.publishes", "leadership.prebrief_days"} <= suggested
    assert "frequency.minutes" not in suggested  # it has a default that holds without being said
    assert get_answer(found.tree, "publicity.publishes") == ["schedule"]
    assert get_answer(found.tree, "leadership.prebrief_days") == 5
    assert get_answer(found.tree, "leadership.tone") == "hot seat"
    assert loader.validate_answers({"statplan": 1, **found.tree}).problems == ()
    without = read_sources(InitOptions(settings=NEEDED), 2027, {}).combine_answers()
    assert "suggested" not in without.origins.values()


def test_what_is_ruled_out_is_left_out_and_said(tmp_path: Path) -> None:
    more = ("leadership.attends=every", "participants.people=[{id: a, office: Aide}]")
    run = init(tmp_path, "--no-input", *sets(*NEEDED, *more, "leadership.designee=a"))
    assert run.exit_code == 0, run.stderr
    assert "left out leadership.designee" in run.stderr
    assert "designee" not in loader.parse_plan(
        (tmp_path / "statplan.yaml").read_text(encoding="utf-8")
    ).answers.get("leadership", {})


def test_a_roster_fills_the_plan_and_a_wrong_one_names_its_rows(tmp_path: Path) -> None:
    run = init(tmp_path / "a", "--no-input", "--roster", "examples/roster.csv", *sets(*NEEDED))
    assert run.exit_code == 0, run.stderr
    data = loader.parse_plan((tmp_path / "a" / "statplan.yaml").read_text(encoding="utf-8")).answers
    assert len(data["participants"]["people"]) == 19
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("Office,E-mail\nBudget Director,nobody\nClerk,clerk@@example.gov\n")
    run = init(tmp_path / "b", "--no-input", "--roster", str(wrong), *sets(*NEEDED))
    assert run.exit_code == 1
    assert f"{wrong}:2:2" in run.stderr
    assert f"{wrong}:3:2" in run.stderr
    assert not (tmp_path / "b").exists()


def test_a_plan_that_is_changed_lists_the_holidays_that_its_publish_kept() -> None:
    answers = {
        "program": {"name": "A"},
        "frequency": {"first_day": "2027-01-01", "holidays": {"country": "US"}},
    }
    kept = tuple(look_up_holidays("US", None, year, observed=True) for year in (2027, 2028))
    before, _ = complete_answers(answers, LINEAGE, TODAY)
    with holiday_library("9", {date(2027, 8, 2): "New Day"}):
        data, _ = complete_answers(answers, LINEAGE, TODAY, answers, PublishedFacts(kept))
        anew, _ = complete_answers(answers, LINEAGE, TODAY, answers)
    assert data == before
    assert anew["frequency"]["holidays"]["listed"]["2027-08-02"] == "New Day"


def test_holidays_of_another_place_are_listed_anew() -> None:
    old, _ = complete_answers(
        {"program": {"name": "A"}, "frequency": {"first_day": "2027-01-01",
         "holidays": {"country": "US"}}}, LINEAGE, TODAY)  # fmt: skip
    new = {**old, "frequency": {**old["frequency"], "holidays": {
        **old["frequency"]["holidays"], "country": "CA"}}}  # fmt: skip
    data, _ = complete_answers(new, LINEAGE, TODAY, old)
    assert "Canada Day" in data["frequency"]["holidays"]["listed"].values()
    same, _ = complete_answers(old, LINEAGE, TODAY, old)
    assert same == old
    struck = {**old, "frequency": {**old["frequency"], "holidays": {
        "country": "CA", "listed": {"2027-07-01": "Canada Day"}}}}  # fmt: skip
    kept, _ = complete_answers(struck, LINEAGE, TODAY, old)
    assert kept["frequency"]["holidays"]["listed"] == {"2027-07-01": "Canada Day"}


def test_a_draft_reads_as_what_was_saved(tmp_path: Path) -> None:
    layers = (("a.yaml", {"program": {"name": "A"}}),)
    basis = AnswerSources(
        None, "kcstat", layers, (("frequency.minutes", 60),), 2028, 2027, defaults=True
    )
    replies = (
        Reply("program.name", "A"),
        Reply("x", ("a", 1)),
        Reply("y", None),
        Reply("z", destination="focus"),
    )
    question_filter = QuestionFilter(("focus",), ("a.b",), skip_answered=True)
    saved_at = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    draft = interview_draft.Draft(basis, question_filter, replies, saved_at, "digest")
    path = tmp_path / interview_draft.DRAFT_FILE
    interview_draft.save_draft(path, draft)
    assert interview_draft.load_draft(path) == draft
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [interview_draft.DRAFT_FILE]
    assert interview_draft.load_draft(tmp_path / "none") is None


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"[]", b"\xff", b'{"statplan draft": 2}', b'{"statplan draft": 1}']
)
def test_a_damaged_draft_is_named_as_one(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / interview_draft.DRAFT_FILE
    path.write_bytes(raw)
    with pytest.raises(ValueError, match=r"."):
        interview_draft.load_draft(path)


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--section", "leadersip"], "Did you mean leadership?"),
        (["--ask", "leadership.tonne"], "Did you mean leadership.tone?"),
        (["--ask", "leadership"], "no single question"),
        (["--ask", "frequency.series[stat].at"], "there is no"),
    ],
)
def test_what_is_no_section_or_question_is_a_wrong_usage(flags: list[str], words: str) -> None:
    keys = {"--section": "sections", "--ask": "paths"}
    wish = replace(QuestionFilter(), **{keys[flags[0]]: (flags[1],)})  # type: ignore[arg-type]
    with pytest.raises(StatplanError) as refused:
        resolve_filter(wish, {})
    assert refused.value.exit_code == 2
    assert words in f"{refused.value.message} {refused.value.remedy!s}"
