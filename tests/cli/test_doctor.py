"""The doctor needs a plan that it can read."""

from pathlib import Path

import pytest

from tests.support.commands import run


def test_a_plan_that_is_not_there_is_no_finding(tmp_path: Path) -> None:
    code, out, err = run("doctor", tmp_path / "missing.yaml")
    assert (code, out) == (2, "")
    assert "missing.yaml: there is no such file" in err


@pytest.mark.parametrize("words", [("--repair",), ()])
def test_a_folder_without_a_plan_is_no_finding(tmp_path: Path, words: tuple[str, ...]) -> None:
    code, out, _ = run("doctor", tmp_path, *words)
    assert (code, out) == (2, "")
    assert list(tmp_path.iterdir()) == []
