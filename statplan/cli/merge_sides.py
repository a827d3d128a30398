"""The versions of a ledger that are to become one, each of them proved."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from statplan import files
from statplan.cli import keeping
from statplan.cli.loading import Loaded
from statplan.errors import StatplanError
from statplan.files import contradictions, witnesses
from statplan.files.versions import Versions, find_versions, has_markers
from statplan.ledger import Ledger
from statplan.ledger.merge import includes, merge_ledgers
from statplan.ledger.reading import parse, read


@dataclass(frozen=True, slots=True)
class Sides:
    """The ledgers that are to become one, and what those of a git merge began from."""

    ledgers: tuple[Ledger, ...]
    base: Ledger | None = None

    def unite(self) -> Ledger:
        """Return the ledger that knows what all of them know."""
        for ledger in self.ledgers:
            if all(includes(ledger, other, self.base) for other in self.ledgers):
                return ledger
        first, *others = self.ledgers
        for other in others:
            first = merge_ledgers(self.base, first, other)
        return first


def read_sides(loaded: Loaded, copies: Sequence[Path] = ()) -> Sides:
    """Return every version of a plan's ledger: of a git merge, of the folder, and of copies.

    Raises:
        StatplanError: exit code 4; one cannot be proved, or there is none.
    """
    path, _ = keeping.proofs(loaded)
    lineage = loaded.plan.lineage or ""
    versions = find_versions(path)
    data = files.read_if_there(path)
    ledgers: list[Ledger] = []
    if versions:
        ledgers += [
            _read_side(loaded, name, side, whole=versions.whole)
            for name, side in (("our", versions.ours), ("their", versions.theirs))
            if side is not None
        ]
        # Git leaves one version there, or markers; a merge that was not added yet is better.
        standing = read_or_none(data, lineage)
        ledgers += [standing] if standing and standing not in ledgers else []
    elif data is not None:
        ledgers.append(read(data, str(path), lineage))
    ledgers += [read(files.read(copy), str(copy), lineage) for copy in copies]
    if not ledgers:
        raise StatplanError(
            f"there is no {path} to merge.",
            hint="Name a copy of it: `statplan doctor --merge FILE`.",
            exit_code=2,
        )
    return Sides(tuple(ledgers), read_or_none(versions.base if versions else None, lineage))


def is_unmerged(loaded: Loaded) -> bool:
    """Return whether git holds two versions of the ledger that the ledger itself does not unite."""
    path, _ = keeping.proofs(loaded)
    if find_versions(path) is None:
        return False
    data = files.read_if_there(path)
    if data is None or has_markers(data):
        return True
    return read_sides(loaded).unite() != parse(data, str(path))


def read_or_none(data: bytes | None, lineage: str) -> Ledger | None:
    """Return a ledger that a merge can do without; None where it is not proved."""
    if not data:
        return None
    try:
        return read(data, "", lineage)
    except StatplanError:
        return None


def _read_side(loaded: Loaded, name: str, data: bytes, *, whole: bool) -> Ledger:
    """Read one side of a git merge, and prove it by that side's own calendars where they differ."""
    path, manifest = keeping.proofs(loaded)
    label = f"{name} version of {path}"
    try:
        ledger = read(data, label, loaded.plan.lineage or "")
    except StatplanError as error:
        raise error if whole else _describe_mixture(path) from None
    feed = find_versions(manifest.with_name(witnesses.FEED_FILE))
    witness = witnesses.make_witness(
        manifest.parent,
        _choose(find_versions(manifest), name),
        (_choose(feed, name) or b"") if feed and feed.whole else b"",
    )
    facts = list(contradictions.find_ahead(ledger, witness, Path(label)))
    if facts:
        raise StatplanError(
            "\n".join(facts),
            hint=f"On that branch, restore the {path.name} that belongs to its calendars, and "
            "merge again.",
            exit_code=4,
        )
    return ledger


def _describe_mixture(path: Path) -> StatplanError:
    return StatplanError(
        f"the conflict markers in {path} do not show both versions whole: git has merged other "
        "lines of it already, and its index does not have the versions any more.",
        hint=f"Get both versions: `git show BRANCH:./{path.name} > theirs.json`, then "
        f"`git show OTHER:./{path.name} > {path.name}`. Then type `statplan doctor --merge "
        "theirs.json`.",
        exit_code=4,
    )


def _choose(versions: Versions | None, name: str) -> bytes | None:
    if versions is None:
        return None
    return versions.ours if name == "our" else versions.theirs
