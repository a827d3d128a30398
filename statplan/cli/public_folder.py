"""The folder for residents, among the calendars that are not for them."""

from statplan.cli.keeping import Kept

FOLDER, PAGE = "public", "index.html"


def is_public(kept: Kept) -> bool:
    """Return whether the plan publishes the schedule."""
    return "schedule" in (kept.loaded.plan.publicity.publishes or ())
