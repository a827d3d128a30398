"""A published plan with marked notes of a meeting."""

from pathlib import Path

import pytest

from tests.support.command_folders import apply_commands
from tests.support.commands import run
from tests.support.year import PLAN, Clock

PUBLICITY = """\
publicity:
  access: closed
  publishes: [schedule, notes, action list]
  redaction:
    within_days: 10
    grounds: [{code: minors, words: "Minors, Code 5-1"}]
"""


NOTES, COPY = "records/blight-2027-03-notes.md", "records/blight-2027-03-notes.public.md"


@pytest.fixture
def plan(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    del clock
    text = PLAN.partition("publicity:")[0] + PUBLICITY
    (tmp_path / "statplan.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def notes(plan: Path, clock: Clock) -> Path:
    """Publish the year, and take notes of a meeting that took place, after it."""
    apply_commands(plan, "publish")
    clock("2027-03-12T18:00")
    code, out, err = run("notes", "blight/2027-03")
    assert (code, out) == (0, "")
    assert f"wrote  {plan / NOTES}" in err
    (plan / NOTES).write_text((plan / NOTES).read_text("utf-8") + "\nWe met.\n", encoding="utf-8")
    return plan / NOTES
