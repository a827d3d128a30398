"""`statplan doctor`: what is wrong with a ledger and its calendars, and what can be mended."""

import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from statplan import files
from statplan.cli import keeping, publicly
from statplan.cli.keeping import Kept
from statplan.cli.loading import Loaded, load
from statplan.cli.publishing import published
from statplan.errors import StatplanError
from statplan.files import journal, places
from statplan.ledger.reading import impossible, is_sealed, parse
from statplan.ledger.writing import issued_digest, write

_OWN = "Put the file or folder itself there; `statplan publish` does not follow links."


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, what to do about it, and how it is mended where that can be proved."""

    fact: str
    remedy: str
    mend: Callable[[], object] | None = None


def run(given: Path | None, *, repair: bool) -> None:
    """Name what is wrong, and mend what can be proved where that is wished.

    Raises:
        StatplanError: something is wrong and was not mended.
    """
    loaded = load(given)
    folder = loaded.path.parent
    left = 0
    with journal.alone(folder) if repair else nullcontext():
        for each in _findings(loaded):
            if repair and each.mend:
                each.mend()
                sys.stdout.write(f"mended: {each.fact}\n")
                continue
            left += 1
            cure = "`statplan doctor --repair` mends it." if each.mend else each.remedy
            sys.stdout.write(f"{each.fact}\n  {cure}\n")
    if left:
        raise StatplanError("1 thing is wrong." if left == 1 else f"{left} things are wrong.")
    sys.stdout.write(f"{folder / files.LEDGER_FILE} and its calendars are in order.\n")


def _findings(loaded: Loaded) -> Iterator[Finding]:
    folder = loaded.path.parent
    wrong = list(_of_places(loaded)) or list(_of_journal(folder))
    yield from wrong
    if wrong and not all(each.mend for each in wrong):
        return
    if journal.is_interrupted(folder):
        return
    path = folder / files.LEDGER_FILE
    data = files.read_if_there(path)
    wrong = list(_of_ledger(loaded, path, data))
    yield from wrong
    if wrong and any(each.mend is None for each in wrong):
        return
    try:
        kept = keeping.keep(loaded.path)
    except StatplanError as error:
        if not wrong:
            yield Finding(error.message, error.hint)
        return
    yield from _of_outputs(kept)


def _of_places(loaded: Loaded) -> Iterator[Finding]:
    folder = loaded.path.parent
    for fact in journal.own_obstacles(folder):
        yield Finding(f"{fact}.", "Take it away: statplan makes its own when it needs one.")
    for fact in places.obstacles(folder, keeping.proofs(loaded)):
        yield Finding(f"{fact}.", _OWN)


def _of_journal(folder: Path) -> Iterator[Finding]:
    if not journal.is_interrupted(folder):
        return
    try:
        journal.interrupted(folder)
    except StatplanError as error:
        yield Finding(error.message, error.hint)
        return
    yield Finding(
        "a publish was interrupted before all of its files were written.",
        "Run `statplan publish`: it completes it.",
        lambda: journal.complete(folder),
    )


def _of_ledger(loaded: Loaded, path: Path, data: bytes | None) -> Iterator[Finding]:
    if data is None:
        return  # `keep` knows whether it is lost, or not there yet
    try:
        ledger = parse(data, str(path))
    except StatplanError as error:
        committed = f"Restore the last good one: `git log -p -- {path.name}` has it."
        yield Finding(error.message, committed)
        return
    if ledger.lineage != loaded.plan.lineage:
        return
    faults = list(impossible(ledger))
    for fault in faults:
        yield Finding(f"{path}: {fault}", "Restore the last good one from version control.")
    if faults or is_sealed(data):
        return
    told = keeping.read_manifest(keeping.calendar_folder(loaded)) or {}
    serial = ledger.published.serial if ledger.published else 0
    proved = not ledger.issued or (
        told.get("serial") == serial and told.get("issued") == issued_digest(ledger)
    )
    fact = f"{path} was changed by hand or by a merge: its digest does not fit what it says."
    if proved:
        kept = f"What calendars were told is untouched, as {keeping.MANIFEST} proves; the decisions"
        yield Finding(
            f"{fact}\n  {kept} are taken as they are written now.",
            "",
            lambda: journal.commit(path.parent, {path: write(ledger)}),
        )
    else:
        remedy = "What calendars were told cannot be proved: restore the last good one."
        yield Finding(fact, f"{remedy} `git log -p -- {path.name}` has it.")


def _of_outputs(kept: Kept) -> Iterator[Finding]:
    outputs = published(kept)
    page = [kept.folder / publicly.FOLDER / publicly.PAGE] * publicly.is_public(kept)
    strange = places.obstacles(kept.path.parent, (*outputs, *page))
    yield from (Finding(f"{fact}.", _OWN) for fact in strange)
    if strange:
        return
    wrong = {path: data for path, data in outputs.items() if not files.is_equal(path, data)}
    for path, data in wrong.items():
        changed = "was changed by hand, or the plan or the version of statplan changed since"
        fact = changed if path.exists() else "is missing"
        yield Finding(
            f"{path} {fact}.",
            "Run `statplan publish`: it writes it anew.",
            lambda path=path, data=data: journal.commit(kept.path.parent, {path: data}),  # type: ignore[misc]
        )
