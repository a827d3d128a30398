"""`statplan doctor`: what is wrong with a ledger and its calendars, and what can be repaired.

A repair never makes anything say less than it said: a ledger that a calendar folder contradicts is
not believed, whoever vouches for it, and no witness is rewritten from it.
"""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from statplan import files, screen
from statplan.cli import keeping, publicly
from statplan.cli.findings import Finding
from statplan.cli.folder_checks import find_changed_files, find_old_copies
from statplan.cli.keeping import Kept
from statplan.cli.loading import Loaded, load
from statplan.cli.merge_sides import is_unmerged
from statplan.cli.publishing import published
from statplan.errors import StatplanError
from statplan.files import journal, places
from statplan.files.lock import LOCK_FILE, locked
from statplan.files.witnesses import make_manifest
from statplan.ledger import Ledger
from statplan.ledger.reading import impossible, is_sealed, parse
from statplan.ledger.writing import write

_LINK = "Put the file or folder itself there: statplan does not follow links."
_RESTORE = "Restore the last good one: `git log -p -- {}` has it where it was committed."


def run(given: Path | None, *, repair: bool) -> None:
    """Name what is wrong, and repair what can be proved where the person asks for it.

    Raises:
        StatplanError: something is wrong and was not repaired.
    """
    path = files.find_plan(given)
    files.read(path)
    left = 0
    with locked(path.parent) if repair else nullcontext():
        for finding in _find_faults(load(path), repair=repair):
            if repair and finding.repair:
                finding.repair()
                screen.show(f"Repaired: {finding.fact}")
                continue
            left += not finding.is_note
            remedy = finding.remedy or "`statplan doctor --repair` repairs it."
            screen.show(f"{finding.fact}\n  {remedy}")
    if left:
        raise StatplanError("1 thing is wrong." if left == 1 else f"{left} things are wrong.")
    screen.show(_describe_order(path.parent / files.LEDGER_FILE))


def _describe_order(ledger: Path) -> str:
    """Say what there is that is in order."""
    data = files.read_if_there(ledger)
    if data is None:
        return f"Nothing was decided or published yet: there is no {ledger}."
    if parse(data, str(ledger)).published is None:
        return f"{ledger} is in order. Nothing was published yet."
    return f"{ledger} and its calendars are in order."


def _find_faults(loaded: Loaded, *, repair: bool) -> Iterator[Finding]:
    """Find what is wrong, step by step: a step whose faults stay makes the next one pointless."""
    for step in (_check_places, _check_journal, _check_ledger, _check_witnesses):
        try:
            findings = list(step(loaded))
        except StatplanError as error:
            findings = [Finding(error.message, error.hint)]
        yield from findings
        if findings and not (repair and all(finding.repair for finding in findings)):
            return
    try:
        kept = keeping.keep(loaded.path)
        yield from list(find_old_copies(loaded))
    except StatplanError as error:
        yield Finding(error.message, error.hint)
        return
    yield from _check_outputs(kept)


def _check_places(loaded: Loaded) -> Iterator[Finding]:
    folder = loaded.path.parent
    for fact in places.obstacles(folder, (folder / LOCK_FILE, folder / journal.JOURNAL_FILE)):
        yield Finding(f"{fact}.", "Delete it: statplan makes its own when it needs one.")
    for fact in places.obstacles(folder, [loaded.path, *keeping.proofs(loaded)]):
        yield Finding(f"{fact}.", _LINK)


def _check_journal(loaded: Loaded) -> Iterator[Finding]:
    folder, calendars = loaded.path.parent, keeping.calendar_folder(loaded)
    if not journal.is_interrupted(folder):
        return
    try:
        journal.read_journal(folder, calendars)
    except StatplanError as error:
        yield Finding(error.message, error.hint)
        return
    yield Finding(
        "a publish was interrupted before all of its files were written.",
        "",
        partial(journal.complete, folder, calendars),
    )


def _check_ledger(loaded: Loaded) -> Iterator[Finding]:
    """Check the ledger alone; whether it is the last one, the witnesses tell."""
    path, _ = keeping.proofs(loaded)
    data = files.read_if_there(path)
    if loaded.plan.lineage is None:
        return
    if is_unmerged(loaded):
        fact = f"{path} is in conflict: two people changed it, and git could not merge them."
        yield Finding(fact, "`statplan doctor --merge` unites what both decided and published.")
        return
    if data is None:
        return
    restore = _RESTORE.format(path.name)
    try:
        ledger = parse(data, str(path))
    except StatplanError as error:
        yield Finding(error.message, restore)
        return
    if ledger.lineage != loaded.plan.lineage:
        fact = f"{path} is the ledger of another plan (lineage {ledger.lineage})."
        yield Finding(fact, "Put the plan's own ledger beside it, or restore the plan's lineage.")
        return
    faults = list(impossible(ledger))
    yield from (Finding(f"{path}: {fault}", restore) for fault in faults)
    if not faults and not is_sealed(data):
        yield _judge_edit(loaded, path, ledger)


def _judge_edit(loaded: Loaded, path: Path, ledger: Ledger) -> Finding:
    """Judge a ledger that was edited: only what calendars were told has to be proved."""
    fact = f"{path} was changed by hand or by a merge: its digest does not fit what it says."
    contradictions = keeping.find_contradictions(loaded, ledger)
    own = keeping.read_witnesses(loaded)[0]
    serial = ledger.published.serial if ledger.published else 0
    is_proved = not serial or (own.manifest is not None and own.manifest.serial == serial)
    if contradictions or not is_proved:
        facts = " ".join(contradiction.fact for contradiction in contradictions)
        facts = facts or f"{own.folder} is not of publish {serial}."
        remedy = f"What calendars show cannot be proved: {facts} {_RESTORE.format(path.name)}"
        return Finding(fact, remedy)
    return Finding(
        f"{fact}\n  The calendar folder proves what calendars show; the decisions are taken as the "
        "ledger has them now.",
        "",
        partial(_commit, loaded, {path: write(ledger)}),
    )


def _check_witnesses(loaded: Loaded) -> Iterator[Finding]:
    path, manifest = keeping.proofs(loaded)
    if loaded.plan.lineage is None:
        return
    data = files.read_if_there(path)
    ledger = parse(data, str(path)) if data is not None else None
    for contradiction in keeping.find_contradictions(loaded, ledger):
        if contradiction.repairable and ledger is not None:
            outputs = {manifest: make_manifest(ledger)}
            repair = partial(_commit, loaded, outputs)
            yield Finding(contradiction.fact, "", repair)
        else:
            yield Finding(contradiction.fact, contradiction.remedy)


def _commit(loaded: Loaded, outputs: Mapping[Path, bytes]) -> list[Path]:
    return journal.commit(loaded.path.parent, keeping.calendar_folder(loaded), outputs)


def _check_outputs(kept: Kept) -> Iterator[Finding]:
    outputs = published(kept)
    page = [kept.folder / publicly.FOLDER / publicly.PAGE] * publicly.is_public(kept)
    strange = places.obstacles(kept.path.parent, (*outputs, *page))
    yield from (Finding(f"{fact}.", _LINK) for fact in strange)
    if strange:
        return
    yield from find_changed_files(kept, outputs)
