"""Names that sync programs, browsers, and people give to copies of a file.

They are such as `mayor (1)`, `mayor-DESKTOP-AB12`, `mayor (Jo's conflicted copy 2027-01-02)`,
`mayor - Copy`, and `mayor.sync-conflict-20270102-101112-ABCDEFG`.
"""

import re
from collections.abc import Iterator

# What a browser or Google Drive, Syncthing, and OneDrive (a computer's name) add to a name.
_NUMBER = r" ?\(\d+\)"
_SYNC_CONFLICT = r"\.sync-conflict-.*"
_COMPUTER = r"-(?=[A-Z0-9-]*[A-Z])[A-Z0-9-]+( \(\d+\))?"
# What Dropbox, Box, Windows, and a Mac add: in parentheses, or behind the name.
_CONFLICT = (
    r"(?i:[ ._-]*\([^()]*\b(?:conflict|conflicted|copy)\b[^()]*\)|[ ._-]+(?:copy|conflict)\b)"
)
_WORDS = rf"{_CONFLICT}(?:[ ._-]*\(?[\d-]+\)?)?|{_SYNC_CONFLICT}"
_ANY_WORDS = r".*\b(?i:conflict|conflicted|copy)\b.*"

_MARK_OF_KNOWN_FILE = re.compile(f"{_NUMBER}|{_ANY_WORDS}|{_SYNC_CONFLICT}|{_COMPUTER}")
_MARK = re.compile(f"{_NUMBER}|{_WORDS}|{_COMPUTER}")
_MARK_IN_WORDS = re.compile(_WORDS)
_COPY_OF = re.compile(r"^copy of ", re.IGNORECASE)


def is_copy_name(name: str, original: str) -> bool:
    """Return whether a name, without its suffix, is that of a copy of a file with another name."""
    bare = _COPY_OF.sub("", name)
    mark = bare.removeprefix(original)
    return bare == original or (mark != bare and _MARK_OF_KNOWN_FILE.fullmatch(mark) is not None)


def find_original_names(name: str, *, in_words: bool = False) -> Iterator[str]:
    """Yield the names that a file may be a copy of, by its own name, the longest first.

    Args:
        name: the name of the file, without its suffix.
        in_words: only marks that say it in words ("copy", "conflict") count: two files that a
            browser numbered may be two different ones.
    """
    bare = _COPY_OF.sub("", name)
    if bare != name:
        yield bare
    pattern = _MARK_IN_WORDS if in_words else _MARK
    for length in range(len(bare) - 1, 0, -1):
        if pattern.fullmatch(bare, length):
            yield bare[:length]
