"""What a search takes a sample of is whole in `make test-thorough`."""

import pytest

from tests.support import sampling
from tests.support.sampling import count_examples, sample


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
