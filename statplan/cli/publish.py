"""`statplan publish`: commit what is pending, the ledger first and then every output, as one."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from statplan import screen
from statplan.calendars.audience import Audience, find_audience
from statplan.calendars.build_calendar import find_organizer
from statplan.calendars.change_note import is_change_note
from statplan.calendars.publication import Publication
from statplan.calendars.published_files import CHANGE_NOTE_FILE
from statplan.cli import diff, site
from statplan.cli.confirmation import find_doubt
from statplan.cli.delivery import warn_large_calendars
from statplan.cli.progress import build_progress_reporter
from statplan.cli.text_layout import print_lines
from statplan.errors import Command, Remedy, StatplanError
from statplan.ledger.diff import Changes
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.issue import recall_changes, record_publish
from statplan.ledger.model import Ledger
from statplan.ledger.year_records import build_planned_year
from statplan.plan.english import format_count
from statplan.workspace import files
from statplan.workspace.broken_files import describe_broken_files, warn_of_broken_files
from statplan.workspace.change_set import read_change_set
from statplan.workspace.contradictions import describe_ledger_recovery
from statplan.workspace.git_conflict import has_conflict_markers
from statplan.workspace.gitattributes import build_gitattributes
from statplan.workspace.next_step import name_next_step
from statplan.workspace.pending_changes import PendingChanges, find_pending_changes
from statplan.workspace.public_folder import PUBLIC_FOLDER, is_schedule_public
from statplan.workspace.publish_evidence import build_manifest, find_publish_folders
from statplan.workspace.workspace import (
    Workspace,
    commit_outputs,
    open_locked_workspace,
    open_workspace,
)


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """The flags of `publish`; `audiences` are those besides everybody who get a calendar."""

    audiences: tuple[str, ...] = ()
    yes: bool = False
    dry_run: bool = False
    invite: bool = False
    reword: bool = False


def run_publish(plan_path: Path | None, change_set: Path | None, options: PublishOptions) -> None:
    """Publish what is pending, or just the change set of a file.

    Raises:
        StatplanError: exit code 4, the change set is not what is pending any more, or a person
            should confirm it first; 1, a file cannot be written, and none has been.
    """
    report_progress = build_progress_reporter()
    with (
        nullcontext(open_workspace(plan_path))
        if options.dry_run
        else open_locked_workspace(plan_path) as workspace
    ):
        pending = find_pending_changes(workspace, reword=options.reword)
        if change_set is not None:
            _require_same_changes(change_set, pending)
        doubt = (
            None
            if options.yes
            else find_doubt(pending, _build_confirmed_command(change_set, options))
        )
        if doubt and not options.dry_run:
            print_lines(diff.describe_changes(pending))
            raise doubt
        _refuse_foreign_note(workspace)
        publication = _build_publication(workspace, pending, options)
        outputs = _build_outputs(workspace, publication, report_progress)
        if options.dry_run:
            warn_of_broken_files(workspace)
            print_lines(diff.describe_changes(pending))
            _report_planned_writes(workspace, publication, outputs)
            site.warn_withdrawn_pages(workspace, workspace.calendar_folder / PUBLIC_FOLDER)
            warn_large_calendars(outputs)
            if doubt:
                screen.print_message(
                    Remedy(f"Publishing will ask first: {doubt.message}\n  ", doubt.remedy)
                )
            screen.print_message("Nothing was written: this was a dry run.")
            return
        broken = describe_broken_files(workspace)
        written = commit_outputs(workspace.loaded, outputs)
        print_lines(diff.describe_changes(pending))
        if broken:
            screen.print_message(f"{broken} This publish has written that anew.")
        _report_published(workspace, publication, written)
        site.warn_withdrawn_pages(workspace, workspace.calendar_folder / PUBLIC_FOLDER)
        warn_large_calendars({path: outputs[path] for path in written})


def _refuse_foreign_note(workspace: Workspace) -> None:
    """Refuse to begin in a folder that has a CHANGES.md of somebody else, or of a lost ledger."""
    note = workspace.calendar_folder / CHANGE_NOTE_FILE
    if workspace.ledger.published is not None or not note.exists():
        return
    if note.is_file() and is_change_note(files.read_file(note)):
        raise StatplanError(
            f"{note} tells of a publish, and {workspace.ledger_path} knows of none.",
            remedy=describe_ledger_recovery(workspace.ledger_path, workspace.calendar_folder),
            exit_code=4,
        )
    raise StatplanError(
        f"{note} is there already, and statplan did not write it.",
        remedy="Rename it, or state another folder for calendars (frequency.calendars.folder).",
        exit_code=4,
    )


def _require_same_changes(path: Path, pending: PendingChanges) -> None:
    saved = read_change_set(path)
    current = diff.build_change_set(pending)
    for field, fact in (
        ("audience", "it holds only what one audience is shown"),
        ("lineage", "it is of another plan"),
        ("serial", "the ledger has moved since it was saved"),
        ("issued", "the ledger has moved since it was saved"),
        ("changes", "the plan has changed since it was saved"),
    ):
        if getattr(saved, field) != current[field]:
            remedy = Remedy(
                "Look at ",
                Command("diff"),
                " again, and save it anew: ",
                Command("diff", "-o", path),
                ".",
            )
            raise StatplanError(f"{path}: {fact}.", remedy=remedy, exit_code=4)


def _build_confirmed_command(change_set: Path | None, options: PublishOptions) -> Command:
    """Return the command that publishes the same without a question."""
    words: list[object] = [change_set] if change_set else []
    words += (word for name in options.audiences for word in ("--for", name))
    words += ["--invite"] * options.invite + ["--reword"] * options.reword
    return Command("publish", *words, "--yes")


def _build_publication(
    workspace: Workspace, pending: PendingChanges, options: PublishOptions
) -> Publication:
    plan = workspace.loaded.plan
    if options.invite and find_organizer(plan) is None:
        raise StatplanError(
            "nobody can be invited: the plan names no organizer with an address.",
            remedy="Set frequency.calendars.organizer to somebody on the roster with an e-mail.",
        )
    wished_names = {
        *workspace.ledger.audiences,
        *(name for name in options.audiences if name != "all"),
    }
    names = tuple(sorted(wished_names))
    for name in options.audiences:
        find_audience(plan, name)
    ledger = record_publish(
        workspace.ledger,
        pending.changes,
        workspace.now,
        workspace.loaded.schedule.holiday_source.list_used(),
        build_planned_year(plan, workspace.loaded.schedule, workspace.today),
    )
    if names != ledger.audiences:
        serial = ledger.serial + (ledger.serial == workspace.ledger.serial)
        ledger = replace(ledger, serial=serial, audiences=names)
    return Publication(
        plan, ledger, pending.changes, _find_known_audiences(workspace, ledger), options.invite
    )


def _find_known_audiences(workspace: Workspace, ledger: Ledger) -> tuple[Audience, ...]:
    """Return the audiences that are kept up; the plan still has to know each of them."""
    audiences = []
    for name in ledger.audiences:
        try:
            audiences.append(find_audience(workspace.loaded.plan, name))
        except StatplanError as error:
            screen.print_message(f"no calendar for {name}: {error.message}")
    return tuple(audiences)


def _build_outputs(
    workspace: Workspace, publication: Publication, report_progress: Callable[[str], None]
) -> dict[Path, bytes]:
    """Return every file that is written, the ledger first."""
    outputs = {workspace.ledger_path: dump_ledger(publication.ledger)}
    if publication.ledger.published is None:
        return outputs if publication.ledger != workspace.ledger else {}
    report_progress(str(workspace.calendar_folder))
    outputs |= _build_calendar_files(workspace, publication)
    outputs |= build_gitattributes(workspace.calendar_folder)
    return outputs | site.render_published_site(workspace, publication.ledger, report_progress)


def _build_calendar_files(workspace: Workspace, publication: Publication) -> dict[Path, bytes]:
    """Return the manifest and the files of the calendar folder, without the public page."""
    calendar_files = {
        workspace.calendar_folder / name: content for name, content in publication.iter_files()
    }
    return calendar_files | {
        workspace.calendar_folder / files.MANIFEST_FILE: build_manifest(publication.ledger)
    }


def build_published_files(workspace: Workspace) -> dict[Path, bytes]:
    """Return the files of the last publish that can be made from its ledger: all but the changes.

    The public page is none of them: it is as of its own day.
    """
    plan, ledger = workspace.loaded.plan, workspace.ledger
    if ledger.published is None:
        return {}
    no_changes = Changes((), ledger.issued)
    return _build_calendar_files(
        workspace, Publication(plan, ledger, no_changes, _find_known_audiences(workspace, ledger))
    )


def restore_note(workspace: Workspace) -> dict[Path, bytes]:
    """Return the note of the last publish where it is missing, or git could not merge it.

    It comes from the dated folder of that publish. Where that is gone too, the folder and the note
    are made from the ledger, as far as it records them.
    """
    ledger, note = workspace.ledger, workspace.calendar_folder / CHANGE_NOTE_FILE
    if ledger.published is None or _is_whole(note):
        return {}
    folders = {
        name: serial
        for name, serial in find_publish_folders(workspace.calendar_folder).items()
        if _is_whole(workspace.calendar_folder / name / CHANGE_NOTE_FILE)
    }
    newest = max(folders, key=lambda name: (folders[name], name), default="")
    if newest and (ledger.published.is_merge or folders[newest] == ledger.published.serial):
        return {note: files.read_file(workspace.calendar_folder / newest / CHANGE_NOTE_FILE)}
    changes = Publication(workspace.loaded.plan, ledger, recall_changes(ledger)).iter_change_files()
    outputs = {workspace.calendar_folder / name: content for name, content in changes}
    return {path: content for path, content in outputs.items() if not _is_whole(path)}


def _is_whole(path: Path) -> bool:
    """Return whether a file is there with its contents, and without conflict markers."""
    content = path.read_bytes() if path.is_file() else b""
    return bool(content) and not files.is_lfs_pointer(content) and not has_conflict_markers(content)


def _report_planned_writes(
    workspace: Workspace, publication: Publication, outputs: dict[Path, bytes]
) -> None:
    """Name the files; the digest in a dated folder's name depends on the moment of publishing."""
    folder = publication.format_folder_name()
    folder_pattern = f"{folder.rpartition('-')[0]}-*"
    changed = [path for path in outputs if not files.has_content(path, outputs[path])]
    shown_paths = [
        path.parent.with_name(folder_pattern) / path.name if path.parent.name == folder else path
        for path in changed
    ]
    _report_paths(workspace, "would write", shown_paths)
    if shown_paths != changed:
        screen.print_message(
            f"The name of {folder_pattern} will end in a digest of what is published, and when."
        )


def _report_paths(workspace: Workspace, verb: str, paths: Iterable[Path]) -> None:
    """Name files; those of the public page, which are many, by their number."""
    public = workspace.calendar_folder / PUBLIC_FOLDER
    inside = []
    for path in paths:
        if public in path.parents:
            inside.append(path)
        else:
            screen.print_message(f"{verb}  {path}")
    if inside:
        screen.print_message(f"{verb}  {public}, {site.format_file_count(inside)}")


def _report_published(workspace: Workspace, publication: Publication, written: list[Path]) -> None:
    public = workspace.calendar_folder / PUBLIC_FOLDER
    _report_paths(workspace, "wrote", written)
    if public.exists() and not is_schedule_public(workspace.loaded.plan):
        screen.print_message(f"{public} is kept up no more: the plan publishes no schedule.")
    if not written:
        screen.print_message("Everything is published already.")
        return
    if workspace.ledger.published and not workspace.ledger.years:
        promised = [record for record in publication.ledger.meetings if record.promise]
        screen.print_message(
            "The ledger is of an earlier statplan. It now keeps what was first published of "
            f"{format_count(len(promised), 'meeting')}, so that what was held can be counted "
            "against it."
        )
    if publication.changes:
        name_next_step(
            workspace.loaded.plan, workspace.calendar_folder / publication.format_folder_name()
        )
