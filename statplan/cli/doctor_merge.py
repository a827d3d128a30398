"""`statplan doctor --merge`: the merge of ledgers from two branches or two computers.

The ledgers are merged. Everything else in the calendar folder is written anew from the result.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from pathlib import Path

from statplan import screen
from statplan.cli import publish, site
from statplan.cli.merge_report import describe_merge
from statplan.cli.progress import build_progress_reporter
from statplan.errors import Command, Remedy, StatplanError
from statplan.ledger.file_reader import read_ledger
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.known_meetings import collect_published_facts
from statplan.ledger.model import Ledger
from statplan.plan.english import format_list
from statplan.workspace import clock, files, obstacles
from statplan.workspace.git_conflict import find_conflict_versions
from statplan.workspace.lock import lock_folder
from statplan.workspace.merge_sides import read_driver_sides, read_sides
from statplan.workspace.plan_loader import ScheduledPlan, load_plan
from statplan.workspace.sync_copies import find_copies
from statplan.workspace.workspace import (
    Workspace,
    commit_outputs,
    complete_interrupted,
    find_calendar_contradictions,
    find_newer_copies,
    locate_ledger_and_manifest,
    refuse_contradictions,
)

_PLANS = {".yaml", ".yml"}


def split_paths(paths: Sequence[Path]) -> tuple[Path | None, list[Path]]:
    """Return the plan among the paths that a person named, and the other files.

    Raises:
        StatplanError: exit code 2; two of them are plans.
    """
    plans = [path for path in paths if path.is_dir() or path.suffix.lower() in _PLANS]
    if len(plans) > 1:
        raise StatplanError(
            f"{format_list(map(str, plans))} are more than one plan.",
            remedy="Name one of them.",
            exit_code=2,
        )
    return (plans[0] if plans else None), [path for path in paths if path not in plans]


def run_merge(plan_path: Path | None, copies: Sequence[Path]) -> None:
    """Merge the ledger of a plan, and write everything that follows from it anew.

    Raises:
        StatplanError: exit code 4; a version cannot be proved, or something was published that
            no version knows. Nothing is written then.
    """
    path = files.find_plan(plan_path)
    files.read_file(path)
    with lock_folder(path.parent):
        loaded = load_plan(path)
        was_interrupted = complete_interrupted(loaded)
        ledger, manifest = locate_ledger_and_manifest(loaded)
        obstacles.refuse_obstacles(path.parent, (ledger, manifest))
        copies = copies or _find_newer_copy(loaded)
        sides = read_sides(ledger, manifest, loaded.plan.lineage or "", copies)
        merged = sides.unite_ledgers()
        _check_merged_ledger(loaded, merged)
        loaded = loaded.keep_published_facts(collect_published_facts(merged))
        now = clock.get_now().astimezone(UTC).replace(microsecond=0)
        workspace = Workspace(loaded, merged, has_ledger_file=True, now=now)
        derived = _make_outputs(workspace)
        written = commit_outputs(loaded, {ledger: dump_ledger(merged), **derived})
        for file in written:
            screen.print_message(f"wrote  {file}")
        _set_aside(_find_needless_copies(ledger, copies, derived))
    is_due = sides.others or (merged.published and merged.published.is_merge)
    if written or (was_interrupted and is_due):
        for line in describe_merge(workspace, sides):
            screen.print_line(line)
    else:
        screen.print_line("There is nothing to merge: the ledger and its calendars are one.")


def run_merge_driver(paths: Sequence[Path]) -> None:
    """Merge as git asks its merge drivers to: three files, and the result goes into the second.

    Raises:
        StatplanError: exit code 2, there are not three files; 4, a version cannot be proved. The
            second file is as it was then.
    """
    if len(paths) != 3:  # noqa: PLR2004 - base, ours, theirs
        raise StatplanError(
            "a merge driver gets three files.",
            remedy='Set it up with: git config merge.statplan.driver "statplan doctor '
            "--merge-driver "
            '%O %A %B"',
            exit_code=2,
        )
    merged = read_driver_sides(*map(files.read_file, paths)).unite_ledgers()
    files.write_files({paths[1]: dump_ledger(merged)})


def _find_newer_copy(loaded: ScheduledPlan) -> list[Path]:
    """Return the copy of the ledger that every command asks to be merged, where there is one.

    Raises:
        StatplanError: exit code 2, there are several; 4, it cannot be proved.
    """
    path, _ = locate_ledger_and_manifest(loaded)
    if find_conflict_versions(path):
        return []  # those of git come first
    content = files.read_if_exists(path)
    ledger = None if content is None else read_ledger(content, str(path), loaded.plan.lineage or "")
    faults = find_newer_copies(loaded, ledger)
    copies = [copy for copy, fault in faults.items() if fault.doctor_option == "merge"]
    if len(copies) > 1:
        raise StatplanError(
            f"{format_list(map(str, copies))} are copies of the ledger, and each knows "
            "something that the ledger does not know.",
            remedy=Remedy(
                "To merge them all: ",
                Command("doctor", "--merge", *copies),
                ". Leave out any that is of no use.",
            ),
            exit_code=2,
        )
    if not copies:
        refuse_contradictions(faults.values())
    return copies


def _check_merged_ledger(loaded: ScheduledPlan, merged: Ledger) -> None:
    """Refuse a ledger that the calendar folder contradicts in a way that no repair removes."""
    faults = find_calendar_contradictions(loaded, merged)
    refuse_contradictions(fault for fault in faults if not fault.doctor_option)


def _make_outputs(workspace: Workspace) -> dict[Path, bytes]:
    """Return every file that follows from a ledger."""
    if workspace.ledger.published is None:
        return {}
    page = site.render_published_site(workspace, workspace.ledger, build_progress_reporter())
    return publish.build_published_files(workspace) | publish.restore_note(workspace) | page


def _find_needless_copies(
    ledger: Path, copies: Iterable[Path], derived: Iterable[Path]
) -> Iterator[Path]:
    """Return the copies in the plan's own folder that are not needed after the merge."""
    for copy in {copy.resolve(): copy for copy in copies}.values():
        if copy.resolve().parent == ledger.resolve().parent and not copy.samefile(ledger):
            yield copy
    for path in derived:
        yield from find_copies(path)


def _set_aside(copies: Iterable[Path]) -> None:
    """Rename copies that know nothing more than the ledger, and name each."""
    for copy in copies:
        try:
            aside = files.set_aside(copy)
        except StatplanError as error:
            screen.print_message(f"{error.message} It knows nothing more: rename it, or delete it.")
        else:
            screen.print_message(f"renamed  {copy} to {aside.name}")
