"""`statplan doctor`: what is wrong with a ledger and its calendars, and what can be repaired.

A repair never makes anything say less than it said: a ledger that a calendar folder contradicts is
not believed, whoever vouches for it, and no witness is rewritten from it.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from statplan import files, screen
from statplan.calendars.published_names import NOTE
from statplan.cli import keeping, public_folder
from statplan.cli import merge as merging
from statplan.cli.findings import Finding
from statplan.cli.folder_checks import find_changed_files, find_missing_files, find_old_copies
from statplan.cli.good_copy import describe_good_copy
from statplan.cli.keeping import Kept
from statplan.cli.loading import Loaded, load
from statplan.cli.merge_report import describe_resends
from statplan.cli.merge_sides import read_sides
from statplan.cli.offers import note_plan
from statplan.cli.publishing import published
from statplan.errors import StatplanError
from statplan.files import journal, places
from statplan.files.attributes import make_attributes
from statplan.files.lock import LOCK_FILE, locked
from statplan.files.witnesses import make_manifest
from statplan.ledger import Ledger
from statplan.ledger.reading import (
    DamagedLedgerError,
    describe_edit,
    impossible,
    is_sealed,
    parse,
    refuse_foreign,
)
from statplan.ledger.writing import write
from statplan.plan.english import listing

_LINK = "Put the file or folder itself there: statplan does not follow links."


def run(paths: Sequence[Path], *, repair: bool, merge: bool, merge_driver: bool) -> None:
    """Look for faults, repair them, or merge ledgers, as the person asks.

    Raises:
        StatplanError: exit code 2, the words do not go together; else as what was asked for.
    """
    options = {"--repair": repair, "--merge": merge, "--merge-driver": merge_driver}
    chosen = [name for name, is_chosen in options.items() if is_chosen]
    if len(chosen) > 1:
        raise StatplanError(
            f"{listing(chosen)} do not go together.",
            hint="Merge first, with `statplan doctor --merge`; `statplan doctor` then says whether "
            "anything is left to repair.",
            exit_code=2,
        )
    if merge_driver:
        merging.run_driver(paths)
        return
    plan, copies = merging.split_paths(paths)
    if merge:
        merging.run(note_plan(plan), copies)
        return
    if note_plan(plan) is None and len(copies) == 1:
        plan, copies = note_plan(copies[0]), []
    if copies:
        raise StatplanError(
            "doctor looks at one plan.",
            hint="To merge ledgers: `statplan doctor --merge FILE`.",
            exit_code=2,
        )
    _examine(plan, repair=repair)


def _examine(given: Path | None, *, repair: bool) -> None:
    """Name what is wrong, and repair what can be proved where the person asks for it.

    Raises:
        StatplanError: something is wrong and was not repaired.
    """
    path = files.find_plan(given)
    files.read(path)
    left = repaired = 0
    with locked(path.parent) if repair else nullcontext():
        for finding in _find_faults(path, repair=repair):
            if repair and finding.repair:
                finding.repair()
                screen.show(f"{finding.fact}\n  Repaired.")
                repaired += 1
                continue
            left += not finding.is_note
            remedy = finding.remedy or "`statplan doctor --repair` repairs it."
            screen.show(f"{finding.fact}\n  {remedy}")
        if repaired and not left:
            for line in _describe_merge_resends(load(path)):
                screen.show(line)
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


def _find_faults(path: Path, *, repair: bool) -> Iterator[Finding]:
    """Find what is wrong, step by step: a step whose faults stay makes the next one pointless."""
    try:
        loaded = load(path)
    except StatplanError as error:
        if error.problems:
            raise
        yield Finding(error.message, error.hint)
        return
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


def _describe_merge_resends(loaded: Loaded) -> list[str]:
    """Say what is to be sent again where a repair has written the calendars of a merge."""
    path, manifest = keeping.proofs(loaded)
    if not path.exists():
        return []
    kept = keeping.keep(loaded.path)
    last = kept.ledger.published
    if last is None:
        return []
    sides = read_sides(path, manifest, kept.ledger.lineage)
    is_due = last.is_merge or any(
        side.published and (side.published.serial, side.published.at) == (last.serial, last.at)
        for side in sides.ledgers
        if side != kept.ledger
    )
    return list(describe_resends(kept, sides)) if is_due else []


def _check_places(loaded: Loaded) -> Iterator[Finding]:
    folder = loaded.path.parent
    for fact in places.obstacles(folder, (folder / LOCK_FILE, folder / journal.JOURNAL_FILE)):
        yield Finding(f"{fact}.", "Delete it: statplan makes its own when it needs one.")
    for fact in places.obstacles(folder, [loaded.path, *keeping.proofs(loaded)]):
        yield Finding(f"{fact}.", _LINK)


def _check_journal(loaded: Loaded) -> Iterator[Finding]:
    interrupted = keeping.find_interrupted(loaded)
    if interrupted:
        yield Finding(
            f"a {interrupted} was interrupted before all of its files were written.",
            "`statplan doctor --repair` completes it, and so does the next command that writes.",
            partial(keeping.complete, loaded),
        )


def _check_ledger(loaded: Loaded) -> Iterator[Finding]:
    """Check the ledger alone; whether it is the last one, the witnesses tell."""
    path, _ = keeping.proofs(loaded)
    data = files.read_if_there(path)
    if loaded.plan.lineage is None:
        return
    keeping.refuse_unmerged(loaded)
    if data is None:
        return
    try:
        ledger = parse(data, str(path))
    except DamagedLedgerError as error:
        yield Finding(error.message, describe_good_copy(loaded))
        return
    refuse_foreign(ledger, str(path), loaded.plan.lineage)
    faults = list(impossible(ledger))
    if faults:
        good_copy = describe_good_copy(loaded)
        yield from (Finding(f"{path}: {fault}", good_copy) for fault in faults)
    elif not is_sealed(data):
        yield _judge_edit(loaded, path, ledger)


def _judge_edit(loaded: Loaded, path: Path, ledger: Ledger) -> Finding:
    """Judge a ledger that was edited: only what calendars were told has to be proved."""
    fact = describe_edit(str(path))
    contradictions = keeping.find_contradictions(loaded, ledger)
    own = keeping.read_witnesses(loaded)[0]
    serial = ledger.published.serial if ledger.published else 0
    is_proved = not serial or (own.manifest is not None and own.manifest.serial == serial)
    if contradictions or not is_proved:
        facts = " ".join(contradiction.fact for contradiction in contradictions)
        facts = facts or f"{own.folder} is not of publish {serial}."
        remedy = f"What calendars show cannot be proved: {facts} {describe_good_copy(loaded)}"
        return Finding(fact, remedy)
    return Finding(
        f"{fact}\n  The calendar folder proves what calendars show; the decisions are taken as the "
        "ledger has them now.",
        "",
        partial(keeping.commit, loaded, {path: write(ledger)}),
    )


def _check_witnesses(loaded: Loaded) -> Iterator[Finding]:
    path, manifest = keeping.proofs(loaded)
    if loaded.plan.lineage is None:
        return
    data = files.read_if_there(path)
    ledger = parse(data, str(path)) if data is not None else None
    for contradiction in keeping.find_contradictions(loaded, ledger):
        if contradiction.cure == "repair" and ledger is not None:
            outputs = {manifest: make_manifest(ledger), **make_attributes(manifest.parent)}
            repair = partial(keeping.commit, loaded, outputs)
            yield Finding(contradiction.fact, contradiction.remedy, repair)
        else:
            remedy = contradiction.remedy
            remedy = remedy if contradiction.cure else describe_good_copy(loaded, remedy)
            yield Finding(contradiction.fact, remedy)


def _check_outputs(kept: Kept) -> Iterator[Finding]:
    outputs = published(kept)
    page = [kept.folder / public_folder.FOLDER / public_folder.PAGE] * public_folder.is_public(kept)
    strange = places.obstacles(kept.path.parent, (*outputs, kept.folder / NOTE, *page))
    yield from (Finding(f"{fact}.", _LINK) for fact in strange)
    if strange:
        return
    yield from find_changed_files(kept, outputs)
    yield from find_missing_files(kept)
