"""Paper is as it was looked at: `paper_kept.py` says how to keep another one."""

import pytest

from tests.documents.paper_kept import EXPECTED, describe


@pytest.mark.slow
def test_a_sample_on_paper_is_as_kept() -> None:
    assert describe().splitlines() == EXPECTED.read_text(encoding="utf-8").splitlines()
