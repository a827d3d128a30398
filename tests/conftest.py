"""Property tests draw the same examples everywhere, and never fail because a machine is busy."""

import gc

import pytest
from hypothesis import settings

from statplan import screen
from tests.support.sampling import REPEATABLE, count_examples

settings.register_profile(
    "statplan", deadline=None, derandomize=REPEATABLE, max_examples=count_examples(25, 100)
)
settings.load_profile("statplan")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep the garbage collector from looking through thousands of tests again and again."""
    del session
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown() -> None:
    """Forget how a command named its plan, which the next command in the process would repeat."""
    screen.set_completions()
