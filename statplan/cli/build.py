"""`statplan build`: every output of a plan into a folder, of the year as it is now."""

from collections.abc import Callable, Iterable, Mapping
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
from statplan.errors import Command, MissingLibraryError, Remedy
from statplan.plan.english import format_count
from statplan.plan.model import Plan
from statplan.schedule.model import Schedule
from statplan.workspace.output_file import write_outputs
from statplan.workspace.plan_loader import ScheduledPlan, load_plan
from statplan.workspace.seals import seal_document
from statplan.workspace.workspace import Workspace, has_history, list_state_files, open_workspace


def run_build(plan_path: Path | None, folder: Path, *, force: bool) -> None:
    """Write every output of the year as it is now into a folder, all or none.

    There is no calendar where nothing is scheduled, and none in iCalendar while a change waits to
    be published: only a publish gives an entry the number by which calendars know a change.
    """
    loaded = load_plan(plan_path)
    workspace = open_workspace(loaded.path) if has_history(loaded) else None
    schedule = workspace.build_current_schedule() if workspace else loaded.schedule
    left_out: dict[str, Remedy] = {}
    feeds: dict[str, Feed] = {}
    if loaded.schedule.meetings:
        left_out = _find_unpublished_calendar(workspace) if workspace else {}
        forms = [form for form in CALENDARS if f"calendar.{form}" not in left_out]
        feeds = _make_feeds(loaded, workspace, forms)
    outputs, without_library = render_outputs(
        loaded.plan, schedule, feeds, build_progress_reporter()
    )
    left_out |= {
        name: Remedy(f"{error.message}\n  ", error.remedy)
        for name, error in without_library.items()
    }
    paths = {folder / name: content for name, content in outputs.items()}
    sealed_outputs = {
        path: seal_document(path.suffix[1:], content) for path, content in paths.items()
    }
    changed = write_outputs(sealed_outputs, list_state_files(loaded), force=force)
    for path in sealed_outputs:
        screen.print_message(f"{'wrote' if path in changed else 'unchanged'}  {path}")
    for name, reason in left_out.items():
        screen.print_message(Remedy(f"left out  {folder / name}: ", reason))
    report_undecided(loaded)
    if workspace:
        _report_decisions(workspace)


def _make_feeds(
    loaded: ScheduledPlan, workspace: Workspace | None, forms: Iterable[str]
) -> dict[str, Feed]:
    """Return the calendar for each format, with every decision where there is a ledger."""
    if workspace:
        from statplan.cli.calendar import build_audience_feed

        return {form: build_audience_feed(workspace, form, "all") for form in forms}
    return dict.fromkeys(forms, make_calendar(loaded.plan, loaded.schedule))


def _find_unpublished_calendar(workspace: Workspace) -> dict[str, Remedy]:
    """Return why `calendar.ics` is left out, by its name; empty where no change waits."""
    from statplan.workspace.pending_changes import find_pending_changes

    changes = find_pending_changes(workspace).shown_changes
    if workspace.ledger.published is None or not changes:
        return {}
    count = f"{format_count(len(changes), 'change')} {'waits' if len(changes) == 1 else 'wait'}"
    fact = f"{count} to be published, and an earlier file of that name does not have all of them."
    return {"calendar.ics": Remedy(f"{fact}\n  Publish first: ", Command("publish"), ".")}


def _report_decisions(workspace: Workspace) -> None:
    """Say that the files have the recorded decisions, if there are any."""
    if workspace.ledger.decisions:
        decisions = format_count(len(workspace.ledger.decisions), "recorded decision")
        screen.print_message(f"These files show the year as it is now, with {decisions}.")


def render_outputs(
    plan: Plan,
    schedule: Schedule,
    feeds: Mapping[str, Feed],
    report_progress: Callable[[str], None] = lambda _: None,
) -> tuple[dict[str, bytes], dict[str, MissingLibraryError]]:
    """Return every output of a plan by its file's name, and what is left out without a library.

    Args:
        plan: the plan.
        schedule: its year, as it is now.
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
