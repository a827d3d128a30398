"""`statplan doctor`: what is wrong with a ledger and its calendars, and what can be repaired.

A repair never removes information: a ledger that a calendar folder contradicts is refused, and no
calendar or manifest is written from it.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from statplan import screen
from statplan.calendars.published_files import CHANGE_NOTE_FILE
from statplan.cli import doctor_merge
from statplan.cli.folder_checks import (
    DoctorFinding,
    find_changed_files,
    find_missing_files,
    find_old_copies,
)
from statplan.cli.merge_report import describe_resends
from statplan.cli.offers import remember_plan
from statplan.cli.publish import build_published_files
from statplan.errors import Command, Remedy, StatplanError, Words
from statplan.ledger.file_reader import (
    DamagedLedgerError,
    describe_edit,
    find_inconsistencies,
    is_sealed,
    parse_ledger,
    refuse_foreign,
)
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.model import Ledger
from statplan.plan.english import format_count, format_list
from statplan.workspace import files, journal, obstacles
from statplan.workspace.gitattributes import build_gitattributes
from statplan.workspace.good_copy import describe_good_copy
from statplan.workspace.lock import LOCK_FILE, lock_folder
from statplan.workspace.merge_sides import read_sides
from statplan.workspace.plan_loader import ScheduledPlan, load_plan
from statplan.workspace.public_folder import PAGE_FILE, PUBLIC_FOLDER, is_schedule_public
from statplan.workspace.publish_evidence import build_manifest
from statplan.workspace.workspace import (
    Workspace,
    commit_outputs,
    complete_interrupted,
    find_contradictions,
    find_interrupted_command,
    list_state_files,
    locate_ledger_and_manifest,
    open_workspace,
    read_publish_evidence,
    refuse_unmerged_ledger,
)

_LINK = "Put the file or folder itself there: statplan does not follow links."


def run_doctor(paths: Sequence[Path], *, repair: bool, merge: bool, merge_driver: bool) -> None:
    """Look for faults, repair them, or merge ledgers, as the person asks.

    Raises:
        StatplanError: exit code 2, the flags or paths do not go together; else as the action does.
    """
    options = {"--repair": repair, "--merge": merge, "--merge-driver": merge_driver}
    chosen = [name for name, is_chosen in options.items() if is_chosen]
    if len(chosen) > 1:
        raise StatplanError(
            f"{format_list(chosen)} do not go together.",
            remedy=Remedy(
                "Merge first, with ",
                Command("doctor", "--merge"),
                "; ",
                Command("doctor"),
                " then says whether anything is left to repair.",
            ),
            exit_code=2,
        )
    if merge_driver:
        doctor_merge.run_merge_driver(paths)
        return
    plan, copies = doctor_merge.split_paths(paths)
    if merge:
        doctor_merge.run_merge(remember_plan(plan), copies)
        return
    if remember_plan(plan) is None and len(copies) == 1:
        plan, copies = remember_plan(copies[0]), []
    if copies:
        raise StatplanError(
            "doctor looks at one plan.",
            remedy=Remedy("To merge ledgers: ", Command("doctor", "--merge", "FILE"), "."),
            exit_code=2,
        )
    _check_plan(plan, repair=repair)


def _check_plan(plan_path: Path | None, *, repair: bool) -> None:
    """Name what is wrong, and repair what can be proved where the person asks for it.

    Raises:
        StatplanError: something is wrong and was not repaired.
    """
    path = files.find_plan(plan_path)
    files.read_file(path)
    left = repaired = 0
    with lock_folder(path.parent) if repair else nullcontext():
        for finding in _find_faults(path, repair=repair):
            if repair and finding.repair:
                finding.repair()
                screen.print_line(f"{finding.fact}\n  Repaired.")
                repaired += 1
                continue
            left += not finding.is_note
            remedy = finding.remedy or Remedy(Command("doctor", "--repair"), " repairs it.")
            screen.print_line(Remedy(f"{finding.fact}\n  ", remedy))
        if repaired and not left:
            for line in _describe_merge_resends(load_plan(path)):
                screen.print_line(line)
    if left:
        raise StatplanError("1 thing is wrong." if left == 1 else f"{left} things are wrong.")
    screen.print_line(_describe_order(path.parent / files.LEDGER_FILE))


def _describe_order(ledger: Path) -> str:
    """Say what is in order."""
    content = files.read_if_exists(ledger)
    if content is None:
        return f"Nothing was decided or published yet: there is no {ledger}."
    if parse_ledger(content, str(ledger)).published is None:
        return f"{ledger} is in order. Nothing was published yet."
    return f"{ledger} and its calendars are in order."


def _find_faults(path: Path, *, repair: bool) -> Iterator[DoctorFinding]:
    """Find what is wrong, step by step: a step whose faults stay makes the next one pointless."""
    try:
        loaded = load_plan(path)
    except StatplanError as error:
        if error.problems:
            raise
        yield DoctorFinding(error.message, error.remedy)
        return
    for step in (_check_obstacles, _check_journal, _check_ledger, _check_evidence):
        try:
            findings = list(step(loaded))
        except StatplanError as error:
            findings = [DoctorFinding(error.message, error.remedy)]
        yield from findings
        if findings and not (repair and all(finding.repair for finding in findings)):
            return
    try:
        workspace = open_workspace(loaded.path)
        yield from list(find_old_copies(loaded))
    except StatplanError as error:
        yield DoctorFinding(error.message, error.remedy)
        return
    yield from _check_outputs(workspace)


def _describe_merge_resends(loaded: ScheduledPlan) -> list[Words]:
    """Say what is to be sent again where a repair has written the calendars of a merge."""
    workspace = open_workspace(loaded.path)
    last = workspace.ledger.published
    if last is None:
        return []
    sides = read_sides(*locate_ledger_and_manifest(loaded), workspace.ledger.lineage)
    is_due = last.is_merge or any(
        side.published
        and (side.published.serial, side.published.published_at) == (last.serial, last.published_at)
        for side in sides.ledgers
        if side != workspace.ledger
    )
    return list(describe_resends(workspace, sides)) if is_due else []


def _check_obstacles(loaded: ScheduledPlan) -> Iterator[DoctorFinding]:
    folder = loaded.path.parent
    own_files = folder / LOCK_FILE, folder / journal.JOURNAL_FILE
    for fact in obstacles.find_obstacles(folder, own_files):
        yield DoctorFinding(f"{fact}.", "Delete it: statplan makes its own when it needs one.")
    state_files = list_state_files(loaded)
    for fact in obstacles.find_obstacles(folder, state_files):
        yield DoctorFinding(f"{fact}.", _LINK)


def _check_journal(loaded: ScheduledPlan) -> Iterator[DoctorFinding]:
    interrupted = find_interrupted_command(loaded)
    if interrupted:
        yield DoctorFinding(
            f"a {interrupted} was interrupted before all of its files were written.",
            Remedy(
                Command("doctor", "--repair"),
                " completes it, and so does the next command that writes.",
            ),
            partial(complete_interrupted, loaded),
        )


def _check_ledger(loaded: ScheduledPlan) -> Iterator[DoctorFinding]:
    """Check the ledger alone; `_check_evidence` checks whether it is the latest one."""
    path, _ = locate_ledger_and_manifest(loaded)
    content = files.read_if_exists(path)
    if loaded.plan.lineage is None:
        return
    refuse_unmerged_ledger(loaded)
    if content is None:
        return
    try:
        ledger = parse_ledger(content, str(path))
    except DamagedLedgerError as error:
        yield DoctorFinding(error.message, describe_good_copy(loaded))
        return
    refuse_foreign(ledger, str(path), loaded.plan.lineage)
    faults = list(find_inconsistencies(ledger))
    if faults:
        good_copy = describe_good_copy(loaded)
        yield from (DoctorFinding(f"{path}: {fault}", good_copy) for fault in faults)
    elif not is_sealed(content):
        yield _check_edit(loaded, path, ledger)


def _check_edit(loaded: ScheduledPlan, path: Path, ledger: Ledger) -> DoctorFinding:
    """Check a ledger that was edited: only what was published has to be proved."""
    fact = describe_edit(str(path))
    contradictions = find_contradictions(loaded, ledger)
    own = read_publish_evidence(loaded)[0]
    serial = ledger.published.serial if ledger.published else 0
    is_proved = not serial or (own.manifest is not None and own.manifest.serial == serial)
    if contradictions or not is_proved:
        facts = " ".join(contradiction.fact for contradiction in contradictions)
        facts = facts or f"{own.folder} is not of publish {serial}."
        remedy = Remedy(
            f"What calendars show cannot be proved: {facts} ", describe_good_copy(loaded)
        )
        return DoctorFinding(fact, remedy)
    return DoctorFinding(
        f"{fact}\n  The calendar folder proves what calendars show; the decisions are taken as the "
        "ledger has them now.",
        "",
        partial(commit_outputs, loaded, {path: dump_ledger(ledger)}),
    )


def _check_evidence(loaded: ScheduledPlan) -> Iterator[DoctorFinding]:
    path, manifest = locate_ledger_and_manifest(loaded)
    if loaded.plan.lineage is None:
        return
    content = files.read_if_exists(path)
    ledger = parse_ledger(content, str(path)) if content is not None else None
    for contradiction in find_contradictions(loaded, ledger):
        if contradiction.doctor_option == "repair" and ledger is not None:
            outputs = {manifest: build_manifest(ledger), **build_gitattributes(manifest.parent)}
            repair = partial(commit_outputs, loaded, outputs)
            yield DoctorFinding(contradiction.fact, contradiction.remedy, repair)
        else:
            remedy = contradiction.remedy
            remedy = remedy if contradiction.doctor_option else describe_good_copy(loaded, remedy)
            yield DoctorFinding(contradiction.fact, remedy)


def _check_outputs(workspace: Workspace) -> Iterator[DoctorFinding]:
    outputs = build_published_files(workspace)
    page = [workspace.calendar_folder / PUBLIC_FOLDER / PAGE_FILE] * is_schedule_public(
        workspace.loaded.plan
    )
    strange = obstacles.find_obstacles(
        workspace.ledger_path.parent,
        (*outputs, workspace.calendar_folder / CHANGE_NOTE_FILE, *page),
    )
    yield from (DoctorFinding(f"{fact}.", _LINK) for fact in strange)
    if strange:
        return
    shifted_count = sum(
        row.is_live and row.is_shifted and row.start.date() >= workspace.today
        for row in workspace.ledger.issued
    )
    if shifted_count:
        yield DoctorFinding(
            f"{format_count(shifted_count, 'entry')} will be at another time in UTC: the time zone "
            "data is another one than at the last publish.",
            Remedy(Command("publish"), " sends that, and writes the calendars anew."),
        )
        return
    yield from find_changed_files(workspace, outputs)
    yield from find_missing_files(workspace)
