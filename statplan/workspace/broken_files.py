"""The calendars and the page in the calendar folder, and which of them are not whole."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from statplan import screen
from statplan.calendars.audience import Audience, find_audience
from statplan.calendars.published_files import FEED_FILE, FIRST_IMPORT_FILE
from statplan.errors import Command, Remedy, StatplanError
from statplan.ledger.model import IssuedEntry
from statplan.plan.english import format_count
from statplan.workspace.journal import is_interrupted
from statplan.workspace.public_folder import PAGE_FILE, PUBLIC_FOLDER, is_schedule_public
from statplan.workspace.publish_evidence import read_sequences
from statplan.workspace.workspace import Workspace


def warn_of_broken_files(workspace: Workspace) -> None:
    """Say in one line which published files are not whole, and what writes them anew."""
    fact = describe_broken_files(workspace)
    if fact and not is_interrupted(workspace.ledger_path.parent):
        screen.print_message(
            Remedy(
                f"{fact} ",
                Command("publish"),
                " or ",
                Command("doctor", "--repair"),
                " puts that right.",
            )
        )


def describe_broken_files(workspace: Workspace) -> str:
    """Say in one sentence which published files are not whole; empty where all are."""
    paths = _find_broken_files(workspace)
    if not paths:
        return ""
    first, others = paths[0], len(paths) - 1
    if others:
        count = format_count(others, "other file")
        return f"{first} and {count} are missing, or do not show every published entry."
    if first.exists():
        return f"{first} does not show every published entry."
    return f"{first} is missing."


def _find_broken_files(workspace: Workspace) -> list[Path]:
    if workspace.ledger.published is None:
        return []
    everybody = Audience("all")
    feeds = {workspace.calendar_folder / name: everybody for name in (FEED_FILE, FIRST_IMPORT_FILE)}
    feeds |= {
        workspace.calendar_folder / audience.name / FEED_FILE: audience
        for audience in _list_audiences(workspace)
    }
    rows = [row for row in workspace.ledger.issued if row.is_live]
    broken = [
        path
        for path, audience in feeds.items()
        if not _is_complete_feed(path, [row for row in rows if audience.has_entry(row)])
    ]
    return [*broken, *find_broken_pages(workspace)]


def find_broken_pages(workspace: Workspace) -> list[Path]:
    """Return the page and the calendar for residents where either is not whole.

    Both are as of the day of a publish. Nothing else in them is compared.
    """
    if not is_schedule_public(workspace.loaded.plan) or not any(
        row.text.public for row in workspace.ledger.issued
    ):
        return []
    folder = workspace.calendar_folder / PUBLIC_FOLDER
    page, calendar = folder / PAGE_FILE, folder / FEED_FILE
    is_whole = {page: page.exists(), calendar: _is_complete_feed(calendar, [])}
    return [path for path, whole in is_whole.items() if not whole]


def _list_audiences(workspace: Workspace) -> Iterator[Audience]:
    for name in workspace.ledger.audiences:
        with suppress(StatplanError):  # a publish says that there is no calendar for it any more
            yield find_audience(workspace.loaded.plan, name)


def _is_complete_feed(path: Path, rows: list[IssuedEntry]) -> bool:
    """Return whether a feed is not cut off, and has each row with its number."""
    content = path.read_bytes() if path.is_file() else b""
    numbers = read_sequences(content)
    return content.rstrip().endswith(b"END:VCALENDAR") and all(
        f"UID:{row.uid}".encode() in content and numbers.get(row.uid, 0) == row.sequence
        for row in rows
    )
