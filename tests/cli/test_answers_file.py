"""Whatever is wrong with a file of answers, the message is about answers, and says what to type."""

from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from statplan.cli import init_dialogue
from statplan.cli.app import app
from tests.support.commands import run
from tests.support.person import Script

EXAMPLE = "for example program: {name: CityStat}."
WHOLE = """\
program: {name: TestStat, organization: City of Example, timezone: America/Chicago}
frequency:
  series: [{id: stat, every: month, on: second Thursday, at: 08:00}]
"""


def init(folder: Path, answers: bytes | None = None, *words: str) -> tuple[int, str]:
    """Make a plan of answers without asking; return the exit code and what is on stderr."""
    command = ["init", str(folder / "city"), "--no-input", *words]
    if answers is not None:
        (folder / "answers.yaml").write_bytes(answers)
        command += ["--answers", str(folder / "answers.yaml")]
    result = CliRunner().invoke(app, command)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stderr


@pytest.mark.parametrize(
    ("answers", "place", "understood"),
    [
        (b"../../x: 1\n", "1:1: ../../x: ", "'../../x' is not a key here."),
        (b"program: {name: A}\n'a[': 1\n", "2:1: a[: ", "'a[' is not a key here."),
        (b"program: {'': 1}\n", "1:11: program.: ", "'' is not a key here."),
        (b"# a list\n- program\n", "2:1: ", "this file of answers holds a list"),
        (b"[]\n", "1:1: ", "this file of answers holds a list"),
        (b"CityStat\n", "1:1: ", "this file of answers holds only 'CityStat'"),
        (b"42\n", "1:1: ", "this file of answers holds only '42'"),
        (b"", "1:1: ", "the file is empty."),
        (b"\xef\xbb\xbf", "1:1: ", "the file is empty."),
        (b"# nothing yet\n", "1:1: ", "the file is empty."),
    ],
)
def test_a_file_that_holds_no_answers_is_named_with_an_example(
    answers: bytes, place: str, understood: str, tmp_path: Path
) -> None:
    code, said = init(tmp_path, answers)
    assert code == 1
    assert f"answers.yaml:{place}{understood}" in said
    assert EXAMPLE in said
    assert "a plan" not in said
    assert not (tmp_path / "city").exists()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (b"program: [1]\n", "1:10: program: a list is not a group of answers."),
        (b"frequency: []\n", "1:12: frequency: a list is not a group of answers."),
        (b"frequency: {series: 5}\n", "1:21: frequency.series: 5 is not a list."),
        (b"program.name: A\n", "Write program: and below it, indented, name:."),
        (b"programm: {name: A}\n", "Did you mean program?"),
        (b"a: 1\n---\nb: 1\n", "2:1: a second document begins here. Write only one answers file."),
        (b"%YAML 1.2\n---\na: 1\n", "an answers file has no line that begins with %."),
        (b"program: {name: \xff}\n", "1:17: byte 0xff is not UTF-8. Save the file as UTF-8."),
        (b"\xff\xfea\x00", "it seems, in UTF-16. Save the file as UTF-8."),
        (b"a: " + b"x" * 1_000_000, "an answers file has at most 1,000,000."),
        (b"\tprogram: {}\n", "1:1: a tab indents this line. Use spaces."),
    ],
)
def test_an_answer_that_cannot_be_one_has_its_line_and_what_to_type(
    answers: bytes, words: str, tmp_path: Path
) -> None:
    code, said = init(tmp_path, answers)
    assert (code, "answers.yaml:" in said) == (1, True)
    assert words in said
    assert "a plan" not in said


@pytest.mark.parametrize("key", ["../../x", "'a['", "programm"])
def test_an_interview_refuses_keys_that_no_question_can_mend(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Script()

    def prompter(*, plain: bool) -> Script:
        del plain
        return person

    monkeypatch.setattr(init_dialogue, "_choose_prompter", prompter)
    (tmp_path / "answers.yaml").write_text(f"program: {{}}\n{key}: 1\n", encoding="utf-8")
    code, _, said = run("init", tmp_path / "city", "--answers", tmp_path / "answers.yaml")
    assert (code, person.asked) == (1, [])
    assert "answers.yaml:2:1: " in said
    assert "is not a key here." in said


def test_what_the_message_says_to_type_is_taken(tmp_path: Path) -> None:
    whole = WHOLE.encode()
    assert init(tmp_path, b"program.name: A\n" + whole)[0] == 1
    assert init(tmp_path, b"program: {name: CityStat}\n")[1].count("missing: ") > 0
    assert init(tmp_path, whole)[0] == 0


def test_answers_that_are_wrong_or_missing_are_named_together(tmp_path: Path) -> None:
    code, said = init(tmp_path, b"frequency: {minutes: 1}\n", "--set", "program.size=x")
    assert code == 2
    code, said = init(tmp_path, b"frequency: {minutes: 1}\n", "--set", "frequency.months=0")
    assert (code, "answers.yaml:1:22: frequency.minutes: 1 is too little." in said) == (1, True)
    assert "flag: frequency.months: 0 is too little." in said
    assert "program.timezone: missing" in said
    code, said = init(tmp_path, b"frequency: {minutes: 1}\n../x: {a: 1}\nprogramm: 1\n")
    assert (code, "3 wrong, 4 missing; nothing was written." in said) == (1, True), said
    assert "answers.yaml:2:1: ../x: '../x' is not a key here. Known here: " in said
    assert "answers.yaml:3:1: programm: 'programm' is not a key here. Did you mean program?" in said


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("../../x=1", "'../../x' is not a path. Write one as in leadership.attends."),
        ("=1", "--set '=1' names no question before its '='."),
        ("program", "--set 'program' has no '='."),
        ("a[=1", "'a[' is not a path."),
        (".=1", "'.' is not a path."),
        ("x..y=1", "'x..y' is not a path."),
        ("program=1", "flag: program: 1 is not a group of answers."),
        ("program[0]=1", "program[0] is no question of the plan."),
        ("frequency.series[9999999]=x", "there is no '9999999'."),
        ("frequency.series[-1].at=08:00", "there is no '-1'."),
        ("program.name=\udcff", "the text holds the invisible character U+DCFF"),
        ("advice.silence.\udcff=x", "advice.silence.?: '?' is no code of a rule."),
        ("frequency.holidays.listed.\udcff=x", "listed.?: '?' is not a date."),
        ("program.timezone=\udcff", "'<U+DCFF>' is not a time zone"),
        ("program.na\udcffme=1", "is no question of the plan. Did you mean program.name?"),
    ],
)
def test_a_setting_with_a_strange_path_gets_a_message(
    setting: str, words: str, tmp_path: Path
) -> None:
    code, said = init(tmp_path, None, "--set", setting)
    assert code in {1, 2}
    assert words in " ".join(said.split())
    assert not (tmp_path / "city").exists()


def test_no_path_of_a_setting_stops_the_program(tmp_path: Path) -> None:
    random = Random(20270101)  # noqa: S311 - nothing secret
    parts = ["program", "frequency", "series", "holidays", "listed", "name", "goals", "advice", "0"]
    signs = [
        ".",
        "..",
        "[",
        "]",
        "[0]",
        "[x]",
        "[-1]",
        "/",
        "../",
        "",
        " ",
        "\0",
        "\u0660",
        "=",
        "é",
    ]
    values = ["1", "[", "{a: b}", "[]", "'", "null", "", "=1+1", "\udcff", "&a *a"]
    for _ in range(150):
        path = "".join(
            random.choice((parts, signs)[step % 2]) for step in range(random.randint(1, 7))
        )
        pairs = [
            f"{path}={random.choice(values)}",
            f"{random.choice(parts)}={random.choice(values)}",
        ]
        code, said = init(tmp_path, None, *(word for pair in pairs for word in ("--set", pair)))
        assert code in {1, 2}, pairs
        assert said
