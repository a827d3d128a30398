"""Seals: how a file shows that nobody changed it since statplan wrote it.

A seal is the digest of everything else in the file. Each format has it where programs
ignore it: in a comment, a property, or a key. Word and Excel files have it in the
comment of the archive, which a program drops when it saves the file again. Plain text has no such
place, and no seal.
"""

import io
import re
from collections.abc import Iterator
from typing import Literal

from statplan.strict_json import hash_bytes

Condition = Literal["intact", "edited", "unsealed"]

_MARK = b"statplan sha256:"
_ARCHIVES = frozenset({"docx", "xlsx"})
_END_OF_ARCHIVE = b"PK\x05\x06"
_END_LENGTH = 22  # octets of the record that ends an archive, without its comment
_COMMENT = b"<!-- statplan sha256:%s -->\n", b""
# The form of the seal in each format, and what follows it; with nothing, it ends the file.
_SEALS = {
    "md": _COMMENT,
    "html": _COMMENT,
    "svg": _COMMENT,
    "junit": _COMMENT,
    "pdf": (b"%%statplan sha256:%s\n", b"startxref"),  # PDF/A lets nothing follow the end
    "ics": (b"\r\nX-STATPLAN:%s", b"\r\nCALSCALE:GREGORIAN\r\n"),
    "json": (b',\n  "seal": "statplan sha256:%s"', b"\n}\n"),
    "sarif": (b',\n  "properties": {\n    "seal": "statplan sha256:%s"\n  }', b"\n}\n"),
    "schema": (b',\n  "$comment": "statplan sha256:%s"', b"\n}\n"),
    "csv": (b"statplan sha256:%s", b"\r\n"),  # in the last column, `seal`, of the last row
}
_TABLE_HEAD = re.compile(rb"\xef\xbb\xbfmeeting,[a-z ,-]+,seal")  # of a year without a row


def seal_document(form: str, content: bytes) -> bytes:
    """Return a file with its seal; one in a format without a seal is returned as it is."""
    if form in _ARCHIVES:
        seal = _MARK + hash_bytes(content).encode()
        return content[:-2] + len(seal).to_bytes(2, "little") + seal
    text, following = _SEALS.get(form, (b"", b""))
    position = content.rfind(following)
    if not text or position < 0 or _TABLE_HEAD.fullmatch(content.rstrip()):
        return content
    return content[:position] + text % digest_text(content).encode() + content[position:]


def find_condition(content: bytes) -> Condition:
    """Return whether a file is as statplan wrote it, was changed since, or has no seal.

    Line ends are not counted: version control may change them.
    """
    if content.startswith(b"PK"):
        return _find_archive_condition(content)
    text = normalize_line_ends(content)
    for seal in _find_seals(text):
        if digest_text(text[: seal.start()] + text[seal.end() :]) == seal[1].decode():
            return "intact"
    if _TABLE_HEAD.fullmatch(text.rstrip()):
        return "intact"
    return "edited" if _MARK in text or b"\nX-STATPLAN:" in text else "unsealed"


def _find_seals(text: bytes) -> Iterator[re.Match[bytes]]:
    """Find the last seal of each kind in a file whose line ends are normalized.

    The line break at the end of a file may be gone.
    """
    for seal, following in dict.fromkeys(_SEALS.values()):
        parts = (seal % b"\0").replace(b"\r", b"").split(b"\0")
        before, after = map(re.escape, parts)
        optional = b"" if following else b"?"
        yield from [*re.finditer(before + b"([0-9a-f]{64})" + after + optional, text)][-1:]


def digest_text(content: bytes) -> str:
    """Return the digest of a file, in which line ends are not counted."""
    return hash_bytes(normalize_line_ends(content))


def normalize_line_ends(content: bytes) -> bytes:
    """Return a file with line feeds alone."""
    return content.replace(b"\r\n", b"\n")


def _find_archive_condition(content: bytes) -> Condition:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            comment = archive.comment
    except zipfile.BadZipFile:
        return "unsealed"
    if not comment.startswith(_MARK):
        return "unsealed"
    body = content[: len(content) - len(comment)]
    whole = body[:-2] + b"\0\0"
    is_intact = whole[-_END_LENGTH:].startswith(_END_OF_ARCHIVE) and hash_bytes(whole) == (
        comment.removeprefix(_MARK).decode("ascii", "replace")
    )
    return "intact" if is_intact else "edited"
