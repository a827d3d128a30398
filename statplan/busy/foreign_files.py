"""Files in the place of a calendar: login pages, placeholders, documents, and empty files.

They are recognized by what they hold. Nobody is free because such a file stands for a calendar.
"""

import re
from dataclasses import dataclass

from statplan.busy.content_lines import CUT_OFF_FACT, unfold_text

_HEAD = 4096  # bytes in which a file shows what it is
_SAVE_AGAIN = "Save the calendar again."
_DOWNLOAD = f"{_SAVE_AGAIN} If a sync program keeps the folder, let it download the file first."
_WEB_PAGE = re.compile(
    r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|title|meta|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_DRIVE_POINTER = re.compile(
    r'\s*\{.*"(?:doc_id|resource_id|resource_key)"'
    r'|\s*\{.*"url"\s*:\s*"https://(?:docs|drive|calendar)\.google\.com/',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """What a file is instead of a calendar, and what to do about it; two sentences."""

    fact: str
    remedy: str


DRIVE_POINTER = ForeignFile(
    "this is a pointer of Google Drive, not a calendar.",
    "Export the calendar itself, and save it here.",
)
ICLOUD_PLACEHOLDER = ForeignFile(
    "this is a placeholder: iCloud Drive has not downloaded the file.",
    "Download it in the Finder, then run this again.",
)
_EMPTY = ForeignFile("this file is empty (0 bytes).", _DOWNLOAD)
_BLANK = ForeignFile("this file holds nothing but blank lines.", _DOWNLOAD)
_ZEROS = ForeignFile(
    "this file holds zero bytes alone, as a placeholder of a sync program does.", _DOWNLOAD
)
_PAGE = ForeignFile(
    "this is a web page, probably a page to sign in, not a calendar.",
    "Sign in, and save the calendar again.",
)
_WORKBOOK_REMEDY = "Unpack a zip file; save a workbook as CSV UTF-8."
_SIGNATURES = (
    (b"PK\x03\x04", "this is a workbook or a zip file, not a calendar.", _WORKBOOK_REMEDY),
    (b"PK\x05\x06", "this is an empty zip file, not a calendar.", _SAVE_AGAIN),
    (b"\xd0\xcf\x11\xe0", "this is an old workbook, not a calendar.", _WORKBOOK_REMEDY),
    (b"%PDF", "this is a PDF, not a calendar.", "Save the calendar as iCalendar (.ics)."),
    (b"\x1f\x8b", "this is a compressed file, not a calendar.", "Unpack it."),
    (b"{\\rtf", "this is formatted text (RTF), not a calendar.", _SAVE_AGAIN),
)
NO_CALENDAR = ForeignFile(
    "this is not an iCalendar file: it has no BEGIN:VCALENDAR.",
    "Save the calendar again, as iCalendar (.ics).",
)
CUT_OFF = ForeignFile(CUT_OFF_FACT, _SAVE_AGAIN)


def recognize_foreign_file(content: bytes) -> ForeignFile | None:
    """Recognize a file that is neither a calendar nor a table; None where it may be one.

    Args:
        content: the bytes of the whole file.
    """
    if not content:
        return _EMPTY
    if not content.strip(b"\0"):
        return _ZEROS
    for signature, fact, remedy in _SIGNATURES:
        if content.startswith(signature):
            return ForeignFile(fact, remedy)
    head = unfold_text(content[:_HEAD]).folded.decode("utf-8", "replace")
    if not head.strip("\0 \t\n") and not unfold_text(content).folded.strip(b"\0 \t\n"):
        return _BLANK
    if _WEB_PAGE.match(head):
        return _PAGE
    return DRIVE_POINTER if _DRIVE_POINTER.match(head) else None
