"""Seals: how a document shows that nobody edited it since statplan wrote it.

The seal is the digest of everything before it. In Markdown and HTML it is a comment at the end,
which no reader shows. In Word and Excel files it is the comment of the archive, which a program
drops when it saves the file again.
"""

import hashlib
import io
import re
from typing import Literal

Condition = Literal["intact", "edited", "unsealed"]
SEALED_SUFFIXES = frozenset({".md", ".html", ".docx", ".xlsx"})
_ARCHIVES = frozenset({".docx", ".xlsx"})
_NAME = "statplan sha256:"
_COMMENT = re.compile(rb"<!-- " + _NAME.encode() + rb"([0-9a-f]{64}) -->\n?\Z")
_END_OF_ARCHIVE = b"PK\x05\x06"
_END_LENGTH = 22  # octets of the record that ends an archive, without its comment


def seal_document(suffix: str, data: bytes) -> bytes:
    """Return a document with its seal; a file of another kind is returned as it is."""
    if suffix not in SEALED_SUFFIXES:
        return data
    seal = _NAME + _digest(data)
    if suffix in _ARCHIVES:
        length = len(seal).to_bytes(2, "little")
        return data[:-2] + length + seal.encode()
    return data + f"<!-- {seal} -->\n".encode()


def find_condition(suffix: str, data: bytes) -> Condition:
    """Tell whether a document is as statplan wrote it, was edited since, or bears no seal.

    Line ends are not counted: version control may change them.
    """
    if suffix in _ARCHIVES:
        return _find_archive_condition(data)
    text = data.replace(b"\r\n", b"\n")
    match = _COMMENT.search(text)
    if match is None:
        return "edited" if f"<!-- {_NAME}".encode() in text else "unsealed"
    return "intact" if _digest(text[: match.start()]) == match[1].decode() else "edited"


def _find_archive_condition(data: bytes) -> Condition:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            comment = archive.comment.decode("ascii", "replace")
    except zipfile.BadZipFile:
        return "unsealed"
    if not comment.startswith(_NAME):
        return "unsealed"
    body = data[: len(data) - len(comment)]
    whole = body[:-2] + b"\0\0"
    is_intact = whole[-_END_LENGTH:].startswith(_END_OF_ARCHIVE) and _digest(whole) == (
        comment.removeprefix(_NAME)
    )
    return "intact" if is_intact else "edited"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
