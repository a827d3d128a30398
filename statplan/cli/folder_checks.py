"""What is wrong with files beside the ledger: copies, line ends, and files that git left open."""

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from statplan import files
from statplan.calendars.published_names import FEED, NOTE
from statplan.cli import keeping, publicly, publishing
from statplan.cli.findings import Finding
from statplan.cli.keeping import Kept
from statplan.cli.loading import Loaded
from statplan.cli.progress import teller
from statplan.cli.standing_files import find_broken_pages
from statplan.files.attributes import (
    ATTRIBUTES_FILE,
    PUBLISHED_SUFFIXES,
    lacks_calendars,
    make_attributes,
)
from statplan.files.copies import find_copies, find_ledger_copies
from statplan.files.near_misses import quote
from statplan.files.versions import has_markers
from statplan.files.witnesses import find_publish_folders, read_sequences

_PULL = "Run `git lfs pull`, which fetches the contents."


def find_old_copies(loaded: Loaded) -> Iterator[Finding]:
    """Find copies that know nothing more than the originals, and plans beside the plan."""
    copies = [
        copy.path for copy in find_ledger_copies(loaded.path.parent, loaded.plan.lineage or "")
    ]
    calendars = keeping.calendar_folder(loaded)
    for name in (FEED, files.MANIFEST_FILE):
        copies += find_copies(calendars / name)
    plan = files.read(loaded.path)
    for path in find_copies(loaded.path):
        if files.is_equal(path, plan):
            copies.append(path)
        else:
            yield Finding(
                f"{path} is another version of the plan, and statplan does not read it.",
                f"Compare it with {loaded.path.name}, bring over what is missing, and rename it.",
            )
    for path in copies:
        yield Finding(
            f"{path} is a copy that knows nothing more.",
            "`statplan doctor --repair` renames it. Or delete it.",
            partial(files.set_aside, path),
        )


def find_changed_files(kept: Kept, outputs: Mapping[Path, bytes]) -> Iterator[Finding]:
    """Find published files that are not as the ledger has them, each with the cause.

    Args:
        kept: the plan and its ledger.
        outputs: the files that the ledger can tell again.
    """
    line_ends = dict(_find_line_ends(kept, outputs))
    for path, data in outputs.items():
        if path in line_ends or files.is_equal(path, data):
            continue
        if path.is_file() and files.is_lfs_pointer(path.read_bytes()):
            yield Finding(f"{path} holds a pointer of Git LFS in place of its contents.", _PULL)
            continue
        other = "differs from what a publish would write now: it was edited, or the plan was"
        fact = other if path.exists() else "is missing"
        yield Finding(f"{path} {fact}.", "", partial(_write, kept, {path: data}))
    if line_ends:
        yield _describe_line_ends(kept, line_ends)
    yield from _find_markers(kept, outputs)
    if lacks_calendars(kept.folder):
        yield Finding(
            f"{kept.folder / ATTRIBUTES_FILE} is your own, and lets git change the line ends of "
            "calendars.",
            "Add the line `*.ics -text` to it.",
            is_note=True,
        )


def find_missing_files(kept: Kept) -> Iterator[Finding]:
    """Find what a publish writes once, or as of its day, where it is not there any more."""
    if kept.ledger.published is None:
        return
    note = kept.folder / NOTE
    outputs = {} if note.exists() else publishing.restore_note(kept)
    if outputs:
        yield Finding(f"{note} is missing.", "", partial(_write, kept, outputs))
    pages = find_broken_pages(kept)
    if pages:
        fact = "is cut off" if pages[0].exists() else "is missing"
        yield Finding(f"{pages[0]} {fact}.", "", partial(_write_page, kept))


def _write_page(kept: Kept) -> None:
    _write(kept, publicly.of_publish(kept, kept.ledger, teller()))


def _find_line_ends(kept: Kept, outputs: Mapping[Path, bytes]) -> Iterator[tuple[Path, bytes]]:
    """Find files in which only the line ends are wrong, with what is right."""
    for path, data in outputs.items():
        former = path.read_bytes() if path.is_file() else data
        if former != data and _normalize(former) == _normalize(data):
            yield path, data
    for path in _find_messages(kept):
        if path not in outputs and path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            right = _normalize(data).replace(b"\n", b"\r\n")
            if data != right and data.startswith(b"BEGIN:VCALENDAR") and not has_markers(data):
                yield path, right


def _find_messages(kept: Kept) -> Iterator[Path]:
    """Find the messages of each publish, and nothing that another program put beside them."""
    for name in find_publish_folders(kept.folder):
        for path in sorted((kept.folder / name).glob("*.ics")):
            if read_sequences(files.read(path)):
                yield path


def _normalize(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _describe_line_ends(kept: Kept, line_ends: Mapping[Path, bytes]) -> Finding:
    first, count = next(iter(line_ends)), len(line_ends) - 1
    others = "" if not count else " and 1 other file" if count == 1 else f" and {count} other files"
    attributes = kept.folder / ATTRIBUTES_FILE
    if not make_attributes(kept.folder):
        rules = " and ".join(
            f"`*{suffix} -text`" for suffix in sorted({p.suffix for p in line_ends})
        )
        guard = f". {attributes} is your own: add {rules} to it, or git does it again"
    elif attributes.exists():
        guard = ""
    else:
        guard = f", and writes {ATTRIBUTES_FILE}, which stops git from doing it again"
    return Finding(
        f"git, or a program like it, changed the line ends of {first}{others}.",
        f"`statplan doctor --repair` puts them right{guard}. Then: "
        f"`git add --renormalize {quote(kept.folder)}`, and commit.",
        partial(_write, kept, line_ends),
    )


def _write(kept: Kept, outputs: Mapping[Path, bytes]) -> None:
    """Write files of the calendar folder, and what keeps git from changing them."""
    keeping.commit(kept.loaded, {**outputs, **make_attributes(kept.folder)})


def _find_markers(kept: Kept, outputs: Mapping[Path, bytes]) -> Iterator[Finding]:
    """Find files with conflict markers that no ledger can tell again."""
    for folder, _, names in os.walk(kept.folder):
        for path in (Path(folder, name) for name in sorted(names)):
            if path.suffix not in PUBLISHED_SUFFIXES or path in outputs or path.is_symlink():
                continue
            if has_markers(path.read_bytes()):
                yield Finding(
                    f"{path} has conflict markers of git.",
                    "`statplan doctor --merge` writes it anew. If it still has them after that, "
                    "delete it: what it says is in the next publish.",
                )
