"""A plan in a folder, with changes that a publish would write."""

from pathlib import Path

import pytest

from tests.support.command_folders import apply_commands
from tests.support.commands import snapshot
from tests.support.year import PLAN


def seen(folder: Path) -> dict[str, str]:
    """The files that count: all but the lock."""
    return {name: found for name, found in snapshot(folder).items() if ".lock" not in name}


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1799000000")
    return folder


@pytest.fixture
def pending(plan: Path) -> Path:
    """A published plan with a decision that is not published yet."""
    apply_commands(plan, "publish --for public", "bump blight/2027-03")
    return plan
