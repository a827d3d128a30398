"""The example of `statplan slots`: what it answers, and the plan that has taken the answer over."""

from functools import cache
from pathlib import Path

from statplan.cli.loading import load
from statplan.cli.slots import text
from statplan.cli.slots.command import Wanted, find
from statplan.cli.slots.found import Found
from statplan.plan import writing
from statplan.slots.applying import apply

FOLDER = Path(__file__).parent / "slots"
_COLUMNS = 80


def answer(*series: str) -> str:
    """What `statplan slots` prints for some series, or for all that are open."""
    found = _search(*series)
    return "".join(f"{line}\n" for line in text.lines(found, _COLUMNS))


def outputs() -> dict[Path, bytes]:
    """The answer for all series, and the plan after `statplan slots --apply 1`."""
    loaded, found = load(FOLDER), _search()
    changes = apply(loaded.plan, loaded.data, found.best).changes
    before = (FOLDER / "statplan.yaml").read_text(encoding="utf-8")
    return {
        FOLDER / "answer.txt": answer().encode(),
        FOLDER / "applied.yaml": writing.edit(before, changes).encode(),
    }


@cache
def _search(*series: str) -> Found:
    """Search for slots once for everything that shows the answer."""
    return find(load(FOLDER), Wanted(series=series))
