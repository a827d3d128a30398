"""Run commands on drawn plans within this process, under limits, and print what went wrong.

A program of its own: `python -m tests.fuzz.runs FIRST COUNT` draws the plans of so many seeds and
prints one line of JSON with the count of each exit code, and of every fault with its seed.
"""

import json
import os
import resource
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from traceback import format_exception
from typing import Any, NoReturn

from typer.testing import CliRunner

from statplan.cli.app import app
from tests.fuzz.plans import draw_plans

MEMORY = 3 * 1024**3  # bytes of address space
SECONDS = 60  # of CPU that one plan may take
CODES = frozenset({0, 1, 2, 3, 4})
_PUBLISH = ("publish", "--yes", "--for", "works")
_PUBLISHED_BEFORE = 0.25  # of the plans have a ledger of what they were before
COMMANDS: tuple[tuple[str, ...], ...] = (
    *(("check", "-f", form) for form in ("text", "json", "sarif", "github")),
    ("show", "--plain", "--width", "80"),
    ("show", "--people"),
    ("slots", "--budget", "3"),
    ("charter",),
    ("charter", "-f", "html"),
    ("charter", "--for", "departments"),
    ("charter", "--for", "principal"),
    *(("calendar", "-f", form) for form in ("ics", "csv", "json", "svg", "xlsx")),
    ("calendar", "--for", "works"),
    ("diff",),
    ("diff", "-f", "json"),
    _PUBLISH,
    ("status",),
    ("site", "-o", "public"),
)
_FAULTS = ("something went wrong that should not", "Traceback (most recent call last)")


class _OverlongError(BaseException):
    """A plan took more CPU than a plan may; no command may catch it."""


def _stop(*_: object) -> NoReturn:
    raise _OverlongError


def limit_resources() -> None:
    """Bound the memory of this process, and set its clock."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.environ["SOURCE_DATE_EPOCH"] = "1796083200"  # December 1, 2026


def run_plan(seed: int, folder: Path) -> tuple[list[int], list[str]]:
    """Run commands on the plan of a seed; return exit codes and faults."""
    random = Random(seed)  # noqa: S311 - nothing secret
    before, after = draw_plans(seed)
    steps = [(command, after) for command in random.sample(COMMANDS, random.choice((1, 2)))]
    if random.random() < _PUBLISHED_BEFORE:
        steps.insert(0, (_PUBLISH, before))
    codes, faults = [], []
    os.chdir(folder)
    for command, plan in steps:
        Path("statplan.yaml").write_bytes(plan)
        code, fault = _run(command)
        codes.append(code)
        if fault:
            faults.append(f"seed {seed}: statplan {' '.join(command)}: {fault}")
    return codes, faults


def _run(command: tuple[str, ...]) -> tuple[int, str]:
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        result = CliRunner().invoke(app, list(command))
    except _OverlongError:
        return -1, f"more than {SECONDS} seconds of CPU"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    error = result.exception
    if error and not isinstance(error, SystemExit):
        return -1, "".join(format_exception(error))
    said = result.stdout_bytes.decode("utf-8", "replace") + result.stderr
    shown = [words for words in _FAULTS if words in said]
    if shown or result.exit_code not in CODES:
        return result.exit_code, f"exit code {result.exit_code}: {result.stderr[:400]}"
    return result.exit_code, ""


def run_plans(first: int, count: int) -> dict[str, Any]:
    """Run the plans of seeds in a row; return how often each exit code came, and the faults."""
    signal.signal(signal.SIGVTALRM, _stop)
    codes: Counter[int] = Counter()
    faults: list[str] = []
    home = Path.cwd()
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            ended, found = run_plan(seed, Path(folder))
            os.chdir(home)
        codes.update(ended)
        faults += found
    return {"codes": {str(code): times for code, times in sorted(codes.items())}, "faults": faults}


if __name__ == "__main__":
    limit_resources()
    sys.stdout.write(json.dumps(run_plans(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
