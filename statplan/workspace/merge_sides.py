"""The versions of a ledger that are to be merged, each of them proved."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from statplan.calendars.published_files import FEED_FILE
from statplan.errors import Command, Remedy, StatplanError
from statplan.ledger.file_reader import parse_ledger, read_ledger
from statplan.ledger.merge import is_superset_of, merge_ledgers
from statplan.ledger.model import Ledger
from statplan.workspace import contradictions, files, publish_evidence
from statplan.workspace.git_conflict import (
    ConflictVersions,
    find_conflict_versions,
    has_conflict_markers,
)

_REPAIR_THERE = Remedy(
    "Repair it on its branch: ", Command("doctor"), " says how. Then merge again."
)


@dataclass(frozen=True, slots=True)
class MergeSides:
    """The ledgers that are to be merged.

    Attributes:
        ours: the one of the folder, or of our branch; None where there is none.
        others: those that are merged into it.
        base: what both sides of a git merge began from; None where nobody knows.
        base_serial: the number of the last publish that all of them know; None where git does not
            show it.
    """

    ours: Ledger | None
    others: tuple[Ledger, ...]
    base: Ledger | None = None
    base_serial: int | None = None

    @property
    def ledgers(self) -> tuple[Ledger, ...]:
        """All of them, ours first."""
        return (self.ours, *self.others) if self.ours else self.others

    def unite_ledgers(self) -> Ledger:
        """Return the ledger that knows what all of them know."""
        for ledger in self.ledgers:
            if all(is_superset_of(ledger, other, self.base) for other in self.ledgers):
                return ledger
        united, *others = self.ledgers
        for other in others:
            united = merge_ledgers(self.base, united, other)
        return united


def read_sides(path: Path, manifest: Path, lineage: str, copies: Sequence[Path] = ()) -> MergeSides:
    """Return every version of a plan's ledger: of a git merge, of the folder, and of copies.

    Args:
        path: the ledger.
        manifest: the manifest of the calendars that were made from it.
        lineage: the plan's own.
        copies: copies of the ledger that a person named.

    Raises:
        StatplanError: exit code 4, one cannot be proved; 2, there is none.
    """
    versions = find_conflict_versions(path)
    content = files.read_if_exists(path)
    others = [_read_copy(copy, lineage) for copy in copies]
    if versions:
        ours, theirs = (
            None if side is None else _read_side(path, manifest, lineage, name, versions)
            for name, side in (("our", versions.ours), ("their", versions.theirs))
        )
        # Git leaves one version there, or markers; a merge that was not added yet is better.
        present = _read_if_proved(content, lineage)
        if present and present not in (ours, theirs):
            others.insert(0, present)
        if theirs:
            others.insert(0, theirs)
        base = _read_if_proved(versions.base, lineage)
        return MergeSides(ours, tuple(others), base, _find_base_serial(versions, base))
    ours = read_ledger(content, str(path), lineage) if content is not None else None
    if ours is None and not others:
        raise StatplanError(
            f"there is no {path} to merge.",
            remedy=Remedy("Name a copy of it: ", Command("doctor", "--merge", "FILE"), "."),
            exit_code=2,
        )
    # Where git's merge driver has united the ledgers, git still has both versions of the manifest.
    serial = None if others else _find_manifest_serial(manifest)
    return MergeSides(ours, tuple(others), None, serial)


def read_driver_sides(base: bytes, ours: bytes, theirs: bytes) -> MergeSides:
    """Return the three versions that git hands to its merge driver.

    Raises:
        StatplanError: exit code 4; one of the two sides cannot be proved.
    """
    lineage = parse_ledger(ours, "our ledger").lineage
    sides = read_ledger(ours, "our ledger", lineage), read_ledger(theirs, "their ledger", lineage)
    return MergeSides(sides[0], sides[1:], _read_if_proved(base, lineage))


def is_unmerged(path: Path, manifest: Path, lineage: str) -> bool:
    """Return whether git holds two versions of the ledger that the ledger itself does not unite."""
    if find_conflict_versions(path) is None:
        return False
    content = files.read_if_exists(path)
    if content is None or has_conflict_markers(content):
        return True
    return read_sides(path, manifest, lineage).unite_ledgers() != parse_ledger(content, str(path))


def _find_base_serial(versions: ConflictVersions, base: Ledger | None) -> int | None:
    if base:
        return base.published.serial if base.published else 0
    return 0 if versions.whole and versions.base is None else None


def _find_manifest_serial(manifest: Path) -> int | None:
    """Return the number of the publish from which two versions of a manifest went on."""
    versions = find_conflict_versions(manifest)
    if versions is None or (versions.base is None and not versions.whole):
        return None
    base = publish_evidence.build_evidence(manifest.parent, versions.base, b"").manifest
    return base.serial if base else 0


def _read_if_proved(content: bytes | None, lineage: str) -> Ledger | None:
    """Return a ledger that a merge can do without; None where it is not proved."""
    if not content:
        return None
    try:
        return read_ledger(content, "", lineage)
    except StatplanError:
        return None


def _read_copy(copy: Path, lineage: str) -> Ledger:
    remedy = f"Fetch {copy.name} again from where it is whole."
    return read_ledger(files.read_file(copy), str(copy), lineage, remedy)


def _read_side(
    path: Path, manifest: Path, lineage: str, name: str, versions: ConflictVersions
) -> Ledger:
    """Read one side of a git merge, and prove it by that side's own calendars where they differ."""
    label = f"{name} version of {path}"
    try:
        ledger = read_ledger(_choose_side(versions, name) or b"", label, lineage, _REPAIR_THERE)
    except StatplanError as error:
        raise error if versions.whole else _describe_mixture(path) from None
    feed = find_conflict_versions(manifest.with_name(FEED_FILE))
    evidence = publish_evidence.build_evidence(
        manifest.parent,
        _choose_side(find_conflict_versions(manifest), name),
        (_choose_side(feed, name) or b"") if feed and feed.whole else b"",
    )
    facts = list(contradictions.find_conflicting_evidence(ledger, evidence, Path(label)))
    if facts:
        raise StatplanError(
            "\n".join(facts),
            remedy=f"On that branch, restore the {path.name} that belongs to its calendars, and "
            "merge again.",
            exit_code=4,
        )
    return ledger


def _describe_mixture(path: Path) -> StatplanError:
    return StatplanError(
        f"the conflict markers in {path} do not show both versions whole: git has merged other "
        "lines of it already, and its index does not have the versions any more.",
        remedy=Remedy(
            f"Get both versions: `git show BRANCH:./{path.name} > theirs.json`, then `git show "
            f"OTHER:./{path.name} > {path.name}`. Then type ",
            Command("doctor", "--merge", "theirs.json"),
            ".",
        ),
        exit_code=4,
    )


def _choose_side(versions: ConflictVersions | None, name: str) -> bytes | None:
    if versions is None:
        return None
    return versions.ours if name == "our" else versions.theirs
