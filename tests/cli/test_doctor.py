"""The doctor needs a plan that it can read."""

import shutil
from pathlib import Path

import pytest

from statplan.workspace.files import LEDGER_FILE
from tests.support.commands import run
from tests.support.plans import LINEAGE
from tests.support.year import clock, edit, plan, published

__all__ = ["clock", "plan", "published"]  # fixtures


def test_a_plan_that_is_not_there_is_no_finding(tmp_path: Path) -> None:
    code, out, err = run("doctor", tmp_path / "missing.yaml")
    assert (code, out) == (2, "")
    assert "missing.yaml: there is no such file" in err


@pytest.mark.parametrize("words", [("--repair",), ()])
def test_a_folder_without_a_plan_is_no_finding(tmp_path: Path, words: tuple[str, ...]) -> None:
    code, out, _ = run("doctor", tmp_path, *words)
    assert (code, out) == (2, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", [("calendars", LEDGER_FILE), ("calendars",), ()])
def test_a_plan_that_lost_its_lineage_is_the_one_finding(
    published: Path, left: tuple[str, ...]
) -> None:
    """Without it nobody can tell whose the ledger and the calendars are."""
    edit(published, f"lineage: {LINEAGE}\n", "")
    if "calendars" not in left:
        shutil.rmtree(published / "calendars")
    if LEDGER_FILE not in left:
        (published / LEDGER_FILE).unlink()
    code, out, err = run("doctor")
    assert code == 1
    assert out.count("lacks lineage or created") == 1
    assert "1 thing is wrong." in err
