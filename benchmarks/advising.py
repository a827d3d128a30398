"""All rules of the advice against reading the plan that they look at."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import functions
from benchmarks.table import Row, Section
from statplan.advice import RULES, check_plan
from statplan.plan import loader
from statplan.schedule import make_schedule

_STATESTAT = Path(__file__).parents[1] / "examples" / "statestat" / "statplan.yaml"


def section() -> Section:
    """In CPU time within one process; the year is made already."""
    return Section("Advice on the StateStat example, CPU time over reading the plan", _rows())


def _often(call: Callable[[], object]) -> Callable[[], None]:
    """Ten calls: one of the advice is too short to be measured by itself."""

    def calls() -> None:
        for _ in range(10):
            call()

    return calls


def _rows() -> Iterator[Row]:
    raw = _STATESTAT.read_bytes()
    found = loader.load_plan_bytes(raw)
    if found.plan is None:
        return
    schedule = make_schedule(found.plan)
    given = _often(partial(check_plan, found.plan, found.answers, schedule))
    read = _often(partial(loader.load_plan_bytes, raw))
    yield Row(f"all {len(RULES)} rules", functions(given, read), None, 0.1, 0.05)
