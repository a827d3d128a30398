"""Comma-separated values (RFC 4180) for eyes and mail merge: plain, ISO dates, inert in a sheet."""

import csv
import io
import unicodedata

from statplan.calendars.feed import Feed
from statplan.holds import Hold, Role
from statplan.ledger.model import IssuedEntry
from statplan.schedule.model import Backup, NoBackup

COLUMNS = (
    "meeting", "role", "state", "date", "weekday", "start", "end", "time zone", "title", "number",
    "subject", "place", "back-up date", "back-up start", "moved from", "reason", "uid",
    "seal",
)  # fmt: skip
_BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows that names are in UTF-8
_SIGNS = frozenset("=+-@")  # full-width and small forms become these
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # a reader may drop what nobody sees
_LEADING = ("\t", "\r", "\n", "\0")


def is_formula(text: str) -> bool:
    """Return whether a cell could be read as a formula, or begins with what hides one."""
    first = next((char for char in text if unicodedata.category(char) not in _UNSEEN), "")
    return text.startswith(_LEADING) or unicodedata.normalize("NFKC", first)[:1] in _SIGNS


def write(feed: Feed) -> bytes:
    """Write one row for each entry, in order of start; a cell that could be a formula gets a '."""
    stream = io.StringIO(newline="")
    stream.write(_BYTE_ORDER_MARK)
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for entry in feed.entries:
        hold = feed.holds.get(entry.key)
        row = _format_row(feed, entry, hold) if hold else _format_bare_row(feed, entry)
        writer.writerow([_escape_formula(cell) for cell in row])
    return stream.getvalue().encode()


def _escape_formula(cell: str) -> str:
    return f"'{cell}" if is_formula(cell) else cell


def _format_row(feed: Feed, entry: IssuedEntry, hold: Hold) -> list[str]:
    meeting = hold.meeting
    is_primary = hold.role is Role.PRIMARY
    backup = meeting.backup if is_primary else None
    backup_slot = backup.slot if isinstance(backup, Backup) else None
    reason = meeting.move.reason if is_primary and meeting.move else ""
    if isinstance(backup, NoBackup):
        reason = "; ".join(part for part in (reason, f"no back-up: {backup.reason}") if part)
    return [
        str(meeting.key),
        hold.role.value,
        hold.state.value,
        entry.start.date().isoformat(),
        f"{entry.start:%A}",
        f"{entry.start:%H:%M}",
        f"{entry.end:%H:%M}",
        feed.zone,
        meeting.title,
        str(meeting.number or ""),
        meeting.subject,
        entry.text.place,
        backup_slot.day.isoformat() if backup_slot else "",
        f"{backup_slot.start_time:%H:%M}" if backup_slot else "",
        meeting.move.nominal_day.isoformat() if is_primary and meeting.move else "",
        reason,
        entry.uid,
        "",  # the seal of the file, in its last row
    ]


def _format_bare_row(feed: Feed, entry: IssuedEntry) -> list[str]:
    """Return the row of a deadline, or of a reserve day, which has hours and a place as well."""
    cells = {
        "meeting": entry.meeting,
        "role": entry.role,
        "state": entry.state.value,
        "date": entry.start.date().isoformat(),
        "weekday": f"{entry.start:%A}",
        "start": "" if entry.is_all_day else f"{entry.start:%H:%M}",
        "end": "" if entry.is_all_day else f"{entry.end:%H:%M}",
        "time zone": feed.zone,
        "title": entry.text.name,
        "place": entry.text.place,
        "uid": entry.uid,
    }
    return [cells.get(column, "") for column in COLUMNS]
