"""`statplan site`, and the part of `publish` that writes the public page with its feeds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from statplan import screen
from statplan.calendars.audience import find_audience
from statplan.cli.progress import build_progress_reporter
from statplan.errors import StatplanError
from statplan.ledger.model import Ledger
from statplan.plan.english import format_count
from statplan.plan.publicity import LANGUAGES
from statplan.workspace import files
from statplan.workspace.output_file import write_outputs
from statplan.workspace.pending_changes import build_output_ledger, report_pending
from statplan.workspace.public_folder import (
    LIST_FILE,
    PUBLIC_FOLDER,
    build_file_list,
    is_schedule_public,
    read_file_digests,
)
from statplan.workspace.records_folder import RECORDS_FOLDER, check_cleared_copies, read_records
from statplan.workspace.workspace import Workspace, list_state_files, open_workspace


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """The way a site is made: for which day, in which languages, and whether it was published."""

    day: date
    languages: tuple[str, ...] = ()
    published: bool = True


def run_site(
    plan_path: Path | None, output: Path | None, languages: tuple[str, ...], *, force: bool
) -> None:
    """Write the public folder as of today.

    Raises:
        StatplanError: exit code 2, there is no page in a language; 4, the plan publishes no
            schedule, a file would hold what is withheld, or it is the calendar folder that is
            named. Nothing is written then.
    """
    for language in languages:
        if language not in LANGUAGES:
            remedy = f"Write {' or '.join(LANGUAGES)}."
            raise StatplanError(
                f"there is no page in '{language[:20]}'.", remedy=remedy, exit_code=2
            )
    report_progress = build_progress_reporter()
    workspace = open_workspace(plan_path)
    find_audience(workspace.loaded.plan, "public")
    folder = output or workspace.calendar_folder / PUBLIC_FOLDER
    _refuse_calendar_folder(workspace, folder)
    published = workspace.ledger.published is not None
    options = SiteOptions(workspace.today, languages, published=published)
    outputs = render_site_files(
        workspace, build_output_ledger(workspace), folder, options, report_progress
    )
    changed = _write_site(workspace, folder, outputs, force=force)
    report_pending(workspace)
    warn_withdrawn_pages(workspace, folder)
    words = f"wrote  {folder}, {format_file_count(changed)}" if changed else f"unchanged  {folder}"
    screen.print_message(words)
    if not workspace.loaded.plan.publicity.address:
        screen.print_message(
            "Nobody can subscribe yet: state publicity.address, where the folder will stand."
        )


def _write_site(
    workspace: Workspace, folder: Path, outputs: Mapping[Path, bytes], *, force: bool
) -> list[Path]:
    """Write the files; in a folder that no publish keeps, only over those of an earlier run."""
    inputs = list_state_files(workspace.loaded)
    if folder.resolve() == (workspace.calendar_folder / PUBLIC_FOLDER).resolve():
        return write_outputs(outputs, inputs, force=True)
    known_digests = read_file_digests(folder)
    digests = {folder / name: digest for name, digest in known_digests.items()}
    file_list = {folder / LIST_FILE: build_file_list(folder, outputs, known_digests)}
    return write_outputs({**outputs, **file_list}, inputs, digests=digests, force=force)


def _refuse_calendar_folder(workspace: Workspace, folder: Path) -> None:
    """Refuse the calendar folder, which holds internal files, some under the same names."""
    if folder.resolve() == workspace.calendar_folder.resolve():
        public = workspace.calendar_folder / PUBLIC_FOLDER
        raise StatplanError(
            f"{folder} holds the calendars of those inside; nothing was written.",
            remedy=f"Name another folder, or leave -o out: {public} is public.",
            exit_code=4,
        )


def format_file_count(paths: Collection[Path]) -> str:
    """Return in words how many files of the public folder were written."""
    return format_count(len(paths), "file")


def render_published_site(
    workspace: Workspace, ledger: Ledger, report_progress: Callable[[str], None]
) -> dict[Path, bytes]:
    """Return what a publish writes into the public folder: as of today, so no page goes back.

    Where nothing was pending, and the page there is as it would be made on its own day, it stays.
    """
    folder = workspace.calendar_folder / PUBLIC_FOLDER
    day = _read_page_day(folder) if ledger == workspace.ledger else None
    if day:
        options = SiteOptions(day)
        current_files = render_site_files(workspace, ledger, folder, options, report_progress)
        if all(files.has_content(path, content) for path, content in current_files.items()):
            return current_files
    options = SiteOptions(workspace.today)
    return render_site_files(workspace, ledger, folder, options, report_progress)


def _read_page_day(folder: Path) -> date | None:
    """Return the day that the page in a folder is of; None where none can be read."""
    from statplan.site.file_names import DATA
    from statplan.site.open_data import parse_day

    try:
        content = files.read_if_exists(folder / DATA)
    except StatplanError:
        return None  # what is in its place is named before anything is written
    return parse_day(content or b"")


def render_site_files(
    workspace: Workspace,
    ledger: Ledger,
    folder: Path,
    options: SiteOptions,
    report_progress: Callable[[str], None],
) -> dict[Path, bytes]:
    """Return every file of the public folder; none where the plan publishes no schedule."""
    if not is_schedule_public(workspace.loaded.plan):
        return {}
    from statplan.records.clearance import read_cleared_records
    from statplan.records.withheld_text import collect_withheld_texts
    from statplan.site.build_site import make_site
    from statplan.site.files import render_public_files

    texts = read_records(workspace.ledger_path.parent / RECORDS_FOLDER)
    plan = workspace.loaded.plan
    site = make_site(
        plan,
        ledger,
        workspace.loaded.schedule,
        options.day,
        published=options.published,
        languages=options.languages,
        records=read_cleared_records(check_cleared_copies(workspace, folder)),
    )
    page_files = render_public_files(site, collect_withheld_texts(texts), report_progress)
    return {folder / name: content for name, content in page_files.items()}


def warn_withdrawn_pages(workspace: Workspace, folder: Path) -> None:
    """Name the pages of records that are still there though their copy is not cleared any more."""
    from statplan.site.record_pages import PAGES_FOLDER, list_record_file_names

    pages = (
        sorted((folder / PAGES_FOLDER).glob("*.html"))
        if is_schedule_public(workspace.loaded.plan)
        else ()
    )
    copies = check_cleared_copies(workspace).copies if pages else ()
    cleared_names = list_record_file_names(workspace.loaded.plan, workspace.ledger.lineage, copies)
    for path in pages:
        if path.relative_to(folder).as_posix() not in cleared_names:
            remedy = "take it away, here and on the web"
            screen.print_message(f"{path} is not cleared any more: {remedy}.")
