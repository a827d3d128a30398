"""Measure in pairs: what is measured and its measure in turn, so that both meet the same noise."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

PASS = (sys.executable, "-c", "pass")
STATPLAN = str(Path(sys.executable).with_name("statplan"))
# As for a user: byte code is kept, output is buffered.
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
PAIRS = 15


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of what was measured over the median of its measure, and the range over pairs."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, pairs: Sequence[tuple[float, float]]) -> "Ratio":
        """The ratio of pairs of what was measured and its measure."""
        single = [measured / measure for measured, measure in pairs]
        middle = median(first for first, _ in pairs) / median(second for _, second in pairs)
        return cls(middle, min(single), max(single))


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole process in units of P, which is `python -c pass`: by the clock and in CPU time."""

    wall: Ratio
    cpu: Ratio


def process(*command: str | Path, pairs: int = PAIRS) -> Whole | None:
    """Measure a whole process; None where it fails."""
    words = [str(word) for word in command]
    if _run(words) is None:
        return None
    _run(PASS)
    runs = [(_run(words), _run(PASS)) for _ in range(pairs)]
    done = [(each, base) for each, base in runs if each and base]
    return Whole(
        Ratio.of([(each[0], base[0]) for each, base in done]),
        Ratio.of([(each[1], base[1]) for each, base in done]),
    )


def _run(command: Sequence[str]) -> tuple[float, float] | None:
    """The wall time and the CPU time of a process in seconds; None where it fails."""
    begun = perf_counter()
    child = subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    wall = perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    return None if child.returncode else (wall, used.ru_utime + used.ru_stime)


def functions(
    measured: Callable[[], object], measure: Callable[[], object], pairs: int = 7
) -> Ratio:
    """Measure one function by another, in CPU time within this process."""
    seconds(measured)
    seconds(measure)
    return Ratio.of([(seconds(measured), seconds(measure)) for _ in range(pairs)])


def seconds(call: Callable[[], object]) -> float:
    """The CPU time of one call, with the collection of garbage off, as in the command line."""
    gc.collect()
    gc.disable()
    begun = process_time()
    kept = call()
    used = process_time() - begun
    gc.enable()
    del kept
    return used
