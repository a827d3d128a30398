"""What others reuse in their CI: well-formed, and made of commands and flags that exist."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from statplan.cli.app import app

ROOT = Path(__file__).parent.parent
ACTION = ROOT / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
CI = ROOT / "examples" / "ci"
FILES = [ACTION, HOOKS, *sorted(CI.glob("*"))]
BIN = Path(sys.executable).parent


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def texts(data: Any) -> Iterator[str]:
    """Every text that a file holds."""
    if isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)
    elif isinstance(data, str):
        yield data


def commands(path: Path) -> list[list[str]]:
    """Every call of statplan in a file, in words."""
    lines = (line for text in texts(load(path)) for line in text.splitlines())
    return [shlex.split(line) for line in lines if re.match(r"statplan [a-z]", line)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_and_flag_exists(path: Path) -> None:
    for _, command, *words in commands(path):
        result = CliRunner().invoke(app, [command, "--help"])
        assert result.exit_code == 0
        flags = [word for word in words if word.startswith("-")]
        assert all(re.search(rf"[ ,]{flag}[ ,]", result.stdout) for flag in flags)


def test_commands_are_found() -> None:
    assert len([each for path in FILES for each in commands(path)]) == 8


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load(ACTION)["runs"]["steps"]
    return found


def test_the_action_uses_no_input_that_it_does_not_take_and_none_inside_a_script() -> None:
    text = ACTION.read_text(encoding="utf-8")
    used = set(re.findall(r"inputs\.([a-z-]+)", text))
    assert used == set(load(ACTION)["inputs"])
    for step in steps():
        assert "${{" not in step.get("run", "")
        assert ("shell" in step) == ("run" in step)
        assert "run" in step or re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step["uses"])


def test_the_worked_workflow_gives_the_action_what_it_takes() -> None:
    jobs = load(CI / "github-workflow.yml")["jobs"]
    (with_,) = (
        step["with"]
        for job in jobs.values()
        for step in job["steps"]
        if "/statplan@" in step.get("uses", "")
    )
    assert set(with_) <= set(load(ACTION)["inputs"])


def test_the_worked_hook_is_one_that_there_is() -> None:
    wanted = {
        hook["id"]
        for each in load(CI / "pre-commit-config.yaml")["repos"]
        for hook in each["hooks"]
    }
    assert wanted <= {each["id"] for each in load(HOOKS)}
    (hook,) = load(HOOKS)
    assert re.search(hook["files"], "plans/statplan.yaml")
    assert not re.search(hook["files"], "other-statplan.yaml")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="the action runs in bash")
def test_the_actions_own_steps_run(tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "kcstat" / "statplan.yaml", tmp_path / "statplan.yaml")
    summary = tmp_path / "summary.md"
    environment = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "GITHUB_WORKSPACE": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(summary),
        "PLAN": ".",
        "FAIL_LEVEL": "error",
    }
    outputs = []
    for step in steps():
        script = step.get("run", "")
        if script.startswith("statplan"):
            ran = subprocess.run(
                ["bash", "-e", "-c", script],
                env=environment,
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=True,
            )
            outputs.append(ran.stdout)
    assert "::warning file=statplan.yaml,line=" in outputs[0]
    assert summary.read_text(encoding="utf-8").startswith("## statplan: statplan.yaml")
    made = {path.name for path in (tmp_path / "temp" / "statplan").iterdir()}
    assert {"charter.html", "calendar.ics"} <= made
