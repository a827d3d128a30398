"""A file's state in git's index, read as bytes, so that no program of a repository runs.

The form is gitformat-index of git's own documentation, versions 2 to 4.
"""

import os
from collections.abc import Iterator
from pathlib import Path

_HEADER, _FIXED, _EXTENDED = 12, 40, 0x4000
_SPLIT = b"link"  # the extension of a split index
_HASH_LENGTHS = (20, 32)  # SHA-1 and SHA-256
_FOLDER_MODE = 0o040000  # a whole folder, in a sparse index
_MOST_BYTES = 512 * 1024 * 1024


def find_stages(path: Path) -> set[int]:
    """Return the stages in which git's indexes hold a file.

    0 means that it is tracked; 1, 2, and 3 that git could not merge it. Empty where no repository
    above the file tracks it. An index that cannot be read, and one that holds a folder above the
    file as a whole, count as tracking it.
    """
    full_path = path.parent.resolve() / path.name
    stages: set[int] = set()
    for folder in full_path.parents:
        name = full_path.relative_to(folder).as_posix().encode()
        try:
            index = _find_index(folder)
            stages |= _find_in_index(index, name) if index else set()
        except OSError:
            stages.add(0)
    return stages


def is_tracked(path: Path) -> bool:
    """Return whether git tracks a file, or its index cannot be read."""
    return bool(find_stages(path))


def _find_index(folder: Path) -> Path | None:
    """Return the index of a repository whose working tree begins at a folder."""
    git = folder / ".git"
    if git.is_file():  # a worktree or a submodule: the file names the folder
        word, _, target = git.read_bytes()[:4096].partition(b": ")
        if word != b"gitdir":
            return None
        git = folder / os.fsdecode(target.strip())
    index = git / "index"
    return index if index.is_file() else None


def _find_in_index(index: Path, name: bytes) -> set[int]:
    if index.stat().st_size > _MOST_BYTES:
        return {0}
    content = index.read_bytes()
    for length in _HASH_LENGTHS:
        try:
            entries = list(_read_entries(content, length))
        except (IndexError, ValueError):
            continue
        return {stage for entry, stage in entries if entry == name or _is_above(entry, name)}
    return {0}


def _is_above(entry: bytes, name: bytes) -> bool:
    return entry.endswith(b"/") and name.startswith(entry)


def _read_entries(content: bytes, hash_length: int) -> Iterator[tuple[bytes, int]]:
    """Return the path and the stage of each entry.

    Raises:
        IndexError: the index is cut off.
        ValueError: it is of another form.
    """
    version, count = int.from_bytes(content[4:8]), int.from_bytes(content[8:12])
    if content[:4] != b"DIRC" or version not in {2, 3, 4}:
        raise ValueError("no index of a known version")
    offset, entry_path = _HEADER, b""
    for _ in range(count):
        start = offset
        offset += _FIXED + hash_length
        flags = int.from_bytes(content[offset : offset + 2])
        offset += 4 if flags & _EXTENDED else 2
        if version == 4:  # noqa: PLR2004 - of the documentation
            cut, offset = _read_varint(content, offset)
            if cut > len(entry_path):
                raise ValueError("it takes more from a path than there is")
            entry_path = entry_path[: len(entry_path) - cut]
        else:
            entry_path = b""
        end = content.index(b"\0", offset)
        entry_path += content[offset:end]
        offset = end + 1
        if version != 4:  # noqa: PLR2004 - entries end on a multiple of eight
            offset = start + (end - start) // 8 * 8 + 8
        if not entry_path or offset > len(content) - hash_length:
            raise ValueError("it is cut off")
        yield entry_path, flags >> 12 & 3
    if _SPLIT in content[offset:]:
        raise ValueError("the rest of it is in another file")


def _read_varint(content: bytes, offset: int) -> tuple[int, int]:
    """Return a number of variable length (as in git's pack offsets), and the place after it."""
    octet = content[offset]
    number = octet & 0x7F
    while octet & 0x80:
        offset += 1
        octet = content[offset]
        number = (number + 1 << 7) | octet & 0x7F
    return number, offset + 1
