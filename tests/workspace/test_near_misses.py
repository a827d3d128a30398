"""Where there is no plan, what was probably meant is named, with the command to type."""

import errno
import re
import shlex
import subprocess
from pathlib import Path
from typing import IO, Any

import pytest
from typer.testing import CliRunner

from statplan.cli.app import app

PLAN = "statplan: 1\n"
NEARLY = (
    "statplan.yml",
    "statplan.yaml.txt",
    "Statplan.yaml",
    "STATPLAN.YAML",
    "statplan (1).yaml",
    "statplan(2).yml",
    "statplan - Copy.yaml",
    "statplan copy 2.yaml",
    "statplan.yaml.yaml",
    "statplan.json",
    "statplan.txt",
)


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stderr


def follow(said: str, folder: Path) -> None:
    """Type the command that a message ends with."""
    (command,) = re.findall(r"`([^`]+)`$", said.strip())
    words = shlex.split(command)
    if words[0] == "statplan":
        assert run(*words[1:]) == (0, "")
    else:
        subprocess.run(words, check=True, cwd=folder)


@pytest.mark.slow
@pytest.mark.parametrize("name", NEARLY)
@pytest.mark.parametrize("named", [True, False])
def test_a_file_with_nearly_the_name_is_named_and_the_remedy_helps(
    name: str, named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("my city") if named else Path()
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(PLAN, encoding="utf-8")
    words = ("check", folder) if named else ("check",)
    code, said = run(*words)
    assert code == 2
    assert f"There is {folder / name}. Give it the right name" in said
    follow(said, tmp_path)
    assert run(*words) == (0, "")
    assert not (folder / name).exists()


def test_a_plan_one_level_below_is_named_and_the_remedy_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a city").mkdir()
    (tmp_path / "a city" / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    code, said = run("check")
    assert code == 2
    assert "there is no statplan.yaml here or in any folder above." in said
    assert "Did you mean a city/statplan.yaml?" in said
    follow(said, tmp_path)
    code, said = run("check", tmp_path)
    assert (code, f"Did you mean {tmp_path}/a city/statplan.yaml?" in said) == (2, True)
    follow(said, tmp_path)


def test_at_most_three_plans_below_are_named_and_none_in_a_hidden_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (".hidden", "a", "b", "c", "d"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    said = run("check")[1]
    assert "Did you mean a/statplan.yaml, b/statplan.yaml or c/statplan.yaml?" in said


def test_several_files_with_nearly_the_name_are_named_together(tmp_path: Path) -> None:
    for name in ("statplan (1).yaml", "statplan.yml"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    said = run("show", tmp_path)[1]
    assert f"There are {tmp_path}/statplan (1).yaml and {tmp_path}/statplan.yml." in said
    follow(said, tmp_path)
    assert run("show", tmp_path)[0] == 0


def test_a_file_with_nearly_the_name_in_a_folder_above_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "statplan.yml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    said = run("check")[1]
    assert f"Did you mean {tmp_path}/statplan.yml? Name the file:" in said
    follow(said, tmp_path)
    assert (tmp_path / "statplan.yml").exists()  # what is in a folder above is left alone


@pytest.mark.slow
@pytest.mark.parametrize("words", ["check", "show", "build", "calendar", "diff", "publish", "site"])
def test_a_file_with_another_spelling_of_the_name_beside_the_plan_is_named_once(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = Path(__file__).parents[2] / "examples" / "kcstat" / "statplan.yaml"
    text = example.read_text(encoding="utf-8")
    for name in ("statplan.yaml", "statplan.yml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1387000000")
    code, said = run(words)
    assert code == 0, said
    fact = f"{tmp_path}/statplan.yml is not read: the plan is {tmp_path}/statplan.yaml."
    assert said.count(fact) == 1
    said = run(words, *["--plan"] * (words == "publish"), ".")[1]
    assert said.count("statplan.yml is not read: the plan is statplan.yaml.") == 1
    assert "is not read" not in run("check", "statplan.yml")[1]
    (tmp_path / "statplan.yml").unlink()
    assert "is not read" not in run(words)[1]


def test_a_plan_in_another_spelling_nearer_than_the_plan_that_is_taken_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "year" / "notes").mkdir(parents=True)
    (tmp_path / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "year" / "statplan.yml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "year" / "notes")
    said = run("check")[1]
    assert f"{tmp_path}/year/statplan.yml is not read: the plan is {tmp_path}/statplan." in said


def test_a_folder_is_told_as_one_where_the_system_only_lacks_a_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, which refuses to open a folder with `PermissionError`."""
    real = Path.open

    def refuse(path: Path, *words: str, **flags: str) -> IO[Any]:
        if path.is_dir():
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *words, **flags)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(Path, "open", refuse)
    folder = tmp_path / "answers"
    folder.mkdir()
    code, said = run("init", tmp_path / "new", "--no-input", "--answers", folder)
    assert (code, said) == (2, f"statplan: {folder} is a folder.\n  Name the file in it.\n")


@pytest.mark.parametrize(
    "name", ["statplan.schema.json", "statplan.ledger.json", "mystatplan.yaml", "statplanning.yaml"]
)
def test_no_other_file_is_taken_for_a_plan(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(PLAN, encoding="utf-8")
    (tmp_path / "statplan.yml").mkdir()
    said = run("check", tmp_path)[1]
    assert "There is" not in said
    assert f"Make one: `statplan init {tmp_path}`" in said


def test_a_folder_that_may_not_be_looked_through_hides_no_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.scandir", refuse)
    code, said = run("check", tmp_path)
    assert (code, "there is no such file" in said) == (2, True)


def test_a_plan_that_is_named_but_not_there_is_sought_nearby(tmp_path: Path) -> None:
    (tmp_path / "statplan.yml").write_text(PLAN, encoding="utf-8")
    assert f"There is {tmp_path}/statplan.yml." in run("check", tmp_path / "statplan.yaml")[1]
