"""Comma-separated values (RFC 4180) for eyes and mail merge: plain, ISO dates, inert in a sheet."""

import csv
import io

from statplan.calendars.feed import Entry, Feed
from statplan.calendars.formulas import is_formula
from statplan.holds import Hold, Role
from statplan.schedule import Backup, NoBackup

COLUMNS = (
    "meeting", "role", "state", "date", "weekday", "start", "end", "time zone", "title", "number",
    "subject", "place", "back-up date", "back-up start", "moved from", "reason", "uid",
    "seal",
)  # fmt: skip
_BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows that names are in UTF-8


def write(feed: Feed) -> bytes:
    """Write one row for each hold, in order of start; a cell that could be a formula gets a '."""
    stream = io.StringIO(newline="")
    stream.write(_BYTE_ORDER_MARK)
    rows = csv.writer(stream)
    rows.writerow(COLUMNS)
    for entry in feed.entries:
        if entry.hold:
            rows.writerow([_inert(cell) for cell in _row(feed, entry, entry.hold)])
    return stream.getvalue().encode()


def _inert(cell: str) -> str:
    return f"'{cell}" if is_formula(cell) else cell


def _row(feed: Feed, entry: Entry, hold: Hold) -> list[str]:
    meeting = hold.meeting
    primary = hold.role is Role.PRIMARY
    backup = meeting.backup if primary else None
    stand = backup.stand if isinstance(backup, Backup) else None
    why = meeting.moved.why if primary and meeting.moved else ""
    if isinstance(backup, NoBackup):
        why = "; ".join(part for part in (why, f"no back-up: {backup.why}") if part)
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
        entry.location,
        stand.day.isoformat() if stand else "",
        f"{stand.at:%H:%M}" if stand else "",
        meeting.moved.nominal.isoformat() if primary and meeting.moved else "",
        why,
        entry.uid,
        "",  # the seal of the file, in its last row
    ]
