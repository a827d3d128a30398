"""A byte order mark is no part of what people write, and stays where an editor put it."""

from pathlib import Path

import pytest

from statplan.cli import init_dialogue
from statplan.interview.prompt import Prompter
from statplan.interview.sources import InitOptions
from statplan.interview.steps import QuestionFilter
from statplan.plan import loader, writer
from tests.support.commands import PLAN, run
from tests.support.person import Script
from tests.support.records import COPY, notes, plan
from tests.support.year import clock

__all__ = ["clock", "notes", "plan"]

MARK = b"\xef\xbb\xbf"
ENDINGS = pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
OPEN = PLAN.replace("second Thursday  # as always", "  # not decided").replace("at: 08:00", "at:")


def write(folder: Path, ending: str, text: str = PLAN) -> Path:
    path = folder / "statplan.yaml"
    path.write_bytes(MARK + text.replace("\n", ending).encode())
    return path


def lines_of(path: Path, ending: str) -> list[str]:
    """Return the lines of a file, once it is certain that the mark and all line ends stayed."""
    raw = path.read_bytes()
    assert raw.startswith(MARK)
    assert raw.count(MARK) == 1
    assert raw.count(b"\n") == raw.count(ending.encode())
    return raw[len(MARK) :].decode().split(ending)


@ENDINGS
@pytest.mark.parametrize("command", ["check", "show", "charter", "calendar", "diff", "status"])
def test_a_plan_with_a_mark_is_the_plan_without_it(
    command: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path, ending)
    marked = run(command, path)
    path.write_bytes(path.read_bytes().removeprefix(MARK))
    assert marked == run(command, path)
    assert marked[0] == 0


def test_columns_of_the_first_line_are_counted_without_the_mark(tmp_path: Path) -> None:
    path = write(tmp_path, "\n", "statplan: 7\n")
    assert f"{path}:1:11: " in run("check", path, "-f", "concise")[1]
    path.write_bytes(MARK + b"program: {name: \xff}\n")
    assert f"{path}:1:17: " in run("check", path, "-f", "concise")[1]


def test_a_mark_is_one_of_the_file_and_not_of_a_text_within_it(tmp_path: Path) -> None:
    path = write(tmp_path, "\n", "\ufeffstatplan: 1\n")
    assert "invisible character U+FEFF" in run("check", path, "-f", "concise")[1]


@ENDINGS
def test_an_answer_of_slots_is_written_into_a_plan_with_a_mark(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path, ending, OPEN)
    before = lines_of(path, ending)
    code, out, _ = run("slots", "--apply", "1", "--budget", "5")
    assert code == 0
    assert "\ufeff" not in out
    after = lines_of(path, ending)
    assert len(after) == len(before)
    assert [number for number, line in enumerate(before) if after[number] != line] == [11, 12]
    assert run("check", path)[0] == 0


@pytest.mark.slow
@ENDINGS
def test_an_interview_changes_a_plan_with_a_mark_in_one_line(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prompter(*, plain: bool) -> Prompter:
        del plain
        return Script({"program.name": "CityStat"})

    monkeypatch.setattr(init_dialogue, "_choose_prompter", prompter)
    path = write(tmp_path, ending)
    before = lines_of(path, ending)
    init_dialogue.run_dialogue(
        tmp_path, InitOptions(), QuestionFilter(paths=("program.name",)), plain=True
    )
    after = lines_of(path, ending)
    assert [line for line in after if line not in before] == ["  name: CityStat"]
    assert len(after) == len(before)


def test_the_writer_keeps_a_mark_and_adds_none() -> None:
    for mark in ("", "\ufeff"):
        edited = writer.edit_plan(mark + PLAN, {"program.name": "A", "frequency.minutes": 60})
        assert edited.startswith(f"{mark}statplan: 1\n")
        assert edited.count("\ufeff") == len(mark)
        assert loader.parse_plan(edited).plan


@ENDINGS
def test_answers_with_a_mark_are_taken(ending: str, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_bytes(MARK + PLAN.replace("\n", ending).encode())
    organization = ("--set", "program.organization=City of Example")
    code, _, said = run("init", tmp_path / "a", "--no-input", "--answers", answers, *organization)
    assert (code, "wrote" in said) == (0, True)
    made = (tmp_path / "a" / "statplan.yaml").read_bytes()
    assert MARK not in made
    assert b"name: TestStat" in made


def test_a_roster_with_a_mark_is_taken(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_bytes(MARK + b"Title,Name,Department\nFire Chief,,Fire\n")
    answers = tmp_path / "answers.yaml"
    answers.write_text(PLAN, encoding="utf-8")
    words = ("--answers", answers, "--set", "program.organization=City of Example")
    code, _, said = run("init", tmp_path / "a", "--no-input", "--roster", roster, *words)
    assert code == 0, said
    assert "office: Fire Chief" in (tmp_path / "a" / "statplan.yaml").read_text(encoding="utf-8")


def test_notes_with_a_mark_are_made_public_like_those_without(notes: Path) -> None:
    assert run("redact", notes)[0] == 0
    public = Path(COPY).read_bytes()
    Path(COPY).unlink()
    notes.write_bytes(MARK + notes.read_bytes())
    assert run("redact", notes)[0] == 0
    assert Path(COPY).read_bytes() == public
