"""Checks of the files beside the ledger: copies, contents, line ends, and conflict markers."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from statplan.calendars.published_files import CHANGE_NOTE_FILE, FEED_FILE
from statplan.cli import publish, site
from statplan.cli.progress import build_progress_reporter
from statplan.errors import Command, Remedy, Words, quote_argument
from statplan.plan.english import format_count
from statplan.workspace import files
from statplan.workspace.broken_files import find_broken_pages
from statplan.workspace.git_conflict import has_conflict_markers
from statplan.workspace.gitattributes import (
    ATTRIBUTES_FILE,
    PUBLISHED_SUFFIXES,
    build_gitattributes,
    is_missing_calendar_rule,
)
from statplan.workspace.plan_loader import ScheduledPlan
from statplan.workspace.publish_evidence import find_publish_folders, read_sequences
from statplan.workspace.seals import normalize_line_ends
from statplan.workspace.sync_copies import find_copies, find_ledger_copies
from statplan.workspace.workspace import Workspace, commit_outputs, resolve_calendar_folder

_PULL = "Run `git lfs pull`, which fetches the contents."


@dataclass(frozen=True, slots=True)
class DoctorFinding:
    """Something wrong, what to do about it, and the repair where the right state can be proved.

    A note is about something that may be right as it is.
    """

    fact: str
    remedy: Words
    repair: Callable[[], object] | None = None
    is_note: bool = False


def find_old_copies(loaded: ScheduledPlan) -> Iterator[DoctorFinding]:
    """Find copies that know nothing more than the originals, and plans beside the plan."""
    copies = [
        copy.path for copy in find_ledger_copies(loaded.path.parent, loaded.plan.lineage or "")
    ]
    calendars = resolve_calendar_folder(loaded)
    for name in (FEED_FILE, files.MANIFEST_FILE):
        copies += find_copies(calendars / name)
    plan = files.read_file(loaded.path)
    for path in find_copies(loaded.path):
        if files.has_content(path, plan):
            copies.append(path)
        else:
            yield DoctorFinding(
                f"{path} is another version of the plan, and statplan does not read it.",
                f"Compare it with {loaded.path.name}, bring over what is missing, and rename it.",
            )
    for path in copies:
        yield DoctorFinding(
            f"{path} is a copy that knows nothing more.",
            Remedy(Command("doctor", "--repair"), " renames it. Or delete it."),
            partial(files.set_aside, path),
        )


def find_changed_files(
    workspace: Workspace, outputs: Mapping[Path, bytes]
) -> Iterator[DoctorFinding]:
    """Find published files that are not as the ledger has them, each with the cause.

    Args:
        workspace: the plan and its ledger.
        outputs: the files that can be made from the ledger.
    """
    line_ends = dict(_find_line_ends(workspace, outputs))
    for path, content in outputs.items():
        if path in line_ends or files.has_content(path, content):
            continue
        if path.is_file() and files.is_lfs_pointer(path.read_bytes()):
            yield DoctorFinding(
                f"{path} holds a pointer of Git LFS in place of its contents.", _PULL
            )
            continue
        other = "differs from what a publish would write now: it was edited, or the plan was"
        fact = other if path.exists() else "is missing"
        yield DoctorFinding(
            f"{path} {fact}.", "", partial(_write_with_gitattributes, workspace, {path: content})
        )
    if line_ends:
        yield _describe_line_ends(workspace, line_ends)
    yield from _find_markers(workspace, outputs)
    if is_missing_calendar_rule(workspace.calendar_folder):
        yield DoctorFinding(
            f"{workspace.calendar_folder / ATTRIBUTES_FILE} is your own, and lets git change the "
            "line ends of calendars.",
            "Add the line `*.ics -text` to it.",
            is_note=True,
        )


def find_missing_files(workspace: Workspace) -> Iterator[DoctorFinding]:
    """Find what a publish writes once, or as of its day, where it is not there any more."""
    if workspace.ledger.published is None:
        return
    note = workspace.calendar_folder / CHANGE_NOTE_FILE
    outputs = {} if note.exists() else publish.restore_note(workspace)
    if outputs:
        yield DoctorFinding(
            f"{note} is missing.", "", partial(_write_with_gitattributes, workspace, outputs)
        )
    pages = find_broken_pages(workspace)
    if pages:
        fact = "is cut off" if pages[0].exists() else "is missing"
        yield DoctorFinding(f"{pages[0]} {fact}.", "", partial(_write_page, workspace))


def _write_page(workspace: Workspace) -> None:
    page = site.render_published_site(workspace, workspace.ledger, build_progress_reporter())
    _write_with_gitattributes(workspace, page)


def _find_line_ends(
    workspace: Workspace, outputs: Mapping[Path, bytes]
) -> Iterator[tuple[Path, bytes]]:
    """Find files in which only the line ends are wrong, each with its right content."""
    for path, content in outputs.items():
        former = path.read_bytes() if path.is_file() else content
        if former != content and normalize_line_ends(former) == normalize_line_ends(content):
            yield path, content
    for path in _find_messages(workspace):
        if path not in outputs and path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            right = normalize_line_ends(content).replace(b"\n", b"\r\n")
            if (
                content != right
                and content.startswith(b"BEGIN:VCALENDAR")
                and not has_conflict_markers(content)
            ):
                yield path, right


def _find_messages(workspace: Workspace) -> Iterator[Path]:
    """Find the messages of each publish, and nothing that another program put beside them."""
    for name in find_publish_folders(workspace.calendar_folder):
        for path in sorted((workspace.calendar_folder / name).glob("*.ics")):
            if read_sequences(files.read_file(path)):
                yield path


def _describe_line_ends(workspace: Workspace, line_ends: Mapping[Path, bytes]) -> DoctorFinding:
    first, count = next(iter(line_ends)), len(line_ends) - 1
    others = f" and {format_count(count, 'other file')}" if count else ""
    attributes = workspace.calendar_folder / ATTRIBUTES_FILE
    if not build_gitattributes(workspace.calendar_folder):
        rules = " and ".join(
            f"`*{suffix} -text`" for suffix in sorted({path.suffix for path in line_ends})
        )
        guard = f". {attributes} is your own: add {rules} to it, or git does it again"
    elif attributes.exists():
        guard = ""
    else:
        guard = f", and writes {ATTRIBUTES_FILE}, which stops git from doing it again"
    return DoctorFinding(
        f"git, or a program like it, changed the line ends of {first}{others}.",
        Remedy(
            Command("doctor", "--repair"),
            f" puts them right{guard}. Then: `git add --renormalize "
            f"{quote_argument(workspace.calendar_folder)}`, and commit.",
        ),
        partial(_write_with_gitattributes, workspace, line_ends),
    )


def _write_with_gitattributes(workspace: Workspace, outputs: Mapping[Path, bytes]) -> None:
    """Write files of the calendar folder, and what keeps git from changing them."""
    commit_outputs(workspace.loaded, {**outputs, **build_gitattributes(workspace.calendar_folder)})


def _find_markers(workspace: Workspace, outputs: Mapping[Path, bytes]) -> Iterator[DoctorFinding]:
    """Find files with conflict markers that cannot be made from the ledger."""
    for folder, _, names in os.walk(workspace.calendar_folder):
        for path in (Path(folder, name) for name in sorted(names)):
            if path.suffix not in PUBLISHED_SUFFIXES or path in outputs or path.is_symlink():
                continue
            if has_conflict_markers(path.read_bytes()):
                yield DoctorFinding(
                    f"{path} has conflict markers of git.",
                    Remedy(
                        Command("doctor", "--merge"),
                        " writes it anew. If it still has them after that, delete it: what it "
                        "says is in the next publish.",
                    ),
                )
