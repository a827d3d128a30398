"""`statplan build` says what it makes where that takes longer than a moment."""

import sys
from pathlib import Path

import pytest

from statplan.calendars import WRITERS as CALENDARS
from statplan.cli import building
from statplan.documents import WRITERS as DOCUMENTS

EXAMPLE = Path(__file__).parents[2] / "examples" / "kcstat"


@pytest.mark.parametrize(("moment", "terminal"), [(-1.0, True), (-1.0, False), (1e9, True)])
def test_progress_is_shown_on_a_terminal_and_after_a_moment(
    moment: float,
    terminal: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(building, "_MOMENT", moment)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    building.build(EXAMPLE, tmp_path)
    told = capsys.readouterr().err
    names = [f"charter.{form}" for form in DOCUMENTS] + [f"calendar.{form}" for form in CALENDARS]
    shown = [name for name in names if f"making {name} ..." in told]
    assert shown == (names if terminal and moment < 0 else [])
    assert told.count("wrote  ") == len(names)
