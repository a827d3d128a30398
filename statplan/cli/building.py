"""`statplan build`: every output of a plan into a folder, as a draft."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic

from statplan import files
from statplan.calendars import WRITERS as CALENDARS
from statplan.calendars import make_feed
from statplan.calendars import render as render_calendar
from statplan.cli.loading import load
from statplan.cli.outputs import charter_of, say_undecided
from statplan.documents import WRITERS as DOCUMENTS
from statplan.documents import render as render_document
from statplan.errors import MissingLibraryError
from statplan.plan import Plan
from statplan.schedule import Schedule

_MOMENT = 1.0  # seconds


def build(given: Path | None, folder: Path) -> None:
    """Write every output into a folder, all or none; no calendar where nothing is scheduled."""
    loaded = load(given)
    say_undecided(loaded)
    outputs, left_out = drafts(loaded.plan, loaded.schedule, _teller())
    placed = {folder / name: data for name, data in outputs.items()}
    changed = files.write_all(placed)
    for path in placed:
        sys.stderr.write(f"{'wrote' if path in changed else 'unchanged'}  {path}\n")
    for name, error in left_out.items():
        sys.stderr.write(f"left out  {folder / name}: {error.message}\n  {error.hint}\n")


def _teller() -> Callable[[str], None]:
    """Say what is being made, on a terminal and once it takes longer than a moment."""
    begun = monotonic()

    def tell(name: str) -> None:
        if sys.stderr.isatty() and monotonic() - begun > _MOMENT:
            sys.stderr.write(f"making {name} ...\n")

    return tell


def drafts(
    plan: Plan, schedule: Schedule, tell: Callable[[str], None] = lambda _: None
) -> tuple[dict[str, bytes], dict[str, MissingLibraryError]]:
    """Every output of a plan by its file's name, and what is left out for want of a library.

    Args:
        plan: the plan.
        schedule: its year.
        tell: is told the name of each file before it is made.
    """
    charter = charter_of(plan, schedule)
    wanted: dict[str, partial[bytes]] = {
        f"charter.{form}": partial(render_document, charter, form) for form in DOCUMENTS
    }
    if schedule.meetings:
        feed = make_feed(plan, schedule)
        wanted |= {f"calendar.{form}": partial(render_calendar, feed, form) for form in CALENDARS}
    made: dict[str, bytes] = {}
    left_out: dict[str, MissingLibraryError] = {}
    for name, write in wanted.items():
        tell(name)
        try:
            made[name] = write()
        except MissingLibraryError as error:
            left_out[name] = error
    return made, left_out
