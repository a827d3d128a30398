"""How a calendar folder contradicts a ledger: the proof that a ledger is the last one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from statplan.files import MANIFEST_FILE
from statplan.files.copies import LedgerCopy
from statplan.files.witnesses import Witness
from statplan.ledger import Ledger
from statplan.ledger.merge import includes
from statplan.ledger.writing import issued_digest


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A way in which a witness does not fit the ledger.

    `cure` names the option of `doctor` that makes the witness anew from the ledger: "repair" where
    all others confirm the ledger, and "merge" where they do and git could not merge the witness.
    """

    fact: str
    remedy: str
    cure: Literal["", "repair", "merge"] = ""


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
        traces = [witness for witness in _leave_out_parts(own, others) if witness]
        return [_describe_lost(ledger, own, witness, path) for witness in traces]
    ahead = [
        Contradiction(
            fact,
            f"{describe_way_back(path, witness.folder)} If a file of {witness.folder} was edited "
            f"by hand, restore that file instead.{_describe_trial(own, witness)}",
        )
        for witness in _leave_out_parts(own, others)
        for fact in find_ahead(ledger, witness, path)
    ]
    return ahead or [*_find_missing(ledger, own, others, path)]


def _leave_out_parts(own: Witness, others: list[Witness]) -> list[Witness]:
    """Return the witnesses without folders inside the calendar folder, where that tells enough."""
    return [own, *(other for other in others if not own or own.folder not in other.folder.parents)]


def describe_way_back(path: Path, folder: Path) -> str:
    """Say how to get the ledger of published calendars back, and what is left where nobody has it.

    Args:
        path: where the ledger is, or was.
        folder: the calendars that were published from it.
    """
    aside = f"rename {path.name}, " if path.exists() else ""
    return (
        f"Restore the {path.name} that belongs to {folder}, from version control or a backup; "
        f"do not begin a new one. If two people published, name the other {path.name}: "
        "`statplan doctor --merge FILE`. If nobody has it any more, nobody can say which numbers "
        f"are used: {aside}give the plan a new `lineage` (any other UUID) and another calendar "
        "folder (frequency.calendars.folder), publish, and ask everybody to delete the old entries."
    )


def _describe_trial(own: Witness, witness: Witness) -> str:
    """Say what to do with calendars elsewhere in the plan's folder that nobody needs."""
    if witness.folder == own.folder:
        return ""
    return f" If {witness.folder} is of a trial, move it out of the plan's folder, or delete it."


def find_newer_copies(
    ledger: Ledger | None, copies: Iterable[LedgerCopy], lineage: str
) -> dict[Path, Contradiction]:
    """Return the copies of a ledger beside it that know more than it does, or might."""
    faults = {}
    for copy in copies:
        if copy.ledger is None:
            fact = (
                f"{copy.path} looks like a copy of the ledger that cannot be proved: {copy.damage}"
            )
            remedy = f"Put the whole copy there. If it is of no use, rename {copy.path.name}."
            faults[copy.path] = Contradiction(fact, remedy)
        elif not includes(ledger or Ledger(lineage), copy.ledger):
            fact = (
                f"{copy.path} is a copy of the ledger, and knows decisions or publishes that the "
                "ledger does not know."
            )
            remedy = f'`statplan doctor --merge "{copy.path}"` unites them.'
            faults[copy.path] = Contradiction(fact, remedy, "merge")
    return faults


def _describe_foreign(own: Witness) -> Contradiction:
    lineage = own.manifest.lineage if own.manifest else ""
    return Contradiction(
        f"{own.folder} holds the calendars of another plan (lineage {lineage}).",
        "Restore the plan's own lineage, or state another folder for this plan's calendars "
        "(frequency.calendars.folder).",
    )


def _describe_lost(
    ledger: Ledger | None, own: Witness, witness: Witness, path: Path
) -> Contradiction:
    trace = _describe_trace(witness)
    if ledger is None:
        fact = f"{path} is lost: {witness.folder} was published from it ({trace})."
    else:
        fact = f"{path} knows of no publish, but {witness.folder} was published ({trace})."
    is_alone = witness.damage and not witness.publishes and not witness.sequences
    never = (
        f" If nothing was ever published from this plan, delete {witness.folder / MANIFEST_FILE}."
        if is_alone
        else ""
    )
    return Contradiction(
        fact, f"{describe_way_back(path, witness.folder)}{never}{_describe_trial(own, witness)}"
    )


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
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{number} {noun}s"


def find_ahead(ledger: Ledger, witness: Witness, path: Path) -> Iterator[str]:
    """Say in one sentence that a folder knows more than a ledger, and what shows it.

    Args:
        ledger: the ledger.
        witness: what the folder tells.
        path: how the message names the ledger.
    """
    reasons = [*_find_newer(ledger, witness), *_find_other(ledger, witness)]
    if reasons:
        what = "is older than" if any(_find_newer(ledger, witness)) else "does not fit"
        shown = "; ".join(reasons)
        yield f"{path} {what} what was published into {witness.folder}: {shown}."


def _find_newer(ledger: Ledger, witness: Witness) -> Iterator[str]:
    """Say what in a folder is of a later publish than the ledger knows."""
    known = ledger.published.serial if ledger.published else 0
    manifest = witness.manifest
    if manifest and manifest.lineage == ledger.lineage and manifest.serial > known:
        name = witness.manifest_name
        yield f"{name} names publish {manifest.serial}, and the ledger knows {known}"
    if witness.damaged_serial > known:
        yield (
            f"{witness.manifest_name} is damaged, but still names publish "
            f"{witness.damaged_serial}, and the ledger knows {known}"
        )
    newest = max(witness.publishes.values(), default=0)
    if newest > known:
        yield f"the folder {witness.newest} is of publish {newest}"
    numbers = {row.uid: row.sequence for row in ledger.issued}
    newer = [uid for uid, number in witness.sequences.items() if number > numbers.get(uid, -1)]
    if newer:
        yield f"{witness.feed} shows {_count(len(newer), 'later change')} of calendar entries"


def _find_other(ledger: Ledger, witness: Witness) -> Iterator[str]:
    """Say what in a folder is of another publish with the number of the ledger's last one."""
    known = ledger.published.serial if ledger.published else 0
    manifest = witness.manifest
    is_same = manifest and manifest.lineage == ledger.lineage and manifest.serial == known
    if is_same and manifest and manifest.issued != issued_digest(ledger):
        yield f"{witness.manifest_name} is of another publish {known}"
    for name in witness.find_rivals(ledger):
        yield f"the folder {name} is of another publish {known}"


def _find_missing(
    ledger: Ledger, own: Witness, others: list[Witness], path: Path
) -> Iterator[Contradiction]:
    """Say what the calendar folder should hold and does not, though nothing contradicts it."""
    if not own.manifest and (differing := _find_other_starts(ledger, own)):
        yield Contradiction(
            f"{own.folder / own.feed} shows {_count(len(differing), 'entry')} on another date than "
            f"{path}, under the same number.",
            describe_way_back(path, own.folder),
        )
        return
    if own.damage:
        yield _describe_damage(own, path)
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
            f"{_clear_way(own)}Rename {moved[0]} to {own.folder}, so that subscriptions go on, or "
            "state its name in the plan (frequency.calendars.folder).",
        )
        return
    yield Contradiction(
        f"{own.folder / MANIFEST_FILE} is missing: nothing shows that {path.name} is the last one.",
        f"Restore {own.folder} from version control or a backup. If {path.name} is the last one, "
        "`statplan doctor --repair` writes the calendars anew, but no dated folder of an earlier "
        "publish.",
        "repair",
    )


def _describe_damage(own: Witness, path: Path) -> Contradiction:
    """Describe a manifest that cannot be read; others in the folder may confirm the ledger."""
    fact = f"{own.folder / MANIFEST_FILE} cannot be read: {own.damage}."
    if own.publishes or own.sequences:
        cure: Literal["repair", "merge"] = "merge" if own.conflicted else "repair"
        remedy = (
            f"`statplan doctor --{cure}` makes it anew: the rest of the folder confirms the ledger."
        )
        return Contradiction(fact, remedy, cure)
    return Contradiction(
        f"{fact} Nothing else in the folder shows that {path.name} is the last one.",
        f"Restore {own.folder} from version control or a backup. If you are certain that "
        f"{path.name} is the last one, move {own.folder} away, and run `statplan doctor --repair`, "
        "which writes the calendars anew.",
    )


def _clear_way(own: Witness) -> str:
    return f"Delete the empty folder {own.folder}. " if own.folder.exists() else ""


def _find_other_starts(ledger: Ledger, own: Witness) -> list[str]:
    """Return the UIDs of entries that a feed shows on another date under the ledger's number."""
    return [
        row.uid
        for row in ledger.issued
        if own.sequences.get(row.uid) == row.sequence
        and own.starts.get(row.uid, f"{row.start:%Y%m%d}")
        not in {f"{row.start:%Y%m%dT%H%M%S}", f"{row.start:%Y%m%d}"}
    ]
