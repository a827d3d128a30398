"""The calendars and the page that stand in the calendar folder, and which of them are not whole."""

from collections.abc import Iterator
from pathlib import Path

from statplan import screen
from statplan.calendars.audience import Audience, audience
from statplan.calendars.published_names import FEED, FIRST_IMPORT
from statplan.cli.keeping import Kept
from statplan.cli.public_folder import FOLDER, PAGE, is_public
from statplan.errors import StatplanError
from statplan.files.journal import is_interrupted
from statplan.files.witnesses import read_sequences
from statplan.ledger import Issued


def warn_of_broken_files(kept: Kept) -> None:
    """Say in one line which standing files are not whole, and what writes them anew."""
    fact = describe_broken_files(kept)
    if fact and not is_interrupted(kept.path.parent):
        screen.say(f"{fact} `statplan publish` or `statplan doctor --repair` puts that right.")


def describe_broken_files(kept: Kept) -> str:
    """Say in one sentence which standing files are not whole; empty where all are."""
    paths = _find_broken_files(kept)
    if not paths:
        return ""
    first, others = paths[0], len(paths) - 1
    if others:
        count = "1 other file" if others == 1 else f"{others} other files"
        return f"{first} and {count} are missing, or do not show every published entry."
    if first.exists():
        return f"{first} does not show every published entry."
    return f"{first} is missing."


def _find_broken_files(kept: Kept) -> list[Path]:
    if kept.ledger.published is None:
        return []
    everybody = Audience("all")
    feeds = {kept.folder / name: everybody for name in (FEED, FIRST_IMPORT)}
    feeds |= {kept.folder / each.name / FEED: each for each in _list_audiences(kept)}
    rows = [row for row in kept.ledger.issued if row.lives]
    broken = [
        path
        for path, each in feeds.items()
        if not _shows_all(path, [row for row in rows if each.concerns(row)])
    ]
    return [*broken, *find_broken_pages(kept)]


def find_broken_pages(kept: Kept) -> list[Path]:
    """Return the page and the calendar for residents where either is not whole.

    Both are as of the day of a publish, and are not compared any further.
    """
    if not is_public(kept) or not any(row.text.public for row in kept.ledger.issued):
        return []
    page, calendar = (kept.folder / FOLDER / name for name in (PAGE, FEED))
    is_whole = {page: page.exists(), calendar: _shows_all(calendar, [])}
    return [path for path, whole in is_whole.items() if not whole]


def _list_audiences(kept: Kept) -> Iterator[Audience]:
    for name in kept.ledger.audiences:
        try:
            yield audience(kept.loaded.plan, name)
        except StatplanError:
            continue  # a publish says that there is no calendar for it any more


def _shows_all(path: Path, rows: list[Issued]) -> bool:
    """Return whether a feed is complete, and has each row with its number."""
    data = path.read_bytes() if path.is_file() else b""
    numbers = read_sequences(data)
    return data.rstrip().endswith(b"END:VCALENDAR") and all(
        f"UID:{row.uid}".encode() in data and numbers.get(row.uid, 0) == row.sequence
        for row in rows
    )
