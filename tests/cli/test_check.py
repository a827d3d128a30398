"""`statplan check`: what fails it, what is looked at, and where the report goes."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from statplan.advice import RULES
from statplan.advice.report.text_width import cut_excerpt, make_printable, measure_width, wrap_text
from statplan.advice.rule_selection import RuleSelection
from statplan.cli.app import app

ADVISED = Path(__file__).parents[1] / "advice" / "report" / "plans" / "advised.yaml"
ALONE = ("--select", "SP504")  # a warning, and nothing else that fails
WORDS = "advice: {silence: {SP504: As decided}}\n"
QUIET = "statplan: 1\nprogram: {timezone: America/Chicago}\n"
LONG = f"{QUIET}frequency: {{minutes: 120}}\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan that gets one warning, as the working folder, outside of CI."""
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "statplan.yaml").write_text(LONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["check", *map(str, words)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def reported(*words: object) -> set[str]:
    return set(re.findall(r"SP[0-9]{3}", run(*words, "-f", "concise")[1]))


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        ((), 0),
        (("--strict",), 1),
        (("--fail-level", "warning"), 1),
        (("--fail-level", "note"), 1),
        (("--fail-level", "error", "--strict"), 1),
        (("--strict", "--exit-zero"), 0),
        (("--strict", "--ignore", "SP510"), 0),
        (("--fail-level", "note", "--ignore", "SP510,SP002"), 0),
        (("--fail-level", "note", "--ignore", "SP510"), 1),
    ],
)
@pytest.mark.usefixtures("here")
def test_the_mildest_failure_decides(flags: tuple[str, ...], code: int) -> None:
    chosen = ("--select", "SP206,SP510")
    assert run(*chosen, *flags)[0] == code


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("form", ["text", "concise", "json", "github", "sarif", "junit"])
def test_a_plan_with_problems_fails_in_every_format(form: str) -> None:
    Path("statplan.yaml").write_text("statplan: 1\nprogam: {}\n", encoding="utf-8")
    code, out, err = run("-f", form)
    assert (code, err) == (1, "")
    assert "SP010" in out
    assert "Did you mean program?" in out
    assert run("-f", form, "--exit-zero")[0] == 0
    assert "SP010" in run("-f", form, "--ignore", "SP0", "--select", "SP5")[1]


def test_rules_are_selected_by_code_and_by_beginning() -> None:
    assert reported(ADVISED, "--select", "SP504") == {"SP504"}
    assert reported(ADVISED, "--select", "sp20, SP504", "--ignore", "SP001") == {
        "SP002",
        "SP204",
        "SP504",
    }
    assert {"SP204", "SP504"} <= reported(ADVISED)
    assert "SP504" not in reported(ADVISED, "--ignore", "SP5")
    assert reported(ADVISED, "--select", "SP002") == {"SP002"}
    assert "SP504" in reported(ADVISED, "--select", "SP504", "--ignore", "SP5")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--select", "SP5O4"), "--select SP5O4: no code begins like that. Did you mean SP504?"),
        (("--ignore", "E501"), "--ignore E501: no code begins like that."),
        (("--format", "xml"), "--format: 'xml' is none. Write text, concise,"),
        (("--fail-level", "fatal"), "--fail-level: 'fatal' is none. Write error, warning or note."),
    ],
)
def test_a_wrong_flag_is_a_wrong_usage(words: tuple[str, ...], message: str) -> None:
    code, out, err = run(ADVISED, *words)
    assert (code, out) == (2, "")
    assert message in " ".join(err.split())


def test_every_rule_is_held_by_an_empty_selection() -> None:
    assert RuleSelection().list_rules() == RULES
    assert RuleSelection(select=("SP0",)).list_rules() == RULES
    assert not RuleSelection(select=("SP0",)).is_selected("SP504")
    assert RuleSelection(select=("SP5",)).is_selected("SP002")


def test_the_report_goes_into_a_file(here: Path) -> None:
    code, out, err = run("--select", "SP510", "-f", "json", "-o", "out/report.json")
    assert (code, out) == (0, "")
    written = f"wrote  {Path('out/report.json')}"
    assert err == f"{written}\nstatplan.yaml: 0 rules passed, 1 warning.\n"
    data = json.loads((here / "out" / "report.json").read_text(encoding="utf-8"))
    assert data["plan"] == "statplan.yaml"
    assert [each["code"] for each in data["findings"]] == ["SP510"]


def test_github_gets_a_summary_behind_those_of_others(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = here / "summary.md"
    summary.write_text("## Somebody else\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run("--select", "SP510", "-f", "text")
    assert summary.read_text(encoding="utf-8") == "## Somebody else\n"
    run("--select", "SP510", "-f", "github")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("## Somebody else\n## statplan: statplan.yaml\n")
    assert "| SP510 | warning | 3 |" in text


@pytest.mark.parametrize("given", ["city", "city/statplan.yaml", "absolute"])
def test_annotations_name_the_file_from_the_repository(
    given: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "plans" / "city").mkdir(parents=True)
    (here / "statplan.yaml").rename(here / "plans" / "city" / "statplan.yaml")
    monkeypatch.chdir(here / "plans")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(here))
    plan = here / "plans" / "city" if given == "absolute" else given
    out = run(plan, "--select", "SP510", "-f", "github")[1]
    assert out.startswith("::warning file=plans/city/statplan.yaml,line=3,")


@pytest.mark.usefixtures("here")
def test_a_plan_elsewhere_keeps_its_path() -> None:
    assert run(ADVISED, "-f", "concise")[1].startswith(f"{ADVISED.as_posix()}:")


def test_the_report_is_as_wide_as_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (50, 80):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = run(ADVISED, *ALONE)[1].splitlines()
        assert len(lines) > 5
        assert all(measure_width(line) <= columns for line in lines if ADVISED.name not in line)


@pytest.mark.parametrize(
    ("text", "columns"), [("Café", 4), ("Cafe\u0301", 4), ("市長", 4), ("a\u200bb", 2), ("🎉", 2)]
)
def test_letters_are_counted_in_columns(text: str, columns: int) -> None:
    assert measure_width(text) == columns


def test_what_cannot_be_printed_is_marked() -> None:
    assert make_printable("a\tb\x1b[31m\u202e\xa0c") == "a b\ufffd[31m\ufffd c"


def test_words_are_broken_by_their_columns() -> None:
    assert list(wrap_text("市長 市長 市長", 9, " ")) == [" 市長", " 市長", " 市長"]
    assert list(wrap_text("aa bb cc", 5, "  ", "- ")) == ["- aa", "  bb", "  cc"]


def test_a_long_line_is_cut_around_what_is_pointed_at() -> None:
    line = "x" * 100 + "answer" + "y" * 100
    text, before, under = cut_excerpt(line, 100, 106, 40)
    assert measure_width(text) <= 40
    assert text[before : before + under] == "answer"
    assert text.startswith("...")
    assert text.endswith("...")


def test_the_schema_of_the_review_is_printed() -> None:
    result = CliRunner().invoke(app, ["schema", "advice"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["title"] == "A review of a plan"


def test_several_plans_are_checked_one_after_the_other(here: Path) -> None:
    (here / "b.yaml").write_text("statplan: 2\n", encoding="utf-8")
    code, out, _ = run("statplan.yaml", "b.yaml", "--select", "SP510", "-f", "concise")
    assert code == 1
    assert [line.partition(":")[0] for line in out.splitlines() if ": SP" in line] == [
        "statplan.yaml",
        "b.yaml",
    ]
    code, out, err = run("statplan.yaml", "b.yaml", "-f", "json")
    assert (code, out) == (2, "")
    assert "json is of one plan." in err


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=300),
    st.integers(0, 300),
    st.integers(1, 300),
    st.integers(20, 100),
)
def test_an_excerpt_fits_and_shows_what_is_pointed_at(
    line: str, start: int, length: int, columns: int
) -> None:
    start = min(start, len(line))
    text, before, under = cut_excerpt(line, start, start + length, columns)
    assert measure_width(text) <= columns
    assert before + under <= columns + 1
    if start < len(line) and measure_width(make_printable(line[start])):
        assert text.startswith(make_printable(line)[start], len_of_columns(text, before))


def len_of_columns(text: str, columns: int) -> int:
    """How many characters take so many columns, those without any included."""
    count = 0
    while measure_width(text[: count + 1]) <= columns and count < len(text):
        count += 1
    return count


def test_a_line_of_a_million_characters_is_cut_at_once() -> None:
    text, before, under = cut_excerpt("x" * 1_000_000, 500_000, 900_000, 60)
    assert measure_width(text) == 60
    assert (before, under) == (3, 57)
