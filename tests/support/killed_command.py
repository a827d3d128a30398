"""A command that is killed while it writes files.

Run it as `python -m tests.support.killed_command COUNT WORDS`.
"""

import os
import signal
import sys
from pathlib import Path

from tests.support.forked_python import run_python


def kill_while_writing(folder: Path, count: int, *words: str) -> None:
    """Run a command in a folder, and kill it when it has put so many files in place.

    The first file is the journal, and the second one is the ledger where it changes.
    """
    command = ["-m", "tests.support.killed_command", str(count), *words]
    done = run_python(*command, folder=folder)
    assert done.returncode == -signal.SIGKILL, done
    assert (folder / ".statplan.publish").exists()


def main(count: int, words: list[str]) -> None:
    """Run a command of statplan in this process, which does not survive it."""
    from statplan.cli.app import app

    real, calls = Path.replace, []

    def replace(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) > count:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(path, target)

    Path.replace = replace  # type: ignore[method-assign, assignment]
    app(words)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
