"""How a calendar folder contradicts a ledger: the proof that a ledger is the last one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from statplan.files.copies import LedgerCopy
from statplan.files.witnesses import MANIFEST_FILE, Witness
from statplan.ledger import Ledger
from statplan.ledger.merge import includes
from statplan.ledger.writing import issued_digest


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A way in which a witness does not fit the ledger.

    `repairable` tells whether the witness can be made anew from the ledger, where all others
    confirm it.
    """

    fact: str
    remedy: str
    repairable: bool = False


def find_contradictions(
    ledger: Ledger | None, witnesses: Iterable[Witness], lineage: str, path: Path
) -> list[Contradiction]:
    """Return every way in which calendar folders do not fit a ledger; none where it is the last.

    Args:
        ledger: what the ledger file says; None where there is no such file.
        witnesses: the calendar folder of the plan first, then others of the same lineage.
        lineage: the plan's own.
        path: where the ledger is, for the messages.
    """
    own, *others = witnesses
    if own.manifest and own.manifest.lineage != lineage:
        return [_describe_foreign(own)]
    if ledger is None or ledger.published is None:
        return [_describe_lost(ledger, witness, path) for witness in (own, *others) if witness]
    ahead = [
        Contradiction(
            fact,
            f"{_restore(path, witness.folder)} If a file of {witness.folder} was edited by hand, "
            "restore that file instead.",
        )
        for witness in (own, *others)
        for fact in find_ahead(ledger, witness, path)
    ]
    return ahead or [*_find_missing(ledger, own, others, path)]


def _restore(path: Path, folder: Path) -> str:
    return (
        f"Restore the {path.name} that belongs to {folder}, from version control or a backup; "
        f"do not begin a new one. If two people published, name the other {path.name}: "
        "`statplan doctor --merge FILE`."
    )


def find_newer_copies(
    ledger: Ledger | None, copies: Iterable[LedgerCopy], lineage: str
) -> list[Contradiction]:
    """Return the copies of a ledger beside it that know more than it does, or might."""
    faults = []
    for copy in copies:
        if copy.ledger is None:
            fact = (
                f"{copy.path} looks like a copy of the ledger that cannot be proved: {copy.damage}"
            )
            remedy = f"Put the whole copy there. If it is of no use, rename {copy.path.name}."
            faults.append(Contradiction(fact, remedy))
        elif not includes(ledger or Ledger(lineage), copy.ledger):
            fact = (
                f"{copy.path} is a copy of the ledger, and knows decisions or publishes that the "
                "ledger does not know."
            )
            faults.append(
                Contradiction(fact, f'`statplan doctor --merge "{copy.path}"` unites them.')
            )
    return faults


def _describe_foreign(own: Witness) -> Contradiction:
    lineage = own.manifest.lineage if own.manifest else ""
    return Contradiction(
        f"{own.folder} holds the calendars of another plan (lineage {lineage}).",
        "Restore the plan's own lineage, or state another folder for this plan's calendars "
        "(frequency.calendars.folder).",
    )


def _describe_lost(ledger: Ledger | None, witness: Witness, path: Path) -> Contradiction:
    trace = _describe_trace(witness)
    if ledger is None:
        fact = f"{path} is lost: {witness.folder} was published from it ({trace})."
    else:
        fact = f"{path} knows of no publish, but {witness.folder} was published ({trace})."
    return Contradiction(fact, _restore(path, witness.folder))


def _describe_trace(witness: Witness) -> str:
    """Name what shows that a folder was published."""
    if witness.manifest:
        return f"{MANIFEST_FILE} names publish {witness.manifest.serial}"
    if witness.publishes:
        return f"it has the folder {witness.newest}"
    if witness.sequences:
        return f"{witness.feed} has {_count(len(witness.sequences), 'published entry')}"
    return f"it has a {MANIFEST_FILE} that cannot be read: {witness.damage}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun.removesuffix('y')}ies"


def find_ahead(ledger: Ledger, witness: Witness, path: Path) -> Iterator[str]:
    """Say in which ways a folder knows more than a ledger; `path` is how messages name that."""
    known = ledger.published.serial if ledger.published else 0
    folder, manifest = witness.folder, witness.manifest
    if manifest and manifest.lineage == ledger.lineage:
        if manifest.serial > known:
            yield (
                f"{path} is older than what was published: {folder / MANIFEST_FILE} names publish "
                f"{manifest.serial}, and the ledger knows {known}."
            )
        elif manifest.serial == known and manifest.issued != issued_digest(ledger):
            yield f"{path} and {folder / MANIFEST_FILE} say different things of publish {known}."
    if witness.damaged_serial > known:
        yield (
            f"{path} is older than what was published: {folder / MANIFEST_FILE} is damaged, but "
            f"still shows publish {witness.damaged_serial}, and the ledger knows {known}."
        )
    newest = max(witness.publishes.values(), default=0)
    if newest > known:
        yield (
            f"{path} is older than what was published: {folder / witness.newest} is of publish "
            f"{newest}, and the ledger knows {known}."
        )
    for name in witness.find_rivals(ledger):
        yield f"{path} does not know {folder / name}: its own publish {known} was another one."
    numbers = {row.uid: row.sequence for row in ledger.issued}
    newer = [uid for uid, number in witness.sequences.items() if number > numbers.get(uid, -1)]
    if newer:
        yield (
            f"{path} is older than what was published: {folder / witness.feed} has "
            f"{_count(len(newer), 'entry')} that the ledger does not know, or knows by a lower "
            f"number (the first is {newer[0]})."
        )


def _find_missing(
    ledger: Ledger, own: Witness, others: list[Witness], path: Path
) -> Iterator[Contradiction]:
    """Say what the calendar folder should hold and does not, though nothing contradicts it."""
    if own.damage:
        yield Contradiction(
            f"{own.folder / MANIFEST_FILE} cannot be read: {own.damage}.",
            "`statplan doctor --repair` makes it anew: the rest of the folder confirms the ledger.",
            repairable=True,
        )
    if own.manifest or own.damage:
        return
    known = ledger.published.serial if ledger.published else 0
    moved = [
        witness.folder
        for witness in others
        if not own and witness.manifest and witness.manifest.serial == known
    ]
    if moved:
        yield Contradiction(
            f"the calendars were published into {moved[0]}, and the plan states {own.folder}.",
            f"Rename {moved[0]} to {own.folder}, so that subscriptions go on, or state its name in "
            "the plan (frequency.calendars.folder).",
        )
        return
    yield Contradiction(
        f"{own.folder / MANIFEST_FILE} is missing: nothing shows that {path.name} is the last one.",
        f"Restore {own.folder} from version control or a backup. If {path.name} is the last one, "
        "`statplan doctor --repair` writes the calendars anew.",
        repairable=True,
    )
