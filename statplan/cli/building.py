"""`statplan build`: every output of a plan into a folder, as a draft."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from statplan import screen
from statplan.calendars import WRITERS as CALENDARS
from statplan.calendars import Feed, make_feed
from statplan.calendars import render as render_calendar
from statplan.cli import keeping
from statplan.cli.keeping import Kept
from statplan.cli.loading import Loaded, load
from statplan.cli.outputs import charter_of, say_undecided
from statplan.cli.progress import teller
from statplan.documents import WRITERS as DOCUMENTS
from statplan.documents import render as render_document
from statplan.errors import MissingLibraryError
from statplan.files.output import write_outputs
from statplan.files.seals import seal_document
from statplan.plan import Plan
from statplan.schedule import Schedule


def build(given: Path | None, folder: Path, *, force: bool) -> None:
    """Write every output into a folder, all or none; no calendar where nothing is scheduled.

    Beside a ledger the calendars are those that it tells of; the charter keeps the plan's dates.
    """
    loaded = load(given)
    kept = keeping.keep(loaded.path) if keeping.is_kept(loaded) else None
    feeds = _make_feeds(loaded, kept) if loaded.schedule.meetings else {}
    outputs, left_out = drafts(loaded.plan, loaded.schedule, feeds, teller())
    paths = {folder / name: data for name, data in outputs.items()}
    placed = {path: seal_document(path.suffix[1:], data) for path, data in paths.items()}
    changed = write_outputs(placed, keeping.find_state(loaded), force=force)
    for path in placed:
        screen.say(f"{'wrote' if path in changed else 'unchanged'}  {path}")
    for name, error in left_out.items():
        screen.say(f"left out  {folder / name}: {error.message}\n  {error.hint}")
    say_undecided(loaded)
    if kept and feeds:
        from statplan.cli.audiences import say_beside

        say_beside(kept)


def _make_feeds(loaded: Loaded, kept: Kept | None) -> Mapping[str, Feed]:
    """Make the calendar for each format: beside a ledger, what that tells of it."""
    if kept:
        from statplan.cli.audiences import feeds_beside

        return feeds_beside(kept, tuple(CALENDARS))
    return dict.fromkeys(CALENDARS, make_feed(loaded.plan, loaded.schedule))


def drafts(
    plan: Plan,
    schedule: Schedule,
    feeds: Mapping[str, Feed],
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[dict[str, bytes], dict[str, MissingLibraryError]]:
    """Every output of a plan by its file's name, and what is left out for want of a library.

    Args:
        plan: the plan.
        schedule: its year.
        feeds: its calendar for each format.
        tell: is told the name of each file before it is made.
    """
    charter = charter_of(plan, schedule)
    wanted: dict[str, partial[bytes]] = {
        f"charter.{form}": partial(render_document, charter, form) for form in DOCUMENTS
    }
    wanted |= {
        f"calendar.{form}": partial(render_calendar, feed, form) for form, feed in feeds.items()
    }
    made: dict[str, bytes] = {}
    left_out: dict[str, MissingLibraryError] = {}
    for name, write in wanted.items():
        tell(name)
        try:
            made[name] = write()
        except MissingLibraryError as error:
            left_out[name] = error
    return made, left_out
