"""Charter, letter, and briefing say what was read and kept: `papers_kept.py` says how."""

import pytest

from tests.papers.papers_kept import describe, list_changes, read_expected, write_papers
from tests.support.plan_changes import clean

KEPT = read_expected()
CHANGES = dict(list_changes())


def test_a_plan_that_leaves_nothing_open_is_said_as_kept() -> None:
    assert write_papers(clean()) == KEPT[""].splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in KEPT if name])
def test_another_answer_is_said_as_kept(name: str) -> None:
    assert describe(CHANGES[name]).splitlines() == KEPT[name].splitlines()
