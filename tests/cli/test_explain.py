"""`statplan explain`: a rule, a question, a setting, all rules."""

import json

import pytest
from typer.testing import CliRunner

from docs.generate import pages
from statplan.advice import index_rules
from statplan.advice.report.text_width import measure_width
from statplan.cli.app import app
from statplan.plan import questions


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["explain", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("code", index_rules())
def test_every_rule_is_explained_in_80_columns(code: str) -> None:
    exit_code, out, _ = run(code)
    rule = index_rules()[code]
    assert exit_code == 0
    assert " ".join(rule.title.split()) in " ".join(out.split())
    for name, words in rule.sections.items():
        assert f"\n{name}\n" in out
        assert words in " ".join(out.split())
    lines = (line for line in out.splitlines() if "https://" not in line)
    assert all(measure_width(line) <= 80 for line in lines)


def test_a_rule_is_found_by_its_name_and_in_small_letters() -> None:
    assert run("slow-rhythm") == run("SP504") == run("sp504")


def test_what_the_engine_says_cannot_all_be_silenced() -> None:
    assert "To silence it" in run("SP504")[1]
    assert "To silence it" not in run("SP010")[1]


@pytest.mark.slow
@pytest.mark.parametrize("question", questions.list_questions(), ids=lambda each: each.path)
def test_every_question_is_explained(question: questions.Question) -> None:
    code, out, _ = run(question.path)
    assert code == 0
    words = " ".join(out.split())
    assert question.format_question({}) in words
    assert question.ask.why in words


def test_a_question_of_a_record_is_found_with_its_number() -> None:
    assert run("frequency.series[3].every") == run("frequency.series[].every")


def test_a_group_lists_its_questions() -> None:
    out = run("leadership.designee_may")[1]
    assert "leadership.designee_may.can_assign: May the designee give" in out


def test_a_threshold_is_explained() -> None:
    assert "Left open, it is 90." in run("advice.limits.minutes")[1]
    assert "advice.limits.minutes: " in run("advice.limits")[1]


@pytest.mark.slow
def test_all_rules_are_listed_or_written_as_a_page_or_as_json() -> None:
    listed = run("--all")[1]
    assert all(code in listed for code in index_rules())
    assert all(f"\n{path}: " in listed for path in questions.index_questions())
    assert "\nadvice.limits.minutes: " in listed
    (page,) = (text for path, text in pages().items() if path.name == "rules.md")
    assert run("--all", "-f", "md")[1].encode() == page
    data = json.loads(run("--all", "-f", "json")[1])
    assert [each["code"] for each in data] == list(index_rules())
    (one,) = json.loads(run("SP504", "-f", "json")[1])
    assert one in data
    assert one["sources"][1]["key"] == "BALT-61"
    assert one["what_to_do"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("SP599",), "no code of a rule and no question of the plan"),
        (("sp5O4",), "Did you mean SP504?"),
        (("leadership.atends",), "Did you mean leadership.attends?"),
        ((), "explain takes a code, a path or --all."),
        (("SP504", "--all"), "explain takes a code, a path or --all."),
        (("SP504", "-f", "html"), "Write text, md or json."),
        (("leadership.attends", "-f", "json"), "only rules are written as json"),
    ],
)
def test_what_is_not_there_is_a_wrong_usage(words: tuple[str, ...], message: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert message in err


def test_wishes_for_slots_are_explained_with_their_weights() -> None:
    group = run("frequency.slots")[1]
    assert "frequency.slots.same_day: Should all series stand on the same weekday?" in group
    assert "frequency.slots.weights.no_backup: A meeting without a back-up date." in group
    assert "Left open, it is 300." in run("frequency.slots.weights.no_backup")[1]
    assert "Left open, it is 08:00.\n" in run("frequency.slots.first")[1]
