"""The example of `statplan slots`: what it answers, and the plan that has taken the answer over."""

from functools import cache
from pathlib import Path

from statplan.cli.slots import text
from statplan.cli.slots.command import SlotsOptions, find_slots
from statplan.cli.slots.outcome import SearchOutcome
from statplan.plan import writer
from statplan.slots.apply import apply_answer
from statplan.workspace.plan_loader import load_plan

FOLDER = Path(__file__).parent / "slots"
_COLUMNS = 80


def answer(*series: str) -> str:
    """What `statplan slots` prints for some series, or for all that are open."""
    found = _search(*series)
    return "".join(f"{line}\n" for line in text.render_lines(found, _COLUMNS))


def outputs() -> dict[Path, bytes]:
    """The answer for all series, and the plan after `statplan slots --apply 1`."""
    loaded, found = load_plan(FOLDER), _search()
    changes = apply_answer(loaded.plan, loaded.answers, found.best).changes
    before = (FOLDER / "statplan.yaml").read_text(encoding="utf-8")
    return {
        FOLDER / "answer.txt": answer().encode(),
        FOLDER / "applied.yaml": writer.edit_plan(before, changes).encode(),
    }


@cache
def _search(*series: str) -> SearchOutcome:
    """Search for slots once for everything that shows the answer."""
    return find_slots(load_plan(FOLDER), SlotsOptions(series=series))
