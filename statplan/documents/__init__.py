"""Documents: their content without a format, and a writer for each format."""

from importlib import import_module
from typing import Protocol, cast

from statplan.documents.blocks import Document
from statplan.errors import StatplanError

WRITERS = {
    "md": "statplan.documents.markdown",
    "html": "statplan.documents.html",
    "docx": "statplan.documents.docx",
    "pdf": "statplan.documents.pdf",
}


class Writer(Protocol):
    """A module that writes one format: the file's suffix, its media type, and `write`."""

    SUFFIX: str
    MEDIA_TYPE: str

    def write(self, document: Document) -> bytes:
        """Return the file's bytes, the same for the same document."""
        ...


def get_writer(format_name: str) -> Writer:
    """Return the writer of a format, imported when it is first asked for.

    Raises:
        StatplanError: no such format.
    """
    if format_name not in WRITERS:
        raise StatplanError(
            f"There is no document format '{format_name[:20]}'.",
            remedy=f"Formats: {', '.join(WRITERS)}.",
            exit_code=2,
        )
    return cast("Writer", import_module(WRITERS[format_name]))


def render_document(document: Document, format_name: str) -> bytes:
    """Return the bytes of a document in a format.

    Raises:
        StatplanError: no such format.
    """
    return get_writer(format_name).write(document)


__all__ = ["WRITERS", "Document", "Writer", "get_writer", "render_document"]
