"""The two versions of a file that git could not merge: from its index, or from conflict markers."""

import re
from dataclasses import dataclass
from pathlib import Path

from statplan.workspace.files import read_if_exists
from statplan.workspace.git_index import find_stages

_OURS, _BASE, _THEIRS, _END = (
    re.compile(rb"%s( .*)?" % re.escape(mark * 7)) for mark in (b"<", b"|", b"=", b">")
)


@dataclass(frozen=True, slots=True)
class ConflictVersions:
    """The contents of a file on two sides, and what both began from, where that is known.

    `whole` is true where each is exactly what its side has. Conflict markers show only the lines
    that git could not merge; git has merged the other lines already.
    """

    ours: bytes | None
    theirs: bytes | None
    base: bytes | None = None
    whole: bool = True


def find_conflict_versions(path: Path) -> ConflictVersions | None:
    """Return both versions of a file that is in conflict; None where it is not.

    Git's index is asked first, because it has the base as well.

    Raises:
        StatplanError: the file may not be read.
    """
    from statplan.workspace.git import read_stages

    stages = read_stages(path) if find_stages(path) & {2, 3} else {}
    if 2 in stages or 3 in stages:  # noqa: PLR2004 - the numbers that git gives to the sides
        return ConflictVersions(stages.get(2), stages.get(3), stages.get(1))
    return split_conflict_markers(read_if_exists(path) or b"")


def has_conflict_markers(content: bytes) -> bool:
    """Return whether a file has conflict markers of git."""
    return split_conflict_markers(content) is not None


def split_conflict_markers(content: bytes) -> ConflictVersions | None:
    """Return the versions that conflict markers hold apart; None where there are no such markers.

    The base is there only where git was told to write it (`merge.conflictStyle` diff3).
    """
    if b"<<<<<<<" not in content:
        return None
    texts: dict[str, list[bytes]] = {"ours": [], "base": [], "theirs": []}
    part, conflicts, has_base = "", 0, False
    for line in content.splitlines(keepends=True):
        mark = line.rstrip(b"\r\n")
        if not part and _OURS.fullmatch(mark):
            part = "ours"
        elif part == "ours" and _BASE.fullmatch(mark):
            part, has_base = "base", True
        elif part in {"ours", "base"} and _THEIRS.fullmatch(mark):
            part = "theirs"
        elif part == "theirs" and _END.fullmatch(mark):
            part, conflicts = "", conflicts + 1
        else:
            for name in (part,) if part else texts:
                texts[name].append(line)
    if part or not conflicts:
        return None
    ours, base, theirs = (b"".join(lines) for lines in texts.values())
    return ConflictVersions(ours, theirs, base if has_base else None, whole=False)
