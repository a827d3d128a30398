"""Property tests draw the same examples everywhere, and never fail because a machine is busy."""

import gc
import os
import tempfile
from functools import cache
from pathlib import Path

import pytest
import typer.main
import typer.testing
from hypothesis import settings

from statplan import screen
from tests.support.sampling import REPEATABLE, count_examples

settings.register_profile(
    "statplan", deadline=None, derandomize=REPEATABLE, max_examples=count_examples(15, 100)
)
settings.load_profile("statplan")

# In memory, where there is such a folder: thousands of tests write files that nobody keeps.
if Path("/dev/shm").is_dir() and "TMPDIR" not in os.environ:  # noqa: S108 - pytest makes its own
    os.environ["TMPDIR"] = tempfile.tempdir = "/dev/shm"  # noqa: S108

# Every run would build the parsers of all commands again, which takes as long as a command does.
typer.testing._get_command = cache(typer.main.get_command)  # type: ignore[attr-defined]  # noqa: SLF001


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep the garbage collector from looking through thousands of tests again and again."""
    del session
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown() -> None:
    """Forget how a command named its plan, which the next command in the process would repeat."""
    screen.set_completions()
