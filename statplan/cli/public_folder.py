"""The folder for residents, among the calendars that are not for them."""

from statplan.cli.keeping import Workspace

FOLDER, PAGE = "public", "index.html"


def is_schedule_public(workspace: Workspace) -> bool:
    """Return whether the plan publishes the schedule."""
    return "schedule" in (workspace.loaded.plan.publicity.publishes or ())
