"""The folder for residents, among the calendars that are not for them."""

from pathlib import Path

from statplan.cli.keeping import Kept

FOLDER, PAGE, CALENDAR = "public", "index.html", "calendar.ics"


def is_public(kept: Kept) -> bool:
    """Return whether the plan publishes the schedule."""
    return "schedule" in (kept.loaded.plan.publicity.publishes or ())


def find_missing_pages(kept: Kept) -> list[Path]:
    """Return the page and the calendar for residents, where they were made and are gone."""
    if not is_public(kept) or not any(row.text.public for row in kept.ledger.issued):
        return []
    paths = [kept.folder / FOLDER / name for name in (PAGE, CALENDAR)]
    return [path for path in paths if not path.exists()]
