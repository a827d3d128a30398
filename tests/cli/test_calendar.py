"""What is not on a calendar yet is said beside it."""

from pathlib import Path

import pytest

from tests.support.commands import run
from tests.support.year import PLAN

WAITING = 'third Tuesday, at: "15:00", department', "third Tuesday, department"
UNDECIDED = "Not on the calendar yet, still to be decided: "


@pytest.mark.slow
@pytest.mark.parametrize("command", ["calendar", "build"])
@pytest.mark.parametrize("is_waiting", [True, False])
def test_a_series_that_waits_for_an_answer_is_named(
    command: str, is_waiting: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = PLAN.replace(*WAITING) if is_waiting else PLAN
    (tmp_path / "statplan.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, _, err = run(command)
    assert code == 0
    assert (UNDECIDED in err) is is_waiting
    assert ("frequency.series[1].at" in err) is is_waiting
