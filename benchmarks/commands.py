"""Commands that read a plan, as whole processes, beside what their libraries cost alone."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import plans
from benchmarks.measure import STATPLAN, process
from benchmarks.table import Row, Section, whole

_MODEL = (
    "from pydantic import BaseModel, Field\nclass Plan(BaseModel):\n    year: int = Field(ge=0)"
)
_BUILD_PAIRS = 9
_STATESTAT = Path(__file__).parent.parent / "examples" / "statestat" / "statplan.yaml"


def section(folder: Path) -> Section:
    """What is run many times a day."""
    return Section("Commands that read a plan, whole process in P", _rows(folder))


def _rows(folder: Path) -> Iterator[Row]:
    city = plans.write(folder / "city", plans.city())
    lines = len(city.read_text(encoding="utf-8").splitlines())
    yield from _floors(city)
    yield whole(
        f"statplan check, a city, {lines} lines", process(STATPLAN, "check", city), 17, 15.5
    )
    single = plans.write(folder / "single", plans.single())
    yield whole("floor: import icalendar", process(sys.executable, "-c", "import icalendar"))
    yield whole("statplan calendar, one series", process(STATPLAN, "calendar", single), 30, 22)
    state = plans.write(folder / "state", plans.state())
    build = process(STATPLAN, "build", state, "-o", folder / "out", pairs=_BUILD_PAIRS)
    yield whole("statplan build, 30 series, every format", build)
    yield _site(folder)


def _site(folder: Path) -> Row:
    """The public folder of the StateStat example, of which the public is told for the measure."""
    text = _STATESTAT.read_text(encoding="utf-8")
    made = folder / "statestat.yaml"
    made.write_text(f"{text}\npublicity: {{publishes: [schedule]}}\n", encoding="utf-8")
    out = folder / "public"
    measured = process(STATPLAN, "site", made, "-o", out, pairs=_BUILD_PAIRS)
    count = len([*out.glob("meetings/*.ics")])
    return whole(f"statplan site, StateStat, {count} meetings", measured)


def _floors(plan: Path) -> Iterator[Row]:
    """The model's library, the parser at work on the plan, and both with the command line's."""
    parse = f"import yaml; yaml.compose(open({str(plan)!r}), Loader=yaml.CSafeLoader)"
    for what, program in (
        ("floor: pydantic, one field", _MODEL),
        ("floor: PyYAML in C, the same plan", parse),
        ("floor: typer and pydantic, one field", f"import typer\n{_MODEL}"),
        ("floor: all three", f"import typer\n{_MODEL}\n{parse}"),
    ):
        yield whole(what, process(sys.executable, "-c", program))
