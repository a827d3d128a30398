"""The program says on the screen what it said: each command, its help and its messages."""

import re
from pathlib import Path

import pytest

from tests.frozen.command_calls import CALLS, OTHERS
from tests.frozen.program import Screen
from tests.frozen.transcript import FOLDER, find_path, list_lines, make_transcript
from tests.support.commands import run
from tests.support.sampling import sample

REMEDY = "run `python -m tests.frozen.freeze transcripts` and read what changed"


def list_commands() -> set[str]:
    """Name the commands that the help lists."""
    return set(re.findall(r"^  ([a-z][a-z-]*) {2,}[A-Z]", run("--help")[1], re.MULTILINE))


def test_every_command_has_a_transcript() -> None:
    commands = list_commands()
    assert len(commands) > 20
    assert commands | OTHERS == CALLS.keys()
    assert {path.stem for path in FOLDER.iterdir()} == CALLS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", sample(CALLS, 13))
def test_the_screen_shows_what_it_showed(name: str, tmp_path: Path) -> None:
    assert make_transcript(name, tmp_path) == find_path(name).read_bytes().decode(), REMEDY


def test_a_changed_word_far_down_a_long_text_is_noticed(tmp_path: Path) -> None:
    lines = [f"line {number}" for number in range(50)]
    screens = [Screen(0, "\n".join([*lines, last]), "") for last in ("each", "every")]
    first, second = (list(list_lines(screen, tmp_path, 40)) for screen in screens)
    assert (len(first), first[-3]) == (len(second), "line 39")
    assert first != second
