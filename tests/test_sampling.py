"""What `make test` takes a sample of is whole in `make test-thorough`."""

import re
from pathlib import Path

import pytest

from tests.support import sampling
from tests.support.sampling import count_examples, sample

ROOT = Path(__file__).parent.parent
SEARCHES = re.compile("^from (hypothesis|tests.support.sampling) import", re.MULTILINE)


def list_thorough_tests() -> list[Path]:
    """List the files and folders that `make test-thorough` runs."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return [
        ROOT / path for path in re.findall(r"^THOROUGH_TESTS \+= (\S+)", makefile, re.MULTILINE)
    ]


def test_every_test_that_searches_is_among_the_thorough_ones() -> None:
    places = list_thorough_tests()
    assert [place for place in places if not place.exists()] == []
    searches = [
        path
        for path in (ROOT / "tests").rglob("test_*.py")
        if path != Path(__file__) and SEARCHES.search(path.read_text(encoding="utf-8"))
    ]
    assert len(searches) > 40
    left_out = [path for path in searches if not {path, *path.parents} & set(places)]
    assert left_out == []


@pytest.fixture
def level(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> int:
    number: int = request.param
    monkeypatch.setattr(sampling, "LEVEL", number)
    monkeypatch.setattr(sampling, "THOROUGH", number > 0)
    return number


@pytest.mark.parametrize("level", [0], indirect=True)
def test_a_sample_goes_from_the_first_case_to_the_last_and_is_always_the_same(level: int) -> None:
    assert level == 0
    assert sample(range(10), 4) == [0, 3, 6, 9]
    assert sample("abc", 1) == ["a"]
    assert sample("abc", 3) == sample("abc", 9) == ["a", "b", "c"]
    assert count_examples(5, 40) == 5


@pytest.mark.parametrize("level", [1, 3], indirect=True)
def test_a_thorough_run_takes_every_case_and_as_many_examples_as_asked_for(level: int) -> None:
    assert sample(range(10), 4) == list(range(10))
    assert count_examples(5, 40) == 40 * level
