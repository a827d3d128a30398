"""`statplan build`: every output of a plan into a folder, as a draft."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from statplan import screen
from statplan.calendars import WRITERS as CALENDARS
from statplan.calendars import render_calendar
from statplan.calendars.build_calendar import make_calendar
from statplan.calendars.feed import Feed
from statplan.cli.charter import build_charter
from statplan.cli.delivery import report_undecided
from statplan.cli.progress import build_progress_reporter
from statplan.documents import WRITERS as DOCUMENTS
from statplan.documents import render_document
from statplan.errors import MissingLibraryError, Remedy
from statplan.plan.model import Plan
from statplan.schedule.model import Schedule
from statplan.workspace.output_file import write_outputs
from statplan.workspace.plan_loader import ScheduledPlan, load_plan
from statplan.workspace.seals import seal_document
from statplan.workspace.workspace import Workspace, has_history, list_state_files, open_workspace


def run_build(plan_path: Path | None, folder: Path, *, force: bool) -> None:
    """Write every output into a folder, all or none; no calendar where nothing is scheduled.

    Where there is a ledger, the calendars follow it; the charter keeps the plan's dates.
    """
    loaded = load_plan(plan_path)
    workspace = open_workspace(loaded.path) if has_history(loaded) else None
    feeds = _make_feeds(loaded, workspace) if loaded.schedule.meetings else {}
    outputs, left_out = render_outputs(
        loaded.plan, loaded.schedule, feeds, build_progress_reporter()
    )
    paths = {folder / name: content for name, content in outputs.items()}
    sealed_outputs = {
        path: seal_document(path.suffix[1:], content) for path, content in paths.items()
    }
    changed = write_outputs(sealed_outputs, list_state_files(loaded), force=force)
    for path in sealed_outputs:
        screen.print_message(f"{'wrote' if path in changed else 'unchanged'}  {path}")
    for name, error in left_out.items():
        screen.print_message(
            Remedy(f"left out  {folder / name}: {error.message}\n  ", error.remedy)
        )
    report_undecided(loaded)
    if workspace and feeds:
        from statplan.cli.calendar import report_date_sources

        report_date_sources(workspace)


def _make_feeds(loaded: ScheduledPlan, workspace: Workspace | None) -> Mapping[str, Feed]:
    """Return the calendar for each format, from the ledger where there is one."""
    if workspace:
        from statplan.cli.calendar import build_feeds

        return build_feeds(workspace, tuple(CALENDARS))
    return dict.fromkeys(CALENDARS, make_calendar(loaded.plan, loaded.schedule))


def render_outputs(
    plan: Plan,
    schedule: Schedule,
    feeds: Mapping[str, Feed],
    report_progress: Callable[[str], None] = lambda _: None,
) -> tuple[dict[str, bytes], dict[str, MissingLibraryError]]:
    """Return every output of a plan by its file's name, and what is left out without a library.

    Args:
        plan: the plan.
        schedule: its year.
        feeds: its calendar for each format.
        report_progress: is called with the name of each file before it is made.
    """
    charter = build_charter(plan, schedule)
    renderers: dict[str, partial[bytes]] = {
        f"charter.{form}": partial(render_document, charter, form) for form in DOCUMENTS
    }
    renderers |= {
        f"calendar.{form}": partial(render_calendar, feed, form) for form, feed in feeds.items()
    }
    rendered: dict[str, bytes] = {}
    left_out: dict[str, MissingLibraryError] = {}
    for name, write in renderers.items():
        report_progress(name)
        try:
            rendered[name] = write()
        except MissingLibraryError as error:
            left_out[name] = error
    return rendered, left_out
