"""A plan in a folder of its own, on a day that the tests set."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.command_folders import apply_commands
from tests.support.year import PLAN

Clock = Callable[[str], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def to(moment: str) -> None:
        stamp = datetime.fromisoformat(f"{moment}+00:00").timestamp()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(stamp)))

    to("2026-12-10T12:00")
    return to


@pytest.fixture
def plan(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a plan that nothing was published of."""
    del clock
    (tmp_path / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def published(plan: Path) -> Path:
    """The same, published once."""
    apply_commands(plan, "publish")
    return plan
