"""Run the program in this process: in a folder, at a moment, on a plain screen of 80 columns."""

import io
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from statplan.cli.app import app
from statplan.schedule import holiday_lists
from tests.frozen.scenarios import Edit, Scenario
from tests.support.commands import run
from tests.support.zone_data import zone_data

_INHERITED = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "SYSTEMROOT")
# What a frozen ledger names, so that a release without other clocks or days changes no byte of it.
_ZONE_RELEASE, _HOLIDAY_RELEASE = "2026.6", "0.109"
_SCREEN = {"COLUMNS": "80", "LINES": "24", "NO_COLOR": "1", "TERM": "dumb"}


class Screen(NamedTuple):
    """What a command left: its exit code, and what it printed."""

    code: int
    out: str
    err: str


class _Terminal(io.StringIO):
    """A stream of text that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def run_at(moment: str, folder: Path, command: str, typed: str | None = None) -> Screen:
    """Run a command, written as in a shell without the program's name.

    With `typed`, a person sits at a terminal and types these lines.
    """
    words = shlex.split(command)
    with _set_up(moment, folder):
        return Screen(*run(*words)) if typed is None else _run_on_terminal(words, typed)


@contextmanager
def _set_up(moment: str, folder: Path) -> Iterator[None]:
    epoch = datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    variables = {**kept, **_SCREEN, "SOURCE_DATE_EPOCH": str(int(epoch))}
    with (
        chdir(folder),
        patch.dict(os.environ, variables, clear=True),
        zone_data(_ZONE_RELEASE, {}),
        patch.object(holiday_lists, "find_holiday_release", lambda: _HOLIDAY_RELEASE),
    ):
        yield


def _run_on_terminal(words: list[str], typed: str) -> Screen:
    out, err = io.StringIO(), _Terminal()
    code: object = 0
    with (
        patch.object(sys, "stdin", _Terminal(typed)),
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
    ):
        try:
            app(words)
        except SystemExit as leaving:
            code = leaving.code
    assert isinstance(code, int)
    return Screen(code, out.getvalue(), err.getvalue())


def edit_file(path: Path, edit: Edit) -> None:
    """Change words of a file, in the first place where it has them."""
    text = path.read_bytes().decode()
    assert edit.old in text, (path, edit.old)
    path.write_bytes(text.replace(edit.old, edit.new, 1).encode())


def play(scenario: Scenario, plan: bytes, folder: Path) -> None:
    """Live the year of a scenario in a folder, from the plan alone."""
    plan_path = folder / "statplan.yaml"
    plan_path.write_bytes(plan)
    for moment, step in scenario.steps:
        if isinstance(step, Edit):
            edit_file(plan_path, step)
            continue
        screen = run_at(moment, folder, step)
        assert screen.code == 0, (step, screen)
