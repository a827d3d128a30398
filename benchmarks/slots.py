"""The slot search: what it costs beside a plain greedy and the bound, in time and in memory.

`python -m benchmarks.slots` prints the table; with a name and a number of moves, one search.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from time import process_time

from benchmarks import instances
from benchmarks.measure import ENVIRONMENT, PASS
from statplan.slots import SearchAnswer, search_slots

MOVES = (0, 1000, 4000)  # 0 is the plain greedy
_SEEDS = (0, 1, 2)
_MIB = 1 << 10  # of what the system counts in KiB
_WIDTHS = (12, 6, 6, 8, 8, 8, 8, 8, 8, 8)
_HEAD = (
    "instance",
    "dates",
    "moves",
    "cost",
    "bound",
    "above",
    "no place",
    "no b-up",
    "time/P",
    "MiB",
)
INSTANCES: dict[str, Callable[[], instances.Instance]] = {
    "city4": partial(instances.city, 4),
    "city6": partial(instances.city, 6),
    "city8": partial(instances.city, 8),
    "cityF6": partial(instances.city, 6, loose=True),
    "cityF8": partial(instances.city, 8, loose=True),
    "StateStat-1": instances.state,
    "StateStat-2": partial(instances.state, tight=True),
    "large 200": instances.large,
}


def report() -> Iterator[str]:
    """The table, line by line, as it is measured: medians of three seeds."""
    yield "\nSlots: cost, and whole process in CPU time over P; bound: each series for itself\n"
    yield _line(_HEAD)
    yield _line(["-" * width for width in _WIDTHS])
    base = median(_run(*PASS)[0] for _ in range(9))
    for name in INSTANCES:
        for moves in MOVES:
            seeds = _SEEDS if moves else _SEEDS[:1]
            yield _line(_row(name, moves, seeds, base))


def _row(name: str, moves: int, seeds: tuple[int, ...], base: float) -> list[str]:
    runs = [_run(sys.executable, "-m", "benchmarks.slots", name, moves, seed) for seed in seeds]
    found = [json.loads(text) for _, _, text in runs]
    cost, bound = (median(each[key] for each in found) for key in ("cost", "bound"))
    return [
        name,
        str(found[0]["dates"]),
        str(moves),
        f"{cost:.0f}",
        f"{bound:.0f}",
        f"{100 * (cost / bound - 1):.1f} %",
        f"{median(each['unplaced'] for each in found):.0f}",
        f"{median(each['no_backup'] for each in found):.0f}",
        f"{median(used for used, _, _ in runs) / base:.0f}",
        f"{max(peak for _, peak, _ in runs):.0f}",
    ]


def _run(*command: object) -> tuple[float, float, str]:
    """The CPU time of a process in seconds, its peak memory in MiB, and what it printed."""
    words = [str(each) for each in command]
    child = subprocess.Popen(words, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    printed = child.stdout.read() if child.stdout else ""
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.stdout:
        child.stdout.close()
    return used.ru_utime + used.ru_stime, used.ru_maxrss / _MIB, printed


def _line(cells: list[str] | tuple[str, ...]) -> str:
    first, *rest = zip(cells, _WIDTHS, strict=True)
    return "| " + " | ".join([first[0].ljust(first[1]), *(c.rjust(w) for c, w in rest)]) + " |"


def once(name: str, moves: int, seed: int) -> dict[str, object]:
    """One search: what it found, and the CPU seconds that posing and searching took."""
    instance = INSTANCES[name]()
    begun = process_time()
    problem = instance.problem()
    posed = process_time()
    first: list[float] = []

    def told(_done: int, _cost: int, _bound: float) -> None:
        if not first:
            first.append(process_time() - begun)

    answer = search_slots(problem, seed=seed, budget=moves, progress=told)
    return {
        **_counted(answer),
        "posed": posed - begun,
        "first": first[0],
        "seconds": process_time() - posed,
    }


def _counted(answer: SearchAnswer) -> dict[str, object]:
    meetings = [each for line in answer.series_answers for each in line.meetings]
    return {
        "dates": len(meetings),
        "cost": answer.cost,
        "bound": answer.bound,
        "unplaced": sum(each.slot is None for each in meetings),
        "no_backup": sum(each.slot is not None and each.backup is None for each in meetings),
    }


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(once(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
    else:
        for text in report():
            print(text, flush=True)
