"""`statplan doctor --merge`: two people decided or published, each on a branch or a computer.

The ledgers are merged. Everything else in the calendar folder is written anew from the result.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from pathlib import Path

from statplan import files
from statplan.calendars.publication import NOTE
from statplan.cli import clock, keeping, publicly, publishing
from statplan.cli.keeping import Kept
from statplan.cli.loading import Loaded, load
from statplan.cli.merge_report import tell_merge
from statplan.cli.merge_sides import Sides, read_or_none, read_sides
from statplan.cli.progress import teller
from statplan.errors import StatplanError
from statplan.files import journal, places, witnesses
from statplan.files.copies import find_copies
from statplan.files.lock import locked
from statplan.files.versions import has_markers
from statplan.ledger import Ledger
from statplan.ledger.reading import parse, read
from statplan.ledger.writing import write

_PLANS = {".yaml", ".yml"}


def split_paths(paths: Sequence[Path]) -> tuple[Path | None, list[Path]]:
    """Return the plan among the paths that a person named, and the other files.

    Raises:
        StatplanError: exit code 2; two of them are plans.
    """
    plans = [path for path in paths if path.is_dir() or path.suffix.lower() in _PLANS]
    if len(plans) > 1:
        raise StatplanError("name one plan.", hint=f"For example: {plans[0]}.", exit_code=2)
    return (plans[0] if plans else None), [path for path in paths if path not in plans]


def run(given: Path | None, copies: Sequence[Path]) -> None:
    """Merge the ledger of a plan, and write everything that follows from it anew.

    Raises:
        StatplanError: exit code 4; a version cannot be proved, or something was published that
            no version knows. Nothing is written then.
    """
    path = files.find_plan(given)
    files.read(path)
    with locked(path.parent):
        loaded = load(path)
        journal.complete(path.parent, keeping.calendar_folder(loaded))
        ledger_path, _ = keeping.proofs(loaded)
        places.refuse(path.parent, keeping.proofs(loaded))
        sides = read_sides(loaded, copies)
        merged = sides.unite()
        _prove(loaded, merged)
        derived = _make_outputs(loaded, merged)
        outputs = {ledger_path: write(merged), **derived}
        written = journal.commit(path.parent, keeping.calendar_folder(loaded), outputs)
        aside = [files.set_aside(copy) for copy in _find_own(ledger_path, copies, derived)]
    tell_merge(loaded, sides, merged, [*written, *aside])


def run_driver(paths: Sequence[Path]) -> None:
    """Merge as git asks its merge drivers to: three files, and the result goes into the second.

    Raises:
        StatplanError: exit code 2, there are not three files; 4, a version cannot be proved. The
            second file is as it was then.
    """
    if len(paths) != 3:  # noqa: PLR2004 - base, ours, theirs
        raise StatplanError(
            "a merge driver gets three files.",
            hint='Set it up with: git config merge.statplan.driver "statplan doctor --merge-driver '
            '%O %A %B"',
            exit_code=2,
        )
    base, ours, theirs = map(files.read, paths)
    lineage = parse(ours, "our ledger").lineage
    ledgers = read(ours, "our ledger", lineage), read(theirs, "their ledger", lineage)
    merged = Sides(ledgers, read_or_none(base, lineage)).unite()
    files.write_all({paths[1]: write(merged)})


def _prove(loaded: Loaded, merged: Ledger) -> None:
    """Refuse a ledger that the calendar folder contradicts."""
    faults = [
        fault
        for fault in keeping.find_calendar_contradictions(loaded, merged)
        if not fault.repairable
    ]
    if faults:
        facts = "\n".join(fault.fact for fault in faults)
        raise StatplanError(facts, hint=faults[0].remedy, exit_code=4)


def _make_outputs(loaded: Loaded, merged: Ledger) -> dict[Path, bytes]:
    """Return every file that follows from a ledger."""
    if merged.published is None:
        return {}
    now = clock.now().astimezone(UTC).replace(microsecond=0)
    kept = Kept(loaded, merged, there=True, now=now)
    outputs = publishing.published(kept) | publicly.of_publish(kept, merged, teller())
    note = kept.folder / NOTE
    if has_markers(files.read_if_there(note) or b""):
        notes = list(_find_notes(kept.folder))
        outputs |= {note: notes[-1]} if notes else {}
    return outputs


def _find_notes(calendars: Path) -> Iterator[bytes]:
    """Return what each publish changed, the last publish last."""
    folders = witnesses.find_publish_folders(calendars)
    for name in sorted(folders, key=lambda name: (folders[name], name)):
        data = files.read_if_there(calendars / name / NOTE)
        if data and not has_markers(data):
            yield data


def _find_own(ledger: Path, copies: Iterable[Path], derived: Iterable[Path]) -> Iterator[Path]:
    """Return the copies in the plan's own folder that the merge has made needless."""
    for copy in {copy.resolve(): copy for copy in copies}.values():
        if copy.resolve().parent == ledger.resolve().parent and not copy.samefile(ledger):
            yield copy
    for path in derived:
        yield from find_copies(path)
