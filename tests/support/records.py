"""A published plan with marked notes of a meeting."""

from pathlib import Path

import pytest

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
def notes(plan: Path) -> Path:
    code, out, err = run("notes", "blight/2027-03")
    assert (code, out) == (0, "")
    assert f"wrote  {plan / NOTES}" in err
    return plan / NOTES
