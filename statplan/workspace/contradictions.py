"""Contradictions between a calendar folder and a ledger: proof that a ledger is the latest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from statplan.errors import Command, Remedy, Words
from statplan.ledger.file_writer import hash_issued
from statplan.ledger.merge import is_superset_of
from statplan.ledger.model import Ledger
from statplan.plan.english import format_count
from statplan.workspace.files import MANIFEST_FILE
from statplan.workspace.publish_evidence import PublishEvidence
from statplan.workspace.sync_copies import LedgerCopy


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A way in which a calendar folder does not fit the ledger.

    `doctor_option` names the option of `doctor` that removes the contradiction; empty where none
    does. "repair" writes the manifest anew, where nothing else contradicts the ledger. "merge" does
    so where git could not merge the manifest, and unites the ledger with a copy that knows more.
    """

    fact: str
    remedy: Words
    doctor_option: Literal["", "repair", "merge"] = ""


def find_contradictions(
    ledger: Ledger | None, all_evidence: Iterable[PublishEvidence], lineage: str, path: Path
) -> list[Contradiction]:
    """Return every way in which calendar folders do not fit a ledger; none if it is the latest.

    Args:
        ledger: what the ledger file says; None where there is no such file.
        all_evidence: the calendar folder of the plan first, then others of the same lineage.
        lineage: the plan's own.
        path: where the ledger is, for the messages.
    """
    own, *others = all_evidence
    if own.manifest and own.manifest.lineage != lineage:
        return [_describe_foreign(own)]
    if ledger is None or ledger.published is None:
        traces = [evidence for evidence in _exclude_nested_folders(own, others) if evidence]
        return [_describe_lost(ledger, own, evidence, path) for evidence in traces]
    ahead = [
        Contradiction(
            fact,
            Remedy(
                describe_ledger_recovery(path, evidence.folder),
                f" If a file of {evidence.folder} "
                f"was edited by hand, restore that file instead.{_describe_trial(own, evidence)}",
            ),
        )
        for evidence in _exclude_nested_folders(own, others)
        for fact in find_conflicting_evidence(ledger, evidence, path)
    ]
    return ahead or [*_find_missing_evidence(ledger, own, others, path)]


def _exclude_nested_folders(
    own: PublishEvidence, others: list[PublishEvidence]
) -> list[PublishEvidence]:
    """Return the evidence, without folders inside the calendar folder if that has evidence."""
    return [own, *(other for other in others if not own or own.folder not in other.folder.parents)]


def describe_ledger_recovery(path: Path, folder: Path) -> Remedy:
    """Say how to get the ledger of published calendars back, and what is left where nobody has it.

    Args:
        path: where the ledger is, or was.
        folder: the calendars that were published from it.
    """
    aside = f"rename {path.name}, " if path.exists() else ""
    return Remedy(
        f"Restore the {path.name} that belongs to {folder}, from version control or a backup; do "
        f"not begin a new one. If two people published, name the other {path.name}: ",
        Command("doctor", "--merge", "FILE"),
        f". If nobody has it any more, nobody can say which numbers are used: {aside}give the "
        "plan a new `lineage` (any other UUID) and another calendar folder "
        "(frequency.calendars.folder), publish, and ask everybody to delete the old entries.",
    )


def _describe_trial(own: PublishEvidence, evidence: PublishEvidence) -> str:
    """Say what to do with calendars elsewhere in the plan's folder that nobody needs."""
    if evidence.folder == own.folder:
        return ""
    return f" If {evidence.folder} is of a trial, move it out of the plan's folder, or delete it."


def find_newer_copies(
    ledger: Ledger | None, copies: Iterable[LedgerCopy], lineage: str
) -> dict[Path, Contradiction]:
    """Return the copies of a ledger that know more than it does, or might, each with the reason."""
    faults = {}
    for copy in copies:
        if copy.ledger is None:
            fact = (
                f"{copy.path} looks like a copy of the ledger that cannot be proved: {copy.damage}"
            )
            rescue = f"Put the whole copy there. If it is of no use, rename {copy.path.name}."
            faults[copy.path] = Contradiction(fact, rescue)
        elif not is_superset_of(ledger or Ledger(lineage), copy.ledger):
            fact = (
                f"{copy.path} is a copy of the ledger, and knows decisions or publishes that the "
                "ledger does not know."
            )
            remedy = Remedy(Command("doctor", "--merge", copy.path), " unites them.")
            faults[copy.path] = Contradiction(fact, remedy, "merge")
    return faults


def _describe_foreign(own: PublishEvidence) -> Contradiction:
    lineage = own.manifest.lineage if own.manifest else ""
    return Contradiction(
        f"{own.folder} holds the calendars of another plan (lineage {lineage}).",
        "Restore the plan's own lineage, or state another folder for this plan's calendars "
        "(frequency.calendars.folder).",
    )


def _describe_lost(
    ledger: Ledger | None, own: PublishEvidence, evidence: PublishEvidence, path: Path
) -> Contradiction:
    trace = _describe_trace(evidence)
    if ledger is None:
        fact = f"{path} is lost: {evidence.folder} was published from it ({trace})."
    else:
        fact = f"{path} knows of no publish, but {evidence.folder} was published ({trace})."
    is_alone = evidence.damage and not evidence.publishes and not evidence.sequences
    never = (
        f" If nothing was ever published from this plan, delete {evidence.folder / MANIFEST_FILE}."
        if is_alone
        else ""
    )
    return Contradiction(
        fact,
        Remedy(
            describe_ledger_recovery(path, evidence.folder),
            never,
            _describe_trial(own, evidence),
        ),
    )


def _describe_trace(evidence: PublishEvidence) -> str:
    """Name what shows that a folder was published."""
    if evidence.manifest:
        return f"{MANIFEST_FILE} names publish {evidence.manifest.serial}"
    if evidence.publishes:
        return f"it has the folder {evidence.newest}"
    if evidence.sequences:
        return f"{evidence.feed} has {format_count(len(evidence.sequences), 'published entry')}"
    return f"it has a {MANIFEST_FILE} that cannot be read: {evidence.damage}"


def find_conflicting_evidence(
    ledger: Ledger, evidence: PublishEvidence, path: Path
) -> Iterator[str]:
    """Say in one sentence that a folder knows more than a ledger, and what shows it.

    Args:
        ledger: the ledger.
        evidence: what the folder shows.
        path: how the message names the ledger.
    """
    reasons = [*_find_newer_publishes(ledger, evidence), *_find_rival_publishes(ledger, evidence)]
    if reasons:
        relation = (
            "is older than" if any(_find_newer_publishes(ledger, evidence)) else "does not fit"
        )
        explanation = "; ".join(reasons)
        yield f"{path} {relation} what was published into {evidence.folder}: {explanation}."


def _find_newer_publishes(ledger: Ledger, evidence: PublishEvidence) -> Iterator[str]:
    """Say what in a folder is of a later publish than the ledger knows."""
    known_serial = ledger.published.serial if ledger.published else 0
    manifest = evidence.manifest
    if manifest and manifest.lineage == ledger.lineage and manifest.serial > known_serial:
        name = evidence.manifest_name
        yield f"{name} names publish {manifest.serial}, and the ledger knows {known_serial}"
    if evidence.damaged_serial > known_serial:
        yield (
            f"{evidence.manifest_name} is damaged, but still names publish "
            f"{evidence.damaged_serial}, and the ledger knows {known_serial}"
        )
    newest = max(evidence.publishes.values(), default=0)
    if newest > known_serial:
        yield f"the folder {evidence.newest} is of publish {newest}"
    numbers = {row.uid: row.sequence for row in ledger.issued}
    newer = [uid for uid, number in evidence.sequences.items() if number > numbers.get(uid, -1)]
    if newer:
        yield (
            f"{evidence.feed} shows {format_count(len(newer), 'later change')} of calendar entries"
        )


def _find_rival_publishes(ledger: Ledger, evidence: PublishEvidence) -> Iterator[str]:
    """Say what in a folder is of another publish with the number of the ledger's last one."""
    known_serial = ledger.published.serial if ledger.published else 0
    manifest = evidence.manifest
    is_same = manifest and manifest.lineage == ledger.lineage and manifest.serial == known_serial
    if is_same and manifest and manifest.issued != hash_issued(ledger):
        yield f"{evidence.manifest_name} is of another publish {known_serial}"
    for name in evidence.find_rivals(ledger):
        yield f"the folder {name} is of another publish {known_serial}"


def _find_missing_evidence(
    ledger: Ledger, own: PublishEvidence, others: list[PublishEvidence], path: Path
) -> Iterator[Contradiction]:
    """Say what the calendar folder should hold and does not, though nothing contradicts it."""
    if not own.manifest and (differing := _find_other_starts(ledger, own)):
        yield Contradiction(
            f"{own.folder / own.feed} shows {format_count(len(differing), 'entry')} on another "
            f"date than {path}, under the same number.",
            describe_ledger_recovery(path, own.folder),
        )
        return
    if own.damage:
        yield _describe_damage(own, path)
    if own.manifest or own.damage:
        return
    known_serial = ledger.published.serial if ledger.published else 0
    moved = [
        evidence.folder
        for evidence in others
        if not own and evidence.manifest and evidence.manifest.serial == known_serial
    ]
    if moved:
        yield Contradiction(
            f"the calendars were published into {moved[0]}, and the plan states {own.folder}.",
            f"{_describe_empty_folder(own)}Rename {moved[0]} to {own.folder}, so that "
            "subscriptions go on, or state its name in the plan (frequency.calendars.folder).",
        )
        return
    yield Contradiction(
        f"{own.folder / MANIFEST_FILE} is missing: nothing shows that {path.name} is the last one.",
        Remedy(
            f"Restore {own.folder} from version control or a backup. If {path.name} is the last "
            "one, ",
            Command("doctor", "--repair"),
            " writes the calendars anew, but no dated folder of an earlier publish.",
        ),
        "repair",
    )


def _describe_damage(own: PublishEvidence, path: Path) -> Contradiction:
    """Describe a manifest that cannot be read; others in the folder may confirm the ledger."""
    fact = f"{own.folder / MANIFEST_FILE} cannot be read: {own.damage}."
    if own.publishes or own.sequences:
        flag: Literal["repair", "merge"] = "merge" if own.conflicted else "repair"
        remedy = Remedy(
            Command("doctor", f"--{flag}"),
            " makes it anew: the rest of the folder confirms the ledger.",
        )
        return Contradiction(fact, remedy, flag)
    return Contradiction(
        f"{fact} Nothing else in the folder shows that {path.name} is the last one.",
        Remedy(
            f"Restore {own.folder} from version control or a backup. If you are certain that "
            f"{path.name} is the last one, move {own.folder} away, and run ",
            Command("doctor", "--repair"),
            ", which writes the calendars anew.",
        ),
    )


def _describe_empty_folder(own: PublishEvidence) -> str:
    return f"Delete the empty folder {own.folder}. " if own.folder.exists() else ""


def _find_other_starts(ledger: Ledger, own: PublishEvidence) -> list[str]:
    """Return the UIDs of entries that a feed shows on another date under the ledger's number."""
    return [
        row.uid
        for row in ledger.issued
        if own.sequences.get(row.uid) == row.sequence
        and own.starts.get(row.uid, f"{row.start:%Y%m%d}")
        not in {f"{row.start:%Y%m%dT%H%M%S}", f"{row.start:%Y%m%d}"}
    ]
